# SPDX-License-Identifier: EUPL-1.2
"""What Sanne does in Teams, and what is found of it: in the journal, in the outbox, in the conversation."""

import json
from typing import Any

from storage.journal import lines
from storage.messages import outbox
from tests.bot.teams.judge import objects
from tests.fakes import teams
from tests.fakes.teams_cloud import Answer
from tests.fakes.teams_stage import Stage
from tests.fakes.teams_tenant import Json

ALONE: Json = {"conversationType": "personal", "tenantId": teams.TENANT, "id": f"a:1{teams.USER}"}
GROUP: Json = {"conversationType": "groupChat", "tenantId": teams.TENANT, "id": "19:groep@thread.v2", "isGroup": True}
CALLED = {"type": "mention", "text": "<at>Mandaat</at>", "mentioned": {"id": teams.BOT, "name": "Mandaat"}}
NEW = {"_action": "requests.new", "_values": {}, "msteams": {"type": "task/fetch"}}


def invoke(stage: Stage, name: str, key: str = "1", **value: Any) -> Answer:  # noqa: ANN401 - Teams' own JSON
    """Let Sanne invoke something."""
    return stage.brings({**teams.activity("invoke", name=name, value=value, conversation=ALONE), "id": key})


def opened(stage: Stage) -> Json:
    """Open the form of a request, and return its card."""
    card: Json = invoke(stage, "task/fetch", "open", data=NEW).body["task"]["value"]["card"]["content"]
    return card


def sent_in(stage: Stage, card: Json, key: str = "2", **filled: str) -> Answer:
    """Send the form in; what is not filled in stays as it was drawn."""
    return invoke(stage, "task/submit", key, data=filled_in(card, **filled))


def filled_in(card: Json, **filled: str) -> Json:
    """Return what Teams sends of a form."""
    drawn = {thing["id"]: thing.get("value", "") for thing in objects(card["body"]) if "id" in thing}
    return {**drawn, **filled, **teams.actions(card)[-1]["data"]}


FULL = {"subject": "Vier laptops", "problem": "De oude zijn op.", "cost": "4.000", "kind": "hardware"}


def acts(stage: Stage) -> list[str]:
    """Return what the journal says was done."""
    return [line.action for line in stage.app.database.read(lambda c: list(lines(c)))]


def rows(stage: Stage) -> list[tuple[str, str]]:
    """Return to where messages were written, and how each stands."""
    return [(r.address, r.state) for r in stage.app.database.read(lambda c: list(c.execute(outbox.select())))]


def shown(stage: Stage, conversation: str = ALONE["id"]) -> str:
    """Return what stands in a conversation as soon as something does."""
    cards = stage.loop.until(lambda: stage.cloud.tenant.cards(conversation))
    return json.dumps(cards, ensure_ascii=False)
