# SPDX-License-Identifier: EUPL-1.2
"""Boards: an agenda that fills itself, members who come prepared, and decisions that are known the same day."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from commands.dues import Recurring
from commands.events import Context
from commands.feature import Command, Example, Feature, Phrase
from commands.meetings import actions, reminders
from commands.meetings.calendars import Calendars
from commands.meetings.handlers import OPENS, PRESSES, SERIES, SUBMITS, extend_series, next_monday
from commands.meetings.items import proposed, retracted
from commands.meetings.overview import ask, home, record, waiting
from commands.patterns import Pattern
from commands.text import _

_WHEN = Pattern(
    r".*\b(?:wanneer is de (?:volgende|eerstvolgende) (?:portfolioboard|board|vergadering)"
    r"|(?:staat|staan) .+ op de agenda|stuur mij de stukken|tot wanneer kan ik stukken aanleveren"
    r"|when is the next (?:portfolio )?(?:board|meeting)|is .+ on the agenda|send me the papers)\b.*",
    re.IGNORECASE,
)


def feature(address: Callable[[Context, Any], str]) -> Feature:
    """Return the feature; ``address`` makes a private address for the calendar of a person."""
    calendars = Calendars(address)
    return Feature(
        name="meetings",
        commands=(
            Command(
                ("itagenda",),
                _("the next board: agenda, papers and decisions"),
                _("Name a board where there are more: /itagenda portfolioboard"),
                ask,
            ),
        ),
        phrases=(Phrase(_WHEN, ask),),
        presses={
            **PRESSES,
            "meetings.calendar": calendars.show,
            "meetings.calendar_new": calendars.renew,
            "meetings.calendar_stop": calendars.stop,
        },
        opens=OPENS,
        submits=SUBMITS,
        dues={reminders.RULE: reminders.remind, actions.RULE: actions.remind, SERIES: extend_series},
        recurring=(Recurring(SERIES, time(5), next_monday),),
        home=home,
        waiting=waiting,
        record=record,
        examples=(Example("Wanneer is de volgende portfolioboard?", "When is the next portfolio board?"),),
        proposal=proposed,
        retraction=retracted,
    )
