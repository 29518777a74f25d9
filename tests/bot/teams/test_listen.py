# SPDX-License-Identifier: EUPL-1.2
"""What Teams sends becomes what a person said, and every button and form drawn there comes back as it was meant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from bot.teams import read, render_card, render_form
from bot.teams.listen import read_press, read_submit
from commands.cards import Button, Buttons, Card, buttons
from commands.events import Ask, Incoming, Place, Press, Room, Submit
from commands.forms import FormView, OneOf
from commands.people import Account
from tests import strategies
from tests.bot.readers import DUTCH, readers
from tests.bot.teams.judge import objects
from tests.fakes import teams

FATIMA = Account("teams", teams.TENANT, teams.USER)
MENTION = {"type": "mention", "text": "<at>Mandaat</at>", "mentioned": {"id": teams.BOT, "name": "Mandaat"}}


@given(strategies.small_cards)
def test_every_button_comes_back_as_the_press_it_was_drawn_from(card: Card) -> None:
    drawn = teams.actions(render_card(card, DUTCH))
    wanted = [button.press for button in buttons(card)]
    assert [read_press(teams.execute(action)) for action in drawn] == wanted
    assert [read_press(teams.fallback(action)) for action in drawn] == wanted


@given(strategies.forms(), readers, st.data())
def test_every_form_comes_back_as_it_was_filled_in(view: FormView, reader: Localizer, data: st.DataObject) -> None:
    card = render_form(view, reader)
    filled: dict[str, str] = {}
    answers: list[tuple[str, str]] = []
    for field in view.fields:
        drawn = next(thing for thing in objects(card["body"]) if thing.get("id") == field.name)
        if isinstance(field, OneOf) and field.options:
            typed = said = data.draw(st.sampled_from([choice["value"] for choice in drawn["choices"]]))
        else:
            typed = data.draw(st.sampled_from(["", "2026-03-14", "0aad0a0e-0003"]) | strategies.values)
            said = f"teams:{typed}" if "choices.data" in drawn and typed else typed
        filled[field.name] = typed
        answers += [(field.name, said)] if said else []
    wanted = Submit(view.form, tuple(answers), view.hidden)
    send = teams.actions(card)[-1]
    assert read_submit(teams.dialog(send, filled)) == wanted


def test_a_press_says_who_where_and_on_which_message() -> None:
    action = teams.actions(render_card(Card("Kies", (Buttons((Button("Ja", Press("house.yes")),)),)), DUTCH))[0]
    key = f"teams/{teams.TENANT}/{teams.USER}/1763978411000"
    place = Place("teams", "a:1conversation", Room.DIRECT, "1763978400000")
    assert read(teams.execute(action)) == Incoming(Press("house.yes"), FATIMA, place, key, opens=False)
    assert read(teams.fallback(action)) == Incoming(Press("house.yes"), FATIMA, place, key, opens=False)


def test_a_button_that_asks_for_a_dialog_is_a_press() -> None:
    value = {"data": {"_action": "requests.new", "_values": {"type": "laptop"}}}
    heard = read(teams.activity("invoke", name="task/fetch", value=value))
    assert heard is not None
    assert (heard.said, heard.opens) == (Press("requests.new", (("type", "laptop"),)), True)


def test_a_mention_in_a_channel_loses_our_name() -> None:
    typed = "<at>Mandaat</at>&nbsp;mag <at>Sanne Vos</at> dit &lt;tekenen&gt;?\n"
    heard = read(teams.message(typed, entities=[MENTION], conversation=CHANNEL))
    assert heard is not None
    assert heard.said == Ask("mag Sanne Vos dit <tekenen>?")
    assert (heard.place.room, heard.opens) == (Room.CHANNEL, False)


CHANNEL = {"conversationType": "channel", "tenantId": teams.TENANT, "id": "19:board@thread.tacv2"}
NAMED = {"type": "mention", "mentioned": {"id": teams.BOT, "name": "Mandaat"}}
WRITTEN = {"contentType": "text/html", "content": "<p><at>Mandaat</at>&nbsp;mag dit <b>wel</b>?</p>"}


@pytest.mark.parametrize(
    "activity",
    [
        teams.message("<at>Mandaat</at>&nbsp;mag dit wel?", entities=[NAMED], conversation=CHANNEL),
        teams.activity("message", entities=[MENTION], conversation=CHANNEL, attachments=[{}, WRITTEN]),
        teams.activity(
            "message", textFormat="xml", text=WRITTEN["content"], entities=[MENTION], conversation=CHANNEL, id=None
        ),
        teams.message("<at>Mandaat</at> mag dit wel?", entities=[MENTION], conversation=CHANNEL, recipient=None),
        teams.message(
            "<at>Mandaat</at> mag dit wel?",
            entities=[MENTION],
            conversation={"id": CHANNEL["id"], "isGroup": True},
        ),
    ],
    ids=["no-text", "html-beside", "html", "no-recipient", "no-type"],
)
def test_a_mention_is_read_however_much_teams_tells_of_it(activity: dict[str, Any]) -> None:
    heard = read(activity)
    assert heard is not None
    assert (heard.said, heard.place.room) == (Ask("mag dit wel?"), Room.CHANNEL)
    assert heard.key == getattr(read(activity), "key", "")


def test_a_command_on_a_message_brings_the_message_and_where_it_stands() -> None:
    payload = {"body": {"content": "<div>Kan ik<br>een laptop &amp; dock?</div>"}, "linkToMessage": "https://teams/l/1"}
    value = {"commandId": "itverzoek", "messagePayload": payload}
    heard = read(teams.activity("invoke", name="composeExtension/fetchTask", value=value))
    assert heard is not None
    assert heard.said == Ask("/itverzoek", "Kan ik\neen laptop & dock?", "https://teams/l/1")


@pytest.mark.parametrize(
    "activity",
    [
        teams.activity("messageUpdate", text="hoi"),
        teams.activity("messageReaction", reactionsAdded=[{"type": "like"}]),
        teams.activity("installationUpdate", action="add-upgrade"),
        teams.activity("conversationUpdate", membersAdded=[]),
        teams.activity(
            "invoke", name="adaptiveCard/action", value={"trigger": "automatic", "action": {"data": {"_action": "x"}}}
        ),
        teams.activity("invoke", name="somethingNew"),
        teams.activity("invoke"),
        {**teams.message("hoi"), "from": {"id": "28:other-bot"}},
        {**teams.message("hoi"), "from": None},
        {**teams.message("hoi"), "conversation": None},
        {},
    ],
)
def test_what_is_not_for_us_is_left_alone(activity: dict[str, Any]) -> None:
    assert read(activity) is None


@given(st.data())
def test_an_activity_of_any_shape_is_no_error(data: st.DataObject) -> None:
    names = ["adaptiveCard/action", "task/submit", "task/fetch", "composeExtension/fetchTask", "signin/verifyState"]
    bent = teams.activity(
        data.draw(st.sampled_from(["message", "invoke", "event"])), name=data.draw(st.sampled_from(names))
    )
    anything = (
        st.none() | st.text(max_size=3) | st.lists(st.none(), max_size=2) | st.just({"_form": "a.b", "_fields": 3})
    )
    bent["value"] = data.draw(anything | st.fixed_dictionaries({"action": anything, "data": anything}))
    for name in data.draw(st.lists(st.sampled_from(sorted(bent)), max_size=4)):
        bent[name] = data.draw(anything)
    heard = read(bent)
    assert heard is None or heard.account.user
