# SPDX-License-Identifier: EUPL-1.2
"""Words on a page: escaped, in the reader's language, and safe beside text that runs from right to left."""

import unicodedata
from dataclasses import replace

from markupsafe import Markup, escape

from bot.language import Localizer
from commands.text import Listing, Message, Text, Value

_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
_ISOLATE, _POP = "\u2068", "\u2069"


def words(text: Text, localizer: Localizer) -> Markup:
    """Return the text escaped, with each right-to-left value set apart from the sentence around it."""
    said = localizer.say(_apart(text) if isinstance(text, Message) else text)
    return escape(shown(said))


def shown(text: str) -> str:
    """Return the text without what cannot stand on a page: control characters and halves of characters."""
    return "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} or c in "\n\t" else "\ufffd" for c in text)


def isolated(text: Text, localizer: Localizer) -> Markup:
    """Return the words; what a person wrote is an island of its own, in its own direction."""
    said = words(text, localizer)
    return Markup("<bdi>{}</bdi>").format(said) if isinstance(text, str) and said else said


def direction(text: Text) -> Markup:
    """Return the attribute that lets a paragraph written by a person take its own direction."""
    return Markup(' dir="auto"') if isinstance(text, str) else Markup("")


def _apart(message: Message) -> Message:
    """Return the message with marks around the values that run from right to left."""
    return replace(message, values=tuple((name, _value(value)) for name, value in message.values))


def _value(value: Value) -> Value:
    """Return one value, marked where it needs it."""
    match value:
        case str():
            return f"{_ISOLATE}{value}{_POP}" if _runs_left(value) else value
        case Message():
            return _apart(value)
        case Listing(items):
            return Listing(tuple(_apart(i) if isinstance(i, Message) else str(_value(i)) for i in items))
        case _:
            return value


def _runs_left(text: str) -> bool:
    """Whether any character runs from right to left."""
    return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)
