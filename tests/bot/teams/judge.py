# SPDX-License-Identifier: EUPL-1.2
"""Says what Teams would refuse in a card: the official schema, and the limits that no schema holds."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

Json = dict[str, Any]


# What Teams adds to the schema: the width of a card, and where a people picker searches.
TEAMS = {"msteams": {"width": "Full"}, "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}


@cache
def _schema() -> Any:  # noqa: ANN401 - its kind is made here
    text = files("adaptive_cards").joinpath("schemas", "schema-1.5.json").read_text("utf-8-sig")
    # jsonschema's own stubs leave this function without types.
    return extend(Draft6Validator, {"anyOf": _one_of_its_type})(json.loads(text))  # type: ignore[no-untyped-call]


def _one_of_its_type(
    validator: Any,  # noqa: ANN401 - as above
    choices: list[Json],
    thing: Any,  # noqa: ANN401 - JSON
    schema: Json,
) -> Iterator[ValidationError]:
    """Look only at the one among the kinds of a thing that has its name: the schema refuses it as any other.

    Trying them all, at each depth anew, takes several times as long.
    """
    kind = thing.get("type") if isinstance(thing, dict) else None
    named = [choice for choice in choices if _ref(choice) == f"#/definitions/{kind}"]
    if named:
        yield from validator.descend(thing, named[0])
    else:
        yield from Draft6Validator.VALIDATORS["anyOf"](validator, choices, thing, schema)


def _ref(choice: Json) -> str:
    """Return what a choice refers to, as the schema writes it for kinds of things."""
    return str(choice["allOf"][0].get("$ref", "")) if "allOf" in choice else ""


def card_faults(card: Json) -> list[str]:
    """Return what is wrong with a card."""
    wrong = best_match(_schema().iter_errors(_bare(card)))
    faults = [f"{wrong.json_path}: {wrong.message[:300]}"] if wrong else []
    if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) > 80_000:
        faults.append("more than 80 KB")
    ids = Counter(thing["id"] for thing in objects(card["body"]) if "id" in thing)
    faults += [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    faults += mention_faults(card)
    return [*faults, *(fault for thing in objects(card["body"]) for fault in _faults(thing))]


def _bare(thing: object) -> object:
    """Return the card without what Teams adds, where that is as Teams documents it."""
    if isinstance(thing, dict):
        return {n: _bare(part) for n, part in thing.items() if n not in TEAMS or _own(part) != TEAMS[n]}
    return [_bare(part) for part in thing] if isinstance(thing, list) else thing


def _own(part: object) -> object:
    """Return what Teams adds without those whom a card calls."""
    return {n: value for n, value in part.items() if n != "entities"} if isinstance(part, dict) else part


def mention_faults(card: Json) -> list[str]:
    """Return what is wrong with the names that a card calls: each stands in the text as well as beside it."""
    called = [each["text"] for each in card.get("msteams", {}).get("entities", ())]
    text = " ".join(each["text"] for each in objects(card["body"]) if each.get("type") == "TextBlock")
    named = [f"<at>{name}</at>" for name in re.findall(r"<at>(.*?)</at>", text)]
    return [] if named == called else [f"{named} stand there, and {called} are called"]


def objects(thing: object) -> Iterator[Json]:
    """Yield every part of a card; the data of actions are none."""
    if isinstance(thing, dict):
        yield thing
        for name, part in thing.items():
            if name != "data":
                yield from objects(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from objects(part)


def _faults(thing: Json) -> Iterator[str]:
    kind = thing.get("type", "")
    if kind == "ActionSet" and not 0 < len(thing["actions"]) <= 6:
        yield f"{len(thing['actions'])} actions in a row"
    if kind.startswith("Action.") and not thing.get("title", "").strip():
        yield f"{kind} without words"
    if kind == "Action.Execute" and thing["fallback"]["data"] != thing["data"]:
        yield "the fallback says something else"
    if kind.startswith("Input.") and not (thing.get("id") and thing.get("label", "").strip()):
        yield f"{kind} without an id or a label"
    if kind in {"TextBlock", "TextRun"} and any(ord(c) < 32 and c != "\t" for c in thing["text"]):
        yield "a line end or control character in one run"
    if kind in {"RichTextBlock", "Container", "Column"} and not (thing.get("inlines") or thing.get("items")):
        yield f"an empty {kind}"
