# SPDX-License-Identifier: EUPL-1.2
"""How values travel through Slack and back: as JSON in a button's value and in a modal's private metadata."""

import json
from collections.abc import Mapping

from bot.lengths import clip, length
from bot.payload import Payload, pairs
from bot.slack import limits
from commands.events import Pairs, Press

#: In an action id, between what to do and the number that keeps ids of one message apart.
MARK = "#"
#: Before the number of a link, which is nobody's press.
LINK = "link-"
#: Before the account in the answer of a person field.
ACCOUNT = "slack:"
_SHORTEST = 16


def pack(values: Pairs, most: int, **beside: Mapping[str, object]) -> str:
    """Return the values as JSON within ``most`` units; where they do not fit, the longest is shortened.

    Ids always fit: only words that a person typed are ever that long, and words may be shortened.

    Raises:
        ValueError: when no shortening helps.

    """
    kept = dict(values)
    while length(packed := _json({**beside, "values": kept} if beside else kept)) > most:
        name = max(kept, key=lambda n: length(kept[n]), default="")
        if not name or length(kept[name]) <= _SHORTEST:
            raise ValueError(f"these values do not fit in {most} characters: {', '.join(kept)}")
        kept[name] = clip(kept[name], max(_SHORTEST, length(kept[name]) * 3 // 4))
    return packed


def unpack(packed: str) -> Payload:
    """Return what :func:`pack` was given; nothing where it is not ours."""
    try:
        found = json.loads(packed or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def action_id(press: Press, number: int) -> str:
    """Return the id of a button: what to do, and its number in the message."""
    return f"{press.action}{MARK}{number}"


def read_action(action: str, value: str) -> Press | None:
    """Return the press of a button with this id and value; None where the button is not one of ours."""
    name, mark, number = action.partition(MARK)
    return Press(name, pairs(unpack(value))) if name and mark and number.isdecimal() else None


def metadata(hidden: Pairs, stand_ins: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a modal carries: hidden values, and by field the option values too long for Slack."""
    return pack(hidden, limits.PRIVATE_METADATA, stand_ins=stand_ins)


def _json(value: object) -> str:
    """Return compact JSON in which every character counts once."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
