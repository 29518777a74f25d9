# SPDX-License-Identifier: EUPL-1.2
"""What a board decided about the start of an initiative; against the ranking it records why (domain §2.6)."""

from dataclasses import replace
from datetime import datetime

from commands.boards import DEVIATION, KeptOff, Ruling, Verdict
from commands.cards import Button, Buttons, Card, Paragraph, Tone
from commands.errors import FormErrors
from commands.people import acting
from commands.portfolio.cards import press
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.ranking import COMPETES, deviates, ranking_of
from commands.portfolio.ranking_cards import why
from commands.portfolio.rules import InitiativeGone
from commands.portfolio.scoring import STARTS, Started
from commands.portfolio.store import Store
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import Message, _


def start_ruling(ruled: Ruling, at: datetime, store: Store) -> Reply:
    """Carry out what a board decided on the start of an initiative.

    Raises:
        FormErrors: when it goes against the ranking without a reason.
        InitiativeGone: when there is none any more.
        Started: when it was started meanwhile.

    """
    initiative = store.portfolio.initiative(ruled.about.id.removeprefix(STARTS))
    if initiative is None:
        raise InitiativeGone
    if initiative.state not in COMPETES:
        raise Started(name=initiative.name)
    ranking = ranking_of(store.portfolio)
    if deviates(initiative.reference, ruled.verdict, ranking) and not ruled.deviation:
        otherwise = _("Write why the board deviates from the ranking. {why}", why=why(initiative, ranking))
        raise FormErrors({DEVIATION: otherwise})
    now, title = _ruled(initiative, ruled)
    told = ruled.deviation or ruled.conditions or ruled.reason
    day = at.astimezone(store.organisation.zone).date()
    # Whoever lets it start adopts its plan as it is now.
    starts = now.state is InitiativeState.RUNNING
    decision = ruled.decision.id if starts else ""
    report = Report(at, ruled.by.id, now.state, now.ends, now.one_off, now.recurring, told, decision)
    kept = store.portfolio.save_initiative(replace(now, told_on=day), report)
    said = (ruled.conditions, ruled.reason, ruled.alternative)
    card = Card(title, tuple(Paragraph(line) for line in said if line), _TONES.get(ruled.verdict, Tone.NEUTRAL))
    owners = (act.person for act in acting(store.people, kept.owner, day))
    tells = tuple(Tell(ToPerson(person), card) for person in owners if person.id != ruled.by.id)
    acts = (Act("portfolio.initiative", kept.ref, ruled.verdict.value),)
    return Reply(tells=tells, acts=acts, settles=(kept.ref,) if starts else ())


def start_kept_off(kept: KeptOff, at: datetime, store: Store) -> Reply:
    """Tell who owns an initiative that the board is not asked to let it start."""
    initiative = store.portfolio.initiative(kept.about.id.removeprefix(STARTS))
    if initiative is None:
        return Reply()
    look = Buttons((Button(_("Show the initiative"), press("initiative", initiative=initiative.reference)),))
    card = Card(kept.headline, (Paragraph(kept.reason), look), Tone.BAD)
    owners = acting(store.people, initiative.owner, at.astimezone(store.organisation.zone).date())
    return Reply(tells=tuple(Tell(ToPerson(act.person), card) for act in owners))


_TONES = {Verdict.APPROVED: Tone.GOOD, Verdict.APPROVED_COND: Tone.GOOD, Verdict.REJECTED: Tone.BAD}


def _ruled(initiative: Initiative, ruled: Ruling) -> tuple[Initiative, Message]:
    """Return an initiative after a decision, and what is said of that."""
    values = {"board": ruled.board, "name": initiative.name}
    match ruled.verdict:
        case Verdict.APPROVED | Verdict.APPROVED_COND:
            return replace(initiative, state=InitiativeState.RUNNING), _("{board} lets “{name}” start", **values)
        case Verdict.REJECTED:
            return replace(initiative, state=InitiativeState.CANCELLED), _("{board} does not start “{name}”", **values)
        case Verdict.DEFERRED:
            return replace(initiative, review=ruled.until), _("{board} put off “{name}”", **values)
        case Verdict.REFERRED | Verdict.NOTED:
            return initiative, _("{board} discussed “{name}”", **values)
