# SPDX-License-Identifier: EUPL-1.2
"""Draws cards as Block Kit. What people wrote stands in plain text, so that it can mention and format nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import assert_never

from bot import plain
from bot.language import Localizer
from bot.lengths import NOTHING, clip, length, pieces, said
from bot.slack import limits, values
from bot.slack.blocks import columns, context, fitted, headed, in_rows, section, sections, size, titled
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
from commands.text import Text, _

# Slack has no coloured cards; the mark is for those who look, the words of the card say it for all.
_MARKS = {Tone.NEUTRAL: "", Tone.WAITING: "⏳ ", Tone.GOOD: "✅ ", Tone.BAD: "⚠️ "}
# Characters of a fact that still reads well in half the width.
_SHORT = 200


def render_card(
    card: Card,
    localizer: Localizer,
    public: str = "",
    group: str = "",
    files: Mapping[Chart, str] | None = None,
    whole: Button | None = None,
) -> Block:
    """Return the message: ``blocks``, and beside them always ``text`` for notifications and screen readers.

    ``public`` is the address that links within the house begin with, ``group`` a user group that the message calls,
    ``files`` the ids of charts that Slack has as files; of any other chart the words are shown alone. ``whole`` is the
    button to all of the message, for where it does not fit.
    """
    spoken = clip(plain.render_card(card, localizer, public), limits.MESSAGE_TEXT)
    called = [section(mention(group))] if group else []
    room = limits.MESSAGE_BLOCKS - len(called), limits.MESSAGE_SIZE - sum(map(size, called))
    drawing = _Drawing(localizer, public, files or {})
    blocks = _fitted(drawing.card(card), drawing, room, whole)
    return {"text": escaped(spoken), "blocks": [*called, *blocks]}


def render_line(card: Card, localizer: Localizer, public: str = "", whole: Button | None = None) -> Block:
    """Return a message of plain words without a heading, as it stands in a thread."""
    spoken = plain.render_card(card, localizer, public)
    room = limits.MESSAGE_BLOCKS, limits.MESSAGE_SIZE
    blocks = _fitted(sections(spoken), _Drawing(localizer, public, {}), room, whole)
    return {"text": escaped(clip(spoken, limits.MESSAGE_TEXT)), "blocks": blocks}


def render_home(card: Card, localizer: Localizer, public: str = "", whole: Button | None = None) -> Block:
    """Return a person's home: twice as much fits there as in a message."""
    drawing, room = _Drawing(localizer, public, {}), (limits.HOME_BLOCKS, limits.VIEW_SIZE)
    return {"type": "home", "blocks": _fitted(drawing.card(card), drawing, room, whole)}


def _fitted(blocks: Sequence[Block], drawing: "_Drawing", room: tuple[int, int], whole: Button | None) -> list[Block]:
    """Return at most so many blocks of together so many units, with the button to all of them where some are cut."""
    onward = partial(drawing.element, Buttons((whole,))) if whole else None
    return fitted(blocks, *room, drawing.localizer, onward)


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

    def card(self, card: Card) -> list[Block]:
        """Return every block of a card."""
        title = _MARKS[card.tone] + self.say(card.title, NOTHING)
        # One sentence by itself is something that is said, and no heading with nothing below it.
        top = headed(title) if card.elements else sections(title)
        return [*top, *(block for element in card.elements for block in self.element(element))]

    def element(self, element: Element) -> list[Block]:  # noqa: C901 - a case for each element
        """Return the blocks of one element."""
        match element:
            case Paragraph(text, weight):
                return _paragraph(self.say(text), weight)
            case Heading(text):
                return headed(self.say(text, NOTHING))
            case Facts(facts):
                return self._facts(facts)
            case Bullets(items):
                return sections("\n".join(f"• {self.say(item, NOTHING)}" for item in items))
            case Quote(text):
                return [section(quoted(part), folds=True) for part in pieces(self.say(text), limits.SECTION_TEXT - 2)]
            case Entries(entries):
                return [block for entry in entries for block in self._entry(entry)]
            case Links(links):
                return self._links(links)
            case Divider():
                return [{"type": "divider"}]
            case Chart(alt):
                return _picture(self.files.get(element, ""), self.say(alt, NOTHING))
            case Buttons(buttons):
                labelled = [(self.say(button.label, NOTHING), self._button(button)) for button in buttons]
                return in_rows(labelled, self.say(_("Choose")))
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
            blocks += [*columns(fields), *(section(part) for part in titled(label, value))]
            fields = []
        return [*blocks, *columns(fields)]

    def _entry(self, entry: Entry) -> list[Block]:
        """Return one thing of a list, its button beside it; what is too long goes on below."""
        first, *rest = map(section, titled(self.say(entry.title, NOTHING), self.say(entry.detail)))
        if entry.button:
            first["accessory"] = self._button(entry.button)
        return [first, *rest]

    def _links(self, links: Sequence[Link]) -> list[Block]:
        """Return links as buttons that open a page; a link that leads nowhere safe as its words."""
        blocks: list[Block] = []
        labelled: list[tuple[str, Block]] = []
        for link in links:
            label, url = self.say(link.label, NOTHING), plain.web(link.href, self.public)
            if url and length(url) <= limits.BUTTON_URL:
                # Slack reports a press here too; without a number in its id it is nobody's press.
                ident = f"{values.LINK}{next(self.numbers)}"
                shown = plain_text(label, limits.BUTTON_TEXT)
                labelled.append((label, {"type": "button", "action_id": ident, "url": url, "text": shown}))
            else:
                blocks += sections(label)
        return [*blocks, *in_rows(labelled, self.say(_("Open")))]

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
            return [section(bold(part)) for part in pieces(words, limits.SECTION_TEXT)]
        case Weight.SUBTLE:
            return [context(part) for part in pieces(words, limits.CONTEXT_TEXT)]
        case _:
            assert_never(weight)


def _picture(file: str, alt: str) -> list[Block]:
    """Return a picture that Slack has as a file, else what it shows."""
    if not file:
        return _paragraph(alt, Weight.SUBTLE)
    return [{"type": "image", "slack_file": {"id": file}, "alt_text": clip(alt, limits.ALT_TEXT)}]
