# SPDX-License-Identifier: EUPL-1.2
"""Who is away, from when until when, and who takes over: everyone for himself, stewards for others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commands.cards import Button, Buttons, Card, Element, Heading, Paragraph, Style, Tone
from commands.dates import DayUnclear
from commands.dues import Due
from commands.errors import FormErrors
from commands.events import Ask, Context, Press, Submit
from commands.forms import FormView
from commands.organisation.forms import AbsenceForm, OwnAbsenceForm
from commands.organisation.handlers import coming
from commands.organisation.lines import press
from commands.organisation.profiles import absence_entries, takeover
from commands.organisation.rules import Deed, absence_faults, check
from commands.organisation.spans import Span, read_span
from commands.organisation.store import Store
from commands.organisation.substitutes import Substitutes, over
from commands.organisation.substitution import Kept, answers_due, kept, keys, named, plans, running
from commands.people import Absence, Person
from commands.replies import Act, Renew, Reply, Tell, ToPerson
from commands.text import Text, _


def absent(ask: Ask, context: Context, store: Store) -> Reply:
    """Open the form for my own absence with the days that were named; without days, show what is known first."""
    own = coming(context.who, context, store)
    if not ask.words.strip() and own:
        again = Button(_("Add another"), press("absent"), Style.PRIMARY)
        return Reply(answer=Card(_("Your absences"), (absence_entries(own, change=True), Buttons((again,)))))
    try:
        span = read_span(ask.words, context.today)
    except DayUnclear as unclear:
        return Reply(form=_own_form(None, context.today, unclear.message))
    return Reply(form=_own_form(span, context.today))


def open_own(pressed: Press, context: Context, _store: Store) -> Reply:
    """Open the form for my own absence, with the days that a proposal named."""
    try:
        span = Span(date.fromisoformat(pressed["first"]), date.fromisoformat(pressed["last"]))
    except ValueError:
        return Reply(form=_own_form(None, context.today))
    return Reply(form=_own_form(span, context.today))


def open_other(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form for the absence of somebody else."""
    check(Deed.OTHERS_ABSENCE, context.who, store.people)
    person = store.people.person(pressed["person"])
    values = {"first_day": context.today.isoformat()} | ({"person": _named(person)} if person else {})
    return Reply(form=AbsenceForm.view(values))


def open_change(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form with an absence that is there."""
    taking = named(pressed["number"], store, context.today)
    number, absence = taking.number, taking.absence
    values = {"first_day": absence.first_day.isoformat(), "last_day": absence.last_day.isoformat()}
    values |= {"deputy": _named(absence.deputy)} if absence.deputy else {}
    hidden = {"number": str(number)}
    if absence.person.id == context.who.id:
        return Reply(form=OwnAbsenceForm.view(values, hidden=hidden))
    check(Deed.OTHERS_ABSENCE, context.who, store.people)
    return Reply(form=AbsenceForm.view(values | {"person": _named(absence.person)}, hidden=hidden))


@dataclass(frozen=True, slots=True)
class Absences:
    """What changes an absence; ``substitutes`` hear it."""

    substitutes: Substitutes

    def keep_own(self, sent: Submit, context: Context, store: Store) -> Reply:
        """Write my own absence down."""
        form = OwnAbsenceForm.read(sent.answers, context.today, store.people.find)
        new = Absence(context.who, form.first_day, form.last_day, form.deputy)
        return self._keep(new, sent["number"], context, store)

    def keep_other(self, sent: Submit, context: Context, store: Store) -> Reply:
        """Write the absence of somebody else down."""
        check(Deed.OTHERS_ABSENCE, context.who, store.people)
        form = AbsenceForm.read(sent.answers, context.today, store.people.find)
        new = Absence(form.person, form.first_day, form.last_day, form.deputy)
        return self._keep(new, sent["number"], context, store)

    def _keep(self, new: Absence, number: str, context: Context, store: Store) -> Reply:
        """Write an absence down, in the place of the one with this number, and ask who takes over."""
        every = store.people.all_absences()
        old = named(number, store, context.today) if number else None
        if old and old.absence.person.id != new.person.id:
            text = _("This absence is of {name}. Add a new one for somebody else.", name=old.absence.person.name)
            raise FormErrors({"person": text})
        others = [a for n, a in every.items() if str(n) != number]
        if wrong := absence_faults(new, others, context.today, context.who):
            raise FormErrors(wrong)
        if old:
            store.people.end_absence(old.number, old.absence.first_day - timedelta(days=1))
        taking = kept(store.people.add_absence(new), store, context.today)
        tells = self.substitutes.asks(taking, store, context.at, context.today)
        return Reply(
            answer=_kept_card(taking, own=new.person.id == context.who.id),
            tells=(*tells, *_told(new, context), *(_spared(old, taking) if old else ())),
            renews=_outdated(old) if old else (),
            acts=(Act("organisation.absence", taking.ref, new.person.id),),
            settles=(old.ref,) if old else (),
            plans=(
                *plans(taking.number, new, context.today),
                *answers_due(taking.number, new, taking.substitutes, context.today, store.calendar),
            ),
        )

    def back(self, _said: Ask | Press, context: Context, store: Store) -> Reply:
        """End my absence that runs today: I am back."""
        own = coming(context.who, context, store)
        mine = [kept(n, store, context.today) for n, a in own.items() if a.first_day <= context.today]
        if not mine:
            return Reply(answer=Card(_("You were not marked as away."), (Buttons((_away_button(),)),)))
        tells, plans_ = self._ended(mine, context, store)
        return Reply(
            answer=self.substitutes.welcome(tuple(was.absence for was in mine), store, context.at, context.today),
            tells=(*tells, *(tell for was in mine for tell in over(was) if tell.to not in {t.to for t in tells})),
            renews=tuple(renew for was in mine for renew in _outdated(was)),
            acts=tuple(Act("organisation.back", was.ref) for was in mine),
            settles=tuple(was.ref for was in mine),
            plans=plans_,
        )

    def cancel(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Take an absence back: what is left of it never was."""
        was = named(pressed["number"], store, context.today)
        if was.absence.person.id != context.who.id:
            check(Deed.OTHERS_ABSENCE, context.who, store.people)
        tells, plans_ = self._ended([was], context, store)
        card = _cancelled(was)
        return Reply(
            answer=replace(card, tone=Tone.GOOD),
            tells=(*(Tell(ToPerson(person), card) for person in was.substitutes), *tells),
            renews=_outdated(was),
            acts=(Act("organisation.cancel_absence", was.ref),),
            settles=(was.ref,),
            plans=plans_,
        )

    def _ended(self, mine: Sequence[Kept], context: Context, store: Store) -> tuple[tuple[Tell, ...], tuple[Due, ...]]:
        """Let absences of one person be over since yesterday; return what follows where that person deputises."""
        person = mine[0].absence.person
        before = running(store, context.today, context.today, person)
        for was in mine:
            store.people.end_absence(was.number, context.today - timedelta(days=1))
        return self.substitutes.comes_back(person, before, store, context.at, context.today)


def _cancelled(was: Kept) -> Card:
    return Card(_("The absence of {name} has been cancelled", name=was.absence.person.name))


def _outdated(was: Kept) -> tuple[Renew, ...]:
    """Take the buttons from what was asked about an absence that is no more."""
    card = _cancelled(was)
    return tuple(Renew(key, card) for person in was.substitutes for key in keys(was.number, person))


def _spared(old: Kept, now: Kept) -> tuple[Tell, ...]:
    """Tell who would have taken over, and does not after a change."""
    gone = [person for person in old.substitutes if person not in now.substitutes]
    return tuple(Tell(ToPerson(person), _cancelled(old)) for person in gone)


def _kept_card(taking: Kept, *, own: bool) -> Card:
    """Return the confirmation: the days, who acts for which function, and the way back."""
    new = taking.absence
    title = _("You are away from {first} to {last}", first=new.first_day, last=new.last_day) if own else _(
        "{name} is away from {first} to {last}", name=new.person.name, first=new.first_day, last=new.last_day
    )  # fmt: skip
    elements: list[Element] = list(takeover(taking.taken))
    if not elements and new.deputy:
        elements = [Heading(_("Takes over")), Paragraph(new.deputy.name)]
    if taking.substitutes:
        elements.append(Paragraph(_("They are asked; you hear what they say.")))
    change = Button(_("Change"), press("change_absence", number=str(taking.number)))
    cancelled = Button(_("Cancel the absence"), press("cancel_absence", number=str(taking.number)), Style.DANGER)
    return Card(title, (*elements, Buttons((change, cancelled))), Tone.GOOD)


def _told(new: Absence, context: Context) -> tuple[Tell, ...]:
    """Tell the person himself when somebody else wrote it down."""
    if new.person.id == context.who.id:
        return ()
    title = _("{name} wrote down that you are away from {first} to {last}").with_values(
        name=context.who.name, first=new.first_day, last=new.last_day
    )
    return (Tell(ToPerson(new.person), Card(title, (Paragraph(_("Not right? Type /absent to change it.")),))),)


def _own_form(span: Span | None, today: date, note: Text = "") -> FormView:
    """Return the form for my own absence, with what was understood."""
    if span is None:
        return OwnAbsenceForm.view({"first_day": today.isoformat()}, intro=(note,) if note else None)
    values = {"first_day": span.first.isoformat(), "last_day": span.last.isoformat()}
    understood = _(
        "I understood: away from {first} to {last}, the last day included.", first=span.first, last=span.last
    )
    return OwnAbsenceForm.view(values, intro=(understood,))


def _named(person: Person) -> str:
    """Return how a person field names somebody: in a way that is nobody else's."""
    return person.email or person.name


def _away_button() -> Button:
    return Button(_("I'm away"), press("absent"))
