# SPDX-License-Identifier: EUPL-1.2
"""Evaluations: once a quarter how business and IT work together, anonymously, with a report and what is done."""

from datetime import date

from commands.dues import Recurring
from commands.evaluations import answering
from commands.evaluations.ballot_form import BALLOT_FORM, WORDS_FORM
from commands.evaluations.handlers import OPENS, presses, submits
from commands.evaluations.improvements import IMPROVE
from commands.evaluations.improving import Improving
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.overview import Overview, home, waiting
from commands.evaluations.phrases import FILL_IN, RESULTS, START
from commands.evaluations.record import record
from commands.evaluations.running import Running
from commands.evaluations.schedule import EARLY, LATER, LOOK, ROUND
from commands.evaluations.starting import Starting
from commands.evaluations.store import Store
from commands.feature import Command, Feature, Phrase
from commands.text import _


def feature(neighbours: Neighbours) -> Feature:
    """Return the feature; ``neighbours`` is what other features know and this one asks."""
    begins, runs, improves = Starting(neighbours), Running(neighbours), Improving(neighbours)
    overview = Overview(begins)
    return Feature(
        name="evaluations",
        commands=(
            Command(
                ("evaluatie", "evaluation"),
                _("answer the evaluation, or see what came out"),
                _("Results: /evaluation results 2026-3. To run it: start, stop, questions, settings, project, pulse"),
                overview.ask,
            ),
        ),
        phrases=(
            Phrase(START, begins.start),
            Phrase(RESULTS, overview.latest),
            Phrase(FILL_IN, overview.mine),
        ),
        presses=presses(begins),
        opens=OPENS,
        submits=submits(begins),
        drafts={BALLOT_FORM: answering.keep_form},
        secret=frozenset({BALLOT_FORM, WORDS_FORM}),
        dues={LOOK: runs.look, ROUND: runs.round, LATER: runs.later, IMPROVE: improves.remind},
        recurring=(Recurring(LOOK, EARLY, _next_working_day),),
        home=home,
        waiting=waiting,
        record=record,
        ruling=improves.ruling,
        kept_off=improves.kept_off,
    )


def _next_working_day(day: date, store: Store) -> date:
    """Return the next working day."""
    return store.calendar.add_working_days(day, 1)
