# SPDX-License-Identifier: EUPL-1.2
"""The private page of a round and its report: behind a link that works once, for one person, and kept by nobody."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import App, build
from bot.settings import Settings
from bot.web import web
from commands.cards import Links
from commands.people import Person
from storage.database import Database
from storage.store import Store
from tests import cast, drive, platforms
from tests.cast import AHMET, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, NAOMI, PRIYA, RUBEN, SANNE, WILLEM

BASE = "http://127.0.0.1:8000"
ROUND = "EV-2026-01"
EVERYBODY = (KEES, AHMET, MARIEKE, FATIMA, JOHAN, PRIYA, NAOMI, WILLEM)


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> App:
    database = Database.open(sqlite_url, patience=5)
    cast.move_in(database)
    database.transact(cast.work_begins)
    return build(Settings(mandaat_home=tmp_path), database, demo=True)


@pytest.fixture
def chat(app: App) -> drive.Chat:
    """Let a round be open."""
    chat = drive.Chat(platforms.Local(), app.dispatcher, app.database, app.features)
    chat.says(RUBEN, "/evaluatie start")
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(cast.DAY.replace(day=3))
    return chat


@pytest.fixture
def browser(app: App) -> TestClient:
    return TestClient(web(app), base_url=BASE, follow_redirects=False)


def visit(chat: drive.Chat, browser: TestClient, person: Person, label: str) -> str:
    """Open the personal link behind a button, and return the address of the page."""
    chat.presses(person, label)
    href = next(e.links[0].href for e in chat.cards(person)[-1].elements if isinstance(e, Links))
    opened = browser.get(href.removeprefix(BASE))
    assert opened.status_code == 303
    return str(opened.headers["location"])


def typed(answer: str, *, without: str = "", words: str = "") -> dict[str, str]:
    """Return what a browser posts."""
    from commands.evaluations.instrument import STATEMENTS  # noqa: PLC0415 - here alone

    given = {f"field.q_{q.key}": answer for q in STATEMENTS if q.key != without}
    return {**given, "field.q_grade": "8", "field.q_words": words, "key": "0" * 32}


def answered(chat: drive.Chat) -> int:
    """Return how many ballots are in the box."""

    def count(store: Store) -> int:
        round_ = store.evaluations.round(ROUND)
        assert round_
        return len(store.evaluations.ballots(round_)[0])

    return chat.arranges(count)


def test_the_page_shows_every_question_and_why_it_is_anonymous(chat: drive.Chat, browser: TestClient) -> None:
    page = browser.get(visit(chat, browser, KEES, "Op een eigen pagina"))
    assert page.status_code == 200
    assert "Zo blijven je antwoorden anoniem" in page.text
    assert page.text.count("<fieldset") == 12
    assert "Weet ik niet" in page.text
    assert page.headers["cache-control"] == "no-store"


def test_what_is_sent_counts_once_however_often_the_browser_sends_it(chat: drive.Chat, browser: TestClient) -> None:
    path = visit(chat, browser, KEES, "Op een eigen pagina")
    for _ in range(2):
        assert browser.post(path, data=typed("4")).status_code == 303
    assert "Dank je wel, je antwoorden tellen mee" in browser.get(path).text
    assert answered(chat) == 1
    chat.deliver()
    assert chat.reads(KEES).startswith("Dank je wel")


def test_what_is_missing_is_said_beside_its_question_and_nothing_is_lost(chat: drive.Chat, browser: TestClient) -> None:
    path = visit(chat, browser, KEES, "Op een eigen pagina")
    page = browser.post(path, data=typed("5", without="goals", words="Zie www.voorbeeld.nl"))
    assert page.status_code == 422
    assert "Er staat een link in." in page.text
    assert "Zie www.voorbeeld.nl" in page.text
    assert page.text.count(" checked") == 11
    assert answered(chat) == 0


def test_what_is_kept_for_later_stands_on_the_page_again(chat: drive.Chat, browser: TestClient) -> None:
    path = visit(chat, browser, KEES, "Op een eigen pagina")
    kept = browser.post(f"{path}?pause=1", data=typed("2", without="value"))
    assert kept.status_code == 303
    assert "Wat je invulde is bewaard." in browser.get(kept.headers["location"]).text
    assert answered(chat) == 0
    assert browser.get(path).text.count(" checked") == 11


def test_nobody_else_opens_the_page_and_no_other_site_sends_it(chat: drive.Chat, browser: TestClient, app: App) -> None:
    path = visit(chat, browser, KEES, "Op een eigen pagina")
    stranger = TestClient(web(app), base_url=BASE, follow_redirects=False)
    assert stranger.get(path).status_code == 401
    assert stranger.post(path, data=typed("1")).status_code == 401
    elsewhere = browser.post(path, data=typed("1"), headers={"origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    assert answered(chat) == 0


def test_after_closing_the_page_says_so(chat: drive.Chat, browser: TestClient) -> None:
    path = visit(chat, browser, KEES, "Op een eigen pagina")
    chat.day_becomes(cast.DAY.replace(day=18))
    page = browser.get(path)
    assert page.status_code == 409
    assert "Deze evaluatie sloot op" in page.text


def test_the_report_has_a_picture_a_table_and_an_export_of_the_same_figures(
    chat: drive.Chat, browser: TestClient
) -> None:
    for person in EVERYBODY:
        chat.presses(person, "Alles in één formulier")
        chat.fills(person, **dict.fromkeys((f.name for f in chat.opened[person.id].fields), "4") | {"q_words": "=1+1"})
    chat.day_becomes(cast.DAY.replace(day=18))
    chat.says(SANNE, "/evaluatie uitslag")
    path = visit(chat, browser, SANNE, "Open het rapport")
    page = browser.get(path)
    assert 'role="img"' in page.text
    assert "Gemiddelden van 1 tot en met 5." in page.text
    assert '<th scope="row">Vertrouwen</th>' in page.text
    assert "<td>16</td>" in page.text, "of eight people each, to two statements"
    export = browser.get(f"{path}?as=csv")
    assert export.headers["content-type"].startswith("text/csv")
    assert "Onderwerp;trust;Vertrouwen;Trust;;;4,0;0;0;0;0;16;0;" in export.text, "as a Dutch spreadsheet opens it"
    assert "'=1+1" in export.text, "a spreadsheet does not run it"
    assert "Kees" not in export.text
    printed = browser.get(f"{path}?as=pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert b"/Image" in printed.content, "the picture is in it"


def test_who_reads_english_gets_the_report_in_english(chat: drive.Chat, browser: TestClient) -> None:
    for person in EVERYBODY:
        chat.presses(person, "Alles in één formulier")
        chat.fills(person, **dict.fromkeys((f.name for f in chat.opened[person.id].fields), "4") | {"q_words": ""})
    chat.day_becomes(cast.DAY.replace(day=18))
    chat.says(LOTTE, "/evaluation results")
    page = browser.get(visit(chat, browser, LOTTE, "Open the report"))
    assert "What came out of the evaluation of quarter 1 of 2026" in page.text
    assert "Business and IT work towards the same goals" in page.text
