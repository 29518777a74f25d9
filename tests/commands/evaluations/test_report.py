# SPDX-License-Identifier: EUPL-1.2
"""The report flags what must be discussed, sets facts beside feelings, and counts terms in working days."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commands.calendars import Calendar
from commands.cards import Chart, Paragraph
from commands.evaluations.answers import Ballot
from commands.evaluations.facts import BodyFacts, Facts, disagreements
from commands.evaluations.instrument import DIMENSIONS, STATEMENTS, Dimension, questionnaire
from commands.evaluations.picture import picture
from commands.evaluations.record import rows
from commands.evaluations.report import Flag, Report, Why, made
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.schedule import Choices, Opening, announced_on, opening_day, waves
from commands.evaluations.tally import Tally
from tests.cast import DAY, WATERVEEN

LAST = DAY + timedelta(days=14)
QUESTIONS = questionnaire((), later=False, joint=False)
ROUND = Round(WATERVEEN.id, "EV-2026-01", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, LAST, 5, QUESTIONS)


def _cast(answer: str, number: int = 6, group: Group = Group.BUSINESS, **other: str) -> list[Ballot]:
    answers = {q.key: other.get(q.key, answer) for q in STATEMENTS} | {"grade": "7"}
    return [Ballot(group, answers)] * number


def _report(ballots: list[Ballot], previous: Report | None = None, facts: Facts = Facts()) -> Report:  # noqa: B008 - frozen
    before = ("EV-2025-04", previous) if previous else None
    return made(ROUND, ballots, ("Ja",), invited=20, declined=2, closed_on=LAST, facts=facts, previous=before)


def test_what_is_low_falls_or_differs_between_sides_is_flagged_with_every_reason() -> None:
    before = _report(_cast("5"))
    now = _report(
        [*_cast("4", trust="4", agreements="1", benefit_of_doubt="2"), *_cast("4", 6, Group.IT, skills="2")], before
    )
    flags = {flag.dimension: flag.whys for flag in now.flags()}
    assert flags[Dimension.TRUST] == (Why.LOW, Why.DROP, Why.GAP)
    assert flags[Dimension.SKILLS] == (Why.DROP, Why.GAP)
    gap = _report([*_cast("5"), *_cast("5", 6, Group.IT, fit="4")])
    assert gap.flags() == (Flag(Dimension.ARCHITECTURE, (Why.GAP,)),)


def test_where_business_and_it_are_at_one_the_picture_has_one_mark_that_says_so() -> None:
    chart, letters = picture(_report([*_cast("4", fit="3"), *_cast("4", 6, Group.IT)]))
    assert isinstance(chart, Chart)
    assert isinstance(letters, Paragraph)
    marks = {bar.label: [mark.letters for mark in bar.marks] for bar in chart.bars}
    assert marks[DIMENSIONS[Dimension.GOALS]] == ["B=IT"]
    assert marks[DIMENSIONS[Dimension.ARCHITECTURE]] == ["B", "IT"]


def test_with_too_few_answers_nothing_is_in_the_report_but_how_many() -> None:
    few = _report(_cast("1", 4))
    assert (few.tally.answered, few.tally.figures, few.words, few.flags()) == (4, (), (), ())
    assert few.share == 20


def test_below_five_answers_nothing_is_shown_whatever_stands_in_the_database() -> None:
    few, said = replace(ROUND, threshold=1), _cast("4", 4)
    report = made(few, said, ("Ja",), invited=4, declined=0, closed_on=LAST, facts=Facts(), previous=None)
    assert report == Report(Tally(4), 4, 0, LAST)


def test_a_round_without_anybody_has_a_report_too() -> None:
    nobody = made(ROUND, [], (), invited=0, declined=0, closed_on=LAST, facts=Facts(), previous=None)
    assert (nobody.share, nobody.tally.answered) == (0, 0)


def test_the_export_holds_the_same_figures_and_no_more() -> None:
    report = _report([*_cast("4"), *_cast("2", 3, Group.IT)])
    table = list(rows(ROUND, report))
    assert {len(row) for row in table} == {14}
    assert not [row for row in table[1:] if row[4]], "no group may be shown apart"
    goals = next(row for row in table if row[1] == "goals" and row[0] == "question")
    assert goals[6] == str(report.tally.figures[0].mean)


def test_opinion_and_record_are_set_beside_each_other() -> None:
    happy = _report(_cast("5"))
    late = Facts((BodyFacts("Portfolioboard", 2), BodyFacts("", 1)), gaps=4, escalations=((1, 2), (3, 1)))
    said = [line.id for line in disagreements(happy.tally.figures, late) if not isinstance(line, str)]
    assert len(said) == 3
    assert list(disagreements(happy.tally.figures, Facts())) == []
    gloomy = _report(_cast("2"))
    assert len(list(disagreements(gloomy.tally.figures, Facts(escalations=())))) == 2
    assert len(list(disagreements(gloomy.tally.figures, Facts()))) == 1, "nobody counted what was escalated"


@pytest.mark.parametrize(
    ("today", "met", "choices", "day"),
    [
        (date(2026, 3, 2), None, Choices(), date(2026, 3, 3)),
        (date(2026, 3, 2), date(2026, 2, 24), Choices(), date(2026, 3, 3)),
        (date(2026, 5, 18), date(2026, 5, 12), Choices(), date(2026, 5, 20)),
        (date(2026, 3, 2), date(2026, 3, 17), Choices(), date(2026, 3, 24)),
        (date(2026, 3, 2), date(2026, 3, 26), Choices(), date(2026, 3, 3)),
        (date(2026, 5, 18), date(2026, 5, 12), Choices(opening=Opening.TUESDAY), date(2026, 6, 2)),
        (date(2026, 5, 18), date(2026, 5, 12), Choices(opening=Opening.BY_HAND), None),
        (date(2026, 5, 18), None, Choices(opening=Opening.BY_HAND, next_day=date(2026, 6, 9)), date(2026, 6, 9)),
        (date(2026, 8, 3), None, Choices(next_day=date(2026, 6, 9)), date(2026, 9, 1)),
        (date(2026, 12, 1), None, Choices(), date(2026, 12, 1)),
    ],
)
def test_a_round_opens_after_the_board_or_on_a_day(
    today: date, met: date | None, choices: Choices, day: date | None
) -> None:
    assert opening_day(choices, today, met, Calendar()) == day


def test_the_look_beforehand_comes_three_working_days_before() -> None:
    assert announced_on(date(2026, 3, 3), Calendar()) == date(2026, 2, 26)


def test_there_are_two_reminders_and_never_more() -> None:
    calendar = Calendar()
    days = [DAY + timedelta(days=ahead) for ahead in range(15)]
    assert [waves(ROUND, day, calendar) for day in days] == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]


def test_figures_have_one_decimal() -> None:
    report = _report([*_cast("4", 4), *_cast("5", 3)])
    assert report.tally.figures[0].mean == Decimal("4.4")
