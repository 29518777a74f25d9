# SPDX-License-Identifier: EUPL-1.2
"""Cards on Teams: always legal, always literal, and nothing left out in silence."""

import re
from typing import Any

import pytest
from hypothesis import example, given

from bot.language import Localizer
from bot.lengths import left_out
from bot.teams import render_card
from commands.cards import (
    Button,
    Buttons,
    Card,
    Divider,
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
)
from commands.decision_rights.cells import LONGEST
from commands.decision_rights.rights import DecisionRight
from commands.events import Press
from commands.help import whole
from tests import strategies
from tests.bot.readers import DUTCH, ENGLISH, readers
from tests.bot.teams.judge import card_faults, objects

SHOW = Button("Bekijk", Press("requests.show", (("ref", "ITV-2026-0014"),)))
LONG = "Een zin die niet ophoudt. " * 4_000
MANY = "regel\n" * 3_000
#: A right of which every cell of the register is as long as it may be.
FULL = Card(
    "é" * LONGEST, (Facts(tuple(Fact(name, "é" * LONGEST) for name in DecisionRight.__slots__)), Buttons((SHOW, SHOW)))
)


@given(strategies.cards, readers)
@example(
    Card(LONG, (Paragraph(LONG), Quote(LONG), Facts((Fact(LONG, LONG),)), Entries((Entry(LONG, LONG, SHOW),)))), DUTCH
)
@example(Card(MANY, (Paragraph(MANY), Quote(MANY), Facts((Fact("a", MANY),)), Buttons((SHOW,) * 400))), ENGLISH)
@example(FULL, DUTCH)
def test_teams_takes_every_card(card: Card, reader: Localizer) -> None:
    assert card_faults(render_card(card, reader, "https://mandaat.example", whole=whole("7"))) == []


def test_a_card_that_does_not_fit_has_a_button_to_all_of_it() -> None:
    assert [_buttons(card) for card in (FULL, Card("a", (Buttons((SHOW,)),)))] == [
        ["Lees alles", "Bekijk", "Bekijk"],
        ["Bekijk"],
    ]


def _buttons(card: Card) -> list[str]:
    sets = [item for item in render_card(card, DUTCH, whole=whole("7"))["body"] if item["type"] == "ActionSet"]
    return [action["title"] for item in sets for action in item["actions"]]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"type": "TextBlok", "text": "a"}, "is not valid under any of the given schemas"),
        ({"type": "RichTextBlock"}, "'inlines' is a required property"),
        ({"type": "TextBlock", "text": "a", "colour": "red"}, "'colour' was unexpected"),
        ({"type": "Container", "items": [{"type": "Image", "url": 1}]}, "1 is not of type 'string'"),
        ({"type": "TextBlock", "text": "a" * 40_000}, "more than 80 KB"),
    ],
)
def test_what_the_official_schema_or_teams_refuses_is_found(wrong: dict[str, Any], told: str) -> None:
    """Else the laws below would mean nothing."""
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [wrong]}
    assert told in "; ".join(card_faults(card))


@given(strategies.cards)
def test_no_text_block_or_fact_holds_a_sign_of_markdown(card: Card) -> None:
    for thing in objects(render_card(card, DUTCH)["body"]):
        read = [thing["text"]] if thing.get("type") == "TextBlock" else []
        read += [thing["title"], thing["value"]] if set(thing) == {"title", "value"} else []
        assert not [words for words in read if re.search(r"[*_`\[\]~<]|^\s*[-+#>]|^\s*\d+\.\s|\{\{", words)]


@given(strategies.hostile)
def test_no_run_of_text_holds_a_date_function(words: str) -> None:
    card = render_card(Card("Titel", (Paragraph(words), Quote(words))), DUTCH)
    assert not [t for t in objects(card["body"]) if t.get("type") == "TextRun" and "{{" in t["text"]]


def test_words_with_signs_of_markdown_are_shown_as_they_are() -> None:
    facts = Facts((Fact("Wie", "[klik](https://evil.example)"), Fact("Wat", "laptop")))
    heading, first, second = render_card(Card("**Let op**", (facts,)), DUTCH)["body"]
    assert heading["inlines"] == [{"type": "TextRun", "text": "**Let op**", "size": "Large", "weight": "Bolder"}]
    assert [run["text"] for run in first["inlines"]] == ["Wie: ", "[klik](https://evil.example)"]
    assert [run["text"] for run in second["inlines"]] == ["Wat: ", "laptop"]


def test_clean_facts_are_a_table_and_clean_titles_a_heading() -> None:
    clean = Facts((Fact("Bedrag", "€ 40.000"), Fact("Waarde", "4.0 ██")))
    title, facts = render_card(Card("Aanvraag", (clean,)), DUTCH)["body"]
    assert title["style"] == "heading"
    shown = [{"title": "Bedrag", "value": "€ 40.000"}, {"title": "Waarde", "value": "4.0 ██"}]
    assert facts == {"type": "FactSet", "facts": shown}


def test_a_paragraph_keeps_its_lines_and_its_empty_line() -> None:
    lines = render_card(Card("Titel", (Paragraph("een\ntwee\n\ndrie"),)), DUTCH)["body"][1:]
    assert [line["inlines"][0]["text"] for line in lines] == ["een", "twee", "drie"]
    assert [line.get("spacing") for line in lines] == [None, "None", None]


def test_a_long_quote_is_one_grey_field() -> None:
    fields = render_card(Card("Titel", (Quote("regel\n" * 25),)), DUTCH)["body"][1:]
    assert [(field["style"], field.get("spacing")) for field in fields] == [
        ("emphasis", None),
        ("emphasis", "None"),
        ("emphasis", "None"),
    ]


def test_a_line_is_drawn_above_what_follows_it() -> None:
    body = render_card(Card("Titel", (Divider(), Divider(), Paragraph("Daarna"), Divider())), DUTCH)["body"]
    assert [item.get("separator", False) for item in body] == [False, True]


def test_the_tone_colours_the_title() -> None:
    container = render_card(Card("Afgewezen", (), Tone.BAD), DUTCH)["body"][0]
    assert (container["type"], container["style"]) == ("Container", "attention")


def test_a_list_too_long_for_a_card_says_how_much_is_missing_and_keeps_the_last_buttons() -> None:
    entries = Entries(tuple(Entry(f"Recht {n}", "Teammanager I&A", SHOW) for n in range(300)))
    body = render_card(Card("Alles", (entries, Buttons((SHOW,)))), DUTCH)["body"]
    shown = sum(item["type"] == "ColumnSet" for item in body)
    assert body[-2]["inlines"][0]["text"] == DUTCH.say(left_out(300 - shown))
    assert body[-1]["type"] == "ActionSet"


def test_buttons_stand_in_rows_of_six() -> None:
    rows = render_card(Card("Kies", (Buttons((SHOW,) * 8),)), DUTCH)["body"][1:]
    assert [len(row["actions"]) for row in rows] == [6, 2]


def test_a_row_of_buttons_is_no_wider_than_is_shown() -> None:
    long = Button("We hebben drie extra licenties nodig voor het tekenpakket", SHOW.press)
    rows = render_card(Card("Kies", (Buttons((SHOW, long, SHOW, SHOW)),)), DUTCH)["body"][1:]
    assert [len(row["actions"]) for row in rows] == [1, 1, 2]


def test_a_long_button_stands_below_its_entry_and_a_short_one_beside_it() -> None:
    long = Button("Bekijk dit beslisrecht in het register", SHOW.press)
    entries = Entries((Entry("WV-014", "Laptops", SHOW), Entry("WV-015", "Servers", long)))
    beside, alone, below = render_card(Card("Rechten", (entries,)), DUTCH)["body"][1:]
    assert [len(item.get("columns", ())) for item in (beside, alone)] == [2, 1]
    assert below["type"] == "ActionSet"


def test_a_button_says_what_it_does_to_new_and_old_clients_and_to_screen_readers() -> None:
    named = Button(
        "Wijs af", Press("requests.decline", (("ref", "ITV-2026-0014"),)), Style.DANGER, "Wijs ITV-2026-0014 af"
    )
    action = render_card(Card("Aanvraag", (Buttons((named,)),)), DUTCH)["body"][1]["actions"][0]
    data = {"_action": "requests.decline", "_values": {"ref": "ITV-2026-0014"}}
    sent = {"data": data, "title": "Wijs af", "style": "destructive", "tooltip": "Wijs ITV-2026-0014 af"}
    fallback = {"type": "Action.Submit", **sent}
    assert action == {"type": "Action.Execute", "verb": "requests.decline", **sent, "fallback": fallback}


def test_a_link_within_the_house_gets_the_public_address_and_an_unsafe_one_stays_words() -> None:
    links = Links((Link("Besluit", "/besluit/14"), Link("Klik hier", "javascript:alert(1)")))
    words, row = render_card(Card("Titel", (Heading(""), links)), DUTCH, "https://mandaat.example")["body"][1:]
    assert row["actions"][0]["url"] == "https://mandaat.example/besluit/14"
    assert words["inlines"][0]["text"] == "Klik hier"
