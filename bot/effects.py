# SPDX-License-Identifier: EUPL-1.2
"""What a reply asks for, written in the transaction of the event: messages, journal lines, and what falls due later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.post import Post
from commands.dues import Due
from commands.escalations.terms import LOOK
from commands.feature import Feature
from commands.replies import Act, Reply
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Cause:
    """What a reply follows from: ``origin`` and ``actor`` as the journal keeps them, when (business time), and its id.

    ``origin`` is the platform, or the clock; ``actor`` the id of a person, or the rule that fell due.
    """

    origin: str
    actor: str
    at: datetime
    correlation: str


def effect(
    store: Store, reply: Reply, cause: Cause, features: Sequence[Feature] = (), post: Post | None = None
) -> None:
    """Write everything; of ``features`` those hear it that have a say. ``post`` holds the answer to who asked.

    Raises:
        Refused: when a feature does not take what a board is asked or has decided; then nothing is written.
        FormErrors: when what the board decided is not complete.

    """
    for thing in reply.settles:
        store.dues.settle(thing)
    post = post or Post(store, cause.at, cause.correlation)
    post.tell(reply, cause.at.astimezone(store.organisation.zone).date(), cause.origin)
    post.write()
    note(store, reply.acts, cause)
    store.dues.plan_all((*_to_look_at(store, reply, cause.at), *reply.plans))
    for home, further in _heard(store, reply, cause.at, features):
        effect(whose(further, home), further, cause, features)


def _to_look_at(store: Store, reply: Reply, at: datetime) -> Iterator[Due]:
    """Yield that an escalation must be looked at whose matter went on: perhaps it was settled where it lay."""
    local = at.astimezone(store.organisation.zone)
    for thing in reply.settles:
        for escalation in store.escalations.about(thing):
            # Of several on one day each is a look of its own.
            yield Due(LOOK, escalation.ref, local.date(), local.time().replace(microsecond=0), at.isoformat())


def whose(reply: Reply, store: Store) -> Store:
    """Return the store of the organisation whose messages and journal lines these are, in the same transaction."""
    return (store.of(reply.organisation) if reply.organisation else None) or store


def _heard(store: Store, reply: Reply, at: datetime, features: Sequence[Feature]) -> Iterator[tuple[Store, Reply]]:
    """Yield what features say to what a board is asked, and to what it decided, each with whose reply it is."""
    own = store.organisation.id
    for ref in reply.retracts:
        yield from ((store, f.retraction(ref, at, store)) for f in features if f.retraction)
    for proposal in reply.proposes:
        asked = replace(
            proposal,
            organisation=proposal.organisation or own,
            board_organisation=proposal.board_organisation or own,
        )
        board = store.of(asked.board_organisation) or store
        yield from ((board, f.proposal(asked, at, board)) for f in features if f.proposal)
    for ruling in reply.rules:
        home = store.of(ruling.organisation or own) or store
        ruled = replace(ruling, organisation=home.organisation.id, board_organisation=ruling.board_organisation or own)
        about = (f for f in features if f.name == ruling.about.feature and f.ruling)
        yield from ((home, f.ruling(ruled, at, home)) for f in about if f.ruling)
    for kept in reply.keeps_off:
        home = store.of(kept.organisation or own) or store
        told = replace(kept, organisation=home.organisation.id, board_organisation=kept.board_organisation or own)
        whose = (f for f in features if f.name == kept.about.feature)
        yield from ((home, f.kept_off(told, at, home)) for f in whose if f.kept_off)


def note(store: Store, acts: Iterable[Act], cause: Cause) -> None:
    """Write what the journal keeps."""
    for act in acts:
        store.journal.append(
            action=act.action,
            object=str(act.object),
            result=act.result,
            origin=cause.origin,
            actor=cause.actor,
            at=cause.at,
        )
