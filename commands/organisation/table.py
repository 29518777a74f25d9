# SPDX-License-Identifier: EUPL-1.2
"""People and functions as a table: rows of text to people and what they hold, with every fault by row and column."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commands.faults import Fault, Severity
from commands.organisation.columns import Layout, layout
from commands.organisation.table_row import TableRow
from commands.people import Function, Role, Side
from commands.text import Message, _


@dataclass(frozen=True, slots=True)
class Held:
    """A holding as the table has it."""

    function: str
    unit: str
    deputy: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the rows of the table have it; an account is platform, workspace (empty: the usual one) and user."""

    name: str
    id: str = ""
    email: str = ""
    unit: str = ""
    language: str = ""
    accounts: tuple[tuple[str, str, str], ...] = ()
    roles: tuple[Role, ...] = ()
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleDraft:
    """What a table says: people, functions and the faults by row. With an error nothing is imported."""

    people: tuple[Someone, ...] = ()
    functions: tuple[Function, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop the import."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def read_people(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], header_row: int = 1) -> PeopleDraft:
    """Return the people and functions in these rows (each with its row number in the file) and every fault.

    A person may have several rows; the same e-mail address, or without one the same name, is the same person.
    """
    columns = layout(header, header_row)
    if any(fault.severity is Severity.ERROR for fault in columns.faults):
        return PeopleDraft(faults=columns.faults)
    read = [TableRow(number, cells, columns) for number, cells in rows]
    faults = [*columns.faults, *(fault for row in read for fault in row.faults)]
    if not read:
        faults.append(Fault(header_row, columns.called("name"), _("There are no rows below the column names.")))
    functions, odd = _functions(read, columns)
    people, wrong = _people(read, functions, columns)
    return PeopleDraft(people, tuple(functions.values()), tuple(sorted((*faults, *odd, *wrong), key=lambda f: f.row)))


def folded(name: str) -> str:
    """Return a name as it is compared: no capitals, accents or marks, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def _functions(rows: Iterable[TableRow], columns: Layout) -> tuple[dict[str, Function], list[Fault]]:
    """Return the functions by folded name, and where rows say different things of one."""
    found: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for row in rows:
        if not row.values.get("function"):
            continue
        known = found.setdefault(folded(row.values["function"]), {"function": row.values["function"]})
        for field in ("function_en", "side", "body"):
            said = row.values.get(field, "")
            if said and known.setdefault(field, said) != said:
                text = _("Another row says “{other}” of this function.", other=known[field])
                faults.append(Fault(row.number, columns.called(field), text))
    functions = {
        key: Function(
            said["function"],
            Side(said["side"]) if "side" in said else None,
            said.get("body") == "yes",
            said.get("function_en", ""),
        )
        for key, said in found.items()
    }
    return functions, faults


def _people(
    rows: Sequence[TableRow], functions: dict[str, Function], columns: Layout
) -> tuple[tuple[Someone, ...], list[Fault]]:
    """Return the people with all their rows together, and what does not fit together."""
    by_unit = _by_unit(rows, functions, columns)
    mails = {folded(row.values["name"]): row.values["email"] for row in rows if row.has("name", "email")}
    groups: dict[str, list[TableRow]] = {}
    for row in rows:
        if row.has("name"):
            mail = row.values.get("email") or mails.get(folded(row.values["name"]), "")
            groups.setdefault(mail.casefold() or folded(row.values["name"]), []).append(row)
    faults = [fault for group in groups.values() for fault in _same_person(group, columns)]
    faults += _accounts_of_two(groups, columns)
    people = []
    for group in groups.values():
        people.append(_person(group, functions, by_unit))
        faults += _held_twice(group, columns, by_unit)
    return tuple(people), faults


def _person(group: Sequence[TableRow], functions: dict[str, Function], by_unit: set[str]) -> Someone:
    """Return one person from all rows of that person; the first row that says something wins."""
    first = {field: next((r.values[field] for r in group if r.has(field)), "") for field in
             ("id", "name", "email", "unit", "language")}  # fmt: skip
    held = tuple(
        Held(
            functions[folded(row.values["function"])].name,
            _unit(row, by_unit),
            row.values.get("deputy") == "yes",
            row.days.get("from"),
            row.days.get("to"),
        )
        for row in group
        if row.has("function")
    )
    return Someone(
        **first,
        accounts=tuple(dict.fromkeys(account for row in group for account in row.accounts)),
        roles=tuple(dict.fromkeys(role for row in group for role in row.roles)),
        held=tuple(dict.fromkeys(held)),
    )


def _by_unit(rows: Iterable[TableRow], functions: dict[str, Function], columns: Layout) -> set[str]:
    """Return the functions that have a holder in each unit: those with holders in more units, when no column says."""
    if "for_unit" in columns.places:
        return set()
    units: dict[str, set[str]] = {}
    for row in rows:
        if row.has("name", "function", "unit") and row.values.get("deputy") != "yes":
            units.setdefault(folded(row.values["function"]), set()).add(folded(row.values["unit"]))
    return {key for key, names in units.items() if len(names) > 1 and not functions[key].body}


def _unit(row: TableRow, by_unit: set[str]) -> str:
    """Return for which unit the function of this row is held."""
    own = folded(row.values["function"]) in by_unit
    return row.values.get("for_unit", "") or (row.values.get("unit", "") if own else "")


def _same_person(group: Sequence[TableRow], columns: Layout) -> Iterable[Fault]:
    """Yield where rows of one person contradict each other."""
    for field in ("name", "id", "language"):
        said = next((row for row in group if row.has(field)), None)
        for row in group:
            if said and row.has(field) and folded(row.values[field]) != folded(said.values[field]):
                text = _("Row {other} says “{said}” of the same person.", other=said.number, said=said.values[field])
                yield Fault(row.number, columns.called(field), text)


def _accounts_of_two(groups: dict[str, list[TableRow]], columns: Layout) -> Iterable[Fault]:
    """Yield the accounts that two people would share."""
    owners: dict[tuple[str, str, str], tuple[str, int]] = {}
    for key, group in groups.items():
        for row in group:
            for account in row.accounts:
                owner, number = owners.setdefault(account, (key, row.number))
                if owner != key:
                    text = _("Row {other} gives this account to somebody else.", other=number)
                    yield Fault(row.number, columns.called(account[0]), text)


def _held_twice(group: Sequence[TableRow], columns: Layout, by_unit: set[str]) -> Iterable[Fault]:
    """Yield the functions that somebody would hold twice, or hold and deputise for, on one day."""
    seen: list[TableRow] = []
    for row in group:
        if not row.has("function"):
            continue
        for other in seen:
            same = folded(row.values["function"]) == folded(other.values["function"])
            if same and _unit(row, by_unit) == _unit(other, by_unit) and _meet(row, other) and not _copy(row, other):
                text: Message = _("Row {other} gives the same person this function already.", other=other.number)
                yield Fault(row.number, columns.called("function"), text)
                break
        seen.append(row)


def _copy(row: TableRow, other: TableRow) -> bool:
    """Whether two rows say the same of a holding; the second then adds a role or an account."""
    return row.days == other.days and row.values.get("deputy") == other.values.get("deputy")


def _meet(row: TableRow, other: TableRow) -> bool:
    """Whether two rows share a day."""
    begin, end = row.days.get("from"), row.days.get("to")
    other_begin, other_end = other.days.get("from"), other.days.get("to")
    return not ((begin and other_end and other_end < begin) or (other_begin and end and end < other_begin))
