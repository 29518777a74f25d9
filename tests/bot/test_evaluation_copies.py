# SPDX-License-Identifier: EUPL-1.2
"""Copies say nothing of answers: neither two backups around one of them, nor the files once they are gone."""

import gzip
import io
from pathlib import Path

from sqlalchemy import text

from storage.backup import inspect, restore, write
from storage.backup.shape import LEFT_OUT
from storage.database import Connection, Database
from storage.store import Store
from tests import cast
from tests.bot.test_evaluation_adversary import PEOPLE, ROUND, SECRET, answers_of, everything, opened
from tests.cast import KEES, RUBEN, WILLEM


def test_two_backups_around_one_answer_do_not_differ_in_what_was_answered(database: Database, tmp_path: Path) -> None:
    chat = opened(database, tmp_path)
    before = _tables_in(_backup(database))
    chat.presses(KEES, "Alles in één formulier")
    chat.fills(KEES, **answers_of(0, [f.name for f in chat.opened[KEES.id].fields]))
    after = _backup(database)
    assert before == _tables_in(after)
    assert not any("evaluation_box" in line or "evaluation_participants" in line for line in after)
    assert not any(SECRET in line or '\\"goals\\": \\"1\\"' in line for line in after)


def _backup(database: Database) -> list[str]:
    """Return the lines of a backup."""
    stream = io.BytesIO()
    database.read(lambda c: write(c, stream, cast.AT))
    return gzip.decompress(stream.getvalue()).decode().splitlines()


def _tables_in(lines: list[str]) -> set[str]:
    return {line for line in lines if line.startswith('{"table"')}


def test_the_files_hold_nothing_of_what_was_answered_once_it_is_gone(database: Database, tmp_path: Path) -> None:
    """The order in which rows were written, and what was written together, would say whose ballot each is."""
    chat = opened(database, tmp_path)
    for number, person in enumerate(PEOPLE[:3]):
        chat.presses(person, "Alles in één formulier")
        chat.fills(person, **answers_of(number, [f.name for f in chat.opened[person.id].fields]))

    def draft(store: Store) -> None:
        round_ = store.evaluations.round(ROUND)
        assert round_
        store.evaluations.keep_draft(round_, WILLEM, {"words": SECRET})

    chat.arranges(draft)
    chat.presses(WILLEM, "Deze keer niet")
    chat.says(RUBEN, "/evaluatie stop")
    chat.presses(RUBEN, "Stop en verwijder")
    chat.presses(RUBEN, "Ja, stop en verwijder")
    chat.day_becomes(cast.DAY.replace(day=4))
    assert database.read(_in_files), "as long as nobody tidies up"
    database.shed(LEFT_OUT)
    assert not database.read(_in_files)


def _in_files(connection: Connection) -> int:
    """Return how often a ballot stands in the file and its log; on PostgreSQL how many bytes its tables take."""
    if connection.dialect.name != "sqlite":
        sizes = text(
            "SELECT CAST(sum(pg_relation_size(relname::text)) AS int) FROM pg_class WHERE relname = ANY(:names)"
        )
        return int(connection.scalar(sizes, {"names": list(LEFT_OUT)}) or 0)
    path = Path(str(connection.scalar(text("SELECT file FROM pragma_database_list WHERE name = 'main'"))))
    return sum(file.read_bytes().count(SECRET.encode()) for file in path.parent.glob(f"{path.name}*"))


def test_after_a_restore_everybody_in_an_open_round_is_asked_anew(sqlite_url: str, tmp_path: Path) -> None:
    database = Database.open(sqlite_url, patience=5)
    chat = opened(database, tmp_path)
    stream = io.BytesIO()
    database.read(lambda c: write(c, stream, cast.AT))
    stream.seek(0)
    contents = inspect(stream)
    stream.seek(0)
    database.alone(lambda c: restore(c, database.where, stream, contents, replace=True))
    assert database.read(everything)["evaluation_participants"] == []
    chat.day_becomes(cast.DAY.replace(day=4))
    assert len(database.read(everything)["evaluation_participants"]) == len(PEOPLE)
    chat.presses(KEES, "Alles in één formulier")
    chat.fills(KEES, **answers_of(0, [f.name for f in chat.opened[KEES.id].fields]))
    assert chat.reads(KEES).startswith("Dank je wel")
    database.close()
