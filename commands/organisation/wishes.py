# SPDX-License-Identifier: EUPL-1.2
"""When a person wants to hear from us: the form for everyone, and being left alone until a day in plain words."""

import re
from datetime import date, timedelta

from commands.cards import Button, Buttons, Card, Facts, Paragraph, Style, Tone, Weight
from commands.dates import DayUnclear, parse_day
from commands.events import Ask, Context, Press, Submit
from commands.forms import FormView
from commands.organisation.digests import about, digest_due
from commands.organisation.lines import press
from commands.organisation.store import Store
from commands.organisation.wishes_form import PreferencesForm, snooze_fault, wished
from commands.preferences import Preferences
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Text, _

_MONDAY = 7
SNOOZE = re.compile(
    r"(?:snooze|sluimer|niet storen|stoor me niet|laat me(?: even)? met rust|even (?:stil|rust)|do not disturb"
    r"|don['’]?t disturb(?: me)?|leave me alone)(?:\s+(?:tot(?: aan)?|until|till?|voor|for))?"
    r"\s*(?P<until>.{0,60}?)[.!]?",
    re.IGNORECASE,
)
AWAKE = re.compile(
    r"(?:(?:snooze|sluimer)\s+(?:uit|stop|off|end)|stop\s+(?:met\s+)?(?:snooze|snoozen|sluimeren|snoozing)"
    r"|ik wil weer berichten|unsnooze|end (?:the )?snooze)[.!]?",
    re.IGNORECASE,
)


def show(_said: Ask | Press, context: Context, store: Store) -> Reply:
    """Open the form with what I chose."""
    return Reply(form=_form(context, store))


def keep(sent: Submit, context: Context, store: Store) -> Reply:
    """Keep what I chose; what waits for me waits by it from now on."""
    form = PreferencesForm.read(sent.answers, context.today, store.people.find)
    old = store.preferences.of(context.who)
    form.check_hours(store.calendar)
    store.preferences.choose(context.who, form.chosen(old))
    return _changed(context, store, _("Your preferences are kept"), Act("organisation.preferences", _ref(context)))


def snooze(ask: Ask, context: Context, store: Store) -> Reply:
    """Leave me alone until the day that was named, or offer two."""
    said = ask.words.strip()
    if AWAKE.fullmatch(f"snooze {said}"):
        return wake(ask, context, store)
    match = SNOOZE.fullmatch(said) or SNOOZE.fullmatch(f"snooze {said}")
    words = match["until"].strip() if match else said
    if not words:
        return Reply(answer=_offer(context))
    try:
        until = parse_day(words, context.today)
    except DayUnclear as unclear:
        return Reply(answer=_offer(context, unclear.message))
    return _snooze(until, context, store)


def choose_snooze(pressed: Press, context: Context, store: Store) -> Reply:
    """Leave me alone until the day of the button."""
    try:
        until = date.fromisoformat(pressed["until"])
    except ValueError:
        return Reply(answer=_offer(context))
    return _snooze(until, context, store)


def wake(_said: Ask | Press, context: Context, store: Store) -> Reply:
    """Let messages come again."""
    store.preferences.snooze(context.who, None)
    act = Act("organisation.wake", _ref(context))
    return _changed(context, store, _("Messages come to you again"), act)


def _snooze(until: date, context: Context, store: Store) -> Reply:
    """Leave me alone until this day."""
    if wrong := snooze_fault(until, context.today):
        return Reply(answer=_offer(context, wrong))
    store.preferences.snooze(context.who, until)
    act = Act("organisation.snooze", _ref(context), until.isoformat())
    return _changed(context, store, _("You hear nothing from me until {day}", day=until), act)


def _changed(context: Context, store: Store, title: Text, act: Act) -> Reply:
    """Let what waits for me wait by what I chose, and say what that is."""
    works = store.working_time(context.who)
    store.outbox.postpone(context.who, context.at, works.next_moment(context.at))
    waiting = store.digests.waiting(context.who)
    plans = (digest_due(context.who, works, context.at),) if waiting else ()
    chosen = Facts(wished(works.wishes, context.today))
    card = Card(title, (chosen, _note(), _buttons(works.wishes)), Tone.GOOD)
    home = works.wishes.organisation
    return Reply(answer=card, acts=(act,), settles=(about(context.who),), plans=plans, organisation=home)


def _note() -> Paragraph:
    return Paragraph(
        _("Answers to what you do here come at once, and so does what cannot wait, such as an escalation to you."),
        Weight.SUBTLE,
    )


def _buttons(wishes: Preferences) -> Buttons:
    """Return the way back, and to the form."""
    change = Button(_("Change"), press("preferences"))
    return Buttons((Button(_("End the snooze"), press("wake")), change) if wishes.snoozed_until else (change,))


def days_ahead(today: date) -> tuple[date, ...]:
    """Return the days until which one can be left alone with one press: tomorrow, and next Monday."""
    monday = today + timedelta(days=_MONDAY - today.weekday())
    return tuple(dict.fromkeys((today + timedelta(days=1), monday)))


def awake(wishes: Preferences, today: date) -> bool:
    """Whether messages come on this day."""
    return wishes.snoozed_until is None or wishes.snoozed_until <= today


def _offer(context: Context, note: Text = "") -> Card:
    """Return two days until which I can be left alone, after what was not understood."""
    buttons = tuple(
        Button(_("Until {day}", day=day), press("snooze", until=day.isoformat()), Style.PLAIN)
        for day in days_ahead(context.today)
    )
    said = (Paragraph(note),) if note else ()
    hint = Paragraph(_("Or write it, as in: snooze until 9 March."), Weight.SUBTLE)
    return Card(_("Until when shall I leave you alone?"), (*said, Buttons(buttons), hint))


def _form(context: Context, store: Store) -> FormView:
    """Return the form with what I chose."""
    wishes = store.preferences.of(context.who)
    until = None if awake(wishes, context.today) else wishes.snoozed_until
    values = {
        "informing": wishes.informing.value,
        "digest_at": f"{wishes.digest_at:%H:%M}",
        "quiet": f"{wishes.quiet.begin:%H:%M}-{wishes.quiet.end:%H:%M}" if wishes.quiet else "",
        "days_off": ", ".join(
            (_DUTCH if context.language == "nl" else _ENGLISH)[day] for day in sorted(wishes.days_off)
        ),
        "snoozed_until": until.isoformat() if until else "",
        "zone": wishes.zone_name,
    }
    return PreferencesForm.view(values)


#: What is filled in beforehand is input, in words that the field reads.
_DUTCH = ("ma", "di", "wo", "do", "vr")
_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri")


def _ref(context: Context) -> Ref:
    return Ref("organisation", context.who.id)
