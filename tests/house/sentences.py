# SPDX-License-Identifier: EUPL-1.2
"""Finds every sentence that a person may read: what the source marks, and the docstrings of refusals."""

import ast
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[2]
TOP = ("commands", "storage", "scheduler", "bot")
MARKS = {"_": 1, "n_": 2}
# What Slack, Teams and text share: their renderers and the samples drawn by all of them.
PLATFORMS = {"gallery.py", "lengths.py", "plain.py", "slack", "teams"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A message id, its plural where it counts, and where it stands; ``given`` are the values handed to it there."""

    id: str
    plural: str
    room: str
    place: str
    given: frozenset[str] = frozenset()


def sentences() -> tuple[list[Sentence], list[str]]:
    """Return every sentence of the source, and the faults in how sentences are marked."""
    trees = {path: ast.parse(path.read_text("utf-8")) for top in TOP for path in sorted((ROOT / top).rglob("*.py"))}
    found: list[Sentence] = []
    faults: list[str] = []
    refusals = _refusals(trees.values())
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                sentence = _marked(path, node, MARKS[node.func.id])
                if sentence is None:
                    faults.append(f"{_place(path, node)}: {node.func.id}() needs its sentence written out in place")
                else:
                    found.append(sentence)
            elif isinstance(node, ast.Call) and _spelled(node):
                faults.append(f"{_place(path, node)}: mark the sentence with _(), so that it gets its Dutch")
            elif isinstance(node, ast.ClassDef) and node.name in refusals:
                said = " ".join((ast.get_docstring(node) or "").split())
                if said:
                    found.append(Sentence(said, "", room_of(path), _place(path, node)))
                else:
                    faults.append(f"{_place(path, node)}: the refusal {node.name} says nothing: it has no docstring")
    return [*found, *_templates()], [*faults, *_values(found)]


def room_of(path: Path) -> str:
    """Return the catalogue a file's sentences go to: its feature's, the page's, the platforms', or the house's."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "bot" and parts[1] in PLATFORMS:
        return "platforms"
    own = parts[0] == "commands" or parts[:2] == ("bot", "local")
    return parts[1] if own and len(parts) > 2 else "house"


def fields(sentence: str) -> frozenset[str]:
    """Return the names between braces.

    Raises:
        ValueError: when a brace is left open.

    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def _marked(path: Path, call: ast.Call, texts: int) -> Sentence | None:
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)][:texts]
    if len(words) < texts or not all(words):
        return None
    given = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    plural = words[1] if texts > 1 else ""
    return Sentence(words[0], plural, room_of(path), _place(path, call), given)


def _spelled(call: ast.Call) -> bool:
    """Whether a message is made by hand from a sentence, past the marks."""
    first = call.args[0] if call.args else None
    by_hand = isinstance(call.func, ast.Name) and call.func.id == "Message"
    return by_hand and isinstance(first, ast.Constant) and bool(first.value)


def _refusals(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of the classes below ``Refused``, itself included, however many steps below."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = {"Refused"}
    while more := {c.name for c in classes if c.name not in known and known & set(_bases(c))}:
        known |= more
    return known


def _bases(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        if isinstance(base, ast.Name | ast.Attribute):
            yield base.id if isinstance(base, ast.Name) else base.attr


def _templates() -> Iterator[Sentence]:
    """Yield what the pages' templates mark in the same way."""
    for path in sorted((ROOT / "bot").rglob("*.html")):
        with path.open("rb") as file:
            for line, mark, words, _ in babel_extract(file, tuple(MARKS), (), {"silent": "false"}):
                texts = [word for word in ([words] if isinstance(words, str) else words or ()) if word]
                plural = texts[1] if MARKS.get(mark) == 2 else ""
                yield Sentence(texts[0], plural, room_of(path), f"{path.relative_to(ROOT)}:{line}")


def _values(found: Iterable[Sentence]) -> Iterator[str]:
    """Yield where braces do not close, or a value is handed over that the sentence does not name."""
    for sentence in found:
        try:
            named = fields(sentence.id) | fields(sentence.plural)
        except ValueError as unclosed:
            yield f"{sentence.place}: {sentence.id!r}: {unclosed}"
            continue
        for name in sorted(sentence.given - named - {"count"}):
            yield f"{sentence.place}: the value {name} has no place in {sentence.id!r}"
