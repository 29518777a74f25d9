# SPDX-License-Identifier: EUPL-1.2
"""Words on an Adaptive Card. What people wrote stands in runs of text, which Teams shows as they are.

Text blocks and facts read markdown, and how much of it, and whether a backslash takes it away, differs by client.
So they get only words without any sign of markdown; other words get the same look from a run of text.
"""

import re
from typing import Any, TypeAlias

from bot.lengths import clip, pieces
from bot.teams import limits

Item: TypeAlias = dict[str, Any]

# Signs that some client reads: emphasis, links, code, entities, escapes, dates; lists, headings and quotes on a line.
_MARKDOWN = re.compile(r"[*_`\[\]\\~|<]|&#?\w+;|\{\{|^\s*(?:[-+#>]|\d+[.)](?:\s|$))|\n", re.MULTILINE)
# A date function is worked out in a run of text too: two braces never stand in one run.
_BRACES = re.compile(r"(?<=\{)(?=\{)")


def marks(words: str) -> bool:
    """Whether a text block would show these words as anything but themselves."""
    return bool(_MARKDOWN.search(words))


def runs(words: str, **look: object) -> list[Item]:
    """Return the words as runs of text with this look."""
    return [{"type": "TextRun", "text": run, **look} for run in _BRACES.split(words)]


def rich(words: str, **look: object) -> Item:
    """Return one line or paragraph of words as they are."""
    return {"type": "RichTextBlock", "inlines": runs(words, **look)}


def lines(words: str, **look: object) -> list[Item]:
    """Return words line by line, close together; an empty line sets the next apart."""
    items: list[Item] = []
    apart = True
    for line in words.splitlines():
        for part in pieces(line, limits.TEXT):
            items.append(rich(part, **look) if apart else {**rich(part, **look), "spacing": "None"})
            apart = False
        apart = apart or not line.strip()
    return items


def heading(words: str, size: str) -> list[Item]:
    """Return a heading; what does not fit in it follows whole as a paragraph."""
    line = " ".join(words.split())
    shown = clip(line, limits.HEADING)
    look = {"size": size, "weight": "Bolder"}
    block = {"type": "TextBlock", "text": shown, "wrap": True, "style": "heading", **look}
    return [rich(shown, **look) if marks(shown) else block, *(lines(words) if shown != line else [])]
