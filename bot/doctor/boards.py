# SPDX-License-Identifier: EUPL-1.2
"""Whether every board can meet: somebody chairs it and keeps its agenda, enough members, and a meeting to come."""

from collections.abc import Iterator

from bot.doctor.found import Case, Found, Level, today
from commands.meetings.board import Board
from commands.meetings.items import coming_meetings
from commands.meetings.quorum import needed
from commands.meetings.rules import members, secretaries
from commands.text import Message, _
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store

_SETTINGS = _("The board secretary changes this with /itagenda, Board and series, Settings.")


def boards(case: Case) -> Iterator[Found]:
    """Look at every board of every organisation."""
    found, any_board = case.read(_look)
    for text, advice in found:
        yield Found("boards", Level.ATTENTION, text, advice)
    if any_board and not found:
        yield Found("boards", Level.GOOD, _("Every board can meet."))


def _look(connection: Connection) -> tuple[tuple[tuple[Message, Message], ...], bool]:
    """Return for every board what is in the way and what to do, and whether there is any board."""
    stores = [Store(connection, organisation) for organisation in Organisations(connection).all()]
    every = [(board, store) for store in stores for board in store.meetings.boards()]
    return tuple(line for board, store in every for line in _board(board, store)), bool(every)


def _board(board: Board, store: Store) -> Iterator[tuple[Message, Message]]:
    """Yield what is in the way of one board, and what to do."""
    called = {"board": board.function, "organisation": store.organisation.name}
    day = today(store)
    if board.chair is None or store.people.person(board.chair.id) not in store.people.everyone():
        yield _("{board} of {organisation} has no chair, so nobody can adopt its record.", **called), _SETTINGS
    if not secretaries(board, store.people):
        text = _("{board} of {organisation} has no secretary, so nobody keeps its agenda.", **called)
        yield text, _("Name somebody with: python -m bot people grant EMAIL secretary")
    seated = len(members(board, store.people, day))
    if seated < needed(board, seated):
        text = _(
            "{board} of {organisation} has {seated} members today and needs {needed} to decide.",
            seated=seated,
            needed=needed(board, seated),
            **called,
        )
        yield text, _("Name members with /people, or change how many must be there.")
    if not coming_meetings(board, store, day):
        waiting = len(store.meetings.items(board.function))
        text = _("{board} of {organisation} has no meeting to come; {count} items wait.", count=waiting, **called)
        yield text, _("The board secretary plans one with /itagenda.")
