# SPDX-License-Identifier: EUPL-1.2
"""The app as Teams takes it: a manifest with what the features offer, its English, two icons; the same bytes each time.

Source: learn.microsoft.com, "App manifest schema reference", "Create color and outline icons".
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from jsonschema import Draft4Validator
from jsonschema.exceptions import best_match

from bot.language import Localizer
from commands.feature import Command, Feature
from commands.text import Message

_HERE = Path(__file__).parent
_DUTCH, _ENGLISH = (Localizer(language, ZoneInfo("Europe/Amsterdam")) for language in ("nl", "en"))
#: Teams shows so many commands in a list; all others work when they are typed, and ``it`` names them.
MOST_COMMANDS = 12
#: Before this day a zip knows no time.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What differs by organisation: the id of the app, that of the bot (its registration), the address of the pages.

    ``version`` is of the package: Teams takes a new one only with a higher number.
    """

    app_id: str
    client_id: str
    url: str
    version: str
    privacy_url: str
    terms_url: str

    @property
    def host(self) -> str:
        """The name of the machine that serves the pages."""
        return urlsplit(self.url).hostname or ""

    @property
    def authority(self) -> str:
        """The same, with the port where it is not the usual one: what the registration is known by in Entra."""
        return urlsplit(self.url).netloc

    def all(self) -> dict[str, str]:
        """Return what stands in the manifest, by the name that it has there."""
        names = ("app_id", "client_id", "url", "version", "privacy_url", "terms_url", "host", "authority")
        return {name: getattr(self, name) for name in names}


def manifest(features: Sequence[Feature], particulars: Particulars) -> Any:  # noqa: ANN401 - JSON
    """Return the manifest, with the commands of these features in Dutch."""
    made = _filled(json.loads(_text("manifest.json")), particulars.all())
    for listed in made["bots"][0]["commandLists"]:
        listed["commands"] = [
            {"title": command.names[0], "description": _said(command.about, _DUTCH)} for command in shown(features)
        ]
    return made


def english(features: Sequence[Feature]) -> dict[str, str]:
    """Return the English of everything that people read in the manifest."""
    made: dict[str, str] = json.loads(_text("manifest.en.json"))
    for number, command in enumerate(shown(features)):
        place = f"bots[0].commandLists[0].commands[{number}]"
        made |= {f"{place}.title": command.names[-1], f"{place}.description": _said(command.about, _ENGLISH)}
    return made


def shown(features: Sequence[Feature]) -> tuple[Command, ...]:
    """Return the commands that fit in a list: the first of every feature, then the second of each, and so on."""
    most = max(len(feature.commands) for feature in features)
    turns = (feature.commands[turn] for turn in range(most) for feature in features if turn < len(feature.commands))
    return tuple(turns)[:MOST_COMMANDS]


def package(features: Sequence[Feature], particulars: Particulars) -> bytes:
    """Return the zip; for the same program and particulars the same bytes."""
    files = {
        "manifest.json": _written(manifest(features, particulars)),
        "en.json": _written(english(features)),
        **{f"{name}.png": (_HERE / "icons" / f"{name}.png").read_bytes() for name in ("color", "outline")},
    }
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            # The same on each machine: as from Unix, readable, and not compressed, for that differs by library.
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, ZIP_STORED
            archive.writestr(entry, content)
    return held.getvalue()


def faults(features: Sequence[Feature], particulars: Particulars) -> Iterator[str]:
    """Yield what Microsoft's own schemas say against the manifest and against its English."""
    for made, schema in (
        (manifest(features, particulars), "MicrosoftTeams.schema.json"),
        (english(features), "MicrosoftTeams.Localization.schema.json"),
    ):
        wrong = best_match(_schema(schema).iter_errors(made))
        if wrong:
            yield f"{wrong.json_path}: {wrong.message}"


def _filled(thing: Any, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    """Return a part of the template with the values in their places."""
    if isinstance(thing, dict):
        return {name: _filled(part, values) for name, part in thing.items()}
    if isinstance(thing, list):
        return [_filled(part, values) for part in thing]
    return Template(thing).substitute(values) if isinstance(thing, str) else thing


@cache
def _schema(name: str) -> Draft4Validator:
    """Return one of the official schemas, which came along with this program."""
    return Draft4Validator(json.loads(_text(f"schemas/{name}")))


def _said(about: Message, reader: Localizer) -> str:
    """Return a line about a command, as a sentence begins."""
    line = reader.say(about)
    return line[:1].upper() + line[1:]


def _text(name: str) -> str:
    """Return a file that stands beside this one."""
    return (_HERE / name).read_text(encoding="utf-8")


def _written(made: object) -> bytes:
    """Return JSON as it stands in the package."""
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()
