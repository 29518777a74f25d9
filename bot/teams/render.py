# SPDX-License-Identifier: EUPL-1.2
"""Draws cards as Adaptive Cards: one ``match`` over the closed vocabulary, people's words as they are."""

import json
from base64 import b64encode
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from bot import plain
from bot.chart import png
from bot.language import Localizer
from bot.lengths import NOTHING, clip, fit, left_out, length, rows, said
from bot.teams import limits
from bot.teams.mentions import mention_line, mentions
from bot.teams.texts import Item, heading, lines, marks, rich, runs
from bot.teams.values import DIALOG, press_data
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

_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_TONES = {Tone.NEUTRAL: "", Tone.WAITING: "warning", Tone.GOOD: "good", Tone.BAD: "attention"}
_STYLES = {Style.PLAIN: "", Style.PRIMARY: "positive", Style.DANGER: "destructive"}
_WEIGHTS: dict[Weight, dict[str, object]] = {
    Weight.NORMAL: {},
    Weight.STRONG: {"weight": "Bolder"},
    Weight.SUBTLE: {"isSubtle": True, "size": "Small"},
}
# Bytes for what stands around the body and for the sentence about what is left out.
_AROUND = 4_000
_SHORT = 200


def render_card(
    card: Card,
    localizer: Localizer,
    public: str = "",
    opens: Container[str] = (),
    members: Sequence[tuple[str, str]] = (),
    whole: Button | None = None,
) -> Item:
    """Return an Adaptive Card; ``public`` is the address that links within the house begin with.

    ``opens`` holds the actions of buttons that open a form: only a button that asks for a dialog gets one. ``members``
    are those whom the card calls, by id and name; ``whole`` is the button to all of it, for where it does not fit.
    """
    drawing = _Drawing(localizer, public, opens)
    title = said(card.title, localizer, NOTHING)
    head, *rest = heading(title, "Large")
    body = [*toned(head, card.tone), *rest]
    divided = False
    for element in card.elements:
        drawn = drawing.element(element)
        if drawn and divided:
            drawn[0] = {**drawn[0], "separator": True, "spacing": "Large"}
        divided = isinstance(element, Divider) or (divided and not drawn)
        body += drawn
    called = mentions(members)
    onward = partial(drawing.element, Buttons((whole,))) if whole else None
    return carded(body, title, localizer, mention_line(called, localizer), called, onward)


def carded(
    body: Sequence[Item],
    title: str,
    localizer: Localizer,
    inputs: Sequence[Item] = (),
    called: Sequence[Item] = (),
    onward: Callable[[], Sequence[Item]] | None = None,
) -> Item:
    """Return the card around a body, without the parts that would make it too large for Teams; all inputs stay.

    ``called`` says who is meant by the names that it calls, ``onward`` draws the one item that
    leads to all of it: not before parts are left out, since nearly everything fits.
    """
    room = limits.CARD_BYTES - _AROUND - sum(map(size, (*inputs, *called)))
    kept = fit(body, limits.BODY, room, size, lambda item: item["type"] == "ActionSet", 2 if onward else 1)
    if kept.left_out:
        rest = rich(said(left_out(kept.left_out), localizer), **_WEIGHTS[Weight.SUBTLE])
        body = [*kept.head, rest, *(onward() if onward else ()), *kept.tail]
    return {
        "$schema": _SCHEMA,
        "type": "AdaptiveCard",
        "version": limits.VERSION,
        "lang": localizer.language,
        "fallbackText": clip(title, limits.FALLBACK_TEXT),
        "msteams": {"width": "Full", **({"entities": list(called)} if called else {})},
        "body": [*body, *inputs],
    }


def size(item: Item) -> int:
    """Return the bytes of an item as Teams counts them."""
    return 2 * length(json.dumps(item, ensure_ascii=False)) + 4


def toned(title: Item, tone: Tone) -> list[Item]:
    """Return the title on the colour of its tone; the words of the card say the same."""
    style = _TONES[tone]
    return [{"type": "Container", "style": style, "bleed": True, "items": [title]}] if style else [title]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One card being drawn: for whom, and where links within the house lead."""

    localizer: Localizer
    public: str
    opens: Container[str]

    def say(self, text: Text, otherwise: str = "") -> str:
        """Return the words in the reader's language."""
        return said(text, self.localizer, otherwise)

    def element(self, element: Element) -> list[Item]:  # noqa: C901 - a case for each element
        """Return the items of one element."""
        match element:
            case Paragraph(text, weight):
                return lines(self.say(text), **_WEIGHTS[weight])
            case Heading(text):
                return heading(self.say(text), "Medium") if self.say(text) else []
            case Facts(facts):
                return self._facts(facts)
            case Bullets(items):
                drawn = [line for item in items for line in _close(lines(f"• {self.say(item, NOTHING)}"))]
                return [{**drawn[0], "spacing": "Default"}, *drawn[1:]] if drawn else []
            case Quote(text):
                return _quote(self.say(text))
            case Entries(entries):
                return [item for entry in entries for item in self._entry(entry)]
            case Links(links):
                return self._links(links)
            case Divider():
                return []
            case Chart(alt):
                return [_picture(png(element, self.localizer), self.say(alt, NOTHING))]
            case Buttons(buttons):
                return action_sets([self._action(button) for button in buttons])
            case _:
                assert_never(element)

    def _facts(self, facts: Sequence[Fact]) -> list[Item]:
        """Return facts as a table; line by line where a table would be too narrow or read them as markdown."""
        pairs = [(self.say(f.label, NOTHING), self.say(f.value, NOTHING)) for f in facts]
        if not any(marks(label) or marks(value) or length(label + value) > _SHORT for label, value in pairs):
            return [
                {"type": "FactSet", "facts": [{"title": label, "value": value} for label, value in row]}
                for row in rows(pairs, limits.FACTS)
            ]
        return [item for label, value in pairs for item in _fact(label, value)]

    def _entry(self, entry: Entry) -> list[Item]:
        """Return one thing of a list, a short button beside it and a long one below; what is too long goes on below."""
        words = lines(self.say(entry.title, NOTHING), weight="Bolder") + _close(lines(self.say(entry.detail)))
        first, rest = words[: limits.QUOTE_LINES], words[limits.QUOTE_LINES :]
        columns: list[Item] = [{"type": "Column", "width": "stretch", "items": first}]
        row = action_sets([self._action(entry.button)]) if entry.button else []
        beside = bool(row) and length(row[0]["actions"][0]["title"]) <= limits.BESIDE_LETTERS
        if beside:
            columns.append({"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": row})
        return [{"type": "ColumnSet", "columns": columns}, *rest, *([] if beside else row)]

    def _links(self, links: Sequence[Link]) -> list[Item]:
        """Return links as buttons that open a page; a link that leads nowhere safe as its words."""
        items: list[Item] = []
        opens: list[Item] = []
        for link in links:
            label = self.say(link.label, NOTHING)
            if url := plain.web(link.href, self.public):
                opens.append({"type": "Action.OpenUrl", "title": clip(label, limits.ACTION_TITLE), "url": url})
            else:
                items += lines(label)
        return [*items, *action_sets(opens)]

    def _action(self, button: Button) -> Item:
        """Return a button as an action; its data bring the press back."""
        look = {"title": clip(self.say(button.label, NOTHING), limits.ACTION_TITLE), "style": _STYLES[button.style]}
        tooltip = clip(self.say(button.name), limits.TOOLTIP)
        look, data = {**look, "tooltip": tooltip}, press_data(button.press)
        if button.press.action in self.opens:
            return submit({**data, **DIALOG}, look)
        return execute(button.press.action, data, look)


def execute(verb: str, data: Item, look: Mapping[str, str]) -> Item:
    """Return an action that looks like this, and for clients that do not know it the older kind with the same data."""
    older = submit(data, look)
    return {**older, "type": "Action.Execute", "verb": verb, "fallback": older}


def submit(data: Item, look: Mapping[str, str]) -> Item:
    """Return an action of the kind that every client knows: the only one that opens a dialog, or works in one."""
    return {"type": "Action.Submit", **{name: value for name, value in look.items() if value}, "data": data}


def action_sets(actions: Sequence[Item]) -> list[Item]:
    """Return rows of actions, each no wider than is shown: a client cuts off what does not fit."""
    made: list[list[Item]] = []
    room = 0
    for one in actions:
        wide = length(one["title"]) + limits.EDGE_LETTERS
        if wide > room or len(made[-1]) == limits.ACTIONS:
            made.append([])
            room = limits.ROW_LETTERS
        made[-1].append(one)
        room -= wide
    return [{"type": "ActionSet", "actions": row} for row in made]


def _quote(words: str) -> list[Item]:
    """Return somebody's words in boxes that stand close together."""
    parts = rows(lines(words), limits.QUOTE_LINES)
    boxes: list[Item] = [{"type": "Container", "style": "emphasis", "items": part} for part in parts]
    return [{**box, "spacing": "None"} if at else box for at, box in enumerate(boxes)]


def _picture(drawn: bytes, alt: str) -> Item:
    """Return a picture that is in the message itself: nobody else can ask for it, and no address has to be public."""
    data = f"data:image/png;base64,{b64encode(drawn).decode()}"
    return {"type": "Image", "url": data, "altText": clip(alt, limits.ALT_TEXT), "size": "Stretch"}


def _fact(label: str, value: str) -> list[Item]:
    """Return a label in bold and its value, on one line where they are short."""
    if length(label + value) <= _SHORT and "\n" not in label + value:
        inlines = [*runs(f"{label}: ", weight="Bolder"), *runs(value)]
        return [{"type": "RichTextBlock", "inlines": inlines, "spacing": "Small"}]
    return [*lines(label, weight="Bolder"), *_close(lines(value))]


def _close(items: Sequence[Item]) -> list[Item]:
    """Return items that stand close under what is above them."""
    return [{**item, "spacing": "None"} if at == 0 else item for at, item in enumerate(items)]
