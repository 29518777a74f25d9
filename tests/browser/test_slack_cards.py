# SPDX-License-Identifier: EUPL-1.2
"""What the program shows in Slack, drawn as Slack draws it: whole, and with axe."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from bot.gallery import SAMPLES
from bot.language import Localizer
from bot.slack import render_card, render_form
from bot.slack.render import render_home
from commands.cards import Card
from tests.bot.everything import Shown
from tests.bot.readers import DUTCH, ENGLISH
from tests.browser.blockkit import Json, cut, draw
from tests.browser.looking import faults
from tests.walk import GROUP, PUBLIC

pytestmark = GROUP


def drawn(name: str, shown: Shown, reader: Localizer) -> Json:
    """Return a form, or a card as a message; the home as what it is."""
    if not isinstance(shown, Card):
        return render_form(shown, reader)
    return render_home(shown, reader, PUBLIC) if name.startswith("home ") else render_card(shown, reader, PUBLIC)


@pytest.mark.parametrize("reader", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_every_card_form_and_home_is_seen_whole_in_slack(
    browser: Browser, shown: Mapping[str, Shown], reader: Localizer
) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 900})
    draw(page, {name: drawn(name, each, reader) for name, each in shown.items()}, reader.language)
    assert page.locator("article").count() == len(shown)
    assert page.locator("article", has_text=re.compile(r"\{[a-z_]+\}|<[a-z]|(?<!\w)\*\w")).count() == 0
    # Somebody's own data as JSON may be folded; everything else is seen at once.
    assert [each for each in cut(page) if not each.startswith("organisation.own_json ")] == []
    page.close()


def test_whoever_hears_it_knows_what_each_button_and_field_is(browser: Browser, shown: Mapping[str, Shown]) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 900})
    blocks = {DUTCH.say(sample.name): sample.shown for sample in SAMPLES}
    forms = {each.form: each for each in shown.values() if not isinstance(each, Card)}
    draw(page, {name: drawn(name, each, DUTCH) for name, each in (blocks | forms).items()}, "nl")
    assert faults(page) == []
    page.close()


def test_what_slack_would_cut_off_or_fold_away_is_found(browser: Browser) -> None:
    """Else the tests above would mean nothing."""
    page = browser.new_page()
    label = {"type": "plain_text", "text": "Een opschrift dat voor een knop veel te lang is"}
    words = {"type": "plain_text", "text": "Een zin die doorgaat. " * 40}
    actions = {"type": "actions", "elements": [{"type": "button", "text": label}]}
    draw(page, {"long": {"blocks": [actions, {"type": "section", "text": words}]}}, "nl")
    assert len(cut(page)) == 2
    page.close()
