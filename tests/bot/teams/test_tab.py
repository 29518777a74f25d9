# SPDX-License-Identifier: EUPL-1.2
"""The tab shows a person's own overview to that person alone, and what is pressed there is stored like any press."""

import json
from dataclasses import replace
from typing import Any

import jwt
import pytest

from bot.pages.tab import TAB
from storage.database import Connection
from storage.journal import lines
from storage.store import Store
from tests import cast
from tests.bot.teams.doing import ALONE, FULL, filled_in
from tests.fakes import teams
from tests.fakes.teams_cloud import SIGNING, Answer
from tests.fakes.teams_stage import Stage
from tests.fakes.teams_tenant import CLIENT, Json

ANOTHER = "5e6f0a0e-0000-4000-8000-00000000dead"


def asks(stage: Stage, what: str, bearer: str, body: object = None) -> Answer:
    """Let the page's script ask for something."""

    async def asked() -> Answer:
        headers = {"Authorization": bearer, "Accept": "application/json"}
        address = stage.address.replace("/teams/messages", f"{TAB}/{what}")
        async with stage.session.post(address, data=json.dumps(body or {}), headers=headers) as answer:
            return Answer(answer.status, await answer.json())

    return stage.loop.do(asked())


def looks(stage: Stage) -> Answer:
    """Let Sanne, who is known, look at the tab."""
    return asks(stage, "home", stage.cloud.visitor(teams.USER))


def reads(stage: Stage, language: str) -> None:
    """Let Sanne read this language from now on."""
    spoken = replace(cast.SANNE, language=language)

    def speak(connection: Connection) -> None:
        Store(connection, cast.WATERVEEN).people.add_person(spoken)

    stage.app.database.transact(speak)


def presses(stage: Stage, action: str, number: str = "0" * 32, **values: str) -> Json:
    """Let Sanne press something on the tab, where a dialog can open."""
    press = json.dumps({"action": action, "values": [*values.items()]})
    asked = {"press": press, "key": number, "dialogs": True}
    told: Json = asks(stage, "press", stage.cloud.visitor(teams.USER), asked).body
    return told


@pytest.fixture
def known(stage: Stage) -> Stage:
    """Let it be known who Sanne is, and be possible to tell that it is she who looks."""
    stage.brings(teams.message("help", conversation=ALONE))
    stage.loop.until(lambda: stage.app.teams and stage.app.teams.recognises)
    return stage


def test_the_page_says_nothing_of_anybody_and_stands_in_teams_alone(stage: Stage) -> None:
    async def got() -> tuple[str, str]:
        async with stage.session.get(stage.address.replace("/teams/messages", TAB)) as answer:
            return await answer.text(), answer.headers["Content-Security-Policy"]

    page, policy = stage.loop.do(got())
    assert "Eén moment" in page
    assert cast.SANNE.name not in page
    assert "frame-ancestors https://teams.microsoft.com " in policy
    assert "script-src 'self'" in policy


def test_it_shows_the_overview_of_who_looks_in_the_language_of_that_person(known: Stage) -> None:
    for language, title in (("en", "Your overview"), ("nl", "Jouw overzicht")):
        reads(known, language)
        answer = looks(known)
        assert (answer.status, answer.body["language"]) == (200, language)
        assert title in answer.body["home"]


OTHERS: dict[str, dict[str, Any]] = {
    "signed by somebody else": {"name": "nobody"},
    "of the Bot Framework": {"name": SIGNING, "iss": "https://api.botframework.com"},
    "for another registration": {"aud": ANOTHER},
    "from another tenant": {"iss": f"https://login.microsoftonline.com/{ANOTHER}/v2.0"},
    "naming another tenant": {"tid": ANOTHER},
    "naming no tenant": {"tid": None},
    "of nobody": {"oid": None},
    "for another purpose": {"scp": "User.Read"},
    "of an application": {"scp": None, "roles": ["access_as_user"]},
    "over": {"exp": 1_700_000_000},
}


def test_a_token_that_does_not_prove_who_looks_shows_nothing(known: Stage) -> None:
    believed = []
    for what, claims in OTHERS.items():
        answer = asks(known, "home", known.cloud.visitor(teams.USER, **claims))
        if answer.status != 401 or "home" in answer.body:
            believed.append(what)
    assert believed == []
    assert looks(known).status == 200, "the one that does is believed"
    proof = known.cloud.visitor(teams.USER).removeprefix("Bearer ")
    claims = jwt.decode(proof, options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none")
    for bearer in ("", "Bearer ", "Bearer x", "Bearer a.b.c", f"Bearer {unsigned}", f"Bearer {proof[:-4]}AAAA"):
        assert asks(known, "home", bearer).status == 401


def test_who_is_in_the_tenant_and_not_in_the_register_reads_so(known: Stage) -> None:
    answer = asks(known, "home", known.cloud.visitor(ANOTHER))
    assert answer.status == 409
    assert "Ik ken je nog niet" in answer.body["trouble"]


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ({"preferred_username": cast.SANNE.email.upper()}, 0),
        ({"email": cast.SANNE.email, "idp": f"https://sts.windows.net/{teams.TENANT}/"}, 0),
        ({}, 1),
        ({"preferred_username": "sanne@elders.example", "idp": "https://sts.windows.net/elders/"}, 1),
    ],
    ids=["address", "mail", "teams", "teams-against-a-guest"],
)
def test_who_looks_before_ever_writing_is_known_by_what_the_tenant_says(
    stage: Stage, claims: dict[str, Any], asked: int
) -> None:
    stage.loop.until(lambda: stage.app.teams and stage.app.teams.recognises)
    answer = asks(stage, "home", stage.cloud.visitor(teams.USER, **claims))
    assert answer.status == 200
    assert "Jouw overzicht" in answer.body["home"]
    assert stage.cloud.tenant.opened == asked
    acts = [line.action for line in stage.app.database.read(lambda c: list(lines(c)))]
    assert acts.count("organisation.match") == 1


def test_a_guest_with_the_address_of_a_colleague_is_nobody(stage: Stage) -> None:
    stage.cloud.tenant.people[teams.USER].role = "guest"
    stage.loop.until(lambda: stage.app.teams and stage.app.teams.recognises)
    for claims in ({"acct": 1}, {"idp": "https://sts.windows.net/elders/"}):
        proof = stage.cloud.visitor(teams.USER, preferred_username=cast.SANNE.email, **claims)
        assert asks(stage, "home", proof).status == 409


def test_a_press_that_opens_a_form_opens_a_dialog_of_the_bot_and_the_form_is_one_request(known: Stage) -> None:
    told = presses(known, "house.ask", words="/itverzoek")
    assert told["bot"] == CLIENT
    assert teams.answer_faults("task/fetch", told) == []
    card = told["task"]["value"]["card"]["content"]
    data = filled_in(card, **FULL, personal_data="no")
    sent = teams.activity("invoke", name="task/submit", value={"data": data}, conversation=ALONE)
    assert [known.brings({**sent, "id": number}).body for number in ("8", "9")] == [{}, {}]
    done = [line.action for line in known.app.database.read(lambda c: list(lines(c)))]
    assert done.count("requests.submit") == 1
    assert "Vier laptops" in looks(known).body["home"]


def test_where_no_dialog_can_open_the_form_comes_by_a_button_in_the_conversation(known: Stage) -> None:
    before = len(known.loop.until(lambda: known.cloud.tenant.cards(ALONE["id"])))
    press = json.dumps({"action": "house.ask", "values": [["words", "/itverzoek"]]})
    told = asks(known, "press", known.cloud.visitor(teams.USER), {"press": press}).body
    assert told["task"]["type"] == "message"
    cards = known.loop.until(lambda: known.cloud.tenant.cards(ALONE["id"])[before:])
    assert "Open het formulier" in json.dumps(cards, ensure_ascii=False)


def test_a_press_that_comes_twice_is_one_and_its_answer_stands_in_the_conversation(known: Stage) -> None:
    before = len(known.loop.until(lambda: known.cloud.tenant.cards(ALONE["id"])))
    for _time in range(2):
        assert presses(known, "house.ask", words="/it")["task"]["type"] == "message"
    known.loop.until(lambda: known.cloud.tenant.cards(ALONE["id"])[before:])
    assert len(known.cloud.tenant.cards(ALONE["id"])) == before + 1


def test_a_page_of_another_version_is_told_to_load_again(known: Stage) -> None:
    odd: tuple[object, ...] = ("", "x", [], {"press": "x"}, {"press": "{}", "key": 3}, {"press": None})
    for body in odd:
        answer = asks(known, "press", known.cloud.visitor(teams.USER), body)
        assert answer.status == 409, body
        assert "werkt niet meer" in answer.body["trouble"]
