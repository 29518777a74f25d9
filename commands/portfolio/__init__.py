# SPDX-License-Identifier: EUPL-1.2
"""The portfolio: goals that business and IT share, adopted by the board, and the initiatives that serve them."""

import re

from commands.events import Ask
from commands.feature import Command, Example, Feature, Phrase
from commands.patterns import Pattern
from commands.portfolio.goals import Goals, ruling
from commands.portfolio.handlers import OPENS, presses, submits
from commands.portfolio.neighbours import Neighbours
from commands.portfolio.overview import Overview, ask_portfolio, home
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
    goals = Goals(neighbours)
    overview = Overview(goals)
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
                ask_portfolio,
                everyday=True,
            ),
        ),
        phrases=(
            Phrase(_GOALS, lambda _said, context, store: overview.ask_goals(Ask(""), context, store)),
            Phrase(_PORTFOLIO, lambda _said, context, store: ask_portfolio(Ask(""), context, store)),
        ),
        presses=presses(goals),
        opens=OPENS,
        submits=submits(goals),
        home=home,
        record=overview.record,
        ruling=ruling,
        examples=(Example("Wat zijn onze doelen?", "What are our goals?"),),
    )
