# SPDX-License-Identifier: EUPL-1.2
"""The yearly meeting about shared goals: who is asked to it, and who is reminded to plan it (domain §2.7)."""

from dataclasses import dataclass
from datetime import date

from commands.cards import Button, Buttons, Card, Paragraph, Tone
from commands.dues import Lapsed, Tick
from commands.meetings.board import Board, Kind
from commands.meetings.cards import press
from commands.meetings.neighbours import Neighbours
from commands.meetings.rules import secretaries
from commands.meetings.store import Store
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import Listing, _

RULE = "meetings.goals"
#: Before the framework memorandum (kadernota) of the spring: what goals ask of IT can still be in it.
_DAYS = ((1, 15), (3, 15))


def of_year(year: int) -> Ref:
    """Return what the yearly meeting of a year is called before it is planned."""
    return Ref("meetings", f"goals/{year}")


def next_look(day: date, store: Store) -> date:
    """Return the next day on which is looked whether the yearly meeting is planned."""
    years = (day.year, day.year + 1)
    looks = (store.calendar.next_working_day(date(year, *when)) for year in years for when in _DAYS)
    return next(look for look in looks if look > day)


def guests(board: Board, home: Store, neighbours: Neighbours) -> tuple[str, ...]:
    """Return the functions that are asked to a meeting about goals, with a seat or without: who leads, and control."""
    control = (board.controller,) if home.people.function(board.controller) else ()
    return tuple(dict.fromkeys((*neighbours.leading(home), *control)))


@dataclass(frozen=True, slots=True)
class Yearly:
    """The reminder to plan it."""

    neighbours: Neighbours

    def remind(self, tick: Tick, store: Store) -> Reply:
        """Ask who keeps the agenda to plan the meeting of this year, and let the chair know.

        Raises:
            Lapsed: when it is planned already, or no board is set up that adopts goals.

        """
        board, year = store.meetings.board_of(self.neighbours.adopts(store)), tick.today.year
        if board is None:
            raise Lapsed("gone")
        meetings = store.meetings.meetings(date(year, 1, 1), date(year, 12, 31), board.number)
        if any(meeting.kind is Kind.STRATEGY for meeting in meetings):
            raise Lapsed("planned")
        keep = {person.id: person for person in secretaries(board, store.people)}
        names = Listing(tuple(person.name for person in keep.values()))
        plan = Button(
            _("Plan this meeting"), press("new_meeting", store.organisation.id, board=board.number, kind="strategy")
        )
        people = {**keep, **({board.chair.id: board.chair} if board.chair else {})}
        about = of_year(year)
        tells = []
        for person in people.values():
            row = (Buttons((plan,)),) if person.id in keep else (Paragraph(_("{names} can plan it.", names=names)),)
            card = Card(
                _("The meeting of {year} about shared goals is not planned yet", year=str(year)),
                (
                    Paragraph(_("{board} adopts there what business and IT both want.", board=board.function)),
                    Paragraph(_("In time for the spring memorandum, money can still be asked for it.")),
                    *row,
                ),
                Tone.WAITING,
            )
            tells.append(Tell(ToPerson(person), card, f"meetings/{about.id}", Urgency.REMINDER, about))
        return Reply(tells=tuple(tells), acts=(Act("meetings.remind", about, "plan"),))
