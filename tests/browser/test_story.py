# SPDX-License-Identifier: EUPL-1.2
"""The whole story as a newcomer lives it, in both languages: ask who decides, request it, decide, hear of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.app import App, build
from bot.language import Localizer
from bot.settings import Settings
from commands.decision_rights.tabular import read_register
from commands.organisations import Organisation
from commands.text import Message
from storage.database import Database
from storage.sheets import read_rows
from storage.store import Store
from tests import cast
from tests.browser.conftest import Visit
from tests.browser.looking import faults

REGISTER = Path(__file__).parents[2] / "bot" / "sample" / "register_waterveen.csv"
WATERVEEN: Organisation = cast.WATERVEEN


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[App]:
    """Build the real program, with the register of Waterveen."""
    database = Database.open(sqlite_url)
    cast.move_in(database)
    database.transact(cast.work_begins)
    sheet = read_rows(REGISTER.read_bytes(), REGISTER.name)
    rights = read_register(sheet.header, sheet.rows, sheet.header_row).rights
    database.transact(
        lambda c: Store(c, WATERVEEN).decision_rights.change(rights, at=cast.AT, by=cast.FATIMA.id, source="test")
    )
    yield build(Settings(mandaat_home=tmp_path, mandaat_database_url=sqlite_url), database, demo=True)
    database.close()


@pytest.mark.parametrize(
    ("language", "question"),
    [("nl", "wie beslist over laptops van 8.000 euro?"), ("en", "who decides on laptops of 8,000 euro?")],
)
def test_a_newcomer_asks_requests_and_decides(visit: Visit, language: str, question: str) -> None:
    reader = Localizer(language, WATERVEEN.zone)

    def said(sentence: str, **values: str) -> str:
        return reader.say(Message(sentence, tuple(values.items())))

    page = visit(f"/chat?as=sanne-de-vries&lang={language}")
    log = page.get_by_role("log")
    page.get_by_label(said("Message"), exact=True).fill(question)
    page.get_by_role("button", name=said("Send"), exact=True).click()
    answer = log.get_by_role("article").last
    expect(answer).to_contain_text("Teammanager I&A")
    expect(answer).to_contain_text("Ahmet Demir")
    answer.get_by_role("button", name=said("Submit a request")).click()

    dialog = page.get_by_role("dialog", name=said("IT request"))
    dialog.get_by_role("button", name=said("Send in")).click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    dialog.get_by_label(said("What kind of request is it?")).select_option(label=said("hardware or workplace"))
    dialog.get_by_label(said("Title"), exact=True).fill("Acht laptops voor de wijkteams")
    dialog.get_by_label(said("Which problem does it solve, and for whom?")).fill("De oude gaan stuk.")
    dialog.get_by_label(said("Estimated costs, excl. VAT")).fill("8k")
    dialog.get_by_role("button", name=said("Send in")).click()
    expect(dialog).to_be_hidden()
    expect(log).to_contain_text("Acht laptops voor de wijkteams")
    assert faults(page) == []

    page.get_by_role("link", name=said("Go on as {name}", name="Ahmet Demir")).first.click()
    expect(page.get_by_label(said("You are"))).to_have_value("ahmet-demir")
    card = page.get_by_role("article").filter(has_text="Acht laptops voor de wijkteams").last
    card.get_by_role("button", name=said("Approve")).first.click()
    expect(card.get_by_role("button", name=said("Approve"))).to_have_count(0)
    page.get_by_role("link", name=said("Go on as {name}", name="Sanne de Vries")).first.click()
    expect(page.get_by_role("log")).to_contain_text("Ahmet Demir")
    expect(page.get_by_role("log")).to_contain_text(said("Approved"))


def test_a_form_that_is_closed_or_left_is_found_again_as_a_draft(visit: Visit) -> None:
    page = visit("/chat?as=sanne-de-vries&lang=nl")
    log, dialog = page.get_by_role("log"), page.get_by_role("dialog", name="IT-aanvraag")

    def begin(words: str) -> None:
        page.get_by_label("Bericht", exact=True).fill(words)
        page.get_by_role("button", name="Verstuur", exact=True).click()
        expect(dialog).to_be_visible()

    begin("/itverzoek een lamp")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    begin("/itverzoek een laptop")
    dialog.get_by_label("Welk probleem").fill("De oude is stuk.")
    page.keyboard.press("Escape")
    expect(log.get_by_role("article").last).to_contain_text("Je concept “Een laptop” is bewaard")
    log.get_by_role("button", name="Verder").click()
    expect(dialog.get_by_label("Welk probleem")).to_have_value("De oude is stuk.")
    dialog.get_by_label("Welk doel").fill("Snel werken.")
    dialog.get_by_role("button", name="Annuleer").click()
    expect(dialog).to_be_hidden()
    log.get_by_role("button", name="Verder").click()
    expect(dialog.get_by_label("Welk doel")).to_have_value("Snel werken.")
    page.keyboard.press("Escape")

    begin("/itverzoek een scherm")
    dialog.get_by_label("Welk probleem").fill("Ik zie het niet.")
    page.reload()
    expect(log.get_by_role("article").last).to_contain_text("Je concept “Een scherm” is bewaard")
    expect(log).not_to_contain_text("“Een lamp”")

    begin("/itverzoek")
    expect(dialog.get_by_label("Titel", exact=True)).to_have_value("Een scherm")
    assert faults(page) == []
    dialog.get_by_label("Wat voor aanvraag").select_option(index=1)
    dialog.get_by_role("button", name="Dien in").click()
    expect(dialog).to_be_hidden()
    expect(log).to_contain_text("Je concept is ingediend")
    expect(log.get_by_role("button", name="Verder")).to_have_count(1)


def test_without_script_a_form_that_is_closed_is_kept_too(visit: Visit) -> None:
    page = visit("/chat?as=sanne-de-vries&lang=nl", script=False)
    page.get_by_label("Bericht", exact=True).fill("/itverzoek een laptop")
    page.get_by_role("button", name="Verstuur", exact=True).click()
    page.get_by_label("Welk probleem").fill("De oude is stuk.")
    page.get_by_role("button", name="Annuleer").click()
    expect(page.get_by_role("log")).to_contain_text("Je concept “Een laptop” is bewaard")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("Welk probleem")).to_have_value("De oude is stuk.")
