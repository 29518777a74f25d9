# SPDX-License-Identifier: EUPL-1.2
"""Who is out of office in Teams is asked for an absence, and so are the stewards; nobody is replaced by it."""

import json
from datetime import timedelta

import pytest

from bot.teams.graph import NoGraph
from bot.teams.presences import Presences
from commands.people import Absence, Account
from storage.database import Connection
from storage.store import Store
from tests import cast
from tests.bot.teams.doing import acts, rows
from tests.fakes import teams
from tests.fakes.teams_stage import Stage
from tests.platforms import user


def looks(stage: Stage) -> None:
    """Look who is out of office."""
    assert stage.app.teams
    presences: Presences = vars(stage.app.teams)["_looks"][0]
    stage.loop.do(presences.look(teams.TENANT))


def joined(stage: Stage) -> None:
    """Let everybody be in the tenant with an account."""

    def accounts(store: Store) -> None:
        for person in (cast.AHMET, cast.KEES, cast.SANNE, cast.FATIMA):
            store.people.add_account(person, Account("teams", teams.TENANT, user(person)))

    stage.app.database.transact(lambda c: accounts(Store(c, cast.WATERVEEN)))
    for person in (cast.AHMET, cast.KEES, cast.SANNE, cast.FATIMA):
        stage.cloud.tenant.joins(user(person), f"29:{person.id}", person.email, person.name)
    for person in (cast.AHMET, cast.SANNE):
        stage.cloud.tenant.people[user(person)].out_of_office = True
    stage.cloud.tenant.consents = {"Presence.Read.All"}


def test_a_holder_and_the_stewards_read_who_could_take_over_and_nobody_does_by_it(stage: Stage) -> None:
    joined(stage)
    before = stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).people.all_absences())
    for _time in range(2):
        looks(stage)
    assert acts(stage).count("organisation.propose") == 1, "Sanne holds nothing, and once is enough"
    assert sorted(address for address, _state in rows(stage)) == sorted([user(cast.AHMET), user(cast.FATIMA)])
    assert stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).people.all_absences()) == before
    read = stage.loop.until(lambda: stage.cloud.tenant.cards(f"a:1{user(cast.AHMET)}"))
    text = json.dumps(read, ensure_ascii=False)
    assert "Volgens Teams ben je afwezig" in text
    assert cast.KEES.name in text


def test_whose_absence_is_known_hears_nothing_and_without_consent_nobody_is_looked_at(stage: Stage) -> None:
    joined(stage)
    stage.cloud.tenant.consents = set()
    with pytest.raises(NoGraph, match="Forbidden"):
        looks(stage)
    stage.cloud.tenant.consents = {"Presence.Read.All"}

    def away(connection: Connection) -> None:
        store = Store(connection, cast.WATERVEEN)
        store.people.add_absence(Absence(cast.AHMET, cast.DAY, cast.DAY + timedelta(days=4)))

    stage.app.database.transact(away)
    looks(stage)
    assert rows(stage) == []
