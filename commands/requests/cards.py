# SPDX-License-Identifier: EUPL-1.2
"""The cards of a request: for who asked, who decides, who must agree, who advises, and for everyone who may look."""

from commands.cards import Button, Buttons, Card, Element, Paragraph, Quote, Style, Tone
from commands.requests.buttons import (
    button,
    desk_buttons,
    manager_buttons,
    own_buttons,
    record_button,
    topic_buttons,
)
from commands.requests.contents import TONES, content, exchange, facts, title, verdict
from commands.requests.states import OPEN, UNDECIDED, Move, State
from commands.requests.view import Seat, View
from commands.requests.wording import why_there
from commands.text import _


def requester_card(view: View) -> Card:
    """Return the card of who asked: how it stands, who decides and why, and what can be done."""
    request = view.request
    elements: list[Element] = [Paragraph(why_there(view)), facts(view, whole=False), *exchange(view), *verdict(view)]
    if request.state in OPEN:
        elements += topic_buttons(view)
        elements.append(Buttons(own_buttons(request)))
    else:
        elements.append(Buttons((record_button(request),)))
    return Card(title(request), tuple(elements), TONES.get(request.state, Tone.NEUTRAL))


def question_card(view: View) -> Card:
    """Return the question that who asked must answer; the button is there while it is open."""
    request = view.request
    questions = [e for e in view.dossier.history if e.move == Move.ASK.value]
    asked = tuple(Quote(e.note) for e in questions[-1:])
    answer = button(_("Answer"), "inform", request, Style.PRIMARY)
    row = (answer, record_button(request)) if request.state is State.INFO_NEEDED else (record_button(request),)
    headline = _("There is a question about {reference}", reference=request.reference)
    return Card(headline, (*asked, Buttons(row)), TONES.get(request.state, Tone.NEUTRAL))


def decider_card(view: View) -> Card:
    """Return the card of who decides, or sorts out who does."""
    request = view.request
    opening = title(request)
    if request.state in UNDECIDED:
        asks = (
            _("Record what {function} decides: {reference} “{title}”", function=view.desk.function)
            if view.body
            else _("{name} asks for your decision: {reference} “{title}”")
            if view.desk.decides
            else _("{name} asks who decides on this: {reference} “{title}”")
        )
        opening = asks.with_values(name=request.requester.name, reference=request.reference, title=request.needs.title)
    elements = (*content(view), *topic_buttons(view), *desk_buttons(view))
    tone = Tone.WAITING if request.state in UNDECIDED else TONES.get(request.state, Tone.NEUTRAL)
    return Card(opening, elements, tone)


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
        elements += [*topic_buttons(view), *desk_buttons(view)]
    rows: list[Button] = [button(_("Give advice"), "advise", request)] if request.state in UNDECIDED else []
    if manager:
        rows += manager_buttons(request)
    if not decider:
        rows.append(record_button(request))
    if rows:
        elements.append(Buttons(tuple(rows)))
    return Card(title(request), tuple(elements), TONES.get(request.state, Tone.NEUTRAL))
