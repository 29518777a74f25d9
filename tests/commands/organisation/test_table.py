# SPDX-License-Identifier: EUPL-1.2
"""A table of people: names of columns in both languages, several rows a person, every fault by row and column."""

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from commands.faults import Severity
from commands.organisation.table import Held, PeopleDraft, read_people
from commands.people import Function, Role, Side

EN = Localizer("en", ZoneInfo("Europe/Amsterdam"))


def read(text: str) -> PeopleDraft:
    """Return what a semicolon-separated text says, its header on row 1."""
    header, *rows = csv.reader(io.StringIO(text.strip()), delimiter=";")
    width = len(header)
    return read_people(header, [(n, tuple(r) + ("",) * (width - len(r))) for n, r in enumerate(rows, start=2)])


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, EN.say(f.text)) for f in read(text).errors]


def test_dutch_and_english_names_of_columns_mean_the_same() -> None:
    dutch = read(
        "Naam;E-mail;Functie;Plaatsvervanger;Van;Tot;Rol;Taal\nJan;j@w.nl;CIO;ja;1-2-2026;31-12-2026;beheerder;Engels"
    )
    english = read(
        "name;email;function;deputy;from;to;role;language\nJan;j@w.nl;CIO;yes;2026-02-01;2026-12-31;administrator;en"
    )

    assert dutch == english
    [jan] = dutch.people
    assert (jan.name, jan.email, jan.language, jan.roles) == ("Jan", "j@w.nl", "en", (Role.ADMINISTRATOR,))
    assert jan.held == (Held("CIO", "", deputy=True, first=date(2026, 2, 1), last=date(2026, 12, 31)),)


def test_rows_with_the_same_address_are_one_person() -> None:
    draft = read("naam;email;functie;rol\nJan;j@w.nl;CIO;\nJan;J@W.NL;Portfolioboard;steward\nJan;;CISO;")

    [jan] = draft.people
    assert [h.function for h in jan.held] == ["CIO", "Portfolioboard", "CISO"]
    assert jan.roles == (Role.STEWARD,)


def test_two_people_may_have_one_name_and_two_addresses() -> None:
    assert len(read("naam;email\nJan;j1@w.nl\nJan;j2@w.nl").people) == 2


def test_a_function_may_stand_alone_when_nobody_holds_it() -> None:
    draft = read("naam;functie;kant;orgaan;functie engels\n;CISO;control;nee;CISO")

    assert draft.people == ()
    assert draft.functions == (Function("CISO", Side.CONTROL, name_en="CISO"),)
    assert draft.errors == ()


def test_a_function_with_holders_in_two_units_is_held_for_a_unit() -> None:
    draft = read(
        "naam;functie;afdeling;plv\nA;Afdelingshoofd;Ruimte;\nB;Afdelingshoofd;Zorg;\nC;Afdelingshoofd;Zorg;ja\nD;CIO;ICT;"
    )

    assert [h.unit for person in draft.people for h in person.held] == ["Ruimte", "Zorg", "Zorg", ""]


def test_the_members_of_a_body_hold_it_for_no_unit() -> None:
    draft = read("naam;functie;afdeling;orgaan\nA;Portfolioboard;Ruimte;ja\nB;Portfolioboard;Zorg;")
    assert [h.unit for person in draft.people for h in person.held] == ["", ""]


def test_a_column_for_the_unit_of_a_function_settles_it() -> None:
    draft = read("naam;functie;afdeling;voor afdeling\nA;Proceseigenaar;Ruimte;Vergunningen\nB;Proceseigenaar;Zorg;")
    assert [h.unit for person in draft.people for h in person.held] == ["Vergunningen", ""]


def test_an_account_may_name_its_workspace() -> None:
    [jan] = read("naam;slack;teams\nJan;T1/U1;aad-1").people
    assert jan.accounts == (("slack", "T1", "U1"), ("teams", "", "aad-1"))


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        ("naam;email\nJan;jan", 2, "email", "“jan” is no e-mail address."),
        ("naam;van;functie\nJan;31-2-2026;CIO", 2, "van", "“31-2-2026” is not an existing day."),
        (
            "naam;van;tot;functie\nJan;2-1-2026;1-1-2026;CIO",
            2,
            "tot",
            "The last day 1 January 2026 is before the first",
        ),
        ("naam;rol\nJan;baas", 2, "rol", "“baas” can't be here. Use one of these: steward, secretary, administrator."),
        ("naam;plv;functie\nJan;misschien;CIO", 2, "plv", "“misschien” can't be here. Use one of these: yes, no."),
        ("naam;plv;functie\nJan;ja;", 2, "functie", "The function is missing."),
        ("naam;email\n;j@w.nl", 2, "naam", "The name is missing."),
        ("naam;email\nJan;j@w.nl\nPiet;j@w.nl", 3, "naam", "Row 2 says “Jan” of the same person."),
        ("naam;slack\nJan;U1\nPiet;U1", 3, "slack", "Row 2 gives this account to somebody else."),
        ("naam;slack\nJan;T1/", 2, "slack", "Write an account as “workspace/user”, or only “user”."),
        ("naam;functie;plv\nJan;CIO;\nJan;cio;ja", 3, "functie", "Row 2 gives the same person this function already."),
        ("naam;functie;kant\nJan;CIO;it\nPiet;CIO;business", 3, "kant", "Another row says “it” of this function."),
        ("functie\nCIO", 1, "name", "There is only one column."),
        ("functie;email\nCIO;j@w.nl", 1, "name", "The column “name” is missing; it may also be called “naam”."),
        ("naam;name\nJan;Jan", 1, "name", "This column means the same as “naam”; keep one of them."),
        (f"naam;functie\n{'J' * 300};CIO", 2, "naam", "This cell has 300 characters; at most 200 fit."),
        ("naam;functie", 1, "naam", "There are no rows below the column names."),
    ],
)
def test_every_fault_is_told_with_its_row_and_column(text: str, row: int, column: str, said: str) -> None:
    found = faults(text)
    assert [(r, c) for r, c, _ in found] == [(row, column)]
    assert said in found[0][2]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    found = faults("naam;email;functie;van\nJan;jan;CIO;morgen\n;;;\nPiet;p@w.nl;CIO;32-1-2026")
    assert [(row, column) for row, column, _ in found] == [(2, "email"), (2, "van"), (3, "naam"), (4, "van")]


def test_a_column_that_is_not_known_is_a_note_with_the_nearest_name() -> None:
    [note] = read("naam;functei\nJan;x").faults
    assert note.severity is Severity.WARNING
    assert EN.say(note.text) == "This column is not known and was not read. Do you mean “function”?"


def test_the_same_row_twice_with_another_role_is_no_fault() -> None:
    draft = read("naam;functie;rol\nJan;CIO;steward\nJan;CIO;secretary")
    assert draft.errors == ()
    assert draft.people[0].roles == (Role.STEWARD, Role.SECRETARY)


CELLS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_any_table_is_people_or_faults_and_never_a_crash(rows: list[list[str]]) -> None:
    header = ("naam", "email", "functie", "plv", "van", "rol", "slack")
    draft = read_people(header, [(n, tuple(row)) for n, row in enumerate(rows, start=2)])
    assert all(person.name for person in draft.people)
