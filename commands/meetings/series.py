# SPDX-License-Identifier: EUPL-1.2
"""Boards set up, and their meetings planned by a rule: a year ahead, past holidays and recess, with clashes named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from commands.cards import Bullets, Button, Buttons, Card, Element, Entries, Entry, Paragraph, Tone, Weight
from commands.dues import Due
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import press
from commands.meetings.changes import called_off, change, told_off
from commands.meetings.items import coming_meetings
from commands.meetings.reminders import falls_due
from commands.meetings.rhythm import AHEAD, Planned, Rule, read_rule, to_meet
from commands.meetings.rules import meeting_for, members, overlaps
from commands.meetings.seats import vacant
from commands.meetings.store import Store
from commands.meetings.typed import KINDS
from commands.meetings.wording import moved
from commands.refs import Ref
from commands.replies import Renew, Tell
from commands.text import Listing, Message, Text, _

_SHOWN = 13


@dataclass(frozen=True, slots=True)
class Series:
    """What planning a series brought: new meetings, those that are off, and what is told of what changed.

    ``plans`` is what falls due for the new ones, ``settles`` what no longer does.
    """

    added: tuple[Meeting, ...] = ()
    off: tuple[Meeting, ...] = ()
    tells: tuple[Tell, ...] = ()
    renews: tuple[Renew, ...] = ()
    plans: tuple[Due, ...] = ()
    settles: tuple[Ref, ...] = ()


def plan(board: Board, home: Store, at: datetime) -> Series:
    """Plan the meetings of a board by its rule, a year ahead; a day that stands already gets the hour of the board.

    What an earlier rule planned is called off, and what the secretary moved or called off stays so.
    """
    if not board.rule:
        return Series()
    today = at.astimezone(home.organisation.zone).date()
    wanted = days(read_rule(board.rule, today), home, today)
    coming = coming_meetings(board, home, today)
    fixed = {m.day for m in coming} | _settled(board, home, today)
    wanted_days = {w.day for w in wanted}
    planned = [m for m in coming if m.series and m.kind is Kind.MEETING and m.state is MeetingState.PLANNED]
    off = tuple(home.meetings.save_meeting(called_off(m)) for m in planned if m.day not in wanted_days)
    elsewhen = [m for m in planned if m.day in wanted_days and (m.starts, m.minutes) != (board.starts, board.minutes)]
    pairs = ((m, replace(m, starts=board.starts, minutes=board.minutes)) for m in elsewhen)
    told = [tell for was, now in pairs for tell in change(was, now, board, at, home)[1]]
    gone = told_off(off, board, at, home)
    kept = fixed - {m.day for m in off}
    added = tuple(
        home.meetings.add_meeting(_meeting(board, w)) for w in wanted if w.day not in kept and w.moved_from not in kept
    )
    gather(board, home, today)
    plans = tuple(due for meeting in added for due in falls_due(board, meeting, today, home.calendar))
    return Series(added, off, (*told, *gone.tells), gone.renews, plans, tuple(m.ref for m in off))


def _settled(board: Board, home: Store, today: date) -> set[date]:
    """Return the days of the rule that were moved, or that the secretary called off: these are not planned again."""
    here = (today - AHEAD, date.max, board.number)
    off = (meeting for meeting in home.meetings.called_off(*here) if not meeting.series)
    return {meeting.moved_from for meeting in (*home.meetings.meetings(*here), *off) if meeting.moved_from}


def days(rule: Rule, home: Store, today: date) -> tuple[Planned, ...]:
    """Return the days of a rule in the coming year, each once, on days on which the board can meet."""
    found: dict[date, Planned] = {}
    # A day that is over can have been moved past a recess that is not.
    for day in rule.days(today - AHEAD, today + AHEAD):
        planned = to_meet(day, home.calendar, home.organisation.language)
        if planned.day >= today:
            found.setdefault(planned.day, planned)
    return tuple(found.values())


def gather(board: Board, home: Store, today: date) -> None:
    """Give every open item of the board that has no meeting to come the first one that takes it."""
    coming = coming_meetings(board, home, today)
    planned = {m.number for m in coming if m.state is MeetingState.PLANNED}
    for item in home.meetings.items(board.function):
        if item.meeting in planned:
            continue
        meeting = meeting_for(item, coming, board, today, home.calendar)
        number = meeting.number if meeting else None
        if number != item.meeting:
            home.meetings.save_item(replace(item, meeting=number, place=0))


def _meeting(board: Board, planned: Planned) -> Meeting:
    """Return a meeting of the series on a day."""
    return Meeting(
        number=0,
        board=board.number,
        reference="",
        day=planned.day,
        starts=board.starts,
        minutes=board.minutes,
        moved_from=planned.moved_from,
        why=planned.why,
        series=True,
    )


def clashes(meetings: Iterable[Meeting], board: Board, home: Store) -> tuple[Message, ...]:
    """Return which of these meetings are at the time of one of another board that shares members."""
    found: list[Message] = []
    for meeting in meetings:
        ours = {m.person.id: m.person.name for m in members(board, home.people, meeting.day)}
        for other in home.meetings.meetings(meeting.day, meeting.day):
            theirs = home.meetings.board(other.board)
            if theirs is None or other.board == board.number or not overlaps(meeting, other):
                continue
            both = [ours[m.person.id] for m in members(theirs, home.people, other.day) if m.person.id in ours]
            if both:
                found.append(
                    _(
                        "{day}: {other} meets at the same time, with {names} in both.",
                        day=meeting.day,
                        other=theirs.function,
                        names=Listing(tuple(both)),
                    )
                )
    return tuple(found)


def planned_card(
    board: Board, coming: Sequence[Meeting], home: Store, today: date, title: Text, off: Sequence[Meeting] = ()
) -> Card:
    """Return what was planned: the days, why some moved, what is off now, and what clashes."""
    elements: list[Element] = []
    org = home.organisation.id
    lines: list[Entry] = []
    for meeting in coming[:_SHOWN]:
        day = _("{day}", day=meeting.day)
        called = KINDS[meeting.kind] if meeting.kind is not Kind.MEETING else meeting.purpose
        look = Button(_("Open"), press("meeting", org, meeting=meeting.number), name=_("Open: {t}", t=day))
        lines.append(Entry(day, moved(meeting) or called, look))
    elements.append(Entries(tuple(lines)) if lines else Paragraph(_("No meeting is planned.")))
    if off:
        days_off = Listing(tuple(_("{day}", day=meeting.day) for meeting in off))
        elements.append(Paragraph(_("No longer planned: {days}.", days=days_off)))
    if warned := (*vacant(board, home, today), *clashes(coming[:_SHOWN], board, home)):
        elements += [Paragraph(_("Look at these:"), Weight.STRONG), Bullets(warned)]
    row = [
        Button(_("Series"), press("series", org, board=board.number)),
        Button(_("New meeting"), press("new_meeting", org, board=board.number)),
        Button(_("Settings"), press("edit_board", org, board=board.number)),
    ]
    if coming:
        row.append(Button(_("Show the next meeting"), press("meeting", org, meeting=coming[0].number)))
    row.append(Button(_("All boards"), press("boards", org)))
    elements.append(Buttons(tuple(row)))
    return Card(title, tuple(elements), Tone.GOOD)
