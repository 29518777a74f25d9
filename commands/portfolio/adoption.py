# SPDX-License-Identifier: EUPL-1.2
"""How a plan is adopted anew, by a decision of who decides on it or of a board; who owns the initiative hears that."""

from datetime import date, datetime

from commands.boards import Ruling, Verdict
from commands.cards import Card, Paragraph, Tone
from commands.people import Person, acting
from commands.portfolio.deviations import MONTHS_SETTING, PERCENT_SETTING, Thresholds, adopted, deviations, over
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.neighbours import Decider, Neighbours
from commands.portfolio.rules import rebased
from commands.portfolio.standing import Standing
from commands.portfolio.store import Store
from commands.portfolio.wording import planned
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import _


def thresholds(store: Store) -> Thresholds:
    """Return the thresholds of an organisation, the recommended ones where it set none."""
    usual, organisation = Thresholds(), store.organisation.id
    percent = store.settings.get(PERCENT_SETTING.format(organisation=organisation))
    months = store.settings.get(MONTHS_SETTING.format(organisation=organisation))
    return Thresholds(int(percent or usual.percent), int(months or usual.months))


def standing_of(initiative: Initiative, store: Store, neighbours: Neighbours, today: date) -> Standing:
    """Return how an initiative stands today; who decides is looked up only where the plan is another now."""
    reports = store.portfolio.reports(initiative.reference)
    plan, most = adopted(reports), thresholds(store)
    found = deviations(initiative, plan, most)
    if plan is None or not rebased(plan, initiative):
        return Standing(initiative, reports, found, (), Decider("", ""), "")
    decider, running = neighbours.decider(store, initiative, today), neighbours.running(store, initiative.ref)
    return Standing(initiative, reports, found, over(most, found), decider, running)


def adopt(
    standing: Standing, at: datetime, who: Person, decision: str, note: str, store: Store
) -> tuple[Initiative, Reply]:
    """Keep the plan as it is now as the adopted one; who owns it hears that, and an escalation about it stops."""
    initiative = standing.initiative
    report = Report(
        at,
        who.id,
        initiative.state,
        initiative.ends,
        initiative.one_off,
        initiative.recurring,
        note,
        decision,
    )
    kept = store.portfolio.save_initiative(initiative, report)
    title = _("The new plan of “{name}” was adopted", name=kept.name)
    text = _("From now on this is the plan: {planned}.", planned=planned(kept.one_off, kept.recurring, kept.ends))
    card = Card(title, (Paragraph(text), Paragraph(_("Decision: {decision}", decision=decision))), Tone.GOOD)
    return kept, Reply(
        tells=_to_owners(kept, card, who, at, store),
        acts=(Act("portfolio.initiative", kept.ref, "adopted"),),
        settles=(kept.ref,),
    )


def ruled(initiative: Initiative, ruling: Ruling, at: datetime, store: Store, neighbours: Neighbours) -> Reply:
    """Carry out what a board decided on the plan of an initiative: who owns it hears that it was adopted, or not."""
    if ruling.verdict is not Verdict.REJECTED:
        day = at.astimezone(store.organisation.zone).date()
        standing = standing_of(initiative, store, neighbours, day)
        return adopt(standing, at, ruling.by, ruling.decision.id, ruling.conditions, store)[1]
    title = _("{board} did not adopt the new plan of “{name}”", board=ruling.board, name=initiative.name)
    why = tuple(Paragraph(line) for line in (ruling.reason, ruling.alternative) if line)
    bring = Paragraph(_("Say with /portfolio how it comes back to what was adopted, or how it stops."))
    return Reply(
        tells=_to_owners(initiative, Card(title, (*why, bring), Tone.BAD), ruling.by, at, store),
        acts=(Act("portfolio.initiative", initiative.ref, ruling.verdict.value),),
    )


def _to_owners(initiative: Initiative, card: Card, who: Person, at: datetime, store: Store) -> tuple[Tell, ...]:
    """Tell whoever acts for the function that owns it."""
    day = at.astimezone(store.organisation.zone).date()
    owners = (act.person for act in acting(store.people, initiative.owner, day))
    return tuple(Tell(ToPerson(person), card) for person in owners if person.id != who.id)
