# SPDX-License-Identifier: EUPL-1.2
"""Help: what works here, for the words that say so and for all words that nobody understood."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from commands.cards import Button, Buttons, Card, Entries, Entry, Heading, Paragraph, Weight
from commands.events import Press
from commands.feature import Command, Feature
from commands.text import Message, Text, _


def help_card(features: Sequence[Feature], language: str, note: Text = "") -> Card:
    """Return every command with one line about it, and examples to press."""
    entries = tuple(
        Entry(_("{command} – {about}", command=spelled(c), about=c.about), c.usage) for f in features for c in f.commands
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
    close = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    return close[0] if close else ""


def not_understood(words: str, features: Sequence[Feature], language: str) -> Card:
    """Return help that starts with what was not understood, and the nearest command for a slash command."""
    shown = words if len(words) <= 80 else words[:79] + "…"
    note: Message = _("I don't understand “{words}”.", words=shown)
    if words.startswith("/") and (close := nearest(words[1:].split(" ")[0], features)):
        note = _("I don't know “{words}”. Do you mean /{command}?", words=shown, command=close)
    return help_card(features, language, note)
