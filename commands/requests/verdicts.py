# SPDX-License-Identifier: EUPL-1.2
"""A decision on a request carried out: kept, recorded, and told to everyone whom it concerns."""

from dataclasses import replace

from commands.replies import Act, Reply
from commands.requests.case import Case
from commands.requests.casework import done
from commands.requests.notices import informed, news, renewed
from commands.requests.request import Outcome, Request
from commands.requests.rules import Authorised, Verdict, decide
from commands.requests.states import Move
from commands.requests.wording import VERDICTS
from commands.text import _

_ENDS = {Move.APPROVE: Outcome.REGULARISED, Move.APPROVE_COND: Outcome.REGULARISED, Move.REJECT: Outcome.STOPPED}


def carried_out(case: Case, request: Request, verdict: Verdict, by: Authorised) -> Reply:
    """Decide on the request as it stands now, keep the record, and tell everyone whom it concerns.

    Raises:
        Refused: when the state, the amount or a missing agreement stands in the way.
        FormErrors: when the decision is not complete.

    """
    if request.shadow and verdict.outcome is None:
        verdict = replace(verdict, outcome=_ENDS.get(verdict.move))
    dossier = replace(case.dossier, request=request)
    decided, decision, steps = decide(dossier, verdict, by, case.at, case.today, case.calendar)
    case = case.keep(decided, steps)
    case.home.requests.record(decision)
    view = case.view()
    headline = _(
        "{verdict}: {reference} “{title}”",
        verdict=VERDICTS[verdict.move],
        reference=decided.reference,
        title=decided.needs.title,
    )
    return Reply(
        answer=done(view, headline),
        tells=(news(view, headline), *(informed(case, view) if verdict.move is not Move.DEFER else ())),
        renews=renewed(view),
        acts=tuple(Act(f"requests.{step.value}", decided.ref, decided.state.value) for step in steps),
    )


def on_behalf_of(case: Case, request: Request) -> str:
    """Return on whose behalf a decision is made: the organisation whose right it is (Awb 10:2)."""
    right = request.desk.right
    return right.organisation_name if right else case.home.organisation.name
