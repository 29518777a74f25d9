# SPDX-License-Identifier: EUPL-1.2
"""Only Microsoft is heard, only from our tenant and in Teams; and whatever it sends, we never answer that we broke."""

import base64
import io
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from storage.messages import outbox
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_cloud import SIGNING, Cloud, bring
from tests.fakes.teams_stage import Stage
from tests.fakes.teams_tenant import Json

OTHER = "5e6f0a0e-0000-4000-8000-00000000000f"
HELP = teams.message("help")


def answers(stage: Stage) -> int:
    """Return how many messages were written to anybody."""
    return stage.app.database.read(lambda c: len(c.execute(outbox.select()).all()))


Forge = Callable[[Cloud, Json], str]
FORGED: dict[str, Forge] = {
    "none": lambda _cloud, _activity: "",
    "not a bearer": lambda cloud, activity: cloud.bearer(activity).replace("Bearer", "Basic"),
    "no token": lambda _cloud, _activity: "Bearer nothing",
    "three parts of nothing": lambda _cloud, _activity: "Bearer a.b.c",
    "cut short": lambda cloud, activity: cloud.bearer(activity)[:-20],
    "another key under the same name": lambda cloud, activity: cloud.bearer(activity, "somebody", kid=SIGNING),
    "a key that nobody knows": lambda cloud, activity: cloud.bearer(activity, "somebody"),
    "for another bot": lambda cloud, activity: cloud.bearer(activity, aud="another-app"),
    "for nobody": lambda cloud, activity: cloud.bearer(activity, aud=None),
    "of another issuer": lambda cloud, activity: cloud.bearer(activity, iss="https://evil.example"),
    "of Entra": lambda cloud, activity: cloud.bearer(activity, iss=f"https://sts.windows.net/{teams.TENANT}/"),
    "of no issuer": lambda cloud, activity: cloud.bearer(activity, iss=None),
    "expired": lambda cloud, activity: cloud.bearer(activity, exp=int(time.time()) - 3_600),
    "not yet good": lambda cloud, activity: cloud.bearer(activity, nbf=int(time.time()) + 3_600),
    "for another address": lambda cloud, activity: cloud.bearer(activity, serviceurl="https://evil.example/"),
    "for no address": lambda cloud, activity: cloud.bearer(activity, serviceurl=None),
}


def test_a_forged_token_is_refused_and_nothing_is_done(stage: Stage) -> None:
    activity = {**HELP, "serviceUrl": stage.cloud.service_url}
    refused = {name: stage.brings(activity, forge(stage.cloud, activity)).status for name, forge in FORGED.items()}
    assert refused == dict.fromkeys(FORGED, 401)
    assert answers(stage) == 0


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_says_itself_how_to_check_it_is_refused(stage: Stage, algorithm: str) -> None:
    activity = {**HELP, "serviceUrl": stage.cloud.service_url}
    _head, claims, _proof = stage.cloud.bearer(activity).removeprefix("Bearer ").split(".")
    head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": SIGNING}).encode()).decode().rstrip("=")
    assert stage.brings(activity, f"Bearer {head}.{claims}.").status == 401


FOREIGN: dict[str, Json] = {
    "another tenant": {"channelData": {"tenant": {"id": OTHER}}, "conversation": {"id": "a:1", "tenantId": OTHER}},
    "two tenants": {"conversation": {**HELP["conversation"], "tenantId": OTHER}},
    "no tenant": {"channelData": None, "conversation": {"id": "a:1"}},
    "another channel": {"channelId": "directline"},
    "no channel": {"channelId": None},
}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_another_tenant_or_channel_is_not_heard(stage: Stage, foreign: str) -> None:
    assert stage.brings({**HELP, **FOREIGN[foreign]}).status == 403
    assert answers(stage) == 0


def test_a_body_that_is_no_activity_is_refused(stage: Stage) -> None:
    async def post(body: bytes) -> int:
        headers = {"Authorization": stage.cloud.bearer(HELP)}
        async with stage.session.post(stage.address, data=io.BytesIO(body), headers=headers) as answer:
            return answer.status

    bodies = [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 20_000, b"null"]
    assert [stage.loop.do(post(body)) for body in bodies] == [400] * len(bodies)
    assert stage.loop.do(post(b"[" + b"1," * 600_000 + b"1]")) == 413


NAMES = (
    "adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/fetchTask", "composeExtension/submitAction",
    "composeExtension/query", "composeExtension/queryLink", "composeExtension/selectItem", "config/fetch",
    "fileConsent/invoke", "signin/verifyState", "signin/tokenExchange", "actionableMessage/executeAction",
    "message/submitAction", "tab/fetch", "application/search", "somethingNew", "",
)  # fmt: skip
EVENTS = (
    "application/vnd.microsoft.meetingStart", "application/vnd.microsoft.meetingEnd",
    "application/vnd.microsoft.readReceipt", "somethingNew",
)  # fmt: skip
KINDS = (
    "messageReaction", "messageUpdate", "messageDelete", "typing", "endOfConversation", "handoff", "trace", "command",
    "suggestion", "somethingNew", "",
)  # fmt: skip
NO_TEXT: tuple[Any, ...] = (None, {}, 7)
CARD = {"action": {"type": "Action.Execute", "verb": "x", "data": {"_action": "requests.show"}}}
ODD: tuple[Json, ...] = (
    *(teams.activity("invoke", name=name) for name in NAMES),
    *(teams.activity("invoke", name=name, value=[]) for name in NAMES[:6]),
    *(teams.activity("event", name=name, value={}) for name in EVENTS),
    *(teams.activity(kind) for kind in KINDS),
    *(teams.activity("installationUpdate", action=a) for a in ("add", "remove", "add-upgrade", "remove-upgrade", "x")),
    teams.activity("installationUpdate"),
    *(teams.activity("conversationUpdate", channelData={"tenant": {"id": teams.TENANT}, "eventType": e})
      for e in ("channelCreated", "channelRenamed", "channelDeleted", "teamRenamed", "teamArchived", "new")),
    teams.activity("conversationUpdate", membersAdded=[{"id": teams.BOT}, None, {}, 3]),
    teams.activity("conversationUpdate", membersRemoved=[{"id": teams.BOT}]),
    teams.activity("invoke", name="adaptiveCard/action", value={**CARD, "trigger": "automatic"}),
    teams.activity("invoke", name="adaptiveCard/action",
        value={"action": {"data": {"_refresh": "x"}}, "trigger": "automatic"}),
    teams.activity("invoke", name="adaptiveCard/action", value={"action": {"verb": "x"}, "trigger": "manual"}),
    teams.activity("invoke", name="adaptiveCard/action", value={"action": "x", "trigger": 3}),
    teams.activity("invoke", name="task/submit", value={"data": {"_form": "a.b", "_fields": 3, "_opened": "teams/x"}}),
    *({**HELP, name: value} for name in ("recipient", "from", "text", "entities", "timestamp", "serviceUrl", "id")
      for value in NO_TEXT),
    {**HELP, "entities": [{"type": "mention"}, {"type": "new"}, "x"], "attachments": [{"contentType": "x"}]},
    {**HELP, "channelData": {"tenant": {"id": teams.TENANT}, "team": 3, "channel": None, "settings": []}},
    {**HELP, "conversation": {"tenantId": teams.TENANT}},
    {**HELP, "conversation": {"id": 7, "tenantId": teams.TENANT}},
    {**HELP, "from": {"id": "29:guest", "role": "user"}},
    {**HELP, "text": "\x00\u202e\ud83d"},
    {**HELP, "text": "wie beslist " * 4_000},
    {"type": "message", "channelId": "msteams", "channelData": {"tenant": {"id": teams.TENANT}}},
    {"channelId": "msteams", "conversation": {"tenantId": teams.TENANT}},
)  # fmt: skip


def test_an_odd_activity_is_never_an_error(stage: Stage) -> None:
    assert len(ODD) >= 60
    statuses = {number: stage.brings(activity).status for number, activity in enumerate(ODD)}
    # One with an address that is no text proves nothing by its token: that is refused, and is no error of ours.
    assert {ODD[number]["type"]: status for number, status in statuses.items() if status not in (200, 401)} == {}
    assert [ODD[n]["serviceUrl"] for n, status in statuses.items() if status == 401] == [7]
    assert stage.brings(HELP).status == 200


def test_keys_are_fetched_once_and_a_token_with_an_unknown_key_waits_for_no_network(stage: Stage) -> None:
    stage.cloud.keys_seconds = 5
    activity = {**HELP, "serviceUrl": stage.cloud.service_url}
    for _time in range(5):
        assert stage.brings(activity, stage.cloud.bearer(activity, "somebody")).status == 401
    assert stage.brings(activity).status == 200
    assert stage.cloud.calls.count(("GET", "/keys")) == 1


def test_until_the_keys_are_there_teams_is_asked_to_come_again(loop: Loop, stage: Stage) -> None:
    fresh: Any = stage.app.teams
    keys = vars(fresh)["_keys"]
    there, keys._fetched = keys._fetched, None  # noqa: SLF001 - as at the start
    activity = {**HELP, "serviceUrl": stage.cloud.service_url}
    answer = loop.do(bring(stage.session, stage.address, activity, stage.cloud.bearer(activity)))
    keys._fetched = there  # noqa: SLF001
    assert answer.status == 503
