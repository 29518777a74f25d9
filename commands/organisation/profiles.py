# SPDX-License-Identifier: EUPL-1.2
"""What is shown of one person, of roles, and of who takes over; and what a search may have meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commands.cards import (
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
from commands.organisation.cards import PAGE
from commands.organisation.lines import held, listed, press
from commands.organisation.rules import ROLE_NAMES, TakenOver
from commands.people import Absence, Function, Holding, Person, Role
from commands.text import Listing, Text, _


@dataclass(frozen=True, slots=True)
class Profile:
    """One person with everything that colleagues may see; ``absences`` by number, past ones left out."""

    person: Person
    holdings: Sequence[Holding]
    absences: Mapping[int, Absence]
    roles: frozenset[Role]


def person_card(profile: Profile, *, keeper: bool, administrator: bool, own: bool) -> Card:
    """Return one person: what is held, when away, which roles."""
    person = profile.person
    functions = listed(held(h) for h in profile.holdings) if profile.holdings else _("none")
    facts = [Fact(_("Functions"), functions)]
    facts += [Fact(_("E-mail address"), person.email)] if person.email else []
    facts += [Fact(_("Unit"), person.unit)] if person.unit else []
    if profile.roles:
        facts.append(Fact(_("Roles"), listed(ROLE_NAMES[role] for role in Role if role in profile.roles)))
    elements: list[Element] = [Facts(tuple(facts))]
    if profile.absences:
        elements += [Heading(_("Away")), absence_entries(profile.absences, change=keeper or own)]
    if keeper:
        buttons = [
            Button(_("Register an absence"), press("absent_other", person=person.id)),
            Button(_("Change"), press("edit_person", person=person.id)),
            Button(_("Has left"), press("departs", person=person.id), Style.DANGER),
        ]
        if administrator:
            buttons.insert(2, Button(_("Give a role"), press("grant", person=person.id)))
        elements.append(Buttons(tuple(buttons)))
    return Card(person.name, tuple(elements))


def absence_entries(absences: Mapping[int, Absence], *, change: bool) -> Entries:
    """Return absences with their days and who takes over, each to be changed where that is allowed."""
    return Entries(
        tuple(
            Entry(
                _("from {first} to {last}", first=a.first_day, last=a.last_day),
                _("{name} takes over", name=a.deputy.name) if a.deputy else "",
                Button(_("Change"), press("change_absence", number=str(number))) if change else None,
            )
            for number, a in absences.items()
        )
    )


def found_card(words: str, functions: Iterable[Function], people: Iterable[Person], *, near: bool) -> Card:
    """Return what these words may mean, to choose from; ``near`` when nothing fits and this comes closest."""
    entries = [
        *(Entry(f.name, button=_open("function", f.name, name=f.name)) for f in functions),
        *(Entry(p.name, p.unit, _open("person", p.name, person=p.id)) for p in people),
    ]
    title = _("I know no function or person called “{words}”.", words=words)
    if not entries:
        return Card(title, (Paragraph(_("Type /people to see all functions.")),), Tone.BAD)
    if near:
        return Card(title, (Paragraph(_("Do you mean one of these?")), Entries(tuple(entries[:PAGE]))), Tone.BAD)
    return Card(_("Which one do you mean?"), (Entries(tuple(entries[:PAGE])),))


def _open(verb: str, called: str, **values: str) -> Button:
    """Return a button that opens a function or a person."""
    return Button(_("Open"), press(verb, **values), name=_("Open {name}", name=called))


def roles_card(having: Mapping[Role, Sequence[Person]]) -> Card:
    """Return who has which role, each to be taken away."""
    elements: list[Element] = []
    for role, people in having.items():
        elements.append(Heading(ROLE_NAMES[role]))
        entries = tuple(
            Entry(
                person.name,
                person.unit,
                Button(
                    _("Take away"),
                    press("revoke", person=person.id, role=role.value),
                    Style.DANGER,
                    _("Take away from {name}: {role}", name=person.name, role=ROLE_NAMES[role]),
                ),
            )
            for person in people
        )
        elements.append(Entries(entries) if entries else Paragraph(_("Nobody has this role.")))
    return Card(_("Roles"), (*elements, Buttons((Button(_("Give a role"), press("grant"), Style.PRIMARY),))))


def takeover(taken: Iterable[TakenOver]) -> tuple[Element, ...]:
    """Return for each function who takes over, and say loudly where nobody does."""
    facts, orphans = list[Fact](), list[Text]()
    for one in taken:
        name: Text = _("{function} for {unit}", function=one.function, unit=one.unit) if one.unit else one.function
        if one.by:
            facts.append(Fact(name, listed(a.person.name for a in one.by)))
        else:
            orphans.append(name)
    elements: list[Element] = [Heading(_("Takes over")), Facts(tuple(facts))] if facts else []
    if orphans:
        text = _("Nobody takes over: {functions}. Ask the steward of the register to appoint a deputy.",
                 functions=Listing(tuple(orphans)))  # fmt: skip
        elements.append(Paragraph(text, Weight.STRONG))
    return tuple(elements)
