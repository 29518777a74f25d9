# SPDX-License-Identifier: EUPL-1.2
"""What people do in Slack reaches the program by HTTP and by Socket Mode, is stored once, and is then acknowledged."""

import json
import time
from typing import Any

import pytest

from storage.journal import lines
from storage.messages import outbox
from storage.store import Store
from tests import cast
from tests.fakes import slack as said
from tests.fakes.slack_server import signed
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import SIGNING_SECRET, Json

SANNE = "USANNE"
FILLED: dict[str, str | int] = {"subject": "Vier laptops", "problem": "De oude zijn op.", "cost": "4.000"}


def test_a_command_opens_its_form_within_the_trigger(stage: Stage) -> None:
    answer = stage.brings("slash_commands", command(stage, "/itverzoek", "nieuwe laptop"))
    assert (answer.status, answer.body or "") == (200, "")
    assert view(stage)["callback_id"] == "requests.request"
    assert view(stage)["private_metadata"]


def test_a_form_that_is_not_filled_in_well_stays_open_with_what_is_wrong(stage: Stage) -> None:
    stage.brings("slash_commands", command(stage, "/itverzoek"))
    answer = stage.brings("interactive", submit(stage, {"problem": "De oude zijn op.", "cost": "heel veel"}))
    assert answer.status == 200
    assert answer.body["response_action"] == "errors"
    assert "subject" in answer.body["errors"]
    assert answer.body["errors"]["cost"].startswith("Ik kan “heel veel” niet lezen als bedrag.")


def test_a_form_that_is_sent_in_twice_is_one_request(stage: Stage) -> None:
    stage.brings("slash_commands", command(stage, "/itverzoek"))
    filled = filled_in(stage)
    for _time in range(2):
        again = {**filled, "trigger_id": stage.slack.space.trigger(SANNE)}
        answer = stage.brings("interactive", again)
        assert (answer.status, answer.body or "") == (200, "")
    assert acts(stage).count("requests.submit") == 1


def test_a_message_is_answered_once_however_often_slack_brings_it(stage: Stage) -> None:
    asked = {**said.event("message", "wie beslist over laptops?"), "event_id": "Ev1"}
    asked["event"]["user"] = SANNE
    for retry in range(4):
        assert stage.brings("events_api", asked, retry).status == 200
    assert len(written(stage)) == 1


@pytest.mark.parametrize("thread", [{}, {"thread_ts": "1763978400.000200", "ts": "1763978500.000100"}])
def test_a_question_in_a_channel_is_answered_in_its_thread(stage: Stage, thread: dict[str, str]) -> None:
    asked = said.event("app_mention", "<@U0BOT> wie beslist over laptops?", user=SANNE, **thread)
    assert stage.brings("events_api", asked).status == 200
    assert written(stage) == ["C0BOARD/1763978400.000200"]


@pytest.mark.parametrize("kind", ["team_join", "reaction_added", "message", "nobody_knows_this"])
def test_an_event_that_nobody_asked_for_is_acknowledged(stage: Stage, kind: str) -> None:
    event = {**said.event(kind, ""), "event": {"type": kind, "user": {"id": "U1"}, "channel": "C1"}}
    assert stage.brings("events_api", event).status == 200
    assert written(stage) == []


def test_our_own_messages_are_not_answered(stage: Stage) -> None:
    ours = said.event("message", "Goedgekeurd", user="U0BOT", bot_id="B0BOT")
    assert stage.brings("events_api", ours).status == 200
    assert written(stage) == []


def test_a_button_of_an_old_message_says_that_it_no_longer_works(stage: Stage) -> None:
    button = {"type": "button", "action_id": "requests.nothing#1", "text": said.plain("Oud"), "value": "{}"}
    message = {"text": "Oud", "blocks": [{"type": "actions", "elements": [button]}]}
    pressed = said.press(message, button, user={"id": SANNE, "team_id": said.TEAM}, trigger_id=fresh(stage))
    assert stage.brings("interactive", pressed).status == 200
    assert written(stage) == [SANNE]


def test_a_question_in_a_pane_for_agents_is_answered_in_its_thread(stage: Stage) -> None:
    asked = said.event("message", "wie beslist over laptops?", user=SANNE, thread_ts="1763978400.000100")
    assert stage.brings("events_api", asked).status == 200
    assert written(stage) == [f"{SANNE}/1763978400.000100"]
    message = stage.until(lambda: list(stage.slack.space.messages.values()))[-1]
    assert message["thread_ts"] == "1763978400.000100"


def test_a_command_typed_in_a_channel_says_where_its_answer_is(stage: Stage) -> None:
    answer = stage.brings("slash_commands", command(stage, "/wiebeslist", "laptops"))
    said_there = answer.body["text"] if isinstance(answer.body, dict) else answer.body
    assert said_there == "Het antwoord staat bij je berichten van Mandaat."
    assert written(stage) == [SANNE]


@pytest.mark.parametrize("fault", ["expired_trigger_id", 429, 500])
def test_a_form_that_slack_does_not_open_is_offered_with_a_button(stage: Stage, fault: str | int) -> None:
    stage.slack.faults["views.open"] = [fault]
    assert stage.brings("slash_commands", command(stage, "/itverzoek")).status == 200
    assert written(stage) == [SANNE]
    stage.brings("slash_commands", command(stage, "/itverzoek"))
    assert view(stage)


@pytest.mark.parametrize("grid", [{}, {"team": None, "enterprise": {"id": "E0GRID"}, "is_enterprise_install": True}])
def test_a_shortcut_on_a_message_opens_the_form_with_the_message_in_it(stage: Stage, grid: Json) -> None:
    stage.slack.space.channels["C0BOARD"] = True
    shortcut = said.on_message("itverzoek", "De laptops van het team zijn op.")
    payload = {**shortcut, "user": {"id": SANNE, "team_id": said.TEAM}, "trigger_id": fresh(stage), **grid}
    assert stage.brings("interactive", payload).status == 200
    assert "De laptops van het team zijn op." in json.dumps(view(stage), ensure_ascii=False)
    assert "https://waterveen.slack.com/archives/C0BOARD/p1763978300000500" in view(stage)["private_metadata"]


# ------------------------------------------------------------------ people


@pytest.mark.parametrize(
    "beside",
    [
        {"deleted": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_bot": True},
        {"is_email_confirmed": False},
        {"team_id": "T0ELSEWHERE"},
        {"profile": {"email": "nobody@waterveen.example"}},
        {"profile": {}},
    ],
)
def test_who_cannot_be_matched_asks_the_administrator(stage: Stage, beside: Json) -> None:
    stage.slack.space.joins("UGUEST", cast.JOHAN.email, **beside)
    answer = stage.brings("slash_commands", command(stage, "/mijn", user_id="UGUEST"))
    assert answer.status == 200
    assert written(stage) == ["UGUEST"]
    assert [account.platform for account in accounts(stage, cast.JOHAN)] == ["local"]


def test_who_is_matched_by_address_keeps_the_account(stage: Stage) -> None:
    stage.brings("slash_commands", command(stage, "/mijn"))
    stage.brings("slash_commands", command(stage, "/mijn"))
    assert [method for method, _given in stage.slack.calls].count("users.info") == 1
    assert acts(stage).count("organisation.match") == 1
    assert accounts(stage, cast.SANNE)[-1].user == SANNE


@pytest.mark.parametrize(("zone", "kept"), [("Europe/Amsterdam", ""), ("Europe/Lisbon", "Europe/Lisbon"), ("Mars", "")])
def test_a_time_zone_of_ones_own_comes_along(stage: Stage, zone: str, kept: str) -> None:
    stage.slack.space.joins("UJOHAN", cast.JOHAN.email, cast.JOHAN.name, tz=zone)
    stage.brings("slash_commands", command(stage, "/mijn", user_id="UJOHAN"))
    assert stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).people.zone(cast.JOHAN)) == kept


def test_without_the_scope_for_addresses_nobody_is_matched(stage: Stage) -> None:
    stage.slack.space.scopes -= {"users:read.email"}
    stage.brings("slash_commands", command(stage, "/mijn"))
    assert "organisation.match" not in acts(stage)


def test_somebody_of_another_workspace_is_told_that_it_is_not_ours(stage: Stage) -> None:
    elsewhere = {"team_id": "T0OTHER"}
    there = f"{stage.slack.url}/response"
    assert stage.brings("slash_commands", command(stage, "/mijn", **elsewhere, response_url=there)).status == 200
    (told,) = stage.slack.space.ephemeral
    assert told["text"].startswith("Deze werkruimte hoort niet")
    answer = stage.brings("slash_commands", command(stage, "/mijn", **elsewhere, response_url="http://127.0.0.1:9/"))
    said_there = answer.body["text"] if isinstance(answer.body, dict) else answer.body
    assert said_there == told["text"]
    assert written(stage) == []


# --------------------------------------------------------------- bad input


#: A socket is Slack's own: nobody else can write to it.
by_http = pytest.mark.parametrize("stage", ["http"], indirect=True)


@by_http
@pytest.mark.parametrize(("secret", "seconds"), [("another", 0), (SIGNING_SECRET, -400), (SIGNING_SECRET, 400)])
def test_what_is_forged_or_stale_is_refused(stage: Stage, secret: str, seconds: int) -> None:
    forged: dict[str, Any] = {"secret": secret, "at": time.time() + seconds}
    assert stage.brings("slash_commands", command(stage, "/mijn"), **forged).status == 401
    assert written(stage) == []


@by_http
def test_what_is_replayed_does_nothing_twice(stage: Stage) -> None:
    once = command(stage, "/mijn")
    for _time in range(3):
        assert stage.brings("slash_commands", once).status == 200
    assert written(stage) == [SANNE]


@by_http
@pytest.mark.parametrize(
    ("body", "content", "status"),
    [
        (b"\xff\xfe", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"payload=[", "application/x-www-form-urlencoded", 400),
        (b'{"type": "event_callback", "authorizations": {"a": 1}}', "application/json", 400),
        (b"x" * 5_000_000, "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_refused(stage: Stage, body: bytes, content: str, status: int) -> None:
    assert stage.posts(body, {"content-type": content, **signed(body)}) == status


@by_http
@pytest.mark.parametrize("headers", [{}, {"x-slack-request-timestamp": "soon", "x-slack-signature": "v0=1"}])
def test_what_is_not_signed_is_refused(stage: Stage, headers: dict[str, str]) -> None:
    assert stage.posts(b"{}", {"content-type": "application/json", **headers}) == 401


@by_http
def test_slack_hears_that_the_address_is_ours(stage: Stage) -> None:
    answer = stage.brings("events_api", {"type": "url_verification", "challenge": "c0ffee", "token": "x"})
    assert (answer.status, answer.body) == (200, {"challenge": "c0ffee"})


@by_http
def test_slack_looks_at_the_certificate_without_a_signature(stage: Stage) -> None:
    assert stage.posts(b"ssl_check=1&token=not-used", {"content-type": "application/x-www-form-urlencoded"}) == 200
    assert written(stage) == []


@by_http
def test_that_events_were_held_back_is_heard(stage: Stage) -> None:
    told = {"type": "app_rate_limited", "team_id": said.TEAM, "minute_rate_limited": 1518467820, "api_app_id": "A0"}
    assert stage.brings("events_api", told).status == 200


# ------------------------------------------------------------------ sockets


@pytest.mark.parametrize("stage", ["socket"], indirect=True)
def test_a_socket_that_breaks_is_opened_anew(stage: Stage) -> None:
    stage.loop.do(stage.slack.drop())
    stage.until(lambda: stage.slack.sockets)
    assert stage.brings("slash_commands", command(stage, "/mijn")).status == 200
    assert written(stage) == [SANNE]


# ----------------------------------------------------------------- what was


def command(stage: Stage, name: str, words: str = "", **beside: str) -> Json:
    return {**said.command(name, words), "user_id": SANNE, "trigger_id": fresh(stage), **beside}


def fresh(stage: Stage) -> str:
    return stage.slack.space.trigger(SANNE)


def view(stage: Stage) -> Json:
    (shown,) = stage.slack.space.views.values()
    return shown


def submit(stage: Stage, filled: dict[str, str | int]) -> Json:
    payload = said.submit({k: v for k, v in view(stage).items() if k != "user"}, filled)
    return {**payload, "user": {"id": SANNE, "team_id": said.TEAM}, "trigger_id": fresh(stage)}


def filled_in(stage: Stage) -> Json:
    blocks = [block for block in view(stage)["blocks"] if block["type"] == "input"]
    choices = {b["block_id"]: 0 for b in blocks if "options" in b["element"]}
    return submit(stage, {**FILLED, **choices})


def written(stage: Stage) -> list[str]:
    """Return to whom something was written."""
    rows = stage.app.database.read(lambda c: c.execute(outbox.select().order_by(outbox.c.id)).all())
    return [row.address for row in rows if row.platform == "slack" and row.person != cast.LOTTE.id]


def acts(stage: Stage) -> list[str]:
    return [line.action for line in stage.app.database.read(lambda c: list(lines(c)))]


def accounts(stage: Stage, person: Any) -> Any:  # noqa: ANN401 - of the cast
    return stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).people.accounts(person))
