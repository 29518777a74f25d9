# SPDX-License-Identifier: EUPL-1.2
"""How an escalation ends, and what follows a step that leaves it where it is: everyone hears, cards are renewed."""

from dataclasses import dataclass, replace

from commands.boards import Ruling, Verdict
from commands.cards import Button, Buttons, Card, Element, Paragraph, Quote, Tone
from commands.escalations.agenda import asking_board
from commands.escalations.cards import button, record_button, verdict
from commands.escalations.case import Case
from commands.escalations.escalation import Cause, Decision, State, Subject
from commands.escalations.notices import everyone, news, renewed
from commands.escalations.rules import EscalationUnknown, PassedOn, Seat
from commands.escalations.terms import falls_due
from commands.people import Person, acting
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import Text, _

#: What a board decides on the escalation that is decided on the thing itself too, where the thing has such rules.
_CARRIED = frozenset({Verdict.APPROVED, Verdict.APPROVED_COND, Verdict.REJECTED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided; a board has a ``verdict`` besides, and chooses no cause."""

    decision: str
    reason: str = ""
    cause: Cause | None = None
    verdict: Verdict | None = None


def someone(case: Case) -> Person:
    """Return who acts.

    Raises:
        EscalationUnknown: when nobody does; the clock presses no buttons.

    """
    if case.who is None:
        raise EscalationUnknown
    return case.who


def noted(case: Case, move: str, headline: Text, note: str = "") -> Reply:
    """Keep something that changes nothing on the rung, and tell whose matter it is."""
    case = case.keep(case.escalation, move, note)
    return stepped(case, move, headline, *((Quote(note),) if note else ()))


def stepped(case: Case, move: str, headline: Text, *more: Element) -> Reply:
    """Return what follows a step that leaves it on its rung."""
    view = case.view()
    escalation = case.escalation
    return Reply(
        answer=Card(headline, (*more, Buttons((record_button(escalation),)))),
        tells=tuple(news(case, view, headline, *more)),
        renews=renewed(case, view),
        acts=(Act(f"escalations.{move}", escalation.ref, escalation.state.value),),
        plans=falls_due(escalation, case.today, case.home.calendar),
        settles=(escalation.ref,),
    )


def ended(case: Case, move: str, headline: Text, *more: Element) -> Reply:
    """Return what follows when it ended: everyone hears, nothing falls due any more."""
    view = case.view()
    escalation = case.escalation
    reply = Reply(
        answer=Card(headline, (*more, Buttons((record_button(escalation),))), Tone.GOOD),
        tells=tuple(everyone(case, view, headline, *more)),
        renews=renewed(case, view),
        acts=(Act(f"escalations.{move}", escalation.ref, escalation.state.value),),
        settles=(escalation.ref,),
    )
    return asking_board(escalation.rung, case, reply)


def decided(case: Case, outcome: Outcome, taken: Seat) -> Reply:
    """Keep the decision, and tell everyone."""
    escalation, who = case.escalation, someone(case)
    rung, grant = escalation.rung, escalation.grant
    gap = "" if grant or escalation.about else case.neighbours.open_gap(case.home, escalation.six.decision).id
    names = {o.id: o.name for o in case.home.organisations.all()}
    closed = replace(
        escalation, state=State.DECIDED, cause=outcome.cause, gap=gap, ended_at=case.at, until=None, question=""
    )
    case = case.keep(closed, "decide")
    decision = Decision(
        reference=escalation.reference,
        at=case.at,
        person=who.id,
        name=who.name,
        function=rung.function,
        standing=taken.standing,
        on_behalf_of=names.get(rung.organisation, rung.organisation),
        decision=outcome.decision,
        reason=outcome.reason,
        cause=outcome.cause,
        instead_of=taken.instead_of,
        basis=grant.basis if grant else "",
        right=grant.right if grant else "",
        register_version=grant.register_version if grant else 0,
        verdict=outcome.verdict,
    )
    case.home.escalations.record(decision)
    headline = _("{function} decided on {reference} “{title}”", function=rung.function,
                 reference=escalation.reference, title=escalation.title)  # fmt: skip
    more: list[Element] = [*verdict(case.view())]
    if gap:
        more.append(Paragraph(_("The register says nothing about this. The steward has it as a gap.")))
    reply, subject = ended(case, "decide", headline, *more), case.subject()
    if subject and subject.open and subject.rules and outcome.verdict in _CARRIED:
        return replace(reply, rules=(_carried(case, subject, outcome, outcome.verdict),))
    if subject and (rules := _taken_over(case, subject, outcome)):
        text = _("{title} now lies with you: settle it there too, with its own buttons.", title=subject.title)
        row = Buttons((record_button(escalation),))
        return replace(reply, answer=Card(headline, (*more, Paragraph(text), row), Tone.GOOD), rules=rules)
    return replace(reply, tells=(*reply.tells, *_to_carry_out(case, headline, more)))


def _carried(case: Case, subject: Subject, outcome: Outcome, verdict: Verdict) -> Ruling:
    """Return what a board decided, as a decision on the thing itself."""
    rung = case.escalation.rung
    return Ruling(
        subject.about,
        verdict,
        rung.function,
        someone(case),
        case.escalation.ref,
        outcome.reason,
        outcome.decision if verdict is Verdict.APPROVED_COND else "",
        outcome.decision if verdict is Verdict.REJECTED else "",
        organisation=subject.organisation,
        board_organisation=rung.organisation,
    )


def _taken_over(case: Case, subject: Subject, outcome: Outcome) -> tuple[Ruling, ...]:
    """Return that the matter itself comes to who decided: whoever grants a right may use it too (Awb art. 10:7).

    Not where it lies there already, with another organisation, or with a body, which rules in its meeting.
    """
    rung = case.escalation.rung
    elsewhere = rung.function.casefold() != subject.function.casefold()
    if not (subject.open and subject.passes and elsewhere) or rung.body or outcome.verdict:
        return ()
    if rung.organisation != subject.function_organisation:
        return ()
    return (
        Ruling(
            subject.about,
            Verdict.REFERRED,
            subject.function,
            someone(case),
            case.escalation.ref,
            outcome.decision,
            function=rung.function,
            organisation=subject.organisation,
            board_organisation=subject.function_organisation,
        ),
    )


def _to_carry_out(case: Case, headline: Text, more: list[Element]) -> tuple[Tell, ...]:
    """Return what whoever the matter itself lies with hears: the decision, to be recorded there too."""
    subject = case.subject()
    if subject is None or not subject.open or subject.show is None:
        return ()
    text = Paragraph(_("Record this decision with the matter itself too, so that it is settled there."))
    card = Card(headline, (*more, text, Buttons((Button(_("Show it"), subject.show),))), Tone.WAITING)
    people = acting(case.directory(subject.function_organisation), subject.function, case.today)
    return tuple(Tell(ToPerson(act.person), card) for act in people)


def advised(case: Case, text: str, late: PassedOn) -> Reply:
    """Keep what came after it went on, and let the rung where it is now read it."""
    case = case.keep(case.escalation, "advise", text)
    view = case.view()
    who = someone(case).name
    headline = _("{name} wrote about {reference} after it came to you", name=who, reference=case.escalation.reference)
    row = Buttons((button(_("Show"), "show", case.escalation),))
    rung = case.escalation.rung
    people = case.secretaries(rung) if rung.body else tuple(act.person for act in view.acts)
    told = tuple(Tell(ToPerson(person), Card(headline, (Quote(text), row))) for person in people)
    kept = Paragraph(_("What you wrote is not lost: they read it now."))
    return Reply(
        answer=Card(late.message, (kept, row), Tone.BAD),
        tells=told,
        renews=renewed(case, view),
        acts=(Act("escalations.advise", case.escalation.ref),),
    )
