# SPDX-License-Identifier: EUPL-1.2
"""A meeting or an item as it stands on a day, and who looks at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commands.calendars import Calendar
from commands.meetings.board import Answer, Board, Meeting, Member
from commands.meetings.item import Action, Decision, Item
from commands.meetings.quorum import needed, occupant, possible, said
from commands.meetings.rules import closes
from commands.people import Person


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a board, and as what."""

    person: Person
    member: bool = False
    secretary: bool = False
    chair: bool = False
    controller: bool = False

    @property
    def inside(self) -> bool:
        """Whether this person may read what is confidential."""
        return self.member or self.secretary or self.chair or self.controller


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting with all that belongs to it, as it stands today."""

    organisation: str
    board: Board
    meeting: Meeting
    calendar: Calendar
    today: date
    table: tuple[Member, ...]
    answers: tuple[Answer, ...]
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    promised: tuple[Action, ...]
    guests: tuple[Member, ...] = ()

    @property
    def closes(self) -> date:
        """The last day on which something can be proposed for it."""
        return closes(self.board, self.meeting, self.calendar)

    @property
    def needed(self) -> int:
        """How many must be there."""
        return needed(self.board, len(self.table))

    @property
    def possible(self) -> int:
        """How many may still be there."""
        return possible(self.table, self.answers)

    @property
    def confidential(self) -> bool:
        """Whether who has no seat reads no more than when it is."""
        return self.board.confidential

    def invites(self, person: Person) -> bool:
        """Whether somebody is invited without a seat: as a guest, or instead of a member."""
        asked = {m.person.id for m in self.guests} | {a.deputy.id for a in self.answers if a.deputy}
        return person.id in asked

    def said_by(self, person: Person) -> Answer | None:
        """Return what somebody said about coming."""
        return next((a for a in self.answers if a.person.id == person.id), None)

    @property
    def coming(self) -> tuple[Person, ...]:
        """The members who said that they come, and who was named to come instead, each once."""
        return self._of(self.table)

    @property
    def visiting(self) -> tuple[Person, ...]:
        """The guests who said that they come, and who was named to come instead, each once."""
        return self._of(self.guests)

    def _of(self, invited: Iterable[Member]) -> tuple[Person, ...]:
        """Return who of these comes."""
        heard = (m.person for m in invited if said(m.person, self.answers))
        found = {who.id: who for person in heard if (who := occupant(person, self.answers))}
        return tuple(found.values())

    @property
    def absent(self) -> tuple[Person, ...]:
        """The members who can't come and send nobody."""
        return tuple(m.person for m in self.table if occupant(m.person, self.answers) is None)

    @property
    def silent(self) -> tuple[Person, ...]:
        """The members who did not say yet whether they come."""
        return tuple(m.person for m in self.table if said(m.person, self.answers) is None)

    @property
    def sent(self) -> tuple[tuple[Person, Person], ...]:
        """Who comes instead of whom, as members and guests said."""
        asked = (m.person for m in (*self.table, *self.guests))
        settled = ((occupant(person, self.answers), person) for person in asked)
        return tuple((who, person) for who, person in settled if who and who.id != person.id)
