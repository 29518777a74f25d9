# SPDX-License-Identifier: EUPL-1.2
"""What people see of shared goals and of the portfolio."""

from collections.abc import Iterable, Sequence
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
    Tone,
    Weight,
)
from commands.events import Press
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState
from commands.portfolio.neighbours import Asked
from commands.portfolio.rules import is_stale, rebased, total
from commands.portfolio.standing import Standing
from commands.portfolio.wording import GOALS, STATES, costs, measure, planned
from commands.text import Message, Text, _, n_

SHOWN = 25
_TONES = {GoalState.ADOPTED: Tone.GOOD, GoalState.PROPOSED: Tone.WAITING, GoalState.DECLINED: Tone.BAD}


@dataclass(frozen=True, slots=True)
class Theirs:
    """The goals that a joint arrangement adopted; ``id`` and ``name`` are its own."""

    id: str
    name: str
    goals: tuple[Goal, ...]


def press(verb: str, **values: str) -> Press:
    """Return a press of this feature."""
    return Press(f"portfolio.{verb}", tuple(values.items()))


def goals_card(goals: Sequence[Goal], board: str, joint: Iterable[Theirs] = (), *, secretary: bool) -> Card:
    """Return the goals that hold, those that are proposed, and those of the joint arrangements."""
    adopted = [goal for goal in goals if goal.state is GoalState.ADOPTED]
    proposed = [goal for goal in goals if goal.state is GoalState.PROPOSED]
    elements: list[Element] = []
    if adopted:
        elements.append(Entries(tuple(_goal_entry(goal) for goal in adopted[:SHOWN])))
    else:
        elements.append(Paragraph(_("No goal was adopted yet. Propose one; {board} decides on it.", board=board)))
    if proposed:
        elements += [Heading(_("Proposed")), Entries(tuple(_goal_entry(goal) for goal in proposed[:SHOWN]))]
    for whose in joint:
        if whose.goals:
            heading = Heading(_("Goals of {organisation}", organisation=whose.name))
            elements += [heading, Entries(tuple(_goal_entry(goal, whose.id) for goal in whose.goals[:SHOWN]))]
    row = [Button(_("Propose a goal"), press("new_goal"), Style.PRIMARY), Button(_("Portfolio"), press("show"))]
    if secretary and adopted:
        row.append(Button(_("New initiative"), press("new_initiative")))
    return Card(_("What business and IT both want"), (*elements, Buttons(tuple(row))))


def _goal_entry(goal: Goal, organisation: str = "") -> Entry:
    """Return a goal in two lines; one of a joint arrangement opens as theirs."""
    whose = {"org": organisation} if organisation else {}
    look = Button(_("Open"), press("goal", goal=goal.reference, **whose), name=_("Open: {t}", t=goal.name))
    return Entry(goal.name, measure(goal), look)


def goal_card(
    goal: Goal, initiatives: Iterable[Initiative], asked: Sequence[Asked], *, own: bool, secretary: bool
) -> Card:
    """Return one goal whole, with what is done and was asked for it, and what this reader can do."""
    elements: list[Element] = [goal_facts(goal)]
    if goal.reason:
        elements.append(Paragraph(goal.reason))
    if lines := tuple(initiative_entry(each) for each in initiatives):
        elements += [Heading(_("What is done for it")), Entries(lines[:SHOWN])]
    if asked:
        pointing = tuple(Entry(each.line, "", Button(_("Open"), each.show)) for each in asked[:SHOWN])
        elements += [Heading(_("Requests that point at it")), Entries(pointing)]
    if row := _goal_buttons(goal, own=own, secretary=secretary):
        elements.append(Buttons(row))
    title = _("{name} ({state})", name=goal.name, state=GOALS[goal.state])
    return Card(title, tuple(elements), _TONES.get(goal.state, Tone.NEUTRAL))


def goal_facts(goal: Goal) -> Facts:
    """Return what a goal says."""
    shown: list[tuple[Text, Text]] = [
        (_("Why"), goal.why),
        (_("In practice"), goal.practice),
        (_("Asks of IT"), goal.asks),
        (_("Measured by"), goal.indicator),
        (_("Baseline"), goal.baseline),
        (_("Target"), goal.target),
    ]
    if goal.measured_on:
        now = _("{current}, on {day}", current=goal.current, day=goal.measured_on)
        shown.append((_("Now"), now))
    if goal.by:
        shown.append((_("Proposed by"), goal.by.name))
    if goal.adopted_on:
        shown.append((_("Adopted"), _("{day} ({decision})", day=goal.adopted_on, decision=goal.decision)))
    shown.append((_("Reference"), goal.reference))
    return Facts(tuple(Fact(label, value) for label, value in shown))


def _goal_buttons(goal: Goal, *, own: bool, secretary: bool) -> tuple[Button, ...]:
    """Return what this reader can do with a goal."""
    which = {"goal": goal.reference}
    if goal.state is GoalState.PROPOSED and (own or secretary):
        return (
            Button(_("Edit"), press("edit_goal", **which)),
            Button(_("Ask the board again"), press("ask_again", **which)),
            Button(_("Withdraw"), press("withdraw_goal", **which), Style.DANGER),
        )
    if goal.state is GoalState.ADOPTED and secretary:
        return (
            Button(_("How does it stand?"), press("measure", **which)),
            Button(_("New initiative"), press("new_initiative", **which)),
            Button(_("End the goal"), press("end_goal", **which), Style.DANGER),
        )
    return ()


def initiative_entry(initiative: Initiative) -> Entry:
    """Return an initiative in two lines."""
    detail = _(
        "{state}; {owner}; {costs}",
        state=STATES[initiative.state],
        owner=initiative.owner,
        costs=costs(initiative.one_off, initiative.recurring),
    )
    look = Button(_("Open"), press("initiative", initiative=initiative.reference), name=_open(initiative))
    return Entry(initiative.name, detail, look)


def _open(initiative: Initiative) -> Message:
    return _("Open: {t}", t=initiative.name)


def initiative_card(standing: Standing, goal: Goal | None, today: date, *, reporter: bool, adopter: bool) -> Card:
    """Return one initiative whole, with what was planned at the start and how it went."""
    initiative = standing.initiative
    elements: list[Element] = [*standing.notice()]
    if is_stale(initiative, today):
        elements.append(Paragraph(_("Nobody said how it goes since {day}.", day=initiative.told_on), Weight.STRONG))
    elements += [_initiative_facts(initiative, goal), *_history(standing)]
    which = {"initiative": initiative.reference}
    row = [Button(_("How does it go?"), press("report", **which), Style.PRIMARY)] if reporter else []
    if adopter and standing.changed:
        row.append(Button(_("Adopt the new plan"), press("adopt", **which)))
    elements += [Buttons(tuple(row))] if row else []
    return Card(_("{name}: {state}", name=initiative.name, state=STATES[initiative.state]), tuple(elements))


def _initiative_facts(initiative: Initiative, goal: Goal | None) -> Facts:
    """Return what an initiative is."""
    four_years = total(initiative) if initiative.recurring else None
    shown: list[tuple[Text, Text]] = [
        (_("Owner"), initiative.owner),
        (_("Goal"), goal.name if goal else _("none")),
        (_("Costs"), costs(initiative.one_off, initiative.recurring)),
        (_("With four years of use"), _("{total} excl. VAT", total=four_years) if four_years else ""),
        (_("Brings"), initiative.benefit),
        (_("Begins"), _("{day}", day=initiative.starts) if initiative.starts else ""),
        (_("Ready"), _("{day}", day=initiative.ends) if initiative.ends else ""),
        (_("Looked at again"), _("{day}", day=initiative.review) if initiative.review else ""),
        (_("As of"), _("{day}", day=initiative.told_on)),
        (_("Reference"), initiative.reference),
    ]
    return Facts(tuple(Fact(label, value) for label, value in shown if value))


def _history(standing: Standing) -> tuple[Element, ...]:
    """Return what was planned at the start, what was adopted since, and every word that was said."""
    elements: list[Element] = []
    first = standing.reports[0] if standing.reports else None
    if first and rebased(first, standing.initiative):
        plan = planned(first.one_off, first.recurring, first.ends)
        elements.append(Paragraph(_("Planned at the start: {planned}.", planned=plan), Weight.SUBTLE))
    for report in standing.reports:
        if report.decision:
            plan = planned(report.one_off, report.recurring, report.ends)
            said = _("Adopted on {day} ({decision}): {planned}.", day=report.at.date(), decision=report.decision,
                     planned=plan)  # fmt: skip
            elements.append(Paragraph(said, Weight.SUBTLE))
    for report in standing.reports[-5:]:
        if report.note:
            day = report.at.date()
            said = _("{day}, {state}: {note}", day=day, state=STATES[report.state], note=report.note)
            elements.append(Paragraph(said))
    return tuple(elements)


def portfolio_card(goals: Sequence[Goal], initiatives: Sequence[Initiative], today: date, *, secretary: bool) -> Card:
    """Return every initiative that is not finished under the goal that it helps, then what was completed."""
    elements: list[Element] = []
    going = [each for each in initiatives if each.state not in (InitiativeState.DONE, InitiativeState.CANCELLED)]
    for goal in goals:
        if helping := [each for each in going if each.goal == goal.reference]:
            elements += [Heading(goal.name), Entries(tuple(initiative_entry(each) for each in helping[:SHOWN]))]
    known = {goal.reference for goal in goals}
    if loose := [each for each in going if each.goal not in known]:
        elements += [Heading(_("For no shared goal")), Entries(tuple(initiative_entry(e) for e in loose[:SHOWN]))]
    if stale := [each for each in going if is_stale(each, today)]:
        said = n_(
            "Of {count} initiative nobody said for a quarter how it goes.",
            "Of {count} initiatives nobody said for a quarter how they go.",
            len(stale),
        )
        elements.append(Paragraph(said, Weight.STRONG))
    if done := [each for each in initiatives if each.state is InitiativeState.DONE]:
        elements += [Heading(_("Completed")), Entries(tuple(initiative_entry(each) for each in done[-SHOWN:]))]
    if not elements:
        elements.append(Paragraph(_("No initiative is in the portfolio yet. The board secretary adds them here.")))
    row = [Button(_("Goals"), press("goals")), Button(_("Ranking"), press("ranking"))]
    if secretary:
        row.insert(0, Button(_("New initiative"), press("new_initiative"), Style.PRIMARY))
    title = n_("Portfolio: {count} initiative", "Portfolio: {count} initiatives", len(going))
    return Card(title, (*elements, Buttons(tuple(row))))
