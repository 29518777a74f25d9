# SPDX-License-Identifier: EUPL-1.2
"""Who people are, who is meant by a few words, who is away, and who has which role."""

from datetime import date, timedelta

import pytest

from commands.organisations import Organisation
from commands.people import Absence, Account, Capacity, Directory, Holding, Person, Role, acting
from storage.database import Database
from storage.organisation import identify
from storage.store import Store
from tests.storage.house import (
    BOARD,
    FATIMA,
    JAN,
    JANNEKE,
    OTHER_JAN,
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
