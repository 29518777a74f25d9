# SPDX-License-Identifier: EUPL-1.2
"""Goals and initiatives go out as a table and come in again without loss; what cannot be read is named by its row."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.forms import tidy
from commands.money import Euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.lines import Line, to_rows
from commands.portfolio.ranking import SIDES
from commands.portfolio.reading import from_rows
from commands.portfolio.score import Criterion, Gate, Known, Needs, Room, Score

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
_TEXT = st.text(max_size=30).map(lambda text: tidy(text, lines=True))
_WORDS = _TEXT.filter(bool)
_DAYS = st.none() | st.dates(date(2020, 1, 1), date(2040, 12, 31))
_EUROS = st.none() | st.decimals(0, 10_000_000, places=2).map(Euro)
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound
_GOALS = st.builds(
    Goal,
    reference=_TEXT,
    **dict.fromkeys(("name", "why", "practice", "asks", "indicator", "baseline", "target"), _WORDS),
    **dict.fromkeys(("decision", "current", "reason"), _TEXT),
    at=_MOMENTS,
    by=st.none(),
    state=st.sampled_from(GoalState),
    adopted_on=_DAYS,
    measured_on=_DAYS,
    revision=st.just(1),
)
_INITIATIVES = st.builds(
    Initiative,
    reference=_WORDS,
    name=_WORDS,
    owner=_WORDS,
    told_on=_DAYS.filter(bool),
    goal=_TEXT,
    state=st.sampled_from(InitiativeState),
    **dict.fromkeys(("one_off", "recurring"), _EUROS),
    benefit=_TEXT,
    **dict.fromkeys(("starts", "ends", "review"), _DAYS),
    revision=st.just(1),
)
_REPORTS = st.builds(
    Report,
    at=_MOMENTS,
    person=_TEXT,
    state=st.sampled_from(InitiativeState),
    ends=_DAYS,
    one_off=_EUROS,
    recurring=_EUROS,
    note=_TEXT,
)
_POINTS = st.tuples(*(st.integers(0, 5) for _ in Criterion))
_GATES = st.tuples(*(st.sampled_from(Known) for _ in Gate))
_NUMBERS = st.none() | st.integers(0, 9999)


@st.composite
def _with_all(draw: st.DrawFn) -> Line:
    """Return an initiative with all that belongs to it."""
    initiative = draw(_INITIATIVES)
    scores = st.builds(Score, st.just(initiative.reference), st.sampled_from(SIDES), _POINTS, _TEXT, _MOMENTS)
    risk = st.none() | st.integers(1, 5)
    needs = st.builds(Needs, st.just(initiative.reference), _GATES, _TEXT, _NUMBERS, _NUMBERS, risk, _TEXT)
    reports = tuple(draw(st.lists(_REPORTS, max_size=2)))
    return Line(0, initiative, "", reports, tuple(draw(st.lists(scores, max_size=2))), draw(st.none() | needs))


_LINES = st.lists(
    st.builds(Line, st.just(0), _GOALS, _TEXT)
    | st.builds(Line, st.just(0), st.builds(Room, _EUROS, _NUMBERS))
    | _with_all(),
    max_size=3,
)


@given(_LINES)
def test_whatever_goes_out_comes_in_again_as_it_was(lines: list[Line]) -> None:
    read, faults = from_rows(((0, row) for row in to_rows(lines)), AT)
    assert not faults
    assert list(read) == lines


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": "Loket"}, "owner"),
        ({"name": "Loket", "owner": "CIO", "one_off": "veel"}, "one_off"),
        ({"name": "Loket", "owner": "CIO", "ends": "31-02-2027"}, "ends"),
        ({"name": "Loket", "owner": "CIO", "ends": "2027-02-31"}, "ends"),
        ({"name": "Loket", "owner": "CIO", "state": "bezig"}, "state"),
        ({"row": "goal", "name": "Sneller"}, "why"),
        ({"row": "wens", "name": "Sneller"}, "row"),
        ({"row": "report", "reference": "INI-2026-0001", "state": "running", "reported_at": "2026-01-01"}, "reference"),
        ({"name": "Loket", "owner": "CIO", "benefit": "x" * 1001}, "benefit"),
        ({"name": "x" * 1001, "owner": "CIO"}, "name"),
        ({"row": "needs", "reference": "INI-2026-0001"}, "reference"),
        ({"row": "room", "money": "40k", "days": "-1"}, "days"),
    ],
)
def test_what_cannot_be_read_is_named_once_by_row_and_column(cells: dict[str, str], column: str) -> None:
    _lines, faults = from_rows([(7, cells)], AT)
    assert (faults[0].row, faults[0].column) == (7, column)
    assert len(set(faults)) == len(faults)


def test_a_list_as_people_keep_it_is_read() -> None:
    cells = {"name": "Loket", "owner": "CIO", "one_off": "€ 40.000,-", "ends": "31-12-2026"}
    (line,), faults = from_rows([(2, cells)], AT)
    assert not faults
    assert line.thing == Initiative(
        "", "Loket", "CIO", AT.date(), one_off=Euro(Decimal(40_000)), ends=date(2026, 12, 31)
    )
