# SPDX-License-Identifier: EUPL-1.2
"""Figures on escalations: per kind, per level and per body, never per person (domain §0 finding 6, §2.9)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from commands.calendars import Calendar
from commands.cards import Bullets, Card, Element, Heading, Paragraph, Weight
from commands.escalations.escalation import OPEN, Cause, Escalation, Kind, State, Why
from commands.escalations.forms import CAUSES, KINDS
from commands.escalations.levels import NAMES
from commands.text import Message, Text, _, n_


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of which kind, where those that ended were decided, how long it took in working days, and why.

    ``levels`` counts the level on which it ended, ``bodies`` the bodies that decided together; a function that one
    person holds is counted on its level alone, so that no figure is about a person.
    """

    running: int
    ended: int
    kinds: tuple[tuple[Kind, int], ...]
    levels: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[str, int], ...]
    causes: tuple[tuple[Cause, int], ...]
    days: float | None
    agenda: int


def figures(escalations: Iterable[Escalation], calendar: Calendar) -> Figures:
    """Return the figures of these escalations."""
    every = tuple(escalations)
    decided = [e for e in every if e.state is State.DECIDED and e.ladder]
    spent = [
        calendar.working_days_between(_day(e.raised_at, calendar), _day(e.ended_at, calendar))
        for e in decided
        if e.ended_at
    ]
    return Figures(
        running=sum(e.state in OPEN for e in every),
        ended=sum(e.state not in OPEN for e in every),
        kinds=tuple(Counter(e.kind for e in every).most_common()),
        levels=tuple(sorted(Counter(e.rung.level for e in decided).items())),
        bodies=tuple(Counter(e.rung.function for e in decided if e.rung.body).most_common()),
        causes=tuple(Counter(e.cause for e in decided if e.cause).most_common()),
        days=median(spent) if spent else None,
        agenda=sum(any(r.why is Why.AGENDA for r in e.ladder) for e in every),
    )


def _day(at: datetime, calendar: Calendar) -> date:
    return at.astimezone(calendar.zone).date()


def figures_card(found: Figures) -> Card:
    """Return the figures in words."""
    elements: list[Element] = [
        Paragraph(_("{running} running, {ended} ended.", running=found.running, ended=found.ended), Weight.STRONG)
    ]
    if found.days is not None:
        elements.append(Paragraph(_("Half of the decisions came within {days} working days.", days=round(found.days))))
    if found.agenda:
        elements.append(Paragraph(n_("{count} reached the agenda of the board.",
                                     "{count} reached the agenda of the board.", found.agenda)))  # fmt: skip
    parts: tuple[tuple[Message, list[Text]], ...] = (
        (_("Kinds"), [_line(KINDS[kind], count) for kind, count in found.kinds]),
        (_("Decided on level"), [_line(NAMES[level], count) for level, count in found.levels]),
        (_("Decided by a body"), [_line(body, count) for body, count in found.bodies]),
        (_("Why it got stuck"), [_line(CAUSES[cause], count) for cause, count in found.causes]),
    )
    for heading, lines in parts:
        if lines:
            elements += [Heading(heading), Bullets(tuple(lines))]
    elements.append(Paragraph(_("There are no figures about people, and there will be none."), Weight.SUBTLE))
    return Card(_("Escalations in figures"), tuple(elements))


def _line(what: Text, count: int) -> Text:
    return _("{what}: {count}", what=what, count=count)
