# SPDX-License-Identifier: EUPL-1.2
"""Who is in Slack and nobody of ours: the administrators hear of it once; and who leaves Slack leaves it here too."""

import pytest

from bot import plain
from commands.people import Account
from storage.codec import decode_card
from storage.journal import lines
from storage.messages import outbox
from storage.store import Store
from tests import cast
from tests.bot.readers import ENGLISH
from tests.fakes import slack as said
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import Json

SANNE, STRANGER = "USANNE", "USTRANGER"


@pytest.mark.parametrize(
    ("email", "beside", "why"),
    [
        (cast.JOHAN.email, {"is_restricted": True}, "It is a guest, a bot"),
        (cast.JOHAN.email, {"team_id": "T0ELSEWHERE"}, "somebody of another workspace"),
        (cast.JOHAN.email, {"is_email_confirmed": False}, "no confirmed e-mail address"),
        ("nobody@waterveen.example", {}, "Nobody in the directory has this e-mail address"),
    ],
)
def test_the_administrators_hear_once_who_was_not_matched_and_why(
    stage: Stage, email: str, beside: Json, why: str
) -> None:
    stage.slack.space.joins(STRANGER, email, "Kim de Boer", **beside)
    for _time in range(2):
        assert stage.brings("slash_commands", command(stage, STRANGER)).status == 200
    (told,) = to_administrator(stage)
    assert "Kim de Boer" in told
    assert f"{said.TEAM}/{STRANGER}" in told
    assert why in told


@pytest.mark.parametrize("posted_alone", [False, True])
def test_the_administrators_hear_nothing_of_who_is_matched(stage: Stage, *, posted_alone: bool) -> None:
    stage.slack.posted_alone = posted_alone
    stage.brings("slash_commands", command(stage, SANNE))
    assert to_administrator(stage) == []
    assert platforms(stage) == ["local", "slack"]


def test_an_account_that_is_deactivated_is_let_go_of(stage: Stage) -> None:
    stage.brings("slash_commands", command(stage, SANNE))
    assert platforms(stage) == ["local", "slack"]
    changes(stage)
    assert platforms(stage) == ["local", "slack"]
    changes(stage, deleted=True)
    changes(stage, deleted=True)
    assert platforms(stage) == ["local"]
    acts = [line.action for line in stage.app.database.read(lambda c: list(lines(c)))]
    assert acts.count("organisation.unmatch") == 1


def test_an_account_that_is_in_use_again_is_matched_again(stage: Stage) -> None:
    stage.brings("slash_commands", command(stage, SANNE))
    changes(stage, deleted=True)
    stage.brings("slash_commands", command(stage, SANNE))
    assert platforms(stage) == ["local", "slack"]


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
def test_who_becomes_a_guest_is_let_go_of_and_matched_again_as_a_member(stage: Stage, kind: str) -> None:
    stage.brings("slash_commands", command(stage, SANNE))
    stage.slack.space.joins(SANNE, cast.SANNE.email, cast.SANNE.name, **{kind: True})
    changes(stage, **{kind: True})
    stage.brings("slash_commands", command(stage, SANNE))
    assert platforms(stage) == ["local"]
    (told,) = to_administrator(stage)
    assert "It is a guest, a bot" in told
    stage.slack.space.joins(SANNE, cast.SANNE.email, cast.SANNE.name)
    changes(stage)
    stage.brings("slash_commands", command(stage, SANNE))
    assert platforms(stage) == ["local", "slack"]


def test_a_guest_keeps_the_account_that_an_administrator_gave(stage: Stage) -> None:
    account = Account("slack", said.TEAM, SANNE)
    stage.app.database.transact(lambda c: Store(c, cast.WATERVEEN).people.add_account(cast.SANNE, account))
    changes(stage, is_restricted=True)
    assert platforms(stage) == ["local", "slack"]
    changes(stage, deleted=True)
    assert platforms(stage) == ["local"]


def changes(stage: Stage, **now: bool) -> None:
    user = {"id": SANNE, "team_id": said.TEAM, "deleted": False, "profile": {}, **now}
    event = {**said.event("x", ""), "event": {"type": "user_change", "user": user, "event_ts": "1.1"}}
    assert stage.brings("events_api", event).status == 200


def command(stage: Stage, user: str) -> Json:
    return {**said.command("/mijn", ""), "user_id": user, "trigger_id": stage.slack.space.trigger(user)}


def platforms(stage: Stage) -> list[str]:
    """Return on which platforms Sanne has an account."""
    found = stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).people.accounts(cast.SANNE))
    return [account.platform for account in found]


def to_administrator(stage: Stage) -> list[str]:
    """Return what the administrator is told."""
    rows = stage.app.database.read(lambda c: c.execute(outbox.select().where(outbox.c.person == cast.LOTTE.id)).all())
    return [plain.render_card(decode_card(row.card), ENGLISH) for row in rows]
