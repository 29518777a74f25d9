# SPDX-License-Identifier: EUPL-1.2
"""Reads the Dutch catalogues and compares them with the sentences of the source."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tests.house.sentences import ROOT, Sentence, fields

DUTCH = ROOT / "bot" / "locales" / "nl"
#: What is typed on the command line is the same in every language.
_TYPED = re.compile(r"python -m bot(?: [a-z]+)*|MANDAAT_\w+")
HEADER = """msgid ""
msgstr ""
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@dataclass(slots=True)
class Differences:
    """What one catalogue lacks, holds for nothing, and says with other values than its sentence."""

    missing: dict[str, Sentence] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return what differs, one thing a line."""
        return [
            *(f"new: {key!r} ({sentence.place})" for key, sentence in self.missing.items()),
            *(f"without Dutch: {key!r}" for key in self.empty),
            *(f"unused: {key!r}" for key in self.unused),
            *(f"wrong: {said}" for said in self.wrong),
        ]


def compare(found: Iterable[Sentence], folder: Path = DUTCH) -> dict[str, Differences]:
    """Return the differences by catalogue; each sentence belongs in one catalogue, of a room that uses it."""
    used: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in found:
        used[sentence.id].append(sentence)
    differences: dict[str, Differences] = defaultdict(Differences)
    held: dict[str, str] = {}
    for room, entries in _catalogues(folder).items():
        seen = differences[room]
        for entry in entries:
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            if room not in {sentence.room for sentence in used[key]}:
                seen.unused.append(key)
            elif key in held:
                seen.unused.append(f"{key} (already in {held[key]}.po)")
            else:
                held[key] = room
                _judge(entry, used[key][0], seen)
    for key, places in used.items():
        if key not in held and places:
            # Words of the house first, so that a feature borrows them; else the first feature that says them.
            room = min((place.room for place in places), key=lambda name: (name != "house", name))
            differences[room].missing[key] = next(place for place in places if place.room == room)
    return dict(differences)


def append(room: str, missing: Mapping[str, Sentence], folder: Path = DUTCH) -> None:
    """Add the missing sentences, without words yet, at the end of the room's catalogue; make it where there is none."""
    path = folder / f"{room}.po"
    new = Catalog(fuzzy=False)
    for sentence in missing.values():
        file, _, _ = sentence.place.rpartition(":")
        key = (sentence.id, sentence.plural) if sentence.plural else sentence.id
        new.add(key, locations=[(file, 0)]).flags.clear()
    written = io.BytesIO()
    write_po(written, new, width=0, omit_header=True, include_lineno=False)
    before = path.read_text("utf-8") if path.exists() else HEADER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before.rstrip()}\n\n{written.getvalue().decode().strip()}\n", "utf-8")


def _catalogues(folder: Path) -> dict[str, list[Message]]:
    """Return the entries of each catalogue, without its header."""
    rooms: dict[str, list[Message]] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            rooms[path.stem] = [entry for entry in read_po(file, locale="nl", abort_invalid=True) if entry.id]
    return rooms


def _judge(entry: Message, sentence: Sentence, seen: Differences) -> None:
    """Note what is wrong with one translation."""
    strings = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
    if not strings or not all(strings):
        seen.empty.append(sentence.id)
        return
    plural = entry.id[1] if isinstance(entry.id, list | tuple) else ""
    if plural != sentence.plural:
        seen.wrong.append(f"{sentence.id!r} has another plural than in {sentence.place}")
    elif entry.fuzzy:
        seen.wrong.append(f"{sentence.id!r} is marked fuzzy: look at it and take the mark away")
    else:
        seen.wrong.extend(_values(sentence, strings))


def _values(sentence: Sentence, strings: list[str]) -> Iterator[str]:
    """Yield where a translation names other values or commands; a singular may leave its number out ("één dag")."""
    wanted = [fields(text) for text in (sentence.id, sentence.plural) if text]
    for said, names in zip(strings, wanted, strict=True):
        try:
            got = fields(said)
        except ValueError as unclosed:
            yield f"{said!r}: {unclosed}"
            continue
        spare = {"count"} if sentence.plural else set()
        if got - spare != names - spare:
            yield f"{said!r} names {_list(got)}, its sentence {_list(names)}"
        typed, asked = set(_TYPED.findall(said)), set(_TYPED.findall(sentence.id))
        if typed != asked:
            yield f"{said!r} has {_list(typed)} to type, its sentence {_list(asked)}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
