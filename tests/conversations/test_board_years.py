# SPDX-License-Identifier: EUPL-1.2
"""Two years of a board: in writing and in a room, with a member who leaves, and what comes back by itself."""

from dataclasses import replace
from datetime import date, timedelta

from bot.ticker import Ticker
from commands.calendars import Pause, Span
from commands.people import Person
from storage.store import Store
from tests.cast import AHMET, BOARD, FATIMA, JOHAN, MARIEKE, PRIYA, RUBEN, SANNE
from tests.conversations.scenes import FIRST, right_says
from tests.conversations.test_boards import card_of, decides, passes_to_board, sets_up
from tests.drive import Chat

WRITTEN, LEAP = date(2026, 3, 12), date(2028, 2, 29)
LAPTOPS = "Vier laptops"


def plans_round(chat: Chat) -> None:
    """Let the secretary plan a written round, and put the laptops in it."""
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Board en reeks")
    chat.presses(RUBEN, "Nieuwe vergadering")
    chat.fills(RUBEN, kind="written", day=WRITTEN.isoformat(), starts="10:00", minutes="30")
    assert not chat.errors(RUBEN), chat.errors(RUBEN)
    item = chat.arranges(lambda store: store.meetings.items(BOARD)[0])
    round_ = chat.arranges(lambda store: store.meetings.meetings(WRITTEN, WRITTEN)[0])
    chat.arranges(lambda store: store.meetings.save_item(replace(item, meeting=round_.number)))


def opens(chat: Chat, who: Person) -> str:
    """Let somebody open the laptops in the round."""
    chat.says(who, "/itagenda")
    read = chat.presses(who, "Openen")
    assert LAPTOPS in read
    return read


def titles(chat: Chat) -> list[str]:
    """Return what stands on the agenda."""
    return chat.arranges(lambda store: [item.title for item in store.meetings.all_open()])


def leave(store: Store, last: date) -> None:
    """Let two members of the board end what they hold."""
    for number, held in store.people.all_holdings().items():
        if held.person in (PRIYA, MARIEKE) and held.function == BOARD:
            store.people.end_holding(number, last)


def decides_in_writing(chat: Chat) -> None:
    """Let members answer: who did is not reminded, and a decision waits for enough answers."""
    chat.day_becomes(date(2026, 3, 5))
    assert "Open elk punt en antwoord met een knop." in chat.reads_all(PRIYA)
    assert "Open elk punt en antwoord met een knop." in chat.says(PRIYA, "/itagenda")
    assert "Kamer 1.12" not in chat.reads(PRIYA), "nobody has to go anywhere"
    assert "Stel een punt voor" not in chat.labels(PRIYA)
    opens(chat, PRIYA)
    assert f"Jouw antwoord op “{LAPTOPS}”: akkoord" in chat.presses(PRIYA, "Ik ben akkoord")
    opens(chat, RUBEN)
    decides(chat)
    assert f"Aantal antwoorden op “{LAPTOPS}”: 1; er zijn er 2 nodig." in chat.reads(RUBEN)
    chat.day_becomes(WRITTEN - timedelta(days=1))
    assert "Herinnering: Portfolioboard besluit schriftelijk" in chat.reads_all(JOHAN)
    assert "Herinnering: Portfolioboard besluit schriftelijk" not in chat.reads_all(PRIYA)
    opens(chat, JOHAN)
    chat.presses(JOHAN, "Ik ben niet akkoord")
    chat.fills(JOHAN, reason="Eerst de oude repareren.")
    opens(chat, MARIEKE)
    chat.presses(MARIEKE, "Ik onthoud me")
    assert "3 van de 3 leden gaf antwoord" in opens(chat, RUBEN)
    assert "Eerst de oude repareren." in chat.reads(RUBEN)
    chat.presses(RUBEN, "Leg het besluit vast")
    chat.presses(RUBEN, "Goedgekeurd")
    assert chat.filled(RUBEN)["votes"] == "1-1-1"
    chat.fills(RUBEN, review="1-3-2026")
    assert set(chat.errors(RUBEN)) == {"review"}
    chat.fills(RUBEN, review="1-9-2026")
    assert f"Goedgekeurd: {FIRST}" in chat.reads(SANNE)


def lets_an_action_stall(chat: Chat) -> None:
    """Give an action more time, escalate it when it stalls, and ask the board about it until it is done."""
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Nieuwe actie")
    chat.fills(RUBEN, text="Bestel de laptops", function="Teammanager I&A", due="20-3-2026")
    chat.presses(AHMET, "Meer tijd")
    chat.fills(AHMET, due="19-3-2026", reason="De leverancier is later.")
    assert set(chat.errors(AHMET)) == {"due"}
    chat.fills(AHMET, due="24-3-2026")
    chat.sleeps_until(date(2026, 3, 13))
    assert "Meer tijd voor “Bestel de laptops”: tot 24 maart 2026" in chat.reads_all(RUBEN)
    first = chat.says(JOHAN, "/itagenda")
    assert first.index("Bestel de laptops") < first.index("Er staat nog niets op de agenda.")
    chat.sleeps_until(date(2026, 3, 31))
    chat.sleeps_until(date(2026, 4, 1))
    assert "Actie: Bestel de laptops" in chat.reads_all(AHMET)
    assert "Bestel de laptops" in titles(chat)
    raised = chat.arranges(lambda store: [each.title for each in store.escalations.all()])
    assert raised == ["Actie: Bestel de laptops"]
    chat.presses(AHMET, "Het is klaar")
    assert titles(chat) == [LAPTOPS]


def test_a_board_through_two_years(chat: Chat) -> None:
    sets_up(chat, quorum="2")
    passes_to_board(chat)
    plans_round(chat)
    decides_in_writing(chat)
    lets_an_action_stall(chat)

    # The decision comes back in the meeting after its day; a member who left is gone, and too few are left.
    chat.arranges(lambda store: leave(store, date(2026, 4, 1)))
    chat.sleeps_until(date(2026, 9, 8))
    assert "Kijk opnieuw naar BES-2026-0001 van 11 maart 2026: geldt het nog?" in chat.says(JOHAN, "/itagenda")
    chat.sleeps_until(date(2026, 9, 14))
    warned = chat.reads_all(JOHAN).partition("Te weinig leden: Portfolioboard op 15 september 2026")[2]
    assert "Er kan maar 1 lid zijn. Nodig: minstens 2.\n\nDe board heeft te weinig leden" in warned, "nobody said no"

    # A right that ends is asked of the board once, over a leap day and both changes of the clock.
    right_says(chat, "WV-034", valid_to=LEAP)
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.sleeps_until(date(2027, 12, 6))
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.sleeps_until(date(2027, 12, 13))
    (ending,) = chat.arranges(lambda store: [i for i in store.meetings.all_open() if i.right == "WV-034"])
    assert ending.about.id == "right/WV-034"
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Openen", card_of(ending))
    assert "met een jaar; het loopt af op 29 februari 2028" in chat.reads(RUBEN)
    decides(chat)
    assert "heeft WV-034" in chat.reads_all(FATIMA)
    assert "verlengd tot en met 28 februari 2029" in chat.reads_all(FATIMA)


#: The last Tuesdays of these months: behind Easter, around both changes of the clock, in recess, and on a leap day.
SERIES = "laatste dinsdag van februari, maart, juli en oktober"
SUMMER = Span(date(2027, 7, 19), date(2027, 8, 13), "zomerreces")
#: How each meeting is called, with the days of its agenda and of its short reminder.
AROUND = (
    ("dinsdag 27 oktober 2026", date(2026, 10, 20), date(2026, 10, 26)),
    ("dinsdag 30 maart 2027", date(2027, 3, 22), date(2027, 3, 26)),
    ("maandag 16 augustus 2027", date(2027, 8, 9), date(2027, 8, 13)),
    ("dinsdag 26 oktober 2027", date(2027, 10, 19), date(2027, 10, 25)),
    ("dinsdag 29 februari 2028", date(2028, 2, 22), date(2028, 2, 28)),
)


def test_a_series_keeps_its_hour_over_easter_recess_changes_of_the_clock_and_a_leap_day(chat: Chat) -> None:
    chat.arranges(lambda store: store.calendars.add(Pause.RECESS, [SUMMER]))
    sets_up(chat, SERIES)
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    for called, *days in AROUND:
        day = called.partition(" ")[2]
        for what, on in zip(("Agenda", "Herinnering"), days, strict=True):
            title = f"{what}: Portfolioboard op {day}"
            chat.sleeps_until(on - timedelta(days=1))
            assert title not in chat.reads_all(PRIYA)
            chat.sleeps_until(on)
            assert chat.reads_all(PRIYA).count(title) == 1
        assert f"Wanneer: {called} om 10:00 uur, 90 minuten" in chat.says(PRIYA, "/itagenda")
    assert "Verplaatst van 27 juli 2027: zomerreces." in chat.reads_all(PRIYA)
