# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting made by the secretary, and adopted by the chair: from then on it can't be changed."""

from dataclasses import replace

from commands.cards import Button, Buttons, Card, Paragraph, Style, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.meetings.attendance import absent, put_right
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import meeting_card
from commands.meetings.decision_forms import RecordForm
from commands.meetings.invitations import heard_by
from commands.meetings.item import ItemState
from commands.meetings.lookup import home_of, meeting_in, reader_of, view_of
from commands.meetings.record import record_of, seal, to_json
from commands.meetings.reminders import carry_over
from commands.meetings.rules import NoChair, check_chair, check_changeable, check_secretary, secretaries
from commands.meetings.store import Store
from commands.meetings.typed import lines
from commands.meetings.view import MeetingView
from commands.meetings.wording import headline
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _, n_

#: The line of the journal that holds the seal of a record: whoever changes both must break the chain of the journal.
SEALED = "meetings.seal"


class NothingToAdopt(Refused):
    """The secretary has not made the record of {reference} yet."""


class NotHeldYet(Refused):
    """{meeting} has not been yet; its record comes after it."""


def open_record(press: Press, context: Context, store: Store) -> Reply:
    """Open the form of the record; what is still open on the agenda is named."""
    home, meeting, board = _kept(press, context, store)
    left = [i for i in home.meetings.items_of(meeting.number) if i.state is ItemState.OPEN]
    view = view_of(meeting, board, home, context.at)
    intro: tuple[Text, ...] = (headline(view),)
    if left:
        intro += (
            n_(
                "{count} item has no decision yet: it goes to the next meeting that still takes items.",
                "{count} items have no decision yet: they go to the next meeting that still takes items.",
                len(left),
            ),
        )
    hidden = {"org": home.organisation.id, "meeting": str(meeting.number)}
    values = {"notes": meeting.notes, "absent": "\n".join(absent(view))}
    form = RecordForm.view(values, hidden=hidden, intro=intro)
    if meeting.kind is Kind.WRITTEN:
        form = replace(form, fields=tuple(f for f in form.fields if f.name != "absent"))
    return Reply(form=form)


def make(submit: Submit, context: Context, store: Store) -> Reply:
    """Make the record, and ask the chair to adopt it."""
    home, meeting, board = _kept(submit, context, store)
    form = RecordForm.read(submit.answers, context.today, home.people.find)
    if board.chair is None:
        raise NoChair(board=board.function)
    if meeting.kind is not Kind.WRITTEN:
        put_right(view_of(meeting, board, home, context.at), lines(form.absent), home)
    kept = home.meetings.save_meeting(replace(meeting, notes=form.notes, state=MeetingState.CONCEPT))
    view = view_of(kept, board, home, context.at)
    card = meeting_card(view, reader_of(board, home, board.chair, context.today))
    asked = _("The record waits for you to adopt it: {meeting}", meeting=headline(view))
    return Reply(
        answer=Card(
            _("The record of {reference} is made", reference=kept.reference),
            (Paragraph(_("{name} was asked to adopt it.", name=board.chair.name)), _page(view)),
            Tone.GOOD,
        ),
        tells=(Tell(ToPerson(board.chair), replace(card, title=asked, tone=Tone.WAITING), _key(kept)),),
        acts=(Act("meetings.record", kept.ref, "concept"),),
        organisation=home.organisation.id,
    )


def adopt(press: Press, context: Context, store: Store) -> Reply:
    """Adopt the record: it is sealed, and everyone of the board gets it.

    Raises:
        OnlyChair: when somebody else tries.
        RecordSealed: when it was adopted already.
        NothingToAdopt: when the secretary has not made it yet.

    """
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    check_chair(board, context.who)
    check_changeable(meeting)
    if meeting.state is not MeetingState.CONCEPT:
        raise NothingToAdopt(reference=meeting.reference)
    drawn = record_of(view_of(meeting, board, home, context.at), home.organisation.name, _secretary(board, home))
    record = replace(drawn, sealed=seal(drawn))
    kept = home.meetings.save_meeting(replace(meeting, state=MeetingState.ADOPTED, sealed=to_json(record)))
    view = view_of(kept, board, home, context.at)
    carry_over(view, home)
    told = Card(_("The record is adopted: {meeting}", meeting=headline(view)), (_page(view),), Tone.GOOD)
    heard = {p.id: p for p in (*heard_by(view), *secretaries(board, home.people)) if p.id != context.who.id}
    text = _("From now on it can't be changed. Its seal is {seal}.", seal=record.sealed[:16])
    return Reply(
        answer=Card(told.title, (Paragraph(text), _page(view)), Tone.GOOD),
        tells=tuple(Tell(ToPerson(p), told, urgency=Urgency.INFORMATION) for p in heard.values()),
        renews=(Renew(_key(kept), told),),
        acts=(Act("meetings.record", kept.ref, "adopted"), Act(SEALED, kept.ref, record.sealed)),
        organisation=home.organisation.id,
    )


def _page(view: MeetingView) -> Buttons:
    """Return the button to the page of a meeting."""
    path = f"/records/meetings/{view.organisation}/{view.meeting.reference}"
    return Buttons((Button(_("Read the record"), Press("house.open", (("path", path),)), Style.PRIMARY),))


def _key(meeting: Meeting) -> str:
    return f"meetings/adopt/{meeting.number}"


def _secretary(board: Board, home: Store) -> str:
    """Return who keeps the agenda, as the record names them."""
    return ", ".join(p.name for p in secretaries(board, home.people))


def _kept(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Meeting, Board]:
    """Return a meeting that has been, for its secretary."""
    home = home_of(said, context, store)
    meeting, board = meeting_in(said, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    view = view_of(meeting, board, home, context.at)
    if meeting.day > context.today and meeting.kind is not Kind.WRITTEN:
        raise NotHeldYet(meeting=headline(view))
    return home, meeting, board
