# SPDX-License-Identifier: EUPL-1.2
"""How values travel through Teams and back: in the data of an action, beside what is filled in.

What a person fills in is merged into the same object under the names of the fields, which never begin with a line.
"""

from collections.abc import Mapping
from typing import Any

from bot.payload import Payload, pairs, text, texts
from commands.events import Press, Submit
from commands.forms import FormView, Someone

#: Before the account in the answer of a person field; what follows is the id in Entra.
ACCOUNT = "teams:"


def press_data(press: Press) -> dict[str, Any]:
    """Return the data of a button."""
    return {"_action": press.action, "_values": dict(press.values)}


def form_data(view: FormView, people: frozenset[str]) -> dict[str, Any]:
    """Return the data of a form's action: its fields in order, and which of them are people pickers."""
    return {
        "_form": view.form,
        "_hidden": dict(view.hidden),
        "_fields": [field.name for field in view.fields],
        "_people": [field.name for field in view.fields if isinstance(field, Someone) and field.name in people],
    }


def read_data(data: Payload) -> Press | Submit | None:
    """Return the press or the form that this data is of; None where it is not ours."""
    if form := text(data, "_form"):
        people = set(texts(data, "_people"))
        given: Mapping[str, str] = {name: text(data, name) for name in texts(data, "_fields")}
        answers = ((name, f"{ACCOUNT}{said}" if name in people else said) for name, said in given.items() if said)
        return Submit(form, tuple(answers), pairs(data, "_hidden"))
    if action := text(data, "_action"):
        return Press(action, pairs(data, "_values"))
    return None
