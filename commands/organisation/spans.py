# SPDX-License-Identifier: EUPL-1.2
"""From when until when somebody is away, read from a sentence such as "ik ben weg tot 3 januari"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commands.dates import DayUnclear, find_day, parse_day
from commands.text import _

_AWAY_NL = r"weg|afwezig|er (?:even )?niet|vrij|op vakantie|met vakantie|met verlof|op verlof|niet aanwezig"
_AWAY_EN = r"away|absent|on leave|on holiday|on vacation|out of (?:the )?office|off"
_AWAY = rf"(?:{_AWAY_NL}|{_AWAY_EN})"
_I_AM = r"(?:ik (?:ben|zit|ga)|(?:dan )?ben ik|i['’]?m|i am|i['’]?ll be|i will be)"
#: Sentences that mean "I am away"; what stands around these words may be days and nothing else that is long.
AWAY = re.compile(rf"{_I_AM}\b(?:.{{0,40}}\s)?{_AWAY}\b.{{0,60}}", re.IGNORECASE)
BACK = re.compile(
    r"(?:ik ben (?:er )?weer(?: (?:terug|aanwezig|beter))?|ik ben terug|i['’]?m back|i am back)[.! ]*", re.IGNORECASE
)
_FILLER = re.compile(rf"\b(?:{_I_AM}|{_AWAY_NL}|{_AWAY_EN}|er|even|gewoon|van|vanaf|from|starting)\b", re.IGNORECASE)
_TO = re.compile(r"(?P<inclusive>tot en met|t/m|t\.?e\.?m\.?|through|up to and including|-|–)|tot|until|till|to|up to")
_BETWEEN = re.compile(rf"(?P<first>.*?)(?:^|\s+)(?P<to>{_TO.pattern})\s+(?P<last>.+)")
_WEEKDAYS = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_EXACT = re.compile(rf"\d{{1,2}}(?:e|st|nd|rd|th)?[\s/.-]|\d{{4}}-|\b(?:{_WEEKDAYS})\b")
_WEEK = re.compile(r"(?:deze|dit|volgende|komende|this|next) (?:week|maand|month)")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day away, both included."""

    first: date
    last: date


def read_span(words: str, today: date) -> Span | None:
    """Return the days these words speak of; None where they name none.

    "Tot 3 januari" means back on 3 January, so away until the 2nd; "tot en met" includes the day itself.

    Raises:
        DayUnclear: when a day is named that is not understood, or the last one lies before the first.

    """
    rest = " ".join(_FILLER.sub(" ", words.casefold()).split()).strip(" .,!")
    if not rest:
        return None
    if match := _BETWEEN.fullmatch(rest):
        last_words = match["last"].strip(" ,.")
        last = parse_day(last_words, today)
        first = _first(match["first"].strip(" ,."), last_words, last, today)
        if last < first:
            text = _("{last} lies before {first}. Fill in the first and the last day away.", last=last, first=first)
            raise DayUnclear(words, text)
        included = match["inclusive"] or not _EXACT.search(last_words + " ")
        last = last if included else last - timedelta(days=1)
        return Span(first, max(first, last))
    if _WEEK.fullmatch(rest) and (found := find_day(rest, today)):
        return Span(max(found.first, today), found.last)
    day = parse_day(rest, today)
    return Span(day, day)


def _first(said: str, last_said: str, last: date, today: date) -> date:
    """Return the first day; a bare number has the month of the last, or the one before: "van 28 t/m 3 april"."""
    if not said:
        return today
    if not said.isdecimal():
        return parse_day(said, today)
    first = parse_day(re.sub(r"^\d{1,2}", said, last_said), today)
    if first <= last:
        return first
    before = last.replace(day=1) - timedelta(days=1)
    return parse_day(f"{said}-{before.month}-{before.year}", today)
