# SPDX-License-Identifier: EUPL-1.2
"""What is shown of people and functions: who holds what, who is away, who keeps the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
    Weight,
)
from commands.organisation.forms import SIDES
from commands.organisation.lines import absence_line, acting_line, holder, listed, press
from commands.organisation.rules import holds_on
from commands.people import Absence, Acting, Function, Holding
from commands.text import Listing, Message, Text, _, n_

PAGE = 12


@dataclass(frozen=True, slots=True)
class Staffed:
    """A function with what is known of its people today; ``holdings`` by number, past ones left out."""

    function: Function
    holdings: Mapping[int, Holding]
    away: Mapping[str, Absence]
    acts: tuple[Acting, ...] = ()


def summary(staffed: Staffed, today: date) -> Text:
    """Return the people of a function in one line."""
    now = [h for h in staffed.holdings.values() if holds_on(h, today)]
    holders = Listing(tuple(holder(h, today, staffed.away) for h in now if not h.deputy))
    deputies = Listing(tuple(holder(h, today, staffed.away) for h in now if h.deputy))
    if not holders.items and not deputies.items:
        return _("nobody")
    if not holders.items:
        return _("nobody; deputy: {deputies}", deputies=deputies)
    if not deputies.items:
        return listed(holders.items)
    return _("{holders}; deputy: {deputies}", holders=holders, deputies=deputies)


@dataclass(frozen=True, slots=True)
class Overview:
    """What ``/people`` starts with."""

    people: int
    functions: int
    away: Sequence[Absence]
    vacant: Sequence[Staffed]
    ending: Sequence[Holding]
    page: Sequence[Staffed]
    start: int


def overview_card(seen: Overview, today: date, *, keeper: bool, administrator: bool) -> Card:
    """Return who holds which function: first what needs somebody, then all functions a page at a time."""
    facts = (
        Fact(_("People"), str(seen.people)),
        Fact(_("Functions"), str(seen.functions)),
        Fact(_("Away today"), listed(absence_line(a) for a in seen.away) if seen.away else _("nobody")),
    )
    elements: list[Element] = [Facts(facts)] if not seen.start else []
    if seen.vacant and not seen.start:
        verb = "appoint" if keeper else "function"
        label = _("Appoint") if keeper else _("Open")
        elements += [
            Heading(n_("{count} function without a holder", "{count} functions without a holder", len(seen.vacant))),
            Entries(tuple(_entry(s, today, verb, label) for s in seen.vacant[:PAGE])),
        ]
    if seen.ending and not seen.start:
        elements += [
            Heading(_("Ends within three months, without a successor")),
            Entries(
                tuple(
                    Entry(h.function, holder(h, today, {}), Button(_("Open"), press("function", name=h.function)))
                    for h in seen.ending[:PAGE]
                )
            ),
        ]
    every = tuple(_entry(s, today, "function", _("Open")) for s in seen.page)
    elements += [Heading(_("All functions")), Entries(every)]
    elements.append(Paragraph(_("Type /people and a name to find a person or a function."), Weight.SUBTLE))
    elements += _turning(seen)
    if keeper:
        elements.append(Buttons(_keeping(administrator=administrator)))
    return Card(_("People and functions"), tuple(elements))


def _entry(staffed: Staffed, today: date, verb: str, label: Message) -> Entry:
    """Return a function with its people and one button."""
    name = staffed.function.name
    values = {"function": name} if verb == "appoint" else {"name": name}
    button = Button(label, press(verb, **values), name=_("{label}: {function}", label=label, function=name))
    return Entry(name, summary(staffed, today), button)


def _turning(seen: Overview) -> list[Element]:
    """Return the buttons to other pages, where there are any."""
    turns: list[Button] = []
    if seen.start:
        turns.append(Button(_("Earlier"), press("people", start=str(max(0, seen.start - PAGE)))))
    if seen.start + PAGE < seen.functions:
        turns.append(Button(_("More"), press("people", start=str(seen.start + PAGE))))
    return [Buttons(tuple(turns))] if turns else []


def _keeping(*, administrator: bool) -> tuple[Button, ...]:
    """Return what stewards and administrators can do from the overview."""
    kept = (
        Button(_("Register an absence"), press("absent_other")),
        Button(_("Add a person"), press("add_person")),
        Button(_("Add a function"), press("add_function")),
        Button(_("Roles"), press("roles")),
    )
    return kept if administrator else kept[:-1]


def function_card(staffed: Staffed, today: date, *, keeper: bool) -> Card:
    """Return one function: who acts today and why, holders and deputies, now and later."""
    function = staffed.function
    facts: list[Fact] = []
    if not function.body:
        acts = listed(acting_line(a) for a in staffed.acts) if staffed.acts else _("nobody")
        facts.append(Fact(_("Today"), acts))
    if keeper:
        facts.append(Fact(_("Kind"), _("a body with members") if function.body else _("a function")))
    if function.name_en not in ("", function.name):
        facts.append(Fact(_("Name in English"), function.name_en))
    if keeper and function.side:
        facts.append(Fact(_("Side"), SIDES[function.side]))
    elements: list[Element] = [Facts(tuple(facts))] if facts else []
    for deputy, title in ((False, _("Members") if function.body else _("Holders")), (True, _("Deputies"))):
        entries = tuple(
            Entry(
                holder(h, today, staffed.away),
                button=Button(
                    _("End"), press("end", number=str(number)), name=_("End: {name}", name=h.person.name)
                ) if keeper else None,
            )
            for number, h in staffed.holdings.items()
            if h.deputy is deputy
        )  # fmt: skip
        if entries:
            elements += [Heading(title), Entries(entries)]
        elif not deputy:
            elements += [Heading(title), Paragraph(_("Nobody holds this function."))]
    if keeper:
        elements.append(
            Buttons(
                (
                    Button(
                        _("Add a member") if function.body else _("Appoint a holder"),
                        press("appoint", function=function.name),
                        Style.PRIMARY,
                    ),
                    Button(_("Appoint a deputy"), press("appoint", function=function.name, deputy="yes")),
                    Button(_("Change"), press("edit_function", name=function.name)),
                )
            )
        )
    return Card(function.name, tuple(elements))
