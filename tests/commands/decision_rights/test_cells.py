# SPDX-License-Identifier: EUPL-1.2
"""The cells of a register as people fill them in: amounts, days, kinds, names and keywords."""

from datetime import date
from decimal import Decimal

import pytest

from commands.decision_rights.cells import read_amount, read_day, read_keywords, read_kind, read_name, read_names, tidy
from commands.decision_rights.rights import Kind


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("40000", "40000"), ("40.000", "40000"), ("€ 40.000,-", "40000"), ("€ 40.000,00,–", "40000"),
        ("€40.000,50", "40000.50"), ("40k", "40000"), ("1,2 mln", "1200000"), ("tot en met € 2.500", "2500"),
        ("max. 500", "500"), ("≤ 75.000", "75000"), ("EUR 1.000", "1000"), ("24793.388429752066", "24793.39"),
        ("50.000 excl. btw", "50000"), ("€\u00a05.000", "5000"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(cell: str, amount: str) -> None:
    assert read_amount(tidy(cell)[0])[0] == Decimal(amount)


@pytest.mark.parametrize("cell", ["", "nvt", "N.v.t.", "-", "–", "onbeperkt", "geen maximum", "Unlimited"])
def test_words_for_no_limit_leave_the_band_open(cell: str) -> None:
    assert read_amount(cell) == (None, None)


def test_an_amount_with_a_part_of_a_cent_is_rounded_and_told() -> None:
    amount, warning = read_amount("24793,388429752066")
    assert amount == Decimal("24793.39")
    assert warning is not None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-01-31", date(2024, 1, 31)), ("31-1-2024", date(2024, 1, 31)), ("31/01/24", date(2024, 1, 31)),
        ("31.01.2024", date(2024, 1, 31)), ("31 januari 2024", date(2024, 1, 31)), ("1 mrt 2024", date(2024, 3, 1)),
        ("2024-01-31 00:00:00", date(2024, 1, 31)), ("45322", date(2024, 1, 31)), ("nvt", None),
        ("onbepaalde tijd", None), ("31-12-9999", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_and_spreadsheets_write_them(cell: str, day: date | None) -> None:
    assert read_day(cell)[0] == day


def test_a_number_of_a_spreadsheet_that_is_read_as_a_day_is_told() -> None:
    assert read_day("45322")[1] is not None
    assert read_day("2024-01-31")[1] is None


def test_keywords_may_be_separated_by_commas() -> None:
    assert read_keywords("laptop, muis, laptop") == ("laptop", "muis")
    assert read_keywords("kopen, huren; leasen") == ("kopen, huren", "leasen")


def test_names_are_separated_by_semicolons_or_lines_and_keep_their_commas() -> None:
    assert read_names("manager Inkoop, Huur en Recht; CISO\nCISO; nvt") == ("manager Inkoop, Huur en Recht", "CISO")


def test_a_name_that_says_there_is_none_is_empty() -> None:
    assert [read_name(cell) for cell in ("-", "N.v.t.", "X")] == ["", "", "X"]


@pytest.mark.parametrize(
    ("cell", "kind", "warned"),
    [
        ("Volmacht", Kind.POWER_OF_ATTORNEY, False), ("mandate", Kind.MANDATE, False), ("-", Kind.GOVERNANCE, False),
        ("mandaat, volmacht en machtiging", Kind.MANDATE, True), ("wat anders", Kind.GOVERNANCE, True),
    ],
)  # fmt: skip
def test_the_kind_of_authority_is_read_and_doubt_is_told(cell: str, kind: Kind, *, warned: bool) -> None:
    found, warning = read_kind(cell)
    assert found is kind
    assert (warning is not None) is warned
