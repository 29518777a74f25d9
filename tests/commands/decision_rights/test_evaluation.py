# SPDX-License-Identifier: EUPL-1.2
"""The measures say what they promise, and the sample register stays above its floors."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.evaluation import QueriesFault, Query, Result, read_queries, report, result, scores
from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import read_register
from tests.commands.decision_rights.small_register import lexicon

REGISTERS = Path(__file__).parents[2] / "registers"
A, B, C = (DecisionRight(i, i, "f") for i in "ABC")


def asked(expected: str, found: Found) -> Result:
    """Return the result of a question with these expected ids."""
    return result(Query("q", frozenset(expected.split())), found)


ANSWERED = Found(Outcome.ANSWER, (A,), (B, C), 0.9)
SHORTLIST = Found(Outcome.SHORTLIST, (), (A, B, C), 0.5)
UNKNOWN = Found(Outcome.UNKNOWN, (), (A, B), 0.1)


def test_the_first_candidate_counts_whatever_the_outcome() -> None:
    measured = scores([asked("A", ANSWERED), asked("A", SHORTLIST), asked("A", UNKNOWN), asked("B", SHORTLIST)])
    assert (measured.top_1, measured.top_3) == (0.75, 1.0)


def test_wrong_is_a_named_right_that_is_not_right_or_any_answer_where_there_is_none() -> None:
    measured = scores([asked("A", ANSWERED), asked("B", ANSWERED), asked("", ANSWERED), asked("B", SHORTLIST)])
    assert measured.wrong == 0.5


def test_direct_counts_answers_to_questions_that_have_one() -> None:
    assert scores([asked("A", ANSWERED), asked("A", SHORTLIST), asked("", ANSWERED)]).direct == 0.5


def test_abstention_is_measured_against_questions_without_an_answer() -> None:
    measured = scores([asked("", UNKNOWN), asked("", SHORTLIST), asked("A", UNKNOWN), asked("A", ANSWERED)])
    assert (measured.abstention_precision, measured.abstention_recall, measured.abstention_f1) == (0.5, 0.5, 0.5)


def test_what_cannot_be_measured_is_none() -> None:
    nothing = scores([])
    assert (nothing.count, nothing.top_1, nothing.wrong, nothing.abstention_f1) == (0, None, None, None)


def test_a_report_groups_by_kind_and_language() -> None:
    results = [
        result(Query("q", frozenset("A"), "nl", "exact"), ANSWERED),
        result(Query("q", frozenset("B"), "en", "exact"), ANSWERED),
    ]
    measured = report(results)
    assert measured.by_kind["exact"].top_1 == 0.5
    assert {name: s.top_1 for name, s in measured.by_language.items()} == {"nl": 1.0, "en": 0.0}


@given(st.lists(st.sampled_from([asked(e, f) for e in ("A", "B", "") for f in (ANSWERED, SHORTLIST, UNKNOWN)])))
def test_every_measure_is_a_share(results: list[Result]) -> None:
    measured = scores(results)
    shares = (measured.top_1, measured.top_3, measured.wrong, measured.direct, measured.abstention_f1)
    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert measured.top_1 is None or (measured.top_3 is not None and measured.top_1 <= measured.top_3)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"query": "", "expected_ids": "A"}, "row 7"),
        ({"query": "q"}, "expected_ids"),
        ({"query": "q", "expected_ids": "A", "as_of": "gisteren"}, "YYYY-MM-DD"),
    ],
)
def test_a_question_that_cannot_be_used_is_named_by_its_row(row: dict[str, str], said: str) -> None:
    with pytest.raises(QueriesFault, match=said):
        read_queries([(7, row)])


def test_none_means_that_there_is_no_answer() -> None:
    [query] = read_queries([(2, {"query": "q", "expected_ids": "NONE", "as_of": "2026-03-01", "kind": "none"})])
    assert (query.expected, query.as_of, query.kind) == (frozenset(), date(2026, 3, 1), "none")


def rows(name: str) -> list[list[str]]:
    """Return the rows of a file of ours, header first."""
    with (REGISTERS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def measured_on(name: str) -> "list[Result]":
    """Return the results of all questions of a set, by words alone."""
    header, *body = rows(f"{name}_register.csv")
    index = Index(read_register(header, enumerate(body, start=2)).rights, lexicon())
    asked_header, *questions = rows(f"{name}_queries.csv")
    queries = read_queries((n, dict(zip(asked_header, row, strict=False))) for n, row in enumerate(questions, start=2))
    days = (query.as_of or date(2026, 3, 1) for query in queries)
    return [result(q, index.search(understand(q.words, day), day)) for q, day in zip(queries, days, strict=True)]


def test_the_sample_register_stays_above_its_floors_without_the_model() -> None:
    measured = report(measured_on("waterveen")).overall
    assert (measured.top_1 or 0) >= 0.92
    assert (measured.top_3 or 0) >= 0.97
    assert measured.wrong is not None
    assert measured.wrong <= 0.05
    assert (measured.direct or 0) >= 0.75
    assert (measured.abstention_recall or 0) >= 0.7
