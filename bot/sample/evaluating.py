# SPDX-License-Identifier: EUPL-1.2
"""The evaluation of last quarter, closed with a report, and this quarter's, which waits for the secretary."""

from collections.abc import Callable
from functools import partial
from itertools import count

from bot.sample.stage import SampleBroken, Stage
from commands.evaluations.instrument import GRADE, STATEMENTS
from commands.evaluations.round import Group, Kind, Participant, Round
from storage.store import Store

SECRETARY = "ruben-jacobs"
#: Working days before the sample's moment: more than a quarter, so that this quarter has none yet.
OPENED, ANSWERED, REMINDED, CLOSED, TOLD = 74, 72, 70, 63, 62
#: Who did not get round to it.
SKIPPED = 6
#: What business and IT think of each statement, and how much people differ.
_BUSINESS = (4, 2, 3, 4, 2, 3, 3, 3, 4, 4, 3, 3)
_IT = (4, 4, 4, 4, 3, 4, 3, 4, 4, 4, 2, 3)
_DIFFERENCES = (0, 0, 1, 0, -1, 0)
_DONT_KNOW = "?"
WORDS = (
    "Kijk elke maand samen naar de lijst met aanvragen, niet alleen in de board.",
    "Zeg bij een afwijzing wat wel kan.",
    "Eén plek waar je ziet hoe het met je aanvraag staat. Dat helpt ons nu al.",
    "Begin een project pas als de proceseigenaar er tijd voor heeft.",
    "Decide faster on small things.",
)


def scenes(stage: Stage) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happens: how many days before (negative), an order within the day, and the doing."""
    return [
        (-OPENED, 0, partial(_open, stage)),
        (-ANSWERED, 0, partial(_answer, stage)),
        (-REMINDED, 0, partial(_wake, stage, REMINDED)),
        (-CLOSED, 0, partial(_wake, stage, CLOSED)),
        (-TOLD, 0, partial(_wake, stage, TOLD)),
        (0, 0, partial(_announce, stage)),
    ]


def _open(stage: Stage) -> None:
    """Let the secretary look at the round and send it out."""
    stage.says(SECRETARY, "/evaluatie start", stage.moment(OPENED, 9))
    stage.presses(SECRETARY, "evaluations.open", stage.moment(OPENED, 9, 20), ref=_round(stage).reference)
    stage.wakes(stage.moment(OPENED, 9, 40))


def _answer(stage: Stage) -> None:
    """Let nearly everybody answer, in the form."""
    round_ = _round(stage)
    everybody = stage.read(lambda store: store.evaluations.to_tell(round_, 9, "", 500))
    words = iter(WORDS)
    for number, who in zip(count(), everybody, strict=False):
        if number % SKIPPED == SKIPPED - 1:
            continue
        when = stage.moment(ANSWERED, 10 + number // 12, number * 5 % 60)
        form = stage.presses(who.person.id, "evaluations.form", when, ref=round_.reference)
        said = next(words, "") if number % 4 == 1 else ""
        stage.fills(who.person.id, form, {**_answers(who, number), "q_words": said}, when)


def _answers(who: Participant, number: int) -> dict[str, str]:
    """Return what somebody answers: as the own side does, with differences."""
    means = _IT if who.group is Group.IT else _BUSINESS
    given = {
        f"q_{question.key}": str(min(5, max(1, mean + _DIFFERENCES[(number + place) % len(_DIFFERENCES)])))
        for place, (question, mean) in enumerate(zip(STATEMENTS, means, strict=True))
    }
    if number % 5 == 0:
        given["q_fit"] = _DONT_KNOW
    return {**given, f"q_{GRADE.key}": str(6 + number % 3)}


def _wake(stage: Stage, days: int) -> None:
    """Let the clock do what fell due by then, in the evening."""
    stage.wakes(stage.moment(days, 17, 5))


def _announce(stage: Stage) -> None:
    """Let the secretary have made the round of this quarter, and not sent it out yet."""
    stage.says(SECRETARY, "/evaluatie start", stage.moment(0, 8, 30))


def _round(stage: Stage) -> Round:
    """Return the newest quarterly round."""

    def newest(store: Store) -> Round:
        found = store.evaluations.rounds(Kind.QUARTERLY)
        if not found:
            raise SampleBroken("There is no round of an evaluation.")
        return found[0]

    return stage.read(newest)
