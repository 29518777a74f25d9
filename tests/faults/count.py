# SPDX-License-Identifier: EUPL-1.2
"""The count at the end: acknowledged and not there, lost, seen twice, out of order."""

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
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
    seen_twice: int
    out_of_order: int
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


def count(
    database: Database, slack: str, acknowledged: Sequence[str], reminded: Sequence[str], *, asked: bool
) -> Count:
    """Count what became of everything that was acknowledged and everything that fell due.

    ``asked`` says that the platform could be asked what arrived.
    """
    seen = ask(f"{slack}/control/visible")
    repeats = [] if asked else _marked_repeats(seen)
    first = [message for message in seen if message not in repeats]
    visible: dict[str, list[Any]] = {}
    for message in first:
        visible.setdefault(message["channel"], []).append(message)
    times = Counter(_id(message) for message in first)
    rows = database.read(lambda c: list(c.execute(_messages())))
    expected = {_identity(row): row for row in rows}
    doubted = {name for name, row in expected.items() if not asked and row.state == FAILED and row.doubts}
    titles = Counter(database.read(lambda c: [r.needs.title for r in Store(c, TOWN).requests.all()]))
    reminders = database.read(_reminders)
    return Count(
        acknowledged_but_lost=tuple(title for title in acknowledged if not titles[title]),
        carried_out_twice=sum(n - 1 for n in titles.values()) + sum(n - 1 for n in reminders.values() if n > 1),
        never_carried_out=sum(not reminders[reference] for reference in reminded),
        never_seen=sum(not times[name] for name in expected if name not in doubted),
        seen_twice=sum(n - 1 for n in times.values()) + sum(name not in expected for name in times),
        out_of_order=sum(_inversions(messages, expected) for messages in visible.values()),
        given_up=database.read(_given_up) - len(doubted),
        broken_chain=int(not database.read(verify).intact),
        delivered=len(times),
        repeated=len(repeats),
        told_lost=sum(not times[name] for name in doubted),
    )


def _marked_repeats(seen: Sequence[Any]) -> list[Any]:
    """Return the second of each message that came twice, where it says that it may be a repeat."""
    came: dict[str, list[Any]] = {}
    for message in seen:
        came.setdefault(_id(message), []).append(message)
    return [them[1] for them in came.values() if len(them) > 1 and MARK in them[1]["text"]]


def _messages() -> Any:  # noqa: ANN401 - a statement
    """Return the messages that should be seen once: changes of one are not messages of their own."""
    return select(outbox).where(outbox.c.platform == "slack", outbox.c.replaces.is_(None))


def _identity(row: Any) -> str:  # noqa: ANN401 - a row of many columns
    """Return the id that a message carries."""
    return str(identity(row))


def _id(message: Any) -> str:  # noqa: ANN401 - JSON
    """Return the id that a visible message carries."""
    return str(message["metadata"]["event_payload"]["id"])


def _reminders(connection: Connection) -> Counter[str]:
    """Return how often each request was reminded of, as the journal tells."""
    return Counter(
        line.object.partition("/")[2]
        for line in lines(connection)
        if (line.action, line.result) == ("requests.remind", REMINDER)
    )


def _inversions(messages: Sequence[Any], expected: Mapping[str, Any]) -> int:
    """Return how many messages of a conversation stand after one that was due later.

    What several processes write at the same moment has no order of its own.
    """
    rows = [expected[name] for message in messages if (name := _id(message)) in expected]
    return sum(one.due_at - other.due_at > AT_ONCE for one, other in pairwise(rows))


def _given_up(connection: Connection) -> int:
    """Return how many messages and moments were given up."""
    failed = select(func.count()).select_from(outbox).where(outbox.c.state == "failed")
    dropped = select(func.count()).select_from(dues).where(dues.c.state == FAILED)
    return (connection.scalar(failed) or 0) + (connection.scalar(dropped) or 0)
