# SPDX-License-Identifier: EUPL-1.2
"""What happens around a meeting by itself: call, closing, agenda, reminder, decision list (domain §5.6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from enum import StrEnum
from typing import assert_never

from commands.calendars import Calendar
from commands.cards import Button, Buttons, Card, Element, Paragraph, Tone
from commands.dues import Due, Lapsed, Tick
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import decisions_list, meeting_card, press, promised, propose_button, show_button
from commands.meetings.invitations import heard_by, invitation_key, invitation_to, reminder_to
from commands.meetings.item import ItemState
from commands.meetings.lookup import readers, view_of
from commands.meetings.rules import meeting_for, secretaries, working_days_before
from commands.meetings.seats import vacant
from commands.meetings.store import Store
from commands.meetings.view import MeetingView, Reader
from commands.meetings.wording import headline
from commands.meetings.written import silent_on
from commands.people import Person
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import Listing, Message, Text, _, n_

RULE = "meetings.remind"
#: Reminders come together, at the beginning of the working day (domain §5.5).
MORNING = time(9)


class Stage(StrEnum):
    """What falls due around a meeting."""

    CALL = "call"
    CLOSING = "closing"
    AGENDA = "agenda"
    SHORT = "short"
    DECISIONS = "decisions"


def falls_due(board: Board, meeting: Meeting, today: date, calendar: Calendar) -> tuple[Due, ...]:
    """Return what still falls due for a meeting; a written round has no call and no closing."""
    days = schedule(board, meeting, calendar)
    return tuple(
        Due(RULE, meeting.ref, day, MORNING, stage.value)
        for stage, day in days.items()
        if day >= today or stage is Stage.AGENDA
    )


def schedule(board: Board, meeting: Meeting, calendar: Calendar) -> dict[Stage, date]:
    """Return on which day what happens."""
    when = board.schedule

    def before(count: int) -> date:
        return working_days_before(meeting.day, count, calendar)

    calls = {Stage.CALL: before(when.call), Stage.CLOSING: before(when.closing)}
    return {
        **(calls if meeting.kind is not Kind.WRITTEN else {}),
        Stage.AGENDA: before(when.agenda),
        Stage.SHORT: before(when.short),
        Stage.DECISIONS: calendar.add_working_days(meeting.day, when.decisions),
    }


def remind(tick: Tick, store: Store) -> Reply:
    """Carry out what falls due around one meeting.

    Raises:
        Lapsed: when the meeting is off, or has been.

    """
    number = int(tick.due.about.id.rpartition("/")[2])
    meeting = store.meetings.meeting(number)
    board = store.meetings.board(meeting.board) if meeting else None
    if meeting is None or board is None or meeting.state is MeetingState.CANCELLED:
        raise Lapsed("gone")
    stage = Stage(tick.due.stage)
    if stage is not Stage.DECISIONS and (tick.today > meeting.day or meeting.state is not MeetingState.PLANNED):
        raise Lapsed("past")
    view = view_of(meeting, board, store, tick.at)
    reply = _of(stage, view, store)
    return replace(reply, acts=(*reply.acts, Act("meetings.remind", meeting.ref, stage.value)))


def _of(stage: Stage, view: MeetingView, store: Store) -> Reply:
    """Return what is told at this moment."""
    match stage:
        case Stage.CALL:
            return Reply(tells=_to_members(view, store, _call(view)))
        case Stage.CLOSING:
            title = _("No more items: {meeting}", meeting=headline(view))
            out = schedule(view.board, view.meeting, view.calendar)[Stage.AGENDA]
            order = _("Put the items in order and add their papers: members get the agenda on {day}.", day=out)
            return Reply(tells=_to_secretaries(view, store, title, Tone.WAITING, order))
        case Stage.AGENDA:
            return Reply(tells=(*_invitations(view, store), *quorum_warning(view, store)))
        case Stage.SHORT:
            return _short(view, store)
        case Stage.DECISIONS:
            return _decisions(view, store)
    assert_never(stage)


def _call(view: MeetingView) -> Card:
    """Return the call for items."""
    text = _(
        "Do you have something for it? It can be proposed until {day}, with the decision you ask in one sentence.",
        day=view.closes,
    )
    if view.meeting.kind is Kind.STRATEGY:
        text = _("What should business and IT both want? You can propose a goal until {day}.", day=view.closes)
    row = Buttons((propose_button(view), show_button(view)))
    return Card(_("Call for items: {meeting}", meeting=headline(view)), (Paragraph(text), row), Tone.WAITING)


def _to_members(view: MeetingView, store: Store, card: Card) -> tuple[Tell, ...]:
    """Return the same message for every member and the secretary."""
    people = {p.id: p for p in (*heard_by(view), *secretaries(view.board, store.people))}
    return tuple(_tell(person, card, view) for person in people.values())


def _tell(person: Person, card: Card, view: MeetingView, key: str = "") -> Tell:
    """Return a message that goes with the others of the day: at most one a day (domain §5.6)."""
    return Tell(ToPerson(person), card, key, Urgency.REMINDER, view.meeting.ref)


def _invitations(view: MeetingView, store: Store) -> Iterator[Tell]:
    """Yield the agenda with papers, as each member reads it."""
    for reader in readers(view.board, store, heard_by(view), view.table, view.meeting.day):
        yield _tell(reader.person, invitation_to(view, reader), view, invitation_key(view, reader.person))
    title = _("The agenda went out: {meeting}", meeting=headline(view))
    yield from _to_secretaries(view, store, title, Tone.NEUTRAL)


def _to_secretaries(
    view: MeetingView, store: Store, title: Message, tone: Tone, opening: Text = ""
) -> tuple[Tell, ...]:
    """Return the meeting for who keeps the agenda."""
    told = []
    for person in secretaries(view.board, store.people):
        card = meeting_card(view, Reader(person, secretary=True), opening)
        told.append(_tell(person, replace(card, title=title, tone=tone), view))
    return tuple(told)


def _short(view: MeetingView, store: Store) -> Reply:
    """Remind everyone of tomorrow, and warn the chair where too few come."""
    tells = []
    written = view.meeting.kind is Kind.WRITTEN
    silent = silent_on(view.items, view.board, store) if written else {}
    for reader in readers(view.board, store, heard_by(view), view.table, view.meeting.day):
        # In writing only who still owes an answer is reminded.
        if written and reader.person.id not in silent:
            continue
        tells.append(_tell(reader.person, reminder_to(view, reader), view))
    return Reply(tells=(*tells, *quorum_warning(view, store)))


def quorum_warning(view: MeetingView, store: Store) -> tuple[Tell, ...]:
    """Return the warning for the chair and the secretary where too few can still be there."""
    missing = store.people.absences((m.person for m in view.table), view.meeting.day)
    silent = [person for person in view.silent if person.id in missing]
    may_come = view.possible - len(silent)
    if view.meeting.kind is Kind.WRITTEN or may_come >= view.needed:
        return ()
    count = n_(
        "{count} member can be there, and {needed} must.",
        "{count} members can be there, and {needed} must.",
        may_come,
        needed=view.needed,
    )
    lines: list[Text] = [count, *vacant(view.board, store, view.today)]
    if names := tuple(person.name for person in (*view.absent, *silent)):
        lines.append(_("Can't come: {names}.", names=Listing(names)))
        lines.append(_("Ask who comes instead of them, or move the meeting."))
    else:
        lines.append(
            _("The board has too few members: a steward appoints somebody with /people, or fewer must be there.")
        )
    keep = {person.id: person for person in secretaries(view.board, store.people)}
    warned = {**({view.board.chair.id: view.board.chair} if view.board.chair else {}), **keep}
    number = view.meeting.number
    look, move = show_button(view), Button(_("Move or change"), press("move", view.organisation, meeting=number))
    tells = []
    for person in warned.values():
        row = Buttons((look, move) if person.id in keep else (look,))
        title = _("Too few members: {meeting}", meeting=headline(view))
        card = Card(title, (*map(Paragraph, lines), row), Tone.BAD)
        tells.append(Tell(ToPerson(person), card, f"meetings/quorum/{number}"))
    return tuple(tells)


def carry_over(view: MeetingView, store: Store) -> None:
    """Let what was not dealt with go to the next meeting that takes it."""
    coming = [m for m in store.meetings.meetings(view.today, date.max, view.board.number) if m.day > view.meeting.day]
    for item in view.items:
        if item.state is ItemState.OPEN:
            later = meeting_for(item, coming, view.board, view.today, view.calendar)
            store.meetings.save_item(replace(item, meeting=later.number if later else None, place=0))


def _decisions(view: MeetingView, store: Store) -> Reply:
    """Send the decision list, and let what was not dealt with go to the next meeting."""
    carry_over(view, store)
    lines: tuple[Element, ...] = tuple(decisions_list(view, inside=True))
    lines = (*(lines or (Paragraph(_("No decision was recorded.")),)), *promised(view))
    card = Card(_("Decision list: {meeting}", meeting=headline(view)), lines)
    tells = _to_members(view, store, card)
    if view.meeting.state is MeetingState.PLANNED:
        row = Buttons((Button(_("Make the record"), press("record", view.organisation, meeting=view.meeting.number)),))
        asked = Card(_("The record is still to be made: {meeting}", meeting=headline(view)), (row,), Tone.WAITING)
        tells += tuple(
            _tell(p, asked, view, f"meetings/record/{view.meeting.number}")
            for p in secretaries(view.board, store.people)
        )
    return Reply(tells=tells)
