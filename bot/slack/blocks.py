# SPDX-License-Identifier: EUPL-1.2
"""The blocks of Block Kit that cards, forms and homes are put together from, each within what Slack takes."""

import json
from collections.abc import Callable, Sequence

from bot.language import Localizer
from bot.lengths import clip, fit, left_out, length, pieces, rows, said
from bot.slack import limits
from bot.slack.mrkdwn import Block, bold, plain_text

# Characters of the sentence about what is left out, and of the button to all of it.
_REST = 900


def headed(title: str) -> list[Block]:
    """Return a header; a title that does not fit in one stands in bold, whole."""
    line = " ".join(title.split())
    if length(line) <= limits.HEADER_TEXT:
        return [{"type": "header", "text": plain_text(line, limits.HEADER_TEXT)}]
    return [section(bold(part)) for part in pieces(line, limits.SECTION_TEXT)]


def sections(words: str) -> list[Block]:
    """Return words as plain sections, as many as they need."""
    parts = pieces(words, limits.SECTION_TEXT)
    return [section(plain_text(part, limits.SECTION_TEXT)) for part in parts]


def section(text: Block, *, folds: bool = False) -> Block:
    """Return a section with this text object, whole; of one that ``folds`` Slack shows the rest when it is asked."""
    return {"type": "section", "text": text} if folds else {"type": "section", "text": text, "expand": True}


def context(words: str) -> Block:
    """Return small grey words."""
    return {"type": "context", "elements": [plain_text(words, limits.CONTEXT_TEXT)]}


def columns(fields: Sequence[Block]) -> list[Block]:
    """Return facts in two columns."""
    return [{"type": "section", "fields": row} for row in rows(fields, limits.SECTION_FIELDS)]


def in_rows(buttons: Sequence[tuple[str, Block]], instead: str) -> list[Block]:
    """Return buttons in rows, each given with its whole label.

    Where Slack would cut one of the labels off, each button stands beside its label, and is itself called ``instead``.
    """
    if all(length(label) <= limits.BUTTON_SHOWN for label, _button in buttons):
        row = [button for _label, button in buttons]
        return [{"type": "actions", "elements": each} for each in rows(row, limits.ACTIONS_ELEMENTS)]
    return [block for label, button in buttons for block in _beside(label, button, instead)]


def _beside(label: str, button: Block, instead: str) -> list[Block]:
    """Return a label as words, and beside them the button with a short one."""
    named = {"accessibility_label": clip(label, limits.ACCESSIBILITY_LABEL)} | button
    first, *rest = sections(label)
    return [first | {"accessory": named | {"text": plain_text(instead, limits.BUTTON_SHOWN)}}, *rest]


def titled(title: str, detail: str) -> list[Block]:
    """Return a bold title with its detail, in as many text objects as they need."""
    if length(title) + length(detail) + 1 <= limits.SECTION_TEXT:
        return [bold(title, detail)]
    parts = [*pieces(title, limits.SECTION_TEXT), *pieces(detail, limits.SECTION_TEXT)]
    return [plain_text(part, limits.SECTION_TEXT) for part in parts]


def fitted(
    blocks: Sequence[Block],
    most: int,
    room: int,
    localizer: Localizer,
    onward: Callable[[], Sequence[Block]] | None = None,
) -> list[Block]:
    """Return the blocks that fit; where some do not, a sentence says how many.

    ``onward`` draws the one block that leads to all of them: not before it is needed, since nearly everything fits.
    """
    kept = fit(blocks, most, room - _REST, size, lambda block: block["type"] == "actions", 2 if onward else 1)
    if not kept.left_out:
        return [*kept.head, *kept.tail]
    rest = context(said(left_out(kept.left_out), localizer))
    return [*kept.head, rest, *(onward() if onward else ()), *kept.tail]


def size(block: Block) -> int:
    """Return the units of a block as JSON."""
    return length(json.dumps(block, ensure_ascii=False)) + 2
