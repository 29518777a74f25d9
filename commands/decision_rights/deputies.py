# SPDX-License-Identifier: EUPL-1.2
"""Questions about a function: who replaces it, and up to which amount it decides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commands.cards import Bullets, Button, Buttons, Card, Element, Fact, Facts, Heading, Paragraph, Tone, Weight
from commands.dates import DayUnclear, find_day
from commands.decision_rights.answers import band_of, staff_of, topic_of
from commands.decision_rights.cards import listed
from commands.decision_rights.coverage import key
from commands.decision_rights.handlers import Answers
from commands.decision_rights.likeness import like_in_any_order, most_like
from commands.decision_rights.lookup import register_on
from commands.decision_rights.people_lines import When, in_brief, who
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.store import Store
from commands.decision_rights.words import fold
from commands.events import Ask, Context, Press
from commands.people import Function, Person, Role
from commands.replies import Reply
from commands.text import Text, _, n_

REPLACING = re.compile(
    r"(?s)(?:.{0,60}\b)?(?:wie\s+(?:vervangt|vervangen|neemt\s+waar\s+voor|valt\s+in\s+voor|"
    r"is\s+(?:de\s+)?(?:plaats)?vervanger\s+(?:van|voor)|is\s+(?:de\s+)?waarnemer\s+(?:van|voor))|"
    r"who\s+(?:replaces|deputi[sz]es\s+for|stands\s+in\s+for|covers\s+for|acts\s+for|"
    r"is\s+(?:the\s+)?(?:deputy|substitute|replacement)\s+(?:of|for)))\b(?P<function>.*)",
    re.IGNORECASE,
)
LIMITS = re.compile(
    r"(?s)(?:.{0,40}\b)?(?:tot\s+(?:welk\s+bedrag|hoever)\s+mag|waarover\s+(?:mag|beslist|gaat)|wat\s+mag|"
    r"(?:up\s+to\s+(?:what|which)\s+amount|what)\s+(?:can|may)|on\s+what\s+does)\s+(?:de\s+|het\s+|een\s+|the\s+|a\s+)"
    r"(?P<function>.+?)(?:\s+(?:zelf\s+)?(?:tekenen|beslissen|besluiten|sign|decide|approve)(?:\s+on)?)?\s*[?.!]*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:de|het|een|onze|the|our|a)\s+", re.IGNORECASE)
# Why somebody is away is no part of what the function is called: "de CIO als die ziek is".
_CLAUSE = re.compile(r"(?s)\s+(?:als|wanneer|zolang|tijdens|nu|if|when|while|during)\b.*", re.IGNORECASE)
_ALIKE = 84
_NEARBY = 60
_MOST_SHOWN = 3
_MOST_RIGHTS = 25
_HOW_TO_ASK = _("Name a function or a person: who replaces the CIO?")


@dataclass(frozen=True, slots=True)
class Functions:
    """The handlers of questions about a function; what is not about one goes on as a question who decides."""

    answers: Answers

    def replaces(self, said: Ask, context: Context, store: Store) -> Reply:
        """Answer who replaces a function, or somebody in the functions that person holds."""
        found = REPLACING.fullmatch(said.words)
        if found is None:
            return self.answers.ask(said, context, store)
        try:
            asked = find_day(found["function"], context.today)
        except DayUnclear as unclear:
            return Reply(answer=Card(unclear.message, tone=Tone.BAD))
        name = found["function"][: asked.start] if asked else found["function"]
        name = _ARTICLE.sub("", _CLAUSE.sub("", name).strip(" ?.!,"))
        if not name:
            return Reply(answer=Card(_("Whose replacement do you want to know?"), (Paragraph(_HOW_TO_ASK),)))
        when = When(asked.day(context.today) if asked else context.today, context.today)
        for place in _places(store):
            if function := nearest(name, place.people.functions()):
                return Reply(answer=self._deputies(function, when, context, place))
        if people := store.people.find(name):
            return Reply(answer=_in_the_place_of(people[0], when, store))
        return Reply(answer=_unknown(name, store))

    def limits(self, said: Ask, context: Context, store: Store) -> Reply:
        """Answer about what, and up to which amount, a function decides."""
        found = LIMITS.fullmatch(said.words)
        if found:
            for place in _places(store):
                if function := nearest(found["function"], place.people.functions()):
                    return Reply(answer=self._rights_of(function, context, place))
        return self.answers.ask(said, context, store)

    def _deputies(self, function: Function, when: When, context: Context, store: Store) -> Card:
        """Return who deputises for a function, who acts now, and which deputies the register names."""
        staff = staff_of(store.people, function.name, when.day, context.who.unit)
        deputies = tuple(dict.fromkeys(h.person.name for h in staff.holdings if h.deputy))
        holders = tuple(dict.fromkeys(h.person.name for h in staff.holdings if not h.deputy))
        nobody = _("nobody")
        facts = [
            Fact(_("Holder"), listed(holders) if holders else nobody),
            Fact(_("Deputy"), listed(deputies) if deputies else nobody),
        ]
        for deputy in _named_by_rights(function.name, self._in_force(when.day, store)):
            label = _("Deputy by the register: {function}", function=deputy)
            facts.append(Fact(label, in_brief(staff_of(store.people, deputy, when.day, context.who.unit))))
        lines = who(staff, when, store.people.with_role(Role.STEWARD))
        elements: list[Element] = [*(Paragraph(line, Weight.STRONG) for line in lines), Facts(tuple(facts))]
        return Card(_("Who replaces {function}", function=function.name), tuple(elements))

    def _rights_of(self, function: Function, context: Context, store: Store) -> Card:
        """Return the topics on which a function decides, with their amounts."""
        rights = [r for r in self._in_force(context.today, store) if key(r.decides) == key(function.name)]
        title = n_(
            "{function} decides on {count} topic",
            "{function} decides on {count} topics",
            len({right.topic_nl for right in rights}),
            function=function.name,
        )
        lines = tuple(
            _("{topic}: {band}", topic=topic_of(right, context.language), band=band_of(right))
            for right in rights[:_MOST_RIGHTS]
        )
        if not lines:
            return Card(title, (Paragraph(_("The register names this function as decider nowhere.")),))
        note = Paragraph(_("Amounts are excluding VAT. When in doubt, the adopted register applies."), Weight.SUBTLE)
        return Card(title, (Bullets(lines), note))

    def _in_force(self, day: date, store: Store) -> Sequence[DecisionRight]:
        rights = register_on(store, None, self.answers.registers).rights.values()
        return [right for right in rights if right.holds_on(day)]


def _places(store: Store) -> Iterable[Store]:
    """Yield the own organisation and then its joint arrangements."""
    yield store
    for each in store.organisation.arrangements:
        if found := store.of(each):
            yield found


def nearest(name: str, functions: Iterable[Function]) -> Function | None:
    """Return the function that is meant: by its name in either language, whole or in part, typing errors aside."""
    named = {fold(n): f for f in functions for n in (f.name, f.name_en) if n}
    found = most_like(fold(name), named, _ALIKE)
    if found:
        return named[found]
    begun = {f.name: f for known, f in named.items() if len(name) > _MOST_SHOWN and known.startswith(f"{fold(name)} ")}
    return next(iter(begun.values())) if len(begun) == 1 else None


def _named_by_rights(function: str, rights: Iterable[DecisionRight]) -> tuple[str, ...]:
    """Return the deputies that the rights of a function name."""
    return tuple(dict.fromkeys(r.deputy for r in rights if r.deputy and key(r.decides) == key(function)))


def _in_the_place_of(person: Person, when: When, store: Store) -> Card:
    """Return for each function that somebody holds who acts for it."""
    held = [h for h in store.people.held_by(person, when.day) if not h.deputy]
    elements: list[Element] = []
    for holding in held:
        staff = staff_of(store.people, holding.function, when.day, holding.unit)
        elements.append(Heading(holding.function))
        elements += [Paragraph(line) for line in who(staff, when, store.people.with_role(Role.STEWARD))]
        deputies = tuple(h.person.name for h in staff.holdings if h.deputy)
        elements.append(Facts((Fact(_("Deputy"), listed(deputies) if deputies else _("nobody")),)))
    if not elements:
        elements.append(Paragraph(_("{name} holds no function, so nobody replaces {name}.", name=person.name)))
    return Card(_("Who replaces {function}", function=person.name), tuple(elements))


def _unknown(name: str, store: Store) -> Card:
    """Return that this is no function we know, with the nearest ones."""
    names = [function.name for function in store.people.functions()]
    near = like_in_any_order(name, names, _NEARBY, _MOST_SHOWN)
    elements: list[Element] = []
    if near:
        elements.append(Paragraph(_("Do you mean one of these?")))
        elements.append(Buttons(tuple(_again(found) for found in near)))
    else:
        elements.append(Paragraph(_("Type /people to see all functions.")))
    shown = name[:80]
    return Card(_("I don't know the function “{function}”", function=shown), tuple(elements), Tone.BAD)


def _again(function: str) -> Button:
    label: Text = function
    return Button(label, Press("house.ask", (("words", f"wie vervangt de {function}"[:190]),)))
