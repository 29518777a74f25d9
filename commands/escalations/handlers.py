# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of escalations is for whom."""

from collections.abc import Mapping

from commands.escalations import keeping
from commands.escalations.acting import Acting
from commands.escalations.neighbours import Neighbours
from commands.escalations.raising import Raising
from commands.feature import OnPress, OnSubmit

#: Buttons that open a form.
OPENS = frozenset(
    f"escalations.{verb}" for verb in ("new", "change", "decide", "hand_on", "ask", "answer", "withdraw", "edit_level")
)


def presses(neighbours: Neighbours) -> Mapping[str, OnPress]:
    """Return what answers each button."""
    raising, acting = Raising(neighbours), Acting(neighbours)
    return {
        "escalations.new": raising.new,
        "escalations.send": raising.send,
        "escalations.change": raising.change,
        "escalations.discard": raising.discard,
        "escalations.topic": raising.topic,
        "escalations.join": raising.join,
        "escalations.show": acting.show,
        "escalations.take_up": acting.take_up,
        "escalations.decide": acting.open_form,
        "escalations.hand_on": acting.open_form,
        "escalations.ask": acting.open_form,
        "escalations.answer": acting.open_form,
        "escalations.withdraw": acting.open_form,
        "escalations.levels": keeping.show_levels,
        "escalations.edit_level": keeping.edit_level,
        "escalations.figures": keeping.show_figures,
    }


def submits(neighbours: Neighbours) -> Mapping[str, OnSubmit]:
    """Return what answers each form."""
    raising, acting = Raising(neighbours), Acting(neighbours)
    return {
        "escalations.escalation": raising.submit,
        "escalations.risk": raising.submit,
        "escalations.decision": acting.decide,
        "escalations.hand_on": acting.hand_on,
        "escalations.question": acting.ask,
        "escalations.answer": acting.answer,
        "escalations.withdrawal": acting.withdraw,
        "escalations.level": keeping.keep_level,
    }
