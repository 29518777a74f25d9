# SPDX-License-Identifier: EUPL-1.2
"""A request in the hands of somebody, or of the clock: found by its reference, seen as it stands, and changed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Self

from commands.calendars import Calendar
from commands.cards import Button
from commands.errors import Refused
from commands.events import Context, Press
from commands.people import Directory, Person, Role
from commands.requests.authority import NotForYou, acts_for, advisers, agreers, is_body, sitting, stances
from commands.requests.desks import BOARD, INFORMATION_MANAGER, Rooms
from commands.requests.request import Dossier, Event, Opinion, Request
from commands.requests.states import Move
from commands.requests.store import Store
from commands.requests.view import Seat, View
from commands.text import Listing

_REFERENCE = re.compile(
    r"(?:ITV\s*[-–]?\s*20(?P<itv>\d\d)[\s–/-]+|(?<!\d)20(?P<plain>\d\d)\s*[-–/]\s*)(?P<number>\d{1,6})(?!\d|[-–/]\d)"
    r"|(?:#|\bITV\s*[-–]?\s*|\bnr\.?\s*)(?P<alone>\d{1,6})\b",
    re.IGNORECASE,
)

#: Where the name of a function is kept that is called otherwise here.
MANAGER_SETTING = "requests.{organisation}.information_manager"
BOARD_SETTING = "requests.{organisation}.board"


class ReferenceUnknown(Refused):
    """I don't know a request {typed} that you can see. You asked: {known}."""


class NothingAsked(Refused):
    """I don't know a request {typed} that you can see, and you asked nothing yet. Start one with /itrequest."""


class ReferenceIncomplete(Refused):
    """This button no longer belongs to a request. Ask for its status again."""


def reference_in(words: str, known: Iterable[str] = ()) -> str:
    """Return the reference in these words as it is written: ``2026-14``, ``#14`` and ``ITV-2026-0014`` are one.

    Without a year it is the newest known reference with that number. Nothing where there is none.
    """
    match = _REFERENCE.search(words)
    if not match:
        return ""
    if match["number"]:
        return f"ITV-20{match['itv'] or match['plain']}-{int(match['number']):04}"
    ending = f"-{int(match['alone']):04}"
    return next((reference for reference in known if reference.endswith(ending)), f"ITV-?{ending}")


@dataclass(frozen=True, slots=True)
class Matter:
    """A request with the store of its own organisation, as it stands on a day, whoever looks at it or nobody."""

    request: Request
    home: Store
    at: datetime
    today: date

    @property
    def calendar(self) -> Calendar:
        """By whose working days its terms count: those of the organisation that asked."""
        return self.home.calendar

    @property
    def rooms(self) -> Rooms:
        """Where desks can be."""
        return rooms(self.home)

    def directory(self, organisation: str) -> Directory:
        """Return the people of an organisation."""
        return self.rooms.directory(organisation)

    @property
    def people(self) -> Directory:
        """The people of the organisation where the request lies."""
        return self.directory(self.request.desk.organisation)

    @property
    def dossier(self) -> Dossier:
        """The request with all that was said and done about it."""
        kept, reference = self.home.requests, self.request.reference
        return Dossier(self.request, kept.opinions(reference), kept.decisions(reference), kept.history(reference))

    def view(self, dossier: Dossier | None = None) -> View:
        """Return the request as it stands today; ``dossier`` is what was said and done, where that is known already."""
        dossier, request, people = dossier or self.dossier, self.request, self.people
        said = stances(request, dossier.opinions)
        return View(
            dossier,
            self.home.organisation.name,
            self.today,
            self.calendar,
            sitting(people, request.desk, request.requester, self.today),
            is_body(people, request.desk.function),
            tuple(self._seat(f, said[f]) for f in agreers(request)),
            tuple(self._seat(f) for f in advisers(request)),
        )

    def _seat(self, function: str, said: Opinion | None = None) -> Seat:
        """Return a function that was asked something, with who acts for it."""
        acts = acts_for(self.people, function, self.request.requester, self.today)
        return Seat(function, acts, said, is_body(self.people, function))

    def keep(self, request: Request, steps: Iterable[Move | str], note: str = "") -> Self:
        """Keep the request as it is now, with what happened to it, and return the matter with it."""
        self.home.requests.save(request, self.request)
        moves = (step.value if isinstance(step, Move) else step for step in steps)
        self.home.requests.note(request.reference, *(Event(move, self.at, self.by, note) for move in moves))
        return replace(self, request=request)

    @property
    def by(self) -> Person | None:
        """Who does what happens to it; None for the clock."""
        return None


@dataclass(frozen=True, slots=True)
class Case(Matter):
    """A request in the hands of somebody, from whichever organisation."""

    who: Person

    @property
    def by(self) -> Person | None:
        """Who does what happens to it."""
        return self.who

    def holds(self, functions: Iterable[str], organisation: str) -> bool:
        """Whether this person holds or deputises for one of these functions today."""
        directory = self.directory(organisation)
        held = {h.function for h in directory.held_by(self.who, self.today)}
        named = (directory.function(name) for name in functions)
        return any(function.name in held for function in named if function)

    @property
    def is_manager(self) -> bool:
        """Whether this person is the information manager of the organisation, or deputises."""
        return self.holds((self.rooms.manager,), self.home.organisation.id)

    def may_be_seen(self) -> bool:
        """Whether this person may see the request (docs/roles.md)."""
        request, right = self.request, self.request.desk.right
        involved = {request.requester.id, request.needs.sponsor.id if request.needs.sponsor else ""}
        kept = self.home.requests
        # Advice on one's own title is open to all, so it must not be a way in.
        involved |= {o.person.id for o in kept.opinions(request.reference) if o.function}
        involved |= {d.person for d in kept.decisions(request.reference)}
        if self.who.id in involved or self.is_manager:
            return True
        together = any(is_body(self.people, f) for f in (request.desk.function, *agreers(request)))
        if together and Role.SECRETARY in self.people.roles(self.who):
            return True
        functions = [request.desk.function, *agreers(request), *advisers(request), *(right.informed if right else ())]
        if right:
            functions += [right.decides, right.deputy]
        seated = any(
            act.person.id == self.who.id for act in sitting(self.people, request.desk, request.requester, self.today)
        )
        return seated or self.holds(filter(None, functions), request.desk.organisation)


def rooms(home: Store) -> Rooms:
    """Return where the desks of an organisation's requests can be; a setting may rename two functions."""
    organisation = home.organisation.id

    def directory(other: str) -> Directory:
        store = home.of(other) if other != organisation else home
        return (store or home).people

    names = (setting.format(organisation=organisation) for setting in (MANAGER_SETTING, BOARD_SETTING))
    manager, board = home.settings.get_all(*names)
    return Rooms(organisation, directory, manager or INFORMATION_MANAGER, board or BOARD)


def case_of(press: Callable[[str], str], context: Context, store: Store) -> Case:
    """Return the case that a button or form carries, also where it belongs to another organisation.

    Whether this person may see it or do anything with it is for the step to judge; people of an organisation that
    has nothing to do with it do not even hear that it exists.

    Raises:
        ReferenceIncomplete: when it carries none that exists for this person.

    """
    organisation = press("org") or context.organisation.id
    home = store if organisation == context.organisation.id else store.of(organisation)
    reference = reference_in(press("ref"))
    request = home.requests.get(reference) if home and reference else None
    if home is None or request is None:
        raise ReferenceIncomplete
    case = Case(request, home, context.at, context.today, context.who)
    if context.organisation.id not in (request.organisation, request.desk.organisation) and not case.may_be_seen():
        raise ReferenceIncomplete
    return case


def case_named(words: str, context: Context, store: Store) -> Case:
    """Return the case with the reference in these words, of this organisation or of one that shares its desks.

    Raises:
        ReferenceUnknown: with what this person asked, to choose from.
        NothingAsked: when that is nothing.

    """
    own = store.requests.asked_by(context.who, 50)
    own_references = [request.reference for request in own]
    homes = [store, *(found for o in store.organisations.all() if (found := _partner(o.id, context, store)))]
    for home in homes:
        reference = reference_in(words, (*own_references, *home.requests.references()))
        request = home.requests.get(reference)
        if request:
            case = Case(request, home, context.at, context.today, context.who)
            if case.may_be_seen():
                return case
    raise _unknown(words, own)


def _partner(organisation: str, context: Context, store: Store) -> Store | None:
    """Return the store of a participant in this joint arrangement: its requests may lie here."""
    home = store.of(organisation)
    shares = home is not None and context.organisation.id in home.organisation.arrangements
    return home if shares else None


def _unknown(words: str, own: tuple[Request, ...]) -> Refused:
    """Return the refusal that offers the nearest of one's own requests."""
    match = _REFERENCE.search(words)
    typed = match.group() if match else words[:40]
    if not own:
        return NothingAsked(typed=typed)
    references = [request.reference for request in own]
    near = get_close_matches(reference_in(words) or typed, references, n=3, cutoff=0.5) or references[:3]
    offers = (
        Button(reference, Press("requests.show", (("ref", reference), ("org", own[0].organisation))))
        for reference in near
    )
    return ReferenceUnknown(typed=typed, known=Listing(tuple(near))).offering(*offers)


def seen(case: Case) -> Case:
    """Return the case when this person may see it.

    Raises:
        NotForYou: when not.

    """
    if not case.may_be_seen():
        raise NotForYou(reference=case.request.reference).offering(about=case.request.ref)
    return case
