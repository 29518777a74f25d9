# SPDX-License-Identifier: EUPL-1.2
"""How figures moved over the rounds of a year, out of reports that everybody could read already."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce

from commands.cards import Element, Fact, Facts, Heading, Paragraph, Weight
from commands.evaluations.following import YEAR
from commands.evaluations.instrument import DIMENSIONS, GRADE, Dimension
from commands.evaluations.report import Report
from commands.evaluations.round import Kind, Round, State
from commands.evaluations.store import Store
from commands.evaluations.wording import tenth
from commands.text import Listing, Text, _


def trend(round_: Round, report: Report, language: str, store: Store) -> Iterator[Element]:
    """Yield the index, the grade, every dimension and own question of the last rounds beside each other.

    Nothing where there is but one: the difference with the round before stands beside each figure already.
    """
    found = [(each, store.evaluations.report(each.reference)) for each in _before(round_, store)]
    reports = [*reversed([told for _round, told in found if told]), report]
    if round_.kind is not Kind.QUARTERLY or len(reports) <= 2:  # noqa: PLR2004 - this one and the one before
        return
    yield Heading(_("Over the last rounds"))
    names = Listing(tuple(each.name for each, told in reversed(found) if told))
    yield Paragraph(
        _("From left to right: {rounds}, and this one. A dash is what was not asked or not shown.", rounds=names),
        Weight.SUBTLE,
    )
    yield Facts(tuple(_rows(round_, reports, language)))


def _before(round_: Round, store: Store) -> list[Round]:
    """Return the rounds of the quarters before, newest first, so that with this one it is a year."""
    rounds = store.evaluations.rounds(Kind.QUARTERLY)
    return [each for each in rounds if each.state is State.CLOSED and each.opens < round_.opens][: YEAR - 1]


def _rows(round_: Round, reports: Sequence[Report], language: str) -> Iterator[Fact]:
    yield Fact(_("Index"), _moved([each.tally.index for each in reports]))
    yield Fact(_("Report grade"), _moved([_mean(each, GRADE.key) for each in reports]))
    for part in reports[-1].tally.parts:
        parts = (each.part(part.dimension) for each in reports)
        yield Fact(DIMENSIONS[part.dimension], _moved([each.mean if each else None for each in parts]))
    for question in round_.questions:
        if question.dimension is Dimension.OWN and reports[-1].figure(question.key) and question.key != GRADE.key:
            yield Fact(question.label_in(language), _moved([_mean(each, question.key) for each in reports]))


def _mean(report: Report, key: str) -> Decimal | None:
    figure = report.figure(key)
    return figure.mean if figure else None


def _moved(means: Sequence[Decimal | None]) -> Text:
    """Return figures in the order of time."""
    said: list[Text] = ["–" if mean is None else tenth(mean) for mean in means]
    return reduce(lambda before, after: _("{before} → {after}", before=before, after=after), said)
