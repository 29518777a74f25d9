# SPDX-License-Identifier: EUPL-1.2
"""What a secretary types cannot be: a sentence says so beside its field, and nothing is kept.

A decision on what was withdrawn meanwhile, and papers that are no links, are told in
``tests/conversations/test_boards.py``.
"""

from datetime import date

import pytest

from commands.calendars import Pause, Span
from commands.meetings.board import Board, Meeting, Schedule
from commands.people import Function, Holding, Role
from tests.cast import BOARD, DAY, JOHAN, LOTTE, MARIEKE, RUBEN, SANNE
from tests.drive import Chat

RECESS = Span(date(2026, 7, 13), date(2026, 8, 21), "zomerreces")
#: A day for a meeting, and what is said of it.
NO_DAYS = {
    "27-2-2026": "27 februari 2026 is al geweest.",
    "27-4-2026": "Op 27 april 2026 wordt niet vergaderd: Koningsdag.",
    "7-3-2026": "7 maart 2026 valt in het weekend.",
    "14-7-2026": "Op 14 juli 2026 wordt niet vergaderd: zomerreces.",
    "17-3-2026": "Portfolioboard vergadert al op 17 maart 2026.",
    "31-2-2026": "“31-2-2026” staat niet op de kalender.",
}
#: A field of a board, what is typed there, and how the sentence beside it begins.
NO_BOARDS = (
    ("seats", "CIO\nTovenaar", "Ik ken de functie “Tovenaar” niet."),
    ("controller", "Schatkist", "Ik ken de functie “Schatkist” niet."),
    ("quorum", "vijf", "Schrijf een getal."),
    ("quorum", "99", "De board heeft vandaag 3 leden."),
    ("link", "kamer 3", "Dit is geen link."),
    ("schedule", "5, 10, 15", "Schrijf vijf getallen"),
    ("seats", "Marieke Bakker", "Marieke Bakker is een persoon. Schrijf een functie: deze persoon vervult CIO, "),
    ("seats", "Sanne de Vries", "Sanne de Vries vervult nog geen functie."),
    ("chair", "Sanne de Vries", "Sanne de Vries vervult nog geen functie."),
    ("chair", "Niemand Anders", "Ik ken niemand die “Niemand Anders” heet."),
)
NO_RULES = ("elke volle maan", "vijfde maandag van februari", "1 week voor 31-04")
ELSEWHERE = "Inkoopberaad"


@pytest.fixture
def board(chat: Chat) -> Chat:
    """Set a board up with a series; its secretary reads the list."""
    chat.arranges(lambda store: store.calendars.add(Pause.RECESS, (RECESS,)))
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Richt een board in")
    chat.fills(RUBEN, function=BOARD, chair=JOHAN.name)
    chat.presses(RUBEN, "Reeks")
    chat.fills(RUBEN, rule="derde dinsdag van elk kwartaal")
    return chat


def planned(chat: Chat) -> list[Meeting]:
    """Return the meetings that are planned."""
    return list(chat.arranges(lambda store: store.meetings.meetings(DAY, DAY.replace(year=2027))))


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(board: Chat) -> None:
    before = planned(board)
    board.presses(RUBEN, "Nieuwe vergadering")
    for day, sentence in NO_DAYS.items():
        board.fills(RUBEN, kind="meeting", day=day, starts="10:30", minutes="60")
        assert board.errors(RUBEN) == {"day": sentence}
    for field, typed, sentence in NO_BOARDS:
        board.presses(RUBEN, "Instellingen")
        board.fills(RUBEN, **{field: typed})
        assert list(board.errors(RUBEN)) == [field]
        assert board.errors(RUBEN)[field].startswith(sentence)
    for rule in NO_RULES:
        board.presses(RUBEN, "Reeks")
        board.fills(RUBEN, rule=rule)
        assert list(board.errors(RUBEN)) == ["rule"]
    assert planned(board) == before
    board.presses(RUBEN, "Instellingen")
    board.fills(RUBEN, schedule="12, 9, 4, 1 en 3")
    assert board.arranges(lambda store: store.meetings.boards()[0].schedule) == Schedule(12, 9, 4, 1, 3)


def test_a_seat_that_nobody_holds_is_named_and_a_deputy_holds_a_function(board: Chat) -> None:
    board.presses(RUBEN, "Instellingen")
    board.fills(RUBEN, seats="cio\nCIO\nEnterprise-architect\nDirecteur Bedrijfsvoering")
    assert "Niemand vervult vandaag Enterprise-architect: die zetel is leeg." in board.reads(RUBEN)
    seats = board.arranges(lambda store: store.meetings.boards()[0].seats)
    assert seats == ("CIO", "Enterprise-architect", "Directeur Bedrijfsvoering")
    board.says(JOHAN, "/itagenda")
    board.presses(JOHAN, "Ik kan niet")
    board.fills(JOHAN, deputy=SANNE.name)
    assert board.errors(JOHAN)["deputy"].startswith("Sanne de Vries vervult nog geen functie.")


def test_two_secretaries_do_not_undo_each_others_work(board: Chat) -> None:
    board.arranges(lambda store: store.people.grant_role(LOTTE, Role.SECRETARY))
    for who, label in ((RUBEN, "Verplaats of wijzig"), (LOTTE, "Move or change")):
        board.says(who, "/itagenda")
        board.presses(who, label)
    board.fills(LOTTE, day="25-12-2026")
    assert board.errors(LOTTE) == {"day": "25 December 2026 is no day to meet: Christmas Day."}
    board.fills(RUBEN, day="18-3-2026")
    board.fills(LOTTE, day="19-3-2026")
    assert "Someone else changed this at the same time." in board.reads(LOTTE)
    assert planned(board)[0].day == date(2026, 3, 18)


def test_who_has_no_seat_cannot_come_and_a_clash_with_another_board_of_the_same_people_is_named(board: Chat) -> None:
    board.says(JOHAN, "/itagenda")
    mine = board.cards(JOHAN)[-1]
    assert "Je hebt op 17 maart 2026 geen zetel in Portfolioboard." in board.presses(SANNE, "Ik kom", mine)

    board.arranges(lambda store: store.people.add_function(Function(ELSEWHERE, body=True)))
    board.arranges(lambda store: store.people.add_holding(Holding(MARIEKE, ELSEWHERE)))
    board.says(RUBEN, "/itagenda")
    board.presses(RUBEN, "Board en reeks")
    board.presses(RUBEN, "Nieuwe vergadering")
    board.fills(RUBEN, kind="meeting", day="19-3-2026", starts="10:00", minutes="60")
    board.arranges(lambda store: store.meetings.add_board(Board(0, ELSEWHERE)))
    board.says(RUBEN, f"/itagenda {ELSEWHERE}")
    board.presses(RUBEN, "Openen")
    board.presses(RUBEN, "Nieuwe vergadering")
    board.fills(RUBEN, kind="meeting", day="19-3-2026", starts="10:30", minutes="60")
    clash = "19 maart 2026: Portfolioboard vergadert tegelijk, en Marieke Bakker zit in allebei."
    assert clash in board.reads(RUBEN)
