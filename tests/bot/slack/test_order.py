# SPDX-License-Identifier: EUPL-1.2
"""Slack brings things out of order or twice, takes them away, or is away: nothing is lost, nothing comes twice."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from bot import plain
from bot.slack.send import SlackSender
from bot.slack.wire import Wire
from bot.slack.workspaces import OneWorkspace
from commands.cards import Card
from commands.events import Room
from storage.codec import decode_card
from storage.database import Database
from storage.envelopes import Address, Envelope
from storage.messages import outbox
from storage.store import Store
from tests import cast
from tests.bot import outage
from tests.bot.readers import ENGLISH
from tests.fakes import slack as said
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import BOT_TOKEN, Json

SANNE, DIRECT = "USANNE", "DSANNE"
TO_SANNE = Address("slack", said.TEAM, SANNE, Room.DIRECT, cast.SANNE.id)


@pytest.mark.parametrize("order", [(3, 1, 4, 2, 1, 3), (4, 4, 3, 2, 2, 1)])
def test_what_comes_out_of_order_and_twice_is_answered_once_each(stage: Stage, order: tuple[int, ...]) -> None:
    for retry, number in enumerate(order):
        asked = {**said.event("message", f"wie beslist over laptops van {number}k?"), "event_id": f"Ev{number}"}
        asked["event"]["user"] = SANNE
        assert stage.brings("events_api", asked, retry).status == 200
    answers = stage.app.database.read(lambda c: c.execute(outbox.select()).all())
    assert len([row for row in answers if row.address == SANNE]) == len(set(order))


def test_a_button_that_arrives_after_the_message_it_stands_on_was_changed_does_what_still_can_be_done(
    stage: Stage,
) -> None:
    stage.brings("slash_commands", {**said.command("/snooze", ""), **by(stage)})
    stage.until(lambda: stage.slack.space.messages)
    (message,) = stage.slack.space.messages.values()
    tomorrow, monday = said.pressable(message)
    for button in (monday, tomorrow):
        pressed = said.press(
            message, button, user={"id": SANNE, "team_id": said.TEAM}, trigger_id=by(stage)["trigger_id"]
        )
        assert stage.brings("interactive", pressed).status == 200
    chosen = stage.app.database.read(lambda c: Store(c, cast.WATERVEEN).preferences.of(cast.SANNE))
    assert chosen.snoozed_until == cast.DAY + timedelta(days=1), "what arrives last counts"


def test_a_message_that_somebody_removed_comes_anew_once_and_is_changed_from_then_on(stage: Stage) -> None:
    stage.brings("slash_commands", {**said.command("/mijn", ""), **by(stage)})
    stage.until(lambda: stage.slack.space.messages)
    space = stage.slack.space
    space.messages.clear()
    writes(stage, "Vier laptops: ingediend")
    (removed,) = stage.until(lambda: list(space.messages))
    space.remove(*removed)
    for state in ("goedgekeurd", "afgerond"):
        writes(stage, f"Vier laptops: {state}")
        stage.until(lambda s=state: any(s in message["text"] for message in space.messages.values()))  # type: ignore[misc]
    assert [message["text"] for message in space.messages.values()] == ["Vier laptops: afgerond"]


def test_a_channel_without_us_is_told_to_the_administrator_with_how_to_invite_us(stage: Stage) -> None:
    stage.slack.space.channels["C0CLOSED"] = False
    writes(stage, "Vier laptops: ingediend", Address("slack", said.TEAM, "C0CLOSED", Room.CHANNEL))
    told = stage.until(lambda: told_to_lotte(stage))
    assert "not_in_channel" in told
    assert "Whoever is in it types there: /invite @Mandaat" in told
    assert "python -m bot outbox retry" in told


def test_a_slack_that_is_away_for_an_hour_costs_nothing_but_the_wait(database: Database) -> None:
    async def story() -> list[str]:
        server = SlackServer()
        await server.start()
        server.space.joins(SANNE, cast.SANNE.email)
        wire = Wire(f"{server.api_url}/")
        workspace = OneWorkspace(wire, BOT_TOKEN)
        sender = SlackSender(wire, workspace, lambda _row: {}, lambda _row: "", "", reads_history=True)
        port = int(server.url.rpartition(":")[2])
        await server.stop()
        await outage.passes(database, sender, TO_SANNE, partial(server.start, port))
        await sender.close()
        await server.stop()
        return [message["text"] for message in server.space.messages.values()]

    cast.move_in(database)
    assert asyncio.run(story()) == outage.WRITTEN


def writes(stage: Stage, title: str, to: Address = TO_SANNE) -> None:
    """Let the program write a card with a key, or change it, and send it."""
    envelope = Envelope(to, Card(title), "requests/1")
    stage.app.database.transact(lambda c: Store(c, cast.WATERVEEN).outbox.put(envelope, cast.AT))
    stage.app.delivery.wake()


def told_to_lotte(stage: Stage) -> str:
    """Return what the administrator is told."""
    rows = stage.app.database.read(lambda c: c.execute(outbox.select().where(outbox.c.person == cast.LOTTE.id)).all())
    return "\n".join(plain.render_card(decode_card(row.card), ENGLISH) for row in rows)


def by(stage: Stage) -> Json:
    return {"user_id": SANNE, "trigger_id": stage.slack.space.trigger(SANNE)}
