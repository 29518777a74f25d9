# SPDX-License-Identifier: EUPL-1.2
"""A person's private calendar, and the record of a meeting as files."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from bot.__main__ import main
from bot.app import App, build
from bot.cli.meetings import read_record
from bot.settings import Settings
from bot.web import web
from commands.cards import Links
from commands.events import Context, Place
from commands.meetings.overview import one_of
from commands.meetings.record import from_json, is_whole, seal, to_json
from storage.board_decisions import decisions
from storage.boards import meetings
from storage.database import Connection, Database
from storage.store import Store
from tests import cast, drive, platforms
from tests.conversations.test_boards import decides, sets_up


def _behind_our_back(connection: Connection, record: str, verdict: str) -> None:
    """Write something else in the database than what was adopted."""
    connection.execute(update(meetings).where(meetings.c.state == "adopted").values(sealed=record))
    connection.execute(update(decisions).values(verdict=verdict))


@pytest.fixture
def app(database: Database, tmp_path: Path) -> App:
    cast.move_in(database)
    database.transact(cast.work_begins)
    return build(Settings(mandaat_home=tmp_path), database, demo=True)


@pytest.fixture
def chat(app: App) -> drive.Chat:
    """Ruben set up the portfolio board."""
    chat = drive.Chat(platforms.Local(), app.dispatcher, app.database, app.features)
    sets_up(chat)
    return chat


def _address(chat: drive.Chat) -> str:
    """Return the address that Priya got last."""
    links = [e for card in chat.cards(cast.PRIYA) for e in card.elements if isinstance(e, Links)]
    return links[-1].links[0].href.removeprefix("http://127.0.0.1:8000")


def test_a_private_address_shows_ones_meetings_until_it_is_taken_away(app: App, chat: drive.Chat) -> None:
    browser = TestClient(web(app), base_url="http://127.0.0.1:8000")
    chat.says(cast.PRIYA, "/itagenda")
    chat.presses(cast.PRIYA, "In mijn agenda")
    chat.presses(cast.PRIYA, "Volg al mijn vergaderingen")
    first = _address(chat)
    shown = browser.get(first)
    assert shown.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Portfolioboard" in shown.text
    assert shown.text.count("BEGIN:VEVENT") == 4

    chat.says(cast.PRIYA, "/itagenda")
    chat.presses(cast.PRIYA, "In mijn agenda")
    chat.presses(cast.PRIYA, "Nieuw adres")
    assert browser.get(first).status_code == 410
    second = _address(chat)
    assert browser.get(second).status_code == 200

    chat.says(cast.PRIYA, "/itagenda")
    chat.presses(cast.PRIYA, "In mijn agenda")
    chat.presses(cast.PRIYA, "Stop")
    gone = browser.get(second, headers={"Accept-Language": "nl"})
    assert gone.status_code == 410
    assert "Dit agenda-adres werkt niet meer" in gone.text


def test_one_meeting_is_a_file_for_whoever_it_is_for(app: App, chat: drive.Chat) -> None:
    browser = TestClient(web(app), base_url="http://127.0.0.1:8000")
    chat.says(cast.PRIYA, "/itagenda")
    chat.presses(cast.PRIYA, "In mijn agenda")
    link = _address(chat)
    shown = browser.get(link)
    assert shown.headers["content-type"].startswith("text/calendar")
    assert shown.text.count("BEGIN:VEVENT") == 1
    assert "UID:VG-2026-0001.waterveen@mandaat" in shown.text
    assert browser.get(link).status_code == 410
    browser.cookies.clear()
    assert browser.get(str(shown.url)).status_code == 401

    willem = Context(cast.WILLEM, cast.WATERVEEN, cast.AT, Place("local", ""))
    assert app.database.read(lambda c: one_of("VG-2026-0001", willem, Store(c, cast.WATERVEEN))) is None


def test_the_page_of_a_meeting_is_read_and_has_nothing_to_press(app: App, chat: drive.Chat) -> None:
    browser = TestClient(web(app), base_url="http://127.0.0.1:8000")
    priya, path = Context(cast.PRIYA, cast.WATERVEEN, cast.AT, Place("local", "")), "/records/meetings/VG-2026-0001"
    link = chat.arranges(lambda store: app.links.personal(priya, store, path))
    page = browser.get(link.removeprefix("http://127.0.0.1:8000")).text
    assert "Portfolioboard op 17 maart 2026" in page
    assert "<button" not in page


def test_an_adopted_record_is_exported_whole_and_a_change_shows(
    chat: drive.Chat,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chat.says(cast.WILLEM, "/itagenda")
    chat.presses(cast.WILLEM, "Stel een punt voor")
    chat.fills(cast.WILLEM, subject="Plan 2027", decision="Instemmen.")
    chat.day_becomes(date(2026, 3, 17))
    chat.says(cast.RUBEN, "/itagenda")
    chat.presses(cast.RUBEN, "Openen", chat.cards(cast.RUBEN)[-1])
    decides(chat, facts="Het plan past in de begroting.")
    chat.says(cast.RUBEN, "/itagenda")
    chat.presses(cast.RUBEN, "Maak het verslag")
    chat.fills(cast.RUBEN, notes="Kort en goed.")
    chat.presses(cast.JOHAN, "Stel het verslag vast")
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    whose = ("--organisation", "waterveen")

    for ending in ("json", "csv", "pdf"):
        assert main(["meetings", "export", "VG-2026-0001", str(tmp_path / f"verslag.{ending}"), *whose]) == 0
    assert is_whole(read_record(tmp_path / "verslag.json"))
    assert read_record(tmp_path / "verslag.csv") == read_record(tmp_path / "verslag.json")
    assert (tmp_path / "verslag.pdf").read_bytes().startswith(b"%PDF-")
    assert main(["meetings", "verify", str(tmp_path / "verslag.csv")]) == 0
    changed = (tmp_path / "verslag.json").read_text("utf-8").replace("Instemmen", "Afwijzen").replace("Kort", "Lang")
    (tmp_path / "verslag.json").write_text(changed, "utf-8")
    assert main(["meetings", "verify", str(tmp_path / "verslag.json")]) == 1
    assert "was changed after the chair adopted it" in capsys.readouterr().out
    assert main(["meetings", "verify", *whose]) == 0
    assert "1 of 1 adopted records are what the chair adopted" in capsys.readouterr().out
    sealed = chat.arranges(lambda store: getattr(store.meetings.meeting_named("VG-2026-0001"), "sealed", ""))
    longer = replace(from_json(sealed), notes="Lang en slecht.", sealed="")
    for record, verdict, finding in (
        (
            to_json(replace(longer, sealed=from_json(sealed).sealed)),
            "approved",
            "its record was changed after the chair adopted it",
        ),
        (to_json(replace(longer, sealed=seal(longer))), "approved", "its seal is not the one in the journal"),
        (sealed, "rejected", "the decisions that are kept are not those of the record"),
        ("", "approved", "its record cannot be read any more"),
    ):
        chat.database.transact(partial(_behind_our_back, record=record, verdict=verdict))
        assert main(["meetings", "verify", *whose]) == 1
        assert f"VG-2026-0001: {finding}" in capsys.readouterr().out
    assert main(["meetings", "export", "VG-2026-0099", str(tmp_path / "niets.pdf"), *whose]) == 2
