# SPDX-License-Identifier: EUPL-1.2
"""The people of an organisation as a table again: importing it anew changes nothing."""

from collections.abc import Iterator
from datetime import date

from commands.organisation.columns import COLUMNS, PLATFORMS
from commands.organisation.store import People
from commands.people import Function, Holding, Person, Role

HEADER = tuple(names.split(",")[0] for names in COLUMNS.values())


def write_people(people: People, today: date) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows: people with what they hold now or later, accounts and roles; then functions unheld."""
    running = [h for h in people.all_holdings().values() if h.valid_to is None or h.valid_to >= today]
    functions = {function.name: function for function in people.functions()}
    everyone = {p.id: p for p in (*people.everyone(), *(h.person for h in running))}
    rows: list[dict[str, str]] = []
    for person in everyone.values():
        held = [h for h in running if h.person.id == person.id]
        rows.extend(_rows(person, held, functions, people))
    held_somehow = {h.function for h in running}
    rows.extend(_described(f) for f in functions.values() if f.name not in held_somehow)
    return HEADER, tuple(tuple(row.get(field, "") for field in COLUMNS) for row in rows)


def _rows(
    person: Person, held: list[Holding], functions: dict[str, Function], people: People
) -> Iterator[dict[str, str]]:
    """Yield a row for each function and for each further account."""
    had = people.roles(person)
    first = {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "unit": person.unit,
        "language": person.language,
        "role": "; ".join(role.value for role in Role if role in had),
    }
    same = {field: first[field] for field in ("id", "name", "email")}
    rows = [same | _described(functions[h.function]) | _holding(h) for h in held] or [same]
    rows[0] |= first
    for account in people.accounts(person):
        if account.platform in PLATFORMS:
            place = next((row for row in rows if account.platform not in row), None)
            if place is None:
                place = dict(same)
                rows.append(place)
            place[account.platform] = f"{account.tenant}/{account.user}"
    yield from rows


def _described(function: Function) -> dict[str, str]:
    """Return the cells of a function."""
    return {
        "function": function.name,
        "function_en": function.name_en,
        "side": function.side.value if function.side else "",
        "body": "yes" if function.body else "no",
    }


def _holding(held: Holding) -> dict[str, str]:
    """Return the cells of a holding."""
    return {
        "deputy": "yes" if held.deputy else "no",
        "for_unit": held.unit,
        "from": held.valid_from.isoformat() if held.valid_from else "",
        "to": held.valid_to.isoformat() if held.valid_to else "",
    }
