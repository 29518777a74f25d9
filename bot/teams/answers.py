# SPDX-License-Identifier: EUPL-1.2
"""What an invoke of Teams is answered with: a word on a card, a card in its place, a dialog, or a list of results.

Source: learn.microsoft.com, "Universal Actions for Adaptive Cards", "Dialogs (task modules)", "Message extensions".
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.language import Localizer
from bot.lengths import NOTHING, clip, said
from bot.teams import limits
from bot.teams.connector import ADAPTIVE
from bot.teams.fields import render_form
from bot.teams.texts import Item
from commands.forms import FormView
from commands.text import Message, Text

_MESSAGE = "application/vnd.microsoft.activity.message"


def word(text: str) -> Item:
    """Return what a press on a card is answered with: a word that Teams shows at it."""
    return {"statusCode": 200, "type": _MESSAGE, "value": text}


def card(drawn: Item) -> Item:
    """Return a card to stand in the place of the one that was looked at or pressed."""
    return {"statusCode": 200, "type": ADAPTIVE, "value": drawn}


def dialog(
    view: FormView,
    opened: str,
    reader: Localizer,
    errors: Mapping[str, Message] | None = None,
    values: Mapping[str, str] | None = None,
) -> Item:
    """Return a dialog with a form; ``opened`` is the key of the event that opened it."""
    title = clip(said(view.title, reader, NOTHING), limits.DIALOG_TITLE)
    content = render_form(view, reader, errors, values, opened=opened)
    shown = {
        "title": title,
        "height": "large",
        "width": "medium",
        "card": {"contentType": ADAPTIVE, "content": content},
    }
    return {"task": {"type": "continue", "value": shown}}


def notice(text: str) -> Item:
    """Return a dialog that says one thing."""
    return {"task": {"type": "message", "value": text}}


def closed() -> Item:
    """Return what closes a dialog."""
    return {}


def results(found: Sequence[tuple[Item, Text, Text]], reader: Localizer) -> Item:
    """Return what a search found: the card of each, and its title and a line for the list."""
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": [
        _attachment(drawn, said(title, reader, NOTHING), said(line, reader)) for drawn, title, line in found
    ]}}  # fmt: skip


def hint(text: str) -> Item:
    """Return what stands where a search found nothing."""
    return {"composeExtension": {"type": "message", "text": text}}


def _attachment(drawn: Item, title: str, line: str) -> dict[str, Any]:
    """Return one thing that was found."""
    preview = {"title": clip(title, limits.HEADING), "text": clip(line, limits.HEADING)}
    return {
        "contentType": ADAPTIVE,
        "content": drawn,
        "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": preview},
    }
