# SPDX-License-Identifier: EUPL-1.2
"""Amounts and percentages found in a running text, with their place; euro excluding VAT."""

import re
from dataclasses import dataclass
from decimal import Decimal

from commands.numerals import NUMERAL, numeral
from commands.patterns import Pattern


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


DIGITS = (
    r"[1-9]\d{0,2}(?:[.\u00a0 ]\d{3})+(?:,\d{1,2})?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?"
    r"|\d+(?:[.,]\d{1,2})?|[.,]\d{1,2}"
)
_SCALES = {
    "k": 1_000, "duizend": 1_000, "dzd": 1_000, "thousand": 1_000, "mille": 1_000, "grand": 1_000,
    "ton": 100_000, "tonnen": 100_000, "m": 1_000_000, "mln": 1_000_000, "mio": 1_000_000, "miljoen": 1_000_000,
    "million": 1_000_000, "millions": 1_000_000, "mld": 10**9, "miljard": 10**9, "billion": 10**9, "bn": 10**9,
    "biljoen": 10**12, "trillion": 10**12, "triljoen": 10**18,
}  # fmt: skip
_SCALE = (
    r"(?:k|m)(?![\w])|duizend|dzd|thousand|mille|grand|tonnen|ton|mln|mio|miljoen|millions?|mld|miljard|billion|bn"
    r"|biljoen|triljoen|trillion"
)
_AMOUNT = Pattern(
    rf"""(?<![\w.,/:#-])(?P<minus>[-\u2212]\s?)?
    (?P<sign>€\s?-?|\beur(?:o)?\s?)?\s?
    (?:(?P<digits>{DIGITS})(?P<dash>,[-\u2013\u2014=]+)?
       |(?P<words>(?:{NUMERAL})|(?:an?\b))(?=\s?(?:{_SCALE}|euro|procent|per\s?cent))
       |(?P<bare>(?=(?:honderd)?(?:duizend)\b|(?:een\ )?miljoen\b)(?:honderd)?))
    (?:\s?(?P<scale>{_SCALE})(?![a-z]))?
    (?:\s?(?P<unit>€|eur(?:o(?:'?s)?)?(?![a-z])|%|procent(?![a-z])|per\s?cent|percent|pct)|(?P<unit2>,-+))?
    (?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_AFTER = Pattern(
    r"(?:\b(?:art|artikel|article|lid|par|paragraaf|hoofdstuk|hfd|nr|nummer|no|number|iso|nen|nta|rfc|windows|office|"
    r"server|sql|sap|oracle|versie|version|v|zaak|ticket|kamer|room|id|model|type|tel|telefoon|phone|postcode|itv|"
    r"week|bio|gibit|bijlage|stap|fase|form|formulier)\.?\s?:?|[#§+])$",
    re.IGNORECASE,
)
_MEASURE_AFTER = Pattern(
    r"\s?(?:uur|uren|hours?|hrs?|min|minuten|minutes?|dagen|dag|days?|weken|weeks?|maanden|months?|jaar|jaren|years?|"
    r"gb|tb|mb|mbit|gbit|inch|meter|km|fte|ghz|graden|x\b|[°ehr]\b|ste\b|de\b|st\b|nd\b|rd\b|th\b|[-/:]\d)",
    re.IGNORECASE,
)
_MONEY_BEFORE = Pattern(
    r"(?:\b(?:voor|van|tot|boven|onder|vanaf|over|à|á|ad|at|for|of|worth|up\ to|above|below|under|than|dan|budget|"
    r"kosten|kost|costs?|costing|bedrag|amount|waarde|order|circa|ca|ongeveer|about|around|max|maximaal|min|minimaal|"
    r"zzp'?er|zzp|opdracht|schade|claim|subsidie|bijdrage|lening|krediet|boete|bonus|declaratie|factuur|nota|rekening|offerte|"
    r"voorschot|schuld|vordering|garantie|fine|grant|loan|invoice|de|:|~)\.?|[(:=~@])\s*$",
    re.IGNORECASE,
)
_ENDS_AFTER = Pattern(
    r"\s*(?:$|[?!;,)]|\.(?!\d)|(?:wie|who|door|by|en|and|op|excl|incl|ex|exclusief|inclusief|per|dan|bij|aan|mag|is|"
    r"kan|akkoord|wat|welke|which|from|moet|gaat|uitgeven|besteden|tekenen|goedkeuren|spend|approve|sign)\b)",
    re.IGNORECASE,
)
_VAGUE_BEFORE = Pattern(r"\b(?:paar|aantal|enkele|few|couple\s+of|several|some)\s*$", re.IGNORECASE)
_OVER = Pattern(
    r"(?:boven|meer\s+dan|hoger\s+dan|groter\s+dan|duurder\s+dan|above|over|more\s+than|exceed(?:s|ing)?|exceeding|"
    r"higher\s+than|larger\s+than|beyond|>)(?:\s+(?:de|the|een|a))?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_EACH_BEFORE = Pattern(r"(?:\bà|\bá|@|\b(?:ad|at|a)|[x×*]|\b(?:keer|maal|times))\s*(?:€|eur)?\s*$", re.IGNORECASE)
_EACH_AFTER = Pattern(
    r"\s*(?:,-)?\s*(?:euro)?\s*(?:\bper\s+(?:stuk|unit|eenheid|licentie|gebruiker|laptop|user|licen[cs]e|piece|item|"
    r"apparaat|device|toestel|seat|werkplek|persoon|medewerker|person|head)\b|p\.?\s?/?st\b|\beach\b|\bapiece\b|"
    r"\ba\s+piece\b|\belk\b|\bieder\b|\bper\s+\w+(?=\s*$))",
    re.IGNORECASE,
)
_COUNT = Pattern(
    rf"(?<![\w.,])(?P<count>\d{{1,6}}|\d{{1,3}}\.\d{{3}}|{NUMERAL})\s?(?:[x×*]|keer|maal|times|"
    r"(?P<things>(?:\s?[^\W\d]['\w-]*){1,4}?))\s*,?\s*(?:à|á|@|ad|at|a|van|of|for|voor)?\s*(?:€|eur)?\s*$",
    re.IGNORECASE,
)
_OF_BEFORE = Pattern(r"\b(?:van|of)\s*(?:€|eur)?\s*$", re.IGNORECASE)
_TIMES_AFTER = Pattern(r"\s*(?:euro)?\s*(?:per\s+\w+)?\s*[x×*]\s*(?P<count>\d{1,4})\b(?!\s*(?:€|eur))", re.IGNORECASE)
_YEARLY = Pattern(
    r"\s*(?:euro)?\s*(?:per\s+jaar|p\.?\s?/?j\b|jaarlijks|per\s+year|a\s+year|yearly|annually|/\s?jaar)", re.IGNORECASE
)
_YEARS = Pattern(rf"(?<![\w.,])(?P<years>\d{{1,2}}|{NUMERAL})[\s-]?(?:jaren|jaar|jarige?|years?)\b", re.IGNORECASE)
_METRES = Pattern(r"\s*(?:hoog|lang|breed|diep|kabel|cable|long|high|wide|deep|afstand|away)", re.IGNORECASE)
_YEAR_LIKE = range(1900, 2101)
_LEAST_BARE = 1000
_LOOK_BACK = 120
_UNIT_PRICE = Decimal(3000)
#: "3 teams van 12" speaks of people.
_LEAST_PRICE = Decimal(100)


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


def _amount(text: str, match: re.Match[str]) -> Found | None:
    """Return what a match means, or None where the number is not money."""
    before, after = (
        text[max(0, match.start() - _LOOK_BACK) : match.start()],
        text[match.end() : match.end() + _LOOK_BACK],
    )
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
        return number(match["digits"]) * scale
    if match["words"]:
        said = match["words"].lower()
        counted = Decimal(1) if said in ("a", "an") else numeral(said)
        return None if counted is None else counted * scale
    return (Decimal(100) if match["bare"] else Decimal(1)) * scale if match["scale"] else None


def number(digits: str) -> Decimal:
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
    if _EACH_AFTER.match(after) or _price_of_one(value, before):
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
    return bool(_METRES.match(after))


def _times(before: str, after: str, value: Decimal, text: str) -> Decimal:
    """Return how many units (or years) the price is for."""
    each = bool(_EACH_BEFORE.search(before) or _EACH_AFTER.match(after))
    count = _COUNT.search(before)
    each = each or _price_of_one(value, before)
    if count and each and not re.search(r"\b(?:jaar|jaren|years?|procent)\b", count["things"] or ""):
        again = _TIMES_AFTER.match(after)
        return _quantity(count["count"]) * (_quantity(again["count"]) if again else 1)
    if _YEARLY.match(after) and (years := _YEARS.search(text)):
        return _quantity(years["years"])
    return Decimal(1)


def _price_of_one(value: Decimal, before: str) -> bool:
    """Whether a number behind "20 laptops van" is the price of each: small, and no year."""
    small = _LEAST_PRICE <= value <= _UNIT_PRICE and int(value) not in _YEAR_LIKE
    return small and bool(_OF_BEFORE.search(before) and _COUNT.search(before))


def _quantity(said: str) -> Decimal:
    """Return a count in digits or words."""
    return Decimal(said.replace(".", "")) if said[0].isdigit() else numeral(said) or Decimal(1)
