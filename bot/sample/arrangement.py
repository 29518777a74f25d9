# SPDX-License-Identifier: EUPL-1.2
"""What Zuiderplas wants: a goal that its clients and it adopted, which every participant reads among its own."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.sample.goals import Wish
from bot.sample.stage import Stage
from commands.organisations import Organisation

SECRETARY, BOARD = "anton-de-graaf", "Opdrachtgeversoverleg"
#: Working days before the sample's moment.
_SET_UP, _PROPOSED, _DECIDED = 35, 33, 19
WISH = Wish(
    "yara-kuipers", "Deelnemers merken niets van een storing bij een ander",
    "In het voorjaar lagen twee gemeentehuizen een dag stil door een fout bij een derde.",
    "Elke deelnemer heeft een eigen verbinding, en we oefenen samen wat we doen als er een wegvalt.",
    "Een glasvezelring in twee helften, en afspraken over wie wanneer afsluit.",
    "Uren dat een deelnemer stillag door een ander", "14 uur", "0 uur",
)  # fmt: skip


def scenes(stage: Stage, arrangement: Organisation) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happened there: how many days before (negative), an order within the day, and the doing."""
    there = replace(stage, organisation=arrangement)
    return [
        (-_SET_UP, 98, partial(_set_up, there)),
        (-_PROPOSED, 98, partial(_propose, there)),
        (-_DECIDED, 98, partial(_decide, there)),
    ]


def _set_up(stage: Stage) -> None:
    """Let its secretary set up the meeting with its clients."""
    when = stage.moment(_SET_UP, 10)
    form = stage.presses(SECRETARY, "meetings.new_board", when)
    board = {"function": BOARD, "chair": "Annelies Brouwer", "controller": "Controller Zuiderplas"}
    stage.fills(SECRETARY, form, {**board, "mandate": "Spreekt af wat de deelnemers samen willen."}, when)


def _propose(stage: Stage) -> None:
    """Let its director propose the goal."""
    when = stage.moment(_PROPOSED, 14)
    stage.fills(WISH.who, stage.presses(WISH.who, "portfolio.new_goal", when), WISH.answers, when)


def _decide(stage: Stage) -> None:
    """Let the clients adopt it."""
    when = stage.moment(_DECIDED, 11)
    (item,) = stage.read(lambda store: store.meetings.items(BOARD))
    form = stage.presses(SECRETARY, "meetings.decide", when, item=str(item.number), verdict="approved")
    stage.fills(SECRETARY, form, {"facts": "Besproken met alle deelnemers."}, when)
