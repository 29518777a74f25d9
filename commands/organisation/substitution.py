# SPDX-License-Identifier: EUPL-1.2
"""An absence with who takes over which function, when they hear of it, and how they are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from commands.calendars import Calendar
from commands.cards import Button, Card, Entries, Entry, Paragraph, Tone
from commands.dues import Due
from commands.organisation.lines import press
from commands.organisation.rules import ChangedMeanwhile, TakenOver, passed_on, taken_over
from commands.organisation.store import Store
from commands.people import Absence, Person, Role
from commands.refs import Ref, numbered
from commands.replies import Tell, ToRole
from commands.text import Listing, Text, _

#: When somebody hears that an absence begins, or that it is over; and when an answer is due of who was asked.
RULE, ANSWER = "organisation.substitution", "organisation.substitute"
BEGIN, END = "begin", "end"
#: When somebody who was asked and said nothing is reminded, and when it goes on to the next.
HALF, SILENT = "half", "silent"
_MORNING = time(8)
_LATER_THAT_MORNING = time(9)
#: Working days to answer at least.
_ANSWER_DAYS = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """An absence with its number, and who takes over which function on its first day that is still to come."""

    number: int
    absence: Absence
    taken: tuple[TakenOver, ...]

    @property
    def ref(self) -> Ref:
        """How the journal and what is planned point at it."""
        return ref(self.number)

    @property
    def substitutes(self) -> dict[Person, tuple[str, ...]]:
        """Who takes over, each with the functions; whoever is named takes over also without any."""
        named = self.absence.deputy
        functions: dict[Person, list[str]] = {named: []} if named else {}
        for one in self.taken:
            for act in one.by:
                functions.setdefault(act.person, []).append(one.function)
        return {person: tuple(dict.fromkeys(names)) for person, names in functions.items()}

    @property
    def functions(self) -> frozenset[str]:
        """The functions that somebody else acts for."""
        return frozenset(one.function for one in self.taken)

    @property
    def principals(self) -> frozenset[str]:
        """The ids of those in whose place somebody acts."""
        acts = (act for one in self.taken for act in one.by if act.absent)
        return frozenset({self.absence.person.id, *(act.absent.person.id for act in acts if act.absent)})

    def on_behalf_of(self, person: Person) -> tuple[str, ...]:
        """Return in whose place somebody acts: also whoever is away longer and had this absent person as deputy."""
        acts = (act for one in self.taken for act in one.by if act.person.id == person.id)
        return tuple(dict.fromkeys(a.absent.person.name for a in acts if a.absent)) or (self.absence.person.name,)

    def orphans(self, store: Store) -> tuple[str, ...]:
        """Return the functions that nobody takes over; a body goes on with its other members."""
        bodies = {function.name for function in store.people.functions() if function.body}
        return tuple(dict.fromkeys(one.function for one in self.taken if not one.by and one.function not in bodies))


def ref(number: int) -> Ref:
    """Return how an absence is pointed at."""
    return Ref("organisation", f"absence-{number}")


def keys(number: int, person: Person) -> tuple[str, str, str]:
    """Return the keys of the messages that ask somebody: when it is written down, when it begins, and as a reminder."""
    asked = f"absence-{number}-{person.id}"
    return asked, f"{asked}-{BEGIN}", f"{asked}-{HALF}"


def kept(number: int, store: Store, today: date) -> Kept:
    """Return an absence that runs or is to come.

    Raises:
        ChangedMeanwhile: when it is gone, or over: questions about those days are answered from it.

    """
    absences = store.people.all_absences()
    absence = absences.get(number)
    if absence is None or absence.last_day < today:
        raise ChangedMeanwhile
    day = max(absence.first_day, today)
    own = taken_over(absence, store.people, day)
    return Kept(number, absence, (*own, *passed_on(absence, absences.values(), store.people, day)))


def running(store: Store, day: date, today: date, besides: Person) -> dict[int, Kept]:
    """Return how the absences of others stood on a day that run on it and today, by number."""
    every = store.people.all_absences().items()
    others = (n for n, a in every if a.person.id != besides.id and a.first_day <= day and a.last_day >= today)
    return {number: kept(number, store, day) for number in others}


def named(number: str, store: Store, today: date) -> Kept:
    """Return the absence of a button or form.

    Raises:
        ChangedMeanwhile: when it is gone, or over.

    """
    which = numbered(number)
    if which is None:
        raise ChangedMeanwhile
    return kept(which, store, today)


def plans(number: int, absence: Absence, today: date) -> tuple[Due, ...]:
    """Return when somebody hears that an absence begins and that it is over; what has begun needs no word."""
    begins = Due(RULE, ref(number), absence.first_day, _MORNING, BEGIN)
    ends = Due(RULE, ref(number), absence.last_day + timedelta(days=1), _MORNING, END)
    return (begins, ends) if absence.first_day > today else (ends,)


def answers_due(
    number: int, absence: Absence, asked: Iterable[Person], today: date, calendar: Calendar
) -> tuple[Due, ...]:
    """Return when those who were asked today are reminded, at half the term to answer, and when that ends.

    It ends on the working day after the absence began, and two working days after the question at the earliest.
    """
    first = calendar.add_working_days(absence.first_day, 1)
    end = max(calendar.add_working_days(today, _ANSWER_DAYS), first)
    half = calendar.add_working_days(today, (calendar.working_days_between(today, end) + 1) // 2)
    stages = ((HALF, half), (SILENT, end))
    silent = (person.id for person in asked if person.id not in absence.accepted)
    return tuple(
        Due(ANSWER, ref(number), day, _LATER_THAT_MORNING, stage, person) for person in silent for stage, day in stages
    )


def takes_over(absence: Absence) -> Text:
    """Return that somebody takes over, and from when until when."""
    return _(
        "You take over from {name} from {first} to {last}",
        name=absence.person.name,
        first=absence.first_day,
        last=absence.last_day,
    )


def nobody(functions: tuple[str, ...]) -> Paragraph:
    """Return which functions nobody takes over."""
    return Paragraph(_("Nobody takes over: {functions}.", functions=Listing(functions)))


def to_steward(taking: Kept, orphans: tuple[str, ...], *why: Text) -> tuple[Tell, ...]:
    """Tell the stewards for which functions nobody acts, and why."""
    if not orphans:
        return ()
    absence = taking.absence
    title = _("Nobody takes over from {name} from {first} to {last}").with_values(
        name=absence.person.name, first=absence.first_day, last=absence.last_day
    )
    entries = tuple(
        Entry(f, "", Button(_("Open"), press("function", name=f), name=_("Open {name}", name=f))) for f in orphans
    )
    text = _("Appoint a deputy, or what waits there stands still until it climbs.")
    said = tuple(Paragraph(line) for line in (*why, text))
    return (Tell(ToRole(Role.STEWARD), Card(title, (*said, Entries(entries)), Tone.BAD)),)
