# SPDX-License-Identifier: EUPL-1.2
"""The shared goals that a request can point at: offered in the form where there are any, kept with the request."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from commands.errors import FormErrors
from commands.forms import FormView, OneOf, Option
from commands.requests.request import Needs, SharedGoal
from commands.text import _

#: Returns the goals that hold, from the store of all features; handed over by the composition root.
Goals: TypeAlias = Callable[[Any], tuple[SharedGoal, ...]]
_SHOWN = 70


def offering(form: FormView, goals: tuple[SharedGoal, ...]) -> FormView:
    """Return the form with these goals to choose from; without any, without the question."""
    if not goals:
        return replace(form, fields=tuple(field for field in form.fields if field.name != "serves"))
    options = tuple(Option(goal.reference, goal.name[:_SHOWN]) for goal in goals)
    known = {goal.reference for goal in goals}
    return replace(
        form,
        fields=tuple(
            replace(field, options=options, value=field.value if field.value in known else "")
            if isinstance(field, OneOf) and field.name == "serves"
            else field
            for field in form.fields
        ),
    )


def pointing(needs: Needs, chosen: str, goals: tuple[SharedGoal, ...]) -> Needs:
    """Return what is asked with the goal that was chosen.

    Raises:
        FormErrors: when that is no goal that holds.

    """
    if not chosen:
        return needs
    goal = next((each for each in goals if each.reference == chosen), None)
    if goal is None:
        raise FormErrors({"serves": _("Choose one of the options.")})
    return replace(needs, serves=goal)
