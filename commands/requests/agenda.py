# SPDX-License-Identifier: EUPL-1.2
"""Requests on their way to a board: what lies with a body that meets is proposed for its agenda."""

from dataclasses import replace

from commands.boards import Proposal
from commands.events import Press
from commands.replies import Reply
from commands.requests.authority import agreers, is_body, stances
from commands.requests.case import Matter
from commands.requests.request import Recurrence, Request, Stance
from commands.requests.states import OPEN, State
from commands.requests.wording import basis, cost
from commands.text import Text, _


def asking_board(before: Matter | None, now: Matter, reply: Reply) -> Reply:
    """Return the reply with what a board is asked since, or need not look at any more."""
    waited, waits = before is not None and waits_for_board(before), waits_for_board(now)
    if waits:
        changed = before is None or not waited or _asked(before.request) != _asked(now.request)
        return replace(reply, proposes=(*reply.proposes, proposal(now))) if changed else reply
    return replace(reply, retracts=(*reply.retracts, now.request.ref)) if waited else reply


def waits_for_board(matter: Matter) -> bool:
    """Whether the request is still to be decided by a body that meets."""
    request = matter.request
    open_still = request.state in OPEN - {State.PARKED}
    return open_still and request.desk.decides and is_body(matter.people, request.desk.function)


def proposal(matter: Matter) -> Proposal:
    """Return what the board is asked to decide."""
    request, right = matter.request, matter.request.desk.right
    needs = request.needs
    question = _(
        "Decide on “{title}”, asked by {name}, costs: {cost}.",
        title=needs.title,
        name=request.requester.name,
        cost=cost(needs),
    )
    rests_on: Text = basis(right) if right else ""
    said = stances(request, matter.home.requests.opinions(request.reference))
    return Proposal(
        about=request.ref,
        board=request.desk.function,
        title=needs.title,
        decision=question,
        by=request.requester,
        right=right.id if right else "",
        basis=rests_on,
        register_version=right.register_version if right else 0,
        agrees=agreers(request),
        agreed=tuple(function for function, opinion in said.items() if opinion and opinion.stance is Stance.AGREES),
        amount=needs.cost,
        recurring=needs.recurrence is Recurrence.RECURRING,
        shows=Press("requests.show", (("ref", request.reference), ("org", request.organisation))),
        not_before=request.deferred_until if request.state is State.DEFERRED else None,
        organisation=request.organisation,
        board_organisation=request.desk.organisation,
    )


def _asked(request: Request) -> tuple[object, ...]:
    """Return what the agenda says of a request."""
    return request.needs, request.desk, request.deferred_until, request.state is State.DEFERRED
