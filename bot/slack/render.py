# SPDX-License-Identifier: EUPL-1.2
"""Draws cards as Block Kit. What people wrote stands in plain text, so that it can mention and format nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never

from bot import plain
from bot.language import Localizer
from bot.lengths import NOTHING, clip, fit, left_out, length, pieces, rows, said
from bot.slack import limits, values
from bot.slack.mrkdwn import Block, bold, escaped, mention, plain_text, quoted
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
    Style,
    Tone,
    Weight,
)
from commands.text import Text

# Slack has no coloured cards; the mark is for those who look, the words of the card say it for all.
_MARKS = {Tone.NEUTRAL: "", Tone.WAITING: "⏳ ", Tone.GOOD: "✅ ", Tone.BAD: "⚠️ "}
# Characters of a fact that still reads well in half the width, and of the sentence about what is left out.
_SHORT = 200
_REST = 300


def render_card(
    card: Card, localizer: Localizer, public: str = "", group: str = "", files: Mapping[Chart, str] | None = None
) -> Block:
    """Return the message: ``blocks``, and beside them always ``text`` for notifications and screen readers.

    ``public`` is the address that links within the house begin with, ``group`` a user group that the message calls,
    ``files`` the ids of charts that Slack has as files; of any other chart the words are shown alone.
    """
    spoken = clip(plain.render_card(card, localizer, public), limits.MESSAGE_TEXT)
    called = [_section(mention(group))] if group else []
    room = limits.MESSAGE_BLOCKS - len(called), limits.MESSAGE_SIZE - sum(map(_size, called))
    blocks = fitted(_blocks(card, localizer, public, files or {}), *room, localizer)
    return {"text": escaped(spoken), "blocks": [*called, *blocks]}


def render_line(card: Card, localizer: Localizer, public: str = "") -> Block:
    """Return a message of plain words without a heading, as it stands in a thread."""
    spoken = clip(plain.render_card(card, localizer, public), limits.SECTION_TEXT)
    return {"text": escaped(spoken), "blocks": sections(spoken)}


def render_home(card: Card, localizer: Localizer, public: str = "") -> Block:
    """Return a person's home: twice as much fits there as in a message."""
    blocks = _blocks(card, localizer, public, {})
    return {"type": "home", "blocks": fitted(blocks, limits.HOME_BLOCKS, limits.VIEW_SIZE, localizer)}


def _blocks(card: Card, localizer: Localizer, public: str, files: Mapping[Chart, str]) -> list[Block]:
    """Return every block of a card."""
    drawing = _Drawing(localizer, public, files)
    title = _MARKS[card.tone] + said(card.title, localizer, NOTHING)
    return [*headed(title), *(block for element in card.elements for block in drawing.element(element))]


def headed(title: str) -> list[Block]:
    """Return a header; what does not fit in it follows whole as a paragraph."""
    line = " ".join(title.split())
    whole = sections(title) if length(line) > limits.HEADER_TEXT else []
    return [{"type": "header", "text": plain_text(line, limits.HEADER_TEXT)}, *whole]


def sections(words: str) -> list[Block]:
    """Return words as plain sections, as many as they need."""
    parts = pieces(words, limits.SECTION_TEXT)
    return [{"type": "section", "text": plain_text(part, limits.SECTION_TEXT)} for part in parts]


def fitted(blocks: Sequence[Block], most: int, room: int, localizer: Localizer) -> list[Block]:
    """Return the blocks that fit; where some do not, a sentence says how many are left out."""
    kept = fit(blocks, most, room - _REST, _size, lambda block: block["type"] == "actions")
    if not kept.left_out:
        return [*kept.head, *kept.tail]
    return [*kept.head, _context(said(left_out(kept.left_out), localizer)), *kept.tail]


def _size(block: Block) -> int:
    """Return the units of a block as JSON."""
    return length(json.dumps(block, ensure_ascii=False)) + 2


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One card being drawn: for whom, and the numbers that keep the ids of its buttons apart."""

    localizer: Localizer
    public: str
    files: Mapping[Chart, str]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def say(self, text: Text, otherwise: str = "") -> str:
        """Return the words in the reader's language."""
        return said(text, self.localizer, otherwise)

    def element(self, element: Element) -> list[Block]:  # noqa: C901 - a case for each element
        """Return the blocks of one element."""
        match element:
            case Paragraph(text, weight):
                return _paragraph(self.say(text), weight)
            case Heading(text):
                return _paragraph(self.say(text), Weight.STRONG)
            case Facts(facts):
                return self._facts(facts)
            case Bullets(items):
                return sections("\n".join(f"• {self.say(item, NOTHING)}" for item in items))
            case Quote(text):
                return [_section(quoted(part)) for part in pieces(self.say(text), limits.SECTION_TEXT - 2)]
            case Entries(entries):
                return [block for entry in entries for block in self._entry(entry)]
            case Links(links):
                return self._links(links)
            case Divider():
                return [{"type": "divider"}]
            case Chart(alt):
                return _picture(self.files.get(element, ""), self.say(alt, NOTHING))
            case Buttons(buttons):
                return _actions([self._button(button) for button in buttons])
            case _:
                assert_never(element)

    def _facts(self, facts: Sequence[Fact]) -> list[Block]:
        """Return short facts in two columns, and a long one across the whole width."""
        blocks: list[Block] = []
        fields: list[Block] = []
        for fact in facts:
            label, value = self.say(fact.label, NOTHING), self.say(fact.value, NOTHING)
            if length(label) + length(value) <= _SHORT:
                fields.append(bold(label, value))
                continue
            blocks += [*_columns(fields), *(_section(part) for part in _split(label, value))]
            fields = []
        return [*blocks, *_columns(fields)]

    def _entry(self, entry: Entry) -> list[Block]:
        """Return one thing of a list, its button beside it; what is too long goes on below."""
        first, *rest = _split(self.say(entry.title, NOTHING), self.say(entry.detail))
        section = _section(first)
        if entry.button:
            section["accessory"] = self._button(entry.button)
        return [section, *(_section(part) for part in rest)]

    def _links(self, links: Sequence[Link]) -> list[Block]:
        """Return links as buttons that open a page; a link that leads nowhere safe as its words."""
        blocks: list[Block] = []
        row: list[Block] = []
        for link in links:
            label, url = self.say(link.label, NOTHING), plain.web(link.href, self.public)
            if url and length(url) <= limits.BUTTON_URL:
                # Slack reports a press here too; without a number in its id it is nobody's press.
                ident = f"{values.LINK}{next(self.numbers)}"
                row.append(
                    {"type": "button", "action_id": ident, "url": url, "text": plain_text(label, limits.BUTTON_TEXT)}
                )
            else:
                blocks += sections(label)
        return [*blocks, *_actions(row)]

    def _button(self, button: Button) -> Block:
        """Return a button; its id and value bring the press back."""
        drawn: Block = {
            "type": "button",
            "action_id": values.action_id(button.press, next(self.numbers)),
            "text": plain_text(self.say(button.label, NOTHING), limits.BUTTON_TEXT),
            "value": values.pack(button.press.values, limits.BUTTON_VALUE),
        }
        if button.style is not Style.PLAIN:
            drawn["style"] = button.style.value
        if name := self.say(button.name):
            drawn["accessibility_label"] = clip(name, limits.ACCESSIBILITY_LABEL)
        return drawn


def _paragraph(words: str, weight: Weight) -> list[Block]:
    """Return a paragraph, as loud as it should be."""
    match weight:
        case Weight.NORMAL:
            return sections(words)
        case Weight.STRONG:
            return [_section(bold(part)) for part in pieces(words, limits.SECTION_TEXT)]
        case Weight.SUBTLE:
            return [_context(part) for part in pieces(words, limits.CONTEXT_TEXT)]
        case _:
            assert_never(weight)


def _picture(file: str, alt: str) -> list[Block]:
    """Return a picture that Slack has as a file, else what it shows."""
    if not file:
        return _paragraph(alt, Weight.SUBTLE)
    return [{"type": "image", "slack_file": {"id": file}, "alt_text": clip(alt, limits.ALT_TEXT)}]


def _section(text: Block) -> Block:
    """Return a section with this text object."""
    return {"type": "section", "text": text}


def _context(words: str) -> Block:
    """Return small grey words."""
    return {"type": "context", "elements": [plain_text(words, limits.CONTEXT_TEXT)]}


def _columns(fields: Sequence[Block]) -> list[Block]:
    """Return facts in two columns."""
    return [{"type": "section", "fields": row} for row in rows(fields, limits.SECTION_FIELDS)]


def _actions(buttons: Sequence[Block]) -> list[Block]:
    """Return rows of buttons."""
    return [{"type": "actions", "elements": row} for row in rows(buttons, limits.ACTIONS_ELEMENTS)]


def _split(title: str, detail: str) -> list[Block]:
    """Return a bold title with its detail, in as many text objects as they need."""
    if length(title) + length(detail) + 1 <= limits.SECTION_TEXT:
        return [bold(title, detail)]
    parts = [*pieces(title, limits.SECTION_TEXT), *pieces(detail, limits.SECTION_TEXT)]
    return [plain_text(part, limits.SECTION_TEXT) for part in parts]
