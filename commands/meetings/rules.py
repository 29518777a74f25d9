# SPDX-License-Identifier: EUPL-1.2
"""Who sits at a table, who may do what there, and when a meeting counts (domain §2.7)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from commands.boards import Verdict
from commands.calendars import Calendar
from commands.errors import Refused
from commands.meetings.board import Board, Kind, Meeting, MeetingState, Member
from commands.meetings.item import Item, ItemState
from commands.meetings.rhythm import why_not
from commands.people import Directory, Person, Role, acting
from commands.text import Listing, Message, _
from commands.wall_clock import moment

#: Days that a decision can be put off.
FARTHEST = 366


class OnlySecretary(Refused):
    """Only the secretary of {board} can do this: {names}."""


class OnlyBoardSecretary(Refused):
    """Only a board secretary can do this: {names}."""


class NoSecretary(Refused):
    """Only a board secretary can do this, and nobody is one yet. Ask the administrator to give somebody that role."""


class OnlyChair(Refused):
    """Only the chair of {board} can do this: {name}."""


class NoChair(Refused):
    """{board} has no chair yet. Name one in the settings of the board."""


class NotAMember(Refused):
    """You have no seat in {board} on {day}."""


class ItemSettled(Refused):
    """“{title}” is no longer open: {state}."""


class MeetingGone(Refused):
    """I don't know this meeting any more. See what there is with /itagenda."""


class ItemGone(Refused):
    """I don't know this item any more. See what there is with /itagenda."""


class BoardGone(Refused):
    """I don't know this board any more. See which there are with /itagenda."""


class RecordSealed(Refused):
    """The record of {reference} was adopted and can't be changed any more."""


ITEM_STATES: dict[ItemState, Message] = {
    ItemState.OPEN: _("open"),
    ItemState.DECIDED: _("the board dealt with it"),
    ItemState.DECLINED: _("the secretary declined it"),
    ItemState.WITHDRAWN: _("it was withdrawn"),
    ItemState.MERGED: _("it was merged with another item"),
}


def members(board: Board, directory: Directory, on: date) -> tuple[Member, ...]:
    """Return who sits at the table on a day; for who is away, the deputy where there is one.

    Where the board names functions as its seats, who acts for each; else who holds the function of the board itself.
    """
    return _acting(board.seats or (board.function,), directory, on)


def guests(meeting: Meeting, directory: Directory, table: Iterable[Member]) -> tuple[Member, ...]:
    """Return who is invited to a meeting without a seat at its table."""
    seated = {member.person.id for member in table}
    invited = _acting(meeting.guests, directory, meeting.day)
    return tuple(member for member in invited if member.person.id not in seated)


def _acting(functions: Iterable[str], directory: Directory, on: date) -> tuple[Member, ...]:
    """Return who is there for each of these functions, each person once."""
    found: list[Member] = []
    for function in functions:
        holders = [h.person for h in directory.holdings(function, on) if not h.deputy]
        acts = acting(directory, function, on)
        for act in acts:
            away = act.absent.person if act.absent else None
            found.append(Member(act.person, function, away))
        replaced = {m.stands_in_for.id for m in found if m.stands_in_for}
        present = {m.person.id for m in found}
        # Nobody takes over: the seat is still theirs, and they still hear of it.
        found += [Member(p, function) for p in holders if p.id not in present | replaced]
    once = {m.person.id: m for m in reversed(found)}
    return tuple(m for m in found if once[m.person.id] is m)


def secretaries(board: Board, directory: Directory) -> tuple[Person, ...]:
    """Return who keeps the agenda: the board's own secretary, else everyone with that role."""
    return (board.secretary,) if board.secretary else directory.with_role(Role.SECRETARY)


def is_secretary(board: Board, directory: Directory, who: Person) -> bool:
    """Whether this person keeps the agenda of the board."""
    return any(person.id == who.id for person in secretaries(board, directory))


def check_secretary(board: Board | None, directory: Directory, who: Person) -> None:
    """Return when this person keeps the agenda of the board; without a board, when they may set one up.

    Raises:
        OnlySecretary: naming who does; ``OnlyBoardSecretary`` where there is no board yet.
        NoSecretary: when nobody does yet.

    """
    keep = secretaries(board, directory) if board else directory.with_role(Role.SECRETARY)
    if any(person.id == who.id for person in keep):
        return
    if not keep:
        raise NoSecretary
    names = Listing(tuple(person.name for person in keep))
    raise OnlySecretary(board=board.function, names=names) if board else OnlyBoardSecretary(names=names)


def check_chair(board: Board, who: Person) -> None:
    """Return when this person chairs the board.

    Raises:
        OnlyChair: naming who does.
        NoChair: when nobody does yet.

    """
    if board.chair is None:
        raise NoChair(board=board.function)
    if board.chair.id != who.id:
        raise OnlyChair(board=board.function, name=board.chair.name)


def check_open(item: Item) -> None:
    """Return while an item is open.

    Raises:
        ItemSettled: saying what became of it.

    """
    if item.state is not ItemState.OPEN:
        raise ItemSettled(title=item.title, state=ITEM_STATES[item.state])


def check_changeable(meeting: Meeting) -> None:
    """Return while the record of a meeting is not adopted.

    Raises:
        RecordSealed: when it is.

    """
    if meeting.state is MeetingState.ADOPTED:
        raise RecordSealed(reference=meeting.reference)


def day_fault(day: date, today: date, calendar: Calendar, language: str) -> Message | None:
    """Return what is wrong with a day to meet: past, or a day on which the organisation does not meet."""
    if day < today:
        return _("{day} is in the past.", day=day)
    if calendar.for_boards.is_working_day(day):
        return None
    if called := why_not(day, calendar, language):
        return _("{day} is no day to meet: {name}.", day=day, name=called)
    return _("{day} is in the weekend.", day=day)


def overlaps(one: Meeting, other: Meeting) -> bool:
    """Whether two meetings are at one time."""
    if one.day != other.day or Kind.WRITTEN in (one.kind, other.kind):
        return False
    begin, end = _minutes(one), _minutes(other)
    return begin < end + other.minutes and end < begin + one.minutes


def _minutes(meeting: Meeting) -> int:
    return meeting.starts.hour * 60 + meeting.starts.minute


def begins(meeting: Meeting, calendar: Calendar) -> datetime:
    """Return when a meeting begins, in UTC."""
    return moment(meeting.day, meeting.starts, calendar.zone)


def closes(board: Board, meeting: Meeting, calendar: Calendar) -> date:
    """Return the last day on which something can be proposed for a meeting."""
    return working_days_before(meeting.day, board.schedule.closing, calendar)


def working_days_before(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is so many working days before this one."""
    while count > 0:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def meeting_for(item: Item, coming: Sequence[Meeting], board: Board, today: date, calendar: Calendar) -> Meeting | None:
    """Return the meeting that an item goes to: the first of its kind that still takes items, and not before its day."""
    kind = Kind.STRATEGY if item.strategy else Kind.MEETING
    takes = (
        meeting
        for meeting in coming
        if meeting.state is MeetingState.PLANNED
        and meeting.kind is kind
        and today <= closes(board, meeting, calendar)
        and (item.not_before is None or item.not_before <= meeting.day)
    )
    return next(takes, None)


#: What must be filled in with a decision.
NEEDS: dict[Verdict, tuple[str, ...]] = {
    Verdict.APPROVED: (),
    Verdict.APPROVED_COND: ("conditions",),
    Verdict.DEFERRED: ("reason", "until"),
    Verdict.REJECTED: ("reason", "alternative"),
    Verdict.REFERRED: ("function",),
    Verdict.NOTED: (),
}
MISSING: dict[str, Message] = {
    "conditions": _("Write under which conditions."),
    "reason": _("Write why; whoever brought it in reads this."),
    "until": _("Choose the day on which it comes back."),
    "alternative": _("Write what they can do instead."),
    "function": _("Write to which function."),
}


def decision_faults(verdict: Verdict, given: dict[str, object], today: date) -> dict[str, Message]:
    """Return what a decision lacks, by field."""
    faults = {name: MISSING[name] for name in NEEDS[verdict] if not given.get(name)}
    until = given.get("until")
    if verdict is Verdict.DEFERRED and isinstance(until, date):
        if until <= today:
            faults["until"] = _("{day} is not in the future.", day=until)
        elif (until - today).days > FARTHEST:
            faults["until"] = _("{day} is more than a year away.", day=until)
    return faults
