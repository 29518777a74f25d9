# SPDX-License-Identifier: EUPL-1.2
"""IT requests: asked by form, brought to who decides, and decided with a record."""

from datetime import date, time, timedelta

from commands.dues import Recurring
from commands.feature import Command, Example, Feature, Phrase
from commands.requests import drafts
from commands.requests.following import open_withdrawal, status
from commands.requests.goals import Goals
from commands.requests.handlers import OPENS, presses, submits
from commands.requests.intake import Intake
from commands.requests.overview import home, record, waiting
from commands.requests.phrases import ASKS, OUTAGE, STATUS, WITHDRAW
from commands.requests.reminders import term
from commands.requests.routing import Route
from commands.requests.ruled import kept_off, ruling
from commands.requests.search import search
from commands.requests.store import Store
from commands.requests.terms import TERM
from commands.text import _

#: Drafts that nobody sent in are deleted, before the day begins.
DRAFTS = "requests.drafts"


def feature(route: Route, goals: Goals) -> Feature:
    """Return the feature; ``route`` asks the register who decides, ``goals`` which shared goals there are."""
    intake = Intake(route, goals)
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
        presses=presses(route, intake),
        opens=OPENS,
        submits=submits(route, intake),
        drafts={"requests.request": drafts.keep},
        dues={TERM: term, DRAFTS: drafts.grow_old},
        recurring=(Recurring(DRAFTS, time(6), _next_day),),
        home=home,
        search=search,
        waiting=waiting,
        record=record,
        ruling=ruling,
        kept_off=kept_off,
        examples=(
            Example(
                "We hebben drie extra licenties nodig voor het tekenpakket, 4k", "We need three extra licences, 4k"
            ),
            Example("Hoe staat het met mijn aanvraag?", "How is my request?"),
        ),
    )


def _next_day(day: date, _store: Store) -> date:
    """Return the day after a day, working day or not."""
    return day + timedelta(days=1)
