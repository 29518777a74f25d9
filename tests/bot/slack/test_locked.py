# SPDX-License-Identifier: EUPL-1.2
"""While nothing can be stored, nothing is acknowledged: people read so where they look, and Slack tries again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.slack import modals
from storage.database import Database
from storage.organisation import Organisations
from tests import cast
from tests.fakes import slack as said
from tests.fakes.serving import Loop
from tests.fakes.slack_stage import Stage, staged
from tests.fakes.slack_workspace import Json

SANNE = "USANNE"
GONE = "Ik kan het register nu niet bereiken."


@pytest.fixture
def stage(loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Run a program that waits for its database only shortly, and in which Sanne has a form open."""
    database = Database.open(sqlite_url, patience=0.2)
    cast.move_in(database)
    database.transact(lambda c: Organisations(c).link_tenant("slack", said.TEAM, cast.WATERVEEN.id))
    with staged(loop, database, tmp_path, "http") as running:
        running.slack.space.joins(SANNE, cast.SANNE.email, cast.SANNE.name)
        running.slack.space.trigger_seconds = 60
        running.brings("slash_commands", command(running))
        yield running
    database.close()


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Let another program hold the database."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"))
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def test_a_command_is_answered_with_what_is_the_matter(stage: Stage, sqlite_url: str) -> None:
    with locked(sqlite_url):
        answer = stage.brings("slash_commands", command(stage))
    said_there = answer.body["text"] if isinstance(answer.body, dict) else answer.body
    assert answer.status == 200
    assert said_there.startswith(GONE)


def test_a_form_stays_open_with_all_that_was_typed_and_can_be_sent_in_again(stage: Stage, sqlite_url: str) -> None:
    (view,) = stage.slack.space.views.values()
    choices = {b["block_id"]: 0 for b in view["blocks"] if b["type"] == "input" and "options" in b["element"]}
    typed: dict[str, str | int] = {"subject": "Vier laptops", "problem": "De oude zijn op.", "cost": "4.000", **choices}
    sent = {**said.submit({k: v for k, v in view.items() if k != "user"}, typed), **by(stage)}
    with locked(sqlite_url):
        answer = stage.brings("interactive", sent)
        assert answer.body["response_action"] == "errors"
        assert next(iter(answer.body["errors"].values())).startswith(GONE)
    assert stage.brings("interactive", sent).body in ("", None)


@pytest.mark.parametrize("patience", [modals.PATIENCE_SECONDS, 0.01], ids=["at-once", "after-saying-to-wait"])
def test_a_button_says_so_in_a_small_window(
    stage: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr(modals, "PATIENCE_SECONDS", patience)
    monkeypatch.setattr(modals, "OPEN_SECONDS", 30)
    open_already = len(stage.slack.space.views)
    button = {"type": "button", "action_id": "house.ask#1", "text": said.plain("Help"), "value": '{"words":"/it"}'}
    message = {"text": "Help", "blocks": [{"type": "actions", "elements": [button]}]}
    with locked(sqlite_url):
        assert stage.brings("interactive", {**said.press(message, button), **by(stage)}).status == 200
    (newest,) = list(stage.slack.space.views.values())[open_already:]
    assert newest["blocks"][0]["text"]["text"].startswith(GONE)


def test_a_message_is_brought_again_by_slack_and_then_answered(stage: Stage, sqlite_url: str) -> None:
    asked = {**said.event("message", "help", user=SANNE), "event_id": "EvLocked"}
    with locked(sqlite_url):
        assert stage.brings("events_api", asked).status == 503
    assert stage.brings("events_api", asked, retry=1).status == 200
    stage.until(lambda: stage.slack.space.messages)


def command(stage: Stage) -> Json:
    return {**said.command("/itverzoek", ""), "user_id": SANNE, "trigger_id": stage.slack.space.trigger(SANNE)}


def by(stage: Stage) -> Json:
    return {"user": {"id": SANNE, "team_id": said.TEAM}, "trigger_id": stage.slack.space.trigger(SANNE)}
