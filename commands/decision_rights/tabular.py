# SPDX-License-Identifier: EUPL-1.2
"""The register as a table: rows of text to decision rights, with every fault by row and column, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commands.decision_rights.columns import AMOUNT_COLUMNS, COLUMNS, DAY_COLUMNS, Layout, layout
from commands.decision_rights.faults import Fault, Severity, quoted
from commands.decision_rights.likeness import most_like
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rows import Row
from commands.text import _, n_

__all__ = ["AMOUNT_COLUMNS", "DAY_COLUMNS", "RegisterDraft", "read_register", "write_register"]

#: The domains of the sample register (domain §2.1 and the fields around it); others are kept as written.
DOMAINS = (
    "principles", "architecture", "infrastructure", "business applications", "investment & prioritisation",
    "procurement", "security", "privacy", "data", "staffing", "legal",
)  # fmt: skip
_ALIKE = 85
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class RegisterDraft:
    """What a table says: the rights in its readable rows, and its faults by row. With an error nothing is imported.

    ``rows`` has the row number in the file of each right by its id.
    """

    rights: tuple[DecisionRight, ...]
    faults: tuple[Fault, ...]
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop the import."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def read_register(
    header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], header_row: int = 1
) -> RegisterDraft:
    """Return the rights in these rows (each with its row number in the file) and every fault.

    Amounts are read as euro excluding VAT. Without an id column the rights are numbered R-001 and so on.
    """
    columns = layout(header, header_row)
    faults = list(columns.faults)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return RegisterDraft((), tuple(faults))
    read = [Row(number, row, columns) for number, row in rows]
    if not read:
        faults.append(Fault(header_row, columns.called("topic_nl"), _("There are no rows below the column names.")))
    if "id" in columns.places:
        faults.extend(_repeated(read, columns.called("id")))
    else:
        faults.append(_number(read, columns, header_row))
    faults.extend(_domains(read, columns.called("domain")))
    for row in read:
        faults.extend(row.faults)
    whole = [row for row in read if not row.broken]
    rights = tuple(DecisionRight(**row.values) for row in whole)
    numbers = {right.id: row.number for right, row in zip(rights, whole, strict=True)}
    return RegisterDraft(rights, tuple(sorted(faults, key=lambda fault: fault.row)), numbers)


def write_register(rights: Iterable[DecisionRight]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the header and rows of these rights; ``read_register`` makes the same rights of them."""
    names = [column.field for column in COLUMNS]
    header = tuple(column.name for column in COLUMNS)
    return header, tuple(tuple(_written(name, getattr(right, name)) for name in names) for right in rights)


def _written(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:.2f}".removesuffix(".00")
        case date():
            return value.isoformat()
        case tuple():
            # A keyword that holds a comma stands alone: the semicolon says that the comma separates nothing.
            alone = name == "keywords" and len(value) == 1 and "," in value[0]
            return f"{value[0]};" if alone else "; ".join(value)
        case _:
            return str(value)


def _repeated(rows: Iterable[Row], column: str) -> list[Fault]:
    """Return a fault for each id that an earlier row has, capitals aside."""
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        code = str(row.values.get("id", "")).casefold()
        if code and first.setdefault(code, row.number) != row.number:
            text = _("The id “{id}” is also on row {other}.", id=row.values["id"], other=first[code])
            faults.append(Fault(row.number, column, text))
    return faults


def _number(rows: Sequence[Row], columns: Layout, header_row: int) -> Fault:
    """Give each row an id in the order of the file, and say so."""
    width = max(3, len(str(len(rows))))
    for at, row in enumerate(rows, start=1):
        row.values["id"] = f"R-{at:0{width}}"
    text = _(
        "There is no id column: the rights were numbered in the order of the file. Add ids so that they stay the same."
    )
    return Fault(header_row, columns.called("id"), text, Severity.WARNING)


def _domains(rows: Iterable[Row], column: str) -> list[Fault]:
    """Warn once for domains that are not ours, and at its first row for each that looks misspelled."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row.values.get("domain")
        if name and name.casefold() not in DOMAINS:
            seen.setdefault(name, row.number)
    faults, own = [], []
    for name, number in seen.items():
        near = most_like(name.casefold(), DOMAINS, _ALIKE)
        if near is None:
            own.append(name)
        else:
            text = _("“{name}” is not a known domain. Do you mean “{nearest}”?", name=name, nearest=near)
            faults.append(Fault(number, column, text, Severity.WARNING))
    if own:
        text = n_(
            "{count} domain is not in the standard list and is kept as written: {domains}.",
            "{count} domains are not in the standard list and are kept as written: {domains}.",
            len(own),
            domains=quoted(own, most=_SHOWN),
        )
        faults.append(Fault(seen[own[0]], column, text, Severity.WARNING))
    return faults
