# SPDX-License-Identifier: EUPL-1.2
"""Taking messages out of the outbox to send them: under a lease, in order within a conversation, at the right pace."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select, update

from commands.cards import Card
from commands.events import Room
from storage.codec import Undecodable, decode_card
from storage.database import UtcDateTime
from storage.messages import is_due, outbox
from storage.organisation import organisations
from storage.paces import Workspace, soonest
from storage.pacing import UNPACED, Pace
from storage.persons import people
from storage.turns import turn


@dataclass(frozen=True, slots=True)
class Now:
    """One moment on both clocks: business time says what is due, machine time drives leases and pacing."""

    business: datetime
    machine: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a process can send to a platform now: at most so many messages, ``spare`` of them only where urgent."""

    platform: str
    most: int
    spare: int = 0
    pace: Pace = UNPACED
    lease_seconds: float = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One message that is ours to send until the lease ends.

    ``attempts`` counts the earlier ones, ``doubts`` those of them that may have arrived, because nobody told how they
    ended; the first of these began at ``tried_at`` (machine time). ``renews`` is the platform's id of the message
    that this one changes, empty for a new message; ``beneath`` that of the message in whose thread it goes.
    ``language`` and ``zone`` are the reader's, or the organisation's in a channel. ``fault`` says why the card cannot
    be read, empty where it can.
    """

    id: int
    organisation: str | None
    platform: str
    tenant: str
    address: str
    room: Room
    person: str | None
    key: str
    card: Card
    urgent: bool
    created_at: datetime
    attempts: int
    doubts: int
    tried_at: datetime
    renews: str
    language: str
    zone: str
    correlation: str
    token: str
    fault: str = ""
    beneath: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Messages to send now. ``again_at`` is when others that are due may go, where they wait for the pace."""

    rows: tuple[Row, ...] = ()
    again_at: datetime | None = None


def claim(connection: Connection, now: Now, wanted: Wanted) -> Taken:
    """Take what is due and may go: urgent first, and of each conversation only the message whose turn it is.

    Where a process dies with a message, another may take it once the lease has ended; it is then in doubt.
    """
    # All of them locked in the same order, in every process.
    spaces = [
        Workspace(connection, wanted.platform, tenant, wanted.pace, now.machine)
        for tenant in sorted(connection.scalars(_TENANTS, {"on": wanted.platform}))
    ]
    # Another one first each time, so that none has to be content with what a busy one leaves.
    first = secrets.randbelow(len(spaces)) if spaces else 0
    numbers: list[int] = []
    for urgent in (True, False):
        room = wanted.most - len(numbers) - (0 if urgent else wanted.spare)
        for place, space in enumerate(spaces[first:] + spaces[:first]):
            share = -(-room // (len(spaces) - place))
            taken = _take(connection, space, now, share, urgent=urgent)
            numbers += taken
            room -= len(taken)
    full = len(numbers) >= wanted.most - wanted.spare
    again_at = None if full else _again_at(connection, spaces, wanted.platform, now.machine)
    return Taken(_leased(connection, numbers, now.machine, wanted.lease_seconds), again_at)


def _take(connection: Connection, space: Workspace, now: Now, most: int, *, urgent: bool) -> list[int]:
    """Return the numbers of at most so many messages to a workspace that may go now, and count them."""
    allowed = space.allowance(most, urgent=urgent) if most > 0 else 0
    if not allowed:
        return []
    found = turn(connection, space.platform, space.tenant, now.business, now.machine, urgent=urgent, most=allowed)
    space.took(list(found.values()))
    return list(found)


def _again_at(connection: Connection, spaces: Sequence[Workspace], platform: str, now: datetime) -> datetime | None:
    """Return when something that waits for its pace may go."""
    moments = [space.next_at() for space in spaces]
    moments += [moment] if (moment := soonest(connection, platform, now)) else []
    return min((moment for moment in moments if moment > now), default=None)


def _leased(connection: Connection, numbers: list[int], now: datetime, lease_seconds: float) -> tuple[Row, ...]:
    """Put the messages under a lease, and return them in the order of the numbers given."""
    if not numbers:
        return ()
    until = now + timedelta(seconds=lease_seconds)
    connection.execute(_LEASE, {"numbers": numbers, "by": secrets.token_hex(8), "until": until, "now": now})
    these = connection.execute(_THESE, {"numbers": numbers})
    names = tuple(these.keys())
    found = {kept.id: _row(dict(zip(names, kept, strict=True))) for kept in these.all()}
    return tuple(found[number] for number in numbers)


def _row(kept: dict[str, Any]) -> Row:
    """Return the message of a row; the columns are named as its fields are."""
    try:
        kept["card"] = decode_card(kept["card"])
    except Undecodable as error:
        kept |= {"card": Card(""), "fault": f"the card cannot be read: {error}"}
    return Row(**kept | {"room": Room(kept["room"])})


def _whole() -> Select[Any]:
    """Return the fields of messages, with the message they change and what their reader reads."""
    c, changed, above = outbox.c, outbox.alias("changed"), outbox.alias("above")
    joined = outbox.outerjoin(organisations, organisations.c.id == c.organisation).outerjoin(
        people, people.c.id == c.person
    )
    # Values and not joins, for the reason that turns gives.
    message = select(changed.c.message_id).where(changed.c.id == c.replaces).scalar_subquery()
    root = select(above.c.message_id).where(above.c.id == c.beneath).scalar_subquery()
    made = {
        # Without the one that begins now.
        "attempts": c.attempts - 1,
        "renews": func.coalesce(message, ""),
        "beneath": func.coalesce(root, ""),
        "language": func.coalesce(func.nullif(people.c.language, ""), organisations.c.language, "nl"),
        "zone": func.coalesce(func.nullif(people.c.zone, ""), organisations.c.zone, "Europe/Amsterdam"),
    }
    return select(*_AS_KEPT, *(value.label(name) for name, value in made.items())).select_from(joined)


def _tenants() -> Select[str]:
    """Return the workspaces of a platform to which something is due, by one step in the index from each to the next."""
    c = outbox.c
    step = select(func.min(c.tenant)).where(is_due(c.state), c.platform == bindparam("on"))
    each = select(step.scalar_subquery().label("tenant")).cte("each", recursive=True)
    onward = step.where(c.tenant > each.c.tenant).scalar_subquery()
    tenant = each.union_all(select(onward).where(each.c.tenant.is_not(None))).c.tenant
    return select(tenant).where(tenant.is_not(None))


# Written once: building a statement takes longer than SQLite takes to carry it out, and every turn asks these.
_c = outbox.c
#: The fields that are columns as they are.
_AS_KEPT = (
    _c.id, _c.organisation, _c.platform, _c.tenant, _c.address, _c.room, _c.person, _c.key, _c.card, _c.urgent,
    _c.created_at, _c.doubts, _c.tried_at, _c.correlation, _c.token,
)  # fmt: skip
_NUMBERS = _c.id.in_(bindparam("numbers", expanding=True))
_NOW = bindparam("now", type_=UtcDateTime)
_INTERRUPTED = _c.token.is_not(None)
_LEASE = (
    update(outbox)
    .where(_NUMBERS)
    .values(
        token=bindparam("by"),
        held_until=bindparam("until", type_=UtcDateTime),
        attempts=_c.attempts + 1,
        doubts=_c.doubts + case((_INTERRUPTED, 1), else_=0),
        tried_at=case(((_c.doubts > 0) | _INTERRUPTED, func.coalesce(_c.tried_at, _NOW)), else_=_NOW),
    )
)
_THESE = _whole().where(_NUMBERS)
_TENANTS = _tenants()
