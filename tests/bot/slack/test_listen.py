# SPDX-License-Identifier: EUPL-1.2
"""What Slack sends becomes what a person said, and every button and form drawn there comes back as it was meant."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from bot.slack import read, render_card, render_form
from bot.slack.listen import read_close, read_press, read_submit
from bot.slack.markup import groups, words
from commands.cards import Button, Buttons, Card, Link, Links, buttons
from commands.events import Ask, Close, Incoming, Place, Press, Room, Submit
from commands.forms import FormView, Line, OneOf
from commands.people import Account
from tests import strategies
from tests.bot.readers import DUTCH, readers
from tests.fakes import slack

FATIMA = Account("slack", slack.TEAM, slack.USER)


@given(strategies.small_cards)
def test_every_button_comes_back_as_the_press_it_was_drawn_from(card: Card) -> None:
    message = render_card(card, DUTCH)
    drawn = slack.pressable(message)
    pressed = [read_press(slack.press(message, button)) for button in drawn]
    assert pressed == [button.press for button in buttons(card)][: len(drawn)]
    assert len(drawn) == len(buttons(card)) or any("context" in block["type"] for block in message["blocks"])


@given(strategies.forms(), readers, st.data())
def test_every_form_comes_back_as_it_was_filled_in(view: FormView, reader: Localizer, data: st.DataObject) -> None:
    modal = render_form(view, reader)
    filled: dict[str, str | int] = {}
    answers: list[tuple[str, str]] = []
    for field in view.fields:
        kind = next(b["element"]["type"] for b in modal["blocks"] if b.get("block_id") == field.name)
        if isinstance(field, OneOf) and field.options:
            number = data.draw(st.integers(0, len(field.options) - 1))
            filled[field.name], said = number, field.options[number].value
        else:
            typed = data.draw(st.sampled_from(["", "2026-03-14", "U0SANNE"]) | strategies.values)
            filled[field.name], said = typed, f"slack:{typed}" if kind == "users_select" and typed else typed
        answers += [(field.name, said)] if said else []
    assert read_submit(slack.submit(modal, filled)) == Submit(view.form, tuple(answers), view.hidden)


@given(strategies.forms(), readers)
def test_a_form_that_is_closed_as_it_was_drawn_holds_nothing_typed(view: FormView, reader: Localizer) -> None:
    closed = read_close(slack.closed(render_form(view, reader), {}, told=()))
    assert closed
    assert not closed.typed
    assert (closed.form, closed.hidden) == (view.form, view.hidden)


def test_what_slack_does_not_tell_of_a_closed_form_is_as_it_was_drawn() -> None:
    view = FormView("a.b", "t", "s", (Line("One", name="one", value="1"), Line("Two", name="two", value="2")))
    told = slack.closed(render_form(view, DUTCH), {"one": "", "two": "zwei"}, told=("two",))
    assert read_close(told) == Close("a.b", (("one", "1"), ("two", "zwei")), (("one", "1"), ("two", "2")))
    emptied = slack.closed(render_form(view, DUTCH), {"two": ""}, told=("two",))
    assert read_close(emptied) == Close("a.b", (("one", "1"),), (("one", "1"), ("two", "2")))


def test_a_press_says_who_where_and_on_which_message() -> None:
    message = render_card(Card("Kies", (Buttons((Button("Ja", Press("house.yes")),)),)), DUTCH)
    assert read(slack.press(message, slack.pressable(message)[0])) == Incoming(
        Press("house.yes"),
        FATIMA,
        Place("slack", slack.CHANNEL, Room.CHANNEL, "1763978400.000100", replace(FATIMA, user=slack.CHANNEL)),
        "slack/T0WATER/12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
    )


def test_a_link_that_is_opened_is_no_press() -> None:
    link = Links((Link("Besluit", "https://example.org/14"),))
    message = render_card(Card("Titel", (link,)), DUTCH)
    assert read(slack.press(message, message["blocks"][1]["elements"][0])) is None


def test_a_slash_command_keeps_its_slash() -> None:
    heard = read(slack.command("/itverzoek", "nieuwe laptop &amp; dock"))
    assert heard is not None
    assert (heard.said, heard.opens) == (Ask("/itverzoek nieuwe laptop & dock"), True)
    assert heard.place == Place("slack", slack.USER), "others do not see that it was typed"
    direct = read(slack.command("/mijn", "", "D0FATIMA"))
    assert direct is not None
    assert (direct.said, direct.place) == (Ask("/mijn"), Place("slack", "D0FATIMA"))


def test_a_mention_loses_our_name_and_cannot_open_a_form() -> None:
    heard = read(slack.event("app_mention", "<@U0BOT> wie beslist over laptops?"))
    assert heard is not None
    assert (heard.said, heard.opens) == (Ask("wie beslist over laptops?"), False)
    assert heard.key == "slack/T0WATER/Ev0123"


def test_our_name_is_known_by_its_place_where_slack_does_not_say_who_we_are() -> None:
    payload = slack.event("app_mention", "<@U0BOT> wie vervangt <@U0SANNE>?")
    heard = read({name: value for name, value in payload.items() if name != "authorizations"})
    assert heard is not None
    assert heard.said == Ask("wie vervangt slack:U0SANNE?")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mag &lt;ik&gt; dit &amp;amp;?", "mag <ik> dit &amp;?"),
        ("vraag <@U0SANNE> of <#C1|inkoop>", "vraag slack:U0SANNE of #inkoop"),
        ("zie <https://example.org|example.org> en <https://a.nl>", "zie example.org en https://a.nl"),
        ("<!channel> <!subteam^S1|@bestuur>", "@channel @bestuur"),
    ],
)
def test_markup_is_read_as_the_words_people_see(typed: str, meant: str) -> None:
    assert words(typed) == meant


def test_who_mentions_a_user_group_means_the_body_for_which_it_stands() -> None:
    bodies = {"S1": "Portfolioboard"}
    for payload in (
        slack.command("/wiebeslist", "wat ligt er bij <!subteam^S1>?"),
        slack.event("app_mention", "<@U0BOT> wat ligt er bij <!subteam^S1|@bestuur>?"),
        slack.on_message("itverzoek", "wat ligt er bij <!subteam^S1|@bestuur>?"),
    ):
        heard = read(payload, bodies=bodies)
        assert heard is not None
        assert isinstance(heard.said, Ask)
        assert "wat ligt er bij Portfolioboard?" in (heard.said.words + heard.said.quoted)
        assert groups(payload) == {"S1"}
    assert words("<!subteam^S2> en <!subteam^S2|@anderen>", bodies=bodies) == "@subteam^S2 en @anderen"


@pytest.mark.parametrize(
    "payload",
    [
        {**slack.command("/mijn", ""), "is_enterprise_install": "true", "enterprise_id": "E0GRID"},
        {**slack.submit({"blocks": [], "callback_id": "a.b"}, {}), "team": None, "enterprise": {"id": "E0GRID"}},
        {k: v for k, v in slack.event("message", "help").items() if k not in {"team_id", "api_app_id", "token"}},
        {k: v for k, v in slack.event("message", "help").items() if k != "event_id"},
    ],
    ids=["command", "form", "message", "without-event-id"],
)
def test_where_slack_says_less_or_for_a_whole_grid_it_is_still_known_whose_it_is(payload: dict[str, Any]) -> None:
    heard = read(payload)
    assert heard is not None
    assert heard.account == FATIMA


@pytest.mark.parametrize(
    "payload",
    [
        {**slack.event("app_mention", "<@U0BOT> help", team="T0GUESTS", user_team=slack.TEAM), "team_id": "T0GUESTS"},
        {
            **(asked := slack.submit({"blocks": [], "callback_id": "a.b"}, {})),
            "team": {"id": "T0GUESTS", "domain": "elsewhere"},
            "user": {**asked["user"], "team_id": "T0GUESTS"},
            "view": {**asked["view"], "team_id": "T0GUESTS", "app_installed_team_id": slack.TEAM},
        },
        {**asked, "team": None, "view": {**asked["view"], "app_installed_team_id": "E0GRID"}},
    ],
    ids=["mention", "form", "form-in-a-grid"],
)
def test_in_a_channel_that_organisations_share_we_are_in_the_workspace_that_installed_the_app(
    payload: dict[str, Any],
) -> None:
    """The mention is as Slack brought it to Bolt: one of ours said it, and the other side is named first."""
    heard = read(payload)
    assert heard is not None
    assert heard.account == FATIMA


def test_a_form_that_comes_without_its_blocks_is_read_by_what_was_typed() -> None:
    asked = slack.submit({"blocks": [], "callback_id": "a.b"}, {})
    typed = {"subject": {"answer": {"type": "plain_text_input", "value": "Laptops"}}, "why": {}}
    heard = read({**asked, "view": {**asked["view"], "state": {"values": typed}}})
    assert heard is not None
    assert heard.said == Submit("a.b", (("subject", "Laptops"),))
    left = read({**asked, "type": "view_closed", "view": {**asked["view"], "state": {"values": typed}}})
    assert left is not None
    assert left.said == Close("a.b", (("subject", "Laptops"),))


def test_a_press_without_a_trigger_counts_and_opens_nothing() -> None:
    message = render_card(Card("Kies", (Buttons((Button("Ja", Press("house.yes")),)),)), DUTCH)
    heard = read(slack.press(message, slack.pressable(message)[0], trigger_id=None))
    assert heard is not None
    assert (heard.said, heard.opens) == (Press("house.yes"), False)


def test_a_message_shortcut_brings_the_message_and_where_it_stands() -> None:
    heard = read(slack.on_message("itverzoek", "Kan iemand <@U0SANNE> een laptop geven?"))
    assert heard is not None
    assert heard.said == Ask(
        "/itverzoek",
        "Kan iemand slack:U0SANNE een laptop geven?",
        "https://waterveen.slack.com/archives/C0BOARD/p1763978300000500",
    )


@pytest.mark.parametrize(
    "payload",
    [
        slack.event("message", "hoi", bot_id="B1"),
        slack.event("message", "hoi", subtype="message_changed"),
        slack.event("message", "hoi", channel_type="channel"),
        slack.event("message", "hoi", user="U0BOT"),
        slack.event("app_mention", "<@U0BOT> hoi", edited={"user": "U0FATIMA", "ts": "1"}),
        slack.event("reaction_added", ""),
        {"type": "block_actions"},
        {"type": "url_verification", "challenge": "x"},
        {},
    ],
)
def test_what_is_not_for_us_is_left_alone(payload: dict[str, Any]) -> None:
    assert read(payload) is None


@given(st.data())
def test_a_payload_of_any_shape_is_no_error(data: st.DataObject) -> None:
    payload = data.draw(
        st.sampled_from(
            [
                slack.event("message", "x"),
                slack.command("/mijn", "x"),
                slack.on_message("itverzoek", "x"),
                slack.submit(render_form(FormView("a.b", "t", "s", ()), DUTCH), {}),
            ]
        )
    )
    bent = dict(payload)
    for name in data.draw(st.lists(st.sampled_from(sorted(bent)), max_size=4)):
        bent[name] = data.draw(st.none() | st.text(max_size=3) | st.lists(st.none(), max_size=2) | st.just({"id": 1}))
    heard = read(bent)
    assert heard is None or heard.account.user
