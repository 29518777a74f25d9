# SPDX-License-Identifier: EUPL-1.2
"""How long a request is kept from the day on which it ended (domain §3.2)."""

from collections.abc import Iterable

from commands.boards import Verdict
from commands.requests.request import Decision, Request, Standing
from commands.requests.states import OPEN, VERDICTS, State
from commands.retention import Term, term_of


def term(request: Request, decisions: Iterable[Decision]) -> Term | None:
    """Return how long a request is kept with its decisions; None while it is still to be decided.

    What a board decided follows the term of that board's own records, which is longer.
    """
    if request.state in OPEN | {State.DRAFT}:
        return None
    settled = next((d for d in decisions if d.move in VERDICTS), None)
    if settled and settled.standing is Standing.SECRETARY:
        return term_of(settled.function, (Verdict.APPROVED,))
    if request.state is State.REJECTED:
        return Term.REFUSED
    if request.state in (State.WITHDRAWN, State.CANCELLED):
        return Term.BROKEN_OFF
    return Term.WITH_MONEY if request.needs.amount else Term.GRANTED
