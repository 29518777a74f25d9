# SPDX-License-Identifier: EUPL-1.2
"""How quick a look-up is, as a ratio to a bare ``rapidfuzz.process.extract`` over the same texts, and how good.

Run as ``python -m benchmarks.who_decides``. Milliseconds (of the processor) differ between machines; the
ratios hardly do. Aims: at
400 rights a median of 5 ms without the model and 40 ms with it, at 10,000 rights 50 ms without it. The table of
quality is over the sets on which the look-up is tuned, so it shows what an edit broke, not what to expect elsewhere;
``--meaning`` adds the same table with the model, which takes some minutes.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.lexicon import read_lexicon
from bot.meaning import E5, installed
from bot.settings import Settings
from commands.decision_rights.evaluation import Query, Result, Scores, read_queries, result, scores
from commands.decision_rights.index import Index
from commands.decision_rights.nearness import Meaning
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import read_register
from storage.sheets import read_rows

REGISTERS = Path(__file__).parents[1] / "tests" / "registers"
DAY = date(2026, 3, 1)
SIZES = (400, 10_000)
MOST_WITH_MEANING = 400
#: With the model a part of the questions tells enough.
_EVERY = 8


def main() -> None:
    """Measure each size, without and with the model, print the ratios, and then the table of quality."""
    parser = argparse.ArgumentParser(description="Measure the look-up of who decides.")
    parser.add_argument("--meaning", action="store_true", help="also measure the quality with the embedding model")
    chosen = parser.parse_args()
    _print_speed(_rights(), _queries())
    _print_quality("without the model", None)
    if chosen.meaning and installed():
        _print_quality("with the model", _model())


def _print_speed(rights: Sequence[DecisionRight], queries: Sequence[Query]) -> None:
    """Print how long a question takes on registers of each size, and beside it the naive way."""
    print(
        f"{'rights':>7} {'model':>6} {'build s':>8} {'median ms':>10} {'p95 ms':>7} {'rapidfuzz ms':>13} {'ratio':>7}"
    )
    for size in SIZES:
        register = _grown(rights, size)
        texts = [f"{right.topic_nl} {' '.join(right.keywords)}" for right in register]
        bare = _seconds(queries, partial(_bare, texts))
        models: list[Meaning | None] = [None]
        if installed() and size <= MOST_WITH_MEANING:
            models.append(_model())
        for model in models:
            _measure(register, queries[:: _EVERY if model else 1], model, statistics.median(bare))


def _model() -> Meaning:
    """Return the embedding model, with the vectors of an earlier run where there are."""
    return E5(Settings.read().mandaat_home / "meaning", at_once=True)


def _bare(texts: Sequence[str], words: str) -> object:
    """Look the words up in the naive way."""
    return process.extract(words, texts, scorer=fuzz.WRatio, limit=3)


def _measure(register: Sequence[DecisionRight], queries: Sequence[Query], model: Meaning | None, bare: float) -> None:
    """Build the index, ask every question twice (the first round warms up), and print one line."""
    begun = time.perf_counter()
    index = Index(register, read_lexicon(), model)
    built = time.perf_counter() - begun

    def ask(words: str) -> object:
        return index.search(understand(words, DAY), DAY)

    ask(queries[0].words)
    fresh = [replace(query, words=f"{query.words} ") for query in queries]
    seconds = _seconds(fresh, ask)
    median = statistics.median(seconds)
    tail = statistics.quantiles(seconds, n=20)[-1]
    named = "with" if model else "none"
    print(
        f"{len(register):>7} {named:>6} {built:>8.2f} {median * 1000:>10.2f} {tail * 1000:>7.2f} "
        f"{bare * 1000:>13.2f} {median / bare:>7.2f}"
    )


def _print_quality(how: str, model: Meaning | None) -> None:
    """Print the scores of each set, and of all of them together."""
    print(f"\n{how:24} {'asked':>6} {'first':>6} {'three':>6} {'wrong':>6} {'direct':>7} {'abstains':>9}")
    every: list[Result] = []
    for file in _files("register"):
        index = Index(_read(file), read_lexicon(), model)
        queries = _asked(file.with_name(file.name.replace("register", "queries")))
        results = [result(q, index.search(understand(q.words, q.as_of or DAY), q.as_of or DAY)) for q in queries]
        every.extend(results)
        _print_scores(file.name.removesuffix("_register.csv"), scores(results))
    _print_scores("all", scores(every))


def _print_scores(name: str, got: Scores) -> None:
    """Print one line of the table of quality; "abstains" is the share of unanswerable questions recognised."""
    shares = (got.top_1, got.top_3, got.wrong, got.direct, got.abstention_recall)
    cells = ("-" if share is None else f"{share:.3f}" for share in shares)
    print(f"{name:24} {got.count:>6} {' '.join(c.rjust(w) for c, w in zip(cells, (6, 6, 6, 7, 9), strict=True))}")


def _seconds(queries: Sequence[Query], ask: Callable[[str], object]) -> list[float]:
    """Return how much time of the processor each question took: a busy machine lengthens it less than the clock."""
    taken: list[float] = []
    for query in queries:
        begun = time.process_time()
        ask(query.words)
        taken.append(time.process_time() - begun)
    return taken


def _rights() -> list[DecisionRight]:
    """Return the rights of our own registers."""
    return [right for file in _files("register") for right in _read(file)]


def _queries() -> list[Query]:
    """Return the questions that go with them."""
    return [query for file in _files("queries") for query in _asked(file)]


def _read(file: Path) -> Sequence[DecisionRight]:
    """Return the rights in a register."""
    sheet = read_rows(file.read_bytes(), file.name)
    return read_register(sheet.header, sheet.rows, sheet.header_row).rights


def _asked(file: Path) -> tuple[Query, ...]:
    """Return the questions in a list."""
    return read_queries(read_rows(file.read_bytes(), file.name).records())


def _files(what: str) -> list[Path]:
    return [REGISTERS / f"waterveen_{what}.csv", *sorted((REGISTERS / "tuning").glob(f"*_{what}.csv"))]


def _grown(rights: Sequence[DecisionRight], size: int) -> list[DecisionRight]:
    """Return so many rights, the topics of each round told apart by a made-up department."""
    return [
        right
        if place < len(rights)
        else replace(
            right,
            id=f"{right.id}/{place // len(rights)}",
            topic_nl=f"{right.topic_nl} afdeling {place // len(rights)}x",
        )
        for place in range(size)
        for right in (rights[place % len(rights)],)
    ]


if __name__ == "__main__":
    main()
