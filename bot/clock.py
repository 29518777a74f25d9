# SPDX-License-Identifier: EUPL-1.2
"""Business time: the machine's clock, plus in demo mode an offset that is kept and only goes forward."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from commands.errors import Refused
from storage.deliveries import Now

OFFSET = "clock.offset_seconds"


class ClockGoesForward(Refused):
    """The clock only goes forward. Start the sample afresh to go back."""


class Kept(Protocol):
    """Where the offset is kept."""

    def get(self, name: str) -> str | None:
        """Return the kept value."""

    def put(self, name: str, value: str) -> None:
        """Keep the value."""


def machine_now() -> datetime:
    """Return the machine's time; for leases, pacing and time-outs."""
    return datetime.now(UTC)


def business_now(settings: Kept) -> datetime:
    """Return business time in UTC; it drives rules, terms and due moments."""
    return moved(settings.get(OFFSET))


def moved(offset: str | None) -> datetime:
    """Return business time by the offset as it is kept."""
    return machine_now() + timedelta(seconds=float(offset or 0))


def now_on(settings: Kept) -> Now:
    """Return this moment on both clocks."""
    return Now(business_now(settings), machine_now())


def move_to(settings: Kept, moment: datetime) -> None:
    """Move business time to a later moment.

    Raises:
        ClockGoesForward: when the moment is before the present business time.

    """
    ahead = (moment - machine_now()).total_seconds()
    if moment < business_now(settings):
        raise ClockGoesForward
    settings.put(OFFSET, str(ahead))
