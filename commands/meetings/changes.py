# SPDX-License-Identifier: EUPL-1.2
"""A meeting that moves, changes or is off: what members hear of it who got the agenda already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from commands.cards import Buttons, Card, Fact, Facts, Paragraph, Tone, Weight
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import coming_buttons, link_to, show_button
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


def change(was: Meeting, now: Meeting, board: Board, at: datetime, home: Store) -> tuple[Meeting, tuple[Tell, ...]]:
    """Keep a meeting that changed, and return it with what is told to who got its agenda.

    At another moment everybody is asked anew whether they come: who could come then may not be able to now.
    """
    before = view_of(was, board, home, at)
    if moment_of(was)[:2] != moment_of(now)[:2]:
        home.meetings.forget_answers(was.number)
    kept = home.meetings.save_meeting(replace(now, sequence=was.sequence + 1))
    return kept, tuple(_changed(before, view_of(kept, board, home, at))) if _went_out(before) else ()


def _changed(before: MeetingView, view: MeetingView) -> Iterator[Tell]:
    """Yield what people hear of when and where a meeting is now; nothing where both stayed as they were."""
    moved = when(view) != when(before)
    if not moved and (place(view), online(view)) == (place(before), online(before)):
        return
    title = _("Moved: {meeting}", meeting=headline(view)) if moved else _("Changed: {meeting}", meeting=headline(view))
    shown = ((_("When"), when(view)), (_("It was"), when(before) if moved else ""), (_("Where"), place(view)))
    facts = Facts(tuple(Fact(label, value) for label, value in shown if value))
    follows = Paragraph(_("Your calendar changes along when you follow it."), Weight.SUBTLE)
    row = Buttons((show_button(view),))
    invited = {person.id: person for person in heard_by(view)}
    # Who was to come instead of somebody has it in a diary too.
    for person in ({person.id: person for person in heard_by(before)} | invited).values():
        again = view.said_by(person) is None and person.id in invited and view.meeting.kind is not Kind.WRITTEN
        asks = (Paragraph(_("Please say again whether you come.")), Buttons(coming_buttons(view, person)))
        elements = (facts, *link_to(view), *(asks if again else ()), follows, row)
        yield Tell(ToPerson(person), Card(title, elements, Tone.WAITING if again else Tone.NEUTRAL))


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
