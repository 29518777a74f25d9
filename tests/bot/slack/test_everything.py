# SPDX-License-Identifier: EUPL-1.2
"""Every card and form of every feature is one that Slack takes, whatever a register or a person wrote in it."""

from collections.abc import Mapping

import pytest

from bot.language import Localizer
from bot.slack import render_card, render_form
from bot.slack.render import render_home
from commands.cards import Card
from tests.bot.everything import Shown
from tests.bot.readers import DUTCH, ENGLISH
from tests.bot.slack.judge import home_faults, message_faults, modal_faults
from tests.walk import GROUP, PUBLIC, stretched

pytestmark = GROUP

#: Longer than the longest text that Slack takes anywhere: with what mrkdwn escapes, signs that count twice, and lines.
LONGEST = ("De verlenging van het contract <!channel> & *dat* ~niet~ \N{GRINNING FACE}, en\n" * 60)[:3_300]


@pytest.mark.parametrize("reader", [DUTCH, ENGLISH], ids=["nl", "en"])
@pytest.mark.parametrize("words", ["", LONGEST], ids=["sample", "longest"])
def test_slack_takes_every_card_and_form_of_every_feature(
    shown: Mapping[str, Shown], words: str, reader: Localizer
) -> None:
    found = {name: stretched(each, words) if words else each for name, each in shown.items()}
    assert {name: wrong for name, each in found.items() if (wrong := faults(each, reader))} == {}


def faults(each: Shown, reader: Localizer) -> list[str]:
    """Return what Slack would refuse of a form, or of a card: as a message that calls a group, and on a home."""
    if not isinstance(each, Card):
        return modal_faults(render_form(each, reader))
    message = render_card(each, reader, PUBLIC, "S0BOARD01")
    return [*message_faults(message), *home_faults(render_home(each, reader, PUBLIC))]
