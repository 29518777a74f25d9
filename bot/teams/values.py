# SPDX-License-Identifier: EUPL-1.2
"""How values travel through Teams and back: in the data of an action, beside what is filled in.

What a person fills in is merged into the same object under the names of the fields, which never begin with a line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.payload import Payload, pairs, text, texts
from commands.events import Press, Submit
from commands.forms import FormView, Someone

#: Before the account in the answer of a person field; what follows is the id in Entra.
ACCOUNT = "teams:"
#: In the data of an action: Teams asks us for a dialog to open.
DIALOG: Mapping[str, Any] = {"msteams": {"type": "task/fetch"}}


def press_data(press: Press) -> dict[str, Any]:
    """Return the data of a button."""
    return {"_action": press.action, "_values": dict(press.values)}


def form_data(view: FormView, people: frozenset[str], opened: str) -> dict[str, Any]:
    """Return the data of a form's action: its fields in order, which of them are people pickers, and what opened it."""
    return {
        **({"_opened": opened} if opened else {}),
        "_form": view.form,
        "_hidden": dict(view.hidden),
        "_fields": [field.name for field in view.fields],
        "_people": [field.name for field in view.fields if isinstance(field, Someone) and field.name in people],
    }


def refresh(key: str, watchers: Sequence[str]) -> dict[str, Any]:
    """Return what has a card asked for anew, without a press, when one of these people looks at it."""
    action = {"type": "Action.Execute", "verb": "refresh", "data": {"_refresh": key}}
    return {"action": action, "userIds": list(watchers)}


def refreshed(data: Payload) -> str:
    """Return the key of the card that is asked for anew; nothing where it is something else."""
    return text(data, "_refresh")


def opened_by(data: Payload) -> str:
    """Return the key of the event that opened the form that this data is of."""
    return text(data, "_opened")


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
