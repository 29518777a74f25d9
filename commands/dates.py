# SPDX-License-Identifier: EUPL-1.2
"""Days as people say them: ``23-11``, ``23 nov``, ``volgende week dinsdag``, ``eind Q1``, ``vorig jaar``."""

from dataclasses import dataclass
from datetime import date

from commands.periods import FIELD_RULES, QUESTION_RULES
from commands.text import Message, _

_SHOWN = 60


class DayUnclear(ValueError):
    """What was typed is not one clear day; ``text`` is what was typed, ``message`` the sentence for the typist."""

    def __init__(self, text: str, message: Message) -> None:
        """Keep what was typed and why it cannot be read."""
        super().__init__(message.id)
        self.text = text
        self.message = message


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day or period found in a text, from ``start`` up to ``end``; ``first`` and ``last`` day are inclusive."""

    start: int
    end: int
    first: date
    last: date

    def day(self, today: date) -> date:
        """Return the day to look at: the last of the period, but not beyond today when the period has begun."""
        return today if self.first <= today < self.last else self.last


def parse_day(text: str, today: date) -> date:
    """Return the one day that someone typed in a field; a period means its last day, a weekday the next one.

    Raises:
        DayUnclear: when it is empty, impossible (31 februari) or not understood.

    """
    typed = " ".join(text.lower().split()).strip(" .")
    if not typed:
        raise DayUnclear(text, _("Fill in a date, such as 23-11-2026."))
    for pattern, meaning in FIELD_RULES:
        if match := pattern.fullmatch(typed):
            try:
                return meaning(match, today)[1]
            except (ValueError, OverflowError):
                raise DayUnclear(text, _off_calendar(typed)) from None
    raise DayUnclear(text, _("I can't read “{typed}” as a date. Write for example 23-11-2026.", typed=typed[:_SHOWN]))


def _off_calendar(typed: str) -> Message:
    return _("“{typed}” is not on the calendar.", typed=typed[:_SHOWN])


def find_day(text: str, today: date) -> FoundDay | None:
    """Return the day or period that a question speaks of ("op 14 maart 2025", "vorig jaar"), or None.

    Raises:
        DayUnclear: when a day is named that is not on the calendar.

    """
    lower = text.lower()
    lower = lower if len(lower) == len(text) else text  # a letter that grows would move every place
    for pattern, meaning in QUESTION_RULES:
        if match := pattern.search(lower):
            try:
                first, last = meaning(match, today)
            except (ValueError, OverflowError):
                raise DayUnclear(match.group().strip(), _off_calendar(match.group().strip())) from None
            return FoundDay(match.start(), match.end(), first, last)
    return None
