# SPDX-License-Identifier: EUPL-1.2
"""How fast a platform may be written to, as pure rules: so many in any so many seconds, some at once, then spread.

Each window is a leaky bucket that lets a fifth of its messages through at once and spreads the others, so that no
stretch of its length ever holds more than it allows. All it needs to know is one moment: until when what it let
through keeps it busy. Moments are seconds since the epoch, machine time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

#: For each window the moment until which what it let through keeps it busy; empty: nothing was let through yet.
Meter: TypeAlias = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``most`` messages in any ``seconds``."""

    most: int
    seconds: float

    @property
    def burst(self) -> int:
        """How many may go at once after a rest."""
        return max(1, self.most // 5)

    @property
    def interval(self) -> float:
        """The seconds between messages once the burst is used up."""
        return self.seconds / (self.most - self.burst + 1)

    @property
    def spare(self) -> int:
        """How many of the burst are kept for what is urgent."""
        return self.burst // 5


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform takes: of one conversation, and of a whole workspace or tenant. No windows: no limit."""

    conversation: tuple[Window, ...] = ()
    workspace: tuple[Window, ...] = ()


#: Seconds since the epoch are known to a quarter of a microsecond, and those of a burst are added up.
ROUNDING = 1e-5
#: No limit at all.
UNPACED = Pace()


def next_at(windows: Sequence[Window], meter: Meter, now: float, *, urgent: bool = True) -> float:
    """Return from when one more may go; what is not urgent leaves some room for what is."""
    return max((_next(window, busy, urgent=urgent) for window, busy in _busy(windows, meter, now)), default=now)


def may_go(windows: Sequence[Window], meter: Meter, now: float, *, urgent: bool = True) -> bool:
    """Whether one more may go now."""
    return next_at(windows, meter, now, urgent=urgent) <= now + ROUNDING


def let_through(windows: Sequence[Window], meter: Meter, now: float) -> Meter:
    """Return the meter after one message went."""
    return tuple(max(busy, now) + window.interval for window, busy in _busy(windows, meter, now))


def allowance(windows: Sequence[Window], meter: Meter, now: float, most: int, *, urgent: bool = True) -> int:
    """Return how many may go now, at most ``most``."""
    allowed = 0
    while allowed < most and may_go(windows, meter, now, urgent=urgent):
        meter = let_through(windows, meter, now)
        allowed += 1
        if not windows:
            return most
    return allowed


def _busy(windows: Sequence[Window], meter: Meter, now: float) -> list[tuple[Window, float]]:
    """Return each window with until when it is busy: never longer than a full burst, or the clock was set back."""
    known = meter if len(meter) == len(windows) else (now,) * len(windows)
    return [(w, min(busy, now + w.burst * w.interval)) for w, busy in zip(windows, known, strict=True)]


def _next(window: Window, busy: float, *, urgent: bool) -> float:
    """Return from when this window lets one more through."""
    return busy - (window.burst - 1 - (0 if urgent else window.spare)) * window.interval
