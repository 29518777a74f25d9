# SPDX-License-Identifier: EUPL-1.2
"""Escalations on their way to a board: a rung that meets is asked on its agenda, and the last rung always is."""

from dataclasses import replace

from commands.boards import Proposal
from commands.escalations.cards import press
from commands.escalations.case import Case
from commands.escalations.escalation import OPEN, Rung
from commands.replies import Reply
from commands.text import _


def asking_board(before: Rung | None, case: Case, reply: Reply) -> Reply:
    """Return the reply with what a board is asked since the rung before, or need not look at any more."""
    if case.escalation.state in OPEN and case.meets:
        return replace(reply, proposes=(*reply.proposes, proposal(case)))
    if before is not None and before.body:
        return replace(reply, retracts=(*reply.retracts, case.escalation.ref))
    return reply


def proposal(case: Case) -> Proposal:
    """Return what the board is asked to decide."""
    escalation, rung, grant = case.escalation, case.escalation.rung, case.escalation.grant
    subject = case.subject()
    question = _("Decide on what is stuck: {decision}", decision=escalation.six.decision)
    return Proposal(
        about=escalation.ref,
        board=rung.function,
        title=f"{escalation.reference} {escalation.title}",
        decision=question,
        by=escalation.raiser or escalation.asker,
        right=grant.right if grant else "",
        basis=grant.basis if grant else "",
        register_version=grant.register_version if grant else 0,
        agrees=grant.agrees if grant else (),
        amount=subject.amount if subject else None,
        recurring=subject is not None and subject.recurring,
        shows=press("show", escalation),
        organisation=escalation.organisation,
        board_organisation=rung.organisation,
    )
