# SPDX-License-Identifier: EUPL-1.2
"""Closing days and recess out of a table: columns in Dutch or English, each fault with its row and column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commands.calendars import Pause, Span
from commands.faults import Fault, Severity
from commands.forms import tidy
from commands.organisation.columns import plain
from commands.organisation.opening import span_fault
from commands.text import Message, _

LONGEST_NAME = 80
#: By field: the name in the documentation first, then other names as they occur.
COLUMNS = {
    "kind": "kind, soort, type",
    "first": "from, van, vanaf, eerste dag, begin, begindatum, startdatum, start, start date, first day, datum, date, "
    "dag, day",
    "last": "to, tot, tot en met, tm, laatste dag, einde, einddatum, end, end date, last day, until",
    "name": "name, naam, omschrijving, titel, description, title, summary",
}
_BY_NAME = {plain(name): field for field, names in COLUMNS.items() for name in names.split(",")}
_CLOSING = "closing closed gesloten sluiting sluitingsdag brugdag vrij"
_RECESS = "recess reces vakantie schoolvakantie"
_KINDS = dict.fromkeys(_CLOSING.split(), Pause.CLOSING) | dict.fromkeys(_RECESS.split(), Pause.RECESS)
#: A name that speaks of a recess, where a file has no kind: school holidays close nothing.
_RECESS_WORDS = re.compile(r"reces|recess|vakantie|school", re.IGNORECASE)
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


@dataclass(frozen=True, slots=True)
class PausesDraft:
    """What a file says: closings and recesses, and the faults by row. With an error nothing is imported."""

    pauses: tuple[tuple[Pause, Span], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop the import."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def read_pauses(
    header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], today: date, header_row: int = 1
) -> PausesDraft:
    """Return the closings and recesses in these rows, each with its row number in the file, and every fault."""
    places = {field: at for at, name in enumerate(header) if (field := _BY_NAME.get(plain(name)))}
    if "first" not in places:
        text = _("The column “{column}” is missing; it may also be called “{other}”.", column="from", other="van")
        return PausesDraft(faults=(Fault(header_row, "from", text),))
    pauses: list[tuple[Pause, Span]] = []
    faults: list[Fault] = []
    for number, cells in rows:
        typed = {f: tidy(cells[at], lines=False) if at < len(cells) else "" for f, at in places.items()}
        called = {field: header[at] for field, at in places.items()}
        try:
            pauses.append(pause_of(typed, today))
        except _Unusable as wrong:
            severity = Severity.NOTE if wrong.over else Severity.ERROR
            faults.append(Fault(number, called.get(wrong.field, wrong.field), wrong.text, severity))
    if not pauses and not faults:
        faults.append(Fault(header_row, header[places["first"]], _("There are no rows below the column names.")))
    return PausesDraft(tuple(dict.fromkeys(pauses)), tuple(faults))


class _Unusable(Exception):
    """A row says nothing that can be kept; ``over`` means that its days are over, which is no fault."""

    def __init__(self, field: str, text: Message, *, over: bool = False) -> None:
        super().__init__(text.id)
        self.field = field
        self.text = text
        self.over = over


def pause_of(typed: Mapping[str, str], today: date) -> tuple[Pause, Span]:
    """Return what one row or event says."""
    name = typed.get("name", "")
    if len(name) > LONGEST_NAME:
        text = _("This cell has {length} characters; at most {most} fit.", length=len(name), most=LONGEST_NAME)
        raise _Unusable("name", text)
    first = _day(typed, "first")
    last = _day(typed, "last") if typed.get("last") else first
    span = Span(first, last, name)
    if wrong := span_fault(span, today):
        raise _Unusable("last" if typed.get("last") else "first", wrong, over=first <= last < today)
    return _kind(typed.get("kind", ""), name), span


def _kind(typed: str, name: str) -> Pause:
    """Return what these days are: as it is written, else as the name says."""
    if not typed:
        return Pause.RECESS if _RECESS_WORDS.search(name) else Pause.CLOSING
    if typed.casefold() not in _KINDS:
        text = _("“{typed}” can't be here. Use one of these: {known}.", typed=typed[:60], known="closing, recess")
        raise _Unusable("kind", text)
    return _KINDS[typed.casefold()]


def _day(typed: Mapping[str, str], field: str) -> date:
    """Return a day written as ISO or day-month-year; nothing else is clear enough in a file."""
    said = typed.get(field, "")
    if not said:
        raise _Unusable(field, _("The day is missing. Write it like 2026-12-24 or 24-12-2026."))
    numbers = None
    if match := _ISO.fullmatch(said):
        numbers = (int(match[1]), int(match[2]), int(match[3]))
    elif match := _DMY.fullmatch(said):
        numbers = (int(match[3]), int(match[2]), int(match[1]))
    try:
        if numbers:
            return date(*numbers)
    except ValueError:
        pass
    text = _("“{typed}” is not an existing day. Write it like 2024-01-31 or 31-1-2024.", typed=said[:60])
    raise _Unusable(field, text)
