# SPDX-License-Identifier: EUPL-1.2
"""Who gets a request: what the register says about it, and what follows from that."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

from commands.money import Euro
from commands.refs import Ref
from commands.text import Message, _


@dataclass(frozen=True, slots=True)
class RightBrief:
    """What a request must know of a decision right, as the register stood when it was looked up.

    Amounts are euro excluding VAT; the band is exclusive below (0 is inclusive) and inclusive above. ``kind`` is the
    kind of authority (``mandaat``, ``budget`` …), ``forum`` the meeting where it is prepared. ``reason`` says, in the
    organisation's own words, why this right fits, where there is more to say than its topic.
    """

    id: str
    organisation: str
    organisation_name: str
    topic: str
    decides: str
    kind: str = "governance"
    above: Decimal | None = None
    up_to: Decimal | None = None
    agrees: tuple[str, ...] = ()
    advises: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    deputy: str = ""
    forum: str = ""
    escalates_to: str = ""
    conditions: str = ""
    legal_basis: str = ""
    legal_url: str = ""
    register_version: int = 1
    reason: str = ""

    def covers(self, amount: Decimal) -> bool:
        """Whether the amount (euro excluding VAT) lies in the band."""
        over = self.above is None or self.above == 0 or amount > self.above
        return over and (self.up_to is None or amount <= self.up_to)

    @property
    def lowest(self) -> bool:
        """Whether the band begins at the first euro."""
        return not self.above

    @property
    def banded(self) -> bool:
        """Whether the amount matters for who decides."""
        return bool(self.above) or self.up_to is not None


def band(right: RightBrief) -> Message:
    """Return the amounts that a right covers, in words; always excluding VAT."""
    if right.above and right.up_to is not None:
        return _("above {low} up to {limit} excl. VAT", low=Euro(right.above), limit=Euro(right.up_to))
    if right.above:
        return _("above {low} excl. VAT", low=Euro(right.above))
    if right.up_to is not None:
        return _("up to {limit} excl. VAT", limit=Euro(right.up_to))
    return _("any amount")


@dataclass(frozen=True, slots=True)
class Decided:
    """The register is clear. The right covers the amount; else it is the topic's right nearest below it."""

    right: RightBrief


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several topics may be meant: one right of each, at most three, best first."""

    candidates: tuple[RightBrief, ...]


@dataclass(frozen=True, slots=True)
class Unheld:
    """No function holds the right for this; the gap that was recorded for it."""

    gap: Ref


Routing: TypeAlias = Decided | Unsure | Unheld


class Route(Protocol):
    """Asks the register who decides; handed over by the composition root."""

    def __call__(
        self,
        store: Any,  # noqa: ANN401 - the store of all features
        words: str,
        amount: Euro | None,
        on: date,
        right_id: str | None,
        kind: str,
        /,
    ) -> Routing:
        """Return who decides about these words and this amount on that day.

        With ``right_id`` the topic is that of this right (in the own register, else in one of a joint arrangement),
        and of its rights the one that is in force on that day and covers the amount is taken. Without an amount it
        is the lowest band of the topic. ``kind``, the type of
        request, helps where the words leave the topic open.
        """
