# SPDX-License-Identifier: EUPL-1.2
"""The life of a request as laws: whatever is tried in whatever order, these hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from commands.calendars import Calendar
from commands.errors import FormErrors, Refused
from commands.requests.authority import AlreadyDecided
from commands.requests.request import Desk, Dossier, Footing, Kind, Needs, Request, Standing, Why
from commands.requests.rules import Authorised, Verdict, decide, moved
from commands.requests.states import (
    DECIDED,
    DECISIONS,
    ENDED,
    NAMES,
    OPEN,
    PROGRESS,
    VERDICTS,
    Move,
    NotNow,
    State,
    after,
    moves,
    possible,
    way,
)
from tests.cast import AHMET, SANNE, TEAMMANAGER

TODAY = date(2026, 3, 2)
CALENDAR = Calendar()
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY = Authorised(AHMET, Footing(Standing.HOLDER), "Gemeente Waterveen")
WORDS = st.sampled_from(("", "Omdat het kan"))
REQUEST = Request(
    "waterveen",
    "ITV-2026-0001",
    SANNE,
    Needs(Kind.IDEA, "Een idee", "Voor iedereen"),
    State.DRAFT,
    AT,
    Desk(TEAMMANAGER, "waterveen", Why.OVER),
)


class Life(RuleBasedStateMachine):
    """Everything that people can try with one request."""

    @initialize()
    def begin(self) -> None:
        self.dossier = Dossier(REQUEST)
        self.states = [State.DRAFT]

    @rule(move=st.sampled_from([m for m in Move if m not in DECISIONS]))
    def move(self, move: Move) -> None:
        before = self.dossier.request
        try:
            request, steps = moved(self.dossier, move, TODAY, CALENDAR)
        except Refused:
            assert not possible(before.state, move) or before.state in DECIDED
            return
        assert steps[-1] is move
        self._reach(request)

    @rule(
        move=st.sampled_from(sorted(DECISIONS)),
        reason=WORDS,
        conditions=WORDS,
        alternative=WORDS,
        until=st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=400)),
    )
    def decide(self, move: Move, reason: str, conditions: str, alternative: str, until: date | None) -> None:
        verdict = Verdict(move, reason, conditions, alternative, until)
        try:
            request, decision, _steps = decide(self.dossier, verdict, BY, AT, TODAY, CALENDAR)
        except (Refused, FormErrors):
            return
        assert decision.number == len(self.dossier.decisions) + 1
        self.dossier = Dossier(request, (), (*self.dossier.decisions, decision))
        self._reach(request)

    def _reach(self, request: Request) -> None:
        self.dossier = Dossier(request, (), self.dossier.decisions)
        self.states.append(request.state)

    @invariant()
    def nothing_is_decided_twice(self) -> None:
        assert len([d for d in self.dossier.decisions if d.move in VERDICTS]) <= 1

    @invariant()
    def what_ended_stays_ended(self) -> None:
        for before, then in zip(self.states, self.states[1:], strict=False):
            assert before not in ENDED, f"{before} became {then}"

    @invariant()
    def a_withdrawn_request_was_never_decided(self) -> None:
        if self.dossier.request.state is State.WITHDRAWN:
            assert not [d for d in self.dossier.decisions if d.move in VERDICTS]

    @invariant()
    def every_decision_is_complete(self) -> None:
        for decision in self.dossier.decisions:
            if decision.move is Move.APPROVE_COND:
                assert decision.conditions
            if decision.move is Move.REJECT:
                assert decision.reason
                assert decision.alternative
            if decision.move is Move.DEFER:
                assert decision.until
                assert decision.until > TODAY
                assert CALENDAR.is_working_day(decision.until)

    @invariant()
    def a_deferred_request_has_its_day(self) -> None:
        request = self.dossier.request
        assert (request.state is State.DEFERRED) == (request.deferred_until is not None)

    @invariant()
    def no_verdict_stands_without_a_decision_record(self) -> None:
        if self.dossier.request.state in DECIDED:
            assert self.dossier.decisions[-1].move in VERDICTS

    @precondition(lambda self: self.dossier.request.state in DECIDED)
    @rule(move=st.sampled_from(sorted(VERDICTS)))
    def a_second_verdict_is_told_who_decided(self, move: Move) -> None:
        verdict = Verdict(move, "Omdat", "Onder voorwaarde", "Iets anders")
        with pytest.raises(AlreadyDecided, match="Ahmet Demir"):
            decide(self.dossier, verdict, BY, AT, TODAY, CALENDAR)


TestLife = Life.TestCase


def test_every_state_can_be_reached() -> None:
    reached = {State.DRAFT}
    while more := {after(s, m, "") for s in reached for m in moves(s)} - reached:
        reached |= more
    assert reached == set(State)


def test_every_state_has_a_name() -> None:
    assert set(NAMES) == set(State)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_end_has_no_way_on(state: State) -> None:
    assert moves(state) == frozenset()


@pytest.mark.parametrize("state", sorted(OPEN))
def test_what_is_open_can_be_withdrawn(state: State) -> None:
    assert Move.WITHDRAW in moves(state)


def test_who_decides_on_a_submitted_request_takes_it_in_first() -> None:
    assert way(State.SUBMITTED, Move.APPROVE, "") == (Move.TAKE_IN, Move.APPROVE)
    assert way(State.INTAKE, Move.APPROVE, "") == (Move.APPROVE,)


def test_a_move_that_is_too_late_names_the_state_it_found() -> None:
    with pytest.raises(NotNow) as late:
        way(State.WITHDRAWN, Move.APPROVE, "ITV-2026-0001")
    assert dict(late.value.message.values) == {"reference": "ITV-2026-0001", "state": NAMES[State.WITHDRAWN]}


def test_progress_is_only_made_after_approval() -> None:
    undecided = set(OPEN) | {State.DRAFT, State.REJECTED, State.WITHDRAWN}
    assert not [state for state in undecided if moves(state).intersection(PROGRESS)]
