# SPDX-License-Identifier: EUPL-1.2
"""Every sentence that a person may read exists in Dutch, with the same values; `make messages` helps."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language import Localizer
from commands.text import Message
from tests.drive import AMSTERDAM
from tests.house.catalogues import HEADER, append, compare
from tests.house.sentences import Sentence, sentences

DAYS = Sentence("{count} day left", "{count} days left", "requests", "commands/requests/cards.py:1")
LOOK = Sentence("Look with: python -m bot doctor", "", "house", "commands/help.py:2")
HELLO = Sentence("Hello {name}", "", "house", "commands/help.py:1")


def test_every_sentence_is_written_out_where_it_is_marked_and_has_its_dutch_and_no_dutch_is_left_over() -> None:
    found, faults = sentences()
    lines = [*faults, *(f"{room}.po: {line}" for room, seen in compare(found).items() for line in seen.lines())]
    assert not lines, "\n".join(lines)


def _named_buttons(source: str) -> Iterator[tuple[str, str]]:
    """Yield what stands on a button and what it is called, where both are written out."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name("Button"), args=[ast.Call(args=[ast.Constant(str(label))]), *_]):
                for keyword in node.keywords:
                    match keyword:
                        case ast.keyword("name", ast.Call(args=[ast.Constant(str(name))])):
                            yield label, name
                        case _:
                            pass
            case _:
                pass


def test_what_a_screen_reader_says_of_a_button_holds_the_words_on_it() -> None:
    """Who speaks to the screen says what stands there (WCAG 2.5.3)."""
    pairs = {pair for file in Path("commands").rglob("*.py") for pair in _named_buttons(file.read_text("utf-8"))}
    assert pairs
    for say in (Localizer("nl", AMSTERDAM).say, Localizer("en", AMSTERDAM).say):
        said = [
            tuple(say(Message(id_, tuple((value, "…") for value in re.findall(r"{(\w+)}", id_)))) for id_ in pair)
            for pair in sorted(pairs)
        ]
        lines = [f"{name} lacks {label}" for label, name in said if label.casefold() not in name.casefold()]
        assert not lines, "\n".join(lines)


def test_a_new_sentence_comes_into_the_catalogue_of_its_room_without_words(tmp_path: Path) -> None:
    for room, seen in compare([HELLO, DAYS], tmp_path).items():
        append(room, seen.missing, tmp_path)
    after = compare([HELLO, DAYS], tmp_path)
    assert {room: (list(seen.missing), seen.empty) for room, seen in after.items()} == {
        "house": ([], [HELLO.id]),
        "requests": ([], [DAYS.id]),
    }


@pytest.mark.parametrize(
    ("dutch", "fault"),
    [
        ('msgid "Hello {name}"\nmsgstr "Hallo {naam}"', "'Hallo {naam}' names naam, its sentence name"),
        ('msgid "Hello {name}"\nmsgstr "Hallo {name"', "'Hallo {name': expected '}' before end of string"),
        (f'msgid "{LOOK.id}"\nmsgstr "Vraag"', "'Vraag' has nothing to type, its sentence python -m bot doctor"),
        ('#, fuzzy\nmsgid "Hello {name}"\nmsgstr "Hallo {name}"', "marked fuzzy"),
    ],
)
def test_a_translation_that_cannot_be_said_is_found(tmp_path: Path, dutch: str, fault: str) -> None:
    (tmp_path / "house.po").write_text(f"{HEADER}\n{dutch}\n", "utf-8")
    [wrong] = compare([HELLO, LOOK], tmp_path)["house"].wrong
    assert fault in wrong


def test_a_singular_may_leave_its_number_out(tmp_path: Path) -> None:
    ids = 'msgid "{count} day left"\nmsgid_plural "{count} days left"'
    dutch = 'msgstr[0] "nog één dag"\nmsgstr[1] "nog {count} dagen"'
    (tmp_path / "requests.po").write_text(f"{HEADER}\n{ids}\n{dutch}\n", "utf-8")
    assert compare([DAYS], tmp_path)["requests"].lines() == []


def test_dutch_that_no_sentence_asks_for_is_found(tmp_path: Path) -> None:
    (tmp_path / "house.po").write_text(f'{HEADER}\nmsgid "Goodbye"\nmsgstr "Dag"\n', "utf-8")
    assert compare([HELLO], tmp_path)["house"].unused == ["Goodbye"]
