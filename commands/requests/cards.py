# SPDX-License-Identifier: EUPL-1.2
"""The cards of a request: for who asked, who decides, who must agree, who advises, and for everyone who may look."""

from commands.cards import (
    Button,
    Buttons,
    Card,
    Element,
    Fact,
    Facts,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
)
from commands.events import Press
from commands.requests.forms import KINDS, PERSONAL_DATA, SORTS
from commands.requests.request import Opinion, Request, Stance, Why
from commands.requests.states import APPROVALS, NAMES, OPEN, PROGRESS, RUNNING, UNDECIDED, Move, State, moves, possible
from commands.requests.view import Seat, View
from commands.requests.wording import OUTCOMES, cost, decided, why_there
from commands.text import Listing, Moment, Text, _

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


def press(verb: str, request: Request, **values: str) -> Press:
    """Return a press of this feature on a request."""
    return Press(f"requests.{verb}", (("ref", request.reference), ("org", request.organisation), *values.items()))


def button(label: Text, verb: str, request: Request, style: Style = Style.PLAIN, **values: str) -> Button:
    """Return a button on a request; its accessible name says which one."""
    name = _("{label}: {reference}", label=label, reference=request.reference)
    return Button(label, press(verb, request, **values), style, name)


def record_button(request: Request) -> Button:
    """Return the button to the page with the record; it names the organisation where people of another look too."""
    abroad = request.desk.organisation != request.organisation
    whose = f"{request.organisation}/" if abroad else ""
    path = f"/records/requests/{whose}{request.reference}"
    return Button(_("Open the record"), Press("house.open", (("path", path),)))


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
    if whole:
        shown.append((_("Asked by"), _asker(request)))
        shown += [(label, text) for label, text in ((_("Goal"), needs.goal), (_("Why now"), needs.why_now)) if text]
        if needs.sponsor:
            shown.append((_("Client or manager"), needs.sponsor.name))
        shown.append((_("Personal data"), PERSONAL_DATA[needs.personal_data]))
    if request.sort:
        shown.append((_("Kind of effort"), SORTS[request.sort]))
    shown.append((_("Sent in"), _("{moment}", moment=Moment(request.submitted_at))))
    if request.fast and request.state in OPEN:
        shown.append((_("Lane"), _("fast: small and standard")))
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
    if view.request.state is State.INFO_NEEDED:
        elements += [Paragraph(_("Question"), Weight.SUBTLE), Quote(view.request.question)]
    return tuple(elements)


def requester_card(view: View) -> Card:
    """Return the card of who asked: how it stands, who decides and why, and what can be done."""
    request = view.request
    elements: list[Element] = [Paragraph(why_there(view)), facts(view, whole=False), *verdict(view)]
    if request.state in OPEN:
        elements += topic_buttons(view)
        elements.append(Buttons(_own_buttons(request)))
    else:
        elements.append(Buttons((record_button(request),)))
    return Card(title(request), tuple(elements), TONES.get(request.state, Tone.NEUTRAL))


def _own_buttons(request: Request) -> tuple[Button, ...]:
    """Return what the requester can do."""
    answer = request.state is State.INFO_NEEDED
    label = _("Answer") if answer else _("Add information")
    return (
        button(label, "inform", request, Style.PRIMARY if answer else Style.PLAIN),
        record_button(request),
        button(_("Withdraw"), "withdraw", request, Style.DANGER),
    )


def topic_buttons(view: View) -> tuple[Element, ...]:
    """Return the topics that may fit, while it is unsure which."""
    if view.desk.why is not Why.UNSURE or not view.desk.choices:
        return ()
    choices = tuple(button(c.topic, "topic", view.request, right=c.right) for c in view.desk.choices)
    return (Paragraph(_("Which topic fits?"), Weight.STRONG), Buttons(choices))


def decider_card(view: View) -> Card:
    """Return the card of who decides, or sorts out who does."""
    request = view.request
    opening = title(request)
    if request.state in UNDECIDED:
        asks = _("asks for your decision") if view.desk.decides else _("asks who decides on this")
        opening = _(
            "{name} {asks}: {reference} “{title}”",
            name=request.requester.name,
            asks=asks,
            reference=request.reference,
            title=request.needs.title,
        )
    elements = (*content(view), *topic_buttons(view), *_decider_buttons(view))
    tone = Tone.WAITING if request.state in UNDECIDED else TONES.get(request.state, Tone.NEUTRAL)
    return Card(opening, elements, tone)


def content(view: View) -> tuple[Element, ...]:
    """Return all that one should know of a request."""
    request = view.request
    return (
        Paragraph(why_there(view)),
        Paragraph(_("Problem, and for whom"), Weight.SUBTLE),
        Quote(request.needs.problem),
        facts(view),
        *said(view),
        *verdict(view),
    )


def _decider_buttons(view: View) -> tuple[Element, ...]:
    """Return the rows of buttons of the desk, as far as they apply now."""
    request = view.request
    rows: list[tuple[Button, ...]] = []
    if request.state in UNDECIDED:
        if view.desk.decides:
            rows.append((*_approving(view), _rejecting(request)))
        rows.append(_otherwise(view))
    elif Move.RESUME in moves(request.state):
        rows.append((button(_("Take up again"), "resume", request, Style.PRIMARY),))
    elif request.state in APPROVALS | RUNNING | {State.DONE}:
        rows.append((button(_("Progress"), "progress", request), record_button(request)))
    else:
        rows.append((record_button(request),))
    return tuple(Buttons(row) for row in rows)


def _approving(view: View) -> tuple[Button, ...]:
    """Return the buttons to approve, once all who must agree did."""
    request = view.request
    if view.missing:
        return ()
    if request.shadow:
        return (
            button(_("Regularise"), "approve", request, Style.PRIMARY),
            button(_("Regularise with conditions"), "conditions", request),
            button(_("Replace"), "replace", request),
        )
    return (
        button(_("Approve"), "approve", request, Style.PRIMARY),
        button(_("Approve with conditions"), "conditions", request),
    )


def _rejecting(request: Request) -> Button:
    """Return the button to decline; what is in use already is stopped."""
    return button(_("Stop it") if request.shadow else _("Decline"), "reject", request, Style.DANGER)


def _otherwise(view: View) -> tuple[Button, ...]:
    """Return what can be done besides deciding now."""
    request = view.request
    buttons = [button(_("Ask a question"), "ask", request)]
    if view.desk.decides:
        buttons.append(button(_("Defer"), "defer", request))
    else:
        buttons.append(button(_("Look again who decides"), "again", request))
    if possible(request.state, Move.SCHEDULE):
        buttons.append(button(_("Pass to the board"), "board", request))
    buttons.append(button(_("Park"), "park", request))
    return tuple(buttons)


def moved_on_card(view: View) -> Card:
    """Return what stands where a request was that now lies with somebody else."""
    return Card(title(view.request), (Paragraph(why_there(view)),))


def agreer_card(view: View, seat: Seat) -> Card:
    """Return the card of a function that must agree."""
    request = view.request
    if request.state not in UNDECIDED:
        return Card(title(request), (Paragraph(why_there(view)), *verdict(view), Buttons((record_button(request),))))
    opening = _(
        "{name} needs the agreement of {function}: {reference} “{title}”",
        name=request.requester.name,
        function=seat.function,
        reference=request.reference,
        title=request.needs.title,
    )
    buttons: tuple[Button, ...] = (
        button(_("Agree"), "agree", request, Style.PRIMARY, function=seat.function),
        button(_("Don't agree"), "object", request, Style.DANGER, function=seat.function),
        button(_("Give advice"), "advise", request),
    )
    if seat.said:
        opening = _(
            "{function} said something about {reference} “{title}”",
            function=seat.function,
            reference=request.reference,
            title=request.needs.title,
        )
        buttons = buttons[1:2] if seat.agrees else buttons[:1]
    return Card(opening, (*content(view), Buttons(buttons)), Tone.NEUTRAL if seat.said else Tone.WAITING)


def adviser_card(view: View, seat: Seat) -> Card:
    """Return the card of a function whose advice is asked."""
    request = view.request
    if request.state not in UNDECIDED:
        return Card(title(request), (Paragraph(why_there(view)), *verdict(view), Buttons((record_button(request),))))
    opening = _(
        "{function} may advise on {reference} “{title}”",
        function=seat.function,
        reference=request.reference,
        title=request.needs.title,
    )
    return Card(opening, (*content(view), Buttons((button(_("Give advice"), "advise", request),))))


def shown_card(view: View, *, decider: bool, manager: bool) -> Card:
    """Return a request for whoever looks at it, with what this person can do."""
    request = view.request
    elements: list[Element] = [*content(view)]
    if decider:
        elements += [*topic_buttons(view), *_decider_buttons(view)]
    rows: list[Button] = [button(_("Give advice"), "advise", request)] if request.state in UNDECIDED else []
    if manager:
        rows += _manager_buttons(request)
    if not decider:
        rows.append(record_button(request))
    if rows:
        elements.append(Buttons(tuple(rows)))
    return Card(title(request), tuple(elements), TONES.get(request.state, Tone.NEUTRAL))


def _manager_buttons(request: Request) -> list[Button]:
    """Return what the information manager can do with any request."""
    can = moves(request.state)
    buttons = [button(_("Take in"), "take_in", request)] if Move.TAKE_IN in can else []
    if Move.ASSESS in can:
        buttons.append(button(_("To assessment"), "assess", request))
    if Move.MAKE_READY in can:
        buttons.append(button(_("Ready for decision"), "ready", request))
    buttons.append(button(_("Run, Improve or Change"), "sort", request))
    if can.intersection(PROGRESS):
        buttons.append(button(_("Progress"), "progress", request))
    return buttons
