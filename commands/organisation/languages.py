# SPDX-License-Identifier: EUPL-1.2
"""Everyone chooses the language of the answers: by command, by button, or just by saying so."""

import re

from commands.cards import Button, Buttons, Card, Paragraph, Weight
from commands.events import Ask, Context, Press
from commands.organisation.forms import SPOKEN
from commands.organisation.lines import press
from commands.organisation.rules import LANGUAGES
from commands.organisation.store import Store
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _

#: How a person names a language, in either language.
_LANGUAGE = {
    "nl": "nl", "nederlands": "nl", "dutch": "nl", "hollands": "nl",
    "en": "en", "engels": "en", "english": "en",
}  # fmt: skip
SPEAK = re.compile(
    r"(?:spreek|praat|antwoord|graag|verder|liever|ga|switch|change|speak|answer|talk|please)?\s*"
    r"(?:verder\s+|to\s+|graag\s+|me\s+)?(?:in\s+)?(?:het\s+)?"
    r"(?P<language>nederlands|engels|dutch|english)(?:\s*,?\s*(?:graag|please|aub|alsjeblieft))?[.!?]?",
    re.IGNORECASE,
)


def language(ask: Ask, context: Context, store: Store) -> Reply:
    """Choose the language that was named, or offer both."""
    named = _LANGUAGE.get(ask.words.strip().casefold())
    return _speak(named, context, store) if named else Reply(answer=_languages(ask.words.strip()))


def speak(ask: Ask, context: Context, store: Store) -> Reply:
    """Choose the language of a sentence such as "graag in het Engels"."""
    match = SPEAK.fullmatch(ask.words.strip())
    return language(Ask(match["language"] if match else ""), context, store)


def choose_language(pressed: Press, context: Context, store: Store) -> Reply:
    """Choose the language of the button."""
    code = pressed["language"]
    return _speak(code, context, store) if code in LANGUAGES else Reply(answer=_languages(code))


def _speak(code: str, context: Context, store: Store) -> Reply:
    """Keep the language and answer in it."""
    store.people.set_language(context.who, code)
    answer = Card(
        _("From now on I answer you in English.") if code == "en" else _("From now on I answer you in Dutch."),
        (Paragraph(_("Type /language to change this."), Weight.SUBTLE),),
    )
    return Reply(answer=answer, acts=(Act("organisation.language", Ref("organisation", context.who.id), code),))


def _languages(words: str) -> Card:
    """Return the languages to choose from."""
    buttons = tuple(Button(name, press("language", language=code)) for code, name in SPOKEN.items())
    note = (Paragraph(_("I don't speak “{words}”.", words=words[:80])),) if words else ()
    return Card(_("In which language shall I answer you?"), (*note, Buttons(buttons)))
