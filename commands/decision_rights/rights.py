# SPDX-License-Identifier: EUPL-1.2
"""The values of the register: a decision right and the words around it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of authority that people confuse, kept apart (domain §0 finding 2; Awb afd. 10.1.1)."""

    GOVERNANCE = "governance"
    BUDGET = "budget"
    MANDATE = "mandaat"
    POWER_OF_ATTORNEY = "volmacht"
    AUTHORISATION = "machtiging"
    DELEGATION = "delegatie"


@dataclass(frozen=True, slots=True)
class DecisionRight:
    """One row of the register: topic × amount band × organisation × dates → who decides (domain §2.2, §3.1).

    Amounts are euro excluding VAT. The band is exclusive below and inclusive above, except that 0 is
    inclusive; ``None`` on either side leaves it open. ``valid_to`` is the last day on which the right holds.
    Functions are names as the organisation writes them, never people.
    """

    id: str
    topic_nl: str
    decides: str
    topic_en: str = ""
    description: str = ""
    domain: str = ""
    kind: Kind = Kind.GOVERNANCE
    forum: str = ""
    above: Decimal | None = None
    up_to: Decimal | None = None
    agrees: tuple[str, ...] = ()
    advises: tuple[str, ...] = ()
    input: tuple[str, ...] = ()
    performs: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    escalates_to: str = ""
    deputy: str = ""
    conditions: str = ""
    legal_basis: str = ""
    legal_url: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    keywords: tuple[str, ...] = ()
    checked_on: date | None = None

    def covers(self, amount: Decimal) -> bool:
        """Whether the amount (euro excluding VAT) lies in the band of this right."""
        over = self.above is None or self.above == 0 or amount > self.above
        return over and (self.up_to is None or amount <= self.up_to)

    def holds_on(self, day: date) -> bool:
        """Whether the right is in force on that day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
