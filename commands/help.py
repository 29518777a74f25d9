# SPDX-License-Identifier: EUPL-1.2
"""The house itself: what works here, what waits for me, and a way in for words that nobody claimed."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

from commands.cards import (
    Button,
    Buttons,
    Card,
    Divider,
    Entries,
    Entry,
    Heading,
    Link,
    Links,
    Paragraph,
    Style,
    Weight,
)
from commands.errors import Refused
from commands.events import Ask, Context, Press
from commands.feature import Command, Feature, Phrase
from commands.people import Person
from commands.replies import Reply
from commands.text import Message, Text, _

HELP = re.compile(r"[\s/]*(help|hulp|uitleg|wat kun je|what can you do|hallo|hoi|hi|hello|\?)\b.{0,40}", re.IGNORECASE)
MINE = re.compile(
    r".*\b(wat wacht er op mij|wat moet ik (nog )?(doen|beslissen)|mijn (taken|werk|overzicht)"
    r"|what waits for me|my (tasks|work|overview))\b.*",
    re.IGNORECASE,
)

#: The stable address of a record.
PAGE = re.compile(r"/records/[a-z_]+(?:/[^\s/\\?#;.][^\s/\\?#;]*)+")

#: What the overview is called among the pages of the house; a message is called by its number.
OVERVIEW = "overview"
NUMBER = re.compile("[0-9]{1,18}")

#: Says words again that open a form, for who typed them where none can open.
OPENER = "house.form"
#: A button or form that nobody has (any more), or of which nothing can be read.
UNKNOWN = "house.unknown"

# How much of what was not understood is said back.
MOST_REPEATED = 80
#: From how many letters on the beginning of a command is enough, and how much a mistyped one must be like it.
LEAST_BEGUN = 3
ALIKE = 0.7


class ButtonOutdated(Refused):
    """This button no longer works. Ask again to get a fresh one."""


class MessageGone(Refused):
    """This message is not kept any more, or it was not written to you. Ask again to get a fresh one."""


class Messages(Protocol):
    """The messages that were written."""

    def written_to(self, person: Person, number: int) -> Card | None:
        """Return a message to this person, or to a channel; None for one of somebody else, or not kept any more."""


class Store(Protocol):
    """What the house reads."""

    @property
    def outbox(self) -> Messages:
        """The messages that were written."""


def house(features: Sequence[Feature], link: Callable[[Context, Any, str], str]) -> Feature:
    """Return the feature that shows the others: the hub ``/it``, help, ``/mijn``, and the way to a page.

    ``link`` returns a short-lived personal address of a page of ours, from its stable path.
    """

    def hub(ask: Ask, context: Context, _store: object) -> Reply:
        return Reply(answer=help_card((itself, *features), context.language) if not ask.words else None)

    def mine(_ask: Ask, context: Context, store: object) -> Reply:
        return Reply(answer=home_card(features, context, store))

    def open_page(press: Press, context: Context, store: object) -> Reply:
        # A link that we sign must not lead anywhere else.
        if not PAGE.fullmatch(press["path"]):
            raise ButtonOutdated
        href = link(context, store, press["path"])
        return Reply(
            answer=Card(
                _("Your link is ready"),
                (
                    Paragraph(_("The link is for you alone and works once, within ten minutes."), Weight.SUBTLE),
                    Links((Link(_("Open the page"), href),)),
                ),
            )
        )

    def record(what: str, context: Context, store: Store) -> Card:
        # The button to a message in a channel is pressed by who reads there: no other way leads to this page.
        card = home_card(features, context, store) if what == OVERVIEW else _message(what, context, store)
        if card is None:
            raise MessageGone
        return card

    itself = Feature(
        name="house",
        commands=(
            Command(
                ("it",), _("all commands, and help"), _("Add words to ask right away: /it mydata"), hub, everyday=True
            ),
            Command(
                ("mijn", "mine"),
                _("what waits for you, what you asked, what you hold"),
                "",
                mine,
                everyday=True,
            ),
        ),
        presses={"house.open": open_page},
        opens=frozenset({OPENER}),
        record=record,
        phrases=(Phrase(HELP, lambda _ask, context, store: hub(Ask(""), context, store)), Phrase(MINE, mine)),
    )
    return itself


def whole(what: str) -> Button:
    """Return the button to all of a message, by its number, or of the overview, where a platform has no room for it."""
    return Button(_("Read all of it"), Press("house.open", (("path", f"/records/house/{what}"),)))


def _message(number: str, context: Context, store: Store) -> Card | None:
    """Return the message with this number, where this person may read it."""
    return store.outbox.written_to(context.who, int(number)) if NUMBER.fullmatch(number) else None


def home_card(features: Sequence[Feature], context: Context, store: object) -> Card:
    """Return what each feature has for this person: what waits, what was asked, what is held, and what was chosen."""
    elements = [element for f in features if f.home for element in f.home(context, store)]
    chosen = [element for f in features if f.choices for element in f.choices(context, store)]
    found = tuple(elements) or (Paragraph(_("Nothing waits for you.")),)
    return Card(_("Your overview"), (*found, *chosen))


def page_card(features: Sequence[Feature], context: Context, store: object) -> Card:
    """Return the overview as a page of one's own, where nothing can be typed: it begins with what can be done."""
    begin = Buttons(
        (
            Button(_("New IT request"), Press(OPENER, (("words", "/itverzoek"),)), Style.PRIMARY),
            Button(_("What can I do here?"), Press("house.ask", (("words", "/it"),))),
        )
    )
    overview = home_card(features, context, store)
    return Card(overview.title, (begin, Divider(), *overview.elements), overview.tone)


def help_card(features: Sequence[Feature], language: str, note: Text = "") -> Card:
    """Return every command with one line about it, and examples to press."""
    entries = tuple(
        Entry(_("{command} – {about}", command=spelled(c), about=c.about), c.usage)
        for f in features
        for c in f.commands
    )
    examples = tuple(
        Button(words, Press("house.ask", (("words", words),)), name=_("Try: {words}", words=words))
        for f in features
        for words in (e.said_in(language) for e in f.examples)
    )
    opening = (Paragraph(note),) if note else ()
    return Card(
        _("This is what I can do for you"),
        (
            *opening,
            Paragraph(_("Type a command, or just say it in your own words."), Weight.SUBTLE),
            Entries(entries),
            Heading(_("Try it")),
            Buttons(examples),
        ),
    )


def spelled(command: Command) -> str:
    """Return the names of a command as they are typed."""
    return " · ".join(f"/{name}" for name in command.names)


def nearest(name: str, features: Iterable[Feature]) -> str:
    """Return the known command nearest to a mistyped one, or nothing."""
    known = [n for f in features for c in f.commands for n in c.names]
    typed = name.strip("/").casefold()
    begun = [command for command in known if len(typed) >= LEAST_BEGUN and command.startswith(typed)]
    close = begun or get_close_matches(typed, known, n=1, cutoff=ALIKE)
    return close[0] if close else ""


def not_understood(words: str, features: Sequence[Feature], language: str) -> Card:
    """Return help that starts with what was not understood, and the nearest command for a slash command."""
    shown = words if len(words) <= MOST_REPEATED else words[: MOST_REPEATED - 1] + "…"
    note: Message = _("I don't understand “{words}”.", words=shown)
    if words.startswith("/") and (close := nearest(words[1:].split(" ", maxsplit=1)[0], features)):
        note = _("I don't know “{words}”. Do you mean /{command}?", words=shown, command=close)
    return help_card(features, language, note)
