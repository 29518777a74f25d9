# SPDX-License-Identifier: EUPL-1.2
"""The log says what went wrong and where, to a machine or to a reader, and nothing that is secret or about a person."""

import logging
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App, build
from bot.clock import machine_now
from bot.redaction import LEFT_OUT
from bot.settings import Settings
from commands.errors import Refused
from commands.events import Ask, Context, Incoming, Place
from commands.feature import Feature
from commands.people import Account
from commands.replies import Reply
from storage.database import Database, DatabaseUnusable
from tests.bot.logged import logged
from tests.cast import SANNE, WATERVEEN, move_in, work_begins

ours = logging.getLogger("bot.somewhere")
theirs = logging.getLogger("aiohttp.client")
SENTENCE = "Sanne de Vries vraagt om een rode lamp"

SECRETS = [
    "sanne.de.vries@waterveen.example",
    "xoxb-123456789012-abcdefghijkl",
    "xapp-1-A012-345-abcdef",
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzYW5uZSJ9.c2lnbmF0dXJl",
    "Bearer abcdef0123456789",
    "client_secret=hunter2hunter2",
    '{"password": "hunter2hunter2"}',
    "postgresql://mandaat:hunter2hunter2@db.waterveen.example/mandaat",
    "https://mandaat.example.nl/open/WyJzYW5uZSJd.aBcDeF.x_Yz-1",
    "NL91ABNA0417164300",
    "123456782",
]
#: What must be gone of each of them.
TELLING = ["sanne", "xoxb-", "xapp-", "eyJ", "abcdef0123", "hunter2", "WyJzYW5", "NL91", "123456782"]


class Worded(Refused):
    """This cannot be done on {day}."""


def fail(words: str) -> None:
    """Fail with these words."""
    raise ValueError(words)


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> App:
    database = Database.open(sqlite_url)
    move_in(database)
    database.transact(work_begins)
    return build(Settings(mandaat_home=tmp_path), database)


def test_a_line_is_an_object_with_the_moment_the_level_and_the_sentence() -> None:
    before = machine_now()
    with logged() as log:
        ours.warning("%s of %s are late", 3, "rule.one")
    [line] = log.lines
    assert before <= datetime.fromisoformat(line.pop("at"))
    assert line == {"level": "warning", "logger": "bot.somewhere", "event": "3 of rule.one are late"}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("logger", [ours, theirs], ids=["ours", "a library's"])
def test_no_secret_gets_through(logger: logging.Logger, secret: str) -> None:
    with logged() as log:
        logger.warning(f"It says {secret} here")  # noqa: G004 - what must not get through either
        logger.warning("It says %s here", secret)
        logger.warning("It says %(what)s here", {"what": secret})
        logger.warning("More", extra={"what": [secret], "deep": {"in": secret}})
        try:
            fail(secret)
        except ValueError:
            logger.exception("It failed")
    assert [word for word in TELLING if word in log.text] == []
    assert len(log.lines) == 5


@given(st.text(min_size=2).filter(lambda words: " " in words.strip() or not words.isascii()))
def test_no_words_that_somebody_typed_get_through(words: str) -> None:
    with logged() as log:
        ours.warning("someone said %s", words)
    assert log.lines[0]["event"] == f"someone said {LEFT_OUT}"


def test_an_error_is_told_by_its_kind_and_places_without_its_words() -> None:
    with logged() as log:
        try:
            try:
                fail(SENTENCE)
            except ValueError as cause:
                raise RuntimeError(SENTENCE) from cause
        except RuntimeError:
            ours.exception("bug %s", "a1b2")
    outer, inner = log.lines[0]["error"]
    assert (outer["kind"], inner["kind"]) == ("RuntimeError", "ValueError")
    assert inner["at"][-1].startswith("bot/test_logs.py:")
    assert "Sanne" not in log.text


def test_sentences_of_our_own_stay() -> None:
    with logged() as log:
        for error in (DatabaseUnusable("/data/mandaat.db", "disk I/O error"), Worded(day=SENTENCE)):
            ours.error("failed", exc_info=error)
    database, refused = (line["error"][0]["text"] for line in log.lines)
    assert database == "The database at /data/mandaat.db cannot be used: disk I/O error."
    assert refused == "This cannot be done on {day}."


def test_what_a_library_says_keeps_its_first_line_without_quotations() -> None:
    with logged() as log:
        theirs.warning(f"Task failed: <Task exception=ValueError('{SENTENCE}')>\nin {SENTENCE}")
    assert log.lines[0]["event"] == f"Task failed: <Task exception=ValueError({LEFT_OUT})>"


def test_a_reader_gets_one_line_with_the_places_of_an_error_below_it() -> None:
    with logged(demo=True) as log:
        ours.info("not for a reader")
        try:
            fail(SENTENCE)
        except ValueError:
            ours.exception("bug %s", "a1b2", extra={"correlation": "c3d4"})
    first, kind, _outer, place = log.text.splitlines()
    assert first.endswith("error: bug a1b2 (correlation=c3d4)")
    assert kind == "    ValueError"
    assert "test_logs.py" in place


def answer(_ask: Ask, _context: Context, _store: object) -> Reply:
    """Fail with the words of a person."""
    ours.warning("on the way")
    raise ValueError(SENTENCE)


def test_every_line_of_an_event_carries_the_number_that_the_person_gets(app: App) -> None:
    app.dispatcher._routes = type(app.dispatcher._routes)((Feature("bad", guess=answer),))  # noqa: SLF001 - one bad feature
    with logged() as log:
        place = Place("local", SANNE.id)
        ack = app.dispatcher.handle(Incoming(Ask("lamp"), Account("local", WATERVEEN.id, SANNE.id), place, "1"))
    assert [line["event"] for line in log.lines] == ["on the way", f"bug {ack.correlation}", "event on local, ask: bug"]
    assert {line["correlation"] for line in log.lines} == {ack.correlation}
    assert SENTENCE not in log.text
