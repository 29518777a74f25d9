# SPDX-License-Identifier: EUPL-1.2
"""What words say about days: patterns, each with the first and last day it means, seen from a given today."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from commands.numerals import numeral
from commands.patterns import Pattern

_MONTHS = {
    "januari": 1, "jan": 1, "january": 1, "februari": 2, "feb": 2, "february": 2, "maart": 3, "mrt": 3, "mar": 3,
    "march": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7,
    "july": 7, "augustus": 8, "aug": 8, "august": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10,
    "oct": 10, "october": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "maandag": 0, "ma": 0, "monday": 0, "dinsdag": 1, "di": 1, "tuesday": 1, "woensdag": 2, "wo": 2, "wednesday": 2,
    "donderdag": 3, "do": 3, "thursday": 3, "vrijdag": 4, "vr": 4, "friday": 4, "zaterdag": 5, "za": 5,
    "saturday": 5, "zondag": 6, "zo": 6, "sunday": 6,
}  # fmt: skip
_NEAR = {
    "vandaag": 0, "today": 0, "nu": 0, "now": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "gisteren": -1,
    "yesterday": -1, "eergisteren": -2,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted((w for w in _WEEKDAYS if len(w) > 2), key=len, reverse=True))  # noqa: PLR2004 - "do" is a verb
_YEAR = r"(?:(?:19|20)\d{2})"


Span: TypeAlias = tuple[date, date]
Meaning: TypeAlias = Callable[[re.Match[str], date], Span]


def _one(day: date) -> Span:
    return day, day


def _month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_span(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), _month_span(year, last)[1]


def _iso(match: re.Match[str], _today: date) -> Span:
    return _one(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _full_year(said: str | None, month: int, day: int, today: date, *, ahead: bool) -> int:
    """Return the year; without one, the nearest that lies ahead (a deadline) or behind (a question)."""
    if said:
        return int(said) if len(said) == 4 else 2000 + int(said)  # noqa: PLR2004 - two digits mean this century
    if (month, day) == (2, 29):
        years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
        return next(y for y in years if monthrange(y, 2)[1] == day)
    this = date(today.year, month, day)
    if ahead:
        return today.year if this >= today else today.year + 1
    return today.year if this <= today else today.year - 1


def _numbers(*, ahead: bool) -> Meaning:
    def meaning(match: re.Match[str], today: date) -> Span:
        day, month = int(match["d"]), int(match["m"])
        return _one(date(_full_year(match["y"], month, day, today, ahead=ahead), month, day))

    return meaning


def _named(*, ahead: bool) -> Meaning:
    def meaning(match: re.Match[str], today: date) -> Span:
        day, month = int(match["d"]), _MONTHS[match["month"]]
        return _one(date(_full_year(match["y"], month, day, today, ahead=ahead), month, day))

    return meaning


def _month(*, ahead: bool) -> Meaning:
    def meaning(match: re.Match[str], today: date) -> Span:
        month = _MONTHS[match["month"]]
        if match["y"]:
            return _month_span(int(match["y"]), month)
        later = month >= today.month if ahead else month > today.month
        shift = (0 if later else 1) if ahead else (-1 if later else 0)
        return _month_span(today.year + shift, month)

    return meaning


def _quarter(match: re.Match[str], today: date) -> Span:
    quarter = int(match["q"])
    year = int(match["y"]) if match["y"] else today.year
    first, last = _months_span(year, quarter * 3 - 2, quarter * 3)
    if not match["y"] and last < today and not match["in"]:
        first, last = _months_span(year + 1, quarter * 3 - 2, quarter * 3)
    return (first, first) if (match["part"] or "").startswith(("begin", "start", "early")) else (first, last)


def _part(match: re.Match[str], today: date) -> Span:
    """``eind 2025``, ``begin maart``, ``mid 2024``."""
    month = _MONTHS[match["month"]] if match["month"] else 0
    year = int(match["y"]) if match["y"] else today.year
    first, last = _month_span(year, month) if month else (date(year, 1, 1), date(year, 12, 31))
    if match["part"].startswith(("begin", "start", "early")):
        return _one(first) if month else (first, date(year, 3, 31))
    if match["part"].startswith(("eind", "end", "late")):
        return _one(last)
    return _one(first + (last - first) // 2)


def _near(match: re.Match[str], today: date) -> Span:
    return _one(today + timedelta(days=_NEAR[match["near"]]))


def _weekday(match: re.Match[str], today: date) -> Span:
    """Return the next such weekday; with ``volgende week`` the one in next week."""
    wanted = _WEEKDAYS[match["weekday"]]
    if match["week"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        return _one(monday + timedelta(days=wanted))
    return _one(today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1))


def _week(match: re.Match[str], today: date) -> Span:
    year = int(match["y"]) if match["y"] else today.year
    return date.fromisocalendar(year, int(match["w"]), 1), date.fromisocalendar(year, int(match["w"]), 7)


def _relative(match: re.Match[str], today: date) -> Span:
    """``vorig jaar``, ``last month``, ``volgende week``."""
    step = -1 if re.match(r"vorig|afgelopen|last|previous|past", match["which"]) else 1
    step = 0 if re.match(r"dit|deze|this|current|huidig", match["which"]) else step
    unit = match["unit"]
    if unit in ("jaar", "year"):
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    if unit in ("maand", "month"):
        months = today.year * 12 + today.month - 1 + step
        return _month_span(months // 12, months % 12 + 1)
    if unit in ("kwartaal", "quarter"):
        quarters = today.year * 4 + (today.month - 1) // 3 + step
        return _months_span(quarters // 4, quarters % 4 * 3 + 1, quarters % 4 * 3 + 3)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    return monday, monday + timedelta(days=6)


def _shifted(match: re.Match[str], today: date) -> Span:
    """``twee jaar geleden``, ``over 3 weken``, ``3 months ago``."""
    said = match["n"] or match["n2"]
    number = int(said) if said.isdigit() else int(numeral(said) or 1)
    unit = match["u"] or match["u2"]
    back = match["n"] is not None
    number = -number if back else number
    if unit.startswith(("jaar", "jaren", "year")):
        return _one(months_later(today, number * 12))
    if unit.startswith(("maand", "month")):
        return _one(months_later(today, number))
    return _one(today + timedelta(days=number * (7 if unit.startswith("we") else 1)))


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, min(day.day, monthrange(total // 12, total % 12 + 1)[1]))


def _year(match: re.Match[str], _today: date) -> Span:
    year = int(match["y"])
    return date(year, 1, 1), date(year, 12, 31)


def _before_year(match: re.Match[str], _today: date) -> Span:
    return _one(date(int(match["y"]) - 1, 12, 31))


def _after_year(match: re.Match[str], _today: date) -> Span:
    return _one(date(int(match["y"]) + 1, 1, 1))


_COUNTED = r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|a|an|one|two|three|four|five|six)"
_UNIT = r"(?:jaar|jaren|years?|maand(?:en)?|months?|week|weken|weeks|dag(?:en)?|days?)"
_PART = (
    r"(?P<part>begin(?:\s+van)?|eind(?:e)?(?:\s+van)?|medio|halverwege|half|mid|start\s+of|beginning\s+of|early|end\s+of|"
    r"late)"
)
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_DMY = rf"(?P<d>\d{{1,2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<y>{_YEAR}|\d{{2}})"
_DM = r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})(?P<y>)"
_DAY_MONTH = rf"(?P<d>\d{{1,2}})(?:e|st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_MONTH})\.?(?:\s*,?\s*'?(?P<y>{_YEAR}))?"
_MONTH_DAY = rf"(?P<month>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y>{_YEAR}))?"
_QUARTER = (
    rf"(?P<in>in\s+(?:het\s+)?)?(?:{_PART}\s+)?(?:(?:q|k|kwartaal\s+|quarter\s+)(?P<q>[1-4]))"
    rf"(?:\s+(?:van\s+|of\s+)?(?P<y>{_YEAR}))?"
)
_WEEKDAY_RULE = (
    r"(?P<week>volgende\s+week\s+|next\s+week\s+(?:on\s+)?)?(?:aanstaande\s+|komende\s+|next\s+|on\s+|op\s+)?"
    rf"(?P<weekday>{_WEEKDAY})"
)
_RELATIVE = (
    r"(?P<which>vorige?|afgelopen|volgende?|komende?|dit|deze|last|previous|past|next|this)\s+"
    r"(?P<unit>jaar|maand|kwartaal|week|year|month|quarter)"
)
_SHIFTED = (
    rf"(?:(?P<n>{_COUNTED})\s+(?P<u>{_UNIT})\s+(?:geleden|terug|ago|back)|"
    rf"(?:over|in)\s+(?P<n2>{_COUNTED})\s+(?P<u2>{_UNIT}))"
)


def _rules(*rules: tuple[str, Meaning]) -> tuple[tuple[Pattern, Meaning], ...]:
    return tuple((Pattern(pattern), meaning) for pattern, meaning in rules)


FIELD_RULES = _rules(
    (_ISO, _iso),
    (_DMY, _numbers(ahead=True)),
    (_DM, _numbers(ahead=True)),
    (_DAY_MONTH, _named(ahead=True)),
    (_MONTH_DAY, _named(ahead=True)),
    (rf"{_PART}\s+(?P<month>{_MONTH})(?:\s+(?P<y>{_YEAR}))?", _part),
    (rf"{_PART}\s+(?P<month>)(?P<y>{_YEAR})", _part),
    (_QUARTER, _quarter),
    (rf"(?:in\s+)?(?P<month>{_MONTH})(?:\s+(?P<y>{_YEAR}))?", _month(ahead=True)),
    (rf"(?P<near>{'|'.join(_NEAR)})", _near),
    (rf"(?P<week>)(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    (_WEEKDAY_RULE, _weekday),
    (rf"week\s+(?P<w>\d{{1,2}})(?:\s+(?P<y>{_YEAR}))?", _week),
    (_RELATIVE, _relative),
    (_SHIFTED, _shifted),
    (rf"(?:in\s+)?(?P<y>{_YEAR})", _year),
)
_L, _R = r"(?<![\w/.:-])", r"(?![\w/-])"
_ON = r"(?:(?:op|per|d\.?d\.?|on|as\s+of|vanaf|sinds|since|from)\s+)?"
QUESTION_RULES = _rules(
    (rf"{_L}{_ON}{_ISO}{_R}", _iso),
    (rf"{_L}{_ON}{_DMY}{_R}", _numbers(ahead=False)),
    (rf"{_L}{_ON}{_DAY_MONTH}{_R}", _named(ahead=False)),
    (rf"{_L}{_ON}{_MONTH_DAY}{_R}", _named(ahead=False)),
    (rf"{_L}(?:op|per|on|d\.?d\.?)\s+{_DM}{_R}", _numbers(ahead=False)),
    (rf"{_L}(?:in\s+)?{_PART}\s+(?P<month>{_MONTH})(?:\s+(?P<y>{_YEAR}))?{_R}", _part),
    (rf"{_L}(?:in\s+)?{_PART}\s+(?P<month>)(?P<y>{_YEAR}){_R}", _part),
    (rf"{_L}{_QUARTER}{_R}", _quarter),
    (rf"{_L}(?:(?:in|sinds|since|vanaf)\s+)?(?P<month>{_MONTH})\s+(?P<y>{_YEAR}){_R}", _month(ahead=False)),
    (rf"{_L}(?:in|sinds|since|vanaf)\s+(?P<month>{_MONTH})(?P<y>){_R}", _month(ahead=False)),
    (rf"{_L}(?:in\s+)?{_RELATIVE}{_R}", _relative),
    (rf"{_L}{_SHIFTED}{_R}", _shifted),
    (rf"{_L}(?:vóór|before)\s+(?P<y>{_YEAR}){_R}", _before_year),
    (rf"{_L}(?:na|after)\s+(?P<y>{_YEAR}){_R}", _after_year),
    (rf"{_L}(?:in|sinds|since|vanaf|anno|during|gedurende)\s+(?:het\s+jaar\s+)?(?P<y>{_YEAR}){_R}", _year),
    (rf"{_L}(?P<near>gisteren|yesterday|vandaag|today|nu|now|morgen|tomorrow){_R}", _near),
)
