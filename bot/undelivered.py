# SPDX-License-Identifier: EUPL-1.2
"""What happens when a message cannot be delivered: another way is tried, and the administrators are told once."""

import logging
from collections.abc import Sequence
from datetime import datetime

from structlog.contextvars import bound_contextvars

from bot.clock import machine_now
from bot.effects import Cause, effect
from commands.cards import Card, Fact, Facts, Paragraph, Tone
from commands.events import Room
from commands.people import Account, Person, Role
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToRole, Urgency
from commands.text import Text, _
from storage.database import Connection
from storage.deliveries import Row
from storage.envelopes import Address, Envelope
from storage.organisation import Organisations
from storage.outcomes import Dead
from storage.store import Store
from storage.undelivered import tried

log = logging.getLogger(__name__)

#: What messages that say that others did not arrive begin their key with; nobody is told when one of these does not.
KEY = "outbox/"
#: What to do about a reason that a platform gives in its own word.
ADVICE = {
    "not_in_channel": _("Mandaat is not in that channel. Whoever is in it types there: /invite @Mandaat"),
    "channel_not_found": _("Mandaat does not see that channel. If it is a private one, type in it: /invite @Mandaat"),
    "BotNotInConversationRoster": _(
        "Mandaat is not in the team of that channel. Open the team > Manage team > Apps, add it, "
        "and name it in the channel."
    ),
    "ForbiddenOperationException": _("The app is not there. “python -m bot doctor” says who misses it and what to do."),
    "missing_scope": _("The app misses a permission; “python -m bot doctor” says which."),
}
#: Of these no administrator hears at once, where it is somebody who wants no messages or does not have the app:
#: ``doctor`` names them. A channel in which nothing is taken is a board that hears nothing.
QUIET = frozenset({"MessageWritesBlocked", "ConversationBlockedByUser", "BotNotInConversationRoster"})
#: Where the journal says that this came from.
ORIGIN = "outbox"


def bury(connection: Connection, dead: Dead, platforms: Sequence[str], at: datetime) -> None:
    """Journal that a message is dead, try the reader's other accounts, and tell the administrators.

    ``platforms`` are those that can be sent to, ``at`` is business time.
    """
    row = dead.row
    with bound_contextvars(correlation=row.correlation):
        log.error("message %s to %s was not delivered: %s", row.id, row.platform, dead.reason)
    organisation = Organisations(connection).get(row.organisation) if row.organisation else None
    # What a home that cannot be shown or a line in a thread holds, its reader is told in a message too.
    if organisation is None or row.room is Room.HOME or row.beneath:
        return
    store = Store(connection, organisation)
    cause = Cause(ORIGIN, row.platform, at, row.correlation)
    reader = store.people.person(row.person) if row.person else None
    other = _other_way(store, row, reader, platforms, at) if reader and not row.fault else None
    tells: tuple[Tell, ...] = ()
    if not quiet(dead) and _first_time(store, dead, at):
        card = _card(dead, reader.name if reader else row.address, other)
        tells = (Tell(ToRole(Role.ADMINISTRATOR), card, f"{KEY}{row.id}", Urgency.NOW),)
    effect(store, Reply(tells=tells, acts=(about("outbox.dead", row.id),)), cause)


def quiet(dead: Dead) -> bool:
    """Whether no administrator hears of it at once."""
    return dead.row.key.startswith(KEY) or (dead.reason in QUIET and dead.row.room is not Room.CHANNEL)


def about(action: str, number: int) -> Act:
    """Return a line of the journal about a message."""
    return Act(action, Ref(ORIGIN, str(number)))


def _other_way(store: Store, row: Row, reader: Person, platforms: Sequence[str], at: datetime) -> Account | None:
    """Send the message to an account of the reader on another platform that was not tried yet, and return that."""
    before = tried(store.connection, row.id)
    used = {account.platform for account in before}
    ways = (a for a in store.people.accounts(reader) if a.platform in platforms and a.platform not in used)
    other = next(ways, None)
    if other:
        to = Address(other.platform, other.tenant, other.user, Room.DIRECT, reader.id)
        envelope = Envelope(to, row.card, row.key, urgent=row.urgent, instead_of=row.id)
        store.outbox.put(envelope, at, row.correlation)
    return other


def _first_time(store: Store, dead: Dead, at: datetime) -> bool:
    """Whether the administrators did not hear of this cause today."""
    day = at.astimezone(store.organisation.zone).date()
    what = (store.organisation.id, dead.row.platform, dead.row.tenant, dead.reason[:200], str(day))
    return store.seen.first_time(KEY + "/".join(what), machine_now())


def _card(dead: Dead, to: str, other: Account | None) -> Card:
    """Return what an administrator reads."""
    number = str(dead.row.id)
    facts: list[Fact] = [
        Fact(_("For"), to),
        Fact(_("Reason"), dead.reason),
        Fact(_("Number"), number),
    ]
    if other:
        facts.append(Fact(_("Sent instead by"), platform_name(other.platform)))
    return Card(
        _("A message could not be delivered on {platform}", platform=platform_name(dead.row.platform)),
        (
            Facts(tuple(facts)),
            *(Paragraph(advice) for reason, advice in ADVICE.items() if reason in dead.reason),
            Paragraph(
                _(
                    "The message is kept. When the cause is solved, send it again with: "
                    "python -m bot outbox retry {number}. All that did not arrive: "
                    "python -m bot outbox list --state failed. You hear of the same cause once a day.",
                    number=number,
                )
            ),
        ),
        Tone.BAD,
    )


def platform_name(platform: str) -> Text:
    """Return what people call a platform."""
    match platform:
        case "slack":
            return "Slack"
        case "teams":
            return "Teams"
        case "local":
            return _("the local page")
        case _:
            return platform
