# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs kept: boards and their meetings, what stands on agendas, what was decided, and actions."""

from datetime import date
from typing import Protocol

from commands.calendars import Calendar
from commands.errors import Refused
from commands.meetings.board import Answer, Board, Meeting
from commands.meetings.item import Action, Decision, Item, Voice
from commands.organisations import Organisation
from commands.people import Directory, Person
from commands.refs import Ref


class ChangedMeanwhile(Refused):
    """Someone else changed this at the same time. Look at it again; nothing of yours was kept."""


class Meetings(Protocol):
    """The boards of one organisation with all that they keep."""

    def boards(self) -> tuple[Board, ...]:
        """Return every board by the name of its function."""

    def board(self, number: int) -> Board | None:
        """Return the board with this number."""

    def board_of(self, function: str) -> Board | None:
        """Return the board of this function."""

    def add_board(self, board: Board) -> Board:
        """Keep a new board and return it with its number."""

    def save_board(self, board: Board) -> Board:
        """Keep a board as it is now and return it; raises ChangedMeanwhile when its revision is not the last."""

    def meetings(self, first: date, last: date, board: int | None = None) -> tuple[Meeting, ...]:
        """Return the meetings of these days that are not off, of one board or of all, soonest first."""

    def called_off(self, first: date, last: date, board: int | None = None) -> tuple[Meeting, ...]:
        """Return the meetings of these days that are off, of one board or of all."""

    def meeting(self, number: int) -> Meeting | None:
        """Return the meeting with this number."""

    def meeting_named(self, reference: str) -> Meeting | None:
        """Return the meeting with this reference, such as ``VG-2026-0003``."""

    def add_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a new meeting and return it with its number and its reference."""

    def save_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a meeting as it is now and return it; raises ChangedMeanwhile when its revision is not the last."""

    def answers(self, meeting: int) -> tuple[Answer, ...]:
        """Return what members said about coming."""

    def answer(self, meeting: int, answer: Answer) -> None:
        """Keep what a member says, in the place of what was said before."""

    def forget_answers(self, meeting: int) -> None:
        """Forget what members said about coming: it was about another moment."""

    def add_item(self, item: Item) -> Item:
        """Keep a new item and return it with its number."""

    def save_item(self, item: Item) -> Item:
        """Keep an item as it is now and return it; raises ChangedMeanwhile when its revision is not the last."""

    def item(self, number: int) -> Item | None:
        """Return the item with this number."""

    def item_about(self, about: Ref, organisation: str) -> Item | None:
        """Return the item about this thing of that organisation that is open, or dealt with under another.

        It is on whichever agenda of whichever of us.
        """

    def merged_into(self, number: int) -> tuple[Item, ...]:
        """Return the items that are dealt with under the one with this number."""

    def items(self, board: str) -> tuple[Item, ...]:
        """Return the open items for the board of this function, in order, those without a place as they came."""

    def all_open(self) -> tuple[Item, ...]:
        """Return the open items of every board."""

    def items_of(self, meeting: int) -> tuple[Item, ...]:
        """Return the items of a meeting that are open or decided, in order."""

    def record(self, decision: Decision) -> Decision:
        """Keep a decision and return it with its reference, such as ``BES-2026-0007``."""

    def decisions_of(self, meeting: int) -> tuple[Decision, ...]:
        """Return what a meeting decided, in order."""

    def decision(self, reference: str) -> Decision | None:
        """Return the decision with this reference."""

    def voices(self, item: int) -> tuple[Voice, ...]:
        """Return what members answered on an item in writing, oldest first."""

    def say(self, item: int, voice: Voice) -> None:
        """Keep what a member answers, in the place of what was said before."""

    def add_action(self, action: Action) -> Action:
        """Keep a new action and return it with its number."""

    def save_action(self, action: Action) -> Action:
        """Keep an action as it is now and return it."""

    def action(self, number: int) -> Action | None:
        """Return the action with this number."""

    def open_actions(self, board: str = "") -> tuple[Action, ...]:
        """Return the open actions of a board, or of all, the soonest due first."""

    def actions_of(self, meeting: int) -> tuple[Action, ...]:
        """Return the actions that a meeting agreed on, done or not."""

    def feed(self, person: Person) -> str:
        """Return the secret part of the address of this person's calendar; empty where there is none."""

    def set_feed(self, person: Person, secret: str) -> None:
        """Give this person's calendar an address; an empty one takes it away."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation."""

    @property
    def people(self) -> Directory:
        """The directory of this organisation."""

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open."""

    @property
    def meetings(self) -> Meetings:
        """The boards of this organisation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
