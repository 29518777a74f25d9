# SPDX-License-Identifier: EUPL-1.2
"""What is stuck in other features, as escalations see it: who it lies with, and what the six fields can say already."""

from datetime import date

from bot.clock import business_now
from bot.language import Localizer
from commands.escalations.escalation import Kind, Subject
from commands.evaluations.improvement_cards import show
from commands.evaluations.improvements import UNDER_WAY, Improvement, Progress, dimension_of
from commands.evaluations.instrument import DIMENSIONS
from commands.events import Press
from commands.meetings.cards import press as pressing
from commands.meetings.item import Action, ActionState, Item, ItemState
from commands.refs import numbered
from commands.requests.case import reference_in, rooms
from commands.requests.request import Recurrence, Request
from commands.requests.states import NAMES, UNDECIDED, Move, State, possible
from commands.requests.terms import AT_DESK
from commands.text import Text, _
from storage.store import Store

_MOST = 200


def named_request(words: str, store: Store) -> str:
    """Return the reference of a request that words name."""
    return reference_in(words, store.requests.references())


def stuck_request(reference: str, store: Store, reader: Localizer) -> Subject | None:
    """Return a request as an escalation sees it: who it lies with, and what the six fields can say already."""
    request = store.requests.get(reference)
    if request is None:
        return None
    desk, title = request.desk, request.needs.title
    board = rooms(store).board
    waits = request.state in UNDECIDED | {State.INFO_NEEDED, State.DEFERRED, State.PARKED}
    function = desk.function or board
    right = desk.right.id if desk.right else ""
    show = Press("requests.show", (("ref", request.reference), ("org", request.organisation)))
    return Subject(
        about=request.ref,
        organisation=request.organisation,
        title=_say(reader, _("{reference} {title}", reference=request.reference, title=title)),
        function=function,
        function_organisation=desk.organisation,
        right=right,
        asker=request.requester,
        kind=Kind.OVERDUE,
        stuck=_say(reader, _stuck(request)),
        tried=_say(reader, _("It was sent in and {function} was reminded.", function=function)),
        decision=_say(reader, _("Approve or decline {reference}: {title}.", reference=reference, title=title)),
        otherwise=_otherwise(request, reader),
        open=waits,
        overdue=_overdue(request, store),
        passes=possible(request.state, Move.REFER),
        amount=request.needs.cost,
        recurring=request.needs.recurrence is Recurrence.RECURRING,
        show=show,
    )


def _stuck(request: Request) -> Text:
    """Return in one sentence what is stuck."""
    values = {"reference": request.reference, "title": request.needs.title, "function": request.desk.function}
    if request.due is None:
        state = NAMES[request.state]
        return _("{reference} “{title}” lies with {function}: {state}.", state=state, **values)
    return _(
        "There is no decision on {reference} “{title}”. It lies with {function}; the term ended on {day}.",
        day=request.due,
        **values,
    )


def _otherwise(request: Request, reader: Localizer) -> str:
    """Return what happens without a decision, as who asked wrote it."""
    if request.needs.why_now:
        return request.needs.why_now
    return _say(reader, _("The problem stays: {problem}", problem=request.needs.problem[:_MOST]))


def _overdue(request: Request, store: Store) -> bool:
    """Whether who it lies with had the term for it."""
    return request.state in AT_DESK and request.due is not None and request.due < _today(store)


def stuck_improvement(reference: str, store: Store, reader: Localizer) -> Subject | None:
    """Return an improvement that the board agreed on after an evaluation; None where it is not kept."""
    named = dimension_of(reference)
    improvement = store.evaluations.improvement(*named) if named else None
    if improvement is None:
        return None
    function, name = improvement.owner.function, DIMENSIONS[improvement.dimension]
    action = improvement.action[:_MOST]
    do = (
        _("Say how this gets done, and by when: {action}", action=action)
        if action
        else _("Say what is done, and when.")
    )
    return Subject(
        about=improvement.ref,
        organisation=store.organisation.id,
        title=_say(reader, _("Improve the collaboration: {dimension}", dimension=name)),
        function=function,
        function_organisation=store.organisation.id,
        right=improvement.owner.right,
        stuck=_say(reader, _not_done(improvement, name)),
        tried=_say(reader, _("The board agreed on it and {function} was reminded.", function=function)),
        decision=_say(reader, do),
        otherwise=_say(reader, _("People are asked the same next quarter, and read that nothing was done with it.")),
        open=improvement.progress in UNDER_WAY,
        overdue=improvement.due is not None and improvement.due < _today(store),
        show=show(improvement),
    )


def _not_done(improvement: Improvement, name: Text) -> Text:
    """Return in one sentence what is stuck."""
    values = {"dimension": name, "function": improvement.owner.function}
    if improvement.progress is Progress.PROPOSED or improvement.due is None:
        return _("The board has not decided yet what is improved: {dimension}.", **values)
    return _(
        "After the evaluation {function} would improve this: {dimension}. The term is {day}, and it is not done.",
        day=improvement.due,
        **values,
    )


def stuck_at_board(reference: str, store: Store, reader: Localizer) -> Subject | None:
    """Return an item that waits for a board, or an action that one agreed on; None where it is not kept."""
    kind, _slash, digits = reference.partition("/")
    number = numbered(digits) or 0
    if kind == "item":
        item = store.meetings.item(number)
        return _stuck_item(item, store, reader) if item else None
    action = store.meetings.action(number)
    return _stuck_action(action, store, reader) if action else None


def _stuck_item(item: Item, store: Store, reader: Localizer) -> Subject:
    """Return an item of an agenda as an escalation sees it: it lies with the board."""
    board, meeting = item.board, store.meetings.meeting(item.meeting) if item.meeting else None
    since = item.proposed_at.astimezone(store.organisation.zone).date()
    stuck = _(
        "{board} has not decided on “{title}”, which it has had since {day}.", board=board, title=item.title, day=since
    )
    return Subject(
        about=item.ref,
        organisation=store.organisation.id,
        title=_say(reader, _("{board}: {title}", board=board, title=item.title)),
        function=board,
        function_organisation=store.organisation.id,
        right=item.right,
        asker=item.by,
        stuck=_say(reader, stuck),
        tried=_say(reader, _("It was proposed for the agenda of {board}.", board=board)),
        decision=_say(reader, item.decision),
        otherwise=_say(reader, _("It waits for the next meeting of {board}.", board=board)),
        open=item.state is ItemState.OPEN,
        overdue=meeting is not None and meeting.day < _today(store),
        amount=item.amount,
        recurring=item.recurring,
        show=pressing("item", store.organisation.id, item=item.number),
    )


def _stuck_action(action: Action, store: Store, reader: Localizer) -> Subject:
    """Return an action that a board agreed on as an escalation sees it."""
    function, board, text = action.function, action.board, action.text[:_MOST]
    stuck = _(
        "{function} would do this by {day}, and it is not done: {text}.", function=function, day=action.due, text=text
    )
    return Subject(
        about=action.ref,
        organisation=store.organisation.id,
        title=_say(reader, _("Action: {text}", text=text)),
        function=function,
        function_organisation=store.organisation.id,
        stuck=_say(reader, stuck),
        tried=_say(reader, _("{board} agreed on it and {function} was reminded.", board=board, function=function)),
        decision=_say(reader, _("Say how this gets done, and by when: {action}", action=text)),
        otherwise=_say(reader, _("What {board} agreed on does not happen.", board=board)),
        open=action.state is ActionState.OPEN,
        overdue=action.due < _today(store),
        show=pressing("action", store.organisation.id, action=action.number),
    )


def _today(store: Store) -> date:
    return business_now(store.settings).astimezone(store.organisation.zone).date()


def _say(reader: Localizer, text: Text) -> str:
    """Return the words, with plain spaces."""
    return reader.say(text).replace("\xa0", " ")
