# SPDX-License-Identifier: EUPL-1.2
"""What takes longer than a trigger lives: a small window says so at once, and gives way to what was asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.slack import modals
from tests.bot.slack.test_locked import locked
from tests.fakes import slack as said
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import Json

SANNE = "USANNE"


@pytest.mark.parametrize("stage", ["http"], indirect=True)
@pytest.mark.parametrize(
    ("name", "known", "then"),
    [
        ("/itverzoek", True, "IT-aanvraag"),
        ("/itverzoek", False, "IT-aanvraag"),
        ("/mijn", True, "Het antwoord staat bij je berichten."),
    ],
    ids=["form", "form-of-a-newcomer", "answer"],
)
def test_a_form_that_takes_long_is_announced_and_then_takes_that_place(
    stage: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, name: str, then: str, *, known: bool
) -> None:
    stage.slack.space.trigger_seconds = 60
    if known:
        stage.brings("slash_commands", command(stage, "/taal"))
    monkeypatch.setattr(modals, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(modals, "OPEN_SECONDS", 30)
    with ThreadPoolExecutor() as beside:
        with locked(sqlite_url):
            answer = beside.submit(stage.brings, "slash_commands", command(stage, name))
            waiting = stage.until(lambda: dict(stage.slack.space.views))
        assert answer.result().status == 200
    assert [words(view) for view in waiting.values()] == ["Een ogenblik …"]
    assert stage.slack.space.views.keys() == waiting.keys()
    (now,) = stage.slack.space.views.values()
    assert then in (now["title"]["text"], words(now)), now


def command(stage: Stage, name: str) -> Json:
    return {**said.command(name, ""), "user_id": SANNE, "trigger_id": stage.slack.space.trigger(SANNE)}


def words(view: Json) -> str:
    """Return what stands first in a modal."""
    return str(view["blocks"][0].get("text", {}).get("text", ""))
