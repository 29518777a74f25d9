# SPDX-License-Identifier: EUPL-1.2
"""One row of a table while it is read: text, days, amounts and choices out of its cells, and what is wrong there."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from commands.dates import DayUnclear, parse_day
from commands.faults import Fault
from commands.forms import tidy
from commands.money import AmountUnclear, Euro, parse_euro
from commands.portfolio.score import MOST_DAYS
from commands.text import Message, _

_LONGEST = 1000
_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_State = TypeVar("_State", bound=StrEnum)


class Cells:
    """The cells of one row while it is read, with what is wrong with them."""

    def __init__(self, row: int, cells: Mapping[str, str], at: datetime) -> None:
        """Read the row with this number; ``at`` is the moment of what has none, and from which a day is counted."""
        self.row = row
        self.faults: list[Fault] = []
        self.at = at
        self._cells = cells

    def text(self, column: str) -> str:
        """Return a cell."""
        typed = tidy(self._cells.get(column, ""), lines=True)
        if len(typed) > _LONGEST:
            most, count = _LONGEST, len(typed)
            self.fault(column, _("Use at most {most} characters; this has {count}.", most=most, count=count))
        return typed[:_LONGEST]

    def fault(self, column: str, text: Message) -> None:
        """Note what is wrong, once however often the cell is read."""
        found = Fault(self.row, column, text)
        if found not in self.faults:
            self.faults.append(found)

    def day(self, column: str) -> date | None:
        """Return the day in a cell; None where there is none."""
        typed = self.text(column)
        try:
            if _ISO.fullmatch(typed):
                return date.fromisoformat(typed)
            return parse_day(typed, self.at.date()) if typed else None
        except DayUnclear as unclear:
            self.fault(column, unclear.message)
        except ValueError:
            self.fault(column, _("“{typed}” is not on the calendar.", typed=typed))
        return None

    def amount(self, column: str) -> Euro | None:
        """Return the amount in a cell; None where there is none."""
        typed = self.text(column)
        try:
            if _PLAIN.fullmatch(typed):
                return Euro(Decimal(typed))
            return parse_euro(typed) if typed else None
        except AmountUnclear as unclear:
            self.fault(column, unclear.message)
        return None

    def moment(self, column: str) -> datetime:
        """Return the moment in a cell; the moment of reading where there is none."""
        typed = self.text(column)
        try:
            given = datetime.fromisoformat(typed) if typed else self.at
        except ValueError:
            given = self.at
            self.fault(column, _("“{typed}” is not on the calendar.", typed=typed[:60]))
        return given if given.tzinfo else given.replace(tzinfo=self.at.tzinfo)

    def state(self, states: type[_State], usual: _State) -> _State:
        """Return the state in a cell; the usual one where there is none."""
        return self.one_of("state", tuple(states), usual)

    def one_of(self, column: str, choices: tuple[_State, ...], usual: _State) -> _State:
        """Return which of these a cell says; the usual one where it says nothing."""
        typed = self.text(column)
        known = {choice.value: choice for choice in choices}
        if typed and typed not in known:
            self.fault(column, _("“{value}” is none of: {values}.", value=typed[:40], values=", ".join(known)))
        return known.get(typed, usual)

    def number(self, column: str, most: int = MOST_DAYS) -> int | None:
        """Return the whole number in a cell; None where there is none."""
        typed = self.text(column)
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal() and int(typed[:9]) <= most:
            return int(typed)
        self.fault(column, _("“{value}” is no whole number up to {most}.", value=typed[:40], most=str(most)))
        return None
