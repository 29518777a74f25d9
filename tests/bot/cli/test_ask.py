# SPDX-License-Identifier: EUPL-1.2
"""The batch interface: a line in, a line out, at once, whatever the line is."""

import argparse
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import ask, evaluate

REGISTERS = Path(__file__).parents[2] / "registers"
REGISTER = REGISTERS / "waterveen_register.csv"
QUERIES = REGISTERS / "waterveen_queries.csv"
Asked = Callable[..., list[dict[str, object]]]


def run(*words: str) -> int:
    """Run a command line of these two modules."""
    top = argparse.ArgumentParser()
    commands = top.add_subparsers(required=True)
    ask.add(commands)
    evaluate.add_evaluate(commands.add_parser("register").add_subparsers(required=True))
    args = top.parse_args(words)
    return int(args.run(args))


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Asked:
    """Return a function that sends lines to ``ask`` and returns the answers."""
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))

    def send(*said: str, register: Path = REGISTER) -> list[dict[str, object]]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(said) + "\n"))
        assert run("ask", "--register", str(register), "--json-lines", "--no-meaning") == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return send


def test_an_answer_names_its_id(lines: Asked) -> None:
    [said] = lines('{"query": "wie beslist over de aanschaf van laptops van 40.000 euro?", "as_of": "2026-03-01"}')
    assert set(said) == {"id", "alternatives", "abstain", "score"}
    assert (said["id"], said["abstain"]) == ("WV-002", False)


def test_not_in_the_register_abstains_with_the_nearest(lines: Asked) -> None:
    [said] = lines('{"query": "wie beslist over een parkeervergunning", "as_of": "2026-03-01"}')
    assert (said["id"], said["abstain"]) == (None, True)


def test_a_shortlist_names_no_id_and_does_not_abstain(lines: Asked) -> None:
    said = lines(*(json.dumps({"query": row.split(",")[0]}) for row in QUERIES.read_text("utf-8").splitlines()[1:]))
    shortlists = [answer for answer in said if answer.get("id") is None and not answer.get("abstain")]
    assert shortlists
    assert all(answer["alternatives"] for answer in shortlists if "error" not in answer)


def test_a_broken_line_gives_an_error_and_the_next_is_answered(lines: Asked) -> None:
    said = lines(
        "geen json",
        "[1]",
        '{"vraag": "x"}',
        '{"query": 3}',
        '{"query": "x", "as_of": "morgen"}',
        '{"query": "x", "as_of": 5}',
        '{"query": "wie besliste op 31 februari 2025 over laptops"}',
        '{"query": "ondertekenen verwerkersovereenkomst", "as_of": "2026-03-01"}',
    )
    assert ["error" in answer for answer in said] == [True] * 7 + [False]


def test_empty_lines_are_passed_over(lines: Asked) -> None:
    assert len(lines("", "  ", '{"query": "laptops"}')) == 1


@pytest.mark.parametrize("query", ["", "x" * 100_000, "\u202e\u0000\U0001f4a9", "<b>laptops</b>", "' OR 1=1 --"])
def test_any_words_get_an_answer(lines: Asked, query: str) -> None:
    [said] = lines(json.dumps({"query": query}))
    assert "abstain" in said


def test_a_register_that_is_not_there_is_one_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("ask", "--register", str(tmp_path / "weg.csv"), "--json-lines", "--no-meaning") == 2
    seen = capsys.readouterr()
    assert (seen.out, len(seen.err.splitlines())) == ("", 1)


def test_evaluate_prints_the_measures_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("register", "evaluate", "--register", str(REGISTER), "--queries", str(QUERIES), "--no-meaning") == 0
    said = capsys.readouterr().out
    assert "in three" in said
    assert "paraphrase" in said
    assert "ms a question" in said


def test_evaluate_prints_the_measures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    files = ("--register", str(REGISTER), "--queries", str(QUERIES))
    assert run("register", "evaluate", *files, "--no-meaning", "--json") == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["overall"]["count"] == 120
    assert {"exact", "none"} <= set(measured["by_kind"])
    assert measured["latency_ms_median"] > 0


def test_evaluate_refuses_a_list_without_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("query,kind\nwie,exact\n", "utf-8")
    files = ("--register", str(REGISTER), "--queries", str(tmp_path / "q.csv"))
    assert run("register", "evaluate", *files, "--no-meaning") == 2
    assert "row 2" in capsys.readouterr().err


def test_a_reader_who_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    asking = [sys.executable, "-m", "bot", "register", "evaluate", "--register", str(REGISTER), "--queries"]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [*asking, str(QUERIES), "--no-meaning"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "MANDAAT_HOME": str(tmp_path)},
        cwd=REGISTERS.parents[1],
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")
