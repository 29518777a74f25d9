# SPDX-License-Identifier: EUPL-1.2
"""The agenda as people ask for it, what waits for whom, and when the next board is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph
from commands.events import Ask, Context, Press
from commands.meetings.actions import owned
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import action_entry, boards_card, meeting_card, press, show_button
from commands.meetings.items import coming_meetings
from commands.meetings.lookup import home_of, meeting_in, reader_of, view_of
from commands.meetings.record_page import record_page
from commands.meetings.rules import BoardGone, ItemGone, guests, is_secretary, members
from commands.meetings.store import Store
from commands.meetings.view import MeetingView
from commands.meetings.wording import IN_WRITING, decided, headline, when
from commands.people import Person, Role
from commands.replies import Reply
from commands.text import _, n_

_MINE = timedelta(days=120)


def ask(ask: Ask, context: Context, store: Store) -> Reply:
    """Show the next meeting of the board that is named, of the only one, or of each."""
    words = ask.words.casefold()
    boards = store.meetings.boards()
    named = tuple(b for b in boards if words and (words in b.function.casefold() or b.function.casefold() in words))
    chosen = named or boards
    other = not named and bool(words) and any(f.body and words in f.name.casefold() for f in store.people.functions())
    if len(chosen) == 1 and not other and (meeting := _next(chosen[0], context, store)):
        return Reply(answer=card_for(meeting, chosen[0], context, store))
    return _listed(chosen, context, store)


def show_boards(_asked: Press | Ask, context: Context, store: Store) -> Reply:
    """Show every board, also where there is one: there the secretary sets up the next."""
    return _listed(store.meetings.boards(), context, store)


def _listed(boards: Sequence[Board], context: Context, store: Store) -> Reply:
    """Return boards with when they meet."""
    secretary = Role.SECRETARY in store.people.roles(context.who)
    views = tuple((b, _view(b, context, store)) for b in boards)
    return Reply(answer=boards_card(views, store.organisation.id, secretary=secretary))


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show one meeting."""
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    return Reply(answer=card_for(meeting, board, context, home))


def card_for(meeting: Meeting, board: Board, context: Context, home: Store) -> Card:
    """Return a meeting as this person sees it."""
    view = view_of(meeting, board, home, context.at)
    reader = reader_of(board, home, context.who, meeting.day)
    asked = reader.member and meeting.kind is Kind.WRITTEN and meeting.state is MeetingState.PLANNED
    return meeting_card(
        view, replace(reader, member=reader.member or view.invites(context.who)), IN_WRITING if asked else ""
    )


def _next(board: Board, context: Context, store: Store) -> Meeting | None:
    """Return the meeting to come of a board: not the one of today any more once its record is adopted."""
    return next(_still_coming(coming_meetings(board, store, context.today)), None)


def _still_coming(meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    return (meeting for meeting in meetings if meeting.state is not MeetingState.ADOPTED)


def _view(board: Board, context: Context, store: Store) -> MeetingView | None:
    """Return the meeting to come of a board as it stands."""
    meeting = _next(board, context, store)
    return view_of(meeting, board, store, context.at) if meeting else None


def home(context: Context, store: Store) -> tuple[Element, ...]:
    """Return when this person's next board is, or else the next of all, and the actions that they promised."""
    elements: list[Element] = []
    if views := _mine(context.who, context.at, store):
        elements += [Heading(_("Your next board")), Entries(tuple(_next_entry(view) for view in views))]
    elif view := _first(context, store):
        elements += [Heading(_("The next board")), Entries((_next_entry(view),))]
    if actions := owned(store, context.who, context.today):
        entries = tuple(action_entry(action, store.organisation.id) for action in actions[:20])
        elements += [Heading(_("Actions for you")), Entries(entries)]
    if count := _without_meeting(context.who, store):
        row = Buttons((Button(_("Boards and their meetings"), press("boards", store.organisation.id)),))
        text = n_(
            "{count} item waits for a meeting. Plan one, or set the board up.",
            "{count} items wait for a meeting. Plan one, or set the board up.",
            count,
        )
        elements += [Heading(_("For the secretary")), Paragraph(text), row]
    return tuple(elements)


def _next_entry(view: MeetingView) -> Entry:
    """Return a meeting to come in one line, with the way to its agenda."""
    show = replace(show_button(view), name=_("Show the agenda: {meeting}", meeting=headline(view)))
    return Entry(headline(view), when(view), show)


def _first(context: Context, store: Store) -> MeetingView | None:
    """Return the meeting to come that is the first of all boards; one of a confidential board is nobody else's."""
    boards = {b.number: b for b in store.meetings.boards() if not b.confidential}
    coming = _still_coming(store.meetings.meetings(context.today, context.today + _MINE))
    meeting = next((m for m in coming if m.board in boards), None)
    return view_of(meeting, boards[meeting.board], store, context.at) if meeting else None


def _mine(who: Person, at: datetime, store: Store) -> tuple[MeetingView, ...]:
    """Return the next meeting of each board in which this person sits, chairs or keeps the agenda."""
    today = at.astimezone(store.organisation.zone).date()
    found: dict[int, MeetingView] = {}
    boards = {b.number: b for b in store.meetings.boards()}
    for meeting in _still_coming(store.meetings.meetings(today, today + _MINE)):
        board = boards[meeting.board]
        if board.number in found or not _concerned(board, who, meeting, store):
            continue
        found[board.number] = view_of(meeting, board, store, at)
    return tuple(found.values())


def concerning(who: Person, at: datetime, store: Store, first: date, last: date) -> tuple[MeetingView, ...]:
    """Return every meeting of these days that is this person's, also one that is off."""
    boards = {b.number: b for b in store.meetings.boards()}
    found = (*store.meetings.meetings(first, last), *store.meetings.called_off(first, last))
    return tuple(
        view_of(meeting, boards[meeting.board], store, at)
        for meeting in found
        if _concerned(boards[meeting.board], who, meeting, store)
    )


def one_of(reference: str, context: Context, home: Store) -> MeetingView | None:
    """Return the meeting with this reference where it is this person's, also one that is off; else None."""
    meeting = home.meetings.meeting_named(reference)
    board = home.meetings.board(meeting.board) if meeting else None
    if meeting is None or board is None:
        return None
    view = view_of(meeting, board, home, context.at)
    reader = reader_of(board, home, context.who, meeting.day)
    return view if reader.inside or view.invites(context.who) else None


def _concerned(board: Board, who: Person, meeting: Meeting, store: Store) -> bool:
    """Whether a meeting is this person's."""
    table = members(board, store.people, meeting.day)
    seated = any(m.person.id == who.id for m in (*table, *guests(meeting, store.people, table)))
    chairs = board.chair is not None and board.chair.id == who.id
    return seated or chairs or is_secretary(board, store.people, who)


def _without_meeting(who: Person, store: Store) -> int:
    """Return how many items wait for a meeting, for who keeps agendas."""
    if Role.SECRETARY not in store.people.roles(who):
        return 0
    return sum(item.meeting is None and item.not_before is None for item in store.meetings.all_open())


def waiting(person: Person, at: datetime, store: Store) -> int:
    """Return how many actions wait for a person."""
    return len(owned(store, person, at.astimezone(store.organisation.zone).date()))


def record(record_id: str, context: Context, store: Store) -> Card:
    """Return a decision or a meeting as a page; the id may begin with the organisation it belongs to.

    Raises:
        ItemGone: when there is none, or this person may not see it.

    """
    organisation, _slash, reference = record_id.rpartition("/")
    home = (store.of(organisation) if organisation else None) or store
    near = (context.organisation.id, *context.organisation.arrangements)
    if home.organisation.id not in near and not home.people.held_by(context.who, context.today):
        raise ItemGone
    if decision := home.meetings.decision(reference):
        board = home.meetings.board_of(decision.board) or Board(0, decision.board)
        reader = reader_of(board, home, context.who, context.today)
        item = home.meetings.item(decision.item)
        own = item is not None and item.by is not None and item.by.id == context.who.id
        if (decision.confidential or board.confidential) and not (reader.inside or own):
            raise ItemGone
        title = _("{reference} “{title}”", reference=decision.reference, title=decision.title)
        return Card(title, (Paragraph(_("Decided by {board}.", board=decision.board)), decided(decision)))
    meeting = home.meetings.meeting_named(reference)
    kept = home.meetings.board(meeting.board) if meeting else None
    if meeting is None or kept is None:
        raise BoardGone
    reader = reader_of(kept, home, context.who, meeting.day)
    written_down = meeting.state in (MeetingState.CONCEPT, MeetingState.ADOPTED)
    if written_down and (reader.inside or not kept.confidential):
        return record_page(view_of(meeting, kept, home, context.at), home, inside=reader.inside)
    return card_for(meeting, kept, context, home)
