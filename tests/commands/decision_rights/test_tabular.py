# SPDX-License-Identifier: EUPL-1.2
"""The register as a table: messy cells are read, and what cannot be read is told by row and column."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from commands.decision_rights.faults import Severity
from commands.decision_rights.rights import DecisionRight, Kind
from commands.decision_rights.tabular import RegisterDraft, read_register, write_register

EN = Localizer("en", ZoneInfo("Europe/Amsterdam"))
NL = Localizer("nl", ZoneInfo("Europe/Amsterdam"))


def read(*rows: dict[str, str]) -> RegisterDraft:
    """Return what a table with these rows says; the header is made of all their columns."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    return read_register(header, [(at, [row.get(name, "") for name in header]) for at, row in enumerate(rows, 2)])


def right(**cells: str) -> DecisionRight:
    """Return the one right in a row with these cells, in which nothing stops the import."""
    draft = read({"id": "A-1", "onderwerp": "Inhuur", "beslist": "CIO", **cells})
    assert not draft.errors, faults(draft)
    [only] = draft.rights
    return only


def faults(draft: RegisterDraft) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, EN.say(fault.text)) for fault in draft.faults]


def test_a_row_with_the_columns_of_the_documentation_becomes_a_right() -> None:
    header = (
        "id,topic_nl,topic_en,description,domain,holder_role,forum,min_amount_eur,max_amount_eur,consulted,informed,"
        "escalates_to,substitute_role,legal_basis,valid_from,valid_to,keywords"
    ).split(",")
    cells = [
        "A-1", "Servers kopen", "Buying servers", "Per order", "infrastructure", "Hoofd ICT", "MT", "25000", "50000.50",
        "CISO; Inkoop", "College", "Directeur", "Teamleider", "Mandaat art. 1", "2024-01-01", "2026-12-31",
        "server; rack",
    ]  # fmt: skip
    draft = read_register(header, [(2, cells)])
    assert draft.faults == ()
    assert draft.rights == (
        DecisionRight(
            id="A-1", topic_nl="Servers kopen", topic_en="Buying servers", description="Per order",
            domain="infrastructure", decides="Hoofd ICT", forum="MT", above=Decimal(25000), up_to=Decimal("50000.50"),
            advises=("CISO", "Inkoop"), informed=("College",), escalates_to="Directeur", deputy="Teamleider",
            legal_basis="Mandaat art. 1", valid_from=date(2024, 1, 1), valid_to=date(2026, 12, 31),
            keywords=("server", "rack"),
        ),
    )  # fmt: skip


def test_dutch_column_names_are_understood_with_capitals_spaces_and_notes_between_brackets() -> None:
    names = {
        "Bedrag vanaf (excl. btw)": "1000", "BEDRAG_TOT": "2.000", "Plaatsvervanger": "Wethouder",
        "Grondslag": "art. 3",
        "Geldig van": "1-1-2024", "geldig_tot": "31-12-2030", "Soort": "Mandaat", "Akkoord vereist": "Controller",
        "Voorwaarden": "Binnen de begroting", "Geïnformeerd": "Raad", "Adviseert": "CISO", "Voert uit": "I&A",
        "Denkt mee": "Archivaris", "Gecontroleerd op": "2026-05-01", "Vindplaats": "https://example.org/1",
    }  # fmt: skip
    found = right(**names)
    assert (found.above, found.up_to) == (Decimal(1000), Decimal(2000))
    assert (found.valid_from, found.valid_to) == (date(2024, 1, 1), date(2030, 12, 31))
    assert (found.kind, found.agrees, found.conditions) == (Kind.MANDATE, ("Controller",), "Binnen de begroting")
    assert (found.informed, found.advises, found.performs, found.input) == (
        ("Raad",),
        ("CISO",),
        ("I&A",),
        ("Archivaris",),
    )
    assert (found.deputy, found.legal_basis, found.legal_url) == ("Wethouder", "art. 3", "https://example.org/1")
    assert found.checked_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("zie bijlage", "“zie bijlage” is not one clear amount"),
        ("10.000 of 20.000", "“10.000 of 20.000” is not one clear amount"),
        ("-5000", "An amount cannot be negative"),
        ("99999999999999", "is more than any municipality spends"),
        ("0", "A maximum of 0 leaves nothing to decide"),
        ("#REF!", "“#REF!” is an error of the spreadsheet"),
    ],
)
def test_an_amount_that_is_not_clear_is_told_at_its_row_and_column(cell: str, said: str) -> None:
    draft = read({"id": "1", "onderwerp": "Inhuur", "beslist": "CIO", "Bedrag tot": cell})
    [(row, column, text)] = faults(draft)
    assert (row, column) == (2, "Bedrag tot")
    assert said in text
    assert draft.rights == ()


def test_an_amount_including_vat_is_read_with_a_warning() -> None:
    draft = read({"id": "1", "onderwerp": "Inhuur", "beslist": "CIO", "bedrag_tot": "€ 1.000 incl. btw"})
    assert draft.rights[0].up_to == 1000
    assert [fault.severity for fault in draft.faults] == [Severity.WARNING]


@pytest.mark.parametrize("cell", ["31-02-2024", "01/31/2024", "Q1", "2024", "morgen"])
def test_a_day_that_does_not_exist_or_is_not_a_day_is_told(cell: str) -> None:
    draft = read({"id": "1", "onderwerp": "Inhuur", "beslist": "CIO", "geldig_van": cell})
    [(row, column, text)] = faults(draft)
    assert (row, column) == (2, "geldig_van")
    assert cell in text


def test_every_fault_of_a_row_is_told_at_once() -> None:
    draft = read(
        {
            "id": "1",
            "topic": "a",
            "decides": "b",
            "min_amount_eur": "1",
            "max_amount_eur": "2",
            "valid_from": "2024-01-01",
        },
        {
            "id": "",
            "topic": "",
            "decides": "",
            "min_amount_eur": "x1x",
            "valid_from": "2024-02-02",
            "valid_to": "2023-01-01",
        },
    )
    assert {column for row, column, _ in faults(draft) if row == 3} == {
        "id", "topic", "decides", "min_amount_eur", "valid_to"
    }  # fmt: skip
    assert [one.id for one in draft.rights] == ["1"]


def test_a_maximum_below_the_minimum_is_told() -> None:
    draft = read({"id": "1", "topic": "a", "decides": "b", "min_amount_eur": "50000", "max_amount_eur": "25.000"})
    assert faults(draft) == [(2, "max_amount_eur", "The maximum must be higher than the minimum.")]


def test_a_repeated_id_is_told_with_the_row_that_has_it_already() -> None:
    draft = read({"id": "A-1", "topic": "a", "decides": "b"}, {"id": "a-1", "topic": "c", "decides": "d"})
    assert faults(draft) == [(3, "id", "The id “a-1” is also on row 2.")]


def test_without_an_id_column_rights_are_numbered_with_a_warning() -> None:
    draft = read({"topic": "a", "decides": "b"}, {"topic": "c", "decides": "d"})
    assert [one.id for one in draft.rights] == ["R-001", "R-002"]
    assert [(fault.row, fault.severity) for fault in draft.faults] == [(1, Severity.WARNING)]


def test_a_missing_column_is_told_once_and_not_for_every_row() -> None:
    draft = read({"id": "1", "topic": "a"}, {"id": "2", "topic": "b"})
    assert faults(draft) == [
        (1, "holder_role", "The column “holder_role” is missing; it may also be called “beslist”.")
    ]


def test_a_table_of_one_column_is_told_to_use_a_separator() -> None:
    draft = read_register(["id|topic|decides"], [(2, ["1|a|b"])])
    assert any("There is only one column" in text for _, _, text in faults(draft))


def test_two_columns_that_mean_the_same_are_told() -> None:
    draft = read({"id": "1", "topic": "a", "onderwerp": "b", "decides": "c"})
    assert faults(draft) == [(1, "onderwerp", "This column means the same as “topic”; keep one of them.")]


def test_advice_may_stand_in_two_columns() -> None:
    assert right(consulted="CISO; Inkoop", adviseert="Inkoop; FG").advises == ("CISO", "Inkoop", "FG")


def test_an_unknown_column_is_told_with_the_name_it_resembles() -> None:
    draft = read({"id": "1", "topic": "a", "decides": "b", "trefworden": "x", "Opgesteld door Jan": "y"})
    assert faults(draft) == [
        (1, "trefworden", "This column is not known and was not read. Do you mean “trefwoorden”?"),
        (1, "Opgesteld door Jan", "This column is not part of the register and was not read."),
    ]
    assert not draft.errors


def test_a_table_without_rows_would_empty_the_register_and_is_refused() -> None:
    draft = read_register(["id", "topic", "decides"], [])
    assert [EN.say(fault.text) for fault in draft.errors] == ["There are no rows below the column names."]


def test_a_row_with_more_cells_than_columns_is_told() -> None:
    draft = read_register(["id", "topic", "decides"], [(2, ["1", "kopen", "huren", "CIO"])])
    assert "more cells than there are columns" in faults(draft)[0][2]


def test_several_functions_in_one_cell_stay_one_text() -> None:
    assert (
        right(beslist="Hoofd Inkoop en Hoofd ICT, ieder voor zich").decides
        == "Hoofd Inkoop en Hoofd ICT, ieder voor zich"
    )


def test_hidden_characters_are_left_out_with_a_warning() -> None:
    draft = read({"id": "1", "topic": "In\u200bhuur\u202e\x07 zzp", "decides": "Hoofd\u00a0 ICT"})
    assert (draft.rights[0].topic_nl, draft.rights[0].decides) == ("Inhuur zzp", "Hoofd ICT")
    assert faults(draft) == [(2, "topic", "Invisible control characters were left out.")]


def test_a_cell_that_is_too_long_is_refused_and_not_cut() -> None:
    draft = read({"id": "1", "topic": "a", "decides": "b", "description": "x" * 2001})
    assert faults(draft) == [(2, "description", "This cell has 2,001 characters; at most 2,000 fit.")]
    assert len(right(description="x" * 2000).description) == 2000


def test_own_domains_are_kept_with_one_warning_and_a_typo_is_told() -> None:
    rows = [{"id": str(at), "topic": f"t{at}", "decides": "b", "domain": name}
            for at, name in enumerate(["Zorg", "Sport", "Zorg", "securty", "privacy"])]  # fmt: skip
    draft = read(*rows)
    assert [one.domain for one in draft.rights] == ["Zorg", "Sport", "Zorg", "securty", "privacy"]
    assert [text for _, _, text in faults(draft)] == [
        "2 domains are not in the standard list and are kept as written: “Zorg” and “Sport”.",
        "“securty” is not a known domain. Do you mean “security”?",
    ]


def test_faults_are_said_in_dutch() -> None:
    draft = read({"id": "1", "topic": "a", "decides": ""})
    assert [NL.say(fault.text) for fault in draft.faults] == ["Hier beslist niemand: de functie ontbreekt."]


WORDS = st.text("abcdefghijklmnopqrstuvwxyzéïÅ&.'()/=+-@€🙂,", min_size=3, max_size=12).filter(
    lambda text: any(letter in "bdfghjklm" for letter in text) and text.casefold() not in {"geen", "leeg"}
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
NAMES = st.lists(TEXTS, max_size=3, unique=True).map(tuple)
MAYBE = st.just("") | TEXTS
CENTS = st.integers(1, 10**10).map(lambda cents: Decimal(cents) / 100)
BANDS = st.one_of(
    st.tuples(st.none() | st.just(Decimal(0)), st.none() | CENTS),
    st.lists(CENTS, min_size=2, max_size=2, unique=True).map(lambda two: tuple(sorted(two))),
    st.tuples(CENTS, st.none()),
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))


@st.composite
def rights(draw: st.DrawFn) -> DecisionRight:
    above, up_to = draw(BANDS)
    first, last = draw(DAYS), draw(DAYS)
    if first and last:
        first, last = min(first, last), max(first, last)
    lines = st.lists(TEXTS, max_size=2).map("\n".join)
    return DecisionRight(
        id="", topic_nl=draw(TEXTS), decides=draw(TEXTS), topic_en=draw(MAYBE), description=draw(lines),
        domain=draw(MAYBE), kind=draw(st.sampled_from(Kind)), forum=draw(MAYBE), above=above, up_to=up_to,
        agrees=draw(NAMES), advises=draw(NAMES), input=draw(NAMES), performs=draw(NAMES), informed=draw(NAMES),
        escalates_to=draw(MAYBE), deputy=draw(MAYBE), conditions=draw(lines), legal_basis=draw(MAYBE),
        legal_url=draw(MAYBE), valid_from=first, valid_to=last, keywords=draw(NAMES), checked_on=draw(DAYS),
    )  # fmt: skip


@given(st.lists(rights(), min_size=1, max_size=3))
def test_what_is_written_reads_back_as_the_same_rights(some: list[DecisionRight]) -> None:
    numbered = tuple(replace(one, id=f"A-{at}") for at, one in enumerate(some))
    header, rows = write_register(numbered)
    draft = read_register(header, list(enumerate(rows, 2)))
    assert draft.rights == numbered
    assert not draft.errors
