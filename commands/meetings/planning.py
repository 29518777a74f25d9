# SPDX-License-Identifier: EUPL-1.2
"""Single meetings: the secretary plans, moves and calls them off, and who got the agenda hears of it."""

from dataclasses import dataclass, replace
from datetime import date

from commands.cards import Button, Buttons, Card, Paragraph, Style, Tone
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import press as pressing
from commands.meetings.cards import show_button
from commands.meetings.changes import by_hand, called_off, change, moment_of, told_off
from commands.meetings.forms import MeetingForm
from commands.meetings.lookup import board_in, home_of, meeting_in, view_of
from commands.meetings.neighbours import Neighbours
from commands.meetings.reminders import falls_due
from commands.meetings.rules import check_changeable, check_secretary, day_fault, overlaps
from commands.meetings.seats import unknown
from commands.meetings.series import clashes, gather
from commands.meetings.store import ChangedMeanwhile, Store
from commands.meetings.strategy import guests, of_year
from commands.meetings.typed import clock, lines
from commands.meetings.wording import headline
from commands.replies import Act, Reply, Tell
from commands.text import Text, _


@dataclass(frozen=True, slots=True)
class Planning:
    """The handlers of a meeting that is planned or moved."""

    neighbours: Neighbours

    def open_new(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form of a new meeting."""
        home = home_of(press, context, store)
        board = board_in(press, home)
        check_secretary(board, home.people, context.who)
        kind = Kind.STRATEGY if press["kind"] == Kind.STRATEGY.value else Kind.MEETING
        values = {"kind": kind.value, "starts": board.starts.isoformat("minutes"), "minutes": str(board.minutes)}
        if kind is Kind.STRATEGY:
            values["guests"] = "\n".join(guests(board, home, self.neighbours))
        hidden = {"org": home.organisation.id, "board": str(board.number)}
        return Reply(form=MeetingForm.view(values, hidden=hidden))

    def save(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep a new meeting, or one that moves; who got it already hears of it.

        Raises:
            FormErrors: when the day is past or no day to meet, the board meets then already, or a guest is no function.
            ChangedMeanwhile: when somebody else changed it since the form was opened.

        """
        home = home_of(submit, context, store)
        was, board = meeting_in(submit, home) if submit["meeting"] else (None, board_in(submit, home))
        check_secretary(board, home.people, context.who)
        if was and submit["revision"] != str(was.revision):
            raise ChangedMeanwhile
        form = MeetingForm.read(submit.answers, context.today, home.people.find)
        if fault := day_fault(form.day, context.today, home.calendar, context.language):
            raise FormErrors({"day": fault})
        meeting = replace(
            was or Meeting(0, board.number, "", form.day, board.starts, board.minutes),
            day=form.day,
            kind=Kind(form.kind),
            starts=clock(form.starts) or board.starts,
            minutes=int(form.minutes),
            place=form.place,
            link=form.link,
            purpose=form.purpose,
            guests=self._guests(form, board, home, context.today),
        )
        _check_free(meeting, board, home)
        if was and moment_of(was) != moment_of(meeting):
            own = by_hand(was)
            meeting = replace(meeting, series=own.series, moved_from=own.moved_from)
        return _saved(was, meeting, board, context, home)

    def _guests(self, form: MeetingForm, board: Board, home: Store, today: date) -> tuple[str, ...]:
        """Return who is invited besides the members: to a meeting about goals, where nobody was named, who leads."""
        named = lines(form.guests)
        if faults := unknown({"guests": named}, home, today):
            raise FormErrors(faults)
        if form.kind == Kind.STRATEGY.value and not named:
            return guests(board, home, self.neighbours)
        return named


def _saved(was: Meeting | None, meeting: Meeting, board: Board, context: Context, home: Store) -> Reply:
    """Keep a meeting, and return what is said of it and falls due."""
    tells: tuple[Tell, ...] = ()
    if was:
        kept, tells = change(was, meeting, board, context.at, home)
    else:
        kept = home.meetings.add_meeting(meeting)
    gather(board, home, context.today)
    title = _("The meeting is moved") if was else _("The meeting is planned")
    warned = clashes((kept,), board, home)
    view = view_of(kept, board, home, context.at)
    opening: tuple[Text, ...] = (headline(view), *warned)
    row = Buttons((show_button(view),))
    asked = (of_year(kept.day.year),) if kept.kind is Kind.STRATEGY else ()
    return Reply(
        answer=Card(title, (*(Paragraph(line) for line in opening), row), Tone.GOOD),
        tells=tells,
        settles=(*asked, kept.ref) if was else asked,
        plans=falls_due(board, kept, context.today, home.calendar),
        acts=(Act("meetings.meeting", kept.ref, "moved" if was else "planned"),),
        organisation=home.organisation.id,
    )


def open_move(press: Press, context: Context, store: Store) -> Reply:
    """Open the form of a meeting, to move it."""
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    values = {
        "kind": meeting.kind.value,
        "day": meeting.day.isoformat(),
        "starts": meeting.starts.isoformat("minutes"),
        "minutes": str(meeting.minutes),
        "place": meeting.place,
        "link": meeting.link,
        "purpose": meeting.purpose,
        "guests": "\n".join(meeting.guests),
    }
    hidden = {"org": home.organisation.id, "meeting": str(meeting.number), "revision": str(meeting.revision)}
    return Reply(form=MeetingForm.view(values, hidden=hidden, title=_("Move or change the meeting")))


def _check_free(meeting: Meeting, board: Board, home: Store) -> None:
    """Return when the board does not meet at that time already."""
    for other in home.meetings.meetings(meeting.day, meeting.day, board.number):
        if other.number != meeting.number and overlaps(meeting, other):
            raise FormErrors({"day": _("{board} meets on {day} already.", board=board.function, day=meeting.day)})


def ask_call_off(press: Press, context: Context, store: Store) -> Reply:
    """Ask whether it is sure."""
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    org = home.organisation.id
    row = Buttons(
        (
            Button(_("Yes, call it off"), pressing("call_off_sure", org, meeting=meeting.number), Style.DANGER),
            Button(_("No, keep it"), pressing("meeting", org, meeting=meeting.number)),
        )
    )
    text = _(
        "Its items go to the next meeting that still takes items. Who got the agenda hears of it, and calendars follow."
    )
    title = _("Call this off? {meeting}", meeting=headline(view_of(meeting, board, home, context.at)))
    return Reply(answer=Card(title, (Paragraph(text), row)))


def call_off(press: Press, context: Context, store: Store) -> Reply:
    """Call a meeting off."""
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    off = Reply()
    if meeting.state is not MeetingState.CANCELLED:
        kept = home.meetings.save_meeting(called_off(by_hand(meeting)))
        gather(board, home, context.today)
        off = told_off((kept,), board, context.at, home)
    title = _("The meeting of {day} is off", day=meeting.day)
    return Reply(
        answer=Card(title, tone=Tone.GOOD),
        tells=off.tells,
        renews=off.renews,
        settles=(meeting.ref,),
        acts=(Act("meetings.meeting", meeting.ref, "cancelled"),),
        organisation=home.organisation.id,
    )
