# SPDX-License-Identifier: EUPL-1.2
"""The report as a page behind a stable link, and as rows to export: both draw from what was shown at closing."""

from collections.abc import Iterator

from commands.cards import Bullets, Card, Element, Fact, Facts, Heading, Paragraph, Quote, Weight
from commands.evaluations.admission import found
from commands.evaluations.facts import disagreements, fact_lines
from commands.evaluations.flags import flagged
from commands.evaluations.following import followed
from commands.evaluations.improvements import helped
from commands.evaluations.instrument import DIMENSIONS, Question, Shape
from commands.evaluations.picture import picture
from commands.evaluations.report import Report
from commands.evaluations.report_cards import (
    figure_line,
    grade_line,
    headline,
    hidden_lines,
    index_line,
    known,
    nothing,
    response,
    sides,
    unknown_line,
)
from commands.evaluations.round import GROUPS, Group, Round
from commands.evaluations.store import Store
from commands.evaluations.tally import Figure, Part
from commands.evaluations.trend import trend
from commands.evaluations.wording import difference, tenth
from commands.events import Context
from commands.text import Listing, Text, _, n_


def record(reference: str, context: Context, store: Store) -> Card:
    """Return the report of a round as a page.

    Raises:
        RoundGone: when there is no such round.

    """
    round_ = found(reference, store)
    report = store.evaluations.report(reference)
    if report is None:
        return Card(headline(round_), (Paragraph(_("This round has not closed yet.")),))
    if not report.tally.figures:
        return Card(headline(round_), (*nothing(round_, report), *_facts(report)))
    elements: list[Element] = [response(report)]
    if report.tally.index is not None:
        elements.append(Paragraph(index_line(report), Weight.STRONG))
        elements += [*grade_line(report), *sides(round_, report)]
        note = _("An indication, no proof: it says where to talk, not who is right.")
        elements.append(Paragraph(note, Weight.SUBTLE))
    elements += [*flagged(report), *picture(report), *_parts(report)]
    elements += unknown_line(round_, report)
    elements += [Paragraph(line, Weight.SUBTLE) for line in hidden_lines(round_, report)]
    elements += trend(round_, report, context.language, store)
    elements += [*_helped(round_, report, store), *_questions(round_, report, context.language), *_facts(report)]
    if report.words:
        elements += [
            Heading(_("In people's own words")),
            Paragraph(_("In an order that says nothing, and without the group of who wrote it."), Weight.SUBTLE),
            *(Quote(said) for said in report.words),
        ]
    return Card(headline(round_), tuple(elements))


def rows(round_: Round, report: Report) -> Iterator[tuple[str, ...]]:
    """Yield the report as rows of a table, the first with the names of the columns; empty is what is not shown."""
    yield ("what", "key", "dutch", "english", "group", "n", "mean", "unknown", "1", "2", "3", "4", "5", "change")
    yield ("round", round_.reference, round_.quarter, round_.subject, "", str(report.tally.answered), *[""] * 8)
    yield ("invited", "", "", "", "", str(report.invited), *[""] * 8)
    index = report.tally.index
    yield ("index", "", "", "", "", "", _plain(index), *[""] * 6, _plain(report.index_change))
    for group, mean in (report.tally.indices or {}).items():
        size = str((report.tally.sizes or {}).get(group, ""))
        yield ("index", "", "", "", group.value, size, _plain(mean), *[""] * 7)
    for part in report.tally.parts:
        change = _plain(report.changes.get(part.dimension))
        over = report.over(round_, part.dimension)
        many = (_plain(over.unknown), *map(str, over.spread)) if over else ("",) * 6
        yield ("dimension", part.dimension.value, "", "", "", "", _plain(part.mean), *many, change)
        for group, mean in part.groups.items():
            yield ("dimension", part.dimension.value, "", "", group.value, "", _plain(mean), *[""] * 7)
    for figure in report.tally.figures:
        question = round_.question(figure.key)
        if question is not None:
            yield _row(question, figure)
    for said in report.words:
        yield ("words", "", said, "", *[""] * 10)


def _row(question: Question, figure: Figure) -> tuple[str, ...]:
    """Return one question as a row; a grade has its mean and no spread of five."""
    spread = [str(number) for number in figure.spread] if question.shape is Shape.STATEMENT else []
    spread = [*spread, *[""] * (5 - len(spread))]
    known = str(figure.answered)
    return (
        "question", question.key, question.nl, question.en, "", known, _plain(figure.mean), _plain(figure.unknown),
        *spread, "",
    )  # fmt: skip


def _plain(number: object) -> str:
    """Return a figure as a table holds it; nothing where it is not shown."""
    return "" if number is None else str(number)


def _parts(report: Report) -> Iterator[Element]:
    """Yield the dimensions with the groups that may be shown."""
    if not report.tally.parts:
        return
    yield Heading(_("By dimension"))
    yield Facts(tuple(Fact(DIMENSIONS[part.dimension], _part(part, report)) for part in report.tally.parts))


def _part(part: Part, report: Report) -> Text:
    """Return one dimension in words."""
    if part.mean is None:
        return _("not shown, as said below") if report.repeated else _("not shown: too many did not know")
    change, said = difference(report.changes.get(part.dimension)), tenth(part.mean)
    if change:
        said = _("{mean} {change}", mean=said, change=change)
    for group in Group:
        if group in part.groups:
            said = _("{figures}; {group} {mean}", figures=said, group=GROUPS[group], mean=tenth(part.groups[group]))
    return said


def _questions(round_: Round, report: Report, language: str) -> Iterator[Element]:
    """Yield every question with its figure and how often each number was chosen."""
    yield Heading(_("By question"))
    facts: list[Fact] = []
    for figure in report.tally.figures:
        question = round_.question(figure.key)
        if question is not None:
            facts.append(Fact(question.label_in(language), _spread(question, figure, report)))
    yield Facts(tuple(facts))


def _spread(question: Question, figure: Figure, report: Report) -> Text:
    """Return a figure with how often each number was chosen; a bar of text is no use where the picture is."""
    if figure.mean is None:
        return figure_line(question, figure, report)
    said = known(figure, tenth(figure.mean))
    chose = tuple(
        n_("{count} chose {point}", "{count} chose {point}", number, point=point)
        for point, number in enumerate(figure.spread, start=1)
        if number
    )
    return _("{figure}. {spread}", figure=said, spread=Listing(chose)) if chose else said


def _helped(round_: Round, report: Report, store: Store) -> Iterator[Element]:
    """Yield what was done with the round before, and the figures then and now."""
    lines = tuple(said for each in followed(store, round_.opens) if (said := helped(each, report)))
    if lines:
        yield Heading(_("You said, we did. Did it help?"))
        yield Bullets(lines)
        yield Paragraph(_("A figure that moves is no proof that this moved it."), Weight.SUBTLE)


def _facts(report: Report) -> Iterator[Element]:
    """Yield the facts of the quarter, and where they disagree with what people say."""
    yield Heading(_("What the record says of this quarter"))
    yield Bullets(tuple(fact_lines(report.facts)))
    if lines := tuple(disagreements(report.tally.figures, report.facts)):
        yield Heading(_("Where opinion and record differ"))
        yield Bullets(lines)
