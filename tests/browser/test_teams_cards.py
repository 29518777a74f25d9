# SPDX-License-Identifier: EUPL-1.2
"""What the program shows in Teams: by the official schema, as Microsoft's own renderer draws it, and with axe."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bot.app import offered
from bot.gallery import SAMPLES
from bot.language import Localizer
from bot.registers import Registers
from bot.sample.sample import load
from bot.settings import Settings
from bot.teams import render_card, render_form
from commands.cards import Card
from commands.text import Message
from storage.database import Database
from tests.bot.everything import Shown, everything
from tests.bot.readers import DUTCH, ENGLISH
from tests.bot.teams.judge import card_faults
from tests.browser.drawing import PICKER, draw
from tests.browser.looking import faults

PUBLIC = "https://mandaat.example"
AT = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
#: Somebody who asks, one who decides, and the steward.
PEOPLE = ("noor-van-dijk", "mehmet-aydin", "fatima-el-idrissi")

# The sample is dear to make: one worker does all of this.
pytestmark = pytest.mark.xdist_group("teams-cards")


OPENS = frozenset[str]().union(*(each.opens for each in offered(Registers(meaning=False), lambda *_which: "")))


def drawn(shown: Shown, reader: Localizer, errors: Sequence[tuple[str, Message]] = ()) -> dict[str, Any]:
    if isinstance(shown, Card):
        return render_card(shown, reader, PUBLIC, OPENS)
    return render_form(shown, reader, dict(errors))


@pytest.fixture
def found(sqlite_url: str, tmp_path: Path) -> Mapping[str, Shown]:
    database = Database.open(sqlite_url)
    with ThreadPoolExecutor() as beside:
        # Playwright's loop runs in this thread, and the sample runs one of its own.
        beside.submit(load, database, AT, Settings(mandaat_home=tmp_path)).result()
    features = offered(Registers(tmp_path, meaning=False), lambda *_which: f"{PUBLIC}/open/x")
    shown = everything(database, features, PEOPLE, AT)
    database.close()
    kinds = {form.form for form in shown.values() if not isinstance(form, Card)}
    forms = {form for feature in features for form in feature.submits}
    assert len(kinds) > len(forms) / 3, "the walk went nowhere"
    return shown


def test_every_card_and_form_of_the_program_is_one_that_teams_takes_and_is_drawn_well(
    browser: Browser, found: Mapping[str, Shown]
) -> None:
    for reader in (DUTCH, ENGLISH):
        cards = {name: drawn(shown, reader) for name, shown in found.items()}
        assert {name: wrong for name, card in cards.items() if (wrong := card_faults(card))} == {}
        page = browser.new_page(viewport={"width": 700, "height": 900})
        assert draw(page, cards) == []
        assert page.locator("section").count() == len(cards)
        assert page.locator("section", has_text=re.compile(r"\{[a-z_]+\}")).count() == 0
        if reader is DUTCH:
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
