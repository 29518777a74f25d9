# SPDX-License-Identifier: EUPL-1.2
"""Topics: the rows of a register that are about the same, and what tells them apart (amount, per cent, level, date)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.words import stem, tokens
from commands.money import Found, find_amounts

_LEVELS = {
    "low": "laag lage lager low lower beperkt beperkte limited licht lichte gering geringe klein kleine minor small",
    "middle": "middel middelgroot middelgrote midden medium gemiddeld gemiddelde moderate",
    "high": "hoog hoge hoger high higher zwaar zware zwaarste kritiek kritieke critical groot grote major severe heavy "
    "ernstig ernstige aanzienlijk aanzienlijke significant",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_NOT = frozenset({"geen", "niet", "no", "not", "non"})
_UNDER = re.compile(
    r"(?:tot(?:\s+en\s+met)?|t/m|t/?m|maximaal|max\.?|hoogstens|ten\s+hoogste|onder|beneden|minder\s+dan|lager\s+dan|"
    r"niet\s+meer\s+dan|up\s+to|under|below|at\s+most|less\s+than|no\s+more\s+than|not\s+exceeding|maximum(?:\s+of)?|"
    r"≤|<=?)(?:\s+(?:de|een|van|the|a|and\s+including))?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:boven|vanaf|meer\s+dan|hoger\s+dan|groter\s+dan|over|above|more\s+than|exceeding|from|minimaal|ten\s+minste|"
    r"at\s+least|>=?|≥)(?:\s+(?:de|een|the|a))?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:tussen|between|van|from)(?:\s+de)?\s*(?:€|eur)?\s*$", re.IGNORECASE)
_SCALE = re.compile(
    r"\b(?:salaris|functie|loon|pay\s+|salary\s+)?(?:schaal|scale|grade)\s+(?P<number>\d{1,2})\b", re.IGNORECASE
)
_FROM = re.compile(r"(?:vanaf|minimaal|ten\s+minste|from|at\s+least)\s*$", re.IGNORECASE)
_COMPARING = frozenset(
    "van tot en met boven onder tussen vanaf meer minder dan hoger lager maximaal max up to above below under over "
    "more less than between and from of or het een de a the procent percent per cent pct euro eur".split()
)


@dataclass(frozen=True, slots=True)
class Band:
    """A range, exclusive below and inclusive above; ``None`` is open."""

    above: Decimal | None = None
    up_to: Decimal | None = None

    def covers(self, value: Decimal) -> bool:
        """Whether the value lies in the range."""
        return (self.above is None or self.above == 0 or value > self.above) and (
            self.up_to is None or value <= self.up_to
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """One right within a topic, with what its words say about amount, per cent, salary scale and level."""

    right: DecisionRight
    amount: Band
    per_cent: Band | None
    scale: Band | None
    levels: frozenset[str]

    @property
    def order(self) -> tuple[Decimal, Decimal, Decimal, int]:
        """Where the right stands on the ladder, lowest first."""
        share = self.per_cent.above if self.per_cent else None
        scale = self.scale.above if self.scale else None
        level = min((("low", "middle", "high").index(level) for level in self.levels), default=0)
        return (self.amount.above or Decimal(0), share or Decimal(0), scale or Decimal(0), level)

    def in_force(self, first: date, last: date) -> bool:
        """Whether the right is in force on some day of the period."""
        right = self.right
        return (right.valid_from is None or right.valid_from <= last) and (
            right.valid_to is None or first <= right.valid_to
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """The rights about one subject, lowest first."""

    variants: tuple[Variant, ...]

    @property
    def banded(self) -> bool:
        """Whether amounts tell the rights apart."""
        return any(v.amount.above or v.amount.up_to is not None for v in self.variants)

    @property
    def by_share(self) -> bool:
        """Whether percentages tell the rights apart."""
        return any(v.per_cent for v in self.variants)

    @property
    def by_scale(self) -> bool:
        """Whether salary scales tell the rights apart."""
        return any(v.scale for v in self.variants)

    @property
    def levels(self) -> frozenset[str]:
        """The levels (low, middle, high) that tell the rights apart; none where there is only one."""
        all_levels = frozenset(level for v in self.variants for level in v.levels)
        return all_levels if len({v.levels for v in self.variants}) > 1 else frozenset()


def topics(rights: Sequence[DecisionRight]) -> tuple[Topic, ...]:
    """Return the topics of a register, in the order in which they first appear."""
    groups: dict[tuple[str, ...], list[Variant]] = {}
    for right in rights:
        groups.setdefault(_key(right), []).append(_variant(right))
    return tuple(Topic(tuple(sorted(group, key=lambda v: v.order))) for group in groups.values())


def asked_scale(text: str) -> Decimal | None:
    """Return the salary scale that a question names."""
    found = _SCALE.search(text)
    return Decimal(found["number"]) if found else None


def asked_levels(words: Sequence[str]) -> frozenset[str]:
    """Return the levels that these words of a question name."""
    return frozenset(_LEVEL_OF[w] for w in words if w in _LEVEL_OF)


def _key(right: DecisionRight) -> tuple[str, ...]:
    """Return what the rows of one topic share: its words without amounts, percentages and levels."""
    title = right.topic_nl
    for found in sorted(find_amounts(title), key=lambda f: f.start, reverse=True):
        title = title[: found.start] + " " + title[found.end :]
    kept = [w for w in tokens(title) if w not in _COMPARING and w not in _LEVEL_OF]
    return tuple(stem(w) for w in kept) or tokens(right.topic_nl) or (right.id,)


def _variant(right: DecisionRight) -> Variant:
    """Return the right with its bands; those in the columns win over those in the words."""
    said = " ; ".join(t for t in (right.topic_nl, right.conditions) if t)
    amounts = _band(said, [f for f in find_amounts(said) if not f.per_cent])
    band = Band(right.above, right.up_to) if right.above or right.up_to is not None else amounts
    share: Band | None = None
    for text in (right.topic_nl, right.conditions, right.topic_en, right.description):
        share = share or _band(text, [f for f in find_amounts(text) if f.per_cent])
    levels = _levels(f"{right.topic_nl} ; {right.topic_en} ; {right.conditions}") or _levels(right.description)
    scale = _scale(f"{right.topic_nl} ; {right.conditions} ; {right.description}")
    return Variant(right, band or Band(), share, scale, levels)


def _scale(text: str) -> Band | None:
    """Return the salary scales that a text describes; a scale "from" which it holds is part of it."""
    found = [
        Found(m.start(), m.end(), Decimal(m["number"]) - bool(_FROM.search(text[: m.start()])))
        for m in _SCALE.finditer(text)
    ]
    return _band(text, found)


def _levels(text: str) -> frozenset[str]:
    """Return the levels that a text names; "geen hoog risico" is low."""
    said = tokens(text)
    return frozenset(
        "low" if place and said[place - 1] in _NOT and _LEVEL_OF[word] == "high" else _LEVEL_OF[word]
        for place, word in enumerate(said)
        if word in _LEVEL_OF
    )


def _band(text: str, found: list[Found]) -> Band | None:
    """Return the range that the words around amounts describe, or None."""
    above: Decimal | None = None
    up_to: Decimal | None = None
    for place, amount in enumerate(found):
        before = text[: amount.start]
        if _BETWEEN.search(before) and place + 1 < len(found):
            return Band(amount.value, found[place + 1].value)
        if _UNDER.search(before):
            up_to = amount.value
        elif _ABOVE.search(before):
            above = amount.value
    return Band(above, up_to) if above is not None or up_to is not None else None
