# SPDX-License-Identifier: EUPL-1.2
"""What is stuck in the sample: raised while the CIO was there, so that it waits for the deputy now."""

from collections.abc import Callable
from functools import partial

from bot.sample.stage import Stage

WHO, RIGHT = "noor-van-dijk", "WV-014"
#: Working days before the sample's moment on which it was raised.
_RAISED = 3
_SIX = {
    "stuck": "Het contract voor de oude planningstool loopt bijna stilzwijgend door en niemand beslist over opzeggen.",
    "tried": "Twee keer gevraagd in het tactisch overleg; er kwam geen antwoord.",
    "decision": "Zeggen we de planningstool op, of houden we die nog een jaar?",
    "otherwise": "We betalen een jaar voor een tool die we niet meer gebruiken.",
}


def scenes(stage: Stage) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happened: how many days before (negative), an order within the day, and the doing."""
    return [(-_RAISED, 95, partial(_raise, stage))]


def _raise(stage: Stage) -> None:
    """Let somebody raise it, after seeing its path."""
    when = stage.moment(_RAISED, 15)
    form = stage.presses(WHO, "escalations.new", when, right=RIGHT)
    stage.fills(WHO, form, _SIX, when)
    stage.presses(WHO, "escalations.send", when)
