# SPDX-License-Identifier: EUPL-1.2
"""The report in chat: figures with bars of text beside them, what to discuss, and why something is not shown."""

from collections.abc import Iterator
from decimal import Decimal

from commands.cards import Bullets, Buttons, Card, Element, Fact, Facts, Heading, Paragraph, Quote, Tone, Weight
from commands.evaluations.answers import GRADES, POINTS
from commands.evaluations.facts import disagreements
from commands.evaluations.flags import flagged
from commands.evaluations.instrument import DIMENSIONS, GRADE, Question, Shape
from commands.evaluations.keys import page_button
from commands.evaluations.picture import picture
from commands.evaluations.report import Report
from commands.evaluations.round import GROUPS, Group, Kind, Round
from commands.evaluations.tally import Figure, Part
from commands.evaluations.wording import bar, difference, tenth
from commands.text import Listing, Message, Text, _, n_

#: So many open answers stand on a card; the page has them all.
WORDS_SHOWN = 5


def summary(round_: Round, report: Report, language: str) -> Card:
    """Return the report as one card."""
    if not report.tally.figures:
        return Card(headline(round_), tuple(nothing(round_, report)), Tone.NEUTRAL)
    elements: list[Element] = [response(report)]
    if report.tally.index is not None:
        elements.append(Paragraph(index_line(report), Weight.STRONG))
    elements += [*grade_line(report), *sides(round_, report), *flagged(report), *picture(report)]
    elements += _by_dimension(report) if round_.kind is Kind.QUARTERLY else _by_question(round_, report, language)
    elements += [*unknown_line(round_, report), *_facts(report)]
    if report.tally.sizes is not None:
        elements += [Paragraph(line, Weight.SUBTLE) for line in hidden_lines(round_, report)]
    elements.append(Buttons((page_button(_("Open the report"), round_),)))
    return Card(headline(round_), tuple(elements))


def headline(round_: Round) -> Message:
    """Return what a report is called."""
    return _("What came out of {round}", round=round_.name)


def response(report: Report) -> Element:
    """Return how many answered."""
    return Paragraph(
        _(
            "{count} of {invited} people answered ({share}%).",
            count=report.tally.answered,
            invited=report.invited,
            share=report.share,
        )
    )


def nothing(round_: Round, report: Report) -> Iterator[Element]:
    """Yield why nothing is shown."""
    if report.lost:
        yield Paragraph(
            _(
                "What was answered is gone: a backup was put back from before this round closed. If its results came "
                "out before that, those hold. I make no second report of one round."
            )
        )
        return
    yield response(report)
    yield Paragraph(_too_few(round_, report))


def _too_few(round_: Round, report: Report) -> Text:
    """Return why nothing is shown of a round in which fewer people answered than the threshold."""
    if not report.tally.answered:
        return _("Nobody answered, so there is nothing to show.")
    return _(
        "With fewer than {count} answers nothing is shown: it could be traced to somebody.", count=round_.threshold
    )


def index_line(report: Report) -> Message:
    """Return the index with the difference with the round before; an indication, and no more than that."""
    index = report.tally.index or Decimal(0)
    change = difference(report.index_change)
    if not change:
        return _("Index of the collaboration: {index} of 5.", index=tenth(index))
    return _("Index of the collaboration: {index} of 5 {change}.", index=tenth(index), change=change)


def grade_line(report: Report) -> Iterator[Element]:
    """Yield the report grade, where it may be shown."""
    for figure in report.tally.figures:
        if figure.key == GRADE.key and figure.mean is not None:
            yield Paragraph(_("Report grade: {grade} of 10.", grade=tenth(figure.mean)))


def hidden_lines(round_: Round, report: Report) -> Iterator[Message]:
    """Yield which groups are shown apart, and why others and some figures are not."""
    yield _groups_line(round_, report)
    if report.repeated:
        yield _(
            "So few answers differ from those in an earlier report that the two together could tell what fewer than "
            "{count} people answered. That is why some figures are not shown.",
            count=round_.threshold,
        )


def _groups_line(round_: Round, report: Report) -> Message:
    """Return which groups are shown apart, and why others are not."""
    shown = tuple(GROUPS[group] for group in Group if group in (report.tally.sizes or {}))
    if not shown:
        return _(
            "No groups are shown apart: each needs at least {count} answers, and so does what is left without it.",
            count=round_.threshold,
        )
    return _(
        "Shown apart: {groups}. A group needs at least {count} answers, and so does what is left without it.",
        groups=Listing(shown),
        count=round_.threshold,
    )


def _by_dimension(report: Report) -> Iterator[Element]:
    """Yield each dimension that may be shown."""
    if parts := [part for part in report.tally.parts if part.mean is not None]:
        yield Heading(_("By dimension"))
        yield Facts(tuple(_dimension(part, report.changes.get(part.dimension)) for part in parts))


def _dimension(part: Part, change: Decimal | None) -> Fact:
    """Return one dimension with its bar."""
    mean = part.mean or Decimal(0)
    drawn = _("{mean} {bar}", mean=tenth(mean), bar=bar(mean))
    said = difference(change)
    value = _("{drawn} {change}", drawn=drawn, change=said) if said else drawn
    return Fact(DIMENSIONS[part.dimension], value)


def sides(round_: Round, report: Report) -> Iterator[Element]:
    """Yield the headline: where business and IT see it differently (Luftman: what each side thinks)."""
    gaps = [part for part in report.tally.parts if part.gap is not None]
    if round_.kind is not Kind.QUARTERLY or not gaps:
        return
    yield Heading(_("Business and IT beside each other"))
    indices = report.tally.indices or {}
    if Group.BUSINESS in indices and Group.IT in indices:
        both = _(
            "All together: business {business}, IT {it}",
            business=tenth(indices[Group.BUSINESS]),
            it=tenth(indices[Group.IT]),
        )
        yield Paragraph(both, Weight.STRONG)
    widest = sorted(gaps, key=lambda part: abs(part.gap or Decimal(0)), reverse=True)[:3]
    yield Bullets(
        tuple(
            _(
                "{dimension}: business {business}, IT {it}",
                dimension=DIMENSIONS[part.dimension],
                business=tenth(part.groups[Group.BUSINESS]),
                it=tenth(part.groups[Group.IT]),
            )
            for part in widest
        )
    )


def _by_question(round_: Round, report: Report, language: str) -> Iterator[Element]:
    """Yield the figures of a short round: by question."""
    facts = []
    for figure in report.tally.figures:
        question = round_.question(figure.key)
        if question is not None:
            facts.append(Fact(question.label_in(language), figure_line(question, figure, report)))
    yield Facts(tuple(facts))
    if report.words:
        yield Heading(_("In people's own words"))
        yield from (Quote(said) for said in report.words[:WORDS_SHOWN])


def figure_line(question: Question, figure: Figure, report: Report) -> Text:
    """Return a figure with its bar, and how many did not know."""
    if figure.mean is None:
        return _("not shown: too few answers are new") if report.repeated else _("too few gave a number to show it")
    most = GRADES if question.shape is Shape.GRADE else POINTS
    return known(figure, _("{mean} {bar}", mean=tenth(figure.mean), bar=bar(figure.mean, most)))


def known(figure: Figure, drawn: Text) -> Text:
    """Return a figure, as it is drawn, with how many did not know, also as a share of all who answered."""
    if not figure.unknown:
        return drawn
    share = round(100 * figure.unknown / figure.answered)
    return n_(
        "{drawn} ({count} person did not know, {share}%)",
        "{drawn} ({count} people did not know, {share}%)",
        figure.unknown,
        share=share,
        drawn=drawn,
    )


def unknown_line(round_: Round, report: Report) -> Iterator[Element]:
    """Yield how often people did not know, as a share of what may be shown."""
    statements = [figure for figure in report.tally.figures if figure.key != GRADE.key and figure.unknown is not None]
    asked = sum(figure.answered for figure in statements)
    if round_.kind is Kind.QUARTERLY and asked:
        share = round(100 * sum(figure.unknown or 0 for figure in statements) / asked)
        yield Paragraph(_("Of the answers to statements, {share}% was “I don't know”.", share=share), Weight.SUBTLE)


def _facts(report: Report) -> Iterator[Element]:
    """Yield the facts of the quarter, and where they disagree with what people say."""
    if lines := tuple(disagreements(report.tally.figures, report.facts)):
        yield Heading(_("Where opinion and record differ"))
        yield Bullets(lines)
