# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a file (a fault, by row and column) and what is odd about a register (a finding, by right)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commands.faults import Fault, Severity
from commands.text import Listing, Message, _

__all__ = ["Fault", "Finding", "FindingKind", "Severity", "quoted", "shown"]

_SHOWN = 8
_LONG = 70


class FindingKind(StrEnum):
    """What can be odd about a register, in the order in which a steward would take it up."""

    NO_PEOPLE = "no people"
    TWO_DECIDERS = "two deciders"
    GAP = "gap"
    NO_HOLDER = "no holder"
    ALL_ABSENT = "all absent"
    NO_SUCCESSOR = "no successor"
    ESCALATION_LOOP = "escalation loop"
    RISK_ACCEPTED_BY_ADVISER = "risk accepted by adviser"
    OVERLAP = "overlap"
    ONLY_MAXIMA = "only maxima"
    NO_LOWEST = "no lowest band"
    NO_HIGHEST = "no highest band"
    ENDING = "ending"
    SEVERAL_FUNCTIONS = "several functions"
    UNKNOWN_FUNCTION = "unknown function"
    SPELLING = "spelling"
    DEPUTY_IS_HOLDER = "deputy is holder"
    VACANT = "vacant"
    CONSENT_AS_ADVICE = "consent as advice"
    INCLUDES_VAT = "includes VAT"
    NO_BUSINESS_SIDE = "no business side"
    NO_IT_SIDE = "no IT side"
    NOT_CHECKED = "not checked"
    EXPIRED = "expired"
    NO_START = "no start"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd about the register: which rights (by id) and what it is ``about`` (a topic or a function).

    A finding that stands for many of its kind has them as ``parts``.
    """

    kind: FindingKind
    severity: Severity
    text: Message
    rights: tuple[str, ...] = ()
    about: str = ""
    parts: tuple["Finding", ...] = ()


def shown(names: Iterable[str], most: int = _SHOWN) -> Listing:
    """Return the names as one list, each once; of many the first ones and how many more."""
    once = list(dict.fromkeys(names))
    more = len(once) - most
    return Listing((*once[:most], _("{more} more", more=more)) if more > 0 else tuple(once))


def quoted(names: Iterable[str], most: int = _SHOWN) -> Listing:
    """Return topics or functions as a list; they hold commas of their own, so each is quoted, and clipped."""
    return shown((f"“{name if len(name) <= _LONG else name[: _LONG - 1] + '…'}”" for name in names), most)
