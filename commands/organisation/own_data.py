# SPDX-License-Identifier: EUPL-1.2
"""Everything that is kept about the person who asks: as a card to read, and as JSON to take along (AVG art. 15, 20)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from commands.cards import Bullets, Button, Buttons, Card, Element, Fact, Facts, Heading, Paragraph, Quote, Weight
from commands.events import Ask, Context, Press
from commands.organisation.forms import SPOKEN
from commands.organisation.lines import press
from commands.organisation.rules import ROLE_NAMES
from commands.organisation.store import Store
from commands.organisation.wishes_form import wished
from commands.people import Absence, Holding, Person, Role
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Message, Text, _

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
#: One quotation fits every platform with room to spare.
_QUOTE = 2500


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What one feature keeps about a person: under which name in JSON, how it is called, its lines, and its data."""

    name: str
    title: Text
    lines: tuple[Text, ...]
    data: Json


ANSWERS: Mapping[str, Message] = {
    "accepted": _("you take over"),
    "declined": _("you do not take over"),
    "silent": _("no answer in time"),
}
#: What other features keep about who asks; the composition root hands it over.
Others: TypeAlias = Callable[[Context, Any], tuple[OwnPart, ...]]


@dataclass(frozen=True, slots=True)
class OwnData:
    """The handlers, with what other features add."""

    others: Others

    def show(self, _ask: Ask, context: Context, store: Store) -> Reply:
        """Show everything to read."""
        person = context.who
        elements: list[Element] = [Facts(_facts(person, context))]
        for part in (*_parts(person, store), *self.others(context, store)):
            if part.lines:
                elements += [Heading(part.title), Bullets(part.lines)]
        elements += [
            Paragraph(_("The journal also keeps what you did here, with your number and no free text."), Weight.SUBTLE),
            Paragraph(_("Is something wrong? Tell the steward of the register."), Weight.SUBTLE),
            Buttons((Button(_("As data (JSON)"), press("own_json")),)),
        ]
        act = Act("organisation.own_data", Ref("organisation", person.id), "shown")
        return Reply(answer=Card(_("What is kept about you"), tuple(elements)), acts=(act,))

    def as_json(self, _pressed: Press, context: Context, store: Store) -> Reply:
        """Show everything as JSON, in pieces that fit."""
        parts = (*_parts(context.who, store), *self.others(context, store))
        whole = {"person": _person(context.who)} | {part.name: part.data for part in parts}
        text = json.dumps(whole, ensure_ascii=False, indent=2)
        act = Act("organisation.own_data", Ref("organisation", context.who.id), "exported")
        card = Card(_("Your data as JSON"), tuple(Quote(piece) for piece in _pieces(text)))
        return Reply(answer=card, acts=(act,))


def _facts(person: Person, context: Context) -> tuple[Fact, ...]:
    """Return who you are here."""
    default = _("as the organisation: {language}", language=SPOKEN[context.organisation.language])
    spoken: Text = SPOKEN[person.language] if person.language else default
    facts = [Fact(_("Name"), person.name), Fact(_("E-mail address"), person.email), Fact(_("Unit"), person.unit)]
    facts += [Fact(_("Language"), spoken), Fact(_("Number"), person.id)]
    return tuple(fact for fact in facts if fact.value)


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "unit": person.unit,
    }


def _parts(person: Person, store: Store) -> tuple[OwnPart, ...]:
    """Return what is kept here: accounts, functions, absences and roles, in every organisation."""
    accounts = store.people.accounts(person)
    holdings, absences, asked, roles = list[tuple[str, Holding]](), [], list[Absence](), []
    for organisation in store.organisations.all():
        there = store.of(organisation.id)
        if there is None:
            continue
        holdings += [(organisation.name, h) for h in there.people.all_holdings().values() if h.person.id == person.id]
        absences += [a for a in there.people.all_absences().values() if a.person.id == person.id]
        asked += there.people.substitutions(person)
        had = there.people.roles(person)
        roles += [(organisation.name, role) for role in Role if role in had]
    return (
        OwnPart(
            "accounts",
            _("Accounts"),
            tuple(f"{a.platform}: {a.user}" for a in accounts),
            [{"platform": a.platform, "tenant": a.tenant, "user": a.user} for a in accounts],
        ),
        OwnPart(
            "functions",
            _("Functions"),
            tuple(_holding_line(name, h) for name, h in holdings),
            [_holding_data(name, h) for name, h in holdings],
        ),
        OwnPart(
            "absences",
            _("Away"),
            tuple(_("from {first} to {last}", first=a.first_day, last=a.last_day) for a in absences),
            [
                {
                    "first_day": a.first_day.isoformat(),
                    "last_day": a.last_day.isoformat(),
                    "deputy": a.deputy.id if a.deputy else None,
                }
                for a in absences
            ],
        ),
        _substitutions(person, asked),
        _wishes(person, store),
        OwnPart(
            "roles",
            _("Roles"),
            tuple(_("{role} at {organisation}", role=ROLE_NAMES[role], organisation=name) for name, role in roles),
            [{"organisation": name, "role": role.value} for name, role in roles],
        ),
    )


def _substitutions(person: Person, asked: Sequence[Absence]) -> OwnPart:
    """Return in whose absences the person was asked to take over, and what the answer was."""
    lines = tuple(
        _("{name}, from {first} to {last}: {answer}").with_values(
            name=a.person.name, first=a.first_day, last=a.last_day, answer=ANSWERS[_answer(person, a)]
        )
        for a in asked
    )
    data = [
        {
            "person": a.person.id,
            "first_day": a.first_day.isoformat(),
            "last_day": a.last_day.isoformat(),
            "answer": _answer(person, a),
        }
        for a in asked
    ]
    return OwnPart("substitutions", _("Asked to take over"), lines, data)


def _answer(person: Person, absence: Absence) -> str:
    """Return what somebody answered, in one word."""
    if person.id in absence.silent:
        return "silent"
    return "accepted" if person.id in absence.accepted else "declined"


def _wishes(person: Person, store: Store) -> OwnPart:
    """Return what the person chose about when to hear from us."""
    wishes = store.preferences.of(person)
    data = {
        "informing": wishes.informing.value,
        "digest_at": f"{wishes.digest_at:%H:%M}",
        "quiet": f"{wishes.quiet.begin:%H:%M}-{wishes.quiet.end:%H:%M}" if wishes.quiet else None,
        "days_off": sorted(wishes.days_off),
        "snoozed_until": _iso(wishes.snoozed_until),
        "zone": wishes.zone_name,
    }
    lines = tuple(_("{label}: {value}", label=fact.label, value=fact.value) for fact in wished(wishes))
    return OwnPart("preferences", _("When I hear from you"), lines, data)


def _holding_line(organisation: str, holding: Holding) -> Text:
    """Return a function with all that is kept of it."""
    what: Text = _("{function} at {organisation}", function=holding.function, organisation=organisation)
    if holding.deputy:
        what = _("deputy of {function}", function=what)
    if holding.unit:
        what = _("{function} for {unit}", function=what, unit=holding.unit)
    if holding.valid_from:
        what = _("{function}, from {day}", function=what, day=holding.valid_from)
    return _("{function}, until {day}", function=what, day=holding.valid_to) if holding.valid_to else what


def _holding_data(organisation: str, holding: Holding) -> Json:
    return {
        "organisation": organisation,
        "function": holding.function,
        "unit": holding.unit,
        "deputy": holding.deputy,
        "from": _iso(holding.valid_from),
        "to": _iso(holding.valid_to),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _pieces(text: str) -> list[str]:
    """Return the lines in pieces that fit a quotation."""
    pieces = [""]
    for line in text.splitlines():
        if len(pieces[-1]) + len(line) > _QUOTE:
            pieces.append("")
        pieces[-1] += line[:_QUOTE] + "\n"
    return [piece.rstrip("\n") for piece in pieces if piece]
