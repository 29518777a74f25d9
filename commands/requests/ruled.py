# SPDX-License-Identifier: EUPL-1.2
"""What a board decided on a request, carried out: who asked hears it the same day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from commands.boards import Agreement, KeptOff, Ruling
from commands.boards import Verdict as Ruled
from commands.cards import Buttons, Card, Quote, Tone
from commands.errors import Refused
from commands.replies import Reply, Tell, ToPerson
from commands.requests.agenda import proposal, waits_for_board
from commands.requests.authority import agreers, footing_for
from commands.requests.buttons import button
from commands.requests.case import Case
from commands.requests.casework import moved_to_desk, planned
from commands.requests.desks import placed
from commands.requests.notices import managers, news
from commands.requests.request import Footing, Opinion, Stance, Standing, Why
from commands.requests.rules import Authorised, Verdict, moved
from commands.requests.states import WAITING, Move, State
from commands.requests.store import Store
from commands.requests.verdicts import carried_out, on_behalf_of
from commands.text import _

_MOVES: Mapping[Ruled, Move] = {
    Ruled.APPROVED: Move.APPROVE,
    Ruled.APPROVED_COND: Move.APPROVE_COND,
    Ruled.DEFERRED: Move.DEFER,
    Ruled.REJECTED: Move.REJECT,
}


#: Where a ruling comes from that no board made: who decided on an escalation.
ESCALATIONS = "escalations"


class RequestGone(Refused):
    """I don't know the request {reference} any more."""


class LiesElsewhere(Refused):
    """{reference} does not lie with {board} any more, but with {function}. Nothing was decided."""


def ruling(ruled: Ruling, at: datetime, store: Store) -> Reply:
    """Carry out what a board decided on one request.

    Raises:
        Refused: when the request is gone, lies elsewhere, was decided already, or a function that must agree did not.
        FormErrors: when the decision is not complete.

    """
    request = store.requests.get(ruled.about.id)
    if request is None:
        raise RequestGone(reference=ruled.about.id)
    desk = request.desk
    if (desk.function, desk.organisation) != (ruled.board, ruled.board_organisation):
        raise LiesElsewhere(reference=request.reference, board=ruled.board, function=desk.function)
    case = Case(request, store, at, at.astimezone(store.organisation.zone).date(), ruled.by)
    match ruled.verdict:
        case Ruled.NOTED:
            # It was spoken of and not decided, so it waits for the next meeting.
            return Reply(proposes=(proposal(case),) if waits_for_board(case) else ())
        case Ruled.REFERRED:
            return planned(case, _referred(case, ruled))
        case _:
            return planned(case, _decided(case, ruled))


def kept_off(kept: KeptOff, at: datetime, store: Store) -> Reply:
    """Tell who asked that the board does not deal with a request yet, and the information manager, who guides it."""
    request = store.requests.get(kept.about.id)
    if request is None:
        return Reply()
    case = Case(request, store, at, at.astimezone(store.organisation.zone).date(), kept.by)
    why = Quote(kept.reason)
    card = Card(kept.headline, (why, Buttons((button(_("Show the request"), "show", request),))), Tone.WAITING)
    others = (person for person in managers(case) if person.id not in (request.requester.id, kept.by.id))
    return Reply(tells=(news(case.view(), kept.headline, why), *(Tell(ToPerson(person), card) for person in others)))


def _decided(case: Case, ruled: Ruling) -> Reply:
    """Decide as the board did; what had been put off is taken up first."""
    for agreement in ruled.agreements:
        _agreed(case, agreement)
    standing = case
    if case.request.state in WAITING - {State.INFO_NEEDED}:
        request, steps = moved(case.dossier, Move.RESUME, case.today, case.calendar)
        standing = case.keep(request, steps)
    verdict = Verdict(_MOVES[ruled.verdict], ruled.reason, ruled.conditions, ruled.alternative, ruled.until)
    by = Authorised(ruled.by, Footing(Standing.SECRETARY), on_behalf_of(case, case.request))
    return carried_out(standing, standing.request, verdict, by)


def _agreed(case: Case, agreement: Agreement) -> None:
    """Keep what was said on the agenda as the agreement that this request asks; never of the own request."""
    request = case.request
    if agreement.function not in agreers(request) or agreement.person.id == request.requester.id:
        return
    day = agreement.at.astimezone(case.home.organisation.zone).date()
    footing = footing_for(case.people, agreement.function, request.requester, agreement.person, day)
    if footing:
        said = Opinion(
            agreement.person,
            Stance.AGREES,
            agreement.text,
            agreement.at,
            agreement.function,
            footing.standing,
            footing.instead_of,
        )
        case.home.requests.say(request.reference, said)


def _referred(case: Case, ruled: Ruling) -> Reply:
    """Bring the request to the function that the board referred it to, or that decided on its escalation."""
    request, steps = moved(case.dossier, Move.REFER, case.today, case.calendar)
    why = Why.ESCALATED if ruled.decision.feature == ESCALATIONS else Why.REFERRED
    desk = replace(request.desk, function=ruled.function, why=why)
    headline = _("{reference} now lies with {function}", reference=request.reference, function=ruled.function)
    return moved_to_desk(case, placed(request, desk, case.today, case.calendar), steps, headline, ruled.reason)
