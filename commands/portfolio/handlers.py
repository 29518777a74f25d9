# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of goals and initiatives is for whom."""

from collections.abc import Mapping

from commands.feature import OnPress, OnSubmit
from commands.portfolio.goals import Goals
from commands.portfolio.initiatives import Initiatives
from commands.portfolio.overview import Overview

#: Buttons that open a form.
OPENS = frozenset(
    f"portfolio.{verb}"
    for verb in ("new_goal", "edit_goal", "measure", "end_goal", "new_initiative", "report", "adopt")
)


def presses(goals: Goals, initiatives: Initiatives) -> Mapping[str, OnPress]:
    """Return what answers each button."""
    overview = Overview(goals, initiatives)
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
    }


def submits(goals: Goals, initiatives: Initiatives) -> Mapping[str, OnSubmit]:
    """Return what answers each form."""
    return {
        "portfolio.goal": goals.save,
        "portfolio.measure": goals.measured,
        "portfolio.ending": goals.end,
        "portfolio.initiative": initiatives.add,
        "portfolio.report": initiatives.report,
        "portfolio.adoption": initiatives.adopt,
    }
