# SPDX-License-Identifier: EUPL-1.2
"""Adaptive Cards as Microsoft's own renderer draws them, on a page of their own, in colours like those of Teams."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

RENDERER = Path(__file__).parent / "adaptivecards" / "adaptivecards.min.js"
#: Text, quiet text, then good, warning and attention, on each background; as far apart as Teams keeps them.
_LIGHT = {"page": "#ffffff", "soft": "#f0f0f0", "ink": "#242424", "quiet": "#565656", "edge": "#8a8a8a"}
_DARK = {"page": "#1f1f1f", "soft": "#2e2e2e", "ink": "#ffffff", "quiet": "#c7c7c7", "edge": "#9a9a9a"}
_TINTS = {
    "light": {"good": "#e7f2da", "warning": "#fbf6d9", "attention": "#fcf4f6", "accent": "#4f52b2", "alarm": "#a4262c"},
    "dark": {"good": "#0d2e0d", "warning": "#463100", "attention": "#3e1f25", "accent": "#a6a7dc", "alarm": "#f1707b"},
}
#: What that renderer says for no reason: its pattern for a language keeps its place, so that it refuses every other
#: card; and a people picker has no choices of its own, for Teams looks them up.
_WITHOUT_REASON = re.compile(r'Invalid value "(nl|en)" for property "lang"|must have at least one choice defined')
#: How that renderer draws the field for a people picker, which Teams draws itself.
PICKER = ".ac-choiceSetInput-filtered-container"
_DRAW = """({cards, config}) => {
    AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
    const faults = [];
    const shown = document.querySelector("main");
    for (const [name, json] of Object.entries(cards)) {
        const card = new AdaptiveCards.AdaptiveCard();
        card.hostConfig = new AdaptiveCards.HostConfig(config);
        const read = new AdaptiveCards.SerializationContext();
        card.parse(json, read);
        for (let at = 0; at < read.eventCount; at++) faults.push(name + ": " + read.getEventAt(at).message);
        for (const fault of card.validateProperties().validationEvents) faults.push(name + ": " + fault.message);
        const drawn = card.render();
        if (!drawn) { faults.push(name + ": nothing was drawn"); continue; }
        const section = document.createElement("section");
        section.lang = json.lang;
        section.dataset.card = name;
        section.append(drawn);
        shown.append(section);
    }
    return faults;
}"""


def draw(page: Page, cards: Mapping[str, dict[str, Any]], scheme: str = "light") -> list[str]:
    """Draw cards below each other; return what the renderer has against them, with their names."""
    colours = {"light": _LIGHT, "dark": _DARK}[scheme]
    style = f"body {{ margin: 16px; background: {colours['page']}; color: {colours['ink']}; }}"
    style += f"section {{ max-width: 640px; margin-bottom: 16px; border: 1px solid {colours['edge']}; }}"
    style += "button { font: inherit; padding: 6px 12px; margin: 2px 0; } input, textarea, select { font: inherit; }"
    page.set_content(
        f"<!doctype html><html lang='nl'><title>Kaarten</title><style>{style}</style><main><h1>Kaarten</h1></main>"
    )
    page.add_script_tag(content=RENDERER.read_text("utf-8"))
    said = page.evaluate(_DRAW, {"cards": dict(cards), "config": _config(scheme)})
    return [fault for fault in said if not _WITHOUT_REASON.search(fault)]


def _config(scheme: str) -> dict[str, Any]:
    """Return how a host such as Teams has cards drawn: its letter, its colours, its distances."""
    colours, tints = {"light": _LIGHT, "dark": _DARK}[scheme], _TINTS[scheme]
    ink = {"default": colours["ink"], "subtle": colours["quiet"]}
    alarm = {"default": tints["alarm"], "subtle": tints["alarm"]}
    written = dict.fromkeys(("default", "dark", "light", "accent", "good", "warning"), ink) | {"attention": alarm}
    grounds = {
        "default": colours["page"],
        "emphasis": colours["soft"],
        "good": tints["good"],
        "warning": tints["warning"],
        "attention": tints["attention"],
        "accent": colours["soft"],
    }
    return {
        "supportsInteractivity": True,
        "fontFamily": "'Segoe UI', 'DejaVu Sans', sans-serif",
        "fontSizes": {"small": 12, "default": 14, "medium": 16, "large": 20, "extraLarge": 26},
        "fontWeights": {"lighter": 300, "default": 400, "bolder": 600},
        "spacing": {"small": 4, "default": 8, "medium": 16, "large": 24, "extraLarge": 32, "padding": 12},
        "separator": {"lineThickness": 1, "lineColor": colours["edge"]},
        "actions": {"maxActions": 6, "actionsOrientation": "horizontal", "actionAlignment": "left", "buttonSpacing": 8},
        "containerStyles": {
            name: {"backgroundColor": ground, "foregroundColors": written} for name, ground in grounds.items()
        },
        "textBlock": {"headingLevel": 2},
        "factSet": {"title": {"weight": "bolder", "wrap": True}, "value": {"wrap": True}, "spacing": 12},
    }
