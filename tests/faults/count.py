# SPDX-License-Identifier: EUPL-1.2
"""The count at the end: acknowledged and not there, lost, seen twice, out of order."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select

from bot.attempt import marked
from bot.clock import business_now
from bot.language import Localizer
from bot.slack.send import identity
from commands.cards import Card
from commands.requests.states import State
from storage.database import Database
from storage.dues import DUE, FAILED, dues
from storage.journal import lines
from storage.messages import outbox
from storage.settings import Settings
from storage.store import Store
from storage.verdict import verify
from tests.drive import AMSTERDAM
from tests.faults.arena import PATIENCE, ask
from tests.faults.town import REMINDER, TOWN

#: What a repeat begins with, in Dutch.
MARK = Localizer("nl", AMSTERDAM).say(marked(Card("")).title).rstrip()
#: As long as one transaction may take to be stored, with its waiting for locks.
AT_ONCE = timedelta(seconds=10)


@dataclass(frozen=True)
class Count:
    """What went wrong; everything is 0, or empty, when nothing did.

    ``delivered`` says how much went well. Of a platform that cannot be asked, ``repeated`` messages came once more and
    said so, and of ``told_lost`` the administrators know that they may not have arrived.
    """

    acknowledged_but_lost: tuple[str, ...]
    carried_out_twice: int
    never_carried_out: int
    never_seen: int
    seen_twice: tuple[str, ...]
    out_of_order: tuple[str, ...]
    given_up: int
    broken_chain: int
    delivered: int
    repeated: int
    told_lost: int

    @property
    def wrong(self) -> dict[str, object]:
        """What went wrong, by name."""
        right = {"delivered", "repeated", "told_lost"}
        return {name: value for name, value in vars(self).items() if name not in right and value}


def calm(database: Database, slack: str) -> None:
    """Wait until nothing is due any more and everything was delivered; the network is well again.

    How long that takes depends on how much waits: Slack lets a workspace have so many messages a minute. So what is
    watched is that it goes on.
    """
    ask(f"{slack}/control/faults", {"share": 0.0})
    least, until = math.inf, 0.0
    while left := database.read(_left):
        if sum(left.values()) < least:
            least, until = sum(left.values()), time.monotonic() + PATIENCE
        assert time.monotonic() < until, f"nothing goes on, still to do: {left}"
        time.sleep(0.25)


def _left(connection: Connection) -> dict[str, int]:
    """Return what is still to be carried out or delivered."""
    now = business_now(Settings(connection))
    waiting = connection.scalar(
        select(func.count()).select_from(outbox).where(outbox.c.state == "due", outbox.c.due_at <= now)
    )
    fallen = connection.scalar(select(func.count()).select_from(dues).where(dues.c.state == DUE, dues.c.due_at <= now))
    left = {"messages": waiting or 0, "dues": fallen or 0}
    return {name: count for name, count in left.items() if count}


@dataclass(frozen=True)
class Seen:
    """One message that people see: where it stands, what tells it from others, and whether it says that it repeats."""

    conversation: str
    id: str
    repeats: bool


@dataclass(frozen=True)
class Sight:
    """What people see on a platform, in the order in which it came.

    ``identity`` gives what tells the message of a row from others, and ``asked`` says that the platform could be asked
    what arrived.
    """

    platform: str
    seen: Sequence[Seen]
    identity: Callable[[Any], str]
    asked: bool = False


def in_slack(slack: str, *, asked: bool) -> Sight:
    """Return what people see in the Slack of our own."""
    visible = ask(f"{slack}/control/visible")
    seen = [Seen(m["channel"], str(m["metadata"]["event_payload"]["id"]), MARK in m["text"]) for m in visible]
    return Sight("slack", seen, identity, asked)


def count(
    database: Database,
    sight: Sight,
    acknowledged: Sequence[str],
    reminded: Sequence[str],
    approved: Sequence[str] = (),
) -> Count:
    """Count what became of everything that was acknowledged and everything that fell due.

    ``approved`` are the requests of which a press to approve them was acknowledged.
    """
    rows = database.read(lambda c: list(c.execute(_messages(sight.platform))))
    due = {sight.identity(row): row for row in rows}
    expected = Counter(sight.identity(row) for row in rows)
    first = list(sight.seen) if sight.asked else _without_repeats(sight.seen, expected)
    visible: dict[str, list[Any]] = {}
    for message in first:
        visible.setdefault(message.conversation, []).append(due.get(message.id))
    times = Counter(message.id for message in first)
    doubted = Counter(sight.identity(row) for row in rows if not sight.asked and row.state == FAILED and row.doubts)
    unseen = expected - times
    titles = Counter(database.read(lambda c: [r.needs.title for r in Store(c, TOWN).requests.all()]))
    reminders = database.read(lambda c: _done(c, "requests.remind", REMINDER))
    approvals = database.read(lambda c: _done(c, "requests.approve", State.APPROVED.value))
    return Count(
        acknowledged_but_lost=tuple(title for title in acknowledged if not titles[title]),
        carried_out_twice=sum(n - 1 for done in (titles, reminders, approvals) for n in done.values() if n > 1),
        never_carried_out=sum(not reminders[r] for r in reminded) + sum(not approvals[r] for r in approved),
        never_seen=(unseen - doubted).total(),
        seen_twice=tuple(times - expected),
        out_of_order=tuple(told for rows in visible.values() for told in _inversions(rows)),
        given_up=database.read(_given_up) - doubted.total(),
        broken_chain=int(not database.read(verify).intact),
        delivered=len(times),
        repeated=len(sight.seen) - len(first),
        told_lost=(unseen & doubted).total(),
    )


def _without_repeats(seen: Sequence[Seen], expected: Mapping[str, int]) -> list[Seen]:
    """Return what is seen without what came once too often and says that it may be a repeat."""
    once_more = {id_ for id_, n in Counter(message.id for message in seen).items() if n > expected.get(id_, 0)}
    kept: list[Seen] = []
    for message in seen:
        if message.repeats and message.id in once_more:
            once_more.remove(message.id)
        else:
            kept.append(message)
    return kept


def _messages(platform: str) -> Any:  # noqa: ANN401 - a statement
    """Return the messages that should be seen once: changes of one are not messages of their own."""
    return select(outbox).where(outbox.c.platform == platform, outbox.c.replaces.is_(None))


def _done(connection: Connection, action: str, result: str) -> Counter[str]:
    """Return how often something was done with each request, as the journal tells."""
    return Counter(
        line.object.partition("/")[2] for line in lines(connection) if (line.action, line.result) == (action, result)
    )


def _inversions(rows: Sequence[Any]) -> Iterator[str]:
    """Yield which messages of a conversation stand after one that was due later.

    What several processes write at the same moment has no order of its own.
    """
    for one, other in pairwise(row for row in rows if row):
        if one.due_at - other.due_at > AT_ONCE:
            yield " after ".join(f"{r.id} (due {r.due_at}, settled {r.settled_at})" for r in (other, one))


def _given_up(connection: Connection) -> int:
    """Return how many messages and moments were given up."""
    failed = select(func.count()).select_from(outbox).where(outbox.c.state == "failed")
    dropped = select(func.count()).select_from(dues).where(dues.c.state == FAILED)
    return (connection.scalar(failed) or 0) + (connection.scalar(dropped) or 0)
