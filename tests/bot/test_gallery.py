# SPDX-License-Identifier: EUPL-1.2
"""The gallery shows all there is, every platform takes it, and one card stands here as each platform gets it."""

from typing import get_args

import pytest
from inline_snapshot import snapshot

from bot import plain, slack, teams
from bot.gallery import SAMPLES, Sample
from bot.language import Localizer
from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Entry,
    Fact,
    Facts,
    Link,
    Links,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
    buttons,
)
from commands.events import Press
from commands.forms import Field, FormView
from tests.bot.readers import DUTCH, ENGLISH
from tests.bot.slack.judge import message_faults, modal_faults
from tests.bot.teams.judge import card_faults

PUBLIC = "https://mandaat.example"
CARDS = [sample.shown for sample in SAMPLES if isinstance(sample.shown, Card)]
FORMS = [sample.shown for sample in SAMPLES if isinstance(sample.shown, FormView)]


def test_the_gallery_shows_every_element_tone_weight_and_style() -> None:
    elements = [element for card in CARDS for element in card.elements]
    assert {type(element) for element in elements} == set(get_args(Element))
    assert {card.tone for card in CARDS} == set(Tone)
    assert {element.weight for element in elements if isinstance(element, Paragraph)} == set(Weight)
    assert {button.style for card in CARDS for button in buttons(card)} == set(Style)


def test_the_gallery_shows_every_field_empty_and_filled_in() -> None:
    fields = [field for form in FORMS for field in form.fields]
    assert {type(field) for field in fields if not field.value} == set(get_args(Field))
    assert {type(field) for field in fields if field.value} == set(get_args(Field))


@pytest.mark.parametrize("reader", [DUTCH, ENGLISH], ids=["nl", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name.id)
def test_every_platform_takes_every_sample(sample: Sample, reader: Localizer) -> None:
    match sample.shown:
        case Card() as card:
            assert message_faults(slack.render_card(card, reader, PUBLIC)) == []
            assert card_faults(teams.render_card(card, reader, PUBLIC)) == []
            assert plain.render_card(card, reader, PUBLIC)
        case FormView() as view:
            assert modal_faults(slack.render_form(view, reader, dict(sample.errors))) == []
            assert card_faults(teams.render_form(view, reader, dict(sample.errors))) == []
            assert plain.render_form(view, reader, dict(sample.errors))


DECISION = Card(
    "Jij beslist over ITV-2026-0014",
    (
        Paragraph("Binnen je mandaat.", Weight.STRONG),
        Facts((Fact("Bedrag", "€ 24.000"),)),
        Bullets(("binnen budget",)),
        Quote("Graag vóór 1 april."),
        Entries((Entry("Bijlage", "Offerte", Button("Bekijk", Press("requests.show"), name="Bekijk de offerte")),)),
        Links((Link("Besluit", "/besluit/1"),)),
        Buttons((Button("Keur goed", Press("requests.approve", (("ref", "ITV-2026-0014"),)), Style.PRIMARY),)),
    ),
    Tone.WAITING,
)


def test_one_card_as_text() -> None:
    assert plain.render_card(DECISION, DUTCH, PUBLIC) == snapshot("""\
Jij beslist over ITV-2026-0014

Binnen je mandaat.

Bedrag: € 24.000

• binnen budget

> Graag vóór 1 april.

• Bijlage – Offerte [Bekijk]

Besluit: https://mandaat.example/besluit/1

[Keur goed]\
""")


def test_one_card_on_slack() -> None:
    assert slack.render_card(DECISION, DUTCH, PUBLIC) == snapshot(
        {
            "text": """\
Jij beslist over ITV-2026-0014

Binnen je mandaat.

Bedrag: € 24.000

• binnen budget

&gt; Graag vóór 1 april.

• Bijlage – Offerte [Bekijk]

Besluit: https://mandaat.example/besluit/1

[Keur goed]\
""",
            "blocks": [
                {
                    "type": "header",
                    "text": {"type": "plain_text", "text": "⏳ Jij beslist over ITV-2026-0014", "emoji": False},
                },
                {"type": "section", "text": {"type": "mrkdwn", "text": "*Binnen je mandaat.*", "verbatim": True}},
                {
                    "type": "section",
                    "fields": [
                        {
                            "type": "mrkdwn",
                            "text": """\
*Bedrag*
€ 24.000\
""",
                            "verbatim": True,
                        }
                    ],
                },
                {"type": "section", "text": {"type": "plain_text", "text": "• binnen budget", "emoji": False}},
                {"type": "section", "text": {"type": "mrkdwn", "text": ">Graag vóór 1 april.", "verbatim": True}},
                {
                    "type": "section",
                    "text": {
                        "type": "mrkdwn",
                        "text": """\
*Bijlage*
Offerte\
""",
                        "verbatim": True,
                    },
                    "accessory": {
                        "type": "button",
                        "action_id": "requests.show#1",
                        "text": {"type": "plain_text", "text": "Bekijk", "emoji": False},
                        "value": "{}",
                        "accessibility_label": "Bekijk de offerte",
                    },
                },
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "link-2",
                            "url": "https://mandaat.example/besluit/1",
                            "text": {"type": "plain_text", "text": "Besluit", "emoji": False},
                        }
                    ],
                },
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "requests.approve#3",
                            "text": {"type": "plain_text", "text": "Keur goed", "emoji": False},
                            "value": '{"ref":"ITV-2026-0014"}',
                            "style": "primary",
                        }
                    ],
                },
            ],
        }
    )


def test_one_card_on_teams() -> None:
    assert teams.render_card(DECISION, DUTCH, PUBLIC) == snapshot(
        {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.5",
            "lang": "nl",
            "fallbackText": "Jij beslist over ITV-2026-0014",
            "msteams": {"width": "Full"},
            "body": [
                {
                    "type": "Container",
                    "style": "warning",
                    "bleed": True,
                    "items": [
                        {
                            "type": "TextBlock",
                            "text": "Jij beslist over ITV-2026-0014",
                            "wrap": True,
                            "style": "heading",
                            "size": "Large",
                            "weight": "Bolder",
                        }
                    ],
                },
                {
                    "type": "RichTextBlock",
                    "inlines": [{"type": "TextRun", "text": "Binnen je mandaat.", "weight": "Bolder"}],
                },
                {"type": "FactSet", "facts": [{"title": "Bedrag", "value": "€ 24.000"}]},
                {
                    "type": "RichTextBlock",
                    "inlines": [{"type": "TextRun", "text": "• binnen budget"}],
                    "spacing": "None",
                },
                {
                    "type": "Container",
                    "style": "emphasis",
                    "items": [
                        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Graag vóór 1 april."}]}
                    ],
                },
                {
                    "type": "ColumnSet",
                    "columns": [
                        {
                            "type": "Column",
                            "width": "stretch",
                            "items": [
                                {
                                    "type": "RichTextBlock",
                                    "inlines": [{"type": "TextRun", "text": "Bijlage", "weight": "Bolder"}],
                                },
                                {
                                    "type": "RichTextBlock",
                                    "inlines": [{"type": "TextRun", "text": "Offerte"}],
                                    "spacing": "None",
                                },
                            ],
                        },
                        {
                            "type": "Column",
                            "width": "auto",
                            "verticalContentAlignment": "Center",
                            "items": [
                                {
                                    "type": "ActionSet",
                                    "actions": [
                                        {
                                            "type": "Action.Execute",
                                            "verb": "requests.show",
                                            "data": {"_action": "requests.show", "_values": {}},
                                            "associatedInputs": "none",
                                            "title": "Bekijk",
                                            "style": "default",
                                            "tooltip": "Bekijk de offerte",
                                            "fallback": {
                                                "type": "Action.Submit",
                                                "data": {"_action": "requests.show", "_values": {}},
                                                "associatedInputs": "none",
                                                "title": "Bekijk",
                                                "style": "default",
                                                "tooltip": "Bekijk de offerte",
                                            },
                                        }
                                    ],
                                }
                            ],
                        },
                    ],
                },
                {
                    "type": "ActionSet",
                    "actions": [
                        {"type": "Action.OpenUrl", "title": "Besluit", "url": "https://mandaat.example/besluit/1"}
                    ],
                },
                {
                    "type": "ActionSet",
                    "actions": [
                        {
                            "type": "Action.Execute",
                            "verb": "requests.approve",
                            "data": {"_action": "requests.approve", "_values": {"ref": "ITV-2026-0014"}},
                            "associatedInputs": "none",
                            "title": "Keur goed",
                            "style": "positive",
                            "fallback": {
                                "type": "Action.Submit",
                                "data": {"_action": "requests.approve", "_values": {"ref": "ITV-2026-0014"}},
                                "associatedInputs": "none",
                                "title": "Keur goed",
                                "style": "positive",
                            },
                        }
                    ],
                },
            ],
        }
    )
