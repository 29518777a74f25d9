# SPDX-License-Identifier: EUPL-1.2
"""An escalation in the hands of somebody, or of the clock: found by its reference, seen as it stands, and changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from commands.escalations.escalation import OPEN, Escalation, Event, Rung, State, Subject
from commands.escalations.ladder import Terrain, projected
from commands.escalations.neighbours import Neighbours
from commands.escalations.rules import EscalationUnknown, NotForYou, acts_on, may_see
from commands.escalations.store import Store
from commands.escalations.terrain import matter_of, terrain
from commands.escalations.view import View
from commands.events import Context
from commands.people import Acting, Directory, Person, Role


@dataclass(frozen=True, slots=True)
class Case:
    """An escalation with the store of its own organisation; ``who`` is None for the clock."""

    escalation: Escalation
    home: Store
    at: datetime
    today: date
    neighbours: Neighbours
    who: Person | None = None

    def directory(self, organisation: str) -> Directory:
        """Return the people of an organisation."""
        store = self.home if organisation == self.home.organisation.id else self.home.of(organisation)
        return (store or self.home).people

    @property
    def here(self) -> Directory:
        """The people of the organisation where it lies now."""
        return self.directory(self.escalation.rung.organisation)

    @property
    def terrain(self) -> Terrain:
        """The ground under its ladder today."""
        owners = self.escalation.owners
        return terrain(self.home, self.today, self.neighbours, owners[-1].unit if owners else "")

    def acts(self) -> tuple[Acting, ...]:
        """Return who acts for its rung today."""
        return acts_on(self.escalation.rung, self.escalation, self.here, self.today)

    @property
    def meets(self) -> bool:
        """Whether it lies with a body that the organisation knows, so that it can be asked on an agenda."""
        rung = self.escalation.rung
        known = self.here.function(rung.function) if rung.body and rung.function else None
        return known is not None and known.body

    def secretaries(self, rung: Rung) -> tuple[Person, ...]:
        """Return who records what a body decides: its own secretaries, else those of who raised it."""
        theirs = self.directory(rung.organisation).with_role(Role.SECRETARY)
        ours = self.home.people
        return theirs or ours.with_role(Role.SECRETARY) or ours.with_role(Role.STEWARD)

    def subject(self) -> Subject | None:
        """Return what is stuck, where it is a thing of another feature."""
        about = self.escalation.about
        return self.neighbours.subject(about, self.home, self.home.organisation.language) if about else None

    def person(self, person_id: str) -> Person | None:
        """Return a person of this organisation or of one of its joint arrangements."""
        places = (self.home.organisation.id, *self.home.organisation.arrangements)
        return next((found for each in places if (found := self.directory(each).person(person_id))), None)

    def view(self) -> View:
        """Return the escalation as it stands today."""
        escalation, kept = self.escalation, self.home.escalations
        ahead: tuple[Rung, ...] = ()
        if escalation.state in OPEN and escalation.state is not State.BOARD:
            ahead = projected(matter_of(escalation), self.terrain, escalation.ladder)
        ids = {each for rung in (*escalation.ladder, *ahead) for each in rung.people}
        people = {each: found for each in ids if (found := self.person(each))}
        return View(
            escalation,
            self.today,
            {o.id: o.name for o in self.home.organisations.all()},
            self.acts(),
            ahead,
            people,
            kept.followers(escalation.reference),
            kept.decision(escalation.reference),
            kept.history(escalation.reference),
        )

    def keep(self, escalation: Escalation, move: str, note: str = "") -> Self:
        """Keep the escalation as it is now, with what happened to it, and return the case with it."""
        kept = self.home.escalations.save(escalation)
        function = kept.ladder[-1].function if kept.ladder else ""
        event = Event(move, self.at, self.who, function, note, self._instead_of())
        self.home.escalations.note(kept.reference, event)
        return replace(self, escalation=kept)

    def _instead_of(self) -> str:
        """Return in whose place somebody takes a step on the rung where it is."""
        who = self.who
        if who is None or not self.escalation.ladder:
            return ""
        return next((a.absent.person.name for a in self.acts() if a.absent and a.person.id == who.id), "")

    def may_be_seen(self, who: Person) -> bool:
        """Whether this person may see it: also who acts for its rung only now."""
        followers = self.home.escalations.followers(self.escalation.reference)
        roles = self.here.roles(who) | self.home.people.roles(who)
        if may_see(self.escalation, who, followers, roles):
            return True
        return any(act.person.id == who.id for act in self.acts())


def case_of(carried: Callable[[str], str], context: Context, store: Store, neighbours: Neighbours) -> Case:
    """Return the case that a button or form carries, also where it belongs to another organisation.

    Raises:
        EscalationUnknown: when it carries none that exists.
        NotForYou: when this person may not see it.

    """
    organisation = carried("org") or context.organisation.id
    home = store if organisation == store.organisation.id else store.of(organisation)
    escalation = home.escalations.get(carried("ref")) if home else None
    if home is None or escalation is None:
        raise EscalationUnknown
    today = context.at.astimezone(home.organisation.zone).date()
    case = Case(escalation, home, context.at, today, neighbours, context.who)
    if not case.may_be_seen(context.who):
        raise NotForYou(reference=escalation.reference).offering(about=escalation.ref)
    return case
