# SPDX-License-Identifier: EUPL-1.2
"""Being away: said in one's own words, with who takes over; stewards write it down for others."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.effects import Cause, effect
from commands.organisation.proposals import propose_days
from commands.organisation.spans import Span
from commands.people import Absence
from storage.store import Store
from tests.cast import AHMET, AT, DAY, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, PRIYA, SANNE
from tests.drive import Chat

AWAY = "ik ben weg tot 9 maart"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("ik ben weg tot 9 maart", "2026-03-02", "2026-03-08"),
        ("Ik ben weg tot en met 9 maart.", "2026-03-02", "2026-03-09"),
        ("ik ben van 9 t/m 13 maart afwezig", "2026-03-09", "2026-03-13"),
        ("/afwezig morgen", "2026-03-03", "2026-03-03"),
        ("/absent from 5 March through 9 March", "2026-03-05", "2026-03-09"),
        ("I'm away until Friday", "2026-03-02", "2026-03-05"),
        ("ik ben volgende week op vakantie", "2026-03-09", "2026-03-15"),
    ],
)
def test_the_days_that_were_said_stand_in_the_form(chat: Chat, words: str, first: str, last: str) -> None:
    chat.says(SANNE, words)
    filled = {field.name: field.value for field in chat.opened[SANNE.id].fields}

    assert (filled["first_day"], filled["last_day"]) == (first, last)
    assert "tot en met" in chat.form(SANNE)


def test_a_day_that_is_not_on_the_calendar_is_said_above_the_form(chat: Chat) -> None:
    chat.says(SANNE, "/afwezig tot 31 februari")
    assert "“31 februari” staat niet op de kalender." in chat.form(SANNE)


def test_the_answer_says_who_takes_over_which_function(chat: Chat) -> None:
    chat.says(MARIEKE, AWAY)
    answer = chat.fills(MARIEKE)

    assert answer.startswith("Je bent weg van 2 maart 2026 tot en met 8 maart 2026")
    assert "CIO: Ahmet Demir" in answer
    assert "Niemand neemt dit over: Portfolioboard." in answer


def test_who_takes_over_hears_it(chat: Chat) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE, deputy=PRIYA.name)

    assert chat.reads(PRIYA).startswith("Je vervangt Marieke Bakker van 2 maart 2026 tot en met 8 maart 2026")
    assert chat.reads(AHMET) == ""


def test_the_fixed_deputy_hears_it_when_nobody_is_named(chat: Chat) -> None:
    chat.says(AHMET, AWAY)
    chat.fills(AHMET)

    assert "Teammanager I&A" in chat.reads(KEES)


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"last_day": "1-3-2026"}, "last_day", "De laatste dag ligt vóór de eerste dag, 2 maart 2026."),
        ({"first_day": "2026-02-02", "last_day": "2026-02-06"}, "last_day", "6 februari 2026 is al voorbij."),
        ({"last_day": "2-4-2027"}, "last_day", "Dat is langer dan een jaar."),
        ({"deputy": "Marieke"}, "deputy", "Wie weg is, kan het niet overnemen."),
        ({"deputy": "Piet"}, "deputy", "Ik ken niemand die “Piet” heet."),
        ({"last_day": "30-2-2026"}, "last_day", "staat niet op de kalender"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(chat: Chat, typed: dict[str, str], field: str, error: str) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE, **typed)

    assert error in chat.errors(MARIEKE)[field]


def test_someone_who_is_away_in_those_days_cannot_take_over(chat: Chat) -> None:
    chat.says(AHMET, "ik ben weg van 4 t/m 5 maart")
    chat.fills(AHMET)
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE, deputy=AHMET.name)

    assert chat.errors(MARIEKE)["deputy"].startswith("Ahmet Demir is ook weg, van 4 maart 2026 tot en met 5 maart 2026")


def test_two_absences_do_not_overlap(chat: Chat) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE)
    chat.says(MARIEKE, "ik ben weg tot 20 maart")
    chat.fills(MARIEKE)

    assert "Er staat al een afwezigheid van 2 maart 2026 tot en met 8 maart 2026." in chat.errors(MARIEKE)["first_day"]


def test_an_absence_can_be_changed_and_is_one_absence_still(chat: Chat) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE)
    chat.presses(MARIEKE, "Wijzigen")
    chat.fills(MARIEKE, last_day="20-3-2026")

    assert chat.says(MARIEKE, "/afwezig").count("van 2 maart 2026 tot en met") == 1
    assert "20 maart 2026" in chat.reads(MARIEKE)


def test_an_absence_that_is_cancelled_never_was(chat: Chat) -> None:
    chat.says(MARIEKE, "/afwezig van 9 t/m 13 maart")
    chat.fills(MARIEKE, deputy=PRIYA.name)
    chat.presses(MARIEKE, "Afwezigheid laten vervallen")

    assert chat.reads(PRIYA) == "De afwezigheid van Marieke Bakker is vervallen"
    chat.says(MARIEKE, "/afwezig")
    assert chat.opened[MARIEKE.id].form == "organisation.own_absence"


def test_a_second_press_on_cancel_says_that_it_was_changed(chat: Chat) -> None:
    chat.says(MARIEKE, "/afwezig van 9 t/m 13 maart")
    chat.fills(MARIEKE)
    chat.presses(MARIEKE, "Afwezigheid laten vervallen")
    chat.presses(MARIEKE, "Afwezigheid laten vervallen")

    assert chat.reads(MARIEKE).startswith("Dit is intussen gewijzigd.")


@pytest.mark.parametrize("words", ["ik ben er weer", "Ik ben terug!", "I'm back"])
def test_who_is_back_acts_again_at_once(chat: Chat, words: str) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE)

    assert chat.says(MARIEKE, words).startswith("Welkom terug")
    assert "Vandaag: Marieke Bakker" in chat.says(SANNE, "/mensen cio")


def test_who_was_not_away_hears_that(chat: Chat) -> None:
    assert chat.says(SANNE, "ik ben er weer").startswith("Je stond niet als afwezig genoteerd.")


def test_a_steward_writes_an_absence_down_and_the_person_hears_it(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen ahmet")
    chat.presses(FATIMA, "Afwezigheid noteren")
    answer = chat.fills(FATIMA, last_day="6-3-2026")

    assert answer.startswith("Ahmet Demir is weg van 2 maart 2026 tot en met 6 maart 2026")
    assert "Teammanager I&A: Kees Vermeulen" in answer
    assert chat.reads(AHMET).startswith("Fatima El Idrissi heeft genoteerd dat je weg bent")


def test_nobody_lets_himself_take_over_from_somebody_else(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen marieke")
    chat.presses(FATIMA, "Afwezigheid noteren")
    chat.fills(FATIMA, last_day="6-3-2026", deputy=FATIMA.name)

    assert "Je kunt het niet door jezelf laten overnemen." in chat.errors(FATIMA)["deputy"]


def test_the_form_asks_for_no_reason(chat: Chat) -> None:
    chat.says(SANNE, AWAY)
    assert {field.name for field in chat.opened[SANNE.id].fields} == {"first_day", "last_day", "deputy"}


def test_the_journal_holds_numbers_and_no_names(chat: Chat, journal: Callable[[], list[str]]) -> None:
    chat.says(MARIEKE, AWAY)
    chat.fills(MARIEKE)

    assert journal() == [f"{MARIEKE.id} organisation.absence organisation/absence-1 {MARIEKE.id}"]


def test_an_absence_is_confirmed_in_the_readers_language(chat: Chat) -> None:
    chat.says(LOTTE, "/absent until 9 March")
    assert chat.fills(LOTTE, deputy=JOHAN.name).startswith("You are away from 2 March 2026 to 8 March 2026")
    assert chat.reads(JOHAN).startswith("Je vervangt Lotte Hendriks")


def test_an_absence_that_is_over_is_no_longer_changed(chat: Chat, journal: Callable[[], list[str]]) -> None:
    chat.says(AHMET, AWAY)
    chat.fills(AHMET)
    chat.presses(AHMET, "Wijzigen")
    chat.time_passes(timedelta(days=30))
    assert chat.fills(AHMET, first_day="2026-04-01", last_day="2026-04-02").startswith("Dit is intussen gewijzigd")
    assert journal()[-1].endswith("refused:ChangedMeanwhile")
    assert chat.arranges(lambda store: [a.first_day.isoformat() for a in store.people.all_absences().values()]) == [
        "2026-03-02"
    ]


def test_days_that_a_calendar_shows_are_proposed_and_one_press_fills_them_in(chat: Chat) -> None:
    away, known = (Span(date(2026, month, 4), date(2026, month, 8)) for month in (5, 6))
    chat.arranges(lambda store: store.people.add_absence(Absence(MARIEKE, known.first, known.last)))

    def work(store: Store) -> None:
        reply = propose_days(MARIEKE, (away, known), DAY, store)
        assert reply
        effect(store, reply, Cause("cli", "cli", AT, "c"))
        assert propose_days(MARIEKE, (known,), DAY, store) is None

    chat.arranges(work)
    chat.deliver()
    assert chat.reads(MARIEKE).startswith("Volgens je agenda ben je weg")
    assert chat.labels(MARIEKE) == ["Noteer dit"]
    chat.presses(MARIEKE, "Noteer dit")
    assert chat.fills(MARIEKE).startswith("Je bent weg van 4 mei 2026 tot en met 8 mei 2026")
