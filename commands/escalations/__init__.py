# SPDX-License-Identifier: EUPL-1.2
"""Escalations: what is stuck climbs the ladder of authority until somebody decides (domain §2.9)."""

from datetime import date, time, timedelta

from commands.dues import RAISE, Recurring, Tick
from commands.escalations.climbing import Clock
from commands.escalations.handlers import OPENS, presses, submits
from commands.escalations.neighbours import Neighbours
from commands.escalations.overview import Overview
from commands.escalations.phrases import STUCK
from commands.escalations.raising import Raising
from commands.escalations.readiness import MORNING, READY, monthly, next_month
from commands.escalations.ruled import Board
from commands.escalations.store import Store
from commands.escalations.stuck import Stuck
from commands.escalations.terms import LOOK, RUNG
from commands.feature import Command, Feature, Phrase
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _

__all__ = ["Neighbours", "feature"]

#: What nobody sent in is deleted, before the day begins.
DRAFTS = "escalations.drafts"
_DRAFT_DAYS = 30


def feature(neighbours: Neighbours) -> Feature:
    """Return the feature; ``neighbours`` is what other features hand over."""
    raising, clock, overview = Raising(neighbours), Clock(neighbours), Overview(neighbours)
    return Feature(
        name="escalations",
        commands=(
            Command(
                ("escaleer", "opschalen", "escalate"),
                _("raise what is stuck; it climbs until somebody decides"),
                _("Say what is stuck, or name a request: /escalate ITV-2026-0014"),
                raising.ask,
            ),
            Command(
                ("escalaties", "escalations"),
                _("the escalations that wait for you or that you raised"),
                "",
                overview.listed,
            ),
        ),
        phrases=(Phrase(STUCK, raising.ask),),
        presses=presses(neighbours),
        opens=OPENS,
        submits=submits(neighbours),
        drafts={"escalations.escalation": raising.keep, "escalations.risk": raising.keep},
        dues={
            RUNG: clock.rung,
            LOOK: clock.look,
            RAISE: Stuck(neighbours).raise_it,
            DRAFTS: _grow_old,
            READY: lambda tick, store: monthly(tick, store, neighbours),
        },
        recurring=(Recurring(DRAFTS, time(6), _next_day), Recurring(READY, MORNING, next_month)),
        home=overview.home,
        waiting=overview.waiting,
        record=overview.record,
        ruling=Board(neighbours).ruling,
        kept_off=Board(neighbours).kept_off,
    )


def _next_day(day: date, _store: Store) -> date:
    """Return the day after a day, working day or not."""
    return day + timedelta(days=1)


def _grow_old(tick: Tick, store: Store) -> Reply:
    """Delete what was written a month ago and not sent."""
    gone = store.escalations.drop_drafts(tick.at - timedelta(days=_DRAFT_DAYS))
    acts = (Act(DRAFTS, Ref("escalations", "-"), str(gone)),) if gone else ()
    return Reply(acts=acts)
