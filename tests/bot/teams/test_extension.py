# SPDX-License-Identifier: EUPL-1.2
"""What is done with a message of a colleague, and found from the box in which one writes."""

import json

import pytest

from bot.teams import limits
from tests.bot.teams.doing import ALONE, FULL, NEW, acts, filled_in, invoke, opened, sent_in
from tests.fakes import teams
from tests.fakes.teams_stage import Stage
from tests.fakes.teams_tenant import Json


def test_a_command_on_a_message_opens_the_form_with_the_message_in_it(stage: Stage) -> None:
    message = {"body": {"content": "<p>De laptops van het team zijn op.</p>"}, "linkToMessage": "https://teams/l/1"}
    asked: Json = {"commandId": "itverzoek", "commandContext": "message", "messagePayload": message}
    answer = invoke(stage, "composeExtension/fetchTask", **asked)
    assert "De laptops van het team zijn op." in json.dumps(answer.body, ensure_ascii=False)
    card = answer.body["task"]["value"]["card"]["content"]
    data = filled_in(card, **FULL, personal_data="no")
    assert invoke(stage, "composeExtension/submitAction", "2", data=data).body == {}
    assert acts(stage).count("requests.submit") == 1


def test_what_is_stuck_in_a_message_becomes_an_escalation_once(stage: Stage) -> None:
    message = {"body": {"content": "<p>De koppeling met de zaken ligt stil.</p>"}, "linkToMessage": "https://teams/l/2"}
    asked: Json = {"commandId": "escaleer", "commandContext": "message", "messagePayload": message}
    card = invoke(stage, "composeExtension/fetchTask", **asked).body["task"]["value"]["card"]["content"]
    typed = {"tried": "Gebeld.", "decision": "Wie herstelt het?", "otherwise": "Er komt niets door."}
    data = filled_in(card, **typed)
    assert data["stuck"] == "De koppeling met de zaken ligt stil"
    assert data["_hidden"]["link"] == "https://teams/l/2"
    answers = [invoke(stage, "composeExtension/submitAction", key, data=data).body for key in ("2", "2", "3")]
    assert answers == [{}] * 3
    (check,) = stage.loop.until(lambda: stage.cloud.tenant.cards(ALONE["id"]))
    send = next(each for each in teams.actions(check) if each["data"]["_action"] == "escalations.send")
    pressed = teams.execute(send)["value"]
    for key in ("4", "4", "5"):
        assert invoke(stage, "adaptiveCard/action", key, **pressed).body["statusCode"] == 200
    assert [act for act in acts(stage) if act.startswith("escalations")] == [
        "escalations.raise",
        # What is pressed once more found nothing to send, and was refused.
        "escalations.send",
    ]


# ---------------------------------------------------------------- searching


@pytest.mark.parametrize(
    ("command", "words", "kind", "found"),
    [
        ("requests", "laptops", "result", "Vier laptops"),
        ("requests", "", "result", "Vier laptops"),
        ("requests", "fietsen", "message", "Er is niets gevonden"),
        ("of another version", "laptops", "message", "Vraag het me in een gesprek"),
    ],
)
def test_requests_are_found_from_the_box_of_a_message(
    stage: Stage, command: str, words: str, kind: str, found: str
) -> None:
    sent_in(stage, opened(stage), **FULL, personal_data="no")
    given = [{"name": "words", "value": words}] if words else [{"name": "initialRun", "value": "true"}]
    answer = invoke(stage, "composeExtension/query", "7", commandId=command, parameters=given)
    extension = answer.body["composeExtension"]
    assert extension["type"] == kind
    assert found in json.dumps(extension, ensure_ascii=False)


def test_who_leafs_on_finds_what_follows_and_nothing_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RESULTS", 2)
    for number in range(3):
        card = invoke(stage, "task/fetch", f"open{number}", data=NEW).body["task"]["value"]["card"]["content"]
        sent_in(stage, card, f"sent{number}", **FULL, personal_data="no")
    asked = {"commandId": "requests", "parameters": [{"name": "words", "value": "laptops"}]}
    pages = [
        invoke(stage, "composeExtension/query", f"page{skip}", queryOptions={"skip": skip, "count": 2}, **asked).body
        for skip in (0, 2, 4)
    ]
    titles = [
        [each["preview"]["content"]["title"] for each in page["composeExtension"]["attachments"]] for page in pages
    ]
    assert [len(page) for page in titles] == [2, 1, 0]
    assert len({title for page in titles for title in page}) == 3


def test_a_stranger_finds_nothing_and_reads_why(stage: Stage) -> None:
    asked = teams.activity(
        "invoke",
        name="composeExtension/query",
        value={"commandId": "requests", "parameters": [{"name": "words", "value": "laptops"}]},
        conversation=ALONE,
    )
    stage.cloud.tenant.people[teams.USER].email = "stranger@elsewhere.example"
    assert "Ik ken je nog niet" in stage.brings(asked).body["composeExtension"]["text"]
