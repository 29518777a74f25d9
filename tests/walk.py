# SPDX-License-Identifier: EUPL-1.2
"""What the program shows in the sample municipality, walked once for all tests that hold it against a platform.

The sample is dear to make: tests that ask for it carry ``GROUP``, so that one worker does them all.
"""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app import offered
from bot.registers import Registers
from bot.sample.sample import load
from bot.settings import Settings
from commands.cards import Bullets, Button, Card, Entry, Fact, Heading, Link, Paragraph, Quote
from commands.events import Press
from commands.forms import Amount, Day, FormView, Line, Lines, OneOf, Option, Someone
from commands.text import Listing, Message
from storage.database import Database
from tests.bot.everything import Shown, everything

PUBLIC = "https://mandaat.example"
AT = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
#: Somebody who asks, one who decides, and the steward.
PEOPLE = ("noor-van-dijk", "mehmet-aydin", "fatima-el-idrissi")
GROUP = pytest.mark.xdist_group("everything")
T = TypeVar("T")


@pytest.fixture(scope="session")
def shown(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Shown]:
    """Return every card and form of the program, by how somebody came there."""
    home = tmp_path_factory.mktemp("everything")
    database = Database.open(f"sqlite:///{shutil.copyfile(sqlite_template, home / 'mandaat.db')}")
    with ThreadPoolExecutor() as beside:
        # Playwright's loop may run in this thread, and the sample runs one of its own.
        beside.submit(load, database, AT, Settings(mandaat_home=home)).result()
    features = offered(Registers(home, meaning=False), lambda *_which: f"{PUBLIC}/open/x")
    found = everything(database, features, PEOPLE, AT)
    database.close()
    kinds = {form.form for form in found.values() if not isinstance(form, Card)}
    forms = {form for feature in features for form in feature.submits}
    assert len(kinds) > len(forms) / 3, "the walk went nowhere"
    assert any(name.startswith("evaluations.begin ") for name in found), "no statement was met"
    return found


#: Of each part, what a person or a register may have written in it.
_WRITTEN: Mapping[type, tuple[str, ...]] = {
    Card: ("title",),
    Button: ("label", "name"),
    Paragraph: ("text",),
    Heading: ("text",),
    Quote: ("text",),
    Fact: ("label", "value"),
    Entry: ("title", "detail"),
    Link: ("label",),
    Bullets: ("items",),
    Listing: ("items",),
    FormView: ("title", "intro"),
    Line: ("label", "hint", "value"),
    Lines: ("label", "hint", "value"),
    Amount: ("label", "hint"),
    Day: ("label", "hint"),
    Someone: ("label", "hint"),
    OneOf: ("label", "hint"),
    Option: ("label",),
}


def stretched(thing: T, words: str) -> T:
    """Return a card, a form or a part of one with these words for everything that a person or a register wrote in it.

    What the program itself chose stays: sentences, what a button does, and the values of options.
    """
    if isinstance(thing, Message):
        return replace(thing, values=tuple((name, _longer(value, words)) for name, value in thing.values))
    if isinstance(thing, tuple):
        return type(thing)(stretched(each, words) for each in thing)
    if isinstance(thing, Press) or not is_dataclass(thing) or isinstance(thing, type):
        return thing
    kept = _WRITTEN.get(type(thing), ())
    parts = {each.name: getattr(thing, each.name) for each in fields(thing)}
    return replace(thing, **{n: _longer(v, words) if n in kept else stretched(v, words) for n, v in parts.items()})


def _longer(value: T, words: str) -> T:
    """Return the words for a string that is not empty, also in a list, and any other value with the words in it."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return words if value else value  # type: ignore[return-value] # a string for a string
    if isinstance(value, tuple):
        return type(value)(_longer(each, words) for each in value)
    return stretched(value, words)
