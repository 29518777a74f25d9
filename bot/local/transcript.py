# SPDX-License-Identifier: EUPL-1.2
"""Draws what was said in a conversation, and what others got to read because of it."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.language import Localizer
from bot.local.cast import Channel, Member, member
from bot.local.drawing import draw
from bot.local.pictures import Received, Spoken
from bot.local.render import Sheet, render_card
from bot.local.visit import Visit
from bot.local.wording import isolated, words
from commands.cards import Card, Tone, buttons
from commands.events import Room
from commands.text import _
from storage.codec import Undecodable, decode_card
from storage.local import LocalMessage


def line(message: LocalMessage, visit: Visit, reader: Localizer, cast: Sequence[Member]) -> Markup:
    """Return one message as it stands in the conversation."""
    author = member(cast, message.author)
    if message.author:
        html = Markup('<p class="text" dir="auto">{}</p>').format(words(message.words, reader))
    else:
        html = render_card(card_of(message), reader, Sheet(visit.query, message=message.id))
    renewed = reader.hour(message.renewed_at) if message.renewed_at else ""
    spoken = Spoken(
        id=message.id,
        position=message.position,
        name=author.person.name if author else message.author or "Mandaat",
        html=html,
        iso=message.said_at.isoformat(timespec="seconds"),
        hour=reader.hour(message.said_at),
        day=reader.day(message.said_at),
        bot=not message.author,
        renewed=renewed,
    )
    return draw("line.html", reader, line=spoken)


def received(
    messages: Sequence[LocalMessage],
    visit: Visit,
    reader: Localizer,
    cast: Sequence[Member],
    channels: Sequence[Channel],
) -> tuple[Received, ...]:
    """Return what others got, newest first, each once."""
    shown: list[Received] = []
    for message in messages:
        card = card_of(message)
        title = isolated(card.title, reader)
        asks = card.tone is Tone.WAITING and bool(buttons(card))
        hour, iso = reader.hour(message.renewed_at or message.said_at), message.said_at.isoformat()
        whom = member(cast, message.conversation)
        if message.room is Room.DIRECT and whom:
            go = reader.say(_("Go on as {name}", name=whom.person.name))
            href = f"{visit.as_person(whom.account).href}#m-{message.id}"
            function = reader.say(whom.function)
            shown.append(Received(whom.person.name, function, title, hour, iso, href, go, asks=asks))
        elif channel := next((c for c in channels if c.id == message.conversation), None):
            go = reader.say(_("Look in {channel}", channel=f"#{channel.name}"))
            href = f"{replace(visit, room=channel.id).href}#m-{message.id}"
            name, kind = f"#{channel.name}", reader.say(_("channel"))
            shown.append(Received(name, kind, title, hour, iso, href, go, channel=True))
    return tuple(shown)


def card_of(message: LocalMessage) -> Card:
    """Return the card of a message; one from a newer program says so."""
    try:
        return decode_card(message.card)
    except Undecodable:
        return Card(_("This message was made by a newer version and cannot be shown."), tone=Tone.BAD)
