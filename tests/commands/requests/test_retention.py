# SPDX-License-Identifier: EUPL-1.2
"""How long a request is kept: by how it ended, whether it cost money, and who decided."""

from decimal import Decimal

import pytest

from commands.money import Euro
from commands.requests.request import Decision, Desk, Kind, Needs, Request, Standing, Why
from commands.requests.retention import term
from commands.requests.states import Move, State
from commands.retention import Term
from tests.cast import AT, BOARD, CIO, RUBEN, SANNE, WATERVEEN


def decided(move: Move, function: str = CIO, standing: Standing = Standing.HOLDER) -> Decision:
    """Return a decision."""
    return Decision("ITV-1", 1, move, AT, RUBEN.id, RUBEN.name, function, standing, WATERVEEN.name)


@pytest.mark.parametrize(
    ("state", "cost", "decisions", "kept"),
    [
        (State.READY, 900, (), None),
        (State.DEFERRED, 900, (decided(Move.DEFER),), None),
        (State.APPROVED, 900, (decided(Move.APPROVE),), Term.WITH_MONEY),
        (State.EVALUATED, None, (decided(Move.APPROVE),), Term.GRANTED),
        (State.DONE, 0, (decided(Move.APPROVE),), Term.GRANTED),
        (State.REJECTED, 900, (decided(Move.REJECT),), Term.REFUSED),
        (State.WITHDRAWN, 900, (), Term.BROKEN_OFF),
        (State.CANCELLED, 900, (decided(Move.APPROVE),), Term.BROKEN_OFF),
        (State.REJECTED, 900, (decided(Move.REJECT, BOARD, Standing.SECRETARY),), Term.OFFICIAL),
        (
            State.APPROVED,
            900,
            (decided(Move.DEFER), decided(Move.APPROVE, "College van B&W", Standing.SECRETARY)),
            Term.ADMINISTRATIVE,
        ),
    ],
)
def test_a_request_is_kept_as_long_as_the_selection_list_says_of_how_it_ended(
    state: State, cost: int | None, decisions: tuple[Decision, ...], kept: Term | None
) -> None:
    needs = Needs(Kind.HARDWARE, "Laptops", "Op.", cost=None if cost is None else Euro(Decimal(cost)))
    request = Request(WATERVEEN.id, "ITV-1", SANNE, needs, state, AT, Desk(CIO, WATERVEEN.id, Why.RIGHT))
    assert term(request, decisions) is kept
