# SPDX-License-Identifier: EUPL-1.2
"""What stands between a right and the deed where money is spent: privacy, tendering, funding and the signature.

Only what the law, the domain (§0 finding 2, §2.6) and the register say; where the register says nothing, that is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.decision_rights.rights import DecisionRight, Kind
from commands.decision_rights.words import fold
from commands.money import Euro
from commands.text import Message, Text, _

#: From when to when, and for how much (euro excl. VAT), supplies and services of a municipality or a joint arrangement
#: are tendered in Europe: directive 2014/24/EU art. 4(c), set anew every two years; Aanbestedingswet 2012 art. 2.3.
EUROPEAN_THRESHOLDS = (
    (date(2024, 1, 1), date(2025, 12, 31), Decimal(221000)),
    (date(2026, 1, 1), date(2027, 12, 31), Decimal(216000)),
)
_DPIA = re.compile(r"\b(?:dpia|geb|gegevensbeschermingseffectbeoordeling|data protection impact assessment)\b")
_TENDER = re.compile(r"\beurope\w*\s+(?:\w+\s+)?(?:aanbested|tender)")
_PERSONAL = re.compile(r"\b(?:persoonsgegevens|privacy\w*|avg|gdpr|personal\s+data|bsn)\b")
_SIGNING = re.compile(r"\b(?:(?:onder|mede)?teken(?:en|t)?|handtekening|sign(?:s|ing|ature)?)\b")


@dataclass(frozen=True, slots=True)
class Spending:
    """A deed that costs money: what was asked, the right it rests on, and what the register says beside it.

    ``amount`` is euro excluding VAT; ``beside`` are the other rights of the topic, ``register`` all rights in force on
    the ``day``.
    """

    words: str
    amount: Decimal | None
    day: date
    right: DecisionRight
    beside: Sequence[DecisionRight] = ()
    register: Sequence[DecisionRight] = ()

    def conditions(self) -> tuple[Message, ...]:
        """Return what must be settled first."""
        privacy = self._privacy() if self._personal else None
        return tuple(filter(None, (self._tender(), privacy, self._signature(), self._funding())))

    def checks(self) -> tuple[Message, ...]:
        """Return what may have to be settled first, where neither the words nor the register tell."""
        privacy = None if self._personal else self._privacy()
        return (privacy,) if privacy else ()

    @property
    def _personal(self) -> bool:
        """Whether the question or the right speaks of personal data."""
        right = self.right
        return bool(_PERSONAL.search(fold(f"{self.words} {right.topic_nl} {right.description} {right.conditions}")))

    def _privacy(self) -> Message | None:
        """Return that an impact assessment comes first (AVG art. 35); the assessment itself needs none."""
        if _DPIA.search(fold(f"{self.right.topic_nl} {self.right.topic_en}")):
            return None
        if self._personal:
            text = _("It concerns personal data: the (pre-scan) DPIA comes first (AVG art. 35). {by}")
        else:
            text = _("Are personal data processed? Then the (pre-scan) DPIA comes first (AVG art. 35). {by}")
        return text.with_values(by=self._who(_DPIA))

    def _tender(self) -> Message | None:
        """Return that the amount reaches the European threshold, or the last one we know."""
        if self.amount is None:
            return None
        for first, last, least in EUROPEAN_THRESHOLDS:
            if first <= self.day <= last and self.amount >= least:
                text = _("From {threshold} over the whole term it is tendered in Europe (Aanbestedingswet 2012). {by}")
                return text.with_values(threshold=Euro(least), by=self._who(_TENDER))
        _first, last, least = EUROPEAN_THRESHOLDS[-1]
        if self.day > last and self.amount >= least:
            text = _("Compare it with the European threshold: the one I know, {threshold}, held until {last}.")
            return text.with_values(threshold=Euro(least), last=last)
        return None

    def _signature(self) -> Message | None:
        """Return that signing takes a power of attorney (Awb art. 10:12), where the register has none on this."""
        if not _SIGNING.search(fold(self.words)) or self._has(Kind.POWER_OF_ATTORNEY):
            return None
        return _("Signing takes a power of attorney (Awb art. 10:12), and the register names none on this topic.")

    def _funding(self) -> Message | None:
        """Return that deciding is not paying, where the register has no right on the budget for this."""
        if self._has(Kind.BUDGET):
            return None
        return _("Name the funding, one-off or recurring: the register names no budget right on this topic.")

    def _has(self, kind: Kind) -> bool:
        return any(right.kind is kind for right in (self.right, *self.beside))

    def _who(self, about: re.Pattern[str]) -> Text:
        """Return who decides on the topic that these words mean, or that the register does not say."""
        found = (r for r in self.register if about.search(fold(f"{r.topic_nl} {r.topic_en}")))
        right = next(found, None)
        if right is None:
            return _("The register does not say who decides on that.")
        names = {"function": right.decides, "topic": right.topic_nl, "right": right.id}
        return _("{function} decides on “{topic}” ({right}).", **names)
