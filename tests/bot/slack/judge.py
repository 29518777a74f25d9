# SPDX-License-Identifier: EUPL-1.2
"""Says what Slack would refuse in a message or a modal: numbers, ids, properties and shapes of the reference."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")

# Properties each kind may have, and which of them it must have.
KNOWN = {
    "header": ("text", {"block_id"}),
    "section": ("", {"text", "fields", "accessory", "expand", "block_id"}),
    "context": ("elements", {"block_id"}),
    "actions": ("elements", {"block_id"}),
    "divider": ("", {"block_id"}),
    "image": ("alt_text slack_file", {"title", "block_id"}),
    "input": ("label element", {"hint", "optional", "block_id", "dispatch_action"}),
    "button": ("text action_id", {"url", "value", "style", "accessibility_label"}),
    "plain_text_input": ("action_id", {"initial_value", "multiline", "max_length", "min_length", "placeholder"}),
    "datepicker": ("action_id", {"initial_date", "placeholder"}),
    "users_select": ("action_id", {"initial_user", "placeholder"}),
    "static_select": ("action_id", {"options", "option_groups", "initial_option", "placeholder"}),
    "radio_buttons": ("action_id options", {"initial_option"}),
    "plain_text": ("text", {"emoji"}),
    "mrkdwn": ("text", {"verbatim"}),
}


def message_faults(message: Json) -> list[str]:
    """Return what is wrong with a message."""
    blocks = message["blocks"]
    faults = [*_blocks(blocks, 50)]
    if _len(json.dumps(blocks, ensure_ascii=False)) > 12_000:
        faults.append("blocks too long together")
    if not 0 < _len(message["text"]) <= 40_000:
        faults.append("text beside the blocks is missing or too long")
    if "<" in message["text"] or ">" in message["text"]:
        faults.append("text beside the blocks could mention")
    faults += [f"{b['type']} in a message" for b in blocks if b["type"] == "input"]
    ids = Counter(e["action_id"] for e in _objects(blocks) if "action_id" in e)
    return [*faults, *(f"action_id {name} stands {times} times" for name, times in ids.items() if times > 1)]


def modal_faults(view: Json) -> list[str]:
    """Return what is wrong with a modal."""
    faults = [*_blocks(view["blocks"], 100)]
    extra = set(view) - {
        "type",
        "callback_id",
        "title",
        "submit",
        "close",
        "private_metadata",
        "notify_on_close",
        "blocks",
    }
    faults += [f"unknown {name}" for name in extra]
    for name in ("title", "submit", "close"):
        faults += _text(view[name], 24, f"modal {name}", plain=True)
    inputs = [b for b in view["blocks"] if b["type"] == "input"]
    if inputs and "submit" not in view:
        faults.append("an input and no submit")
    ids = Counter(b["block_id"] for b in inputs)
    faults += [f"block_id {name} stands {times} times" for name, times in ids.items() if times > 1]
    faults += ["private_metadata too long"] if _len(view["private_metadata"]) > 3_000 else []
    faults += ["callback_id too long"] if _len(view["callback_id"]) > 255 else []
    return faults


def home_faults(view: Json) -> list[str]:
    """Return what is wrong with a home."""
    ids = Counter(e["action_id"] for e in _objects(view["blocks"]) if "action_id" in e)
    twice = (f"action_id {name} stands {times} times" for name, times in ids.items() if times > 1)
    return [*(f"unknown {name}" for name in set(view) - {"type", "blocks"}), *_blocks(view["blocks"], 100), *twice]


def _blocks(blocks: list[Json], most: int) -> Iterator[str]:
    if not 0 < len(blocks) <= most:
        yield f"{len(blocks)} blocks"
    for block in blocks:
        yield from _shape(block)
        yield from _block(block)


def _shape(thing: Json) -> Iterator[str]:
    """Yield unknown and missing properties, in the thing and all in it."""
    for part in _objects(thing):
        kind = part.get("type")
        if kind is None and set(part) == {"id"}:
            continue  # a file of Slack
        if kind is None:
            allowed = {"text", "value", "description"} if "value" in part else {"label", "options"}
            yield from (f"unknown {name} in an option" for name in set(part) - allowed)
        elif kind not in KNOWN:
            yield f"unknown type {kind}"
        else:
            needed, may = KNOWN[kind]
            yield from (f"{kind} without {name}" for name in set(needed.split()) - set(part))
            yield from (f"{kind} with {name}" for name in set(part) - set(needed.split()) - may - {"type"})


def _block(block: Json) -> Iterator[str]:
    judges = {"section": _section, "context": _context, "actions": _actions, "input": _input}
    if block["type"] == "header":
        yield from _text(block["text"], 150, "header", plain=True)
    elif block["type"] == "image":
        yield from ("alt_text too long or empty" for _ in "x" if not 0 < _len(block["alt_text"]) <= 2_000)
    elif judge := judges.get(block["type"]):
        yield from judge(block)


def _context(block: Json) -> Iterator[str]:
    if not 0 < len(block["elements"]) <= 10:
        yield f"{len(block['elements'])} elements in a context"
    for text in block["elements"]:
        yield from _text(text, 2_000, "context")


def _actions(block: Json) -> Iterator[str]:
    if not 0 < len(block["elements"]) <= 25:
        yield f"{len(block['elements'])} actions"
    for button in block["elements"]:
        yield from _button(button)


def _input(block: Json) -> Iterator[str]:
    yield from _text(block["label"], 2_000, "label", plain=True)
    if "hint" in block:
        yield from _text(block["hint"], 2_000, "hint", plain=True)
    if not 0 < _len(block["block_id"]) <= 255:
        yield "block_id"
    if block["element"]["type"] == "plain_text_input":
        yield from _typed(block["element"])
    if block["element"]["type"] in {"static_select", "radio_buttons"}:
        yield from _choice(block["element"])


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "a section with nothing in it"
    if "text" in block:
        yield from _text(block["text"], 3_000, "section")
    fields = block.get("fields", [])
    if "fields" in block and not 0 < len(fields) <= 10:
        yield f"{len(fields)} fields"
    for field in fields:
        yield from _text(field, 2_000, "field")
    if "accessory" in block:
        yield from _button(block["accessory"])


def _button(button: Json) -> Iterator[str]:
    yield from _text(button["text"], 75, "button", plain=True)
    if not 0 < _len(button["action_id"]) <= 255:
        yield "action_id"
    if _len(button.get("value", "")) > 2_000:
        yield "value of a button too long"
    if _len(button.get("accessibility_label", "")) > 75:
        yield "accessibility_label too long"
    if button.get("style", "primary") not in {"primary", "danger"}:
        yield f"style {button['style']}"
    if "url" in button and not (button["url"].startswith("http") and _len(button["url"]) <= 3_000):
        yield f"url {button['url'][:50]}"


def _typed(element: Json) -> Iterator[str]:
    if not 0 < element["max_length"] <= 3_000:
        yield f"max_length {element['max_length']}"
    if "initial_value" in element and not 0 < _len(element["initial_value"]) <= element["max_length"]:
        yield "initial_value too long or empty"


def _choice(element: Json) -> Iterator[str]:
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    if not 0 < len(groups) <= 100 or ("options" in element) == ("option_groups" in element):
        yield "groups"
    for group in groups:
        if not 0 < len(group["options"]) <= (10 if element["type"] == "radio_buttons" else 100):
            yield f"{len(group['options'])} options"
        if "label" in group:
            yield from _text(group["label"], 75, "group", plain=True)
    options = [option for group in groups for option in group["options"]]
    for option in options:
        yield from _text(option["text"], 75, "option", plain=True)
        if "description" in option:
            yield from _text(option["description"], 75, "description of an option", plain=True)
        if not 0 < _len(option["value"]) <= 75:
            yield "value of an option"
    if len({option["value"] for option in options}) != len(options):
        yield "the same option twice"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option is not among the options"


def _text(text: Json, most: int, where: str, *, plain: bool = False) -> Iterator[str]:
    words = text["text"]
    if not words.strip():
        yield f"empty text in {where}"
    if _len(words) > most:
        yield f"{_len(words)} characters in {where}"
    if plain and text["type"] != "plain_text":
        yield f"{where} is not plain"
    if _CONTROLS.search(words):
        yield f"control characters in {where}"


def _len(text: str) -> int:
    """Return the UTF-16 units, the highest of the ways to count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _objects(thing: object) -> Iterator[Json]:
    if isinstance(thing, dict):
        yield thing
        for part in thing.values():
            yield from _objects(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from _objects(part)
