# SPDX-License-Identifier: EUPL-1.2
"""Escalations at a glance: what waits for somebody, what they raised or follow, and the page with the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Style
from commands.escalations.cards import button, record_card
from commands.escalations.case import case_of
from commands.escalations.escalation import OPEN, Decision, Escalation, State
from commands.escalations.neighbours import Neighbours
from commands.escalations.rules import STATES, acts_on
from commands.escalations.store import Store
from commands.events import Ask, Context, Press
from commands.people import Acting, Person, Role
from commands.replies import Reply
from commands.text import Moment, _

#: Escalations shown in a list.
SHOWN = 10
_MOST = 50
#: So much of a decision stands in a line.
_SHORT = 200


@dataclass(frozen=True, slots=True)
class Overview:
    """What people see of escalations without pressing anything."""

    neighbours: Neighbours

    def listed(self, _ask: Ask, context: Context, store: Store) -> Reply:
        """Show what waits for this person and what they raised, with the way to begin and to the figures."""
        elements = list(self.home(context, store))
        new = Button(_("Escalate"), Press("escalations.new"), Style.PRIMARY)
        row = (
            new,
            Button(_("Figures"), Press("escalations.figures")),
            Button(_("Levels"), Press("escalations.levels")),
        )
        if not elements:
            elements.append(Paragraph(_("You raised nothing, and nothing waits for you.")))
        return Reply(answer=Card(_("Escalations"), (*elements, Buttons(row))))

    def home(self, context: Context, store: Store) -> tuple[Element, ...]:
        """Return what waits for this person, and what they raised or follow that still runs."""
        elements: list[Element] = []
        if found := waiting_for(context.who, context.at, store):
            entries = tuple(entry(each) for each in found[:SHOWN])
            elements += [Heading(_("Escalations that wait for you")), Entries(entries)]
        mine = [e for e in store.escalations.of_person(context.who, _MOST) if e.state in OPEN]
        if mine := [each for each in mine if each not in found]:
            elements += [Heading(_("Escalations you raised or follow")), Entries(tuple(map(entry, mine[:SHOWN])))]
        return tuple(elements)

    def waiting(self, person: Person, at: datetime, store: Store) -> int:
        """Return how many escalations wait for a person."""
        return len(waiting_for(person, at, store))

    def record(self, record_id: str, context: Context, store: Store) -> Card:
        """Return the record as a page; ``record_id`` is the organisation and the reference.

        Raises:
            Refused: when there is no such escalation, or this person may not see it.

        """
        organisation, _slash, reference = record_id.rpartition("/")
        carried = {"org": organisation, "ref": reference}
        case = case_of(lambda name: carried.get(name, ""), context, store, self.neighbours)
        return record_card(case.view())


def waiting_for(who: Person, at: datetime, store: Store) -> tuple[Escalation, ...]:
    """Return what waits for a person: rungs that they act for, and questions to answer; oldest first."""
    today = at.astimezone(store.organisation.zone).date()
    secretary = Role.SECRETARY in store.people.roles(who)
    found: list[Escalation] = []
    for escalation in store.escalations.lying_here():
        if escalation.rung.body:
            theirs = secretary
        else:
            theirs = any(act.person.id == who.id for act in acts_on(escalation.rung, escalation, store.people, today))
        if theirs and escalation.state is not State.ASKED:
            found.append(escalation)
    asked = (e for e in store.escalations.of_person(who, _MOST) if e.state is State.ASKED)
    return (*found, *(e for e in asked if who.id in {owner.id for owner in e.owners}))


def lying(functions: frozenset[str], at: datetime, store: Store) -> Iterator[tuple[Escalation, tuple[Acting, ...]]]:
    """Yield what lies with these functions and waits for them, each with who acts for its rung today."""
    today = at.astimezone(store.organisation.zone).date()
    for escalation in store.escalations.lying_here():
        if escalation.rung.function in functions and escalation.state is not State.ASKED:
            yield escalation, acts_on(escalation.rung, escalation, store.people, today)


def entry(escalation: Escalation) -> Entry:
    """Return an escalation in one line."""
    return Entry(
        _("{reference} “{title}”", reference=escalation.reference, title=escalation.title),
        _("{state}, {function}", state=STATES[escalation.state], function=escalation.rung.function),
        button(_("Show"), "show", escalation),
    )


def decided_entry(escalation: Escalation, decision: Decision) -> Entry:
    """Return what was decided on an escalation in one line: by whom, for which function, and when."""
    who = _("{name} for {function}, {day}").with_values(
        name=decision.name, function=decision.function, day=Moment(decision.at)
    )
    title = _("{reference} “{title}”: {decision}", reference=escalation.reference, title=escalation.title,
              decision=decision.decision[:_SHORT])  # fmt: skip
    return Entry(title, who, button(_("Show"), "show", escalation))
