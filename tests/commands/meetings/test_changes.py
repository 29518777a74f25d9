# SPDX-License-Identifier: EUPL-1.2
"""Meetings that move or are off stay so, who got the agenda hears it, and seats count for who is there."""

from datetime import date

from bot.ticker import Ticker
from commands.cards import Button, Buttons, Card
from commands.events import Press
from commands.meetings.board import Answer, Coming, Member
from commands.meetings.item import Item
from commands.meetings.quorum import possible
from commands.refs import Ref
from commands.text import _
from tests.cast import AT, BOARD, JOHAN, KEES, MARIEKE, PRIYA, RUBEN
from tests.conversations.test_boards import sets_up
from tests.drive import Chat


def days(chat: Chat) -> list[date]:
    """Return the days on which the board meets."""
    return [m.day for m in chat.arranges(lambda store: store.meetings.meetings(date.min, date(2026, 12, 1)))]


def opens(chat: Chat, number: int) -> None:
    """Let the secretary open a meeting of the series, by its number in order."""
    press = Press("meetings.meeting", (("org", "waterveen"), ("meeting", str(number))))
    chat.presses(RUBEN, "Openen", Card("", (Buttons((Button(_("Open"), press),)),)))


def test_what_the_secretary_moves_or_calls_off_is_not_undone_when_the_series_is_planned_on(chat: Chat) -> None:
    sets_up(chat)
    opens(chat, 2)
    chat.presses(RUBEN, "Verplaats of wijzig")
    chat.fills(RUBEN, day="18-6-2026")
    opens(chat, 3)
    chat.presses(RUBEN, "Gaat niet door")
    chat.presses(RUBEN, "Ja, laat niet doorgaan")

    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.sleeps_until(date(2026, 3, 9))

    assert days(chat) == [date(2026, 3, 17), date(2026, 6, 18)]
    opens(chat, 2)
    assert "Verplaatst van 16 juni 2026." in chat.reads(RUBEN)


def test_who_got_the_agenda_hears_of_another_rule_or_hour_and_is_asked_again(chat: Chat) -> None:
    sets_up(chat)
    chat.day_becomes(date(2026, 3, 10))
    chat.presses(PRIYA, "Ik kom")
    opens(chat, 1)
    chat.presses(RUBEN, "Board en reeks")
    chat.presses(RUBEN, "Reeks")
    chat.fills(RUBEN, starts="14:00")
    assert "Verplaatst: Portfolioboard op 17 maart 2026" in chat.reads_all(PRIYA)
    assert "Wanneer: dinsdag 17 maart 2026 om 14:00 uur, 90 minuten\nHet was: dinsdag 17 maart 2026 om 10:00 uur" in (
        chat.reads_all(PRIYA)
    )
    assert not chat.arranges(lambda store: store.meetings.answers(1))

    chat.presses(RUBEN, "Reeks")
    chat.fills(RUBEN, rule="derde dinsdag van elk kwartaal", minutes="5")
    item = Item(0, BOARD, "Plan", "Instemmen.", Ref("meetings", "x"), "waterveen", AT, meeting=1)
    chat.arranges(lambda store: store.meetings.add_item(item))
    opens(chat, 1)
    assert "Deze punten vragen samen 10 minuten; de vergadering duurt er 5." in chat.reads(RUBEN)
    chat.day_becomes(date(2026, 3, 16))
    reminded = chat.reads(JOHAN)
    assert reminded.startswith("Herinnering: Portfolioboard op 17 maart 2026\n\nLaat weten of je komt.")
    assert "Er staat 1 punt op de agenda." in reminded
    assert "Instemmen." not in reminded, "it is short"

    opens(chat, 1)
    chat.presses(RUBEN, "Board en reeks")
    chat.presses(RUBEN, "Reeks")
    chat.fills(RUBEN, rule="laatste dinsdag van elk kwartaal")
    assert "Niet meer gepland: 17 maart 2026, 16 juni 2026" in chat.reads(RUBEN)
    assert "Gaat niet door: Portfolioboard op 17 maart 2026" in chat.reads_all(PRIYA)
    assert "Gaat niet door: Portfolioboard op 16 juni 2026" not in chat.reads_all(PRIYA)


def test_a_seat_counts_for_one_person_who_can_come() -> None:
    table = tuple(Member(person, BOARD) for person in (PRIYA, MARIEKE, JOHAN))

    def come(*answers: Answer) -> int:
        return possible(table, answers)

    assert come() == len(table)
    assert come(Answer(PRIYA, Coming.NO, KEES)) == len(table)
    assert come(Answer(PRIYA, Coming.NO, KEES), Answer(KEES, Coming.NO)) == 2
    assert come(Answer(PRIYA, Coming.NO, KEES), Answer(KEES, Coming.NO, RUBEN)) == len(table)
    assert come(Answer(PRIYA, Coming.NO, KEES), Answer(KEES, Coming.NO, PRIYA)) == 2
    assert come(Answer(PRIYA, Coming.NO, KEES), Answer(MARIEKE, Coming.NO, KEES)) == 2


def test_a_deputy_who_cannot_come_either_is_told_to_who_asked(chat: Chat) -> None:
    sets_up(chat)
    chat.day_becomes(date(2026, 3, 10))
    chat.presses(PRIYA, "Ik kan niet")
    chat.fills(PRIYA, deputy=JOHAN.name)
    assert chat.errors(PRIYA) == {"deputy": "Johan Visser heeft zelf al een zetel. Kies iemand anders."}
    chat.fills(PRIYA, deputy=KEES.name)
    chat.presses(KEES, "Ik kan niet")
    chat.fills(KEES)
    assert "Kees Vermeulen kan niet in jouw plaats komen" in chat.reads_all(PRIYA)
    chat.presses(PRIYA, "Noem iemand anders")
    chat.fills(PRIYA, deputy="")
    chat.presses(MARIEKE, "Ik kan niet")
    chat.fills(MARIEKE, deputy="")
    warned = chat.reads_all(JOHAN)
    assert "Er kan maar 1 lid zijn. Nodig: minstens 2." in warned
    assert "Kan niet: Marieke Bakker en Priya Ramdin." in warned
