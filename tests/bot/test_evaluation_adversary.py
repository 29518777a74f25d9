# SPDX-License-Identifier: EUPL-1.2
"""Somebody with a whole dump, every log line, all figures of the program and all reports cannot tell who answered what.

The adversary knows more than that: in which order people answered, when, and on which platform. It knows the program
too, so it tries what only somebody who reads the source would try.
"""

import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.app import App, build
from bot.settings import Settings
from commands.evaluations.record import rows
from commands.evaluations.suppression import LOWEST
from commands.events import Press
from storage.backup.shape import tables
from storage.ballots import ballots
from storage.database import Connection, Database
from storage.store import Store
from tests import cast, platforms
from tests.bot.logged import Logged, logged
from tests.cast import AHMET, FATIMA, JOHAN, KEES, MARIEKE, NAOMI, PRIYA, RUBEN, WATERVEEN, WILLEM
from tests.drive import Chat

ROUND = "EV-2026-01"
#: In the order in which they answer; each answers otherwise and writes something of their own.
PEOPLE = (KEES, PRIYA, AHMET, WILLEM, FATIMA, NAOMI, JOHAN, MARIEKE)
PATTERNS = tuple("".join(pattern) for pattern in itertools.islice(itertools.permutations("12345"), 0, 120, 13))[:8]
SECRET = "zonnebloem"


def answers_of(number: int, names: list[str]) -> dict[str, str]:
    """Return the answers of one person: a pattern that nobody else has."""
    pattern = itertools.cycle(PATTERNS[number])
    given = {name: next(pattern) for name in names if name != "q_words"}
    return {**given, "q_words": f"{SECRET} {chr(ord('a') + number)}"}


class Evidence:
    """All that the adversary holds."""

    def __init__(self, app: App, log: Logged, reports: list[str], answers: list[dict[str, str]]) -> None:
        """Collect it."""
        self.database, self.log, self.reports, self.answers = app.database, log, reports, answers
        self.metrics = app.metrics.page().decode()
        self.dump = app.database.read(everything)
        self.rows = [(table, json.dumps(row, default=str)) for table, found in self.dump.items() for row in found]


def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables(connection)
    }


@pytest.fixture
def evidence(database: Database, tmp_path: Path) -> Iterator[Evidence]:
    cast.move_in(database)
    database.transact(cast.work_begins)
    app = build(Settings(mandaat_home=tmp_path), database, demo=True)
    chat = Chat(platforms.Local(), app.dispatcher, database, app.features)
    with logged() as log:
        chat.says(RUBEN, "/evaluatie start")
        chat.presses(RUBEN, "Open hem nu")
        chat.sleeps_until(cast.DAY.replace(day=3))
        given = [_vote(chat, number, log) for number in range(len(PEOPLE))]
        chat.day_becomes(cast.DAY.replace(day=18))
        reports = [chat.reads_all(person) for person in (*PEOPLE, RUBEN)]
        reports.append(chat.record(RUBEN, "evaluations", ROUND))
        reports += chat.arranges(lambda store: [",".join(row) for row in _export(store)])
        yield Evidence(app, log, reports, given)


def opened(database: Database, home: Path) -> Chat:
    """Open a round for everybody."""
    cast.move_in(database)
    database.transact(cast.work_begins)
    app = build(Settings(mandaat_home=home), database, demo=True)
    chat = Chat(platforms.Local(), app.dispatcher, database, app.features)
    chat.says(RUBEN, "/evaluatie start")
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(cast.DAY.replace(day=3))
    return chat


def _vote(chat: Chat, number: int, log: Logged) -> dict[str, str]:
    """Let one person answer: half of them in the form, half with a button for each question."""
    person = PEOPLE[number]
    if number % 2:
        chat.presses(person, "Alles in één formulier")
        answers = answers_of(number, [f.name for f in chat.opened[person.id].fields])
        chat.fills(person, **answers)
    else:
        chat.presses(person, "Eén voor één beantwoorden")
        names = chat.arranges(lambda store: [f"q_{q.key}" for q in _questions(store)])
        answers = answers_of(number, names)
        for name in names[:-2]:
            chat.presses(
                person, next(each for each in chat.labels(person)[::-1] if each.startswith(f"{answers[name]} –"))
            )
        chat.presses(person, answers["q_grade"])
        chat.presses(person, "Schrijf iets")
        chat.fills(person, q_words=answers["q_words"])
        chat.presses(person, "Lever in")
    assert chat.reads(person).startswith("Dank je wel")
    assert SECRET not in log.text
    return answers


def _questions(store: Store) -> Any:  # noqa: ANN401 - questions
    round_ = store.evaluations.round(ROUND)
    assert round_
    return round_.questions


def _export(store: Store) -> list[tuple[str, ...]]:
    round_, report = store.evaluations.round(ROUND), store.evaluations.report(ROUND)
    assert round_
    assert report
    return list(rows(round_, report))


def test_the_adversary_fails(evidence: Evidence) -> None:
    """One round, attacked in every way we know of."""
    _nothing_lies_beside_a_name(evidence)
    _words_stand_in_the_report_and_nowhere_else(evidence)
    _no_ballot_says_that_it_is_of_a_few(evidence)
    _the_order_is_another(evidence)
    _the_transaction_says_nothing(evidence)
    _no_answer_can_be_guessed_from_a_hash(evidence)
    _nobody_is_left_in_the_round(evidence)
    _no_moment_lies_beside_an_answer(evidence)


def _nothing_lies_beside_a_name(evidence: Evidence) -> None:
    """No row of any table holds both somebody and a pattern of answers; nor does a line of the log or a report."""
    for person, answers in zip(PEOPLE, evidence.answers, strict=True):
        pattern = json.dumps({k[2:]: v for k, v in sorted(answers.items()) if k != "q_words"})[1:-1]
        for _table, row in evidence.rows:
            somebody = person.id in row or person.name in row
            assert not (somebody and (pattern in row or answers["q_words"] in row))
        for line in evidence.log.text.splitlines():
            assert answers["q_words"] not in line
    for report in evidence.reports[-1:]:
        assert all(person.name not in report for person in PEOPLE)


def _words_stand_in_the_report_and_nowhere_else(evidence: Evidence) -> None:
    """Look where the words are: in no ballot, message, event, draft or line."""
    where = {table for table, row in evidence.rows if SECRET in row}
    assert where == {"evaluation_rounds"}
    assert SECRET not in evidence.metrics


def _no_ballot_says_that_it_is_of_a_few(evidence: Evidence) -> None:
    """Look for the ballots of the smallest group: the adversary knows who is in which."""
    sides = Counter(row["side"] for row in evidence.dump["evaluation_ballots"])
    assert sum(sides.values()) == len(PEOPLE)
    assert min(sides.values()) >= LOWEST


def _the_order_is_another(evidence: Evidence) -> None:
    """Neither the order of rows nor that of numbers is the order in which people answered."""
    said_order = [answers["q_words"] for answers in evidence.answers]
    cast_order = [{k[2:]: v for k, v in answers.items() if k != "q_words"} for answers in evidence.answers]
    found = evidence.dump["evaluation_ballots"]
    by_row = [json.loads(row["answers"]) for row in found]
    by_number = [json.loads(row["answers"]) for row in sorted(found, key=lambda row: row["id"])]
    physical = [json.loads(kept) for kept in evidence.database.read(_physical)]
    report = json.loads(next(row["report"] for row in evidence.dump["evaluation_rounds"]))["words"]
    assert all(answers in by_row for answers in cast_order)
    # One of 40,320 orders each; a leak of the order would show in every one of them.
    assert sum(order == cast_order for order in (by_row, by_number, physical)) + (report == said_order) < 2


def _physical(connection: Connection) -> list[str]:
    """Return the ballots in the order in which the database itself keeps the rows."""
    place = "rowid" if connection.dialect.name == "sqlite" else "ctid"
    query = text(f"SELECT answers FROM evaluation_ballots ORDER BY {place}")  # noqa: S608 - a constant
    return list(connection.scalars(query))


def _the_transaction_says_nothing(evidence: Evidence) -> None:
    """PostgreSQL keeps which transaction wrote a row: all were written by the one that closed the round."""

    def transactions(connection: Connection) -> set[str]:
        if connection.dialect.name == "sqlite":
            return {"-"}
        return set(connection.scalars(text("SELECT CAST(xmin AS text) FROM evaluation_ballots")))

    assert len(evidence.database.read(transactions)) == 1


def _no_answer_can_be_guessed_from_a_hash(evidence: Evidence) -> None:
    """Events are remembered by a key: whoever knows the program tries every answer of everybody against it."""
    keys = {row["key"] for row in evidence.dump["seen"]}
    assert keys
    for key in keys:
        number, _, kept = key.removeprefix("local:").partition(":")
        for person, value in itertools.product(PEOPLE[:3], "12345?"):
            said = Press("evaluations.answer", (("ref", ROUND), ("item", "goals"), ("value", value)))
            plain = repr((WATERVEEN.id, person.id, said)).encode()
            tried = {hashlib.sha256(plain).hexdigest()[:16], hashlib.blake2b(plain, digest_size=8).hexdigest()}
            assert kept not in tried, number


def _nobody_is_left_in_the_round(evidence: Evidence) -> None:
    """Who took part is forgotten once everybody heard what came out."""
    for table in ("evaluation_participants", "evaluation_drafts", "evaluation_box"):
        assert evidence.dump[table] == []


def _no_moment_lies_beside_an_answer(evidence: Evidence) -> None:
    """Look what a ballot has: a random number, a round, a coarse group and answers, and that is all."""
    assert {column.name for column in ballots.columns} == {"id", "organisation", "round", "side", "answers"}
    assert all(row["answers"] for row in evidence.dump["evaluation_ballots"])


def test_what_goes_wrong_while_answers_are_stored_repeats_none_of_them(database: Database, tmp_path: Path) -> None:
    chat = opened(database, tmp_path)
    chat.presses(KEES, "Alles in één formulier")
    answers = answers_of(0, [f.name for f in chat.opened[KEES.id].fields])
    database.alone(lambda c: c.execute(text("ALTER TABLE evaluation_box RENAME TO gone")))
    with logged() as log:
        read = chat.fills(KEES, **answers)
    database.alone(lambda c: c.execute(text("ALTER TABLE gone RENAME TO evaluation_box")))
    assert read.startswith("Er ging iets mis aan onze kant")
    assert "bug" in log.text
    assert SECRET not in log.text
    dump = database.read(everything)
    assert not any(SECRET in json.dumps(row, default=str) for found in dump.values() for row in found)
    assert not dump["evaluation_box"], "nothing was counted"
