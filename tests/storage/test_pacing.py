# SPDX-License-Identifier: EUPL-1.2
"""How fast a platform may be written to: never more than it takes, never slower than needed, urgent ones first."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack import limits as slack
from bot.teams import limits as teams
from storage.pacing import Meter, Window, allowance, let_through, may_go, next_at

START = 1_800_000_000.0

windows = st.lists(
    st.builds(Window, st.integers(1, 60), st.floats(0.5, 600).map(lambda s: round(s, 2))), min_size=1, max_size=4
).map(tuple)
#: How long between one attempt and the next.
gaps = st.lists(st.floats(0, 30), min_size=1, max_size=120)


def _went(limits: tuple[Window, ...], attempts: list[float], *, urgent: bool = True) -> list[float]:
    """Return when something went, of what was tried after each of these pauses."""
    meter: Meter = ()
    now, went = START, []
    for gap in attempts:
        now += gap
        if may_go(limits, meter, now, urgent=urgent):
            meter = let_through(limits, meter, now)
            went.append(now)
    return went


@given(windows, gaps)
def test_no_stretch_of_time_ever_holds_more_than_its_window_allows(
    limits: tuple[Window, ...], gaps: list[float]
) -> None:
    went = _went(limits, gaps)
    for window in limits:
        for begin in went:
            # A little less than the window: moments are floats.
            inside = [at for at in went if begin <= at < begin + window.seconds - 1e-4]
            assert len(inside) <= window.most


@given(windows, gaps)
def test_who_waits_until_the_time_that_was_said_may_go(limits: tuple[Window, ...], gaps: list[float]) -> None:
    meter: Meter = ()
    now = START
    for gap in gaps:
        now = max(now + gap, next_at(limits, meter, now + gap))
        assert may_go(limits, meter, now)
        meter = let_through(limits, meter, now)


@given(windows, gaps)
def test_after_a_rest_as_much_may_go_as_at_the_start(limits: tuple[Window, ...], gaps: list[float]) -> None:
    went = _went(limits, gaps)
    meter: Meter = ()
    for at in went:
        meter = let_through(limits, meter, at)
    rested = START + sum(gaps) + 2 * max(window.seconds for window in limits)
    assert allowance(limits, meter, rested, 100) == allowance(limits, (), START, 100) >= 1


@given(windows, st.integers(0, 80))
def test_so_many_may_go_as_go_one_by_one(limits: tuple[Window, ...], most: int) -> None:
    assert allowance(limits, (), START, most) == len(_went(limits, [0.0] * most))


@given(windows)
@example((Window(59, 523.94),))
def test_when_the_others_may_go_no_more_what_is_urgent_still_may(limits: tuple[Window, ...]) -> None:
    meter: Meter = ()
    for _one in range(allowance(limits, meter, START, 1_000, urgent=False)):
        meter = let_through(limits, meter, START)
    assert allowance(limits, meter, START, 1_000) == min(window.spare for window in limits if _tightest(window, limits))


def _tightest(window: Window, limits: tuple[Window, ...]) -> bool:
    """Whether this window is the one that lets fewest of the others through."""
    return window.burst - window.spare == min(w.burst - w.spare for w in limits)


@given(windows, st.floats(1, 1_000_000))
def test_a_clock_that_is_set_back_holds_nobody_up_longer_than_a_full_burst(
    limits: tuple[Window, ...], back: float
) -> None:
    meter: Meter = ()
    for _one in range(30):
        meter = let_through(limits, meter, START)
    now = START - back
    assert next_at(limits, meter, now) <= now + max(window.seconds for window in limits) + 1e-6


def test_without_limits_everything_may_go() -> None:
    assert allowance((), (), START, 500) == 500


@pytest.mark.parametrize(
    "limits", [slack.PACE.conversation, slack.PACE.workspace, teams.PACE.conversation, teams.PACE.workspace]
)
def test_a_platform_gets_a_steady_stream_near_its_limit(limits: tuple[Window, ...]) -> None:
    """Tried four times as often as is allowed, for hours where the limit is one of hours, at least 75 % of it goes."""
    allowed = min(window.most / window.seconds for window in limits)
    assert len(_went(limits, [0.25 / allowed] * 20_000)) >= 0.75 * 5_000


def test_slack_gets_one_message_a_second_in_a_conversation() -> None:
    went = _went(slack.PACE.conversation, [0.05] * 200)
    assert all(later - earlier >= 1 - 1e-5 for earlier, later in pairwise(went))
    assert len(went) == 10
