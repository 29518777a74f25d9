# SPDX-License-Identifier: EUPL-1.2
"""What is posted becomes one event, or one clear sentence."""

import pytest

from bot.local.limits import MOST_WORDS
from bot.local.listen import NothingTyped, PressUnreadable, TooManyWords, read_ask, read_close, read_press, read_submit
from bot.local.visit import Visit, asked_language, asked_step
from commands.errors import Refused
from commands.events import Ask, Close, Place, Room
from commands.forms import Day, FormView, OneOf, Option
from commands.people import Account
from storage.codec import encode_form

VISIT = Visit(Account("local", "waterveen", "sanne-de-vries"))
KEY = "0123456789abcdef0123456789abcdef"


def test_words_are_said_in_the_direct_conversation_of_who_types_them() -> None:
    incoming = read_ask({"words": "wie beslist over\r\nlaptops?", "key": KEY}, VISIT)
    assert incoming.said == Ask("wie beslist over\nlaptops?")
    assert incoming.account == VISIT.account
    assert incoming.place == Place("local", "sanne-de-vries", Room.DIRECT)


def test_words_in_a_channel_are_said_there_without_the_mention() -> None:
    incoming = read_ask({"words": "@Mandaat, wie beslist?", "key": KEY}, VISIT.in_room("portfolioboard"))
    assert incoming.said == Ask("wie beslist?")
    assert incoming.place == Place(
        "local", "portfolioboard", Room.CHANNEL, channel=Account("local", VISIT.account.tenant, "portfolioboard")
    )


def test_the_message_that_was_pressed_is_known() -> None:
    posted = {"press": '{"action":"a.b","values":[["ref","1"]]}', "message": "r-7", "key": KEY}
    assert read_press(posted, VISIT).place.message == "r-7"


def test_two_buttons_of_one_card_are_two_events() -> None:
    one, other = ({"press": f'{{"action":"{action}","values":[]}}', "key": KEY} for action in ("a.yes", "a.no"))
    assert read_press(one, VISIT).key != read_press(other, VISIT).key


def test_a_number_that_is_not_ours_is_replaced_and_not_trusted() -> None:
    first, second = (read_ask({"words": "help", "key": "x" * 5000}, VISIT).key for _ in range(2))
    assert first != second
    assert len(first) < 100


def test_a_form_that_is_closed_untouched_holds_nothing_typed() -> None:
    day, kind = Day("When", name="day", value="2026-11-29"), OneOf("Which", (Option("a", "A"),), name="kind", value="x")
    view = FormView("a.b", "t", "s", (day, kind))
    posted = {"view": encode_form(view), "field.day": "29 november 2026", "field.kind": ""}
    assert not _closed(posted).typed
    assert _closed(posted | {"field.day": "30 november 2026"}).typed
    assert _closed(posted | {"field.kind": "a"}).typed


def _closed(posted: dict[str, str]) -> Close:
    said = read_close(posted, VISIT).said
    assert isinstance(said, Close)
    return said


@pytest.mark.parametrize("words", ["", "   ", "\r\n\t", None])
def test_nothing_typed_is_said_so(words: str | None) -> None:
    with pytest.raises(NothingTyped):
        read_ask({} if words is None else {"words": words}, VISIT)


def test_a_message_that_is_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(TooManyWords) as refused:
        read_ask({"words": "x" * 100_000}, VISIT)
    assert dict(refused.value.message.values) == {"count": 100_000, "most": MOST_WORDS}


@pytest.mark.parametrize(
    "press",
    ["", "{", "[]", "null", "7", '{"action":"a.b"}', '{"action":"a.b","values":7}', '{"values":[]}', "[" * 9999],
)
def test_a_press_that_cannot_be_read_is_refused(press: str) -> None:
    with pytest.raises(PressUnreadable):
        read_press({"press": press}, VISIT)


@pytest.mark.parametrize("view", ["", "[" * 9999, "{}", '{"_":"Card","title":"x"}', "nonsense", '{"_":"FormView"}'])
def test_a_form_that_cannot_be_read_is_refused(view: str) -> None:
    with pytest.raises(Refused):
        read_submit({"view": view}, VISIT)


def test_the_address_says_who_where_in_which_language_and_how_far() -> None:
    visit = VISIT.in_room("portfolioboard").in_language("en").at_step(2)
    assert visit.href == "/chat?as=sanne-de-vries&in=portfolioboard&lang=en&tour=2"
    assert "tour" not in VISIT.href


@pytest.mark.parametrize(("asked", "step"), [("2", 2), ("", 0), ("9", 0), ("²", 0), ("-1", 0), ("12", 0)])
def test_a_step_that_does_not_exist_is_no_step(asked: str, step: int) -> None:
    assert asked_step({"tour": asked}) == step


def test_a_language_we_do_not_speak_is_not_chosen() -> None:
    assert asked_language({"lang": "fr"}, "nl") == "nl"
    assert asked_language({"lang": "en"}, "nl") == "en"
