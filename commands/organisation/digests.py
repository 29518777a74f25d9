# SPDX-License-Identifier: EUPL-1.2
"""The digest: once a day, on a working day, one message with a line for each thing that a person has to know."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Tone, Weight
from commands.dues import Due, Tick
from commands.events import Context, Press
from commands.organisation.lines import press
from commands.organisation.rules import ChangedMeanwhile
from commands.organisation.store import DigestItem, Store
from commands.people import Person
from commands.preferences import WorkingTime
from commands.refs import Ref, numbered
from commands.replies import Reply, Tell, ToPerson
from commands.text import Text, _, n_
from commands.wall_clock import moment

RULE = "organisation.digest"
#: Lines in one message; the rest is behind a button.
PAGE = 20
#: How long something can still be opened after the digest it was in.
KEPT = timedelta(days=60)
#: What comes within so much time after a person's hour goes with that day's digest, as reminders do that fall due then.
BATCH = timedelta(hours=1)
_REMINDER = "reminder/"


def about(person: Person) -> Ref:
    """Return what the planned digest of a person is about."""
    return Ref("organisation", f"digest-{person.id}")


def digest_due(person: Person, works: WorkingTime, after: datetime) -> Due:
    """Return the next digest of a person, later than this moment."""
    then = works.next_digest(after).astimezone(works.zone)
    return Due(RULE, about(person), then.date(), works.wishes.digest_at, whom=person.id, zone=works.zone.key)


def reminder_key(thing: Ref) -> str:
    """Return under which key reminders of a thing wait for a digest: the newest takes the place of an older one."""
    return f"{_REMINDER}{thing}"


def plan_digests(readers: Mapping[Person, WorkingTime], after: datetime, store: Store) -> None:
    """See to it that everyone gets a digest after this moment; where one is planned, that is the one.

    It is planned where each person works, whoever's messages are in it, so that there is one a day.
    """
    homes: dict[str, dict[Person, WorkingTime]] = {}
    for person, works in readers.items():
        homes.setdefault(works.wishes.organisation or store.organisation.id, {})[person] = works
    for organisation, those in homes.items():
        _plan_there(those, after, store.of(organisation) or store)


def _plan_there(readers: Mapping[Person, WorkingTime], after: datetime, home: Store) -> None:
    """Plan the next digest of people who work at one organisation."""
    awaited = home.dues.awaited(RULE, tuple(map(about, readers)))
    first = {digest_due(p, works, after - BATCH): p for p, works in readers.items() if about(p) not in awaited}
    had_todays = first.keys() - home.dues.plan_all(first)
    later = ((due.day, first[due]) for due in first if due in had_todays)
    home.dues.plan_all(
        digest_due(person, readers[person], moment(day, time.max, readers[person].zone)) for day, person in later
    )


def carry_out(ticks: Sequence[Tick], store: Store) -> tuple[Reply, Mapping[Due, str]]:
    """Send people's digests, or let each wait until the person is there.

    With the reply come those that lapsed: the person has left (``gone``), or nothing is left to tell (``empty``).
    """
    at = ticks[0].at
    people = store.people.persons(tick.due.whom for tick in ticks)
    waiting, works = store.digests.waiting_of(people.values()), store.working_times(people.values())
    later = _later({person: works[key] for key, person in people.items()}, at, store)
    lapsed: dict[Due, str] = {}
    going: dict[Person, Tell] = {}
    plans: list[Due] = []
    for tick in ticks:
        whom = tick.due.whom
        if whom not in people or whom not in waiting:
            lapsed[tick.due] = "empty" if whom in people else "gone"
        elif whom in later:
            after = moment(later[whom], time.max, works[whom].zone)
            plans.append(digest_due(people[whom], works[whom], after))
        else:
            going[people[whom]] = _tell(people[whom], waiting[whom], store)
    store.digests.told(going, at)
    store.digests.forget(at - KEPT)
    return Reply(tells=tuple(going.values()), plans=tuple(plans)), lapsed


def _later(readers: Mapping[Person, WorkingTime], at: datetime, store: Store) -> Mapping[str, date]:
    """Return whose digest waits, with after which day it comes: who is away, does not work today, or had today's."""
    today = {person: at.astimezone(works.zone).date() for person, works in readers.items()}
    told = store.digests.last_told(readers, at - timedelta(days=2))
    later: dict[str, date] = {}
    for person, works in readers.items():
        last = told.get(person.id)
        had = last is not None and last.astimezone(works.zone).date() == today[person]
        if had or not works.works_on(today[person]):
            later[person.id] = today[person]
    for day in set(today.values()):
        away = store.people.absences((person for person in readers if today[person] == day), day)
        later |= {key: absence.last_day for key, absence in away.items()}
    return later


def _tell(person: Person, items: Sequence[DigestItem], store: Store) -> Tell:
    """Return a person's digest; one message goes as it is."""
    if len(items) == 1:
        return Tell(ToPerson(person), items[0].card, _key(items[0]))
    return Tell(ToPerson(person), digest_card(items, 0, store))


def open_item(pressed: Press, context: Context, store: Store) -> Reply:
    """Show what a line of a digest was about."""
    number = numbered(pressed["number"])
    item = store.digests.item(context.who, number) if number is not None else None
    if item is None:
        raise ChangedMeanwhile
    return Reply(answer=item.card, key=_key(item))


def show_rest(pressed: Press, context: Context, store: Store) -> Reply:
    """Show the lines of a digest that did not fit in its message."""
    number, start = numbered(pressed["number"]), numbered(pressed["start"])
    items = store.digests.together(context.who, number) if number is not None else ()
    if start is None or start >= len(items):
        raise ChangedMeanwhile
    return Reply(answer=digest_card(items, start, store))


def digest_card(items: Sequence[DigestItem], start: int, store: Store) -> Card:
    """Return one message with a line for each of these, from a place on: first what waits, then what is to be known."""
    waits = sorted(items, key=lambda item: item.card.tone is not Tone.WAITING)
    page = waits[start : start + PAGE]
    elements: list[Element] = []
    for heading, chosen in (
        (_("Waits for you"), [i for i in page if i.card.tone is Tone.WAITING]),
        (_("For your information"), [i for i in page if i.card.tone is not Tone.WAITING]),
    ):
        if chosen:
            elements += [Heading(heading), Entries(tuple(_entry(item, store) for item in chosen))]
    left = len(items) - start - len(page)
    if left:
        more = n_("Show {count} more", "Show {count} more", left)
        rest = press("digest_rest", number=str(items[0].number), start=str(start + PAGE))
        elements.append(Buttons((Button(more, rest),)))
    elements.append(Paragraph(_("You get this at most once a day. Type /preferences to change that."), Weight.SUBTLE))
    title = n_("Your overview: {count} message", "Your overview: {count} messages", len(items))
    return Card(title, tuple(elements))


def _key(item: DigestItem) -> str:
    """Return the key under which the message itself is renewed in place; a reminder is not."""
    return "" if item.key.startswith(_REMINDER) else item.key


def _entry(item: DigestItem, store: Store) -> Entry:
    """Return one line, with from which organisation where that is another, and the way to the whole message."""
    elsewhere = store.of(item.organisation) if item.organisation != store.organisation.id else None
    detail: Text = elsewhere.organisation.name if elsewhere else ""
    name = _("Open: {title}", title=item.card.title)
    return Entry(item.card.title, detail, Button(_("Open"), press("digest_item", number=str(item.number)), name=name))
