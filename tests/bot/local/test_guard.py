# SPDX-License-Identifier: EUPL-1.2
"""The pages are for this computer and this page alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import App
from bot.local.guard import HEADERS
from bot.settings import Settings
from bot.web import web
from commands.feature import Feature
from storage.database import Database
from tests.bot.local.office import program

SANNE = "/chat/say?as=sanne-de-vries&in=direct&lang=nl"
DOORS = [SANNE, "/chat/press", "/chat/submit", "/chat/clock", "/chat/gallery"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_this_computer_is_answered_by_its_own_names(visitor: TestClient, host: str) -> None:
    assert visitor.get("/chat", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4", "", "[", "localhost.:x"])
def test_a_name_elsewhere_that_leads_here_is_refused(visitor: TestClient, host: str) -> None:
    answer = visitor.get("/chat", headers={"host": host})
    assert answer.status_code == 421
    assert "no login" in answer.text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"},
    ],
)
def test_another_page_can_post_nothing(visitor: TestClient, door: str, headers: dict[str, str]) -> None:
    answer = visitor.post(door, data={"words": "wie beslist hier?"}, headers=headers)
    assert answer.status_code == 403
    assert "wie beslist hier?" not in visitor.get(SANNE.replace("/say", "")).text.split('role="log"')[1]


def test_our_own_page_can_post(visitor: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin", "accept": "application/json"}
    assert visitor.post(SANNE, data={"words": "wie beslist?"}, headers=headers).json() == {}


def test_every_answer_says_what_a_browser_may_load(visitor: TestClient) -> None:
    for path in ("/chat", "/chat/gallery", "/chat/static/style.css", "/nowhere", "/healthz"):
        answer = visitor.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_page_holds_script_or_style_of_its_own_or_asks_another_computer(visitor: TestClient) -> None:
    for path in ("/chat?as=sanne-de-vries", "/chat/gallery", "/nowhere"):
        text = visitor.get(path).text
        assert "<script>" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert 'src="http' not in text
        assert 'rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("declared", [True, False])
def test_more_than_a_megabyte_is_refused_in_words(visitor: TestClient, declared: bool) -> None:  # noqa: FBT001 - a case
    body = b"words=" + b"x" * 1_200_000
    content = body if declared else iter([body[:700_000], body[700_000:]])
    headers = {"content-type": "application/x-www-form-urlencoded", "accept-language": "nl"}
    answer = visitor.post(SANNE, content=content, headers=headers)
    assert answer.status_code == 413
    assert "Dat is te groot" in answer.text
    assert "That is too large" in answer.text


def test_without_the_sample_there_is_no_local_page(app: App) -> None:
    served = TestClient(web(program(app.database, app.settings, demo=False)), base_url="https://mandaat.example")
    assert served.get("/chat").status_code == 404
    assert served.get("/chat/gallery").status_code == 404
    assert "Mandaat is running" in served.get("/", headers={"accept-language": "en"}).text


def test_an_unknown_page_is_told_in_both_languages(visitor: TestClient) -> None:
    answer = visitor.get("/nowhere", headers={"accept-language": "fr, en;q=0.5"})
    assert answer.status_code == 404
    assert '<html lang="en">' in answer.text
    assert "This page does not exist" in answer.text
    assert "Deze pagina bestaat niet" in answer.text


def test_without_people_the_page_says_what_to_do(sqlite_url: str, tmp_path: Path) -> None:
    empty = program(Database.open(sqlite_url), Settings(mandaat_home=tmp_path))
    answer = TestClient(web(empty), base_url="http://localhost").get("/chat?lang=en")
    assert answer.status_code == 409
    assert "There is nobody to be yet." in answer.text
    empty.database.close()


def test_a_database_out_of_reach_is_told_in_words(tmp_path: Path) -> None:
    gone = program(Database.open(f"sqlite:///{tmp_path}/nowhere/x.db"), Settings(mandaat_home=tmp_path))
    served = TestClient(web(gone), base_url="http://localhost")
    answer = served.get("/chat?lang=nl")
    assert answer.status_code == 503
    assert "Ik kan het register nu niet bereiken." in answer.text


def test_an_organisation_mounts_its_own_theme(visitor: TestClient, app: App) -> None:
    assert "theme.css" not in visitor.get("/chat").text
    assert visitor.get("/chat/theme.css").status_code == 404
    (app.settings.mandaat_home / "theme.css").write_text(":root { --mandaat-color-accent: #123456; }")
    assert visitor.get("/chat/theme.css").headers["content-type"].startswith("text/css")
    text = visitor.get("/chat").text
    assert text.index("/chat/static/style.css") < text.index("/chat/theme.css")


def test_a_fault_in_a_page_shows_its_number_and_no_more(app: App) -> None:
    broken = replace(app, features=(Feature("broken", waiting=_break),))
    client = TestClient(web(broken), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/chat", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert "Tell the administrator this number:" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def _break(*_anything: object) -> int:
    raise ZeroDivisionError
