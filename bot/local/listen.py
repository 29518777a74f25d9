# SPDX-License-Identifier: EUPL-1.2
"""Takes apart what the page posts: words, a press, a form filled in; the key makes a double click one event."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.language import Localizer
from bot.local.controls import PREFIX, drawn
from bot.local.limits import MOST_WORDS
from bot.local.render import fresh_key
from bot.local.visit import PLATFORM, Visit
from commands.errors import Refused
from commands.events import Ask, Close, Incoming, Pairs, Press, Said, Submit
from commands.forms import FormView
from storage.codec import Undecodable, decode_form

_KEY = re.compile(r"[0-9a-f]{32}")
#: Of this process alone.
_SECRET = secrets.token_bytes(32)
_MENTION = re.compile(r"^\s*@mandaat\b[\s,:]*", re.IGNORECASE)


class NothingTyped(Refused):
    """Type your question first, or press one of the examples."""


class TooManyWords(Refused):
    """Your message has {count} characters and I read at most {most}. It is still here: make it shorter, then send."""


class PressUnreadable(Refused):
    """This button or form no longer works. Load the page again."""


def read_ask(posted: Mapping[str, str], visit: Visit) -> Incoming:
    """Return the words typed.

    Raises:
        Refused: when there are none or too many; the page keeps what was typed.

    """
    words = unbroken(posted.get("words", ""))
    if not words.strip():
        raise NothingTyped
    if len(words) > MOST_WORDS:
        raise TooManyWords(count=len(words), most=MOST_WORDS)
    return _incoming(Ask(_MENTION.sub("", words)), visit, posted)


def read_press(posted: Mapping[str, str], visit: Visit) -> Incoming:
    """Return the button pressed.

    Raises:
        PressUnreadable: when it is none of ours.

    """
    return _incoming(pressed(posted.get("press", "")), visit, posted)


def pressed(value: str) -> Press:
    """Return the press that is the value of a button.

    Raises:
        PressUnreadable: when it is none of ours.

    """
    try:
        press = json.loads(value)
        return Press(str(press["action"]), tuple((str(name), str(value)) for name, value in press["values"]))
    except (KeyError, TypeError, ValueError, RecursionError):
        raise PressUnreadable from None


def read_form(posted: Mapping[str, str]) -> FormView:
    """Return the form that was filled in, as it was drawn.

    Raises:
        PressUnreadable: when it is none of ours.

    """
    try:
        return decode_form(posted.get("view", ""))
    except (Undecodable, RecursionError):
        raise PressUnreadable from None


def read_submit(posted: Mapping[str, str], visit: Visit) -> Incoming:
    """Return the form as filled in, by the fields it was drawn with; what was left open is left out.

    Raises:
        PressUnreadable: when it is none of ours.

    """
    view = read_form(posted)
    return _incoming(Submit(view.form, filled(posted, view), view.hidden), visit, posted)


def read_close(posted: Mapping[str, str], visit: Visit) -> Incoming:
    """Return the form as it was closed, beside what it was drawn with.

    Raises:
        PressUnreadable: when it is none of ours.

    """
    view = read_form(posted)
    reader = Localizer(visit.language, ZoneInfo("UTC"))
    before = ((field.name, unbroken(drawn(field, reader))) for field in view.fields)
    untouched = tuple((name, value) for name, value in before if value)
    return _incoming(Close(view.form, filled(posted, view), untouched, view.hidden), visit, posted)


def filled(posted: Mapping[str, str], view: FormView) -> Pairs:
    """Return the answers by field."""
    answers = ((field.name, unbroken(posted.get(PREFIX + field.name, ""))) for field in view.fields)
    return tuple((name, value) for name, value in answers if value)


def unbroken(text: str) -> str:
    """Return the text with line ends as they were typed; a browser posts them as on a typewriter."""
    return text.replace("\r\n", "\n")


def last_values(pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the posted texts by name; files are not taken here."""
    return {name: value for name, value in pairs if isinstance(value, str)}


def _incoming(said: Said, visit: Visit, posted: Mapping[str, str]) -> Incoming:
    """Return the event; two buttons of one card share their number, so what was said is in the key too.

    The key is kept, and of six possible answers a plain hash could be guessed: so it is made with a secret that is not.
    """
    number = posted.get("key", "")
    number = number if _KEY.fullmatch(number) else fresh_key()
    about = repr((visit.account.tenant, visit.account.user, said)).encode("utf-8", "replace")
    key = f"{PLATFORM}:{number}:{hashlib.blake2b(about, digest_size=8, key=_SECRET).hexdigest()}"
    place = replace(visit.place, message=posted.get("message", "")[:100])
    return Incoming(said, visit.account, place, key)
