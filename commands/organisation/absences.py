# SPDX-License-Identifier: EUPL-1.2
"""Who is away, from when until when, and who takes over: everyone for himself, stewards for others."""

from datetime import date, timedelta

from commands.cards import Button, Buttons, Card, Element, Heading, Paragraph, Style, Tone
from commands.dates import DayUnclear
from commands.errors import FormErrors
from commands.events import Ask, Context, Press, Submit
from commands.forms import FormView
from commands.organisation.forms import AbsenceForm, OwnAbsenceForm
from commands.organisation.handlers import coming
from commands.organisation.lines import press
from commands.organisation.profiles import absence_entries, takeover
from commands.organisation.rules import ChangedMeanwhile, Deed, absence_faults, check, taken_over
from commands.organisation.spans import Span, read_span
from commands.organisation.store import Store
from commands.people import Absence, Person
from commands.refs import Ref, numbered
from commands.replies import Act, Reply, Tell, ToPerson
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


def open_own(_pressed: Press, context: Context, _store: Store) -> Reply:
    """Open the empty form for my own absence."""
    return Reply(form=_own_form(None, context.today))


def open_other(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form for the absence of somebody else."""
    check(Deed.OTHERS_ABSENCE, context.who, store.people)
    person = store.people.person(pressed["person"])
    values = {"first_day": context.today.isoformat()} | ({"person": _named(person)} if person else {})
    return Reply(form=AbsenceForm.view(values))


def open_change(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form with an absence that is there."""
    number, absence = _absence(pressed["number"], store, context.today)
    values = {"first_day": absence.first_day.isoformat(), "last_day": absence.last_day.isoformat()}
    values |= {"deputy": _named(absence.deputy)} if absence.deputy else {}
    hidden = {"number": str(number)}
    if absence.person.id == context.who.id:
        return Reply(form=OwnAbsenceForm.view(values, hidden=hidden))
    check(Deed.OTHERS_ABSENCE, context.who, store.people)
    return Reply(form=AbsenceForm.view(values | {"person": _named(absence.person)}, hidden=hidden))


def keep_own(sent: Submit, context: Context, store: Store) -> Reply:
    """Write my own absence down."""
    form = OwnAbsenceForm.read(sent.answers, context.today, store.people.find)
    return _keep(Absence(context.who, form.first_day, form.last_day, form.deputy), sent["number"], context, store)


def keep_other(sent: Submit, context: Context, store: Store) -> Reply:
    """Write the absence of somebody else down."""
    check(Deed.OTHERS_ABSENCE, context.who, store.people)
    form = AbsenceForm.read(sent.answers, context.today, store.people.find)
    return _keep(Absence(form.person, form.first_day, form.last_day, form.deputy), sent["number"], context, store)


def back(_said: Ask | Press, context: Context, store: Store) -> Reply:
    """End my absence that runs today: I am back."""
    running = {n: a for n, a in coming(context.who, context, store).items() if a.first_day <= context.today}
    if not running:
        return Reply(answer=Card(_("You were not marked as away."), (Buttons((_away_button(),)),)))
    for number in running:
        store.people.end_absence(number, context.today - timedelta(days=1))
    acts = tuple(Act("organisation.back", _ref(number)) for number in running)
    text = Paragraph(_("What is for your functions comes to you again."))
    return Reply(answer=Card(_("Welcome back"), (text,), Tone.GOOD), acts=acts)


def cancel(pressed: Press, context: Context, store: Store) -> Reply:
    """Take an absence back: what is left of it never was."""
    number, absence = _absence(pressed["number"], store, context.today)
    if absence.person.id != context.who.id:
        check(Deed.OTHERS_ABSENCE, context.who, store.people)
    store.people.end_absence(number, context.today - timedelta(days=1))
    title = _("The absence of {name} has been cancelled", name=absence.person.name)
    tells = () if not absence.deputy else (Tell(ToPerson(absence.deputy), Card(title)),)
    return Reply(
        answer=Card(title, tone=Tone.GOOD), tells=tells, acts=(Act("organisation.cancel_absence", _ref(number)),)
    )


def _keep(new: Absence, number: str, context: Context, store: Store) -> Reply:
    """Write an absence down, in the place of the one with this number, and tell who takes over."""
    every = store.people.all_absences()
    old = _absence(number, store, context.today)[1] if number else None
    if old and old.person.id != new.person.id:
        text = _("This absence is of {name}. Add a new one for somebody else.", name=old.person.name)
        raise FormErrors({"person": text})
    others = [a for n, a in every.items() if str(n) != number]
    if wrong := absence_faults(new, others, context.today, context.who):
        raise FormErrors(wrong)
    if old:
        store.people.end_absence(int(number), old.first_day - timedelta(days=1))
    kept = store.people.add_absence(new)
    own = new.person.id == context.who.id
    tells = _tells(new, context, store)
    act = Act("organisation.absence", _ref(kept), new.person.id)
    return Reply(answer=_kept_card(new, kept, own, context, store), tells=tells, acts=(act,))


def _kept_card(new: Absence, number: int, own: bool, context: Context, store: Store) -> Card:  # noqa: FBT001 - whose it is
    """Return the confirmation: the days, who acts for which function, and the way back."""
    title = _("You are away from {first} to {last}", first=new.first_day, last=new.last_day) if own else _(
        "{name} is away from {first} to {last}", name=new.person.name, first=new.first_day, last=new.last_day
    )  # fmt: skip
    elements: list[Element] = list(takeover(taken_over(new, store.people, max(new.first_day, context.today))))
    if not elements and new.deputy:
        elements = [Heading(_("Takes over")), Paragraph(new.deputy.name)]
    change = Button(_("Change"), press("change_absence", number=str(number)))
    cancelled = Button(_("Cancel the absence"), press("cancel_absence", number=str(number)), Style.DANGER)
    return Card(title, (*elements, Buttons((change, cancelled))), Tone.GOOD)


def _tells(new: Absence, context: Context, store: Store) -> tuple[Tell, ...]:
    """Tell who takes over, and the person himself when somebody else wrote it down."""
    taken = taken_over(new, store.people, max(new.first_day, context.today))
    functions: dict[Person, list[Text]] = {new.deputy: []} if new.deputy else {}
    for one in taken:
        for act in one.by:
            functions.setdefault(act.person, []).append(one.function)
    tells = []
    for person, names in functions.items():
        title = _("You take over from {name} from {first} to {last}", name=new.person.name, first=new.first_day,
                  last=new.last_day)  # fmt: skip
        said = tuple(Paragraph(name) for name in dict.fromkeys(names))
        tells.append(Tell(ToPerson(person), Card(title, said)))
    if new.person.id != context.who.id:
        title = _("{name} wrote down that you are away from {first} to {last}", name=context.who.name,
                  first=new.first_day, last=new.last_day)  # fmt: skip
        tells.append(Tell(ToPerson(new.person), Card(title, (Paragraph(_("Not right? Type /absent to change it.")),))))
    return tuple(tells)


def _own_form(span: Span | None, today: date, note: Text = "") -> FormView:
    """Return the form for my own absence, with what was understood."""
    if span is None:
        return OwnAbsenceForm.view({"first_day": today.isoformat()}, intro=(note,) if note else None)
    values = {"first_day": span.first.isoformat(), "last_day": span.last.isoformat()}
    understood = _(
        "I understood: away from {first} to {last}, the last day included.", first=span.first, last=span.last
    )
    return OwnAbsenceForm.view(values, intro=(understood,))


def _absence(number: str, store: Store, today: date) -> tuple[int, Absence]:
    """Return the absence of a button or form.

    Raises:
        ChangedMeanwhile: when it is gone, or over: questions about those days are answered from it.

    """
    which = numbered(number)
    found = None if which is None else store.people.all_absences().get(which)
    if which is None or found is None or found.last_day < today:
        raise ChangedMeanwhile
    return which, found


def _named(person: Person) -> str:
    """Return how a person field names somebody: in a way that is nobody else's."""
    return person.email or person.name


def _away_button() -> Button:
    return Button(_("I'm away"), press("absent"))


def _ref(number: int) -> Ref:
    return Ref("organisation", f"absence-{number}")
