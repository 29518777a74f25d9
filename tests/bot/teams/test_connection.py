# SPDX-License-Identifier: EUPL-1.2
"""What people do in Teams reaches the program, is stored once, and is answered as Teams can show it."""

import json
from dataclasses import replace

import pytest

from bot.teams import acquaintances, interactions
from bot.teams.interactions import GONE, LATE, LATE_FORM
from commands.people import Account, Function, Holding
from storage.conversations import Conversations
from storage.envelopes import Address, Envelope
from storage.store import Store
from tests import cast
from tests.bot.readers import DUTCH
from tests.bot.teams.doing import ALONE, CALLED, FULL, GROUP, NEW, acts, invoke, opened, rows, sent_in, shown
from tests.fakes import teams
from tests.fakes.teams_stage import Stage

# ------------------------------------------------------------------ forms


def test_a_button_that_opens_a_form_is_answered_with_a_dialog(stage: Stage) -> None:
    answer = invoke(stage, "task/fetch", data=NEW)
    assert teams.answer_faults("task/fetch", answer.body) == []
    assert answer.body["task"]["value"]["title"] == "IT-aanvraag"


def test_a_form_that_is_not_filled_in_well_stays_open_with_what_was_typed_and_what_is_wrong(stage: Stage) -> None:
    answer = sent_in(stage, opened(stage), problem="De oude zijn op.", cost="heel veel")
    again = answer.body["task"]["value"]["card"]["content"]
    text = json.dumps(again, ensure_ascii=False)
    assert "Ik kan “heel veel” niet lezen als bedrag" in text
    assert '"value": "De oude zijn op."' in text
    assert sent_in(stage, again, "3", **FULL, personal_data="no").body == {}
    assert acts(stage).count("requests.submit") == 1


def test_a_form_is_drawn_again_by_another_process_too(stage: Stage) -> None:
    card = opened(stage)
    interactions = vars(vars(stage.app.teams)["_pages"])["_interactions"]
    vars(interactions)["_forms"]._open.clear()  # noqa: SLF001 - as after a restart
    answer = sent_in(stage, card, cost="heel veel")
    assert "heel veel" in json.dumps(answer.body, ensure_ascii=False)


def test_a_form_that_is_sent_in_three_times_is_one_request(stage: Stage) -> None:
    card = opened(stage)
    answers = [sent_in(stage, card, key, **FULL, personal_data="no") for key in ("2", "2", "another")]
    assert [answer.body for answer in answers] == [{}] * 3
    assert acts(stage).count("requests.submit") == 1


def test_a_form_of_somebody_else_is_not_shown_by_saying_that_it_was_opened(stage: Stage) -> None:
    card = opened(stage)
    data = {**teams.actions(card)[-1]["data"], "_opened": f"teams/{teams.TENANT}/another/open"}
    answer = invoke(stage, "task/submit", "9", data=data)
    assert answer.body["task"]["type"] == "message"


# ---------------------------------------------------------------- messages and buttons


def test_a_message_is_answered_once_however_often_teams_brings_it(stage: Stage) -> None:
    asked = teams.message("wie beslist over laptops?", conversation=ALONE)
    assert [stage.brings(asked).status for _time in range(3)] == [200] * 3
    assert len(rows(stage)) == 1


OLD = ({"_action": "requests.nothing", "_values": {}}, {"old": "format"}, "x", None)


def test_what_another_version_of_the_program_drew_says_that_it_no_longer_works_and_gives_a_way_on(
    stage: Stage,
) -> None:
    on_card, *in_dialogs = ("adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/submitAction")
    pressed = [*((on_card, data) for data in OLD), *zip(in_dialogs, OLD[1:], strict=True)]
    for at, (name, data) in enumerate(pressed):
        value = {"action": {"verb": "x", "data": data}} if name == on_card else {"data": data}
        answers = [invoke(stage, name, str(at), **value).body for _time in range(3)]
        assert teams.answer_faults(name, answers[0]) == []
        assert "Het antwoord staat bij je berichten" in json.dumps(answers[0])
        assert answers == answers[:1] * 3
    assert stage.brings(teams.activity("message", value={"old": "format"}, conversation=ALONE)).status == 200
    there = stage.loop.until(
        lambda: cards if len(cards := stage.cloud.tenant.cards(ALONE["id"])) > len(pressed) else []
    )
    assert len(there) == len(pressed) + 1
    for card in there:
        assert "Deze knop werkt niet meer" in json.dumps(card, ensure_ascii=False)
        assert [action["title"] for action in teams.actions(card)] == ["Mijn overzicht"]


def test_what_was_typed_in_a_form_of_which_nothing_else_can_be_read_is_given_back(stage: Stage) -> None:
    for name in ("task/submit", "composeExtension/submitAction"):
        told = invoke(stage, name, name, data={"why": "De oude zijn op.", "_old": 3}).body["task"]["value"]
        assert "Dit formulier is van een oudere versie van Mandaat" in told
        assert "De oude zijn op." in told
    assert rows(stage) == []


def test_what_nobody_calls_us_for_in_a_group_is_left_alone(stage: Stage) -> None:
    stage.brings(teams.message("wie beslist over laptops?", conversation=GROUP))
    assert rows(stage) == []


def test_an_answer_in_a_group_that_concerns_one_person_goes_to_that_person(stage: Stage) -> None:
    stage.brings(teams.message("<at>Mandaat</at> mijn", entities=[CALLED], conversation=GROUP))
    assert "overzicht" in shown(stage)
    assert [address for address, _state in rows(stage)] == [teams.USER]


def test_who_has_no_app_of_their_own_is_told_so_in_the_group_once_a_day(stage: Stage) -> None:
    stage.cloud.tenant.people[teams.USER].installed = False
    for key in ("1", "2"):
        asked = teams.message("<at>Mandaat</at> mijn", entities=[CALLED], conversation=GROUP)
        stage.brings({**asked, "id": key})
    text = shown(stage, GROUP["id"])
    assert "je hebt deze app nog niet" in text
    assert len(stage.cloud.tenant.cards(GROUP["id"])) == 1


def test_a_card_looked_at_by_whom_it_concerns_is_shown_in_their_language_and_changes_nothing(stage: Stage) -> None:
    def board(store: Store) -> None:
        store.people.add_function(Function("Portfolioboard", body=True))
        store.people.add_holding(Holding(cast.SANNE, "Portfolioboard"))
        store.people.add_channel("Portfolioboard", Account("teams", teams.TENANT, GROUP["id"]))
        store.people.add_person(replace(cast.SANNE, language="en"))

    stage.app.database.transact(lambda c: board(Store(c, cast.WATERVEEN)))
    stage.brings(teams.message("help", conversation=ALONE))
    from bot.clock import business_now  # noqa: PLC0415
    from commands.cards import Card  # noqa: PLC0415
    from commands.events import Room  # noqa: PLC0415
    from commands.text import _  # noqa: PLC0415

    def put(store: Store) -> None:
        to = Address("teams", teams.TENANT, GROUP["id"], Room.CHANNEL)
        envelope = Envelope(to, Card(_("Your overview")), "board/1")
        store.outbox.put(envelope, business_now(store.settings))

    stage.app.database.transact(lambda c: put(Store(c, cast.WATERVEEN)))
    stage.app.delivery.wake()
    (card,) = stage.loop.until(lambda: stage.cloud.tenant.cards(GROUP["id"]))
    assert card["refresh"]["userIds"] == ["29:1fatima"]
    before = acts(stage)
    looked = {**card["refresh"]["action"], "type": "Action.Execute"}
    asked = teams.activity(
        "invoke", name="adaptiveCard/action", value={"action": looked, "trigger": "automatic"}, conversation=GROUP
    )
    answer = stage.brings(asked)
    assert answer.body["value"]["body"][0]["text"] == "Your overview"
    for data in ({"_refresh": "board/2"}, {"another": "version"}):
        gone = {"action": {**looked, "data": data}, "trigger": "automatic"}
        answer = stage.brings({**asked, "value": gone})
        assert teams.answer_faults("adaptiveCard/action", answer.body) == []
        assert answer.body["value"] == "Nothing newer than this card is known."
    assert acts(stage) == before


# ------------------------------------------------------------------ people


@pytest.mark.parametrize(
    "beside",
    [{"role": "guest"}, {"home": "another-tenant"}, {"email": "stranger@elsewhere.example"}, {"email": ""}],
    ids=["a guest", "of another tenant", "an address of nobody", "no address"],
)
def test_who_is_no_colleague_is_turned_away(stage: Stage, beside: dict[str, str]) -> None:
    for name, value in beside.items():
        setattr(stage.cloud.tenant.people[teams.USER], name, value)
    stage.brings(teams.message("help", conversation=ALONE))
    assert "Ik ken je nog niet" in shown(stage)
    assert "organisation.match" not in acts(stage)


def test_who_is_put_in_the_register_after_being_turned_away_is_known_at_the_next_try(stage: Stage) -> None:
    asked = teams.message("mijn", conversation=ALONE)
    sanne = stage.cloud.tenant.people[teams.USER]
    known, sanne.email = sanne.email, "stranger@elsewhere.example"
    stage.brings(asked)
    sanne.email = known
    stage.brings({**asked, "id": "2"})
    stage.loop.until(lambda: len(stage.cloud.tenant.cards(ALONE["id"])) == 2)
    assert "Jouw overzicht" in shown(stage)


def test_who_somebody_is_and_the_answer_to_them_go_with_one_token_of_entra(stage: Stage) -> None:
    stage.brings(teams.message("help", conversation=ALONE))
    stage.loop.until(lambda: stage.cloud.tenant.cards(ALONE["id"]))
    assert ("GET", "/v3/conversations/{conversation}/members/{member}") in stage.cloud.calls
    assert len(stage.cloud.assertions) == 1


def test_a_colleague_is_known_by_the_address_in_the_tenant_from_then_on_until_they_leave(stage: Stage) -> None:
    for key in ("1", "2"):
        stage.brings({**teams.message("help", conversation=ALONE), "id": key})
    assert acts(stage).count("organisation.match") == 1
    assert ("GET", "/v3/conversations/{conversation}/members/{member}") in stage.cloud.calls
    stage.app.database.transact(lambda c: Store(c, cast.WATERVEEN).people.set_active(cast.SANNE, active=False))
    stage.brings({**teams.message("mijn", conversation=ALONE), "id": "3"})
    stage.loop.until(lambda: len(stage.cloud.tenant.cards(ALONE["id"])) == 3)
    assert "Ik ken je nog niet" in json.dumps(stage.cloud.tenant.cards(ALONE["id"])[-1])
    assert acts(stage).count("organisation.match") == 1


def test_a_colleague_is_the_same_where_teams_does_not_tell_the_id_in_entra(stage: Stage) -> None:
    for key in ("1", "2"):
        told = teams.message("mijn", conversation=ALONE)
        assert stage.brings({**told, "from": {"id": "29:1fatima"}, "id": key}).status == 200
    assert "Jouw overzicht" in shown(stage)
    assert acts(stage).count("organisation.match") == 1
    asked = [call for call in stage.cloud.calls if call[1].endswith("/members/{member}")]
    assert len(asked) == 2, "once for the id and once for the address; then it is known"


def test_a_conversation_is_kept_and_an_activity_without_an_address_takes_none_away(stage: Stage) -> None:
    stage.brings(teams.activity("installationUpdate", action="add", conversation=ALONE))
    without = {**teams.activity("installationUpdate", action="add-upgrade", conversation=ALONE), "serviceUrl": None}
    assert stage.brings(without).status == 200
    kept = stage.app.database.read(lambda c: Conversations(c, "teams").with_user(teams.TENANT, teams.USER))
    assert kept
    assert (kept.id, kept.service_url, kept.installed) == (ALONE["id"], stage.cloud.service_url.rstrip("/"), True)
    for action in ("remove-upgrade", "add-upgrade"):
        stage.brings(teams.activity("installationUpdate", action=action, conversation=ALONE))
    kept = stage.app.database.read(lambda c: Conversations(c, "teams").with_user(teams.TENANT, teams.USER))
    assert kept is not None
    assert kept.installed, "an update of the app takes it out and puts it back at once"
    stage.brings(teams.activity("installationUpdate", action="remove", conversation=ALONE))
    kept = stage.app.database.read(lambda c: Conversations(c, "teams").with_user(teams.TENANT, teams.USER))
    assert kept
    assert not kept.installed


# ------------------------------------------------------------- when things are away


def test_while_nothing_can_be_stored_people_read_so_and_an_open_form_keeps_what_was_typed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import Database, DatabaseUnusable  # noqa: PLC0415

    stage.brings(teams.message("help", conversation=ALONE))
    card = opened(stage)

    def away(*_given: object, **_named: object) -> None:
        raise DatabaseUnusable("away")

    with monkeypatch.context() as gone:
        for way in ("transact", "begin"):
            gone.setattr(Database, way, away)
        asked = stage.brings({**teams.message("help", conversation=ALONE), "id": "later"})
        answer = sent_in(stage, card, "4", problem="De oude zijn op.")
        pressed = {"type": "Action.Execute", "verb": "x", "data": {"_action": "requests.show", "_values": {}}}
        press = invoke(stage, "adaptiveCard/action", "5", action=pressed, trigger="manual")
    assert asked.status == 200
    texts = [m.get("text") for m in stage.cloud.tenant.messages.values()]
    assert DUTCH.say(GONE) in texts
    again = json.dumps(answer.body, ensure_ascii=False)
    assert DUTCH.say(GONE) in again
    assert "De oude zijn op." in again
    assert press.body["value"] == DUTCH.say(GONE)


def test_nobody_is_told_that_a_form_is_in_before_it_is_stored(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    card = opened(stage)
    with monkeypatch.context() as slow:
        slow.setattr(interactions, "PATIENCE_SECONDS", 0.0)
        waits = json.dumps(sent_in(stage, card, **FULL, personal_data="no").body, ensure_ascii=False)
        press = invoke(stage, "task/fetch", "4", data=NEW).body
    assert DUTCH.say(LATE_FORM) in waits
    assert '"value": "De oude zijn op."' in waits
    assert press == {"task": {"type": "message", "value": DUTCH.say(LATE)}}
    assert sent_in(stage, card, "3", **FULL, personal_data="no").body == {}
    assert acts(stage).count("requests.submit") == 1


def test_people_are_answered_while_the_connector_is_slow(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acquaintances, "LOOK_SECONDS", 0.05)
    stage.cloud.connector_seconds = 5
    assert invoke(stage, "task/fetch", data=NEW).body["task"]["type"] == "message"
    assert stage.brings(teams.message("help", conversation=ALONE)).status == 200
