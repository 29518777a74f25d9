# SPDX-License-Identifier: EUPL-1.2
"""All that boards keep: the actions they agreed on and what members answer in writing, over agendas and meetings."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, delete, insert, select, update

from commands.meetings.item import Action, ActionState, Stance, Voice
from commands.people import Person
from storage.agendas import items
from storage.board_decisions import BoardDecisions
from storage.database import Number, UtcDateTime, metadata

_AS_IS = ("board", "meeting", "text", "function", "due", "at", "reason", "moved")

actions = Table(
    "board_actions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("board", Text, nullable=False),
    Column("meeting", Number, ForeignKey("meetings.number")),
    Column("text", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("moved", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "organisation", "state", "board"),
)


voices = Table(
    "round_answers",
    metadata,
    Column("item", Number, ForeignKey("agenda_items.number"), primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("stance", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)


class Meetings(BoardDecisions):
    """The boards of one organisation with all that they keep, in one transaction."""

    def voices(self, item: int) -> tuple[Voice, ...]:
        """Return what members answered on an item in writing, oldest first."""
        query = select(voices).where(voices.c.item == item).order_by(voices.c.at, voices.c.person)
        found = self._connection.execute(query).all()
        someone = self._people({row.person for row in found})
        return tuple(Voice(someone[row.person], Stance(row.stance), row.text, row.at) for row in found)

    def answered_by(self, person: Person) -> tuple[tuple[str, Voice], ...]:
        """Return what a person answered in writing, newest first, each with the title of the item."""
        joined = select(voices, items.c.title).join(items, items.c.number == voices.c.item)
        mine = joined.where(self._own(items), voices.c.person == person.id).order_by(voices.c.at.desc())
        rows = self._connection.execute(mine)
        return tuple((row.title, Voice(person, Stance(row.stance), row.text, row.at)) for row in rows)

    def say(self, item: int, voice: Voice) -> None:
        """Keep what a member answers, in the place of what was said before."""
        this = (voices.c.item == item, voices.c.person == voice.person.id)
        self._connection.execute(delete(voices).where(*this))
        row = {"item": item, "person": voice.person.id, "stance": voice.stance.value, "text": voice.text}
        self._connection.execute(insert(voices).values(at=voice.at, **row))

    def add_action(self, action: Action) -> Action:
        """Keep a new action and return it with its number."""
        row = insert(actions).values(organisation=self._organisation, **_row(action)).returning(actions.c.number)
        return replace(action, number=self._connection.execute(row).scalar_one())

    def save_action(self, action: Action) -> Action:
        """Keep an action as it is now and return it."""
        this = (self._own(actions), actions.c.number == action.number)
        self._connection.execute(update(actions).where(*this).values(_row(action)))
        return action

    def action(self, number: int) -> Action | None:
        """Return the action with this number."""
        query = select(actions).where(self._own(actions), actions.c.number == number)
        row = self._connection.execute(query).first()
        return _action(row) if row else None

    def actions_of(self, meeting: int) -> tuple[Action, ...]:
        """Return the actions that a meeting agreed on, done or not."""
        query = select(actions).where(self._own(actions), actions.c.meeting == meeting).order_by(actions.c.number)
        return tuple(_action(row) for row in self._connection.execute(query))

    def open_actions(self, board: str = "") -> tuple[Action, ...]:
        """Return the open actions of a board, or of all, the soonest due first."""
        a = actions.c
        query = select(actions).where(self._own(actions), a.state == ActionState.OPEN.value)
        if board:
            query = query.where(a.board == board)
        return tuple(_action(row) for row in self._connection.execute(query.order_by(a.due, a.number)))


def _row(action: Action) -> dict[str, Any]:
    """Return what is kept of an action, save its number."""
    return {name: getattr(action, name) for name in _AS_IS} | {"state": action.state.value}


def _action(row: Any) -> Action:  # noqa: ANN401 - a row of actions
    """Return the action of a row."""
    kept = {name: getattr(row, name) for name in _AS_IS}
    return Action(number=row.number, **kept, state=ActionState(row.state))
