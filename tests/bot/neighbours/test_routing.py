# SPDX-License-Identifier: EUPL-1.2
"""What requests hear of the register: who decides, which topics may be meant, or that nobody does."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot import sample
from bot.neighbours.routing import route
from commands.decision_rights.tabular import read_register
from commands.money import Euro
from commands.requests.request import Kind
from commands.requests.routing import Decided, Routing, Unheld
from storage.database import Database
from storage.sheets import read_rows
from storage.store import Store
from tests.cast import CIO, DAY, FATIMA, TEAMMANAGER, WATERVEEN
from tests.commands.decision_rights.desk import RIGHTS, Desk


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def _ask(
    desk: Desk, words: str, amount: int | None = None, right: str | None = None, kind: Kind = Kind.CHANGE
) -> Routing:
    euro = None if amount is None else Euro(Decimal(amount))
    ask = route(desk.registers)
    return desk.database.transact(lambda c: ask(Store(c, WATERVEEN), words, euro, DAY, right, kind))


def _right(routing: Routing) -> tuple[str, str]:
    assert isinstance(routing, Decided)
    return routing.right.id, routing.right.decides


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(None, ("WV-001", TEAMMANAGER)), (25_000, ("WV-001", TEAMMANAGER)), (25_001, ("WV-002", CIO))],
)
def test_the_words_give_the_topic_and_the_amount_the_band(
    desk: Desk, amount: int | None, expected: tuple[str, str]
) -> None:
    assert _right(_ask(desk, "aanschaf van laptops", amount)) == expected


def test_a_right_by_id_gives_the_right_of_its_topic_that_fits_the_amount(desk: Desk) -> None:
    assert _right(_ask(desk, "zomaar iets", 40_000, "WV-001")) == ("WV-002", CIO)


def test_the_chosen_type_settles_what_the_words_leave_open(desk: Desk) -> None:
    file = Path(sample.__file__).with_name("register_waterveen.csv")
    sheet = read_rows(file.read_bytes(), file.name)
    desk.lay(read_register(sheet.header, sheet.rows, sheet.header_row).rights)

    routing = _ask(desk, "drie extra schermen voor de balie", 900, kind=Kind.HARDWARE)

    assert _right(routing)[0] == "WV-001"


def test_words_that_name_the_chosen_type_need_not_name_a_topic(desk: Desk) -> None:
    assert isinstance(_ask(desk, "drie schermen voor de balie", 900), Unheld)
    assert _right(_ask(desk, "drie schermen voor de balie", 900, kind=Kind.HARDWARE)) == ("WV-001", TEAMMANAGER)
    assert isinstance(_ask(desk, "een vergadertafel met vlag", 900, kind=Kind.HARDWARE), Unheld)


def test_beyond_every_band_it_is_the_highest_right_below(desk: Desk) -> None:
    desk.lay((*RIGHTS[:2], *RIGHTS[3:]))

    assert _right(_ask(desk, "", 5_000_000, "WV-001")) == ("WV-002", CIO)


def test_a_right_of_the_joint_arrangement_says_whose_it_is(desk: Desk) -> None:
    routing = _ask(desk, "", None, "ZP-001")

    assert isinstance(routing, Decided)
    assert (routing.right.organisation, routing.right.organisation_name) == ("zuiderplas", "Samenwerking Zuiderplas")


def test_what_the_request_must_know_comes_from_the_register_as_it_stands(desk: Desk) -> None:
    routing = _ask(desk, "laptops", 40_000)

    assert isinstance(routing, Decided)
    brief = routing.right
    assert (brief.topic, brief.kind) == ("Aanschaf laptops", "budget")
    assert (brief.above, brief.up_to) == (Decimal(25_000), Decimal(100_000))
    assert (brief.legal_basis, brief.register_version) == ("Mandaatbesluit 2024 art. 6", 1)


def test_what_nobody_decides_about_becomes_one_gap_that_the_steward_hears_of_once(desk: Desk) -> None:
    first, second = (_ask(desk, words) for words in ("een fontein in de vijver", "fontein in de vijver"))
    told = desk.database.read(lambda c: c.exec_driver_sql("SELECT person FROM outbox").scalars().all())

    assert isinstance(first, Unheld)
    assert first == second
    assert first.gap.feature == "decision_rights"
    assert told == [FATIMA.id]


def test_an_amount_in_the_words_gives_way_to_that_of_the_form(desk: Desk) -> None:
    desk.lay((*RIGHTS[:2], *RIGHTS[3:]))

    assert _right(_ask(desk, "laptops van 2 miljoen", 5_000)) == ("WV-001", TEAMMANAGER)


def test_words_that_cannot_be_read_are_for_a_person_to_sort_out(desk: Desk) -> None:
    assert isinstance(_ask(desk, "laptops leveren op 31 februari"), Unheld)
