# SPDX-License-Identifier: EUPL-1.2
"""The local page in a real browser: dialogs, what arrives by itself, the keyboard, narrow and dark, and axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import OUTLINED, faults, file, focused, sideways

SANNE = "/chat?as=sanne-de-vries&in=direct&lang=nl"
MARIEKE = "/chat?as=marieke-bakker&in=direct&lang=nl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_in_use(visit: Visit, scheme: str) -> None:
    page = visit(SANNE, scheme=scheme)
    assert faults(page) == []
    file(page)
    page.get_by_label("Bericht").fill("wie beslist over lampen?")
    page.get_by_label("Bericht").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Marieke: wie beslist over lampen?")
    expect(page.get_by_role("complementary")).to_contain_text("Ga verder als Marieke Bakker")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_dialog_with_faults(visit: Visit, scheme: str) -> None:
    page = visit(SANNE, scheme=scheme)
    page.get_by_label("Bericht").fill("/itverzoek lamp")
    page.get_by_label("Bericht").press("Enter")
    dialog = page.get_by_role("dialog", name="New request")
    dialog.get_by_role("button", name="Hand in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Eén ding klopt nog niet")
    expect(dialog.get_by_label("What do you need?")).to_have_value("lamp")
    assert faults(page) == []
    dialog.get_by_role("alert").get_by_role("link").click()
    expect(dialog.get_by_label("Why?")).to_be_focused()
    expect(dialog.get_by_label("Why?")).to_have_accessible_description("Vul dit in.")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1600), ("dark", 320)])
def test_axe_finds_nothing_in_the_gallery(visit: Visit, scheme: str, width: int) -> None:
    page = visit("/chat/gallery?lang=nl", scheme=scheme, width=width)
    assert faults(page) == []
    assert not sideways(page)
    page.get_by_role("button", name="Keur goed").first.click()
    expect(page.locator("pre")).to_contain_text('"action": "gallery.approve"')


@pytest.mark.parametrize("path", [SANNE, f"{SANNE}&tour=1", "/chat?lang=en"])
def test_nothing_scrolls_sideways_at_320_pixels(visit: Visit, path: str) -> None:
    page = visit(path, width=320, height=600)
    assert not sideways(page)
    page.get_by_text("Menu").click()
    expect(page.get_by_role("button", name="9:00")).to_be_visible()
    assert not sideways(page)


def test_a_card_and_a_dialog_fit_at_320_pixels(visit: Visit) -> None:
    page = visit(SANNE, width=320, height=600)
    page.get_by_label("Bericht").fill("wie beslist over " + "zaaksysteemkoppelingsbeheer" * 6)
    page.get_by_label("Bericht").press("Enter")
    page.get_by_role("log").get_by_role("button", name="File it").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not sideways(page)
    assert faults(page) == []


def test_everything_can_be_done_with_the_keyboard(visit: Visit) -> None:
    page = visit(SANNE)
    expect(page.get_by_label("Bericht")).to_be_focused()
    page.keyboard.type("wie beslist over lampen?")
    page.keyboard.press("Enter")
    button = page.get_by_role("log").get_by_role("button", name="File it")
    expect(button).to_be_visible()
    expect(page.get_by_label("Bericht")).to_have_value("")
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What do you need?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_label("What do you need?")).to_be_focused()
    page.keyboard.type("lamp")
    page.keyboard.press("Tab")
    page.keyboard.type("donker")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("log")).to_contain_text("Request: lamp")
    expect(button).to_be_focused()


def test_shift_and_enter_begin_a_new_line(visit: Visit) -> None:
    page = visit(SANNE)
    page.keyboard.type("wie beslist")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("over lampen?")
    expect(page.get_by_label("Bericht")).to_have_value("wie beslist\nover lampen?")


def test_what_has_the_focus_is_seen(visit: Visit) -> None:
    page = visit(SANNE)
    seen = 0
    while page.evaluate("document.activeElement !== document.body"):
        assert page.evaluate(OUTLINED), focused(page)
        page.keyboard.press("Shift+Tab")
        seen += 1
    assert seen > 10


def test_a_decision_reaches_an_open_page_without_a_reload(visit: Visit) -> None:
    sanne, marieke = visit(SANNE), visit(MARIEKE)
    sanne.evaluate("window.kept = true")
    file(sanne)
    expect(marieke.get_by_label("Je bent")).to_contain_text("Marieke Bakker – CIO, Portfolioboard (1 te doen)")
    card = marieke.get_by_role("article").filter(has_text="Request: een lamp")
    card.get_by_role("button", name="Approve").click()
    expect(card).to_contain_text("approved")
    expect(card.get_by_role("button")).to_have_count(0)
    expect(card).to_contain_text("bijgewerkt")
    expect(card).to_be_focused()
    expect(sanne.get_by_role("log")).to_contain_text("approved")
    expect(sanne.get_by_role("article").filter(has_text="Request: een lamp")).to_have_count(1)
    assert sanne.evaluate("window.kept")


def test_a_double_click_is_one_event_and_a_later_press_another(visit: Visit) -> None:
    page = visit(SANNE)
    page.get_by_role("button", name="wie beslist over laptops?").dblclick()
    answers = page.get_by_role("article").filter(has_text="Marieke: wie beslist over laptops?")
    expect(answers).to_have_count(1)
    page.get_by_role("button", name="wie beslist over laptops?").click()
    expect(answers).to_have_count(2)


def test_another_person_is_chosen_and_the_page_goes_on_as_that_person(visit: Visit) -> None:
    page = visit(SANNE)
    page.get_by_label("Je bent").select_option(label="Priya Ramdin – Concerncontroller, Portfolioboard")
    expect(page).to_have_url(re.compile("as=priya-ramdin"))
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("You are")).to_have_value("priya-ramdin")
    expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_role("log")).to_be_attached()


def test_going_on_as_another_leads_to_the_message(visit: Visit) -> None:
    page = visit(SANNE)
    file(page)
    page.get_by_role("link", name="Ga verder als Marieke Bakker").click()
    expect(page.get_by_label("Je bent")).to_have_value("marieke-bakker")
    expect(page.get_by_role("article").filter(has_text="Request: een lamp")).to_be_focused()


def test_the_clock_moves_to_the_next_working_day(visit: Visit) -> None:
    page = visit(SANNE)
    before = page.get_by_role("region", name="Klok").locator("time").get_attribute("datetime") or ""
    page.get_by_role("button", name="Naar de volgende werkdag, 9:00").click()
    expect(page.get_by_role("region", name="Klok")).to_contain_text("om 09:00 uur")
    assert (page.get_by_role("region", name="Klok").locator("time").get_attribute("datetime") or "") > before


def test_a_message_that_is_too_long_stays_in_the_box(visit: Visit) -> None:
    page = visit(SANNE)
    page.get_by_label("Bericht").fill("x" * 100_000)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("alert")).to_contain_text("100.000 tekens")
    expect(page.get_by_label("Bericht")).to_have_value("x" * 100_000)
    page.get_by_label("Bericht").fill("")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("alert")).to_contain_text("Typ eerst je vraag")
