# SPDX-License-Identifier: EUPL-1.2
"""Reads what people typed in Slack: there a mention, a channel and a link are signs, and a person sees words."""

import re
from collections.abc import Iterator, Mapping

from bot.payload import Payload, pairs, text
from bot.slack.values import ACCOUNT

# A mention, channel, special word or link in Slack's text, with its label where it has one.
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
# A user group among those: Slack gives its handle with it, or does not.
_GROUP = re.compile(r"<!subteam\^([^<>|]+)")
NO_BODIES: Mapping[str, str] = {}


def groups(payload: Payload) -> frozenset[str]:
    """Return the user groups that are mentioned in somebody's words."""
    return frozenset(group for typed in _typed(payload) for group in _GROUP.findall(typed))


def words(typed: str, bot: str = "", bodies: Mapping[str, str] = NO_BODIES) -> str:
    """Return Slack's text as it was typed: a mention as an account, a link as its words, our own name left out.

    A user group that stands for a body is that body; any other is its handle.
    """

    def plain(found: re.Match[str]) -> str:
        """Return one piece of markup as words."""
        kind, target, label = found.group(1), found.group(2), found.group(3) or ""
        match kind:
            case "@":
                return "" if target == bot else f"{ACCOUNT}{target}"
            case "#":
                return f"#{label or target}"
            case "!":
                return bodies.get(target.removeprefix("subteam^")) or label or f"@{target}"
            case _:
                return label or target

    shown = _MARKUP.sub(plain, typed)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _typed(payload: Payload) -> Iterator[str]:
    """Yield what somebody wrote, wherever it stands."""
    yield text(payload, "text")
    yield text(payload, "message", "text")
    yield text(payload, "event", "text")
    yield from (said for _name, said in pairs(payload, "event", "inputs"))
