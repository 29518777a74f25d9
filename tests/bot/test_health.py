# SPDX-License-Identifier: EUPL-1.2
"""The pages for machines say what is wrong, to who may know, and never who or what it is about."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from bot.app import App, build
from bot.clock import machine_now
from bot.health import CLOCK_SECONDS, STUCK_SECONDS
from bot.settings import Settings
from bot.web import signs, web
from commands.cards import Card
from commands.dues import Due
from commands.events import Ask, Incoming, Place, Room
from commands.people import Account
from commands.refs import Ref
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.outbox import Outbox
from storage.store import Store
from storage.vitals import tick
from tests.cast import PEOPLE, SANNE, WATERVEEN, move_in

TOKEN = "a-token-of-some-length"
HERE = ("127.0.0.1", 50000)
AWAY = ("192.0.2.7", 50000)


@pytest.fixture
def app(database: Database, tmp_path: Path) -> App:
    move_in(database)
    return build(Settings(mandaat_home=tmp_path), database)


@pytest.fixture
def gone(tmp_path: Path) -> Iterator[App]:
    """Make a program whose database is out of reach."""
    database = Database.open("postgresql://mandaat:hunter2@127.0.0.1:1/mandaat")
    yield build(Settings(mandaat_home=tmp_path), database)
    database.close()


def visit(app: App, peer: tuple[str, int] = HERE, host: str = "127.0.0.1:8000") -> TestClient:
    return TestClient(web(app), base_url=f"http://{host}", client=peer)


def ticked(app: App, seconds_ago: float = 0) -> None:
    app.database.transact(lambda c: tick(c, machine_now() - timedelta(seconds=seconds_ago)))


def waits(connection: Connection, seconds: float) -> None:
    """Let a message to Sanne wait since so many seconds."""
    then = machine_now() - timedelta(seconds=seconds)
    to = Address("slack", "T1", SANNE.id, Room.DIRECT)
    Outbox(connection, WATERVEEN.id).put(Envelope(to, Card("Besluit over de lamp")), then)


def test_with_everything_in_order_it_is_ready(app: App) -> None:
    ticked(app)
    answer = visit(app).get("/readyz")
    assert answer.status_code == 200
    body = answer.json()
    assert body["ready"]
    assert set(body["parts"]) == {"database", "migrations", "clock", "outbox"}
    assert all(part["ok"] for part in body["parts"].values())


def failing(app: App) -> dict[str, str]:
    """Return the parts that are not in order, with what is said of them."""
    answer = visit(app).get("/readyz")
    assert answer.status_code == 503
    return {name: part["detail"] for name, part in answer.json()["parts"].items() if not part["ok"]}


def test_a_clock_that_never_ticked_is_named(app: App) -> None:
    assert failing(app) == {"clock": "never ticked; start a process with run --clock"}


def test_a_clock_that_stands_still_is_named(app: App) -> None:
    ticked(app, CLOCK_SECONDS + 10)
    assert list(failing(app)) == ["clock"]


def test_a_message_that_is_stuck_is_named(app: App) -> None:
    ticked(app)
    app.database.transact(partial(waits, seconds=STUCK_SECONDS + 10))
    assert list(failing(app)) == ["outbox"]


def test_a_database_of_another_version_is_named(app: App) -> None:
    ticked(app)
    app.database.transact(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0001_house'")))
    assert "older version" in failing(app)["migrations"]


def test_a_database_out_of_reach_is_named_without_its_password(gone: App) -> None:
    assert list(failing(gone)) == ["database"]
    assert "hunter2" not in visit(gone).get("/readyz").text
    assert visit(gone).get("/healthz").text == "ok"
    assert "mandaat_database_up 0.0" in visit(gone).get("/metrics").text


@pytest.mark.parametrize("page", ["/readyz", "/metrics"])
@pytest.mark.parametrize(
    ("peer", "host", "public"),
    [
        (AWAY, "127.0.0.1:8000", ""),
        (HERE, "mandaat.example.nl", ""),
        (HERE, "127.0.0.1:8000", "https://mandaat.example.nl"),
    ],
    ids=["from another computer", "by another name", "behind a proxy"],
)
def test_without_a_token_only_this_computer_looks(
    app: App, page: str, peer: tuple[str, int], host: str, public: str
) -> None:
    settings = Settings(mandaat_home=app.settings.mandaat_home, mandaat_public_url=public)
    answer = visit(build(settings, app.database), peer, host).get(page)
    assert answer.status_code == 403
    assert "MANDAAT_MONITOR_TOKEN" in answer.text


@pytest.mark.parametrize("page", ["/readyz", "/metrics"])
def test_with_a_token_whoever_has_it_looks_and_nobody_else(app: App, page: str) -> None:
    ticked(app)
    settings = Settings(mandaat_home=app.settings.mandaat_home, mandaat_monitor_token=TOKEN)
    watched = build(settings, app.database)
    watcher = visit(watched, AWAY, "mandaat.example.nl")
    assert watcher.get(page, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    for wrong in ({}, {"authorization": f"Bearer {TOKEN}x"}, {"authorization": f"Basic {TOKEN}"}):
        assert watcher.get(page, headers=wrong).status_code == 403
    assert visit(watched).get(page).status_code == 403


def test_anybody_may_see_that_it_lives(app: App) -> None:
    assert visit(app, AWAY, "mandaat.example.nl").get("/healthz").text == "ok"


def test_a_process_that_is_only_the_clock_has_the_pages_for_machines_alone(app: App) -> None:
    ticked(app)
    clock = TestClient(signs(app), base_url="http://127.0.0.1:8000", client=HERE)
    assert {page: clock.get(page).status_code for page in ("/healthz", "/readyz", "/metrics", "/")} == {
        "/healthz": 200,
        "/readyz": 200,
        "/metrics": 200,
        "/": 404,
    }


def figures(app: App) -> dict[str, float]:
    """Return the figures by name and labels."""
    lines = visit(app).get("/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_events_are_counted_by_platform_kind_and_how_they_ended(app: App) -> None:
    account = Account("local", WATERVEEN.id, SANNE.id)
    for key, who in (("1", account), ("2", Account("local", WATERVEEN.id, "nobody"))):
        said = Ask("wie beslist over een geheime lamp van 300 euro?")
        app.dispatcher.handle(Incoming(said, who, Place("local", who.user), key))
    found = figures(app)
    assert found['mandaat_requests_total{kind="ask",outcome="answered",platform="local"}'] == 1
    assert found['mandaat_requests_total{kind="ask",outcome="refused",platform="local"}'] == 1
    assert found['mandaat_request_seconds_count{kind="ask",platform="local"}'] == 2


def test_what_waits_is_counted_by_platform_with_the_age_of_the_oldest(app: App) -> None:
    for seconds in (100, 400):
        app.database.transact(partial(waits, seconds=seconds))
    ticked(app, 30)
    found = figures(app)
    assert found['mandaat_outbox_messages{platform="slack"}'] == 2
    assert 400 <= found['mandaat_outbox_oldest_seconds{platform="slack"}'] < STUCK_SECONDS
    assert found["mandaat_clock_tick_age_seconds"] >= 30


def test_no_figure_names_a_person_or_holds_a_word_that_was_typed(app: App) -> None:
    account = Account("local", WATERVEEN.id, SANNE.id)
    said = Ask("wie beslist over een geheime lamp van 300 euro?")
    app.dispatcher.handle(Incoming(said, account, Place("local", SANNE.id), "1"))
    app.database.transact(partial(waits, seconds=5))
    page = visit(app).get("/metrics").text
    values = {value for labels in re.findall(r"\{(.*)\}", page) for value in re.findall(r'"([^"]*)"', labels)}
    assert values
    private = {word for p in PEOPLE for word in (p.id, p.name, p.email)} | {WATERVEEN.id, WATERVEEN.name, "lamp"}
    assert [(word, page) for word in private if word in page] == []


def test_what_the_clock_should_have_done_is_counted_with_how_far_it_is_behind(app: App) -> None:
    yesterday = machine_now() - timedelta(days=1)
    late = Due("lamps.remind", Ref("lamps", "1"), yesterday.date(), yesterday.time())
    app.database.transact(lambda c: Store(c, WATERVEEN).dues.plan(late))
    found = figures(app)
    assert found["mandaat_due_rows_overdue"] == 1
    assert found["mandaat_clock_lag_seconds"] > 3600
    app.ticker.tick()
    assert figures(app)['mandaat_due_rows_total{outcome="retried"}'] == 1
