# SPDX-License-Identifier: EUPL-1.2
"""A person's home in Slack: shown when it is opened, and drawn anew when something on it changes."""

import json

from commands.cards import Card, Quote
from commands.events import Room
from storage.envelopes import Address, Envelope
from storage.messages import outbox
from storage.store import Store
from tests import cast
from tests.fakes import slack as said
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import Json

SANNE = "USANNE"


def test_a_home_is_shown_to_who_opens_it(stage: Stage) -> None:
    opens(stage)
    stage.until(lambda: SANNE in stage.slack.space.homes)
    home = stage.slack.space.homes[SANNE]
    assert home["blocks"][0]["text"]["text"] == "Jouw overzicht"
    assert labels(home)[:2] == ["Nieuw IT-verzoek", "Wat kan ik hier doen?"]


def test_what_i_chose_stands_on_my_home_and_is_changed_there(stage: Stage) -> None:
    opens(stage)
    stage.until(lambda: SANNE in stage.slack.space.homes)
    home = stage.slack.space.homes[SANNE]
    shown = json.dumps(home, ensure_ascii=False)
    assert "Er wacht niets op jou." in shown
    for chosen in ("Nederlands", "samen, één keer per dag", "Stille uren*\\ngeen", "Niets tot*\\nniet ingesteld"):
        assert chosen in shown
    *_begin, change, english, _tomorrow, monday = said.pressable(home)

    stage.brings("interactive", pressed(stage, home, monday))
    stage.until(lambda: "Weer berichten" in labels(stage.slack.space.homes[SANNE]))
    stage.brings("interactive", pressed(stage, home, english))
    stage.until(lambda: stage.slack.space.homes[SANNE]["blocks"][0]["text"]["text"] == "Your overview")
    stage.brings("interactive", pressed(stage, home, change))

    (form,) = stage.slack.space.views.values()
    assert form["callback_id"] == "organisation.preferences"


def test_a_home_changes_with_what_stands_on_it(stage: Stage) -> None:
    opens(stage)
    stage.until(lambda: stage.slack.space.homes.get(SANNE))
    home = stage.slack.space.homes[SANNE]
    button = said.pressable(home)[0]
    stage.brings("interactive", pressed(stage, home, button))
    (view,) = stage.slack.space.views.values()
    filled: dict[str, str | int] = {"subject": "Vier laptops", "problem": "De oude zijn op.", "cost": "4.000"}
    choices = {b["block_id"]: 0 for b in view["blocks"] if b["type"] == "input" and "options" in b["element"]}
    sent = said.submit({k: v for k, v in view.items() if k != "user"}, filled | choices)
    stage.brings("interactive", {**sent, **by(stage)})
    stage.until(lambda: "Vier laptops" in json.dumps(stage.slack.space.homes[SANNE]))


def test_who_never_opened_a_home_gets_none(stage: Stage) -> None:
    stage.brings("slash_commands", {**said.command("/mijn", ""), "user_id": SANNE, "trigger_id": trigger(stage)})
    rows = stage.app.database.read(lambda c: c.execute(outbox.select().where(outbox.c.room == "home")).all())
    assert rows == []


def test_the_home_of_a_stranger_says_whom_to_ask_and_is_a_home_once_that_is_done(stage: Stage) -> None:
    stage.slack.space.joins("UJOHAN", "nobody@waterveen.example")
    opens(stage, "UJOHAN")
    stage.until(lambda: "UJOHAN" in stage.slack.space.homes)
    assert [block["text"]["text"] for block in stage.slack.space.homes["UJOHAN"]["blocks"]] == [
        "Ik ken je nog niet. Vraag de beheerder van deze assistent om je toe te voegen."
    ]
    assert stage.slack.space.messages == {}
    stage.slack.space.joins("UJOHAN", cast.JOHAN.email)
    opens(stage, "UJOHAN")
    stage.until(lambda: labels(stage.slack.space.homes["UJOHAN"]))


def test_a_step_of_a_workflow_brings_somebody_an_answer_and_goes_on(stage: Stage) -> None:
    for retry in range(2):
        runs_step(stage, "ask_who_decides", "Fx1", retry, question="laptops")
    answer = stage.slack.space.steps["Fx1"]["outputs"]["answer"]
    assert answer.startswith("Gemeente Waterveen heeft nog geen register"), "what the person reads"
    rows = stage.app.database.read(lambda c: c.execute(outbox.select().where(outbox.c.room == "direct")).all())
    assert [row.person for row in rows] == [cast.SANNE.id]


def test_a_step_of_a_workflow_brings_somebody_the_form_for_what_was_asked(stage: Stage) -> None:
    runs_step(stage, "submit_request", "Fx2", subject="Vier laptops")
    assert stage.slack.space.steps["Fx2"]["outputs"] == {}
    (message,) = stage.until(lambda: list(stage.slack.space.messages.values()))
    (button,) = said.pressable(message)
    stage.brings("interactive", said.press(message, button, **by(stage)))
    (form,) = stage.slack.space.views.values()
    elements = {block.get("block_id"): block.get("element") for block in form["blocks"]}
    assert elements["subject"]["initial_value"] == "Vier laptops"


def test_a_message_that_slack_has_no_room_for_leads_to_all_of_it(stage: Stage) -> None:
    long = Card("Alles", tuple(Quote(f"Regel {n}") for n in range(80)))
    to = Address("slack", said.TEAM, SANNE, Room.DIRECT, cast.SANNE.id)
    stage.app.database.transact(lambda c: Store(c, cast.WATERVEEN).outbox.put(Envelope(to, long), cast.AT))
    stage.app.delivery.wake()
    (message,) = stage.until(lambda: list(stage.slack.space.messages.values()))
    assert "Regel 79" not in json.dumps(message["blocks"])
    stage.brings("interactive", said.press(message, said.labelled(message, "Lees alles"), **by(stage)))
    stage.until(lambda: "/open/" in json.dumps(list(stage.slack.space.messages.values())))


def runs_step(stage: Stage, step: str, execution: str, retry: int = 0, **inputs: str) -> None:
    """Let a workflow come to one of our steps, for Sanne."""
    event = {
        "type": "function_executed",
        "function": {"callback_id": step, "app_id": "A0MANDAAT"},
        "inputs": {"requester": SANNE, **inputs},
        "function_execution_id": execution,
        "bot_access_token": stage.slack.space.token,
    }
    payload = {**said.event("x", ""), "event": event, "event_id": f"Ev{execution}"}
    assert stage.brings("events_api", payload, retry).status == 200


def labels(home: Json) -> list[str]:
    return [button["text"]["text"] for button in said.pressable(home)]


def opens(stage: Stage, user: str = SANNE) -> None:
    event = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home", "event_ts": "1.1"}
    payload = {**said.event("app_home_opened", ""), "event": event, "event_id": f"Ev{trigger(stage)}"}
    assert stage.brings("events_api", payload).status == 200


def pressed(stage: Stage, home: Json, button: Json) -> Json:
    payload = said.press(home, button, container={"type": "view", "view_id": "V1"}, **by(stage))
    return {name: value for name, value in payload.items() if name not in {"channel", "message"}}


def by(stage: Stage) -> Json:
    return {"user": {"id": SANNE, "team_id": said.TEAM}, "trigger_id": trigger(stage)}


def trigger(stage: Stage) -> str:
    return stage.slack.space.trigger(SANNE)
