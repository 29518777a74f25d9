# SPDX-License-Identifier: EUPL-1.2
"""What the program shows in Teams: by the official schema, as Microsoft's own renderer draws it, and with axe."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser

from bot.app import offered
from bot.gallery import SAMPLES
from bot.language import Localizer
from bot.registers import Registers
from bot.teams import render_card, render_form
from commands.cards import Card
from commands.text import Message
from tests.bot.everything import Shown
from tests.bot.readers import DUTCH, ENGLISH
from tests.bot.teams.judge import card_faults
from tests.browser.drawing import PICKER, draw
from tests.browser.looking import faults
from tests.walk import GROUP, PUBLIC

pytestmark = GROUP

OPENS = frozenset[str]().union(*(each.opens for each in offered(Registers(meaning=False), lambda *_which: "")))


def drawn(shown: Shown, reader: Localizer, errors: Sequence[tuple[str, Message]] = ()) -> dict[str, Any]:
    if isinstance(shown, Card):
        return render_card(shown, reader, PUBLIC, OPENS)
    return render_form(shown, reader, dict(errors))


def test_every_card_and_form_of_the_program_is_one_that_teams_takes_and_is_drawn_well(
    browser: Browser, shown: Mapping[str, Shown]
) -> None:
    for reader in (DUTCH, ENGLISH):
        cards = {name: drawn(each, reader) for name, each in shown.items()}
        assert {name: wrong for name, card in cards.items() if (wrong := card_faults(card))} == {}
        page = browser.new_page(viewport={"width": 700, "height": 900})
        assert draw(page, cards) == []
        assert page.locator("section").count() == len(cards)
        assert page.locator("section", has_text=re.compile(r"\{[a-z_]+\}")).count() == 0
        assert faults(page, without=PICKER) == []
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_building_block_is_drawn_well(browser: Browser, scheme: str) -> None:
    for reader in (DUTCH, ENGLISH):
        page = browser.new_page(viewport={"width": 700, "height": 900})
        cards = {reader.say(sample.name): drawn(sample.shown, reader, sample.errors) for sample in SAMPLES}
        assert draw(page, cards, scheme) == []
        assert faults(page, without=PICKER) == []
        page.close()


def test_a_card_that_is_wrong_is_not_drawn_in_silence(browser: Browser) -> None:
    """Else the tests above would mean nothing."""
    page = browser.new_page()
    wrong = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlok", "text": "Tekst"}]}
    assert draw(page, {"wrong": wrong}) != []
    page.close()
