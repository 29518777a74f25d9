# SPDX-License-Identifier: EUPL-1.2
"""What happened last to a request, in a line that everyone may read who got its card: who did what, and no words."""

from collections.abc import Iterator
from datetime import datetime

from commands.replies import Happened
from commands.requests.request import Stance
from commands.requests.view import View
from commands.requests.wording import HAPPENED
from commands.text import Text, _

_SAID = {
    Stance.AGREES: _("agrees"),
    Stance.OBJECTS: _("does not agree"),
    Stance.ADVICE: _("gave advice"),
}


def happened(view: View) -> Happened | None:
    """Return what happened at the last moment that anything did; nothing where nothing ever did."""
    lines = tuple(_lines(view))
    last = max((at for at, _line in lines), default=None)
    return Happened(last, tuple(line for at, line in lines if at == last)) if last else None


def _lines(view: View) -> Iterator[tuple[datetime, Text]]:
    """Yield every step and every opinion with its moment."""
    for event in view.dossier.history:
        who = event.person.name if event.person else _("the clock")
        yield event.at, _("{name}: {what}", name=who, what=HAPPENED.get(event.move, event.move))
    for opinion in view.dossier.opinions:
        function = opinion.function or opinion.person.name
        yield opinion.at, _("{name}: {what}", name=function, what=_SAID[opinion.stance])
