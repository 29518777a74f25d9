# SPDX-License-Identifier: EUPL-1.2
"""IT requests: asked by form, brought to who decides, and decided with a record."""

from commands.feature import Command, Example, Feature, Phrase
from commands.requests import drafts
from commands.requests.following import open_withdrawal, status
from commands.requests.handlers import presses, submits
from commands.requests.intake import Intake
from commands.requests.overview import home, record, waiting
from commands.requests.phrases import ASKS, OUTAGE, STATUS, WITHDRAW
from commands.requests.routing import Route
from commands.text import _


def feature(route: Route) -> Feature:
    """Return the feature; ``route`` asks the register who decides."""
    intake = Intake(route)
    return Feature(
        name="requests",
        commands=(
            Command(
                ("itverzoek", "itaanvraag", "itrequest"),
                _("ask for something new or different in IT"),
                _("Words after it become the title: /itrequest 3 extra licences, 4k"),
                intake.ask,
            ),
            Command(
                ("itstatus",),
                _("how your requests stand"),
                _("One request: /itstatus 2026-14"),
                status,
            ),
        ),
        phrases=(
            Phrase(WITHDRAW, open_withdrawal),
            Phrase(STATUS, status),
            Phrase(OUTAGE, intake.ask),
            Phrase(ASKS, intake.ask),
        ),
        presses=presses(route),
        submits=submits(route),
        drafts={"requests.request": drafts.keep},
        home=home,
        waiting=waiting,
        record=record,
        examples=(
            Example(
                "We hebben drie extra licenties nodig voor het tekenpakket, 4k", "We need three extra licences, 4k"
            ),
            Example("Hoe staat het met mijn aanvraag?", "How is my request?"),
        ),
    )
