# SPDX-License-Identifier: EUPL-1.2
"""``/chat/gallery``: every element as each platform gets it, side by side; its buttons show what would arrive."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot import plain
from bot.gallery import SAMPLES, Sample
from bot.language import LANGUAGES, Localizer
from bot.local import listen
from bot.local.drawing import draw
from bot.local.fields import Desk, render_form
from bot.local.render import Sheet, render_card
from bot.local.visit import PLATFORM, Visit
from bot.slack import fields as slack_form
from bot.slack import render as slack
from bot.teams import fields as teams_form
from bot.teams import render as teams
from commands.cards import Card
from commands.errors import Refused
from commands.people import Account
from commands.text import _
from storage.codec import encode

TO = "/chat/gallery"
NAMES = {"nl": "Nederlands", "en": "English"}
NOBODY = Visit(Account(PLATFORM, "gallery", "gallery"))


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One sample as every renderer draws it; ``id`` is its anchor."""

    id: str
    name: str
    html: Markup
    text: str
    slack: str
    teams: str


def show_gallery(reader: Localizer, public: str) -> Response:
    """Show every sample in the reader's language."""
    languages = [{"code": code, "name": NAMES[code], "href": f"{TO}?{urlencode({'lang': code})}"} for code in LANGUAGES]
    exhibits = [exhibit(number, sample, reader, public) for number, sample in enumerate(SAMPLES)]
    page = draw("gallery.html", reader, exhibits=exhibits, languages=languages, theme=False)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def pressed(request: Request, reader: Localizer) -> Response:
    """Show what a button or form of the gallery sends; nothing is done with it."""
    posted = listen.last_values((await request.form()).multi_items())
    try:
        said = encode((listen.read_submit if "view" in posted else listen.read_press)(posted, NOBODY).said)
    except Refused as refused:
        said = json.dumps(reader.say(refused.message))
    title = reader.say(_("This is what would arrive"))
    back = f"{TO}?{urlencode({'lang': reader.language})}"
    return HTMLResponse(
        draw("arrived.html", reader, title=title, said=indented(json.loads(said)), back=back, theme=False)
    )


def exhibit(number: int, sample: Sample, reader: Localizer, public: str) -> Exhibit:
    """Return one sample as every renderer draws it."""
    query, errors = urlencode({"lang": reader.language}), dict(sample.errors)
    match sample.shown:
        case Card() as card:
            html = render_card(card, reader, Sheet(query, TO))
            drawn = (
                plain.render_card(card, reader, public),
                slack.render_card(card, reader, public),
                teams.render_card(card, reader, public),
            )
        case form:
            html = render_form(
                form, reader, errors, desk=Desk(query, level=3, to=TO, closed=TO, ids=f"g{number}", about=f"s{number}")
            )
            drawn = (
                plain.render_form(form, reader, errors),
                slack_form.render_form(form, reader, errors),
                teams_form.render_form(form, reader, errors),
            )
    text, block_kit, adaptive = drawn
    return Exhibit(f"s{number}", reader.say(sample.name), html, text, indented(block_kit), indented(adaptive))


def indented(value: Mapping[str, object] | Sequence[object]) -> str:
    """Return JSON as people read it."""
    return json.dumps(value, indent=2, ensure_ascii=False)
