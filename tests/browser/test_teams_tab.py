# SPDX-License-Identifier: EUPL-1.2
"""The tab in a page that plays Teams: Microsoft's own script asks who looks, the overview appears, a form opens."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.looking import faults
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_stage import Stage, moved_in
from tests.fakes.teams_tenant import CLIENT

#: Where Teams is: its script speaks with no other page around it.
TEAMS = "https://teams.microsoft.com/"
OURS = "https://mandaat.example"
#: What Teams answers to its own script: who looks, in which theme; and it keeps the dialogs that are asked for.
HOST = """<!doctype html><html lang="nl"><title>Teams</title><main><h1>Teams</h1>
<iframe title="Mandaat" src="%(tab)s" width="800" height="640"></iframe></main><script>
const token = %(token)s, theme = %(theme)s;
window.opened = [];
const answers = {
  initialize: () => ["content", "web", JSON.stringify({ apiVersion: 4, isLegacyTeams: false,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    supports: { dialog: { card: { bot: {} }, url: { bot: {} } } } }), "2.0.0"],
  getContext: () => [{ theme, locale: "nl-nl", entityId: "home", frameContext: "content" }],
  "authentication.getAuthToken": () => token ? [true, token] : [false, "CancelledByUser"],
  "tasks.startTask": (asked) => { window.opened.push(asked[0]); },
};
addEventListener("message", ({ data, source, origin }) => {
  const args = answers[data.func]?.(data.args);
  if (args) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
});
</script>"""


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    running = Loop()
    yield running
    running.stop()


@pytest.fixture
def stage(loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Give the cast a tenant, of which it can be told who looks."""
    with moved_in(loop, sqlite_url, tmp_path) as running:
        loop.until(lambda: running.app.teams and running.app.teams.recognises)
        yield running


def around(browser: Browser, stage: Stage, *, theme: str = "default", known: bool = True) -> Page:
    """Open Teams on the tab."""
    token = stage.cloud.visitor(teams.USER).removeprefix("Bearer ") if known else ""
    here, tab = stage.address.removesuffix("/teams/messages"), f"{OURS}/teams/tab"
    held = HOST % {"tab": tab, "token": json.dumps(token), "theme": json.dumps(theme)}
    page = browser.new_page(locale="nl-NL", viewport={"width": 840, "height": 760})
    page.route(f"{TEAMS}**", lambda route: route.fulfill(body=held, content_type="text/html"))
    # As behind the proxy of a municipality: Teams shows nothing from the computer itself.
    page.route(
        f"{OURS}/**", lambda route: route.fulfill(response=route.fetch(url=here + urlsplit(route.request.url).path))
    )
    page.set_default_timeout(PATIENCE)
    page.goto(TEAMS)
    return page


def overview(browser: Browser, stage: Stage, theme: str, ground: str) -> Page:
    """Open Teams on the tab in a theme, where the overview of who looks stands in its colours."""
    page = around(browser, stage, theme=theme)
    tab = page.frame_locator("iframe")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Jouw overzicht")
    expect(tab.locator("body")).to_have_css("background-color", ground)
    assert faults(page) == []
    return page


def test_the_overview_stands_in_teams_in_its_colours_and_a_press_opens_a_form_there(
    browser: Browser, stage: Stage
) -> None:
    for theme, ground in (("dark", "rgb(20, 25, 27)"), ("contrast", "rgb(0, 0, 0)")):
        overview(browser, stage, theme, ground)
    page = overview(browser, stage, "default", "rgb(246, 245, 241)")
    tab = page.frame_locator("iframe")
    tab.get_by_role("button", name="Nieuw IT-verzoek").click()
    page.wait_for_function("window.opened.length === 1")
    asked = page.evaluate("window.opened[0]")
    assert asked["completionBotId"] == CLIENT
    assert json.loads(asked["card"])["type"] == "AdaptiveCard"


def test_who_cannot_be_recognised_reads_what_to_do(browser: Browser, stage: Stage) -> None:
    tab = around(browser, stage, known=False).frame_locator("iframe")
    expect(tab.get_by_role("status")).to_contain_text("Teams vertelt mij niet wie je bent")
    expect(tab.get_by_role("button", name="Probeer het nog eens")).to_be_visible()
