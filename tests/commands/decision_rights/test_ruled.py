# SPDX-License-Identifier: EUPL-1.2
"""What a board decides on a gap: a right in a new version of the register, and an answer for who asked."""

from dataclasses import replace

import pytest

from commands import decision_rights
from commands.boards import Ruling, Verdict
from commands.decision_rights.kept import GapState
from commands.decision_rights.reviews import GapClosed
from commands.errors import FormErrors
from commands.refs import Ref
from commands.replies import Reply, ToPerson
from storage.store import Store
from tests.cast import AT, BOARD, CIO, RUBEN, SANNE, WATERVEEN
from tests.commands.decision_rights.desk import Desk, read

QUESTION = "wie mag de vlag hijsen?"


def _rules(desk: Desk, verdict: Verdict, **more: str) -> Reply:
    """Let the board decide on the first gap."""
    rule = decision_rights.feature(desk.registers.of, lambda _store: BOARD).ruling
    assert rule
    ruled = Ruling(Ref("decision_rights", "gap/1"), verdict, BOARD, RUBEN, Ref("meetings", "PB-2026-01/3"))
    ruled = replace(ruled, **more)  # type: ignore[arg-type]  # the test names fields of a ruling
    return desk.database.transact(lambda c: rule(ruled, AT, Store(c, WATERVEEN)))


def _state(desk: Desk) -> GapState | None:
    """Return what became of the first gap."""
    gap = desk.database.read(lambda c: Store(c, WATERVEEN).decision_rights.gap(1))
    return gap.state if gap else None


def test_who_decides_from_now_on_is_written_into_the_register_and_told_to_who_asked(desk: Desk) -> None:
    desk.reply(QUESTION)

    reply = _rules(desk, Verdict.APPROVED, function=CIO.casefold())

    told = [tell for tell in reply.tells if tell.to == ToPerson(SANNE)]
    assert "Er is nu een antwoord op je vraag" in read(told[0].card)
    latest = desk.database.read(lambda c: Store(c, WATERVEEN).decision_rights.latest())
    assert latest
    right = desk.database.read(lambda c: Store(c, WATERVEEN).decision_rights.rights(latest.number))[-1]
    assert (right.decides, right.legal_basis, right.valid_from) == (CIO, "Portfolioboard, PB-2026-01/3", AT.date())
    assert _state(desk) is GapState.ANSWERED
    assert f"{right.id} in versie {latest.number}" in read(reply.tells[-1].card)
    assert "CIO" in desk.says(QUESTION)


def test_a_function_that_nobody_knows_is_an_error_beside_its_field(desk: Desk) -> None:
    desk.reply(QUESTION)

    with pytest.raises(FormErrors) as wrong:
        _rules(desk, Verdict.APPROVED, function="Vlaggenmeester")

    assert set(wrong.value.errors) == {"function"}


def test_a_declined_gap_is_set_aside_and_the_steward_reads_why(desk: Desk) -> None:
    desk.reply(QUESTION)

    reply = _rules(desk, Verdict.REJECTED, reason="Dat mag iedereen.", alternative="Doe het gewoon.")

    assert _state(desk) is GapState.DISMISSED
    assert "Dat mag iedereen." in read(reply.tells[0].card)
    with pytest.raises(GapClosed):
        _rules(desk, Verdict.APPROVED, function=CIO)


@pytest.mark.parametrize("verdict", [Verdict.DEFERRED, Verdict.REFERRED, Verdict.NOTED])
def test_what_is_put_off_referred_or_only_discussed_stays_open_with_the_steward(desk: Desk, verdict: Verdict) -> None:
    desk.reply(QUESTION)

    reply = _rules(desk, verdict, reason="Volgende keer.")

    assert _state(desk) is GapState.OPEN
    assert "Volgende keer." in read(reply.tells[0].card)
