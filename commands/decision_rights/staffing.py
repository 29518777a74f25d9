# SPDX-License-Identifier: EUPL-1.2
"""Whether the functions of the register have people today, and whether business and IT both take part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from commands.decision_rights.coverage import key
from commands.decision_rights.faults import Finding, FindingKind, Severity
from commands.decision_rights.likeness import most_like
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.roles import names_several
from commands.decision_rights.upkeep import together
from commands.people import Directory, Function, Holding, Side, acting
from commands.text import _, n_

_ALIKE = 80


def functions_of(directory: Directory | None) -> dict[str, Function]:
    """Return the functions of the organisation by key: a register asks for each name many times."""
    return {key(function.name): function for function in directory.functions()} if directory else {}


def staffing(
    rights: Sequence[DecisionRight], functions: Mapping[str, Function], directory: Directory, today: date
) -> Iterator[Finding]:
    """Yield what is odd about the people behind the rights that are in force or to come."""
    if not functions:
        text = _("No functions are known yet. Import people and functions to check who decides today.")
        yield Finding(FindingKind.NO_PEOPLE, Severity.NOTE, text)
        return
    yield from _unknown(rights, functions)
    in_force = [right for right in rights if right.holds_on(today)]
    for name, by_deputy in _used(in_force, functions).items():
        yield from _people(name, by_deputy, directory, today)
    yield from _sides(rights, functions)


def _unknown(rights: Iterable[DecisionRight], functions: Mapping[str, Function]) -> Iterator[Finding]:
    """Yield the names that are no function of the organisation, with the function that is meant, perhaps."""
    bearing, naming, written = set[str](), dict[str, list[str]](), dict[str, str]()
    for right in rights:
        must = {right.decides: not names_several(right.decides), right.deputy: True, right.escalates_to: True}
        must.update(dict.fromkeys(right.agrees, True))
        heard = (*right.advises, *right.input, *right.performs, *right.informed)
        for name, bears in (*must.items(), *((name, False) for name in heard)):
            if name and key(name) not in functions and not (name == right.decides and not bears):
                written.setdefault(key(name), name)
                naming.setdefault(key(name), []).append(right.id)
                bearing.update({key(name)} if bears else ())
    for same, name in written.items():
        near = most_like(same, functions, _ALIKE)
        text = _("“{function}” is not a known function.", function=name)
        if near:
            text = _("“{function}” is not a known function. Do you mean “{nearest}”?", function=name,
                     nearest=functions[near].name)  # fmt: skip
        severity = Severity.WARNING if same in bearing else Severity.NOTE
        yield Finding(FindingKind.UNKNOWN_FUNCTION, severity, text, tuple(dict.fromkeys(naming[same])), name)


def _used(in_force: Iterable[DecisionRight], functions: Mapping[str, Function]) -> dict[str, dict[str, list[str]]]:
    """Return the functions that decide or must agree, each with its rights by the deputy they name."""
    users: dict[str, dict[str, list[str]]] = {}
    for right in in_force:
        for name, deputy in ((right.decides, right.deputy), *((name, "") for name in right.agrees)):
            if key(name) in functions:
                users.setdefault(functions[key(name)].name, {}).setdefault(deputy, []).append(right.id)
    return users


def _people(name: str, by_deputy: dict[str, list[str]], directory: Directory, today: date) -> Iterator[Finding]:
    """Yield what is odd about who holds this function and who deputises for it."""
    holdings = directory.holdings(name, today)
    ids = tuple(dict.fromkeys(code for codes in by_deputy.values() for code in codes))
    if all(held.deputy for held in holdings):
        yield _vacant(name, ids, acted=all(acting(directory, name, today, deputy) for deputy in by_deputy))
        return
    yield from _absent(name, by_deputy, directory, today)
    if _deputises_for_himself(holdings):
        text = _("“{function}”: holder and deputy are the same person.", function=name)
        yield Finding(FindingKind.DEPUTY_IS_HOLDER, Severity.WARNING, text, ids, name)
    yield from _same_people(name, by_deputy, directory, today)


def _vacant(name: str, ids: tuple[str, ...], *, acted: bool) -> Finding:
    if acted:
        text = _("“{function}” has no holder today; a deputy acts.", function=name)
        return Finding(FindingKind.VACANT, Severity.WARNING, text, ids, name)
    text = n_("Nobody holds “{function}” today; {count} right waits for it.",
              "Nobody holds “{function}” today; {count} rights wait for it.", len(ids), function=name)  # fmt: skip
    return Finding(FindingKind.NO_HOLDER, Severity.ERROR, text, ids, name)


def _absent(name: str, by_deputy: dict[str, list[str]], directory: Directory, today: date) -> Iterator[Finding]:
    """Yield a finding when for some rights, or in some units, holder and deputies are all away."""
    units = {held.unit for held in directory.holdings(name, today) if not held.deputy}
    ids, without = list[str](), set[str]()
    for deputy, codes in by_deputy.items():
        idle = units - {act.unit for act in acting(directory, name, today, deputy)}
        ids.extend(codes if idle else ())
        without |= idle
    if not ids:
        return
    text = _("“{function}”: holder and deputy are both absent today.", function=name)
    if without != units or without != {""}:
        text = _("“{function}” in {unit}: holder and deputy are both absent today.", function=name,
                 unit=", ".join(sorted(without)))  # fmt: skip
    yield Finding(FindingKind.ALL_ABSENT, Severity.ERROR, text, tuple(dict.fromkeys(ids)), name)


def _deputises_for_himself(holdings: Iterable[Holding]) -> bool:
    """Whether someone is both holder and deputy in the same unit."""
    by_role = {deputy: {(held.person.id, held.unit) for held in holdings if held.deputy is deputy}
               for deputy in (False, True)}  # fmt: skip
    return bool(by_role[False] & by_role[True])


def _same_people(name: str, by_deputy: dict[str, list[str]], directory: Directory, today: date) -> Iterator[Finding]:
    """Yield the deputy functions that are held by nobody but the holders themselves."""
    holders = {held.person.id for held in directory.holdings(name, today) if not held.deputy}
    for deputy, ids in by_deputy.items():
        if not deputy or key(deputy) == key(name):
            continue
        deputies = {held.person.id for held in directory.holdings(deputy, today) if not held.deputy}
        if deputies and deputies <= holders:
            text = _("“{function}” and its deputy “{deputy}” are the same person today.", function=name, deputy=deputy)
            yield Finding(FindingKind.DEPUTY_IS_HOLDER, Severity.WARNING, text, tuple(ids), name)


def _sides(rights: Iterable[DecisionRight], functions: Mapping[str, Function]) -> Iterator[Finding]:
    """Yield the rights in which nobody from the business, or nobody from IT, decides, agrees, advises or works."""
    no_business, no_it = list[str](), list[str]()
    for right in rights:
        names = (right.decides, *right.agrees, *right.advises, *right.input, *right.performs)
        sides = {functions[key(name)].side if key(name) in functions else None for name in names}
        if None in sides:
            continue
        no_business.extend(() if Side.BUSINESS in sides else (right.id,))
        no_it.extend(() if Side.IT in sides else (right.id,))
    yield from together(
        FindingKind.NO_BUSINESS_SIDE, Severity.NOTE, no_business,
        n_("{count} right involves nobody from the business side: {rights}.",
           "{count} rights involve nobody from the business side: {rights}.", len(no_business)),
    )  # fmt: skip
    yield from together(
        FindingKind.NO_IT_SIDE, Severity.NOTE, no_it,
        n_("{count} right involves nobody from the IT side: {rights}.",
           "{count} rights involve nobody from the IT side: {rights}.", len(no_it)),
    )  # fmt: skip
