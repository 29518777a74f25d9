# SPDX-License-Identifier: EUPL-1.2
"""Who people are, where they work, what they hold, when they are away, and who is meant by a few words."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from commands.organisations import Organisation, OrganisationKind
from commands.people import Absence, Account, Capacity, Directory, Function, Holding, Person, Role, Side, acting
from storage.database import Database
from storage.organisation import Organisations, identify
from storage.store import Store
from tests.storage.house import (
    BOARD,
    FATIMA,
    JAN,
    JANNEKE,
    OTHER_JAN,
    OTHER_TOWN,
    REGION,
    SECRETARY,
    SUZE,
    TOWN,
    in_store,
)

DAY = date(2026, 3, 2)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
CHIEF = SECRETARY.name


def _find(house: Database, words: str, organisation: Organisation = TOWN) -> tuple[Person, ...]:
    return in_store(house, lambda s: s.people.find(words), organisation)


def _hold(house: Database, *holdings: Holding, organisation: Organisation = TOWN) -> list[int]:
    return in_store(house, lambda s: [s.people.add_holding(holding) for holding in holdings], organisation)


def _holdings(house: Database, on: date = DAY, function: str = CHIEF) -> tuple[Holding, ...]:
    return in_store(house, lambda s: s.people.holdings(function, on))


# ------------------------------------------------------------------ organisations


def test_an_organisation_knows_the_joint_arrangements_it_takes_part_in(house: Database) -> None:
    assert house.read(lambda c: Organisations(c).get("waterveen")) == TOWN
    assert house.read(lambda c: Organisations(c).get("elders")) is None
    assert house.read(lambda c: Organisations(c).participants("regio")) == (OTHER_TOWN, TOWN)
    assert house.read(lambda c: Organisations(c).all()) == (OTHER_TOWN, REGION, TOWN)


def test_an_organisation_that_is_added_again_is_changed(house: Database) -> None:
    changed = Organisation(
        "waterveen",
        "Gemeente Waterveen",
        OrganisationKind.MUNICIPALITY,
        "en",
        "Europe/Lisbon",
        "Servicedesk, tel. 1000",
        ("regio",),
    )
    house.transact(lambda c: Organisations(c).add(changed))
    assert house.read(lambda c: Organisations(c).get("waterveen")) == changed


def test_a_store_leads_to_that_of_a_joint_arrangement_in_the_same_transaction(house: Database) -> None:
    def work(store: Store) -> tuple[str, object]:
        arrangement = store.of("regio")
        assert arrangement
        assert arrangement.connection is store.connection
        return arrangement.organisation.name, store.of("elders")

    assert in_store(house, work) == (REGION.name, None)


# ------------------------------------------------------------------ accounts


def test_an_account_is_its_person_in_the_organisation_where_they_work(house: Database) -> None:
    assert house.read(lambda c: identify(c, Account("local", "waterveen", "jan"))) == (JAN, TOWN)


def test_an_unknown_account_is_nobody(house: Database) -> None:
    for account in (
        Account("local", "waterveen", "x"),
        Account("slack", "waterveen", "jan"),
        Account("local", "", "jan"),
    ):
        assert house.read(partial(identify, account=account)) is None


def test_in_the_workspace_of_an_organisation_an_account_speaks_for_that_organisation(house: Database) -> None:
    in_store(house, lambda s: s.people.add_account(SUZE, Account("slack", "T1", "U9")))
    house.transact(lambda c: Organisations(c).link_tenant("slack", "T1", "regio"))
    house.transact(lambda c: Organisations(c).link_tenant("slack", "T1", "waterveen"))

    assert house.read(lambda c: identify(c, Account("slack", "T1", "U9"))) == (SUZE, TOWN)
    assert house.read(lambda c: Organisations(c).of_tenant("slack", "T1")) == TOWN
    assert house.read(lambda c: Organisations(c).of_tenant("slack", "T2")) is None


def test_a_person_may_have_accounts_on_several_platforms(house: Database) -> None:
    slack = Account("slack", "T1", "U1")
    in_store(house, lambda s: s.people.add_account(JAN, slack))
    assert in_store(house, lambda s: s.people.accounts(JAN)) == (Account("local", "waterveen", "jan"), slack)


def test_an_account_has_one_owner(house: Database) -> None:
    account = Account("local", "waterveen", "jan")
    in_store(house, lambda s: s.people.add_account(FATIMA, account))
    assert in_store(house, lambda s: s.people.accounts(JAN)) == ()

    in_store(house, lambda s: s.people.remove_account(account))
    assert house.read(lambda c: identify(c, account)) is None


# ------------------------------------------------------------------ people


def test_people_are_the_directory_that_features_read(house: Database) -> None:
    def work(store: Store) -> Directory:
        return store.people

    assert in_store(house, work).person is not None


def test_a_person_who_is_added_again_is_changed_and_a_new_one_gets_an_id(house: Database) -> None:
    moved = Person("jan", "Jan de Vriès", "jan@waterveen.example", unit="Bedrijfsvoering")
    in_store(house, lambda s: s.people.add_person(moved, zone="Europe/Paris"))
    new = in_store(house, lambda s: s.people.add_person(Person("", "Nieuw")))

    assert in_store(house, lambda s: s.people.person("jan")) == moved
    assert in_store(house, lambda s: s.people.zone(moved)) == "Europe/Paris"
    assert new.id
    assert in_store(house, lambda s: s.people.person(new.id)) == new


def test_a_person_reads_the_language_they_chose(house: Database) -> None:
    in_store(house, lambda s: s.people.set_language(JAN, "en"))
    person = in_store(house, lambda s: s.people.person("jan"))
    assert person
    assert person.language == "en"


def test_everyone_is_who_works_here_by_name(house: Database) -> None:
    assert in_store(house, lambda s: s.people.everyone()) == (FATIMA, JAN, JANNEKE)


def test_who_left_is_nobodys_account_is_not_found_and_holds_nothing_after_the_last_day(house: Database) -> None:
    _hold(house, Holding(JAN, CHIEF), Holding(JAN, CHIEF, deputy=True, valid_from=AFTER))
    in_store(house, lambda s: s.people.grant_role(JAN, Role.STEWARD))

    in_store(house, lambda s: s.people.deactivate(JAN, DAY))

    assert house.read(lambda c: identify(c, Account("local", "waterveen", "jan"))) is None
    assert JAN not in _find(house, "jan")
    assert in_store(house, lambda s: s.people.with_role(Role.STEWARD)) == ()
    assert in_store(house, lambda s: s.people.person("jan")) == JAN
    assert _holdings(house, DAY) == (Holding(JAN, CHIEF, valid_to=DAY),)
    assert _holdings(house, AFTER) == ()


# ------------------------------------------------------------------ who is meant


@pytest.mark.parametrize(
    "words",
    [
        "jan",
        "jan@waterveen.example",
        " JAN@Waterveen.Example ",
        "local:jan",
        "Jan de Vriès",
        "JAN DE VRIES",
        "jan  de vries",
    ],
)
def test_an_id_an_address_an_account_or_a_whole_name_means_one_person(house: Database, words: str) -> None:
    assert _find(house, words) == (JAN,)


def test_beginnings_of_names_mean_everybody_they_fit_best_first(house: Database) -> None:
    assert _find(house, "de vri") == (JAN, JANNEKE, OTHER_JAN)[:2]
    assert _find(house, "vries jan") == (JAN, JANNEKE)
    assert _find(house, "fat") == (FATIMA,)
    assert _find(house, "el amrani, fatima") == (FATIMA,)


def test_people_of_the_joint_arrangement_are_found_after_our_own(house: Database) -> None:
    assert _find(house, "Suze") == (SUZE,)
    assert _find(house, "jan", REGION) == (JAN,)
    assert _find(house, "vries", REGION) == (JAN, OTHER_JAN, JANNEKE)
    assert _find(house, "Suze Oster") == (SUZE,)


def test_people_of_another_participant_are_found_when_they_hold_something_here(house: Database) -> None:
    assert _find(house, "jan2") == ()
    _hold(house, Holding(OTHER_JAN, CHIEF))
    assert _find(house, "jan2") == (OTHER_JAN,)
    assert _find(house, "Jan de Vries") == (JAN,)


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "_", "%atima", "_an", "'; DROP TABLE people", "niemand", "@", ":", "local:"]
)
def test_words_that_mean_nobody_find_nobody(house: Database, words: str) -> None:
    assert JANNEKE not in _find(house, words)
    assert FATIMA not in _find(house, words)


# ------------------------------------------------------------------ functions and holders


def test_a_function_is_found_capitals_accents_and_spaces_aside(house: Database) -> None:
    coordinator = Function("Coördinator werkplekbeheer", Side.IT, name_en="Workplace coordinator")
    in_store(house, lambda s: s.people.add_function(coordinator))

    assert in_store(house, lambda s: s.people.function(" COORDINATOR   Werkplekbeheer ")) == coordinator
    assert in_store(house, lambda s: s.people.function("Onbekend")) is None
    assert in_store(house, lambda s: s.people.functions()) == (coordinator, SECRETARY, BOARD)
    assert in_store(house, lambda s: s.people.functions(), OTHER_TOWN) == ()


def test_a_function_that_is_added_again_is_changed_and_keeps_its_holders(house: Database) -> None:
    _hold(house, Holding(JAN, CHIEF))
    renamed = Function("gemeenteSecretaris", Side.BUSINESS)
    in_store(house, lambda s: s.people.add_function(renamed))

    assert in_store(house, lambda s: s.people.functions()) == (renamed, BOARD)
    assert _holdings(house) == (Holding(JAN, renamed.name),)


def test_nobody_can_hold_a_function_that_does_not_exist(house: Database) -> None:
    with pytest.raises(IntegrityError):
        _hold(house, Holding(JAN, "Onbekend"))


def test_holders_come_before_deputies(house: Database) -> None:
    deputy, holder = Holding(JANNEKE, CHIEF, deputy=True), Holding(JAN, CHIEF)
    _hold(house, deputy, holder)

    assert _holdings(house) == (holder, deputy)
    assert _holdings(house, function="onbekend") == ()
    assert in_store(house, lambda s: s.people.held_by(JANNEKE, DAY)) == (deputy,)


def test_a_holding_counts_from_its_first_to_its_last_day_included(house: Database) -> None:
    _hold(house, Holding(JAN, CHIEF, valid_from=DAY, valid_to=DAY))
    assert [len(_holdings(house, on)) for on in (BEFORE, DAY, AFTER)] == [0, 1, 0]


def test_a_function_can_have_a_holder_in_each_unit(house: Database) -> None:
    _hold(house, Holding(JAN, CHIEF, "Ruimte"), Holding(JANNEKE, CHIEF, "Bedrijfsvoering"))
    assert [h.unit for h in _holdings(house)] == ["Bedrijfsvoering", "Ruimte"]
    assert [h.person.unit for h in _holdings(house)] == ["", ""]


def test_a_person_of_another_organisation_may_hold_a_function_here(house: Database) -> None:
    _hold(house, Holding(SUZE, CHIEF))
    assert _holdings(house) == (Holding(SUZE, CHIEF),)
    assert in_store(house, lambda s: s.people.held_by(SUZE, DAY), REGION) == ()


def test_a_holding_ends_on_a_day_and_one_that_had_not_begun_never_was(house: Database) -> None:
    now, later = _hold(house, Holding(JAN, CHIEF), Holding(JANNEKE, CHIEF, valid_from=AFTER))

    def end(store: Store) -> None:
        for number in (now, later):
            store.people.end_holding(number, DAY)

    in_store(house, end)

    assert in_store(house, lambda s: s.people.all_holdings()) == {now: Holding(JAN, CHIEF, valid_to=DAY)}


def test_another_organisation_cannot_end_a_holding(house: Database) -> None:
    (number,) = _hold(house, Holding(JAN, CHIEF))
    in_store(house, lambda s: s.people.end_holding(number, DAY), OTHER_TOWN)
    assert in_store(house, lambda s: s.people.all_holdings()) == {number: Holding(JAN, CHIEF)}


# ------------------------------------------------------------------ absence


def test_an_absence_counts_from_its_first_to_its_last_day_included(house: Database) -> None:
    away = Absence(JAN, DAY, AFTER, deputy=JANNEKE)
    in_store(house, lambda s: s.people.add_absence(away))

    assert in_store(house, lambda s: [s.people.absence(JAN, on) for on in (BEFORE, DAY, AFTER)]) == [None, away, away]
    assert in_store(house, lambda s: s.people.absence(JAN, AFTER + timedelta(days=1))) is None
    assert in_store(house, lambda s: s.people.absence(FATIMA, DAY)) is None


def test_of_two_absences_the_one_with_a_deputy_tells_who_takes_over(house: Database) -> None:
    without, with_deputy = Absence(JAN, DAY, AFTER), Absence(JAN, DAY, DAY, deputy=JANNEKE)
    in_store(house, lambda s: [s.people.add_absence(a) for a in (without, with_deputy)])
    assert in_store(house, lambda s: s.people.absence(JAN, DAY)) == with_deputy


def test_who_is_away_is_away_everywhere_but_the_deputy_counts_where_it_was_written_down(house: Database) -> None:
    in_store(house, lambda s: s.people.add_absence(Absence(SUZE, DAY, DAY, deputy=JAN)))
    assert in_store(house, lambda s: s.people.absence(SUZE, DAY), REGION) == Absence(SUZE, DAY, DAY)


def test_an_absence_ends_early_and_one_that_had_not_begun_never_was(house: Database) -> None:
    away = [Absence(JAN, BEFORE, AFTER, deputy=FATIMA), Absence(JANNEKE, AFTER, AFTER)]
    now, later = in_store(house, lambda s: [s.people.add_absence(a) for a in away])

    def end(store: Store) -> None:
        for number in (now, later):
            store.people.end_absence(number, DAY)

    in_store(house, end)

    assert in_store(house, lambda s: s.people.all_absences()) == {now: Absence(JAN, BEFORE, DAY, deputy=FATIMA)}


def test_the_deputy_of_the_absence_acts_for_the_holder(house: Database) -> None:
    _hold(house, Holding(JAN, CHIEF), Holding(JANNEKE, CHIEF, deputy=True))
    in_store(house, lambda s: s.people.add_absence(Absence(JAN, DAY, DAY, deputy=FATIMA)))

    today, tomorrow = in_store(house, lambda s: (acting(s.people, CHIEF, DAY), acting(s.people, CHIEF, AFTER)))

    assert [(a.person, a.capacity) for a in today] == [(FATIMA, Capacity.DEPUTY)]
    assert [(a.person, a.capacity) for a in tomorrow] == [(JAN, Capacity.HOLDER)]


# ------------------------------------------------------------------ roles and channels


def test_roles_are_given_and_taken_per_organisation(house: Database) -> None:
    for _ in range(2):
        in_store(house, lambda s: s.people.grant_role(JAN, Role.STEWARD))
    in_store(house, lambda s: s.people.grant_role(FATIMA, Role.STEWARD))

    assert in_store(house, lambda s: s.people.with_role(Role.STEWARD)) == (FATIMA, JAN)
    assert in_store(house, lambda s: s.people.roles(JAN)) == {Role.STEWARD}
    assert in_store(house, lambda s: s.people.roles(JAN), REGION) == frozenset()

    in_store(house, lambda s: s.people.revoke_role(JAN, Role.STEWARD))
    assert in_store(house, lambda s: s.people.roles(JAN)) == frozenset()


def test_a_body_has_one_channel_in_each_workspace(house: Database) -> None:
    old, new, other = Account("slack", "T1", "C1"), Account("slack", "T1", "C2"), Account("teams", "t", "19:x")

    def add(store: Store) -> None:
        for channel in (other, old, new):
            store.people.add_channel(BOARD.name, channel)

    in_store(house, add)

    assert in_store(house, lambda s: s.people.channels("portfolioboard")) == (other, new)
    assert in_store(house, lambda s: s.people.channel(BOARD.name)) == other
    assert in_store(house, lambda s: s.people.channel(CHIEF)) is None
