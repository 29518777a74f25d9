# SPDX-License-Identifier: EUPL-1.2
"""One row of a table of people: its cells to values, with its faults by column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from commands.faults import Fault
from commands.forms import tidy
from commands.organisation.columns import PLATFORMS, Layout
from commands.people import Role, Side
from commands.text import Message, _

LONGEST = 200
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DAYS = {"from", "to"}
_YES = dict.fromkeys(("ja", "j", "yes", "y", "x", "waar", "true", "1", "plv", "plaatsvervanger", "deputy"), "yes")
_NO = dict.fromkeys(("nee", "n", "no", "onwaar", "false", "0", "-", "houder", "holder"), "no")
_YES_NO = {**_YES, **_NO}
_SPOKEN = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}
_SIDES = {
    "business": Side.BUSINESS, "it": Side.IT, "ict": Side.IT, "control": Side.CONTROL, "financien": Side.CONTROL,
    "partner": Side.PARTNER, "gr": Side.PARTNER,
}  # fmt: skip
_ROLES = {
    "steward": Role.STEWARD, "registerbeheerder": Role.STEWARD, "register steward": Role.STEWARD,
    "secretary": Role.SECRETARY, "secretaris": Role.SECRETARY, "board secretary": Role.SECRETARY,
    "administrator": Role.ADMINISTRATOR, "beheerder": Role.ADMINISTRATOR, "admin": Role.ADMINISTRATOR,
}  # fmt: skip
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "deputy": _YES_NO,
    "body": _YES_NO,
    "language": _SPOKEN,
    "side": {word: side.value for word, side in _SIDES.items()},
}
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


class TableRow:
    """One row while it is read: its values and days by field, its accounts and roles, and its faults."""

    def __init__(self, number: int, cells: Sequence[str], columns: Layout) -> None:
        """Read the cells of the row with this number."""
        self.number = number
        self.faults: list[Fault] = []
        self.values: dict[str, str] = {}
        self.days: dict[str, date] = {}
        self.accounts: list[tuple[str, str, str]] = []
        self.roles: list[Role] = []
        self._columns = columns
        if any(cells[len(columns.header) :]):
            self._fault(None, _("This row has more cells than there are columns; put quotation marks "
                                "around a text that holds the separator."))  # fmt: skip
        for field, at in columns.places.items():
            typed = tidy(cells[at], lines=False) if at < len(cells) else ""
            if len(typed) > LONGEST:
                self._fault(field, _("This cell has {length} characters; at most {most} fit.", length=len(typed),
                                     most=LONGEST))  # fmt: skip
            elif typed:
                self._read(field, typed)
        self._judge()

    def has(self, *fields: str) -> bool:
        """Whether each of these fields holds something."""
        return all(self.values.get(field) for field in fields)

    def _fault(self, field: str | None, text: Message) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(self.number, self._columns.called(field) if field else "", text))

    def _read(self, field: str, typed: str) -> None:
        """Put what the cell says under its field."""
        if field in _DAYS:
            self._read_day(field, typed)
        elif field in _CHOICES:
            choices = _CHOICES[field]
            if typed.casefold() in choices:
                self.values[field] = choices[typed.casefold()]
            else:
                known = ", ".join(dict.fromkeys(choices.values()))
                self._fault(field, _("“{typed}” can't be here. Use one of these: {known}.", typed=typed, known=known))
        elif field == "role":
            self._read_roles(typed)
        elif field in PLATFORMS:
            tenant, slash, user = typed.rpartition("/")
            if not user or (slash and not tenant):
                self._fault(field, _("Write an account as “workspace/user”, or only “user”."))
            else:
                self.accounts.append((field, tenant, user))
        elif field == "email" and not _MAIL.fullmatch(typed):
            self._fault(field, _("“{typed}” is no e-mail address. Write it like name@municipality.nl.", typed=typed))
        else:
            self.values[field] = typed

    def _read_day(self, field: str, typed: str) -> None:
        """Read a day as ISO or day-month-year; nothing else is clear enough in a file."""
        numbers = None
        if match := _ISO.fullmatch(typed):
            numbers = (int(match[1]), int(match[2]), int(match[3]))
        elif match := _DMY.fullmatch(typed):
            numbers = (int(match[3]), int(match[2]), int(match[1]))
        try:
            if numbers:
                self.days[field] = date(*numbers)
                return
        except ValueError:
            pass
        self._fault(field, _("“{typed}” is not an existing day. Write it like 2024-01-31 or 31-1-2024.", typed=typed))

    def _read_roles(self, typed: str) -> None:
        """Read one role or more, separated by a comma or semicolon."""
        for word in filter(None, (part.strip() for part in re.split(r"[;,]", typed))):
            if word.casefold() in _ROLES:
                self.roles.append(_ROLES[word.casefold()])
            else:
                known = ", ".join(role.value for role in Role)
                self._fault("role", _("“{typed}” can't be here. Use one of these: {known}.", typed=word, known=known))

    def _judge(self) -> None:
        """Find what is missing and what the cells together get wrong."""
        faulty = {fault.column for fault in self.faults}
        called = self._columns.called
        if not self.has("name"):
            told = self.has("email") or self.accounts or self.roles or self.days or self.has("deputy")
            if called("name") not in faulty and (told or not self.has("function")):
                self._fault("name", _("The name is missing. Only a function without a holder may stand alone."))
        if not self.has("function") and (self.days or self.values.get("deputy") == "yes" or self.has("for_unit")):
            self._fault("function", _("The function is missing."))
        begin, end = self.days.get("from"), self.days.get("to")
        if begin and end and end < begin:
            self._fault("to", _("The last day {last} is before the first day {first}.", last=end, first=begin))
