# SPDX-License-Identifier: EUPL-1.2
"""Times of the day and weekdays as people type them: ``9``, ``08.30``, ``half 9``, ``17:00-9:30``, ``wo en vr``."""

import re
from datetime import time

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.u h]\s*(\d{2}))?\s*(?:uur|u|h|hrs?|am)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\btot\b|\bt/m\b|\bto\b|\buntil\b|\btill\b)\s*", re.IGNORECASE)
_BEGINNING = re.compile(r"(?:van|from|tussen|between)\s+", re.IGNORECASE)
_PARTS = re.compile(r"[\s,;/&+]+|\ben\b|\band\b", re.IGNORECASE)
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "ma maandag maandags mon monday mondays",
            "di dinsdag dinsdags tue tues tuesday tuesdays",
            "wo woensdag woensdags wed wednesday wednesdays",
            "do donderdag donderdags thu thur thurs thursday thursdays",
            "vr vrij vrijdag vrijdags fri friday fridays",
            "za zat zaterdag zaterdags sat saturday saturdays",
            "zo zon zondag zondags sun sunday sundays",
        )
    )
    for name in names.split()
}


def parse_time(typed: str) -> time | None:
    """Return the time of the day, to the minute; None where it is none."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day has 24 hours of 60 minutes


def parse_hours(typed: str) -> tuple[time, time] | None:
    """Return from when until when; the end may be on the next morning. None where it is no such thing."""
    parts = _BETWEEN.split(_BEGINNING.sub("", typed.strip(), count=1))
    if len(parts) != 2:  # noqa: PLR2004 - a beginning and an end
        return None
    begin, end = (parse_time(part) for part in parts)
    return (begin, end) if begin is not None and end is not None and begin != end else None


def parse_weekdays(typed: str) -> frozenset[int] | None:
    """Return the weekdays that are named, Monday is 0; None where something else is among them."""
    words = [word.strip(".").casefold() for word in _PARTS.split(typed) if word.strip(".")]
    return frozenset(_DAYS[word] for word in words) if all(word in _DAYS for word in words) else None
