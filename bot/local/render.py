# SPDX-License-Identifier: EUPL-1.2
"""Draws cards and forms as HTML; one ``match`` over the closed vocabulary, everything escaped."""

import json
import secrets
from dataclasses import dataclass, field
from typing import assert_never

from markupsafe import Markup

from bot.language import Localizer
from bot.local.chart import svg
from bot.local.wording import direction, isolated, words
from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Chart,
    Divider,
    Element,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Quote,
    Tone,
)
from commands.events import Press
from commands.text import Message, _

TONE_WORDS: dict[Tone, Message] = {
    Tone.WAITING: _("Still open"),
    Tone.GOOD: _("All right"),
    Tone.BAD: _("Please note"),
}


def fresh_key() -> str:
    """Return a number that is used once: two presses with the same one are one event."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a card is drawn on: where its buttons post to, which message it is, and how deep its headings lie."""

    query: str = ""
    to: str = "/chat/press"
    message: str = ""
    level: int = 3
    key: str = field(default_factory=fresh_key)


def render_card(card: Card, localizer: Localizer, sheet: Sheet | None = None) -> Markup:
    """Return a card as HTML."""
    sheet = sheet or Sheet()
    tone = Markup("")
    if card.tone in TONE_WORDS:
        tone = Markup('<p class="tone">{}</p>').format(words(TONE_WORDS[card.tone], localizer))
    level = sheet.level
    title = Markup("<h{0} class='title'>{1}</h{0}>").format(level, isolated(card.title, localizer))
    body = Markup("").join(_element(element, localizer, sheet) for element in card.elements)
    return Markup('<div class="card tone-{}">{}{}{}</div>').format(card.tone.value, tone, title, body)


def _element(element: Element, localizer: Localizer, sheet: Sheet) -> Markup:  # noqa: C901 - a case for each element
    """Return one element of a card."""
    match element:
        case Paragraph(text, weight):
            kind = Markup('<p class="text {}"{}>{}</p>')
            return kind.format(weight.value, direction(text), words(text, localizer))
        case Heading(text):
            return Markup("<h{0} class='heading'>{1}</h{0}>").format(sheet.level + 1, isolated(text, localizer))
        case Facts(facts):
            return Markup('<dl class="facts">{}</dl>').format(Markup("").join(_fact(f, localizer) for f in facts))
        case Bullets(items):
            lines = (Markup("<li{}>{}</li>").format(direction(i), words(i, localizer)) for i in items)
            return Markup('<ul class="bullets">{}</ul>').format(Markup("").join(lines))
        case Quote(text):
            return Markup('<blockquote class="text" dir="auto">{}</blockquote>').format(words(text, localizer))
        case Entries(entries):
            rows = Markup("").join(_entry(entry, localizer, sheet) for entry in entries)
            return Markup('<ul class="entries">{}</ul>').format(rows)
        case Links(links):
            return Markup('<p class="links">{}</p>').format(Markup(" ").join(_link(link, localizer) for link in links))
        case Divider():
            return Markup("<hr>")
        case Chart():
            return svg(element, localizer)
        case Buttons(buttons):
            return _pressable(buttons, localizer, sheet)
        case _:
            assert_never(element)


def _fact(fact: Fact, localizer: Localizer) -> Markup:
    """Return a label with what stands behind it."""
    pair = Markup("<div><dt>{}</dt><dd{}>{}</dd></div>")
    return pair.format(isolated(fact.label, localizer), direction(fact.value), words(fact.value, localizer))


def _entry(entry: Entry, localizer: Localizer, sheet: Sheet) -> Markup:
    """Return one thing of a list, with its button."""
    detail = Markup("")
    if entry.detail:
        detail = Markup('<span class="detail"{}>{}</span>').format(
            direction(entry.detail), words(entry.detail, localizer)
        )
    button = _pressable((entry.button,), localizer, sheet) if entry.button else Markup("")
    title = isolated(entry.title, localizer)
    return Markup('<li><div><span class="name">{}</span>{}</div>{}</li>').format(title, detail, button)


def _link(link: Link, localizer: Localizer) -> Markup:
    """Return a link; an address that is not of the web or of this house stays text."""
    label = isolated(link.label, localizer)
    if not link.href.startswith(("https://", "http://", "/")) or link.href.startswith("//"):
        return label
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(link.href, label)


def _pressable(buttons: tuple[Button, ...], localizer: Localizer, sheet: Sheet) -> Markup:
    """Return a row of buttons as one small form, so that pressing works without script too."""
    drawn = Markup("").join(_button(button, localizer) for button in buttons)
    return Markup(
        '<form class="buttons" method="post" action="{}?{}" data-send="press">'
        '<input type="hidden" name="message" value="{}"><input type="hidden" name="key" value="{}">{}</form>'
    ).format(sheet.to, sheet.query, sheet.message, sheet.key, drawn)


def _button(button: Button, localizer: Localizer) -> Markup:
    """Return one button; its press travels as JSON, so that every character of it comes back."""
    name = Markup(' aria-label="{}"').format(words(button.name, localizer)) if button.name else Markup("")
    return Markup('<button class="{}" name="press" value="{}"{}>{}</button>').format(
        button.style.value, written(button.press), name, isolated(button.label, localizer)
    )


def written(press: Press) -> str:
    """Return a press as it stands in the value of a button."""
    return json.dumps({"action": press.action, "values": press.values}, separators=(",", ":"))
