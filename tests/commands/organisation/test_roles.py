# SPDX-License-Identifier: EUPL-1.2
"""The table of docs/roles.md is what happens: every row with a word in code, tried as each kind of person."""

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import pytest

from commands.events import Ask, Incoming, Place, Press, Said, Submit
from commands.organisation import feature
from commands.organisation.rules import Deed
from commands.people import Absence, Person
from storage.store import Store
from tests.cast import AHMET, BOARD, CIO, DAY, FATIMA, JOHAN, LOTTE, MARIEKE, RUBEN, SANNE, WATERVEEN, account
from tests.drive import Chat

DOCS = Path(__file__).parents[3] / "docs"
COLUMNS = (SANNE, AHMET, RUBEN, FATIMA, LOTTE)
_numbers = count()

#: Every press and form of the feature, under the deed that it is.
TRIES: dict[Deed, tuple[Said, ...]] = {
    Deed.SEE_PEOPLE: (
        Ask("/people"),
        Press("organisation.people", (("start", "0"),)),
        Press("organisation.function", (("name", CIO),)),
        Press("organisation.person", (("person", AHMET.id),)),
    ),
    Deed.OWN_DATA: (Ask("/mydata"), Press("organisation.own_json")),
    Deed.OWN_PREFERENCES: (
        Ask("/preferences"),
        Ask("/snooze until Friday"),
        Press("organisation.preferences"),
        Press("organisation.snooze", (("until", "2026-03-04"),)),
        Press("organisation.wake"),
        Press("organisation.digest_item", (("number", "1"),)),
        Press("organisation.digest_rest", (("number", "1"), ("start", "20"))),
        Submit("organisation.preferences", (("informing", "singly"),)),
    ),
    Deed.SEE_CALENDAR: (Ask("/calendar"), Press("organisation.calendar")),
    Deed.EDIT_CALENDAR: (
        Press("organisation.edit_calendar"),
        Press("organisation.add_pause"),
        Press("organisation.remove_pause", (("number", "1"),)),
        Submit("organisation.calendar"),
        Submit("organisation.pause"),
    ),
    Deed.OWN_LANGUAGE: (Ask("/language en"), Press("organisation.language", (("language", "nl"),))),
    Deed.OWN_ABSENCE: (
        Ask("/absent"),
        Press("organisation.absent"),
        Submit("organisation.own_absence", (("first_day", "2026-03-02"), ("last_day", "2026-03-03"))),
        Press("organisation.back"),
        Press("organisation.accept_absence", (("number", "1"),)),
        Press("organisation.decline_absence", (("number", "1"),)),
    ),
    Deed.OTHERS_ABSENCE: (
        Press("organisation.absent_other"),
        Press("organisation.change_absence", (("number", "1"),)),
        Press("organisation.cancel_absence", (("number", "1"),)),
        Submit("organisation.absence"),
    ),
    Deed.APPOINT: (
        Press("organisation.appoint", (("function", CIO),)),
        Press("organisation.end", (("number", "1"),)),
        Submit("organisation.holding", (), (("function", CIO),)),
        Submit("organisation.ending", (), (("number", "1"),)),
    ),
    Deed.EDIT_FUNCTIONS: (
        Press("organisation.add_function"),
        Press("organisation.edit_function", (("name", CIO),)),
        Submit("organisation.function"),
    ),
    Deed.EDIT_PEOPLE: (
        Press("organisation.add_person"),
        Press("organisation.edit_person", (("person", AHMET.id),)),
        Press("organisation.departs", (("person", AHMET.id),)),
        Submit("organisation.person"),
        Submit("organisation.departure", (), (("person", JOHAN.id),)),
    ),
    Deed.EDIT_CHANNELS: (
        Press("organisation.give_channel", (("body", BOARD),)),
        Press("organisation.take_channel"),
    ),
    Deed.GIVE_ROLES: (
        Press("organisation.roles"),
        Press("organisation.grant"),
        Press("organisation.revoke", (("person", RUBEN.id), ("role", "secretary"))),
        Submit("organisation.role"),
    ),
}


def rows(page: str) -> dict[str, list[bool]]:
    """Return for each word in code whether each kind of person may, as the page says."""
    found = re.findall(r"^\|[^|]*\|[^|]*\| `(\w+)` \|(.*)\|$", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    return {word: [cell.strip() in ("yes", "ja") for cell in cells.split("|")] for word, cells in found}


TABLE = rows("roles.md")


def test_every_deed_has_its_row_in_both_languages() -> None:
    assert set(TABLE) == {deed.value for deed in Deed}
    assert rows("roles.nl.md") == TABLE


def test_every_button_and_form_of_the_feature_is_tried() -> None:
    tried = [said for saids in TRIES.values() for said in saids]
    presses = {said.action for said in tried if isinstance(said, Press)}
    forms = {said.form for said in tried if isinstance(said, Submit)}

    assert presses == set(feature().presses)
    assert forms == set(feature().submits)


@pytest.mark.parametrize("deed", Deed)
def test_what_the_table_says_is_what_happens(chat: Chat, deed: Deed) -> None:
    away = Absence(MARIEKE, DAY, DAY)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(away))

    assert [not any(_refused(chat, who, TRIES[deed])) for who in COLUMNS] == TABLE[deed.value]


@pytest.mark.parametrize("deed", [deed for deed in Deed if not all(TABLE[deed.value])])
def test_who_may_not_is_refused_at_every_button_and_form_of_it(chat: Chat, deed: Deed) -> None:
    away = Absence(MARIEKE, DAY, DAY)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(away))
    barred = [who for who, allowed in zip(COLUMNS, TABLE[deed.value], strict=True) if not allowed]

    assert all(all(_refused(chat, who, TRIES[deed])) for who in barred)


def test_a_refusal_says_who_can_do_it(chat: Chat) -> None:
    said = chat.happens(SANNE, _incoming(SANNE, Press("organisation.appoint", (("function", CIO),))))
    assert said == (
        "Dit kan alleen iemand met de rol registerbeheerder of beheerder. "
        "Vraag het aan Fatima El Idrissi en Lotte Hendriks."
    )


def _refused(chat: Chat, who: Person, tries: Iterable[Said]) -> list[bool]:
    """Return for each try whether the answer is that only others may."""
    return ["Dit kan alleen" in _try(chat, who, said) for said in tries]


def _try(chat: Chat, who: Person, said: Said) -> str:
    before = len(chat.cards(who))
    chat.happens(who, _incoming(who, said))
    return chat.reads(who).replace("Only someone", "Dit kan alleen") if len(chat.cards(who)) > before else ""


def _incoming(who: Person, said: Said) -> Incoming:
    return Incoming(said, account(who), Place("local", who.id), f"try-{next(_numbers)}")
