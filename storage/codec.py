# SPDX-License-Identifier: EUPL-1.2
"""Cards, forms and messages to JSON and back: tagged, compact, and total over the closed vocabulary.

What holds its default is left out, so a field that is added later reads from what was kept before. A value of the
vocabulary is an object with its name under ``_``; a tuple is an array; text, whole numbers, yes or no are themselves.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar, get_args

from commands.cards import Bar, Button, Card, Element, Entry, Fact, Link, Mark, Style, Tone, Weight
from commands.events import Ask, Close, Press, Submit
from commands.forms import Field, FormView, Option
from commands.money import Euro
from commands.text import Listing, Message, Moment

T = TypeVar("T")
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

_PARTS: tuple[type[Any], ...] = (
    Bar, Button, Card, Entry, Euro, Fact, FormView, Link, Listing, Mark, Message, Moment, Option,
)  # fmt: skip
_SAID: tuple[type[Any], ...] = (Ask, Press, Submit, Close)

#: Every dataclass that can be kept, by its name.
VOCABULARY: Mapping[str, type[Any]] = {
    kind.__name__: kind for kind in (*_PARTS, *_SAID, *get_args(Element), *get_args(Field))
}
#: By class: its name, and of each field the name, the default, and the class of the default.
_KEPT = {
    kind: (name, tuple((f.name, f.default, type(f.default)) for f in fields(kind))) for name, kind in VOCABULARY.items()
}

# Made once: one with other separators than the usual is else made for every card.
_COMPACT = json.JSONEncoder(separators=(",", ":"))

#: Every value that is written as one text, by its name; the reader of that text. A moment comes before a day, which
#: it also is.
SCALARS: Mapping[str, tuple[type[Any], Callable[[str], Any]]] = {
    "datetime": (datetime, datetime.fromisoformat),
    "date": (date, date.fromisoformat),
    "Decimal": (Decimal, Decimal),
    "Style": (Style, Style),
    "Tone": (Tone, Tone),
    "Weight": (Weight, Weight),
    # Text with half a character in it: JSON would glue two halves into one.
    "halves": (str, lambda text: bytes.fromhex(text).decode("utf-32-be", "surrogatepass")),
}


class Undecodable(ValueError):
    """What was kept is not in this program's vocabulary; it was kept by a newer one, or damaged."""


def encode(value: object) -> str:
    """Return a value of the vocabulary as compact JSON; text is ASCII-only, so every database takes any character.

    Raises:
        TypeError: when something in it is not in the vocabulary.

    """
    return _COMPACT.encode(_plain(value))


def decode(text: str, kind: type[T]) -> T:
    """Return the value that was kept.

    Raises:
        Undecodable: when it is not a value of this kind.

    """
    try:
        value = _value(json.loads(text))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Undecodable(f"{type(error).__name__} in {text[:200]}") from error
    if not isinstance(value, kind):
        raise Undecodable(f"not a {kind.__name__}: {text[:200]}")
    return value


def encode_card(card: Card) -> str:
    """Return a card as JSON."""
    return encode(card)


def decode_card(text: str) -> Card:
    """Return the card that was kept."""
    return decode(text, Card)


def encode_form(form: FormView) -> str:
    """Return a form as JSON."""
    return encode(form)


def decode_form(text: str) -> FormView:
    """Return the form that was kept."""
    return decode(text, FormView)


def encode_ack(form: FormView | None) -> str:
    """Return an acknowledgement as JSON: a form to open, or nothing."""
    return encode(form)


def decode_ack(text: str) -> FormView | None:
    """Return the acknowledgement that was kept; an empty text is an acknowledgement without a form."""
    return decode_form(text) if text not in ("", "null") else None


def _plain(value: object) -> Json:
    """Return the value in what JSON knows."""
    kind = type(value)
    if kind is str:
        return _text(value)  # type: ignore[arg-type]  # mypy does not narrow by type(): a StrEnum must not pass here
    if value is None or kind is int or kind is bool:
        return value  # type: ignore[return-value]  # as above
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if kind in _KEPT:
        name, kept = _KEPT[kind]
        plain: dict[str, Json] = {"_": name}
        for field, default, usual in kept:
            held = getattr(value, field)
            # What holds its default is left out; 0, "" and False are not each other.
            if type(held) is not usual or held != default:
                plain[field] = _plain(held)
        return plain
    name = kind.__name__
    if SCALARS.get(name, (None,))[0] is kind:
        text = value.isoformat() if isinstance(value, date) else str(value)
        return {"_": name, "v": text}
    if isinstance(value, str):
        return str(value)  # a member of a StrEnum says its value
    raise TypeError(f"{name} is not in the vocabulary")


def _text(text: str) -> Json:
    """Return text; where half a character stands in it, so that it comes back."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return {"_": "halves", "v": text.encode("utf-32-be", "surrogatepass").hex()}


def _value(kept: Json) -> Any:  # noqa: ANN401 - any value of the vocabulary
    """Return the value that JSON stands for."""
    if isinstance(kept, list):
        return tuple(_value(item) for item in kept)
    if not isinstance(kept, dict):
        return kept
    name = str(kept["_"])
    if name in SCALARS:
        return SCALARS[name][1](str(kept["v"]))
    return VOCABULARY[name](**{field: _value(item) for field, item in kept.items() if field != "_"})
