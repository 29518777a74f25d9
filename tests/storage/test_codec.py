# SPDX-License-Identifier: EUPL-1.2
"""Everything of the closed vocabulary survives being kept, and nothing else is kept."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import commands.cards
import commands.forms
import commands.money
import commands.text
from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Paragraph, Tone
from commands.events import Ask, Close, Press, Submit
from commands.forms import Field, FormView, Line
from commands.money import Euro
from commands.people import Side
from commands.text import Listing, Message, Moment, Value, _, n_
from storage.codec import SCALARS, VOCABULARY, Undecodable, decode, decode_ack, encode, encode_ack
from tests.strategies import cards, forms

NAMES = {**vars(commands.text), **vars(commands.cards), **vars(commands.forms), **vars(commands.money)}

moments = st.datetimes(timezones=st.just(UTC))
numbers = st.decimals(allow_nan=False, allow_infinity=False)
scalars = st.one_of(
    st.text(), st.integers(), numbers, numbers.map(Euro), st.dates(), st.builds(Moment, moments), st.text()
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(st.text() | st.builds(Message, st.text()), max_size=3).map(lambda items: Listing(tuple(items))),
        st.builds(
            Message, st.text(), st.lists(st.tuples(st.text(), inner), max_size=3).map(tuple), st.sampled_from(["", "s"])
        ),
    ),
    max_leaves=6,
)


def _reachable(kind: object, found: set[type]) -> set[type]:
    """Return every class that a value of this kind may hold."""
    for part in get_args(kind):
        _reachable(part, found)
    if isinstance(kind, type) and kind not in found and (is_dataclass(kind) or issubclass(kind, Enum)):
        found.add(kind)
        if is_dataclass(kind):
            for hint in get_type_hints(kind, NAMES).values():
                _reachable(hint, found)
    return found


def test_every_class_that_a_card_or_form_may_hold_can_be_kept() -> None:
    wanted: set[type] = set()
    for root in (Card, FormView, Element, Field, Ask | Press | Submit | Close):
        _reachable(root, wanted)

    kept = {*VOCABULARY.values(), *(kind for kind, _read in SCALARS.values())}
    assert wanted <= kept
    assert {Message, Listing, Moment, Euro, Button, Line} <= wanted


def test_no_two_classes_are_kept_under_one_name() -> None:
    assert not {*VOCABULARY} & {*SCALARS}
    assert all(name == kind.__name__ for name, kind in VOCABULARY.items())


@given(values)
def test_a_message_with_any_values_survives(value: Value) -> None:
    message = Message("You have {what}.", (("what", value),))
    again = decode(encode(message), Message)
    assert again == message
    assert type(again.values[0][1]) is type(value)


@given(cards)
def test_any_card_survives(card: Card) -> None:
    assert decode(encode(card), Card) == card


@given(forms())
def test_any_form_survives(form: FormView) -> None:
    assert decode(encode(form), FormView) == form
    assert decode_ack(encode_ack(form)) == form


@given(st.builds(Submit, st.text(), st.lists(st.tuples(st.text(), st.text())).map(tuple)) | st.builds(Ask, st.text()))
def test_what_was_said_survives(said: Submit | Ask) -> None:
    assert decode(encode(said), type(said)) == said


def test_an_acknowledgement_without_a_form_survives() -> None:
    assert decode_ack(encode_ack(None)) is None
    assert decode_ack("") is None


def test_what_is_kept_is_compact_and_ascii() -> None:
    card = Card(_("Fatima – {amount}", amount=Euro(Decimal("40000.00"))), (Paragraph("één"),), Tone.GOOD)

    assert encode(card) == (
        '{"_":"Card","title":{"_":"Message","id":"Fatima \\u2013 {amount}","values":'
        '[["amount",{"_":"Euro","value":{"_":"Decimal","v":"40000.00"}}]]},'
        '"elements":[{"_":"Paragraph","text":"\\u00e9\\u00e9n"}],"tone":{"_":"Tone","v":"good"}}'
    )


def test_a_field_that_is_added_later_reads_its_default_from_what_was_kept_before() -> None:
    old = '{"_":"Card","title":"Hoi"}'
    assert decode(old, Card) == Card("Hoi")
    assert {f.name for f in fields(Card)} > {"title"}


def test_a_day_and_a_moment_are_not_confused() -> None:
    message = _("{day} {hour}", day=date(2026, 3, 14), hour=Moment(datetime(2026, 3, 14, 9, 0, tzinfo=UTC)))
    assert decode(encode(message), Message) == message


def test_counting_messages_keep_their_plural() -> None:
    message = n_("{count} request", "{count} requests", 3)
    assert decode(encode(message), Message) == message


def test_the_value_of_an_enumeration_is_kept_as_its_words() -> None:
    assert decode(encode(_("{side}", side=Side.IT)), Message) == _("{side}", side="it")


@pytest.mark.parametrize("stranger", [1.5, {"a": 1}, object(), [1], Account := type("Account", (), {})()])
def test_what_is_not_in_the_vocabulary_is_refused(stranger: object) -> None:
    with pytest.raises(TypeError, match="not in the vocabulary"):
        encode(stranger)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "{}",
        "[]",
        '"Card"',
        '{"_":"Card"}',
        '{"_":"Card","title":"x","unheard":1}',
        '{"_":"Person","id":"x"}',
        '{"_":"Decimal","v":"veel"}',
        '{"_":"date","v":"gisteren"}',
        json.dumps({"_": "Paragraph", "text": "x"}),
    ],
)
def test_what_cannot_be_read_says_so(kept: str) -> None:
    with pytest.raises(Undecodable):
        decode(kept, Card)


def test_buttons_keep_what_they_press() -> None:
    press = Press("requests.approve", (("ref", "ITV-2026-0014"),))
    card = Card("x", (Entries((Entry("a", button=Button("Ja", press)),)), Buttons((Button("Nee", press),))))
    assert decode(encode(card), Card) == card
