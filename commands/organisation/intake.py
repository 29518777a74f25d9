# SPDX-License-Identifier: EUPL-1.2
"""Taking a table of people in: what is new is added, what differs is changed, and nobody is removed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from commands.organisation.lines import held as said
from commands.organisation.rules import ROLE_NAMES
from commands.organisation.store import People
from commands.organisation.table import Held, PeopleDraft, Someone, folded
from commands.people import Account, Function, Holding, Person
from commands.refs import Ref
from commands.replies import Act
from commands.text import Message, Text, _

#: Gives the workspace to use where the table names none: by platform; nothing where there is not exactly one.
Tenant = Callable[[str], str]


class ChangeKind(StrEnum):
    """What happened to a line of the table, in the order in which it is told."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the table changed, or with ``ABSENT`` a person whom it does not name."""

    kind: ChangeKind
    text: Message
    act: Act | None = None


def take_in(draft: PeopleDraft, people: People, today: date, tenant: Tenant) -> tuple[Change, ...]:
    """Write what the table says and return what that changed; a second time the same table changes nothing.

    For every function it names, the table says who holds it: another holding that runs today ends yesterday.
    """
    taker = _Taker(people, today, tenant)
    taker.functions(draft.functions)
    known = {someone: taker.person(someone) for someone in draft.people}
    taker.holdings(draft.functions, [(known[someone], h) for someone in draft.people for h in someone.held])
    taker.missing({person.id for person in known.values()})
    return tuple(sorted(taker.changes, key=lambda c: list(ChangeKind).index(c.kind)))


class _Taker:
    """One table on its way in, and what it changed so far."""

    def __init__(self, people: People, today: date, tenant: Tenant) -> None:
        self._people, self._today, self._tenant = people, today, tenant
        self._everyone = {p.id: p for p in people.everyone()}
        self.changes: list[Change] = []

    def functions(self, functions: Sequence[Function]) -> None:
        """Add functions, and describe known ones better; an empty cell takes nothing away."""
        for new in functions:
            old = self._people.function(new.name)
            wanted = new
            if old:
                wanted = Function(old.name, new.side or old.side, new.body or old.body, new.name_en or old.name_en)
            if wanted == old:
                continue
            self._people.add_function(wanted)
            kind = ChangeKind.CHANGED if old else ChangeKind.ADDED
            self._note(kind, _("function {name}", name=new.name), "function", "functions", kind.value)

    def person(self, someone: Someone) -> Person:
        """Add or change one person with accounts and roles."""
        old = self._match(someone)
        if old is None:
            person = self._people.add_person(
                Person(someone.id, someone.name, someone.email, someone.language, someone.unit)
            )
            self._note(ChangeKind.ADDED, _("person {name}", name=person.name), "person", person.id, "added")
        else:
            person = self._changed(old, someone)
        self._accounts(person, someone)
        had = self._people.roles(person)
        for role in someone.roles:
            if role not in had:
                self._people.grant_role(person, role)
                text = _("role {role} for {name}", role=ROLE_NAMES[role], name=person.name)
                self._note(ChangeKind.ADDED, text, "grant", person.id, role.value)
        return person

    def holdings(self, functions: Sequence[Function], wanted: Sequence[tuple[Person, Held]]) -> None:
        """Let the functions of the table be held as the table says."""
        named = {folded(function.name) for function in functions}
        there = {n: h for n, h in self._people.all_holdings().items() if folded(h.function) in named}
        new: list[tuple[Person, Held]] = []
        for person, h in wanted:
            number = next((n for n, old in there.items() if _same(old, person, h)), None)
            if number is None:
                new.append((person, h))
            else:
                del there[number]
        for person, h in new:
            self._hold(person, h, there)
        yesterday = self._today - timedelta(days=1)
        for number, old in there.items():
            if old.valid_to is None or old.valid_to >= self._today:
                self._people.end_holding(number, yesterday)
                ended = replace(old, valid_to=yesterday)
                self._note_holding(ChangeKind.ENDED, ended, "end", number)

    def missing(self, named: set[str]) -> None:
        """Tell who works here and is not in the table."""
        for person in self._everyone.values():
            if person.id not in named:
                text = _("{name} is not in the file and stays as before. Has this person left? Then: people leave "
                         "{address}", name=person.name, address=person.email or person.id)  # fmt: skip
                self.changes.append(Change(ChangeKind.ABSENT, text))

    def _match(self, someone: Someone) -> Person | None:
        """Return who is meant: by number, by address, or by a name that one person has."""
        if someone.id:
            return self._people.person(someone.id)
        if someone.email:
            found = [p for p in self._people.find(someone.email) if p.email.casefold() == someone.email.casefold()]
            if found:
                return found[0]
        alike = [p for p in self._everyone.values() if folded(p.name) == folded(someone.name)]
        fits = [p for p in alike if not (p.email and someone.email)]
        return fits[0] if len(fits) == 1 else None

    def _changed(self, old: Person, someone: Someone) -> Person:
        """Change what differs; somebody who works elsewhere is kept there."""
        person = replace(
            old,
            name=someone.name,
            email=someone.email or old.email,
            unit=someone.unit or old.unit,
            language=someone.language or old.language,
        )
        if old.id not in self._everyone or person == old:
            return old
        self._people.add_person(person, zone=self._people.zone(old))
        self._note(ChangeKind.CHANGED, _("person {name}", name=person.name), "person", person.id, "changed")
        return person

    def _accounts(self, person: Person, someone: Someone) -> None:
        """Give accounts."""
        have = set(self._people.accounts(person))
        for platform, tenant, user in someone.accounts:
            account = Account(platform, tenant or self._tenant(platform), user)
            if account not in have:
                self._people.add_account(person, account)
                text = _("account on {platform} for {name}", platform=platform, name=person.name)
                self._note(ChangeKind.ADDED, text, "account", person.id, platform)

    def _hold(self, person: Person, h: Held, there: dict[int, Holding]) -> None:
        """Add a holding, or give one of the same person and function these days."""
        new = Holding(person, h.function, h.unit, h.deputy, h.first, h.last)
        verb = "deputise" if h.deputy else "appoint"
        number = next((n for n, old in there.items() if _is_same_with_other_days(old, new, self._today)), None)
        if number is None:
            self._note_holding(ChangeKind.ADDED, new, verb, self._people.add_holding(new))
        else:
            del there[number]
            self._people.change_days(number, h.first, h.last)
            self._note_holding(ChangeKind.CHANGED, new, verb, number)

    def _note_holding(self, kind: ChangeKind, holding: Holding, verb: str, number: int) -> None:
        function: Text = said(holding)
        if holding.valid_from and holding.valid_from > self._today:
            function = _("{function}, from {day}", function=function, day=holding.valid_from)
        text = _("{name}: {function}", name=holding.person.name, function=function)
        self._note(kind, text, verb, f"holding-{number}", holding.person.id)

    def _note(self, kind: ChangeKind, text: Message, verb: str, about: str, result: str) -> None:
        self.changes.append(Change(kind, text, Act(f"organisation.{verb}", Ref("organisation", about), result)))


def _same(old: Holding, person: Person, h: Held) -> bool:
    """Whether a holding is what the table says, days included."""
    fixed = (old.person.id, folded(old.function), old.unit, old.deputy, old.valid_from, old.valid_to)
    return fixed == (person.id, folded(h.function), h.unit, h.deputy, h.first, h.last)


def _is_same_with_other_days(old: Holding, new: Holding, today: date) -> bool:
    """Whether the new holding is the old one with other days: the same person, function and kind, not yet over."""
    same = (old.person.id, folded(old.function), old.unit, old.deputy) == (
        new.person.id, folded(new.function), new.unit, new.deputy
    )  # fmt: skip
    return same and (old.valid_to is None or old.valid_to >= today)
