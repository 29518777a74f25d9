# SPDX-License-Identifier: EUPL-1.2
"""Boards: an agenda that fills itself, members who come prepared, and decisions that are known the same day."""

import re
from datetime import time

from commands.dues import Recurring
from commands.feature import Command, Example, Feature, Phrase
from commands.meetings import actions, reminders, strategy
from commands.meetings.calendars import Calendars
from commands.meetings.handlers import OPENS, PRESSES, SERIES, SUBMITS, extend_series, next_monday
from commands.meetings.neighbours import Neighbours
from commands.meetings.overview import ask, home, record, show_boards, waiting
from commands.meetings.planning import Planning
from commands.meetings.proposals import proposed, retracted
from commands.patterns import Pattern
from commands.text import _

_WHEN = Pattern(
    r".*\b(?:wanneer is de (?:volgende|eerstvolgende) \w*(?:board|vergadering)|wanneer vergader(?:t|en) \w+"
    r"|(?:staat|staan) .+ op de agenda|stuur mij de stukken|tot wanneer kan ik stukken aanleveren"
    r"|when is the next (?:\w+ )?(?:board|meeting)|when do(?:es)? .+ meet|is .+ on the agenda|send me the papers)\b.*",
    re.IGNORECASE,
)

_WHICH = Pattern(r".*\b(?:welke boards|welke board is er|which boards)\b.*|(?:alle |all )?boards", re.IGNORECASE)


def feature(neighbours: Neighbours) -> Feature:
    """Return the feature; ``neighbours`` is what others know."""
    calendars, planning = Calendars(neighbours.address, neighbours.link), Planning(neighbours)
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
        phrases=(Phrase(_WHEN, ask), Phrase(_WHICH, show_boards)),
        presses={
            **PRESSES,
            "meetings.new_meeting": planning.open_new,
            "meetings.calendar": calendars.show,
            "meetings.calendar_new": calendars.renew,
            "meetings.calendar_stop": calendars.stop,
        },
        opens=OPENS,
        submits={**SUBMITS, "meetings.meeting": planning.save},
        dues={
            reminders.RULE: reminders.remind,
            actions.RULE: actions.remind,
            SERIES: extend_series,
            strategy.RULE: strategy.Yearly(neighbours).remind,
        },
        recurring=(
            Recurring(SERIES, time(5), next_monday),
            Recurring(strategy.RULE, reminders.MORNING, strategy.next_look),
        ),
        home=home,
        waiting=waiting,
        record=record,
        examples=(Example("Wanneer is de volgende portfolioboard?", "When is the next portfolio board?"),),
        proposal=proposed,
        retraction=retracted,
        kept_off=actions.kept_off,
    )
