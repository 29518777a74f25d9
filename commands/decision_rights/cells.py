# SPDX-License-Identifier: EUPL-1.2
"""What people write in the cells of a register: amounts, days, names and kinds, tidied and read."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from commands.decision_rights.rights import Kind
from commands.money import MOST, AmountUnclear, parse_euro
from commands.text import Message, _

#: Longer is not a cell but a document; a card could not show it either.
LONGEST = 2000
CENT = Decimal("0.01")

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOTHING = frozenset(
    ("", "-", "--", "–", "—", "/", "nvt", "n.v.t.", "n.v.t", "n/a", "na", "n.a.", "geen", "none", "nihil",
     "niet van toepassing", "not applicable", "leeg", "?", "x")
)  # fmt: skip
# For a name fewer words mean nothing: "x" or "na" may be somebody's abbreviation.
_NO_NAME = frozenset(("-", "--", "–", "—", "nvt", "n.v.t.", "n.v.t", "n/a", "geen", "niet van toepassing"))
_NO_LIMIT = frozenset(
    ("onbeperkt", "onbegrensd", "geen maximum", "geen limiet", "geen grens", "geen bovengrens", "ongelimiteerd",
     "unlimited", "no limit", "no maximum", "∞", "geen minimum", "alle bedragen", "any amount")
)  # fmt: skip
_NO_END = frozenset(
    ("onbepaald", "onbepaalde tijd", "onbeperkt", "heden", "nu", "indefinite", "open", "geen einddatum",
     "tot nader order")
)  # fmt: skip
_AROUND_AMOUNT = re.compile(
    r"^(?:tot\s+(?:en\s+met|aan)|t/m|tot|t\.e\.m\.|max(?:imaal|imum)?\.?|ten hoogste|up\s+to|vanaf|boven(?:\s+de)?|"
    r"meer\s+dan|from|above|over|min(?:imaal|imum)?\.?|[<>]=?|[≤≥])\s*|\s*(?:\(?(?:excl?|ex)(?:usief)?\.?\s*(?:btw|vat|"
    r"omzetbelasting)\.?\)?|p(?:er|\.)\s*(?:jaar|stuk|rechtshandeling|contract)\)?)$",
    re.IGNORECASE,
)
INCLUDING_VAT = re.compile(
    r"\bincl(?:usief|uding|\.)?\s*(?:de\s+)?(?:verschuldigde\s+)?(?:btw|vat|omzetbelasting)", re.IGNORECASE
)
_PLAIN_AMOUNT = re.compile(r"\d+(?:[.,]\d{1,2})?|\d+[.,]\d{4,}")
_CLOSING_DASH = re.compile(r"(?:,\s*[-–—=]+|\.[-–—=]+|\s+-+)\s*$")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[ -]([a-zé]{3,9})\.?[ -](\d{4})", re.IGNORECASE)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mrt": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# Days since the day before 1900 as spreadsheets count them, from 1950 to 2149.
_SERIAL = re.compile(r"\d{5}")
_SERIAL_FIRST, _SERIAL_LAST, _SERIAL_ZERO = 18264, 91312, date(1899, 12, 30)
_FOREVER = 9999
_BROKEN = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#VERW!", "#N/B", "#NAAM?",
     "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!")
)  # fmt: skip
_KINDS = {
    **{kind.value: kind for kind in Kind},
    "bestuurlijk": Kind.GOVERNANCE, "sturing": Kind.GOVERNANCE, "intern": Kind.GOVERNANCE, "besluit": Kind.GOVERNANCE,
    "budgethouder": Kind.BUDGET, "budgethouderschap": Kind.BUDGET, "budgetbevoegdheid": Kind.BUDGET,
    "procuratie": Kind.BUDGET, "mandate": Kind.MANDATE, "ondermandaat": Kind.MANDATE, "bestuursmandaat": Kind.MANDATE,
    "power of attorney": Kind.POWER_OF_ATTORNEY, "privaatrechtelijk": Kind.POWER_OF_ATTORNEY,
    "ondervolmacht": Kind.POWER_OF_ATTORNEY, "authorisation": Kind.AUTHORISATION, "authorization": Kind.AUTHORISATION,
    "feitelijk handelen": Kind.AUTHORISATION, "delegation": Kind.DELEGATION, "attributie": Kind.DELEGATION,
}  # fmt: skip
_KIND_WORD = re.compile("|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True)))


class CellUnclear(ValueError):
    """A cell that cannot be read; ``message`` says why and what would do."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence."""
        super().__init__(message.id)
        self.message = message


def tidy(cell: str, *, lines: bool = False) -> tuple[str, bool]:
    """Return the text with plain spaces (line breaks kept if ``lines``), and whether hidden characters were dropped."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip(), False
    text = _CONTROL.sub("", cell)
    dropped = len(text) != len(cell)
    text = unicodedata.normalize("NFC", text)
    if not lines:
        return " ".join(text.split()), dropped
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines()), dropped


def broken(cell: str) -> bool:
    """Whether the cell is an error of the spreadsheet, such as ``#REF!``."""
    return cell in _BROKEN


def read_amount(cell: str) -> tuple[Decimal | None, Message | None]:
    """Return the amount (euro excluding VAT; none: no limit) and what to know about it. Raises ``CellUnclear``."""
    if _PLAIN_AMOUNT.fullmatch(cell):
        return _whole_cents(Decimal(cell.replace(",", ".")), cell)
    words = cell.casefold()
    if words in _NOTHING or words in _NO_LIMIT:
        return None, None
    warning = None
    if INCLUDING_VAT.search(cell):
        warning = _("This amount says that it includes VAT; the register holds amounts excluding VAT.")
        cell = INCLUDING_VAT.sub("", cell).replace("()", "").strip()
    bare = _CLOSING_DASH.sub("", _AROUND_AMOUNT.sub("", _AROUND_AMOUNT.sub("", cell))).strip()
    if bare.startswith(("-", "−")):
        raise CellUnclear(_("An amount cannot be negative."))
    try:
        amount, rounded = _whole_cents(parse_euro(bare).value, cell)
    except AmountUnclear:
        raise CellUnclear(
            _("“{typed}” is not one clear amount. Write 25000 or 25.000,00, or nothing for no limit.", typed=cell[:60])
        ) from None
    return amount, warning or rounded


def _whole_cents(amount: Decimal, cell: str) -> tuple[Decimal, Message | None]:
    if amount > MOST:
        raise CellUnclear(_("“{typed}” is more than any municipality spends; check the number.", typed=cell[:60]))
    cents = amount.quantize(CENT, ROUND_HALF_UP)
    rounded = _("“{typed}” was rounded to whole cents.", typed=cell[:60]) if cents != amount else None
    return cents, rounded


def read_day(cell: str) -> tuple[date | None, Message | None]:
    """Return the day (none: open) and what to know about it; day before month as in Dutch. Raises ``CellUnclear``."""
    words = cell.casefold()
    if words in _NOTHING or words in _NO_END:
        return None, None
    bare = _CLOCK.sub("", words)
    try:
        day, warning = _day(bare)
    except ValueError:
        day, warning = None, None
    if day is None:
        raise CellUnclear(
            _("“{typed}” is not an existing day. Write it like 2024-01-31 or 31-1-2024.", typed=cell[:60])
        )
    return (None if day.year == _FOREVER else day), warning


def _day(text: str) -> tuple[date | None, Message | None]:
    """Return the day in the text; raises ``ValueError`` for a day that the calendar lacks."""
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3])), None
    if found := _DAY_FIRST.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == len("24") else 0)
        return date(year, int(found[2]), int(found[1])), None
    if (found := _NAMED_MONTH.fullmatch(text)) and (month := _MONTHS.get(found[2][:3])):
        return date(int(found[3]), month, int(found[1])), None
    if _SERIAL.fullmatch(text) and _SERIAL_FIRST <= int(text) <= _SERIAL_LAST:
        day = _SERIAL_ZERO + timedelta(days=int(text))
        return day, _("The number {number} was read as the day {day}.", number=text, day=day)
    return None, None


def read_name(cell: str) -> str:
    """Return the name in a cell, empty where the cell says that there is none."""
    return "" if cell.casefold() in _NO_NAME else cell


def read_names(cell: str) -> tuple[str, ...]:
    """Return the names in a cell, separated by semicolons or line breaks; a name may hold commas and "en"."""
    names = (" ".join(part.split()) for part in re.split(r"[;\n]", cell))
    return tuple(dict.fromkeys(name for name in names if read_name(name)))


def read_keywords(cell: str) -> tuple[str, ...]:
    """Return the keywords in a cell, separated by semicolons, or by commas where there is no semicolon."""
    return read_names(cell if ";" in cell else cell.replace(",", ";"))


def read_kind(cell: str) -> tuple[Kind, Message | None]:
    """Return the kind of authority; of several the first, of an unknown one ``governance``, both with a warning."""
    if cell.casefold() in _NOTHING:
        return Kind.GOVERNANCE, None
    named = list(dict.fromkeys(_KINDS[word] for word in _KIND_WORD.findall(cell.casefold())))
    if not named:
        return Kind.GOVERNANCE, _("“{typed}” is no known kind of authority; “governance” was taken.", typed=cell[:60])
    if len(named) > 1:
        return named[0], _("This cell names several kinds of authority; “{kind}” was taken.", kind=named[0].value)
    return named[0], None
