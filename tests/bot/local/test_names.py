# SPDX-License-Identifier: EUPL-1.2
"""The names of the page's own controls belong to them alone, whatever stands in the conversation."""

from collections.abc import Mapping

import pytest

from bot.language import Localizer
from commands.cards import Card, buttons
from commands.text import _
from tests.bot.everything import Shown
from tests.bot.readers import DUTCH, ENGLISH
from tests.walk import GROUP

pytestmark = GROUP


@pytest.mark.parametrize("reader", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_no_button_in_the_conversation_can_be_taken_for_the_one_that_sends_words(
    shown: Mapping[str, Shown], reader: Localizer
) -> None:
    send = reader.say(_("Send")).lower()
    labels = {reader.say(b.label) for card in shown.values() if isinstance(card, Card) for b in buttons(card)}
    assert labels
    assert {label for label in labels if send in label.lower()} == set()
