# SPDX-License-Identifier: EUPL-1.2
"""Text objects of Slack: bold and quoted where that is safe, and plain where people's words would format something."""

import re
from typing import Any, TypeAlias

from bot.lengths import clip, length
from bot.slack import limits

Block: TypeAlias = dict[str, Any]

# What mrkdwn would read as formatting: bold, italic, struck, code, an emoji's name, a quoted line.
_FORMATS = re.compile(r"[*_~`]|:[\w+'-]+:|^[“\s]*>", re.MULTILINE)


def plain_text(words: str, most: int) -> Block:
    """Return a text object that shows its words as they are."""
    return {"type": "plain_text", "text": clip(words, most), "emoji": False}


def escaped(words: str) -> str:
    """Return the words without what would be a mention, a link or a channel in mrkdwn."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(title: str, detail: str = "") -> Block:
    """Return a bold title with its detail; plain where mrkdwn would read formatting in them, or escapes grow long."""
    loud = "\n".join(f"*{line.strip()}*" if line.strip() else "" for line in escaped(title).splitlines())
    return _mrkdwn(loud, f"{title}\n{detail}".strip(), escaped(detail))


def quoted(words: str) -> Block:
    """Return a person's words as a quotation; in quotation marks where mrkdwn would read formatting in them."""
    marked = "\n".join(f">{line}" for line in escaped(words).splitlines())
    return _mrkdwn(marked, f"“{words}”")


def mention(group: str) -> Block:
    """Return a text object that calls a user group, by its id: everybody in it is told."""
    return {"type": "mrkdwn", "text": f"<!subteam^{group}>", "verbatim": True}


def _mrkdwn(formatted: str, words: str, after: str = "") -> Block:
    """Return the formatted text where that is safe and fits, else the words as they are."""
    whole = f"{formatted}\n{after}" if after else formatted
    if _FORMATS.search(words) or length(whole) > limits.SECTION_TEXT:
        return plain_text(words, limits.SECTION_TEXT)
    return {"type": "mrkdwn", "text": whole, "verbatim": True}
