# SPDX-License-Identifier: EUPL-1.2
"""The portfolio board of the sample: its series, a meeting that has been, and one to come with something to decide."""

from collections.abc import Callable
from datetime import date
from functools import partial

from bot.sample.stage import SampleBroken, Stage
from commands.meetings.board import Board, Meeting
from commands.meetings.item import Item
from storage.store import Store

SECRETARY, CHAIR, CONTROLLER = "ruben-jacobs", "johan-visser", "priya-ramdin"
BOARD = "Portfolioboard"
SUBJECT = "Gegevensbeleid: wie is eigenaar van welke gegevens"
#: Working days before the sample's moment on which the board was set up, met, adopted its record, and looked ahead.
_SET_UP, _MET, _ADOPTED, _NOW = 40, 20, 17, 3
_COMES_IN = 7
_FIRST = "Eerste vergadering van dit seizoen"


def scenes(stage: Stage) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happened: how many days before (negative), an order within the day, and the doing."""
    return [
        (-_SET_UP, 90, partial(_set_up, stage)),
        (-_SET_UP + 2, 90, partial(_propose, stage)),
        (-_MET, 90, partial(_meet, stage)),
        (-_ADOPTED, 90, partial(_adopt, stage)),
        (-_NOW, 90, partial(_call_together, stage)),
        (-_NOW, 91, partial(_meet_each_quarter, stage)),
    ]


def _set_up(stage: Stage) -> None:
    """Let the secretary set up the board and a first meeting."""
    when = stage.moment(_SET_UP, 10)
    form = stage.presses(SECRETARY, "meetings.new_board", when)
    answers = {
        "function": BOARD,
        "chair": "Johan Visser",
        "controller": "Concerncontroller",
        "place": "Kamer 1.12, gemeentehuis",
        "link": "https://vergaderen.example/portfolioboard",
        "mandate": "Beslist welke ICT-projecten voorrang krijgen, binnen de begroting.",
    }
    stage.fills(SECRETARY, form, answers, when)
    _plan(stage, stage.moment(_MET).date(), _FIRST, _SET_UP)


def _plan(stage: Stage, day: date, purpose: str, days: int) -> None:
    """Let the secretary plan one meeting."""
    when = stage.moment(days, 11)
    board = str(stage.read(board_of).number)
    form = stage.presses(SECRETARY, "meetings.new_meeting", when, board=board)
    stage.fills(SECRETARY, form, {"day": day.isoformat(), "starts": "10:00", "purpose": purpose}, when)


def _propose(stage: Stage) -> None:
    """Let somebody propose something for that meeting."""
    when = stage.moment(_SET_UP - 2, 14)
    form = stage.presses("bram-peeters", "meetings.propose", when)
    answers = {
        "subject": SUBJECT,
        "decision": "Instemmen met een eigenaar voor elke basisregistratie.",
        "papers": "https://stukken.example/gegevensbeleid",
    }
    stage.fills("bram-peeters", form, answers, when)


def _meet(stage: Stage) -> None:
    """Let the board decide, and agree on an action."""
    when = stage.moment(_MET, 12)
    item, meeting = stage.read(_first_item), stage.read(_first_meeting)
    form = stage.presses(SECRETARY, "meetings.decide", when, item=str(item.number), verdict="approved_cond")
    answers = {
        "conditions": "Elke eigenaar krijgt een plaatsvervanger.",
        "facts": "Voor vier registraties is nog geen eigenaar aangewezen.",
        "advice": "De CISO adviseert positief.",
    }
    stage.fills(SECRETARY, form, answers, when)
    form = stage.presses(SECRETARY, "meetings.new_action", when, meeting=str(meeting.number))
    due = stage.read(lambda store: store.calendar.add_working_days(stage.at.date(), 8))
    action = {"text": "Lijst van eigenaren per registratie", "function": "Chief Data Officer", "due": due.isoformat()}
    stage.fills(SECRETARY, form, action, when)


def _adopt(stage: Stage) -> None:
    """Let the record of the first meeting be adopted."""
    adopt_record(stage, _first_meeting, _ADOPTED, "De board besprak ook het tempo van de vervanging.")


def adopt_record(stage: Stage, look: Callable[[Store], Meeting], days: int, notes: str) -> None:
    """Let the secretary make the record of a meeting so many working days before, and the chair adopt it."""
    when, meeting = stage.moment(days, 9), stage.read(look)
    form = stage.presses(SECRETARY, "meetings.record", when, meeting=str(meeting.number))
    stage.fills(SECRETARY, form, {"notes": notes}, when)
    stage.presses(CHAIR, "meetings.adopt", stage.moment(days, 15), meeting=str(meeting.number))

    def settle(store: Store) -> None:
        store.dues.settle(meeting.ref)

    stage.write(settle)


def _call_together(stage: Stage) -> None:
    """Let the secretary plan a meeting soon, about what was passed to the board, with the controller's page."""
    when = stage.moment(_NOW, 15)
    day = stage.read(lambda store: store.calendar.for_boards.add_working_days(stage.at.date(), _COMES_IN))
    _plan(stage, day, "Extra vergadering over het zaaksysteem", _NOW)
    item = stage.read(_waiting_item)
    meeting = stage.read(lambda store: store.meetings.meetings(day, day)[0])
    form = stage.presses(SECRETARY, "meetings.edit", when, item=str(item.number))
    answers = {
        "meeting": str(meeting.number),
        "minutes": "30",
        "reading": "20",
        "papers": "https://stukken.example/zaaksysteem-fase-1",
    }
    stage.fills(SECRETARY, form, answers, when)
    form = stage.presses(CONTROLLER, "meetings.control", when, item=str(item.number))
    page = {"agrees": "yes", "funding": "credit", "text": "Er is een krediet voor fase 1."}
    stage.fills(CONTROLLER, form, page, when)
    stage.presses(CHAIR, "meetings.coming", when, meeting=str(meeting.number))


def _meet_each_quarter(stage: Stage) -> None:
    """Let the secretary plan what follows: an earlier series could have had a meeting to which nobody went."""
    when = stage.moment(_NOW, 16)
    form = stage.presses(SECRETARY, "meetings.series", when, board=str(stage.read(board_of).number))
    rule = {"rule": "derde dinsdag van elk kwartaal", "starts": "10:00", "minutes": "90"}
    stage.fills(SECRETARY, form, rule, when)


def board_of(store: Store) -> Board:
    """Return the board."""
    board = store.meetings.board_of(BOARD)
    if board is None:
        raise SampleBroken("The sample has no board.")
    return board


def _first_meeting(store: Store) -> Meeting:
    """Return the meeting that has been; the one about goals was before it."""
    every = store.meetings.meetings(date.min, date.max, board_of(store).number)
    return next(meeting for meeting in every if meeting.purpose == _FIRST)


def _first_item(store: Store) -> Item:
    """Return what was proposed for it."""
    return next(item for item in store.meetings.items(BOARD) if item.title == SUBJECT)


def _waiting_item(store: Store) -> Item:
    """Return what was passed to the board, with an amount."""
    return next(item for item in store.meetings.items(BOARD) if item.amount)
