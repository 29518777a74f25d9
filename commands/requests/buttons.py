# SPDX-License-Identifier: EUPL-1.2
"""The buttons of a request: only those that apply now, for whoever reads the card."""

from commands.cards import Button, Buttons, Element, Paragraph, Style, Weight
from commands.events import Press
from commands.requests.request import Request, Why
from commands.requests.states import APPROVALS, PROGRESS, RUNNING, UNDECIDED, Move, State, moves, possible
from commands.requests.view import View
from commands.text import Text, _


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


def own_buttons(request: Request) -> tuple[Button, ...]:
    """Return what the requester can do."""
    answer = request.state is State.INFO_NEEDED
    label = _("Answer") if answer else _("Add information")
    return (
        button(label, "inform", request, Style.PRIMARY if answer else Style.PLAIN),
        record_button(request),
        escalate_button(request),
        button(_("Withdraw"), "withdraw", request, Style.DANGER),
    )


def escalate_button(request: Request) -> Button:
    """Return the button that has a request escalated that is stuck."""
    name = _("{label}: {reference}", label=_("It is stuck"), reference=request.reference)
    return Button(_("It is stuck"), Press("escalations.new", (("about", str(request.ref)),)), name=name)


def topic_buttons(view: View) -> tuple[Element, ...]:
    """Return the topics that may fit, while it is unsure which."""
    if view.desk.why is not Why.UNSURE or not view.desk.choices:
        return ()
    choices = tuple(button(c.topic, "topic", view.request, right=c.right) for c in view.desk.choices)
    return (Paragraph(_("Which topic fits?"), Weight.STRONG), Buttons(choices))


def desk_buttons(view: View) -> tuple[Element, ...]:
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
            button(_("Allow with conditions"), "conditions", request),
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


def manager_buttons(request: Request) -> list[Button]:
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
