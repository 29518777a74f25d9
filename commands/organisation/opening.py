# SPDX-License-Identifier: EUPL-1.2
"""When the organisation is open: everyone sees it, stewards and administrators change it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, ClassVar

from commands.calendars import Calendar, LiberationDay, Pause, Span
from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Style,
    Tone,
    Weight,
)
from commands.errors import FormErrors
from commands.events import Ask, Context, Press, Submit
from commands.forms import Day, Form, Line, OneOf, Option
from commands.hours import parse_time
from commands.organisation.lines import press
from commands.organisation.rules import FARTHEST_AHEAD, ChangedMeanwhile, Deed, check, may
from commands.organisation.store import Store
from commands.refs import Ref, numbered
from commands.replies import Act, Reply
from commands.text import Message, Text, _

#: A closing or recess that lasts longer was not meant.
LONGEST_PAUSE = 92
SHOWN = 30
PAUSES: Mapping[Pause, Message] = {
    Pause.CLOSING: _("closed: nobody works"),
    Pause.RECESS: _("recess: boards do not meet"),
}
_LIBERATION = {
    LiberationDay.LUSTRUM: _("closed once in five years"),
    LiberationDay.YEARLY: _("closed every year"),
    LiberationDay.NEVER: _("a working day"),
}
_GOOD_FRIDAY = {True: _("closed every year"), False: _("a working day")}
_NO_TIME = _("Write a time of the day, such as 8:30.")


class CalendarForm(Form):
    """The hours and the holidays that differ per employer."""

    form: ClassVar[str] = "organisation.calendar"
    title: ClassVar[Text] = _("Hours and holidays")
    submit: ClassVar[Text] = _("Save")
    intro: ClassVar[tuple[Text, ...]] = (
        _("Monday to Friday. Outside these hours messages wait, and terms count these days."),
    )

    opens: Annotated[str, Line(_("Begins at"), max_length=20)]
    closes: Annotated[str, Line(_("Ends at"), max_length=20)]
    good_friday: Annotated[
        str, OneOf(_("Good Friday"), (Option("no", _GOOD_FRIDAY[False]), Option("yes", _GOOD_FRIDAY[True])))
    ]
    liberation_day: Annotated[
        str, OneOf(_("5 May"), tuple(Option(choice.value, said) for choice, said in _LIBERATION.items()))
    ]

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the form's one shape
        """Return what is wrong with the hours."""
        opens, closes = parse_time(self.opens), parse_time(self.closes)
        faults = {name: _NO_TIME for name, at in (("opens", opens), ("closes", closes)) if at is None}
        if opens and closes and closes <= opens:
            faults["closes"] = _("The day ends before it begins, at {opens}.", opens=f"{opens:%H:%M}")
        return faults


class PauseForm(Form):
    """Days on which the organisation is closed, or boards are in recess."""

    form: ClassVar[str] = "organisation.pause"
    title: ClassVar[Text] = _("Closing days and recess")
    submit: ClassVar[Text] = _("Add")

    kind: Annotated[str, OneOf(_("Kind"), tuple(Option(kind.value, said) for kind, said in PAUSES.items()), open=True)]
    name: Annotated[str, Line(_("What it is called"), _("Such as “bridge day” or “summer recess”."), max_length=80)]
    first_day: Annotated[date, Day(_("First day"))]
    last_day: Annotated[date | None, Day(_("Last day"), _("Leave this open for one day."), required=False)] = None

    @property
    def span(self) -> Span:
        """The days."""
        return Span(self.first_day, self.last_day or self.first_day, self.name)

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the days."""
        wrong = span_fault(self.span, today)
        return {"last_day" if self.last_day else "first_day": wrong} if wrong else {}


def span_fault(span: Span, today: date) -> Message | None:
    """Return what is wrong with the days of a closing or recess."""
    if span.last < span.first:
        return _("The last day is before the first day, {day}.", day=span.first)
    if (span.last - span.first).days >= LONGEST_PAUSE:
        return _("That is longer than {count} days. Check the year.", count=LONGEST_PAUSE)
    if span.last > today + FARTHEST_AHEAD:
        return _("{day} is too far away to be meant. Check the year.", day=span.last)
    if span.last < today:
        return _("{day} has passed already.", day=span.last)
    return None


def show(_said: Ask | Press, context: Context, store: Store) -> Reply:
    """Show when the organisation is open."""
    keeper = may(Deed.EDIT_CALENDAR, store.people.roles(context.who))
    return Reply(answer=_card(context, store, keeper=keeper))


def open_calendar(_pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form with the hours and holidays as they are."""
    check(Deed.EDIT_CALENDAR, context.who, store.people)
    now = store.calendar
    values = {
        "opens": f"{now.opens:%H:%M}",
        "closes": f"{now.closes:%H:%M}",
        "good_friday": "yes" if now.good_friday else "no",
        "liberation_day": now.liberation_day.value,
    }
    return Reply(form=CalendarForm.view(values))


def keep_calendar(sent: Submit, context: Context, store: Store) -> Reply:
    """Keep the hours and holidays."""
    check(Deed.EDIT_CALENDAR, context.who, store.people)
    form = CalendarForm.read(sent.answers, context.today, store.people.find)
    chosen = Calendar(
        opens=parse_time(form.opens) or time(),
        closes=parse_time(form.closes) or time(),
        good_friday=form.good_friday == "yes",
        liberation_day=LiberationDay(form.liberation_day),
    )
    store.calendars.choose(chosen)
    return Reply(answer=_card(context, store, keeper=True), acts=(Act("organisation.calendar", _ref("calendar")),))


def open_pause(_pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form for closing days or a recess."""
    check(Deed.EDIT_CALENDAR, context.who, store.people)
    return Reply(form=PauseForm.view({"kind": Pause.CLOSING.value}))


def keep_pause(sent: Submit, context: Context, store: Store) -> Reply:
    """Keep closing days or a recess."""
    check(Deed.EDIT_CALENDAR, context.who, store.people)
    form = PauseForm.read(sent.answers, context.today, store.people.find)
    kind = Pause(form.kind)
    for known, span in store.calendars.pauses().values():
        if known is kind and span.first <= form.span.last and form.span.first <= span.last:
            text = _("These days are in “{name}” already, from {first} to {last}.", name=span.name, first=span.first,
                     last=span.last)  # fmt: skip
            raise FormErrors({"first_day": text})
    store.calendars.add(kind, (form.span,))
    act = Act("organisation.add_pause", _ref(form.span.first.isoformat()), kind.value)
    return Reply(answer=_card(context, store, keeper=True), acts=(act,))


def remove_pause(pressed: Press, context: Context, store: Store) -> Reply:
    """Take closing days or a recess away."""
    check(Deed.EDIT_CALENDAR, context.who, store.people)
    number = numbered(pressed["number"])
    if number is None or not store.calendars.remove(number):
        raise ChangedMeanwhile
    act = Act("organisation.remove_pause", _ref(f"pause-{number}"))
    return Reply(answer=_card(context, store, keeper=True), acts=(act,))


def _card(context: Context, store: Store, *, keeper: bool) -> Card:
    """Return the calendar as it is, with buttons for who keeps it."""
    calendar, today = store.calendar, context.today
    facts = (
        Fact(_("Working hours"), _("Monday to Friday, {opens} to {closes}", opens=f"{calendar.opens:%H:%M}",
                                   closes=f"{calendar.closes:%H:%M}")),
        Fact(_("Time zone"), calendar.zone.key),
        Fact(_("Good Friday"), _GOOD_FRIDAY[calendar.good_friday]),
        Fact(_("5 May"), _LIBERATION[calendar.liberation_day]),
    )  # fmt: skip
    coming = [
        (day, name)
        for year in (today.year, today.year + 1)
        for day, name in calendar.public_holidays(year, context.language).items()
        if day >= today
    ]
    elements: list[Element] = [
        Facts(facts),
        Heading(_("Public holidays to come")),
        Bullets(tuple(_("{day}: {name}", day=day, name=name) for day, name in coming[:12])),
    ]
    pauses = [(n, kind, span) for n, (kind, span) in store.calendars.pauses().items() if span.last >= today]
    elements.append(Heading(_("Closing days and recess")))
    if pauses:
        elements.append(Entries(tuple(_entry(*one, keeper=keeper) for one in pauses[:SHOWN])))
    else:
        elements.append(Paragraph(_("There are none to come.")))
    if keeper:
        buttons = (
            Button(_("Change hours and holidays"), press("edit_calendar")),
            Button(_("Add closing days or a recess"), press("add_pause")),
        )
        elements += [
            Paragraph(_("Terms that run keep their day; new ones count these days."), Weight.SUBTLE),
            Buttons(buttons),
        ]
    title = _("When {organisation} is open", organisation=store.organisation.name)
    return Card(title, tuple(elements), Tone.NEUTRAL)


def _entry(number: int, kind: Pause, span: Span, *, keeper: bool) -> Entry:
    """Return closing days or a recess in a line, with the button that removes them."""
    days: Text = _("{day}", day=span.first)
    if span.last != span.first:
        days = _("{first} to {last}", first=span.first, last=span.last)
    title = _("{name}: {days}", name=span.name, days=days) if span.name else days
    remove = Button(_("Remove"), press("remove_pause", number=str(number)), Style.DANGER,
                    _("Remove: {name}", name=span.name or days))  # fmt: skip
    return Entry(title, PAUSES[kind], remove if keeper else None)


def _ref(thing: str) -> Ref:
    return Ref("organisation", thing)
