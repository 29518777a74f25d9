# SPDX-License-Identifier: EUPL-1.2
"""What happened last to an escalation, in a line that every rung may read: who did what, and no words."""

from commands.escalations.escalation import Event
from commands.escalations.view import View
from commands.escalations.wording import HAPPENED, by_whom
from commands.replies import Happened
from commands.text import Text, _


def happened(view: View) -> Happened | None:
    """Return what happened at the last moment that anything did; nothing where nothing ever did."""
    last = max((event.at for event in view.history), default=None)
    return Happened(last, tuple(_line(event) for event in view.history if event.at == last)) if last else None


def _line(event: Event) -> Text:
    """Return one step."""
    who = by_whom(event)
    if event.function:
        return _("{name}: {what}, {function}", name=who, what=HAPPENED[event.move], function=event.function)
    return _("{name}: {what}", name=who, what=HAPPENED[event.move])
