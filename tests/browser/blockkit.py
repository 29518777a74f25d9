# SPDX-License-Identifier: EUPL-1.2
"""Block Kit on a page, after what Slack's reference says of each block: for looking at, and for axe.

Slack has no renderer to run, and those that others publish draw no modals, and bold words with their asterisks.
"""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

STYLE = Path(__file__).parent / "blockkit.css"
#: What Slack cuts off or folds away, each with its words: a label of a button, a section with "See more".
_CUT = """() => [...document.querySelectorAll("button, .title, .fold")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    .map((e) => e.closest("article").dataset.name + ": " + e.textContent.trim().slice(0, 80))"""
#: In mrkdwn, what stands between asterisks is bold where they touch words on the inside alone.
_BOLD = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])")
_QUOTED = re.compile(r"(?:^&gt;.*\n?)+", re.MULTILINE)
_GROUP = re.compile(r"&lt;!subteam\^(\w+)&gt;")

Json = dict[str, Any]


def draw(page: Page, shown: Mapping[str, Json], language: str) -> None:
    """Draw messages, modals and homes below each other."""
    drawn = "".join(_surface(name, each, language) for name, each in shown.items())
    page.set_content(
        f"<!doctype html><html lang='{language}'><title>Slack</title><style>{STYLE.read_text('utf-8')}</style>"
        f"<main><h1>Slack</h1>{drawn}</main>"
    )


def cut(page: Page) -> list[str]:
    """Return what would not be seen whole, with the name of its card."""
    return [str(each) for each in page.evaluate(_CUT)]


def _surface(name: str, shown: Json, language: str) -> str:
    """Return a message, a modal or a home."""
    kind = shown.get("type", "message")
    blocks = "".join(_block(block, f"{name} {number}") for number, block in enumerate(shown["blocks"]))
    if kind == "modal":
        submit = f"<button class='primary'>{_plain(shown['submit'])}</button>" if "submit" in shown else ""
        close = f"<button>{_plain(shown['close'])}</button>"
        blocks = f"<h2 class='title'>{_plain(shown['title'])}</h2>{blocks}<footer>{close}{submit}</footer>"
    elif kind == "message":
        blocks = f"<p class='sender'>Mandaat <small>APP</small></p>{blocks}"
    return f"<article class='{kind}' lang='{language}' data-name='{escape(name, quote=True)}'>{blocks}</article>"


def _block(block: Json, ident: str) -> str:
    """Return one block; what is not known here is an error, and no empty place."""
    match block["type"]:
        case "header":
            return f"<h2>{_plain(block['text'])}</h2>"
        case "divider":
            return "<hr>"
        case "section":
            return _section(block)
        case "context":
            return f"<p class='context'>{' '.join(map(_text, block['elements']))}</p>"
        case "actions":
            return f"<p class='actions'>{''.join(map(_button, block['elements']))}</p>"
        case "image":
            return f"<p class='image' role='img' aria-label='{escape(block['alt_text'], quote=True)}'></p>"
        case "input":
            return _input(block, escape(ident, quote=True))
        case kind:
            raise AssertionError(f"no way to draw {kind}")


def _section(block: Json) -> str:
    """Return a section: words with a button beside them, or two columns; what Slack may fold is of one class."""
    fold = "words" if block.get("expand") else "words fold"
    words = f"<div class='{fold}'>{_text(block['text'])}</div>" if "text" in block else ""
    columns = "".join(f"<div>{_text(field)}</div>" for field in block.get("fields", ()))
    beside = _button(block["accessory"]) if "accessory" in block else ""
    return f"<div class='section'>{words}{beside}</div>" + (columns and f"<div class='fields'>{columns}</div>")


def _button(button: Json) -> str:
    name = escape(button.get("accessibility_label", ""), quote=True)
    named = f" aria-label='{name}'" if name else ""
    return f"<button class='{button.get('style', '')}'{named}>{_plain(button['text'])}</button>"


def _input(block: Json, ident: str) -> str:
    """Return a field with its label above it and its hint below."""
    optional = " <small>(optional)</small>" if block["optional"] else ""
    label = f"{_plain(block['label'])}{optional}"
    hint = f"<p class='hint'>{_plain(block['hint'])}</p>" if "hint" in block else ""
    element = block["element"]
    if element["type"] == "radio_buttons":
        return f"<fieldset><legend>{label}</legend>{_radios(element, ident)}{hint}</fieldset>"
    return f"<div class='input'><label for='{ident}'>{label}</label>{_element(element, ident)}{hint}</div>"


def _element(element: Json, ident: str) -> str:
    """Return what a field is filled in with."""
    value = escape(element.get("initial_value", ""), quote=True)
    match element["type"]:
        case "plain_text_input" if element.get("multiline"):
            return f"<textarea id='{ident}' rows='4'>{value}</textarea>"
        case "plain_text_input":
            return f"<input id='{ident}' value='{value}'>"
        case "datepicker":
            return f"<input id='{ident}' class='picker' value='{element.get('initial_date', '…')} ▾'>"
        case "users_select":
            return f"<input id='{ident}' class='picker' value='@{element.get('initial_user', '…')} ▾'>"
        case "static_select":
            return f"<select id='{ident}'>{_menu(element)}</select>"
        case kind:
            raise AssertionError(f"no way to draw {kind}")


def _menu(element: Json) -> str:
    """Return the options of a menu, in their groups where it has those."""
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    options = [option for group in groups for option in group["options"]]
    drawn = (f"<option{' selected' * _is_chosen(o, element)}>{_option(o)}</option>" for o in options)
    return f"<option>…</option>{''.join(drawn)}"


def _radios(element: Json, ident: str) -> str:
    """Return all options below each other."""
    return "".join(
        f"<label><input type='radio' name='{ident}'{' checked' * _is_chosen(o, element)}> {_option(o)}</label>"
        for o in element["options"]
    )


def _option(option: Json) -> str:
    """Return the text of an option; Slack has its description on a line of its own."""
    return " ".join(_plain(option[name]) for name in ("text", "description") if name in option)


def _is_chosen(option: Json, element: Json) -> bool:
    return bool(option == element.get("initial_option"))


def _text(text: Json) -> str:
    """Return a text object as HTML: its words alone, or with what mrkdwn makes bold or a quotation."""
    return _plain(text) if text["type"] == "plain_text" else _formatted(text["text"])


def _plain(text: Json) -> str:
    return escape(text["text"]).replace("\n", "<br>")


def _formatted(words: str) -> str:
    """Return mrkdwn, in which ``&``, ``<`` and ``>`` were escaped before."""
    safe = escape(words).replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;").replace("&amp;amp;", "&amp;")
    loud = _GROUP.sub(r"<strong>@\1</strong>", _BOLD.sub(r"<strong>\1</strong>", safe))
    quoted = _QUOTED.sub(lambda found: f"<blockquote>{found[0].replace('&gt;', '')}</blockquote>", loud)
    return quoted.replace("\n", "<br>")
