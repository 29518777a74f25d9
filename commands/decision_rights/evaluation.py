# SPDX-License-Identifier: EUPL-1.2
"""How well a register answers a list of questions: pure measures over outcomes (agreements: "Batch look-up")."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commands.decision_rights.index import Found, Outcome

#: In the column ``expected_ids``: the question has no answer in the register.
NONE = "NONE"


class QueriesFault(ValueError):
    """A list of questions cannot be used; the message names the row and what is wrong."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question whose answer is known; no ``expected`` ids means that the register has no answer."""

    words: str
    expected: frozenset[str]
    language: str = ""
    kind: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question: the named right (or None), the candidates in order, and whether it abstained."""

    query: Query
    named: str | None
    candidates: tuple[str, ...]
    abstained: bool

    @property
    def wrong(self) -> bool:
        """Whether a right was named that is not right, or any right where there is none."""
        return self.named is not None and self.named not in self.query.expected


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures over a number of questions, each a share from 0 to 1, or None where nothing could be measured.

    ``top_1`` and ``top_3`` are over questions with an answer, ``wrong`` over all, ``direct`` over those with one.
    ``abstention_*`` measure "not in the register" against the questions without an answer.
    """

    count: int
    top_1: float | None
    top_3: float | None
    wrong: float | None
    direct: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    abstention_f1: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The scores over all questions, by kind and by language."""

    overall: Scores
    by_kind: Mapping[str, Scores]
    by_language: Mapping[str, Scores]


def read_queries(records: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Query, ...]:
    """Return the questions in these rows (number and cells by column name).

    Raises:
        QueriesFault: when a question or its answer is missing, or a date is not ISO.

    """
    queries: list[Query] = []
    for number, row in records:
        words = (row.get("query") or "").strip()
        expected = frozenset(i.strip() for i in (row.get("expected_ids") or "").split("|") if i.strip())
        if not words or not expected:
            raise QueriesFault(f"row {number}: a question needs the columns query and expected_ids ({NONE} for none)")
        said = (row.get("as_of") or "").strip()
        try:
            as_of = date.fromisoformat(said) if said else None
        except ValueError:
            raise QueriesFault(f"row {number}: as_of is {said[:20]!r}, but must be YYYY-MM-DD") from None
        kind, language = (row.get("kind") or "").strip(), (row.get("language") or "").strip()
        queries.append(Query(words, expected - {NONE}, language, kind, as_of))
    return tuple(queries)


def result(query: Query, found: Found) -> Result:
    """Return what came of a question."""
    named = found.rights[0].id if found.outcome is Outcome.ANSWER else None
    others = tuple(right.id for right in found.alternatives)
    return Result(query, named, ((named,) if named else ()) + others, found.outcome is Outcome.UNKNOWN)


def report(results: Sequence[Result]) -> Report:
    """Return the scores of all results, and of each kind and language."""
    return Report(scores(results), _by(results, lambda q: q.kind), _by(results, lambda q: q.language))


def scores(results: Sequence[Result]) -> Scores:
    """Return the scores of these results."""
    answerable = [r for r in results if r.query.expected]
    unanswerable = len(results) - len(answerable)
    abstained = sum(r.abstained for r in results)
    rightly = sum(r.abstained and not r.query.expected for r in results)
    precision, recall = _share(rightly, abstained), _share(rightly, unanswerable)
    return Scores(
        count=len(results),
        top_1=_share(sum(bool(r.query.expected & set(r.candidates[:1])) for r in answerable), len(answerable)),
        top_3=_share(sum(bool(r.query.expected & set(r.candidates[:3])) for r in answerable), len(answerable)),
        wrong=_share(sum(r.wrong for r in results), len(results)),
        direct=_share(sum(r.named is not None for r in answerable), len(answerable)),
        abstention_precision=precision,
        abstention_recall=recall,
        abstention_f1=_f1(precision, recall),
    )


def _by(results: Sequence[Result], trait: Callable[[Query], str]) -> dict[str, Scores]:
    """Return the scores of each group of questions that share a trait, in order of appearance."""
    groups: dict[str, list[Result]] = {}
    for one in results:
        groups.setdefault(trait(one.query), []).append(one)
    return {name: scores(group) for name, group in groups.items() if name}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None if recall is None else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
