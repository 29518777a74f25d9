# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of goals and initiatives is for whom."""

from collections.abc import Mapping

from commands.feature import OnPress, OnSubmit
from commands.portfolio.goals import Goals
from commands.portfolio.initiatives import Initiatives
from commands.portfolio.overview import Overview
from commands.portfolio.scoring import Scoring, open_needs, open_room, open_score, save_room, show_ranking

#: Buttons that open a form.
OPENS = frozenset(
    f"portfolio.{verb}"
    for verb in (
        *("new_goal", "edit_goal", "measure", "end_goal", "new_initiative", "report", "adopt"),
        *("score", "needs", "room"),
    )
)


def presses(goals: Goals, initiatives: Initiatives) -> Mapping[str, OnPress]:
    """Return what answers each button."""
    overview, scoring = Overview(goals, initiatives), Scoring(initiatives)
    return {
        "portfolio.goals": overview.show_goals,
        "portfolio.show": overview.show_portfolio,
        "portfolio.goal": goals.show,
        "portfolio.new_goal": goals.open_new,
        "portfolio.edit_goal": goals.open_edit,
        "portfolio.ask_again": goals.ask_again,
        "portfolio.withdraw_goal": goals.withdraw,
        "portfolio.measure": goals.open_measure,
        "portfolio.end_goal": goals.open_end,
        "portfolio.initiative": initiatives.show,
        "portfolio.new_initiative": initiatives.open_new,
        "portfolio.report": initiatives.open_report,
        "portfolio.adopt": initiatives.open_adoption,
        "portfolio.ranking": show_ranking,
        "portfolio.score": open_score,
        "portfolio.needs": open_needs,
        "portfolio.room": open_room,
        "portfolio.ask_board": scoring.ask,
    }


def submits(goals: Goals, initiatives: Initiatives) -> Mapping[str, OnSubmit]:
    """Return what answers each form."""
    scoring = Scoring(initiatives)
    return {
        "portfolio.goal": goals.save,
        "portfolio.measure": goals.measured,
        "portfolio.ending": goals.end,
        "portfolio.initiative": initiatives.add,
        "portfolio.report": initiatives.report,
        "portfolio.adoption": initiatives.adopt,
        "portfolio.score": scoring.score,
        "portfolio.needs": scoring.needs,
        "portfolio.room": save_room,
    }
