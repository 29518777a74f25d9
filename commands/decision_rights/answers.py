# SPDX-License-Identifier: EUPL-1.2
"""What an answer holds: the right, who acts for its function on the day and why, and what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.decision_rights.coverage import band, high, key, low
from commands.decision_rights.kept import Version
from commands.decision_rights.looked import Hit, Looked
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import of_unit, own_unit, reference_day
from commands.people import Acting, Directory, Function, Holding, Person, Role, acting
from commands.text import Listing, Message, Text, Value, _


@dataclass(frozen=True, slots=True)
class Staff:
    """Who stands behind a function on a day. ``unit`` is the asker's, where the function is held by unit.

    ``absent`` are holders (of that unit) for whom nobody acts. ``holdings`` are all holders and deputies of the day.
    """

    function: Function | None
    acts: tuple[Acting, ...] = ()
    absent: tuple[tuple[Holding, date], ...] = ()
    holdings: tuple[Holding, ...] = ()
    unit: str = ""

    @property
    def body(self) -> bool:
        """Whether several people fill the function together."""
        return bool(self.function and self.function.body)


@dataclass(frozen=True, slots=True)
class Step:
    """One of several rights of a topic: which, and who acts for it."""

    right: DecisionRight
    function: Text
    staff: Staff


@dataclass(frozen=True, slots=True)
class Answer:
    """Who decides, by one right. ``others`` are the other rights of the same topic in force on the day."""

    right: DecisionRight
    organisation: str
    organisation_name: str
    version: Version | None
    day: date
    today: date
    staff: Staff
    stewards: tuple[Person, ...]
    names: dict[str, Text]
    others: tuple[DecisionRight, ...] = ()
    amount: Decimal | None = None
    asker: str = ""

    @property
    def own(self) -> bool:
        """Whether the person who asks acts for the function."""
        return any(act.person.id == self.asker for act in self.staff.acts)

    @property
    def reconstructed(self) -> bool:
        """Whether no register of that day was kept, so that it is answered from the oldest version."""
        return self.version is not None and self.past and self.version.at.date() > self.day

    @property
    def past(self) -> bool:
        """Whether it is about an earlier day."""
        return self.day < self.today

    def called(self, function: str) -> Text:
        """Return what the function is called in the reader's language."""
        return self.names.get(function, function)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an answer is made: the person, with unit and language, and the day it is."""

    person: str
    unit: str
    language: str
    today: date


def answer(
    hit: Hit, right: DecisionRight, people: Directory, day: date, reader: Reader, amount: Decimal | None = None
) -> Answer:
    """Return the answer that this right gives to this reader about that day; ``people`` are the organisation's."""
    day = reference_day(right, day)
    named = (right.decides, *right.agrees, *right.advises, *right.input, *right.performs, *right.informed)
    others = [other for other in hit.register.topics.get(right.id, ()) if other.id != right.id and other.holds_on(day)]
    every = (*named, right.escalates_to, right.deputy, *(other.decides for other in others))
    return Answer(
        right,
        hit.organisation.id,
        hit.organisation.name,
        hit.register.version,
        day,
        reader.today,
        staff_of(people, right.decides, day, reader.unit, right.deputy),
        people.with_role(Role.STEWARD),
        names_of(people, every, reader.language),
        tuple(others),
        amount,
        reader.person,
    )


def staff_of(people: Directory, function: str, day: date, unit: str = "", deputy: str = "") -> Staff:
    """Return who stands behind a function on a day; of a function held by unit, those of the given unit."""
    holdings = people.holdings(function, day)
    holders = [held for held in holdings if not held.deputy]
    mine = own_unit(unit, holders)
    acts = of_unit(acting(people, function, day, deputy), mine)
    served = {act.absent.person.id for act in acts if act.absent}
    away = [(held, people.absence(held.person, day)) for held in holders if not mine or held.unit == mine]
    absent = tuple((held, gone.last_day) for held, gone in away if gone and held.person.id not in served)
    return Staff(people.function(function), acts, absent, holdings, mine)


def names_of(people: Directory, functions: Iterable[str], language: str) -> dict[str, Text]:
    """Return what these functions are called: for an English reader the English name with the official one."""
    if language == "nl":
        return {}
    named: dict[str, Text] = {}
    for name in dict.fromkeys(functions):
        found = people.function(name) if name else None
        if found and found.name_en and found.name_en != name:
            named[name] = _("{english} ({official})", english=found.name_en, official=name)
    return named


def topic_of(right: DecisionRight, language: str) -> str:
    """Return the topic in the reader's language, where the register has it."""
    return right.topic_en if language == "en" and right.topic_en else right.topic_nl


def band_of(right: DecisionRight) -> Message:
    """Return the band of a right in words."""
    return band(low(right), high(right))


def understood_alone(looked: Looked) -> Message | None:
    """Return what was understood, for an answer that names the register itself; None where that is nothing."""
    parts = _read_in(looked)
    return _("Understood: {parts}.", parts=Listing(tuple(parts))) if parts else None


def _read_in(looked: Looked) -> list[Text]:
    """Return what the question says of amount and day."""
    question, parts = looked.question, list[Text]()
    if question.amount:
        over = _("more than {amount} excl. VAT", amount=question.amount)
        parts.append(over if question.over else _("{amount} excl. VAT", amount=question.amount))
    if question.per_cent is not None:
        share: Value = question.per_cent
        parts.append(_("more than {share}%", share=share) if question.over else _("{share}%", share=share))
    if question.as_of:
        parts.append(_("as it stood on {day}", day=looked.day))
    return parts


def understood(looked: Looked) -> Message:
    """Return in one line what was understood (the amount, the day) and whose register was asked."""
    parts, name = _read_in(looked), looked.hit.organisation.name
    source = _("From the register of {organisation}.", organisation=name)
    if looked.elsewhere:
        other = looked.elsewhere
        source = _("From the register of {organisation}; that of {other} is not here.", organisation=name, other=other)
    return _("Understood: {parts}. {source}", parts=Listing(tuple(parts)), source=source) if parts else source


def steps(rights: Sequence[DecisionRight], people: Directory, day: date, reader: Reader) -> tuple[Step, ...]:
    """Return several rights of one topic with who acts for each."""
    names = names_of(people, (right.decides for right in rights), reader.language)
    return tuple(
        Step(
            right,
            names.get(right.decides, right.decides),
            staff_of(people, right.decides, reference_day(right, day), reader.unit, right.deputy),
        )
        for right in rights
    )


def ladder(rights: Iterable[DecisionRight]) -> tuple[DecisionRight, ...]:
    """Return the rights lowest band first."""
    return tuple(sorted(rights, key=lambda right: (low(right), high(right), key(right.conditions), right.id)))
