# SPDX-License-Identifier: EUPL-1.2
"""Who comes: members say so by a button, name a deputy, and the chair hears in time when too few come."""

from collections.abc import Iterator

from commands.cards import Button, Buttons, Card, Paragraph, Tone
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.meetings.board import Answer, Board, Coming, Meeting, MeetingState
from commands.meetings.cards import press, who_comes
from commands.meetings.decision_forms import DeputyForm
from commands.meetings.invitations import invitation, invitation_key, opening
from commands.meetings.lookup import home_of, meeting_in, reader_of, view_of
from commands.meetings.quorum import occupant
from commands.meetings.reminders import quorum_warning
from commands.meetings.rules import MeetingGone, NotAMember, members
from commands.meetings.seats import no_function
from commands.meetings.store import Store
from commands.meetings.view import MeetingView
from commands.meetings.wording import headline
from commands.people import Person
from commands.replies import Act, Renew, Reply, Tell, ToPerson
from commands.text import Listing, Text, _


def coming(pressed: Press, context: Context, store: Store) -> Reply:
    """Keep that a member comes."""
    home, meeting, board = _seated(pressed, context, store)
    home.meetings.answer(meeting.number, Answer(context.who, Coming.YES))
    return _answered(meeting, board, context, home)


def open_absent(pressed: Press, context: Context, store: Store) -> Reply:
    """Ask a member who can't come who does; the function's own deputies are named."""
    home, meeting, board = _seated(pressed, context, store)
    names = tuple(p.name for p in _deputies(board, context.who, meeting, home))
    proposed: tuple[Text, ...] = (_("Your deputies: {names}.", names=Listing(names)),) if names else ()
    values = {"deputy": names[0]} if len(names) == 1 else {}
    hidden = {"org": home.organisation.id, "meeting": str(meeting.number)}
    return Reply(form=DeputyForm.view(values, hidden=hidden, intro=proposed))


def absent(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep that a member can't come, tell the deputy, and warn where too few are left."""
    home, meeting, board = _seated(submit, context, store)
    form = DeputyForm.read(submit.answers, context.today, home.people.find)
    if form.deputy and form.deputy.id == context.who.id:
        raise FormErrors({"deputy": _("Choose somebody else than yourself.")})
    if form.deputy and any(m.person.id == form.deputy.id for m in members(board, home.people, meeting.day)):
        raise FormErrors({"deputy": _("{name} has a seat already. Choose somebody else.", name=form.deputy.name)})
    if form.deputy and (fault := no_function(form.deputy, home, meeting.day)):
        raise FormErrors({"deputy": fault})
    home.meetings.answer(meeting.number, Answer(context.who, Coming.NO, form.deputy))
    view = view_of(meeting, board, home, context.at)
    tells: list[Tell] = []
    if form.deputy:
        card = invitation(view, form.deputy, home)
        told = _("{name} asks you to come instead: {meeting}", name=context.who.name, meeting=headline(view))
        tells.append(
            Tell(ToPerson(form.deputy), Card(told, card.elements, Tone.WAITING), invitation_key(view, form.deputy))
        )
    tells += (*_sent_in_vain(view, context.who), *quorum_warning(view, home))
    return _answered(meeting, board, context, home, tuple(tells))


def _sent_in_vain(view: MeetingView, deputy: Person) -> Iterator[Tell]:
    """Yield what members hear who named somebody to come instead of them, when nobody comes now."""
    for answer in view.answers:
        if answer.deputy and answer.deputy.id == deputy.id and occupant(answer.person, view.answers) is None:
            title = _("{name} can't come instead of you: {meeting}", name=deputy.name, meeting=headline(view))
            again = Button(_("Name somebody else"), press("absent", view.organisation, meeting=view.meeting.number))
            card = Card(title, (Buttons((again,)),), Tone.WAITING)
            yield Tell(ToPerson(answer.person), card, about=view.meeting.ref)


def _answered(meeting: Meeting, board: Board, context: Context, home: Store, tells: tuple[Tell, ...] = ()) -> Reply:
    """Return what who answered reads, with the invitation as it is now."""
    view = view_of(meeting, board, home, context.at)
    said = view.said_by(context.who)
    result = said.coming.value if said else ""
    return Reply(
        answer=Card(headline(view), (Paragraph(opening(view, context.who)), *who_comes(view)), Tone.GOOD),
        tells=tells,
        renews=(Renew(invitation_key(view, context.who), invitation(view, context.who, home)),),
        acts=(Act("meetings.attend", meeting.ref, result),),
        organisation=home.organisation.id,
    )


def _deputies(board: Board, who: Person, meeting: Meeting, home: Store) -> tuple[Person, ...]:
    """Return who deputises for this member: by the board, and by what the member holds in the seats."""
    seats = board.seats or (board.function,)
    held = [h.function for h in home.people.held_by(who, meeting.day) if not h.deputy]
    found: dict[str, Person] = {}
    # The deputies of the seat itself come first.
    for function in sorted(held, key=lambda name: name not in seats):
        found |= {h.person.id: h.person for h in home.people.holdings(function, meeting.day) if h.deputy}
    seated = {m.person.id for m in members(board, home.people, meeting.day)}
    return tuple(p for p in found.values() if p.id not in seated | {who.id})


def _seated(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Meeting, Board]:
    """Return a meeting to come, for who has a seat there, is a guest, or was named by a member to come instead.

    Raises:
        NotAMember: when this person has none.
        MeetingGone: when it is off, or has been.

    """
    home = home_of(said, context, store)
    meeting, board = meeting_in(said, home)
    if meeting.state is not MeetingState.PLANNED or meeting.day < context.today:
        raise MeetingGone
    view = view_of(meeting, board, home, context.at)
    if not (view.invites(context.who) or reader_of(board, home, context.who, meeting.day).member):
        raise NotAMember(board=board.function, day=meeting.day)
    return home, meeting, board
