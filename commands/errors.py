# SPDX-License-Identifier: EUPL-1.2
"""The two ways in which a command says no; anything else that is raised is a bug."""

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from commands.refs import Ref
from commands.text import Message, Value, _

if TYPE_CHECKING:
    from commands.cards import Button

#: What stands beside a field that must be filled in and is not.
MISSING = _("Fill this in.")
#: What is wrong with a form that is no longer asked like this; whoever typed in it can still reach their words.
OUTDATED = _(
    "This form is of an older version of Mandaat and can't be sent in. What you typed still stands here: copy it, close"
    " this form, and open it again."
)


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


def placed(errors: Mapping[str, Message], names: Container[str]) -> dict[str, Message]:
    """Return what is wrong with a form that has these fields: one that it does not ask for makes it outdated."""
    asked = {name: error for name, error in errors.items() if name in names or error != MISSING}
    return asked if len(asked) == len(errors) else {"": OUTDATED, **asked}
