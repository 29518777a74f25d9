# SPDX-License-Identifier: EUPL-1.2
"""A record behind its stable link: opened by a personal link, once, for one person and one page."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import App, build
from bot.settings import Settings
from bot.web import web
from commands.cards import Button, Buttons, Card, Links, Paragraph
from commands.decision_rights.rights import DecisionRight
from commands.events import Context, Place, Press, Room
from commands.people import Person
from storage.database import Database
from storage.envelopes import Address, Envelope
from storage.store import Store
from tests import cast, drive, platforms

RIGHT = DecisionRight("W-1", "Werkplekhardware", cast.TEAMMANAGER, legal_basis="Mandaatbesluit art. 6")


@pytest.fixture
def app(database: Database, tmp_path: Path) -> App:
    cast.move_in(database)
    database.transact(cast.work_begins)
    database.transact(
        lambda c: Store(c, cast.WATERVEEN).decision_rights.change(
            (RIGHT,), at=cast.AT, by=cast.FATIMA.id, source="test"
        )
    )
    return build(Settings(mandaat_home=tmp_path), database, demo=True)


@pytest.fixture
def chat(app: App) -> drive.Chat:
    """Sanne asked for something and Ahmet approved it."""
    chat = drive.Chat(platforms.Local(), app.dispatcher, app.database)
    chat.says(cast.SANNE, "/itverzoek werkplekhardware")
    chat.fills(cast.SANNE, kind="hardware", problem="Te weinig <b>schermen</b>.", cost="3000")
    chat.presses(cast.AHMET, "Keur goed")
    return chat


@pytest.fixture
def browser(app: App) -> TestClient:
    return TestClient(web(app), base_url="http://127.0.0.1:8000", follow_redirects=False)


def link(chat: drive.Chat, person: Person) -> str:
    """Return the personal link that this person gets for the newest record."""
    chat.presses(person, "Open het dossier")
    card: Card = chat.cards(person)[-1]
    href = next(element.links[0].href for element in card.elements if isinstance(element, Links))
    return href.removeprefix("http://127.0.0.1:8000")


def test_a_personal_link_opens_the_record_with_what_was_decided(chat: drive.Chat, browser: TestClient) -> None:
    opened = browser.get(link(chat, cast.SANNE))
    assert opened.status_code == 303
    page = browser.get(opened.headers["location"])
    assert page.status_code == 200
    for said in ("ITV-", "Teammanager I&amp;A", "Ahmet Demir", "Mandaatbesluit art. 6", "&lt;b&gt;schermen&lt;/b&gt;"):
        assert said in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "<button" not in page.text


def test_a_personal_link_works_once(chat: drive.Chat, browser: TestClient) -> None:
    personal = link(chat, cast.SANNE)
    browser.get(personal)
    again = browser.get(personal)
    assert again.status_code == 410
    assert "Deze link werkt niet meer" in again.text


def test_the_stable_link_alone_says_how_to_open_it(chat: drive.Chat, browser: TestClient) -> None:
    stable = browser.get(link(chat, cast.SANNE)).headers["location"]
    browser.cookies.clear()
    stranger = browser.get(stable)
    assert stranger.status_code == 401
    assert "Vraag ernaar in de chat" in stranger.text


def test_a_session_is_for_one_page_alone(chat: drive.Chat, browser: TestClient) -> None:
    stable = browser.get(link(chat, cast.SANNE)).headers["location"]
    cookie = browser.cookies.get("mandaat_page", path=stable)
    other = browser.get("/records/requests/ITV-2026-9999", headers={"cookie": f"mandaat_page={cookie}"})
    assert other.status_code == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "../../etc", "%00", "eyJ" * 2000])
def test_a_forged_link_opens_nothing(browser: TestClient, token: str) -> None:
    assert browser.get(f"/open/{token}").status_code in {404, 410}


def test_a_link_of_more_than_ten_minutes_ago_opens_nothing(
    chat: drive.Chat, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    personal = link(chat, cast.SANNE)
    monkeypatch.setattr("bot.links.LINK_SECONDS", -1)
    assert browser.get(personal).status_code == 410


@pytest.mark.parametrize(
    ("what", "who", "status"),
    [
        ("overview", cast.SANNE, 200),
        ("{number}", cast.SANNE, 200),
        ("{number}", cast.AHMET, 409),
        ("999999", cast.SANNE, 409),
        ("no-number", cast.SANNE, 409),
    ],
)
def test_a_message_that_a_platform_has_no_room_for_is_read_whole_by_whom_it_was_written_to(
    app: App, browser: TestClient, what: str, who: Person, status: int
) -> None:
    to = Address("slack", "T1", "U1", Room.DIRECT, cast.SANNE.id)
    card = Card(
        "Lang bericht", (Paragraph("De laatste regel."), Buttons((Button("Akkoord", Press("requests.approve")),)))
    )
    number = app.database.transact(lambda c: Store(c, cast.WATERVEEN).outbox.put(Envelope(to, card), cast.AT))
    context = Context(who, cast.WATERVEEN, cast.AT, Place("slack", "U1"))
    path = f"/records/house/{what.format(number=number)}"
    personal = app.database.transact(lambda c: app.links.personal(context, Store(c, cast.WATERVEEN), path))
    page = browser.get(browser.get(personal.removeprefix("http://127.0.0.1:8000")).headers["location"])
    assert page.status_code == status
    assert ("De laatste regel." in page.text) is (status == 200 and what != "overview")
    assert "<button" not in page.text
