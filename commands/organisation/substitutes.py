# SPDX-License-Identifier: EUPL-1.2
"""Substitutes: asked, told when it begins and when it is over, with what waits; whoever says no is passed over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from commands.cards import Bullets, Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Style, Tone
from commands.dues import Due, Lapsed, Tick
from commands.organisation.lines import press
from commands.organisation.rules import ChangedMeanwhile, taken_over
from commands.organisation.store import Store
from commands.organisation.substitution import (
    END,
    Kept,
    answers_due,
    kept,
    keys,
    running,
    takes_over,
    to_steward,
)
from commands.people import Absence, Person
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import Listing, _

#: For these functions, and in the place of these people or as holder: who acts for what waits in every feature at a
#: moment, each with the lines that open it.
Waits: TypeAlias = Callable[[Any, frozenset[str], frozenset[str], datetime], Mapping[Person, tuple[Entry, ...]]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was decided in the place of who was away: by whom (an id), and the line that opens it."""

    by: str
    entry: Entry


#: What was decided since an absence began in the place of who is away, oldest first.
Decided: TypeAlias = Callable[[Any, Absence], tuple[Deed, ...]]


@dataclass(frozen=True, slots=True)
class Substitutes:
    """What substitutes are asked and told; ``waits`` is what lies with a function, ``decided`` what was decided."""

    waits: Waits
    decided: Decided

    def asks(self, taking: Kept, store: Store, at: datetime, today: date) -> tuple[Tell, ...]:
        """Tell everybody who takes over, with what waits already where it has begun, and ask whether they do."""
        begun = taking.absence.first_day <= today
        moved = self.waits(store, taking.functions, taking.principals, at) if begun else {}
        tells = [self.asked(taking, person, moved) for person in taking.substitutes]
        return (*tells, *self._by_right(taking, moved))

    def asked(self, taking: Kept, person: Person, moved: Mapping[Person, tuple[Entry, ...]]) -> Tell:
        """Tell somebody what there is to take over, with what was ``moved`` already, and ask whether they do."""
        elements = (*about(taking, person, moved.get(person, ())), *self.question(taking, person))
        return Tell(ToPerson(person), Card(takes_over(taking.absence), elements, Tone.WAITING),
                    keys(taking.number, person)[0])  # fmt: skip

    def _by_right(self, taking: Kept, moved: Mapping[Person, tuple[Entry, ...]]) -> tuple[Tell, ...]:
        """Tell what comes to whoever goes before the substitutes, because a right names another deputy."""
        title = _("{name} is away: this comes to you, up to and including {last}").with_values(
            name=taking.absence.person.name, last=taking.absence.last_day
        )
        return tuple(
            Tell(ToPerson(person), Card(title, (Entries(entries),), Tone.WAITING))
            for person, entries in moved.items()
            if person not in taking.substitutes
        )

    def question(self, taking: Kept, person: Person) -> tuple[Element, ...]:
        """Return the buttons to say yes or no, for who did not say yes yet."""
        if person.id in taking.absence.accepted:
            return ()
        names = {"number": str(taking.number)}
        yes = Button(_("I take over"), press("accept_absence", **names), Style.PRIMARY)
        return (Buttons((yes, Button(_("I can't"), press("decline_absence", **names), Style.DANGER))),)

    def welcome(self, absences: Sequence[Absence], store: Store, at: datetime, today: date) -> Card:
        """Return what somebody reads who is back: what was decided in the meantime, and what comes back."""
        elements: list[Element] = [Paragraph(_("What is for your functions comes to you again."))]
        if decided := tuple(deed.entry for absence in absences for deed in self.decided(store, absence)):
            elements += [Heading(_("Decided in your place")), Entries(decided)]
        person = absences[0].person
        functions = frozenset(held.function for held in store.people.held_by(person, today))
        if entries := self.waits(store, functions, frozenset(), at).get(person, ()):
            elements += [Heading(_("Waits for you now")), Entries(entries)]
        return Card(_("Welcome back"), tuple(elements), Tone.GOOD)

    def comes_back(
        self, person: Person, before: Mapping[int, Kept], store: Store, at: datetime, today: date
    ) -> tuple[tuple[Tell, ...], tuple[Due, ...]]:
        """Return who hears that somebody who is back deputises for others who are away, and what is due then.

        ``before`` is how their absences stood until now: who stood in meanwhile need not any more.
        """
        tells: list[Tell] = []
        plans: list[Due] = []
        for number, was in before.items():
            now = kept(number, store, today)
            fresh = [each for each in now.substitutes if each not in was.substitutes]
            moved = self.waits(store, now.functions, now.principals, at) if fresh else {}
            tells += [self.asked(now, each, moved) for each in fresh]
            plans += answers_due(number, now.absence, fresh, today, store.calendar)
            title = _("{name} is back and takes over from {absent}, so you need not any more").with_values(
                name=person.name, absent=now.absence.person.name
            )
            tells += [Tell(ToPerson(each), Card(title)) for each in was.substitutes if each not in now.substitutes]
        return tuple(tells), tuple(plans)

    def carry_out(self, tick: Tick, store: Store) -> Reply:
        """Say that an absence begins, or that it is over.

        Raises:
            Lapsed: when the absence is gone, or was changed, or goes on.

        """
        number = int(tick.due.about.id.rpartition("-")[2])
        absence = store.people.all_absences().get(number)
        if absence is None:
            raise Lapsed("gone")
        if tick.due.stage == END:
            return self._ends(number, absence, tick, store)
        try:
            taking = kept(number, store, tick.today)
        except ChangedMeanwhile:
            raise Lapsed("over") from None
        return self._begins(taking, tick, store)

    def _begins(self, taking: Kept, tick: Tick, store: Store) -> Reply:
        moved, tells = self.waits(store, taking.functions, taking.principals, tick.at), []
        for person in taking.substitutes:
            title = _("From today you take over from {name}, up to and including {last}").with_values(
                name=taking.absence.person.name, last=taking.absence.last_day
            )
            elements = (*about(taking, person, moved.get(person, ())), *self.question(taking, person))
            key = keys(taking.number, person)[1]
            tells.append(Tell(ToPerson(person), Card(title, elements, Tone.WAITING), key))
        return Reply(
            tells=(*tells, *self._by_right(taking, moved), *to_steward(taking, taking.orphans(store))),
            acts=(Act("organisation.absence_begins", taking.ref),),
            plans=answers_due(taking.number, taking.absence, taking.substitutes, tick.today, store.calendar),
        )

    def _ends(self, number: int, absence: Absence, tick: Tick, store: Store) -> Reply:
        if store.people.absence(absence.person, tick.today):
            raise Lapsed("away")
        person, was = absence.person, Kept(number, absence, taken_over(absence, store.people, absence.last_day))
        before = running(store, absence.last_day, tick.today, person)
        tells, plans = self.comes_back(person, before, store, tick.at, tick.today)
        if was.taken or was.substitutes:
            card = self.welcome((absence,), store, tick.at, tick.today)
            tells = (Tell(ToPerson(person), card), *over(was), *tells)
        if not tells:
            raise Lapsed("nothing")
        return Reply(tells=tells, acts=(Act("organisation.absence_ends", was.ref),), plans=plans)


def about(taking: Kept, person: Person, entries: tuple[Entry, ...] = ()) -> tuple[Element, ...]:
    """Return which functions it is about, on whose behalf, and what waits from now on."""
    functions = taking.substitutes.get(person, ())
    text = _("What waits for these functions comes to you, and you act on behalf of {names}.")
    told = Paragraph(text.with_values(names=Listing(taking.on_behalf_of(person))))
    waiting = (Heading(_("Waits for you now")), Entries(entries)) if entries else ()
    return (*((Bullets(functions),) if functions else ()), told, *waiting)


def over(was: Kept) -> tuple[Tell, ...]:
    """Tell who took over that it is over."""
    title = _("{name} is back: you take over no longer", name=was.absence.person.name)
    card = Card(title, (Paragraph(_("What you did not decide goes back.")),))
    return tuple(Tell(ToPerson(person), card) for person in was.substitutes)
