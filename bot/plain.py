# SPDX-License-Identifier: EUPL-1.2
"""Draws cards and forms as plain text: what a notification shows, a screen reader says and a test reads."""

import re
from collections.abc import Mapping
from typing import assert_never

from bot.language import Localizer
from bot.lengths import NOTHING, said
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
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Quote,
)
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Someone
from commands.text import Message, _

# A host and then only characters that a URL may hold (RFC 3986): what else a platform takes is not worth a card.
_WEB = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?([/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")


def render_card(card: Card, localizer: Localizer, public: str = "") -> str:
    """Return a card as text; ``public`` is the address that links within the house begin with."""
    parts = (_element(element, localizer, public) for element in card.elements)
    return "\n\n".join(part for part in (said(card.title, localizer, NOTHING), *parts) if part)


def render_form(
    view: FormView,
    localizer: Localizer,
    errors: Mapping[str, Message] | None = None,
    values: Mapping[str, str] | None = None,
) -> str:
    """Return a form as text; ``values`` are what was typed, and win from what the form came with."""
    errors, values = errors or {}, values or {}
    names = {field.name for field in view.fields}
    return "\n\n".join(
        (
            said(view.title, localizer, NOTHING),
            *filter(None, (said(text, localizer) for text in view.intro)),
            *(f"! {said(error, localizer)}" for name, error in errors.items() if name not in names),
            *(_field(f, localizer, values.get(f.name, f.value), errors.get(f.name)) for f in view.fields),
            f"[{said(view.submit, localizer, NOTHING)}]",
        )
    )


def web(href: str, public: str) -> str:
    """Return the whole address of a link, or nothing where it is not one of the web: then only its words are shown."""
    whole = public.rstrip("/") + href if href.startswith("/") and not href.startswith("//") else href
    return whole if _WEB.fullmatch(whole) else ""


def _element(element: Element, localizer: Localizer, public: str) -> str:
    """Return one element of a card."""
    match element:
        case Paragraph(text) | Heading(text):
            return said(text, localizer)
        case Facts(facts):
            return "\n".join(f"{said(f.label, localizer)}: {said(f.value, localizer, NOTHING)}" for f in facts)
        case Bullets(items):
            return "\n".join(f"• {said(item, localizer)}" for item in items)
        case Quote(text):
            return "\n".join(f"> {line}".rstrip() for line in said(text, localizer).splitlines())
        case Entries(entries):
            return "\n".join(_entry(entry, localizer) for entry in entries)
        case Links(links):
            return "\n".join(_link(link, localizer, public) for link in links)
        case Divider():
            return "———"
        case Chart(alt):
            return said(alt, localizer)
        case Buttons(buttons):
            return " ".join(_button(button, localizer) for button in buttons)
        case _:
            assert_never(element)


def _entry(entry: Entry, localizer: Localizer) -> str:
    """Return one thing of a list on a line, with its button."""
    words = " – ".join(filter(None, (said(entry.title, localizer, NOTHING), said(entry.detail, localizer))))
    return f"• {words} {_button(entry.button, localizer)}" if entry.button else f"• {words}"


def _link(link: Link, localizer: Localizer, public: str) -> str:
    """Return the words of a link and where it leads; an unsafe address is left out."""
    where = web(link.href, public)
    return f"{said(link.label, localizer, NOTHING)}: {where}" if where else said(link.label, localizer, NOTHING)


def _button(button: Button, localizer: Localizer) -> str:
    """Return what stands on a button."""
    return f"[{said(button.label, localizer, NOTHING)}]"


def _field(field: Field, localizer: Localizer, value: str, error: Message | None) -> str:
    """Return a field with what is filled in, its hint, its options and what is wrong with it."""
    label = field.label if field.required else _("{label} (optional)", label=said(field.label, localizer))
    head = f"{said(label, localizer, field.name)}: {_filled(field, localizer, value)}".rstrip()
    lines = [head, said(field.hint, localizer)]
    if isinstance(field, OneOf):
        lines += [f"{'(x)' if o.value == value else '( )'} {said(o.label, localizer, o.value)}" for o in field.options]
    lines.append(f"! {said(error, localizer)}" if error else "")
    return "\n".join(filter(None, lines))


def _filled(field: Field, localizer: Localizer, value: str) -> str:
    """Return what is filled in as a person reads it: of a choice the option's words, of others what was typed."""
    match field:
        case OneOf(options=options):
            return next((said(o.label, localizer, o.value) for o in options if o.value == value), "")
        case Line() | Lines() | Amount() | Day() | Someone():
            return said(value, localizer)
        case _:
            assert_never(field)
