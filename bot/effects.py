# SPDX-License-Identifier: EUPL-1.2
"""What a reply asks for, written in the transaction of the event: messages, journal lines, and what falls due later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.post import Post
from commands.organisation.digests import reminder_key
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


def effect(store: Store, reply: Reply, cause: Cause) -> None:
    """Write everything but the answer to who asked."""
    for thing in reply.settles:
        store.dues.settle(thing)
        store.digests.drop(reminder_key(thing))
    post = Post(store, cause.at, cause.correlation)
    post.tell(reply, cause.at.astimezone(store.organisation.zone).date(), cause.origin)
    note(store, reply.acts, cause)
    for due in reply.plans:
        store.dues.plan(due)


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
