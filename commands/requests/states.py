# SPDX-License-Identifier: EUPL-1.2
"""The life of an IT request as a pure state machine (domain §2.8): its states and the moves between them."""

from enum import StrEnum

from commands.errors import Refused
from commands.text import Message, _


class State(StrEnum):
    """Where a request stands; the keys are those of domain §2.8."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INTAKE = "intake"
    INFO_NEEDED = "info_needed"
    ASSESSMENT = "assessment"
    READY = "ready"
    SCHEDULED = "scheduled"
    APPROVED = "approved"
    APPROVED_COND = "approved_cond"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    REORIENTATION = "reorientation"
    DONE = "done"
    CANCELLED = "cancelled"
    EVALUATED = "evaluated"
    WITHDRAWN = "withdrawn"
    PARKED = "parked"


class Move(StrEnum):
    """What can be done to a request."""

    SUBMIT = "submit"
    TAKE_IN = "take_in"
    ASSESS = "assess"
    MAKE_READY = "make_ready"
    ASK = "ask"
    INFORM = "inform"
    SCHEDULE = "schedule"
    REFER = "refer"
    APPROVE = "approve"
    APPROVE_COND = "approve_cond"
    DEFER = "defer"
    RESUME = "resume"
    REJECT = "reject"
    PARK = "park"
    WITHDRAW = "withdraw"
    PLAN = "plan"
    START = "start"
    HOLD = "hold"
    REORIENT = "reorient"
    FINISH = "finish"
    CANCEL = "cancel"
    EVALUATE = "evaluate"


#: Taken in and with somebody who can decide.
IN_HAND = frozenset({State.INTAKE, State.ASSESSMENT, State.READY, State.SCHEDULED})
UNDECIDED = IN_HAND | {State.SUBMITTED}
#: Waiting for something else than the holder; still to be decided.
WAITING = frozenset({State.INFO_NEEDED, State.DEFERRED, State.PARKED})
OPEN = UNDECIDED | WAITING
APPROVALS = frozenset({State.APPROVED, State.APPROVED_COND})
DECIDED = APPROVALS | {State.REJECTED}
RUNNING = frozenset({State.PLANNED, State.IN_PROGRESS, State.ON_HOLD, State.REORIENTATION})
ENDED = frozenset({State.REJECTED, State.WITHDRAWN, State.CANCELLED, State.EVALUATED})

#: What settles a request.
VERDICTS = frozenset({Move.APPROVE, Move.APPROVE_COND, Move.REJECT})
#: What makes a decision record.
DECISIONS = VERDICTS | {Move.DEFER}
#: What is done with a request after it was approved.
PROGRESS = (Move.PLAN, Move.START, Move.HOLD, Move.REORIENT, Move.FINISH, Move.CANCEL, Move.EVALUATE)

_FROM: dict[Move, tuple[frozenset[State], State]] = {
    Move.SUBMIT: (frozenset({State.DRAFT}), State.SUBMITTED),
    Move.TAKE_IN: (frozenset({State.SUBMITTED}), State.INTAKE),
    Move.ASSESS: (frozenset({State.INTAKE}), State.ASSESSMENT),
    Move.MAKE_READY: (frozenset({State.INTAKE, State.ASSESSMENT}), State.READY),
    Move.ASK: (IN_HAND, State.INFO_NEEDED),
    Move.INFORM: (frozenset({State.INFO_NEEDED}), State.SUBMITTED),
    Move.SCHEDULE: (IN_HAND - {State.SCHEDULED}, State.SCHEDULED),
    Move.REFER: (IN_HAND | {State.DEFERRED}, State.READY),
    Move.APPROVE: (IN_HAND, State.APPROVED),
    Move.APPROVE_COND: (IN_HAND, State.APPROVED_COND),
    Move.DEFER: (IN_HAND, State.DEFERRED),
    Move.RESUME: (frozenset({State.DEFERRED, State.PARKED}), State.INTAKE),
    Move.REJECT: (IN_HAND, State.REJECTED),
    Move.PARK: (IN_HAND, State.PARKED),
    Move.WITHDRAW: (OPEN | {State.DRAFT}, State.WITHDRAWN),
    Move.PLAN: (APPROVALS, State.PLANNED),
    Move.START: (RUNNING - {State.IN_PROGRESS} | APPROVALS, State.IN_PROGRESS),
    Move.HOLD: (RUNNING - {State.ON_HOLD}, State.ON_HOLD),
    Move.REORIENT: (RUNNING - {State.REORIENTATION}, State.REORIENTATION),
    Move.FINISH: (RUNNING, State.DONE),
    Move.CANCEL: (RUNNING | APPROVALS, State.CANCELLED),
    Move.EVALUATE: (frozenset({State.DONE}), State.EVALUATED),
}

NAMES: dict[State, Message] = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Submitted"),
    State.INTAKE: _("In triage"),
    State.INFO_NEEDED: _("More information needed"),
    State.ASSESSMENT: _("Assessment"),
    State.READY: _("Ready for decision"),
    State.SCHEDULED: _("On the agenda"),
    State.APPROVED: _("Approved"),
    State.APPROVED_COND: _("Approved with conditions"),
    State.DEFERRED: _("Deferred"),
    State.REJECTED: _("Declined"),
    State.PLANNED: _("Not started yet"),
    State.IN_PROGRESS: _("In progress"),
    State.ON_HOLD: _("On hold"),
    State.REORIENTATION: _("Being reconsidered"),
    State.DONE: _("Completed"),
    State.CANCELLED: _("Cancelled"),
    State.EVALUATED: _("Benefits reviewed"),
    State.WITHDRAWN: _("Withdrawn"),
    State.PARKED: _("Parked"),
}


class NotNow(Refused):
    """That is not possible now: {reference} is now “{state}”."""


def moves(state: State) -> frozenset[Move]:
    """Return what can be done at once to a request in this state."""
    return frozenset(move for move, (starts, _to) in _FROM.items() if state in starts)


def after(state: State, move: Move, reference: str) -> State:
    """Return the state after the move.

    Raises:
        NotNow: when a request in this state cannot make the move.

    """
    starts, to = _FROM[move]
    if state not in starts:
        raise NotNow(reference=reference, state=NAMES[state])
    return to


def way(state: State, move: Move, reference: str) -> tuple[Move, ...]:
    """Return the moves that lead up to and make this move: who decides on a submitted request takes it in first.

    Raises:
        NotNow: when there is no such way.

    """
    taken_in = state is State.SUBMITTED and move not in moves(state)
    steps = (Move.TAKE_IN, move) if taken_in else (move,)
    reached = state
    for step in steps:
        # The refusal names the state that the request is in, not one it would have passed.
        if step not in moves(reached):
            raise NotNow(reference=reference, state=NAMES[state])
        reached = after(reached, step, reference)
    return steps


def possible(state: State, move: Move) -> bool:
    """Whether the move can be made, taking the request in first where that is needed."""
    return move in moves(state) or (state is State.SUBMITTED and move in moves(State.INTAKE))
