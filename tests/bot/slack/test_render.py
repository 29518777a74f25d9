# SPDX-License-Identifier: EUPL-1.2
"""Cards on Slack: always legal, always literal, and nothing left out in silence."""

import re
from typing import Any

from hypothesis import example, given
from slack_sdk.models.blocks import Block as SdkBlock

from bot.language import Localizer
from bot.lengths import left_out
from bot.slack import render_card
from bot.slack.render import render_line
from commands.cards import (
    Button,
    Buttons,
    Card,
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
    Weight,
)
from commands.events import Press
from commands.help import whole
from tests import strategies
from tests.bot.readers import DUTCH, ENGLISH, readers
from tests.bot.slack.judge import message_faults

SHOW = Button("Bekijk", Press("requests.show", (("ref", "ITV-2026-0014"),)))
LONG = "Een zin die niet ophoudt. " * 4_000


@given(strategies.cards, readers)
@example(
    Card(LONG, (Paragraph(LONG), Quote(LONG), Facts((Fact(LONG, LONG),)), Entries((Entry(LONG, LONG, SHOW),)))), DUTCH
)
@example(Card("&" * 5_000, tuple(Paragraph("&<>" * 999, weight) for weight in Weight)), ENGLISH)
@example(Card("", (Buttons((SHOW,) * 60),)), DUTCH)
def test_slack_takes_every_card(card: Card, reader: Localizer) -> None:
    message = render_card(card, reader, "https://mandaat.example", whole=whole("7"))
    assert message_faults(message) == []
    for block in SdkBlock.parse_all(message["blocks"]):
        block.validate_json()


@given(strategies.cards)
def test_what_people_write_mentions_and_formats_nothing(card: Card) -> None:
    ours = re.compile(r"^(?:>.*|\*[^*]+\*|[^*_~`>]*)$")
    for text in _mrkdwn(render_card(card, DUTCH)["blocks"]):
        assert not re.search(r"<|(?!^)>(?=[@#!])|[_~`]|:[\w+'-]+:", text)
        assert all(ours.match(line) for line in text.splitlines())


def test_a_mention_in_a_request_is_shown_and_wakes_nobody() -> None:
    message = render_card(Card("Nieuw <!channel>", (Paragraph("<!here> & <@U1>", Weight.STRONG),)), DUTCH)
    assert message["text"] == "Nieuw &lt;!channel&gt;\n\n&lt;!here&gt; &amp; &lt;@U1&gt;"
    assert message["blocks"][0]["text"] == {"type": "plain_text", "text": "Nieuw <!channel>", "emoji": False}
    assert message["blocks"][1]["text"]["text"] == "*&lt;!here&gt; &amp; &lt;@U1&gt;*"


def test_words_with_signs_of_formatting_are_shown_plain() -> None:
    strong = Card("Titel", (Heading("Een *ster* en :tada:"), Quote("_zo_ dus")))
    _, heading, quote = render_card(strong, DUTCH)["blocks"]
    assert heading["text"] == {"type": "plain_text", "text": "Een *ster* en :tada:", "emoji": False}
    assert quote["text"] == {"type": "plain_text", "text": "“_zo_ dus”", "emoji": False}


def test_a_long_paragraph_is_split_and_keeps_every_word() -> None:
    words = " ".join(f"woord{n}" for n in range(900))
    blocks = render_card(Card("Titel", (Paragraph(words),)), DUTCH)["blocks"][1:]
    assert len(blocks) == 3
    assert " ".join(block["text"]["text"] for block in blocks) == words


def test_a_title_too_long_for_a_header_stands_whole_in_bold() -> None:
    title = "Wie beslist over " + "de verlenging van het contract " * 8
    (whole, _rest) = render_card(Card(title, (Paragraph("Rest"),)), DUTCH)["blocks"]
    assert whole["text"]["text"] == f"*{title.strip()}*"


def test_one_sentence_is_said_and_is_no_heading() -> None:
    assert [block["type"] for block in render_card(Card("Dat kan niet meer."), DUTCH)["blocks"]] == ["section"]


def test_a_label_that_slack_would_cut_off_stands_beside_its_button() -> None:
    long = Button("Softwarelicenties aanschaffen of verlengen", Press("requests.show"))
    first, second = render_card(Card("Kies", (Buttons((long, SHOW)),)), DUTCH)["blocks"][1:]
    assert (first["text"]["text"], first["accessory"]["text"]["text"]) == (long.label, "Kies")
    assert first["accessory"]["accessibility_label"] == long.label
    assert (second["text"]["text"], second["accessory"]["text"]["text"]) == ("Bekijk", "Kies")


def test_slack_folds_nothing_but_what_a_person_wrote() -> None:
    said, quoted = render_card(Card("Titel", (Paragraph(LONG[:2_000]), Quote(LONG[:2_000]))), DUTCH)["blocks"][1:]
    assert (said.get("expand"), quoted.get("expand")) == (True, None)


def test_a_list_too_long_for_a_message_says_how_much_is_missing_and_keeps_the_last_buttons() -> None:
    entries = Entries(tuple(Entry(f"Recht {n}") for n in range(80)))
    blocks = render_card(Card("Alles", (entries, Buttons((SHOW,)))), DUTCH, whole=whole("7"))["blocks"]
    shown = sum(block["type"] == "section" for block in blocks)
    *_shown, rest, onward, ends = blocks
    assert rest["elements"][0]["text"] == DUTCH.say(left_out(80 - shown))
    assert [button["text"]["text"] for row in (onward, ends) for button in row["elements"]] == ["Lees alles", "Bekijk"]


def test_a_line_in_a_thread_is_as_long_as_what_happened() -> None:
    line = render_line(Card(LONG), DUTCH, whole=whole("7"))
    assert message_faults(line) == []
    assert sum(len(block["text"]["text"]) for block in line["blocks"] if "text" in block) > 5_000


def test_thirty_buttons_stand_in_two_rows_with_ids_of_their_own() -> None:
    rows = render_card(Card("Kies", (Buttons((SHOW,) * 30),)), DUTCH)["blocks"][1:]
    assert [len(row["elements"]) for row in rows] == [25, 5]
    assert len({button["action_id"] for row in rows for button in row["elements"]}) == 30


def test_a_button_says_to_screen_readers_what_it_is_about() -> None:
    named = Button("Goedkeuren", Press("requests.approve"), Style.PRIMARY, "Keur ITV-2026-0014 goed")
    button = render_card(Card("Aanvraag", (Buttons((named,)),)), DUTCH)["blocks"][1]["elements"][0]
    assert (button["style"], button["accessibility_label"]) == ("primary", "Keur ITV-2026-0014 goed")


def test_a_link_within_the_house_gets_the_public_address_and_an_unsafe_one_stays_words() -> None:
    links = Links((Link("Besluit", "/besluit/14"), Link("Klik hier", "javascript:alert(1)")))
    words, row = render_card(Card("Titel", (links,)), DUTCH, "https://mandaat.example/")["blocks"][1:]
    assert row["elements"][0]["url"] == "https://mandaat.example/besluit/14"
    assert words["text"]["text"] == "Klik hier"


def _mrkdwn(thing: Any) -> list[str]:  # noqa: ANN401 - Slack's own JSON
    if isinstance(thing, list):
        return [text for part in thing for text in _mrkdwn(part)]
    if not isinstance(thing, dict):
        return []
    return [thing["text"]] if thing.get("type") == "mrkdwn" else [t for part in thing.values() for t in _mrkdwn(part)]
