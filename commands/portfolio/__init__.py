# SPDX-License-Identifier: EUPL-1.2
"""The portfolio: goals that business and IT share, adopted by the board, and the initiatives that serve them."""

import re
from datetime import datetime

from commands.boards import KeptOff, Ruling
from commands.events import Ask
from commands.feature import Command, Example, Feature, Phrase
from commands.patterns import Pattern
from commands.portfolio.goals import Goals, goal_kept_off, goal_ruling
from commands.portfolio.handlers import OPENS, presses, submits
from commands.portfolio.initiatives import Initiatives
from commands.portfolio.neighbours import Neighbours
from commands.portfolio.overview import Overview, home
from commands.portfolio.scoring import STARTS
from commands.portfolio.starting import start_kept_off, start_ruling
from commands.portfolio.store import Store
from commands.replies import Reply
from commands.text import _

_GOALS = Pattern(
    r".*\b(?:wat zijn (?:onze|de|jullie) (?:gedeelde |gezamenlijke |strategische )?doelen"
    r"|what are our (?:shared |strategic )?goals)\b.*",
    re.IGNORECASE,
)
_PORTFOLIO = Pattern(
    r".*\b(?:welke (?:projecten|initiatieven) lopen er|hoe staat (?:het|de) portfolio(?: ervoor)?"
    r"|which (?:projects|initiatives) are running|how is the portfolio)\b.*",
    re.IGNORECASE,
)


def feature(neighbours: Neighbours) -> Feature:
    """Return the feature; ``neighbours`` is what other features know."""
    goals, initiatives = Goals(neighbours), Initiatives(neighbours)
    overview = Overview(goals, initiatives)

    def ruling(ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Carry out what a board decided on a goal, on the start of an initiative, or on its plan."""
        if ruled.about.id.startswith(STARTS):
            return start_ruling(ruled, at, store)
        return (goal_ruling if store.portfolio.goal(ruled.about.id) else initiatives.ruling)(ruled, at, store)

    def kept_off(kept: KeptOff, at: datetime, store: Store) -> Reply:
        """Tell whom it concerns that a goal, or the start of an initiative, does not come onto an agenda."""
        goal = store.portfolio.goal(kept.about.id)
        return goal_kept_off(kept, goal) if goal else start_kept_off(kept, at, store)

    return Feature(
        name="portfolio",
        commands=(
            Command(
                ("doelen", "goals"),
                _("what business and IT both want, and how it stands"),
                _("One goal: /goals permits"),
                overview.ask_goals,
                everyday=True,
            ),
            Command(
                ("portfolio",),
                _("what is done for the shared goals, what it costs and how it goes"),
                _("One initiative: /portfolio case system"),
                overview.ask_portfolio,
                everyday=True,
            ),
        ),
        phrases=(
            Phrase(_GOALS, lambda _said, context, store: overview.ask_goals(Ask(""), context, store)),
            Phrase(_PORTFOLIO, lambda _said, context, store: overview.ask_portfolio(Ask(""), context, store)),
        ),
        presses=presses(goals, initiatives),
        opens=OPENS,
        submits=submits(goals, initiatives),
        home=home,
        record=overview.record,
        ruling=ruling,
        kept_off=kept_off,
        examples=(Example("Wat zijn onze doelen?", "What are our goals?"),),
    )
