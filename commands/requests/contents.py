# SPDX-License-Identifier: EUPL-1.2
"""What a card of a request says: what was asked, who decides and why, what others said, what was decided."""

from collections.abc import Mapping

from commands.cards import Element, Fact, Facts, Paragraph, Quote, Tone, Weight
from commands.requests.forms import KINDS, PERSONAL_DATA, SORTS
from commands.requests.request import Opinion, Request, Stance
from commands.requests.states import NAMES, OPEN, UNDECIDED, Move, State
from commands.requests.view import View
from commands.requests.wording import OUTCOMES, cost, decided, why_there
from commands.text import Listing, Message, Moment, Text, _

TONES = {
    State.APPROVED: Tone.GOOD,
    State.APPROVED_COND: Tone.GOOD,
    State.DONE: Tone.GOOD,
    State.EVALUATED: Tone.GOOD,
    State.REJECTED: Tone.BAD,
    State.CANCELLED: Tone.BAD,
    State.INFO_NEEDED: Tone.WAITING,
    State.DEFERRED: Tone.WAITING,
}
_EXCHANGED: Mapping[str, Message] = {
    Move.ASK.value: _("Question of {name}"),
    Move.INFORM.value: _("Answer of {name}"),
    "add": _("Added by {name}"),
    Move.SCHEDULE.value: _("Passed on by {name}"),
    Move.REFER.value: _("Referred by {name}"),
    Move.PARK.value: _("Parked by {name}"),
}


def title(request: Request) -> Text:
    """Return the reference, what was asked, and how it stands."""
    return _(
        "{reference} “{title}”: {state}",
        reference=request.reference,
        title=request.needs.title,
        state=NAMES[request.state],
    )


def facts(view: View, *, whole: bool = True) -> Facts:
    """Return what was asked; ``whole`` with all that the decider needs."""
    request, needs = view.request, view.request.needs
    shown: list[tuple[Text, Text]] = [(_("Type"), KINDS[needs.kind]), (_("Costs"), cost(needs))]
    if request.desk.right:
        shown.append((_("Topic"), request.desk.right.topic))
    if whole:
        shown.append((_("Asked by"), _asker(request)))
        if needs.serves:
            shown.append((_("Shared goal"), needs.serves.name))
        shown += [(label, text) for label, text in ((_("Goal"), needs.goal), (_("Why now"), needs.why_now)) if text]
        if needs.sponsor:
            shown.append((_("Client or manager"), needs.sponsor.name))
        shown.append((_("Personal data"), PERSONAL_DATA[needs.personal_data]))
        if request.desk.right and request.desk.right.conditions:
            shown.append((_("Conditions of the right"), request.desk.right.conditions))
    if request.sort:
        shown.append((_("Kind of effort"), SORTS[request.sort]))
    shown.append((_("Sent in"), _("{moment}", moment=Moment(request.submitted_at))))
    if request.fast and request.state in OPEN:
        shown.append((_("Lane"), _("fast, because small and standard")))
    if request.due and request.state in OPEN and request.state is not State.DEFERRED:
        shown.append((_("Next step by"), _("{day}", day=request.due)))
    if request.deferred_until:
        shown.append((_("Deferred until"), _("{day}", day=request.deferred_until)))
    return Facts(tuple(Fact(label, value) for label, value in shown))


def _asker(request: Request) -> Text:
    """Return who asked, with their unit."""
    who = request.requester
    return _("{name} ({unit})", name=who.name, unit=who.unit) if who.unit else who.name


def said(view: View) -> tuple[Element, ...]:
    """Return who must agree, and what was agreed, objected and advised."""
    elements: list[Element] = []
    undecided = view.request.state in UNDECIDED | {State.INFO_NEEDED, State.DEFERRED}
    if undecided and view.missing:
        waiting = Listing(view.missing)
        elements.append(
            Paragraph(_("Approval waits until these agree: {functions}.", functions=waiting), Weight.STRONG)
        )
    for opinion in view.dossier.opinions:
        elements.append(Paragraph(_stance(opinion)))
        if opinion.text:
            elements.append(Quote(opinion.text))
    return tuple(elements)


def _stance(opinion: Opinion) -> Text:
    """Return what somebody said, in a sentence."""
    who = _asked(opinion)
    match opinion.stance:
        case Stance.AGREES:
            return _("{who} agrees.", who=who)
        case Stance.OBJECTS:
            return _("{who} does not agree:", who=who)
        case Stance.ADVICE:
            return _("Advice of {who}:", who=who)


def _asked(opinion: Opinion) -> Text:
    """Return who said it, as what."""
    if not opinion.function:
        return opinion.person.name
    if opinion.instead_of:
        names = {"name": opinion.person.name, "absent": opinion.instead_of}
        return _("{function} ({name}, on behalf of {absent})", function=opinion.function, **names)
    return _("{function} ({name})", function=opinion.function, name=opinion.person.name)


def verdict(view: View) -> tuple[Element, ...]:
    """Return the decisions with their reasons, and the question that is open."""
    elements: list[Element] = []
    for decision in view.dossier.decisions:
        elements.append(Paragraph(decided(decision), Weight.STRONG))
        if decision.outcome:
            elements.append(Paragraph(OUTCOMES[decision.outcome]))
        texts = (
            (_("Reason"), decision.reason),
            (_("Conditions"), decision.conditions),
            (_("What you can do instead"), decision.alternative),
        )
        for label, text in texts:
            if text:
                elements += [Paragraph(label, Weight.SUBTLE), Quote(text)]
    return tuple(elements)


def content(view: View) -> tuple[Element, ...]:
    """Return all that one should know of a request."""
    request = view.request
    return (
        Paragraph(why_there(view)),
        Paragraph(_("Problem, and for whom"), Weight.SUBTLE),
        Quote(request.needs.problem),
        facts(view),
        *exchange(view),
        *said(view),
        *verdict(view),
    )


def exchange(view: View) -> tuple[Element, ...]:
    """Return the questions, the answers and what was added, in order; an open question stands at the end."""
    elements: list[Element] = []
    for event in view.dossier.history:
        label = _EXCHANGED.get(event.move)
        if label and event.note and event.person:
            elements += [Paragraph(label.with_values(name=event.person.name), Weight.SUBTLE), Quote(event.note)]
    return tuple(elements)
