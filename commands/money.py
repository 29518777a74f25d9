# SPDX-License-Identifier: EUPL-1.2
"""Amounts as people type them: ``40k``, ``€ 40.000,-``, ``1,2 mln``, ``20 laptops à 1.200``; euro excluding VAT."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from commands.numerals import NUMERAL, numeral

if TYPE_CHECKING:
    from commands.text import Message

#: Above this an amount is a slip of the keyboard: ten billion euro is more than all municipalities but a few spend.
MOST = Decimal(10_000_000_000)


@dataclass(frozen=True, slots=True, order=True)
class Euro:
    """An amount in euro, excluding VAT."""

    value: Decimal


class AmountUnclear(ValueError):
    """What was typed is not one clear amount; ``text`` is what was typed, ``reason`` an English sentence."""

    def __init__(self, text: str, reason: str) -> None:
        """Keep what was typed and why it cannot be read."""
        super().__init__(f"{reason} ({text[:60]!r})")
        self.text = text
        self.reason = reason

    @property
    def message(self) -> "Message":
        """The sentence for the person who typed it."""
        from commands.text import Message  # noqa: PLC0415 - a message may hold a Euro, so text imports this module

        return Message(self.reason, (("typed", self.text[:60]),))


@dataclass(frozen=True, slots=True)
class Found:
    """An amount or percentage found in a text, from ``start`` up to ``end``.

    ``value`` is euro excluding VAT, or per cent when ``per_cent``. For a unit price, ``times`` is the number of
    units (or years) and ``value`` the price of one. ``over`` says that the words ask for more than the value
    ("boven de 50.000").
    """

    start: int
    end: int
    value: Decimal
    per_cent: bool = False
    times: Decimal = Decimal(1)
    over: bool = False

    @property
    def total(self) -> Decimal:
        """The value of all units together."""
        return self.value * self.times


_DIGITS = r"\d{1,3}(?:[.\u00a0 ]\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?|[.,]\d{1,2}"
_SCALES = {
    "k": 1_000, "duizend": 1_000, "dzd": 1_000, "thousand": 1_000, "mille": 1_000, "grand": 1_000,
    "ton": 100_000, "tonnen": 100_000, "m": 1_000_000, "mln": 1_000_000, "mio": 1_000_000, "miljoen": 1_000_000,
    "million": 1_000_000, "millions": 1_000_000, "mld": 10**9, "miljard": 10**9, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_SCALE = r"(?:k|m)(?![\w])|duizend|dzd|thousand|mille|grand|tonnen|ton|mln|mio|miljoen|millions?|mld|miljard|billion|bn"
_AMOUNT = re.compile(
    rf"""(?<![\w.,/:#-])(?P<minus>[-\u2212]\s?)?
    (?P<sign>€\s?-?|\beur(?:o)?\s?)?\s?
    (?:(?P<digits>{_DIGITS})(?P<dash>,[-\u2013\u2014=]+)?
       |(?P<words>(?:{NUMERAL})|(?:an?\b))(?=\s?(?:{_SCALE}|euro|procent|per\s?cent))
       |(?P<bare>(?=(?:honderd)?(?:duizend)\b|(?:een\ )?miljoen\b)(?:honderd)?))
    (?:\s?(?P<scale>{_SCALE})(?![a-z]))?
    (?:\s?(?P<unit>€|eur(?:o(?:'?s)?)?(?![a-z])|%|procent(?![a-z])|per\s?cent|percent|pct)|(?P<unit2>,-+))?
    (?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_AFTER = re.compile(
    r"(?:\b(?:art|artikel|article|lid|par|paragraaf|hoofdstuk|hfd|nr|nummer|no|number|iso|nen|nta|rfc|windows|office|"
    r"server|sql|sap|oracle|versie|version|v|zaak|ticket|kamer|room|id|model|type|tel|telefoon|phone|postcode|itv|"
    r"week|bio|gibit|bijlage|stap|fase|form|formulier)\.?\s?:?|[#§+])$",
    re.IGNORECASE,
)
_MEASURE_AFTER = re.compile(
    r"\s?(?:uur|uren|hours?|hrs?|min|minuten|minutes?|dagen|dag|days?|weken|weeks?|maanden|months?|jaar|jaren|years?|"
    r"gb|tb|mb|mbit|gbit|inch|meter|km|fte|ghz|graden|x\b|[°ehr]\b|ste\b|de\b|st\b|nd\b|rd\b|th\b|[-/:]\d)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:\b(?:voor|van|tot|boven|onder|vanaf|over|à|á|ad|at|for|of|worth|up\ to|above|below|under|than|dan|budget|"
    r"kosten|kost|costs?|costing|bedrag|amount|waarde|order|circa|ca|ongeveer|about|around|max|maximaal|min|minimaal|"
    r"zzp'?er|zzp|opdracht|de|:|~)\.?|[(:=~@])\s*$",
    re.IGNORECASE,
)
_ENDS_AFTER = re.compile(
    r"\s*(?:$|[?!;,)]|\.(?!\d)|(?:wie|who|door|by|en|and|op|excl|incl|ex|exclusief|inclusief|per|dan|bij|aan|mag|is|"
    r"kan|akkoord|wat|welke|which|from|moet|gaat|uitgeven|besteden|tekenen|goedkeuren|spend|approve|sign)\b)",
    re.IGNORECASE,
)
_VAGUE_BEFORE = re.compile(r"\b(?:paar|aantal|enkele|few|couple\s+of|several|some)\s*$", re.IGNORECASE)
_OVER = re.compile(
    r"(?:boven|meer\s+dan|hoger\s+dan|groter\s+dan|duurder\s+dan|above|over|more\s+than|exceed(?:s|ing)?|exceeding|"
    r"higher\s+than|larger\s+than|beyond|>)(?:\s+(?:de|the|een|a))?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"(?:\bà|\bá|@|\b(?:ad|at|a)|[x×*]|\b(?:keer|maal|times))\s*(?:€|eur)?\s*$", re.IGNORECASE)
_EACH_AFTER = re.compile(
    r"\s*(?:,-)?\s*(?:euro)?\s*(?:\bper\s+(?:stuk|unit|eenheid|licentie|gebruiker|laptop|user|licen[cs]e|piece|item|"
    r"apparaat|device|toestel|seat|werkplek|persoon|medewerker|person|head)\b|p\.?\s?/?st\b|\beach\b|\bapiece\b|"
    r"\ba\s+piece\b|\belk\b|\bieder\b|\bper\s+\w+(?=\s*$))",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,])(?P<count>\d{{1,6}}|\d{{1,3}}\.\d{{3}}|{NUMERAL})\s?(?:[x×*]|keer|maal|times|"
    r"(?P<things>(?:\s?[^\W\d]['\w-]*){1,4}?))\s*,?\s*(?:à|á|@|ad|at|a|van|of|for|voor)?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\s*(?:euro)?\s*(?:per\s+jaar|p\.?\s?/?j\b|jaarlijks|per\s+year|a\s+year|yearly|annually|/\s?jaar)", re.I)
_YEARS = re.compile(rf"(?<![\w.,])(?P<years>\d{{1,2}}|{NUMERAL})[\s-]?(?:jaren|jaar|jarige?|years?)\b", re.IGNORECASE)
_YEAR_LIKE = range(1900, 2101)
_LEAST_BARE = 1000
_UNIT_PRICE = Decimal(3000)


def find_amounts(text: str) -> tuple[Found, ...]:
    """Return the amounts and percentages in a text, in order.

    Years, articles, phone numbers, times, measures and product names are not amounts.
    """
    found: list[Found] = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(text, match)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def parse_euro(text: str) -> Euro:
    """Return the one amount that someone typed in a field, in euro excluding VAT.

    Raises:
        AmountUnclear: when it is empty, negative, absurd, not an amount, or more than one.

    """
    typed = " ".join(text.split())
    if not typed:
        raise AmountUnclear(text, "Fill in an amount, such as 40.000 or 40k.")
    if re.search(r"^\s*(?:€|eur)?\s*[-\u2212]\s*\d|^\s*(?:min|minus)\s+\d", typed, re.IGNORECASE):
        raise AmountUnclear(text, "An amount cannot be below zero.")
    plain = re.fullmatch(rf"(?:€|eur(?:o)?)?\s*({_DIGITS})(?:,[-\u2013\u2014=]+)*\s*(?:€|euro|eur)?", typed, re.IGNORECASE)
    if plain:
        value = _number(plain[1])
    else:
        found = [f for f in find_amounts(typed) if not f.per_cent]
        if len({f.total for f in found}) > 1:
            raise AmountUnclear(text, "I read more than one amount in “{typed}”. Fill in one.")
        if not found or _leftover(typed, found):
            raise AmountUnclear(text, "I can't read “{typed}” as an amount. Write for example 40.000 or 40k.")
        value = found[0].total
    if value > MOST:
        raise AmountUnclear(text, "“{typed}” is more than ten billion euro. Check the amount.")
    return Euro(value)


def _leftover(typed: str, found: list[Found]) -> bool:
    """Whether digits stand outside the amounts: then part of what was typed would be ignored."""
    if found[0].times != 1:
        return False
    rest = "".join(c for i, c in enumerate(typed) if not any(f.start <= i < f.end for f in found))
    return any(c.isdigit() for c in rest)


def _amount(text: str, match: re.Match[str]) -> Found | None:
    """Return what a match means, or None where the number is not money."""
    before, after = text[: match.start()], text[match.end() :]
    unit = (match["unit"] or match["unit2"] or "").lower()
    if unit.startswith(("%", "p")):
        value = _value(match)
        if value is None:
            return None
        return Found(match.start(), match.end(), value, per_cent=True, over=bool(_OVER.search(before)))
    marked = bool(match["sign"] or unit or match["dash"] or match["scale"])
    value = _value(match)
    if value is None or match["minus"] or _VAGUE_BEFORE.search(before):
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    if not marked and not _bare_money(match["digits"] or "", value, before, after):
        return None
    if match["scale"] in ("m", "M") and not (match["sign"] or unit) and _length(after):
        return None
    times = _times(before, after, value, text)
    return Found(start, match.end(), value, times=times, over=bool(_OVER.search(before)))


def _value(match: re.Match[str]) -> Decimal | None:
    """Return the number with its scale."""
    scale = Decimal(_SCALES.get((match["scale"] or "").lower(), 1))
    if match["digits"]:
        return _number(match["digits"]) * scale
    if match["words"]:
        said = match["words"].lower()
        number = Decimal(1) if said in ("a", "an") else numeral(said)
        return None if number is None else number * scale
    return (Decimal(100) if match["bare"] else Decimal(1)) * scale if match["scale"] else None


def _number(digits: str) -> Decimal:
    """Return the number that digits with Dutch or English separators say; three digits after one are thousands."""
    tight = re.sub(r"[\u00a0 ]", "", digits)
    last = max(tight.rfind("."), tight.rfind(","))
    decimals = len(tight) - last - 1
    if last >= 0 and decimals != 3:  # noqa: PLR2004 - groups of thousands have three digits
        whole, fraction = tight[:last], tight[last + 1 :]
        return Decimal(re.sub(r"[.,]", "", whole or "0") + "." + fraction)
    return Decimal(re.sub(r"[.,]", "", tight))


def _bare_money(digits: str, value: Decimal, before: str, after: str) -> bool:
    """Whether a number without currency or scale is money: by its size, its separators and the words around it."""
    if _NOT_AFTER.search(before) or _MEASURE_AFTER.match(after) or digits.startswith("0"):
        return False
    if _EACH_BEFORE.search(before) and _COUNT.search(before):
        return True
    if _EACH_AFTER.match(after):
        return True
    if value < _LEAST_BARE:
        return False
    grouped = not digits.isdigit()
    if grouped:
        return bool(_MONEY_BEFORE.search(before) or _ENDS_AFTER.match(after))
    if int(value) in _YEAR_LIKE or re.match(r"\s?[A-Z]{2}\b", after):
        return False
    return bool(_MONEY_BEFORE.search(before) or _ENDS_AFTER.match(after))


def _length(after: str) -> bool:
    """Whether the words after ``10m`` speak of metres."""
    return bool(re.match(r"\s*(?:hoog|lang|breed|diep|kabel|cable|long|high|wide|deep|afstand|away)", after, re.IGNORECASE))


def _times(before: str, after: str, value: Decimal, text: str) -> Decimal:
    """Return how many units (or years) the price is for."""
    each = bool(_EACH_BEFORE.search(before) or _EACH_AFTER.match(after))
    count = _COUNT.search(before)
    if count and not each:
        each = bool(re.search(r"\bvan\s*(?:€|eur)?\s*$", before)) and value <= _UNIT_PRICE
    if count and each and not re.search(r"\b(?:jaar|jaren|years?|procent)\b", count["things"] or ""):
        return _quantity(count["count"])
    if _YEARLY.match(after) and (years := _YEARS.search(text)):
        return _quantity(years["years"])
    return Decimal(1)


def _quantity(said: str) -> Decimal:
    """Return a count in digits or words."""
    return Decimal(said.replace(".", "")) if said[0].isdigit() else numeral(said) or Decimal(1)
