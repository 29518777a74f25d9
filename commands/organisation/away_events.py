# SPDX-License-Identifier: EUPL-1.2
"""The days that somebody is away, out of that person's own calendar file; of what else is in it, nothing is kept."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from commands.calendars import Calendar
from commands.faults import Fault
from commands.organisation.calendar_file import Event, read_calendar
from commands.organisation.spans import Span

#: So far ahead days are proposed, as an absence lasts a year at most.
_AHEAD = timedelta(days=366)
#: What Outlook and Exchange write of an event during which somebody is out of office.
_BUSY = "X-MICROSOFT-CDO-BUSYSTATUS"
_WORDS = re.compile(
    r"\b(?:afwezig|vakantie|verlof|vrij|niet aanwezig|out of (?:the )?office|ooo|on leave|annual leave|holiday|vacation"
    r"|absent|away)\b",
    re.IGNORECASE,
)


def read_away(text: str, calendar: Calendar, today: date) -> tuple[tuple[Span, ...], tuple[Fault, ...]]:
    """Return the days away that are still to come, days in a row as one, and what could not be read.

    Away is what the calendar shows as out of office, or a whole day that is not marked as free and is called so.
    """
    events, faults = read_calendar(text, today)
    spans = (span for event in events if _away(event) and (span := _span(event)))
    to_come = [span for span in spans if span.last >= today and span.first <= today + _AHEAD]
    return tuple(_joined(sorted(to_come, key=lambda span: span.first), calendar)), faults


def _away(event: Event) -> bool:
    """Whether somebody is away for whole days."""
    if not event.whole_days and event.first == (event.last or event.first):
        return False
    if event[_BUSY]:
        return event[_BUSY].upper() == "OOF"
    return event["TRANSP"].upper() != "TRANSPARENT" and bool(_WORDS.search(event["SUMMARY"]))


def _span(event: Event) -> Span | None:
    """Return the days of an event; None where they are no days."""
    try:
        first = date.fromisoformat(event.first)
        return Span(first, max(first, date.fromisoformat(event.last or event.first)))
    except ValueError:
        return None


def _joined(spans: Iterable[Span], calendar: Calendar) -> Iterable[Span]:
    """Yield the spans, as one where no working day lies between."""
    whole: Span | None = None
    for span in spans:
        if whole and calendar.working_days_between(whole.last, span.first - timedelta(days=1)) == 0:
            whole = Span(whole.first, max(whole.last, span.last))
            continue
        if whole:
            yield whole
        whole = span
    if whole:
        yield whole
