# SPDX-License-Identifier: EUPL-1.2
"""``register evaluate``: how well a register answers a list of questions with known answers, and how quickly."""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.cli.ask import RegisterUnusable, add_meaning, index_of
from bot.clock import machine_now
from commands.dates import DayUnclear
from commands.decision_rights.evaluation import (
    QueriesFault,
    Query,
    Report,
    Result,
    Scores,
    read_queries,
    report,
    result,
)
from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.lexicon import LexiconFault
from commands.decision_rights.question import understand
from storage.sheets import SheetUnreadable, read_rows

_COLUMNS = (
    ("questions", "count"),
    ("first", "top_1"),
    ("in three", "top_3"),
    ("wrong", "wrong"),
    ("direct", "direct"),
    ("abstains F1", "abstention_f1"),
)


def add_evaluate(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``evaluate`` to the subcommands of ``register``."""
    parser = subcommands.add_parser("evaluate", help="measure how well a register answers a list of questions")
    parser.add_argument("--register", required=True, type=Path, metavar="FILE", help="a register in CSV or XLSX")
    parser.add_argument("--queries", required=True, type=Path, metavar="FILE", help="questions with their answers")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    add_meaning(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ask every question, print the measures, and return 0; 2 when a file cannot be used."""
    try:
        index = index_of(args.register, meaning=args.meaning)
        queries = _queries(args.queries)
    except (RegisterUnusable, LexiconFault, QueriesFault) as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201 - this is the command line
        return 2
    results, seconds = _ask_all(index, queries)
    measured = report(results)
    median = statistics.median(seconds) * 1000
    print(_as_json(measured, median) if args.json else _as_table(measured, median))  # noqa: T201 - command line
    return 0


def _queries(file: Path) -> tuple[Query, ...]:
    """Return the questions in a file, at least one."""
    try:
        sheet = read_rows(file.read_bytes(), file.name)
    except OSError as trouble:
        raise QueriesFault(f"{file} cannot be read: {trouble.strerror}.") from None
    except SheetUnreadable as unreadable:
        raise QueriesFault(str(unreadable)) from None
    queries = read_queries(sheet.records())
    if not queries:
        raise QueriesFault(f"{file} holds no questions.")
    return queries


def _ask_all(index: Index, queries: Sequence[Query]) -> tuple[list[Result], list[float]]:
    """Return the result of every question and how long each took, in seconds."""
    results: list[Result] = []
    seconds: list[float] = []
    for query in queries:
        day = query.as_of or machine_now().date()
        begun = time.perf_counter()
        try:
            found = index.search(understand(query.words, day), day)
        except DayUnclear:
            found = Found(Outcome.UNKNOWN)
        seconds.append(time.perf_counter() - begun)
        results.append(result(query, found))
    return results, seconds


def _as_json(measured: Report, median: float) -> str:
    return json.dumps({**asdict(measured), "latency_ms_median": round(median, 3)}, ensure_ascii=False, indent=2)


def _as_table(measured: Report, median: float) -> str:
    """Return the measures as lines of text."""
    groups: list[tuple[str, Mapping[str, Scores]]] = [
        ("", {"all": measured.overall}),
        ("by kind", measured.by_kind),
        ("by language", measured.by_language),
    ]
    lines = [" ".join(["".ljust(16), *(name.rjust(11) for name, _ in _COLUMNS)])]
    for title, group in groups:
        if title and group:
            lines.append(f"{title}:")
        lines.extend(_line(name, scores) for name, scores in group.items())
    lines.append(f"median {median:.1f} ms a question")
    return "\n".join(lines)


def _line(name: str, scores: Scores) -> str:
    values = (getattr(scores, field) for _, field in _COLUMNS)
    cells = ("-" if v is None else str(v) if isinstance(v, int) else f"{v:.2f}" for v in values)
    return " ".join([name.ljust(16)[:16], *(cell.rjust(11) for cell in cells)])
