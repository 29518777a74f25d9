# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody takes over: yes, no, or no answer in time; without a yes the next is asked, and nothing waits."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from commands.cards import Button, Buttons, Card, Element, Paragraph, Style, Tone
from commands.dues import Due, Lapsed, Tick
from commands.errors import Refused
from commands.events import Context, Press
from commands.organisation.lines import press
from commands.organisation.rules import ChangedMeanwhile
from commands.organisation.store import Store
from commands.organisation.substitutes import Substitutes, about
from commands.organisation.substitution import (
    HALF,
    Kept,
    answers_due,
    kept,
    keys,
    named,
    nobody,
    takes_over,
    to_steward,
)
from commands.people import Person, Role
from commands.replies import Act, Renew, Reply, Tell, ToPerson, ToRole, Urgency
from commands.text import Text, _


class NotAsked(Refused):
    """You are not asked to take over from {name} in those days any more."""


@dataclass(frozen=True, slots=True)
class _GoneOn:
    """How it goes on when somebody does not take over: how it stands now, said in words, and who hears what."""

    now: Kept
    said: tuple[Element, ...]
    orphans: tuple[str, ...]
    tells: tuple[Tell, ...]
    plans: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What whoever was asked says, and what follows when nothing was said."""

    substitutes: Substitutes

    def accept(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Say that one takes over; who is away hears it. Also who said nothing in time may still do so."""
        before = _asked_of(context.who, named(pressed["number"], store, context.today))
        store.people.answer_absence(before.number, context.who, accepts=True)
        taking = kept(before.number, store, context.today)
        card = Card(takes_over(taking.absence), about(taking, context.who), Tone.GOOD)
        told = _("{name} takes over from you from {first} to {last}").with_values(
            name=context.who.name, first=taking.absence.first_day, last=taking.absence.last_day
        )
        spared = _("{name} takes over from {absent} after all, so you need not").with_values(
            name=context.who.name, absent=taking.absence.person.name
        )
        return Reply(
            answer=Card(_("Thank you: you take over from {name}", name=taking.absence.person.name), tone=Tone.GOOD),
            tells=(
                Tell(ToPerson(taking.absence.person), Card(told, tone=Tone.GOOD)),
                *(Tell(ToPerson(p), Card(spared)) for p in before.substitutes if p not in taking.substitutes),
            ),
            renews=tuple(Renew(key, card) for key in keys(taking.number, context.who)),
            acts=(Act("organisation.accept_absence", taking.ref),),
        )

    def decline(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Say that one does not take over: the next deputy is asked, and where there is none the steward hears it."""
        before = _asked_of(context.who, named(pressed["number"], store, context.today))
        store.people.answer_absence(before.number, context.who, accepts=False)
        title = _("{name} can't take over from you", name=context.who.name)
        gone_on = self._goes_on(before, title, store, context.at, context.today)
        done = Card(_("You do not take over from {name}", name=before.absence.person.name), gone_on.said)
        return Reply(
            answer=done,
            tells=(*gone_on.tells, *to_steward(gone_on.now, gone_on.orphans)),
            renews=tuple(Renew(key, done) for key in keys(before.number, context.who)),
            acts=(Act("organisation.decline_absence", before.ref),),
            plans=gone_on.plans,
        )

    def _goes_on(self, before: Kept, title: Text, store: Store, at: datetime, today: date) -> "_GoneOn":
        """Ask whoever is next now that somebody does not take over; who is away hears it, and can choose another."""
        now = kept(before.number, store, today)
        asked = [person for person in now.substitutes if person not in before.substitutes]
        begun = now.absence.first_day <= today
        moved = self.substitutes.waits(store, now.functions, now.principals, at) if begun else {}
        orphans = now.orphans(store)
        said: list[Element] = [Paragraph(_("{name} is asked now.", name=person.name)) for person in asked]
        if orphans:
            said.append(nobody(orphans))
        change = Button(_("Choose somebody else"), press("change_absence", number=str(now.number)), Style.PRIMARY)
        card = Card(title, (*said, Buttons((change,))), Tone.WAITING)
        tells = (
            *(self.substitutes.asked(now, person, moved) for person in asked),
            Tell(ToPerson(now.absence.person), card),
        )
        return _GoneOn(now, tuple(said), orphans, tells,
                       answers_due(now.number, now.absence, asked, today, store.calendar))  # fmt: skip

    def _reminds(self, taking: Kept, person: Person, tick: Tick) -> Reply:
        """Remind somebody once who was asked and said nothing."""
        title = _("Do you take over from {name}? You did not answer yet", name=taking.absence.person.name)
        until = _("From {first} to {last}.", first=taking.absence.first_day, last=taking.absence.last_day)
        elements = (Paragraph(until), *about(taking, person), *self.substitutes.question(taking, person))
        tell = Tell(ToPerson(person), Card(title, elements, Tone.WAITING), keys(taking.number, person)[2])
        return Reply(tells=(tell,), acts=(Act("organisation.remind_substitute", taking.ref, tick.due.stage),))

    def _silent(self, before: Kept, person: Person, tick: Tick, store: Store) -> Reply:
        """Go on without who said nothing in time: what waits never waits for an answer."""
        absence = before.absence
        store.people.answer_absence(before.number, person, accepts=False, silent=True)
        title = _("{name} did not say whether to take over from you", name=person.name)
        gone_on = self._goes_on(before, title, store, tick.at, tick.today)
        why = _("{name} did not say whether to take over from {absent}", name=person.name, absent=absence.person.name)
        steward = to_steward(gone_on.now, gone_on.orphans, why) or (
            Tell(ToRole(Role.STEWARD), Card(why, gone_on.said), urgency=Urgency.INFORMATION),
        )
        still = Button(_("I take over"), press("accept_absence", number=str(before.number)), Style.PRIMARY)
        own = Card(_("You did not answer, so you do not take over from {name}", name=absence.person.name),
                   (*gone_on.said, Paragraph(_("Can you after all? Say so.")), Buttons((still,))))  # fmt: skip
        return Reply(
            tells=(*gone_on.tells, *steward, Tell(ToPerson(person), own)),
            renews=tuple(Renew(key, replace(own, elements=gone_on.said)) for key in keys(before.number, person)),
            acts=(Act("organisation.silent_substitute", before.ref),),
            plans=gone_on.plans,
        )

    def carry_out(self, tick: Tick, store: Store) -> Reply:
        """Remind who was asked to take over, or go on without, unless there was an answer, in words or in deeds.

        Raises:
            Lapsed: when the absence is gone or over, or there was an answer.

        """
        try:
            taking = named(tick.due.about.id.rpartition("-")[2], store, tick.today)
        except ChangedMeanwhile:
            raise Lapsed("over") from None
        person = next((each for each in taking.substitutes if each.id == tick.due.whom), None)
        if person is None or person.id in taking.absence.accepted:
            raise Lapsed("answered")
        if any(deed.by == person.id for deed in self.substitutes.decided(store, taking.absence)):
            raise Lapsed("acts")
        return (
            self._reminds(taking, person, tick) if tick.due.stage == HALF else self._silent(taking, person, tick, store)
        )


def _asked_of(who: Person, taking: Kept) -> Kept:
    """Return the absence when this person is asked to take over in it.

    Raises:
        NotAsked: when not, or not any more.

    """
    if who.id not in {person.id for person in taking.substitutes} | taking.absence.silent:
        raise NotAsked(name=taking.absence.person.name).offering(about=taking.ref)
    return taking
