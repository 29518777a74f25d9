# SPDX-License-Identifier: EUPL-1.2
"""Substitutes: asked, told when it begins and when it is over, with what waits; whoever says no is passed over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from commands.cards import Bullets, Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Style, Tone
from commands.dues import Lapsed, Tick
from commands.errors import Refused
from commands.events import Context, Press
from commands.organisation.lines import press
from commands.organisation.rules import ChangedMeanwhile, taken_over
from commands.organisation.store import Store
from commands.organisation.substitution import END, Kept, kept, keys, named, nobody, takes_over, to_steward
from commands.people import Absence, Person
from commands.replies import Act, Renew, Reply, Tell, ToPerson
from commands.text import Listing, _

#: For these functions, and in the place of these people or as holder: who acts for what waits in every feature at a
#: moment, each with the lines that open it.
Waits: TypeAlias = Callable[[Any, frozenset[str], frozenset[str], datetime], Mapping[Person, tuple[Entry, ...]]]


class NotAsked(Refused):
    """You are not asked to take over from {name} in those days any more."""


@dataclass(frozen=True, slots=True)
class Substitutes:
    """What substitutes are asked and told; ``waits`` is what lies with a function now."""

    waits: Waits

    def asks(self, taking: Kept, store: Store, at: datetime, today: date) -> tuple[Tell, ...]:
        """Tell everybody who takes over, with what waits already where it has begun, and ask whether they do."""
        begun = taking.absence.first_day <= today
        moved = self.waits(store, taking.functions, taking.principals, at) if begun else {}
        tells = [self._asked(taking, person, moved) for person in taking.substitutes]
        return (*tells, *self._by_right(taking, moved))

    def _asked(self, taking: Kept, person: Person, moved: Mapping[Person, tuple[Entry, ...]]) -> Tell:
        elements = (*_elements(taking, person, moved.get(person, ())), *self._question(taking, person))
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

    def _question(self, taking: Kept, person: Person) -> tuple[Element, ...]:
        """Return the buttons to say yes or no, for who did not say yes yet."""
        if person.id in taking.absence.accepted:
            return ()
        names = {"number": str(taking.number)}
        yes = Button(_("I take over"), press("accept_absence", **names), Style.PRIMARY)
        return (Buttons((yes, Button(_("I can't"), press("decline_absence", **names), Style.DANGER))),)

    def accept(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Say that one takes over; who is away hears it."""
        taking = _asked_of(context.who, named(pressed["number"], store, context.today))
        store.people.answer_absence(taking.number, context.who, accepts=True)
        card = Card(takes_over(taking.absence), _elements(taking, context.who), Tone.GOOD)
        told = _("{name} takes over from you from {first} to {last}").with_values(
            name=context.who.name, first=taking.absence.first_day, last=taking.absence.last_day
        )
        return Reply(
            answer=Card(_("Thank you: you take over from {name}", name=taking.absence.person.name), tone=Tone.GOOD),
            tells=(Tell(ToPerson(taking.absence.person), Card(told, tone=Tone.GOOD)),),
            renews=tuple(Renew(key, card) for key in keys(taking.number, context.who)),
            acts=(Act("organisation.accept_absence", taking.ref),),
        )

    def decline(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Say that one does not take over: the next deputy is asked, and where there is none the steward hears it."""
        before = _asked_of(context.who, named(pressed["number"], store, context.today))
        store.people.answer_absence(before.number, context.who, accepts=False)
        now = kept(before.number, store, context.today)
        asked = [person for person in now.substitutes if person not in before.substitutes]
        begun = now.absence.first_day <= context.today
        moved = self.waits(store, now.functions, now.principals, context.at) if begun else {}
        tells = [self._asked(now, person, moved) for person in asked]
        title = _("{name} can't take over from you").with_values(name=context.who.name)
        orphans = now.orphans(store)
        elements: list[Element] = [Paragraph(_("{name} is asked now.", name=person.name)) for person in asked]
        if orphans:
            elements.append(nobody(orphans))
        change = Button(_("Choose somebody else"), press("change_absence", number=str(now.number)), Style.PRIMARY)
        card = Card(title, (*elements, Buttons((change,))), Tone.WAITING)
        tells += [Tell(ToPerson(now.absence.person), card), *to_steward(now, orphans)]
        done = Card(_("You do not take over from {name}", name=now.absence.person.name), tuple(elements))
        return Reply(
            answer=done,
            tells=tuple(tells),
            renews=tuple(Renew(key, done) for key in keys(now.number, context.who)),
            acts=(Act("organisation.decline_absence", now.ref),),
        )

    def waiting_again(self, person: Person, store: Store, at: datetime, today: date) -> tuple[Element, ...]:
        """Return what comes back to somebody who is back."""
        functions = frozenset(held.function for held in store.people.held_by(person, today))
        entries = self.waits(store, functions, frozenset(), at).get(person, ())
        return (Heading(_("Waits for you now")), Entries(entries)) if entries else ()

    def carry_out(self, tick: Tick, store: Store) -> Reply:
        """Say that an absence begins, or that it is over.

        Raises:
            Lapsed: when the absence is gone, or was changed, or goes on.

        """
        number = int(tick.due.about.id.rpartition("-")[2])
        absence = store.people.all_absences().get(number)
        if absence is None:
            raise Lapsed("gone")
        return self._ends(number, absence, tick, store) if tick.due.stage == END else self._begins(number, tick, store)

    def _begins(self, number: int, tick: Tick, store: Store) -> Reply:
        try:
            taking = kept(number, store, tick.today)
        except ChangedMeanwhile:
            raise Lapsed("over") from None
        moved, tells = self.waits(store, taking.functions, taking.principals, tick.at), []
        for person in taking.substitutes:
            title = _("From today you take over from {name}, up to and including {last}").with_values(
                name=taking.absence.person.name, last=taking.absence.last_day
            )
            elements = (*_elements(taking, person, moved.get(person, ())), *self._question(taking, person))
            tells.append(Tell(ToPerson(person), Card(title, elements, Tone.WAITING), keys(number, person)[1]))
        return Reply(
            tells=(*tells, *self._by_right(taking, moved), *to_steward(taking, taking.orphans(store))),
            acts=(Act("organisation.absence_begins", taking.ref),),
        )

    def _ends(self, number: int, absence: Absence, tick: Tick, store: Store) -> Reply:
        if store.people.absence(absence.person, tick.today):
            raise Lapsed("away")
        was = Kept(number, absence, taken_over(absence, store.people, absence.last_day))
        if not was.taken and not was.substitutes:
            raise Lapsed("nothing")
        card = Card(_("Welcome back"), (
            Paragraph(_("What is for your functions comes to you again.")),
            *self.waiting_again(absence.person, store, tick.at, tick.today),
        ), Tone.GOOD)  # fmt: skip
        tells = (Tell(ToPerson(absence.person), card), *over(was))
        return Reply(tells=tells, acts=(Act("organisation.absence_ends", was.ref),))


def _elements(taking: Kept, person: Person, entries: tuple[Entry, ...] = ()) -> tuple[Element, ...]:
    """Return which functions it is about, on whose behalf, and what waits from now on."""
    functions = taking.substitutes.get(person, ())
    text = _("What waits for these functions comes to you, and you act on behalf of {names}.")
    told = Paragraph(text.with_values(names=Listing(taking.on_behalf_of(person))))
    waiting = (Heading(_("Waits for you now")), Entries(entries)) if entries else ()
    return (*((Bullets(functions),) if functions else ()), told, *waiting)


def _asked_of(who: Person, taking: Kept) -> Kept:
    """Return the absence when this person is asked to take over in it.

    Raises:
        NotAsked: when not, or not any more.

    """
    if who.id not in {person.id for person in taking.substitutes}:
        raise NotAsked(name=taking.absence.person.name).offering(about=taking.ref)
    return taking


def over(was: Kept) -> tuple[Tell, ...]:
    """Tell who took over that it is over."""
    title = _("{name} is back: you take over no longer", name=was.absence.person.name)
    card = Card(title, (Paragraph(_("What you did not decide goes back.")),))
    return tuple(Tell(ToPerson(person), card) for person in was.substitutes)
