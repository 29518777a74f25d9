# SPDX-License-Identifier: EUPL-1.2
"""One row of a register: its cells to the fields of a decision right, with its faults by column."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from commands.decision_rights import cells
from commands.decision_rights.cells import CellUnclear
from commands.decision_rights.columns import Layout
from commands.decision_rights.faults import Fault, Severity
from commands.text import Message, _

_LONGEST_ID = 60
_LINES = frozenset({"description", "conditions"})
_NAME = frozenset({"decides", "forum", "escalates_to", "deputy"})
_NAMES = frozenset({"agrees", "advises", "input", "performs", "informed"})
_DAYS = frozenset({"valid_from", "valid_to", "checked_on"})
_AMOUNTS = frozenset({"above", "up_to"})


class Row:
    """One row while it is read: its values by field and its faults."""

    def __init__(self, number: int, row: Sequence[str], columns: Layout) -> None:
        """Read the cells of the row with this number."""
        self.number = number
        self.columns = columns
        self.faults: list[Fault] = []
        self.values: dict[str, Any] = {}
        self.unread: set[str] = set()
        if any(row[len(columns.header) :]):
            self.error(columns.header[-1], _("This row has more cells than there are columns; put quotation marks "
                                             "around a text that holds the separator."))  # fmt: skip
        for field, places in columns.places.items():
            for at in places:
                if at < len(row) and row[at]:
                    self.read(field, columns.header[at], row[at])
        self.judge()

    def error(self, column: str, text: Message) -> None:
        """Note what stops the import."""
        self.faults.append(Fault(self.number, column, text))

    def warn(self, column: str, text: Message | None) -> None:
        """Note what the steward should know, if there is anything."""
        if text is not None:
            self.faults.append(Fault(self.number, column, text, Severity.WARNING))

    @property
    def broken(self) -> bool:
        """Whether this row stops the import."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)

    def read(self, field: str, column: str, cell: str) -> None:
        """Put what the cell says under its field, or a fault."""
        self.unread.add(field)
        if len(cell) > cells.LONGEST:
            self.error(column, _("This cell has {length} characters; at most {most} fit.", length=len(cell),
                                 most=cells.LONGEST))  # fmt: skip
            return
        text, dropped = cells.tidy(cell, lines=field in _LINES or field in _NAMES or field == "keywords")
        if dropped:
            self.warn(column, _("Invisible control characters were left out."))
        if cells.broken(text):
            self.error(column, _("“{typed}” is an error of the spreadsheet, not a value.", typed=text))
            return
        try:
            value, warning = _value(field, text)
        except CellUnclear as unclear:
            self.error(column, unclear.message)
            return
        self.warn(column, warning)
        if isinstance(value, tuple) and field in self.values:
            value = tuple(dict.fromkeys((*self.values[field], *value)))
        self.values[field] = value
        self.unread.discard(field)

    def judge(self) -> None:
        """Find what is missing and what the cells together get wrong."""
        needed = {"topic_nl": _("The topic is missing."), "decides": _("Nobody decides here: the function is missing.")}
        if "id" in self.columns.places:
            needed["id"] = _("The id is missing; every right needs its own.")
        for field, text in needed.items():
            if not self.values.get(field) and field not in self.unread:
                self.error(self.columns.called(field), text)
        above, up_to = self.values.get("above"), self.values.get("up_to")
        if up_to is not None and up_to <= (above or 0):
            self.error(self.columns.called("up_to"), _band_fault(above))
        begin, end = self.values.get("valid_from"), self.values.get("valid_to")
        if begin and end and end < begin:
            self.error(self.columns.called("valid_to"), _("The last day {last} is before the first day {first}.",
                                                          last=end, first=begin))  # fmt: skip
        if len(self.values.get("id", "")) > _LONGEST_ID:
            self.error(self.columns.called("id"), _("An id has at most {most} characters.", most=_LONGEST_ID))


def _band_fault(above: Decimal | None) -> Message:
    if not above:
        return _("A maximum of 0 leaves nothing to decide. Leave the cell empty when there is no limit.")
    return _("The maximum must be higher than the minimum.")


def _value(field: str, text: str) -> tuple[Any, Message | None]:
    """Return what a tidy cell says for this field, and what to know about it. Raises ``CellUnclear``."""
    if field in _AMOUNTS:
        return cells.read_amount(text)
    if field in _DAYS:
        return cells.read_day(text)
    if field == "kind":
        return cells.read_kind(text)
    if field == "keywords":
        return cells.read_keywords(text), None
    if field in _NAMES:
        return cells.read_names(text), None
    return cells.read_name(text) if field in _NAME else text, None
