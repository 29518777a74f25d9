# SPDX-License-Identifier: EUPL-1.2
"""A new escalation brought to its first rung, whoever or whatever raised it: everyone hears whom it concerns."""

from commands.cards import Card, Paragraph, Tone
from commands.escalations.agenda import asking_board
from commands.escalations.cards import owner_card
from commands.escalations.case import Case
from commands.escalations.climbing import risen, went_to
from commands.escalations.escalation import BY_FIGURES, Escalation
from commands.escalations.notices import below, explained, news, owner_key, renewed, to_rung
from commands.escalations.terms import falls_due
from commands.replies import Act, Reply
from commands.text import _

#: Why, by whether it follows from figures.
_BY_ITSELF = {
    False: _("It was raised by itself, because the term has passed."),
    True: _("It was raised by itself, because the plan is over its threshold."),
}


def raised(planned: Escalation, entry: int, case: Case) -> Reply:
    """Bring a new escalation to its first rung, or to the level ``entry``, and tell everyone whom it concerns."""
    kept = case.home.escalations.add(planned, case.today.year)
    case = Case(kept, case.home, case.at, case.today, case.neighbours, case.who)
    case = risen(case, "raise", entry=entry)
    view = case.view()
    went = went_to(view)
    card = owner_card(view)
    thanks = Paragraph(_("Thank you for raising this. You hear every step, and it is never counted against anyone."))
    by_itself = () if case.who else (Paragraph(_BY_ITSELF[planned.kind in BY_FIGURES]),)
    why = (*by_itself, *explained(case.escalation.rung))
    headline = _("{reference} “{title}” was escalated", reference=kept.reference, title=kept.title)
    reply = Reply(
        # With whom it lies is what the title says already.
        answer=Card(went, (thanks, *why, *card.elements[1:]), Tone.GOOD) if case.who else None,
        key=owner_key(kept),
        tells=(*to_rung(case, view), *below(case, headline, Paragraph(went), *why), *news(case, view, went, *why)),
        renews=() if case.who else renewed(case, view),
        acts=(Act("escalations.raise", kept.ref, kept.kind.value),),
        plans=falls_due(case.escalation, case.today, case.home.calendar),
        organisation=kept.organisation,
    )
    return asking_board(None, case, reply)
