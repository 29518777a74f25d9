# SPDX-License-Identifier: EUPL-1.2
"""One card as each renderer draws it, whole."""

from inline_snapshot import snapshot

from bot import plain, slack, teams
from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
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
)
from commands.events import Press
from tests.bot.readers import DUTCH

PUBLIC = "https://mandaat.example"

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


def test_a_card_as_text_says_everything_that_is_on_it() -> None:
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


def test_a_card_on_slack_is_made_of_these_blocks() -> None:
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
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": "*Binnen je mandaat.*", "verbatim": True},
                    "expand": True,
                },
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
                {
                    "type": "section",
                    "text": {"type": "plain_text", "text": "• binnen budget", "emoji": False},
                    "expand": True,
                },
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
                    "expand": True,
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


def test_a_card_on_teams_is_made_of_these_elements() -> None:
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
                    "spacing": "Default",
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
                                            "title": "Bekijk",
                                            "tooltip": "Bekijk de offerte",
                                            "fallback": {
                                                "type": "Action.Submit",
                                                "data": {"_action": "requests.show", "_values": {}},
                                                "title": "Bekijk",
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
                            "title": "Keur goed",
                            "style": "positive",
                            "fallback": {
                                "type": "Action.Submit",
                                "data": {"_action": "requests.approve", "_values": {"ref": "ITV-2026-0014"}},
                                "title": "Keur goed",
                                "style": "positive",
                            },
                        }
                    ],
                },
            ],
        }
    )
