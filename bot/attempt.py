# SPDX-License-Identifier: EUPL-1.2
"""One attempt to deliver a message: what is in doubt is looked up first, and every end is an outcome to write down."""

import asyncio
import logging
import random
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import machine_now
from bot.sender import CannotTell, Sender, Undelivered
from commands.cards import Card
from commands.text import _
from storage.database import DatabaseUnusable
from storage.deliveries import Row
from storage.outcomes import Dead, InDoubt, NotSent, Outcome, Sent

log = logging.getLogger(__name__)

#: Shorter than a lease, so that nobody takes over what is still being sent.
MOST_SECONDS = 40.0
#: With the pauses below it is tried for about five hours.
MOST_ATTEMPTS = 24
LONGEST_PAUSE_SECONDS = 900.0
#: What timed out may still be on its way: we do not ask whether it arrived before it had the time to.
SETTLE_SECONDS = 5.0


async def attempt(sender: Sender, row: Row, settle_seconds: float = SETTLE_SECONDS) -> Outcome:
    """Deliver the message unless it arrived before, and return how that ended."""
    if row.fault:
        return Dead(row, row.fault)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await _delivered(sender, row)
    except TimeoutError:
        return _in_doubt(row, "it took too long", settle_seconds)
    except Undelivered as no:
        if no.unsure:
            return _in_doubt(row, str(no), max(settle_seconds, no.retry_after or 0.0))
        return _not_sent(row, no)
    except DatabaseUnusable as gone:
        # A sender asks the database before it sends, and the local page keeps a message under its own id: once is once.
        return _not_sent(row, Undelivered(str(gone), permanent=False))
    except Exception as bug:
        # A message that we cannot draw or send must hold up no other; an administrator can send it again.
        log.exception("message %s could not be sent", row.id)
        return Dead(row, f"a fault of our own: {type(bug).__name__}")


def marked(card: Card) -> Card:
    """Return a card that says that it may have come before."""
    return replace(card, title=_("Possibly a duplicate: {title}", title=card.title))


async def _delivered(sender: Sender, row: Row) -> Outcome:
    """Send the message; one that may have arrived is looked up first, and where that cannot be, repeated once.

    Changing a message twice is the same as once, so a change is simply sent again.
    """
    card = row.card
    if row.doubts and not row.renews:
        try:
            if found := await sender.find(row):
                return Sent(row, found)
        except CannotTell:
            if row.doubts > 1:
                return Dead(row, "it may have arrived, and was repeated once already")
            card = marked(card)
    return Sent(row, await sender.send(row if card is row.card else replace(row, card=card)))


def _in_doubt(row: Row, reason: str, settle_seconds: float) -> Outcome:
    """Return that nobody knows; after too many such attempts no other is made."""
    if row.attempts + 1 >= MOST_ATTEMPTS:
        return Dead(row, f"it may have arrived: {reason}")
    return InDoubt(row, reason, _after(max(settle_seconds, pause(row.attempts))))


def _not_sent(row: Row, no: Undelivered) -> Outcome:
    """Return whether it is tried again, and when."""
    if no.retry_after is not None:
        return NotSent(row, str(no), _after(no.retry_after), pause=True)
    if no.permanent or row.attempts + 1 >= MOST_ATTEMPTS:
        return Dead(row, str(no))
    return NotSent(row, str(no), _after(pause(row.attempts)))


def pause(attempts: int) -> float:
    """Return the seconds until the next attempt: twice as long each time, and never the same for two messages."""
    longest = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(attempts, 20))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - no secret


def _after(seconds: float) -> datetime:
    """Return the moment so many seconds from now, in machine time."""
    return machine_now() + timedelta(seconds=seconds)
