# SPDX-License-Identifier: EUPL-1.2
"""The two ways in which a command says no; anything else that is raised is a bug."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commands.refs import Ref
from commands.text import Message, Value

if TYPE_CHECKING:
    from commands.cards import Button


class Refused(Exception):
    """I can't do that."""

    offers: tuple["Button", ...] = ()
    about: Ref | None = None

    def __init__(self, **values: Value) -> None:
        """Fill the sentence, which is the docstring of the class, with these values."""
        super().__init__()
        self.message = Message(sentence(type(self)), tuple(values.items()))

    def __str__(self) -> str:
        """Return the English sentence, for logs and tests."""
        return self.message.id.format(**dict(self.message.values))

    def offering(self, *buttons: "Button", about: Ref | None = None) -> "Refused":
        """Return this refusal with what the person can do instead, and what it was about (for the journal)."""
        self.offers = buttons
        self.about = about
        return self


def sentence(refused: type[Refused]) -> str:
    """Return the docstring of a refusal as one line: the message id that the user reads."""
    return " ".join((refused.__doc__ or "").split())


class FormErrors(Exception):
    """What is wrong with a form, by field; the form stays open with each message beside its field."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        """Keep the messages by name of the field."""
        super().__init__(", ".join(errors))
        self.errors = dict(errors)
