# SPDX-License-Identifier: EUPL-1.2
"""A meeting that moves, changes or is off: what members hear of it who got the agenda already."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from commands.cards import Button, Buttons, Card, Fact, Facts, Paragraph, Style, Tone, Weight
from commands.meetings.board import Board, Meeting, MeetingState
from commands.meetings.cards import link_to, press
from commands.meetings.invitations import heard_by, invitation_key
from commands.meetings.lookup import view_of
from commands.meetings.reminders import Stage, schedule
from commands.meetings.store import Store
from commands.meetings.view import MeetingView
from commands.meetings.wording import headline, online, place, when
from commands.replies import Renew, Reply, Tell, ToPerson
from commands.text import _


def called_off(meeting: Meeting) -> Meeting:
    """Return a meeting that is off."""
    return replace(meeting, state=MeetingState.CANCELLED, sequence=meeting.sequence + 1)


def by_hand(meeting: Meeting) -> Meeting:
    """Return a meeting that the secretary moves or calls off: its series leaves it, and that day, alone."""
    return replace(meeting, series=False, moved_from=meeting.moved_from or meeting.day) if meeting.series else meeting


def moment_of(meeting: Meeting) -> tuple[date, time, int]:
    """Return when a meeting is, and how long it lasts."""
    return meeting.day, meeting.starts, meeting.minutes


def keep(was: Meeting, now: Meeting, home: Store) -> Meeting:
    """Keep a meeting that changed; at another moment everybody is asked anew, for who could come then may not now."""
    if moment_of(was)[:2] != moment_of(now)[:2]:
        home.meetings.forget_answers(was.number)
    return home.meetings.save_meeting(replace(now, sequence=was.sequence + 1))


def look(meeting: Meeting, home: Store) -> Button:
    """Return the button that shows a meeting."""
    return Button(_("Show the agenda"), press("meeting", home.organisation.id, meeting=meeting.number), Style.PRIMARY)


def changed(was: Meeting, now: Meeting, board: Board, at: datetime, home: Store) -> tuple[Tell, ...]:
    """Return what members hear of when and where a meeting is now; nothing where both stayed as they were."""
    view, before = view_of(now, board, home, at), view_of(was, board, home, at)
    moved = when(view) != when(before)
    if not _went_out(before) or not (moved or (place(view), online(view)) != (place(before), online(before))):
        return ()
    title = _("Moved: {meeting}", meeting=headline(view)) if moved else _("Changed: {meeting}", meeting=headline(view))
    shown = ((_("When"), when(view)), (_("It was"), when(before) if moved else ""), (_("Where"), place(view)))
    facts = Facts(tuple(Fact(label, value) for label, value in shown if value))
    follows = Paragraph(_("Your calendar changes along when you follow it."), Weight.SUBTLE)
    card = Card(title, (facts, *link_to(view), follows, Buttons((look(now, home),))))
    return tuple(Tell(ToPerson(person), card) for person in heard_by(view))


def told_off(meetings: Iterable[Meeting], board: Board, at: datetime, home: Store) -> Reply:
    """Return what members hear of meetings that are off, and what stands in the place of their invitations."""
    tells: list[Tell] = []
    renews: list[Renew] = []
    for meeting in meetings:
        view = view_of(meeting, board, home, at)
        facts = Facts((Fact(_("It was"), when(view)),))
        card = Card(_("Called off: {meeting}", meeting=headline(view)), (facts,), Tone.BAD)
        heard = tuple(heard_by(view))
        renews += (Renew(invitation_key(view, person), card) for person in heard)
        tells += (Tell(ToPerson(person), card) for person in heard if _went_out(view))
    return Reply(tells=tuple(tells), renews=tuple(renews))


def _went_out(view: MeetingView) -> bool:
    """Whether members got the agenda already."""
    return schedule(view.board, view.meeting, view.calendar)[Stage.AGENDA] <= view.today
