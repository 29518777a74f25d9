# SPDX-License-Identifier: EUPL-1.2
"""Functions, and who holds and deputises for them on which day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from commands.organisations import Organisation
from commands.people import Function, Holding, Side
from storage.database import Database
from storage.store import Store
from tests.storage.house import (
    BOARD,
    JAN,
    JANNEKE,
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


def _hold(house: Database, *holdings: Holding, organisation: Organisation = TOWN) -> list[int]:
    return in_store(house, lambda s: [s.people.add_holding(holding) for holding in holdings], organisation)


def _holdings(house: Database, on: date = DAY, function: str = CHIEF) -> tuple[Holding, ...]:
    return in_store(house, lambda s: s.people.holdings(function, on))


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
