# SPDX-License-Identifier: EUPL-1.2
"""The doctor says of Teams what does not work, who cannot be reached, and what to do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli.spoken import Says
from bot.clock import machine_now
from bot.doctor.found import Case, Level
from bot.doctor.teams import teams as look
from commands.people import Account
from storage.conversations import Conversation, Conversations
from storage.database import Database
from storage.organisation import Organisations
from storage.store import Store
from tests import cast
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_cloud import Cloud
from tests.fakes.teams_stage import settings

ENGLISH = Says("en")
Look = Callable[..., list[str]]


@pytest.fixture
def found(loop: Loop, sqlite_url: str, tmp_path: Path) -> Any:  # noqa: ANN401 - a fixture that yields
    """Look at an installation in Teams; return what is said, with its advice."""
    database, cloud = Database.open(sqlite_url), Cloud()
    cast.move_in(database)
    database.transact(lambda c: Organisations(c).link_tenant("teams", teams.TENANT, cast.WATERVEEN.id))
    loop.do(cloud.start())

    def looked(change: Callable[[Cloud, Store], object] = lambda _cloud, _store: None, **beside: object) -> list[str]:
        database.transact(lambda c: change(cloud, Store(c, cast.WATERVEEN)))
        case = Case(
            settings(cloud, tmp_path, **{k: v for k, v in beside.items() if k != "now"}), database, machine_now()
        )
        late = Case(case.settings, database, machine_now() + timedelta(days=80)) if beside.get("now") else case
        return [
            f"{each.level.value}: {ENGLISH.text(each.text)} {ENGLISH.text(each.advice) if each.advice else ''}"
            for each in look(late)
        ]

    yield looked
    loop.do(cloud.stop())
    database.close()


def test_all_is_well_but_for_who_does_not_have_the_app(found: Look) -> None:
    token, without = found()
    assert token == f"{Level.GOOD.value}: Entra gives a token for the tenant {teams.TENANT}. "
    assert "do not have the app" in without
    assert "setup policy" in without
    assert "MANDAAT_TEAMS_INSTALL" in without
    assert all(person.name in without for person in cast.PEOPLE)


def test_what_entra_says_no_to_is_explained(found: Look) -> None:
    first = found(lambda cloud, _store: setattr(cloud, "login_refuses", 7000222))[0]
    assert "AADSTS7000222" in first
    assert "The secret has expired" in first


def test_a_certificate_that_ends_soon_is_announced(found: Look) -> None:
    assert any("is good until" in line for line in found(now="late"))


def test_keys_that_cannot_be_fetched_are_said(found: Look) -> None:
    assert any(
        "nothing that comes in is believed" in line for line in found(mandaat_teams_keys_url="http://127.0.0.1:9")
    )


def test_a_tenant_of_nobody_is_said_with_the_command(found: Look) -> None:
    lines = found(mandaat_teams_tenant_id="elsewhere")
    assert any("belongs to no organisation" in line and "organisation link" in line for line in lines)


def test_who_blocked_the_app_is_named(found: Look) -> None:
    def blocks(_cloud: Cloud, store: Store) -> None:
        store.people.add_account(cast.SANNE, Account("teams", teams.TENANT, "u1"))
        kept = Conversations(store.connection, "teams")
        kept.hear(Conversation(teams.TENANT, "a:1", "u1", "29:1"))
        kept.block(teams.TENANT, "a:1", "MessageWritesBlocked", machine_now())

    lines = found(blocks)
    assert any(cast.SANNE.name in line and "takes no messages" in line for line in lines)


def test_what_is_turned_on_of_graph_needs_consent_and_it_says_for_what(found: Look) -> None:
    def half(cloud: Cloud, _store: Store) -> None:
        cloud.tenant.consents = {"Presence.Read.All"}

    said = found(half, mandaat_teams_presence=True, mandaat_teams_install="catalog-id")
    (install,) = [each for each in said if "TeamsAppInstallation" in each]
    (presence,) = [each for each in said if "Presence.Read.All" in each]
    assert install.startswith(f"{Level.ATTENTION.value}: In the tenant {teams.TENANT} nobody consented")
    assert presence.startswith(Level.GOOD.value)
    (without,) = [each for each in said if "do not have the app" in each]
    assert "Mandaat gives it to each of them" in without


def test_what_is_no_proof_is_said_before_anything_is_asked(found: Look, tmp_path: Path) -> None:
    (tmp_path / "half.pem").write_text("-----BEGIN CERTIFICATE-----\n", "utf-8")
    (only,) = found(mandaat_teams_certificate=tmp_path / "half.pem")
    assert only.startswith(f"{Level.BROKEN.value}: Teams is not set up well: The file {tmp_path / 'half.pem'}")
