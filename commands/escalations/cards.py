# SPDX-License-Identifier: EUPL-1.2
"""The cards of an escalation: for the rung it is on, for those below, for who raised it, and for whoever may look."""

from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
)
from commands.escalations.escalation import BY_FIGURES, OPEN, Escalation, Rung, State
from commands.escalations.forms import CAUSES, KINDS
from commands.escalations.rules import STATES, stands_by_itself
from commands.escalations.view import View
from commands.escalations.wording import (
    HAPPENED,
    VERDICTS,
    WHY,
    ahead,
    by_whom,
    function_of,
    namens,
    skipped,
    title,
    who_on,
)
from commands.events import Press
from commands.text import Listing, Moment, Text, _

TONES = {
    State.DECIDED: Tone.GOOD,
    State.SETTLED: Tone.GOOD,
    State.WITHDRAWN: Tone.NEUTRAL,
    State.ASKED: Tone.WAITING,
}


def press(verb: str, escalation: Escalation, **values: str) -> Press:
    """Return a press of this feature on an escalation."""
    carried = (("ref", escalation.reference), ("org", escalation.organisation), *values.items())
    return Press(f"escalations.{verb}", carried)


def button(label: Text, verb: str, escalation: Escalation, style: Style = Style.PLAIN) -> Button:
    """Return a button on an escalation; its accessible name says which one."""
    name = _("{label}: {reference}", label=label, reference=escalation.reference)
    return Button(label, press(verb, escalation), style, name)


def record_button(escalation: Escalation) -> Button:
    """Return the button to the page with the record."""
    path = f"/records/escalations/{escalation.organisation}/{escalation.reference}"
    return Button(_("Open the record"), Press("house.open", (("path", path),)))


def six(view: View, *, whole: bool = True) -> Facts:
    """Return the six fields, with the kind."""
    escalation, said = view.escalation, view.escalation.six
    facts: list[tuple[Text, Text]] = [
        (_("What is stuck"), said.stuck),
        *(((_("What has been tried"), said.tried),) if whole else ()),
        (_("Decision needed"), said.decision),
        (_("From whom"), said.whom),
        (_("Before"), _("{day}", day=said.before)),
        (_("Otherwise"), said.otherwise),
        (_("Kind"), KINDS[escalation.kind]),
    ]
    if escalation.owners and whole:
        names = Listing(tuple(person.name for person in escalation.owners))
        asked = _("Reported by") if escalation.kind in BY_FIGURES else _("Asked by")
        label = _("Raised by") if escalation.raiser else asked
        facts.append((label, _("{names}", names=names)))
    return Facts(tuple(Fact(label, value) for label, value in facts))


def rung_card(view: View) -> Card:
    """Return the card of whoever can decide now."""
    escalation, rung = view.escalation, view.escalation.rung
    if escalation.state not in OPEN:
        return ended_card(view)
    headline = _(
        "{reference} needs a decision of {function}: “{title}”",
        reference=escalation.reference,
        function=rung.function,
        title=escalation.title,
    )
    elements: list[Element] = [Paragraph(_("{function} {why}.", function=rung.function, why=WHY[rung.why]))]
    elements += [Paragraph(line, Weight.SUBTLE) for line in skipped(rung.passed)]
    if escalation.urgent:
        elements.append(Paragraph(_("Urgent: {reason}", reason=escalation.urgent), Weight.STRONG))
    elements += [six(view), *_exchange(view), *(Paragraph(line) for line in ahead(view))]
    elements.append(Buttons(_rung_buttons(escalation)))
    return Card(headline, tuple(elements), Tone.WAITING)


def _rung_buttons(escalation: Escalation) -> tuple[Button, ...]:
    """Return what can be done on a rung now."""
    buttons = [button(_("Decide"), "decide", escalation, Style.PRIMARY)]
    if escalation.state is not State.BOARD:
        if not escalation.rung.taken_up:
            buttons.insert(0, button(_("Take it up"), "take_up", escalation))
        buttons.append(button(_("Hand on"), "hand_on", escalation))
        if escalation.owners and not escalation.rung.asked:
            buttons.append(button(_("Ask a question"), "ask", escalation))
    buttons.append(record_button(escalation))
    return tuple(buttons)


def _exchange(view: View) -> list[Element]:
    """Return what was asked, answered and written with reasons on the way."""
    elements: list[Element] = []
    for event in view.history:
        if event.note and event.move in {"ask", "answer", "hand_on", "advise"} and event.person:
            said = _("{name}, {what}", name=event.person.name, what=HAPPENED[event.move])
            elements += [Paragraph(said, Weight.SUBTLE), Quote(event.note)]
    return elements


def owner_card(view: View) -> Card:
    """Return the card of who raised it: where it is, where it goes, and what can be done."""
    escalation, rung = view.escalation, view.escalation.rung
    if escalation.state not in OPEN:
        return ended_card(view)
    who = who_on(rung, escalation.organisation, view.names, view.people)
    elements: list[Element] = [Paragraph(_("It lies with {who}.", who=who))]
    elements += [Paragraph(line) for line in ahead(view)]
    elements.append(six(view, whole=False))
    if escalation.state is State.ASKED:
        elements.append(Quote(escalation.question))
    elements.append(Buttons(owner_buttons(escalation)))
    return Card(title(escalation), tuple(elements), TONES.get(escalation.state, Tone.NEUTRAL))


def owner_buttons(escalation: Escalation) -> tuple[Button, ...]:
    """Return what who raised it can do."""
    answer = (button(_("Answer"), "answer", escalation, Style.PRIMARY),) if escalation.state is State.ASKED else ()
    back = () if stands_by_itself(escalation) else (button(_("Withdraw"), "withdraw", escalation, Style.DANGER),)
    return (*answer, record_button(escalation), *back)


def shown_card(view: View) -> Card:
    """Return an escalation for who follows it, or was on a rung that is behind."""
    escalation, rung = view.escalation, view.escalation.rung
    if escalation.state not in OPEN:
        return ended_card(view)
    who = who_on(rung, escalation.organisation, view.names, view.people)
    lines = (Paragraph(_("It lies with {who}.", who=who)), *(Paragraph(line) for line in ahead(view)))
    return Card(title(escalation), (*lines, six(view), Buttons((record_button(escalation),))))


def ended_card(view: View) -> Card:
    """Return how it ended."""
    escalation = view.escalation
    elements = (*verdict(view), Buttons((record_button(escalation),)))
    return Card(title(escalation), elements, TONES.get(escalation.state, Tone.NEUTRAL))


def verdict(view: View) -> tuple[Element, ...]:
    """Return the decision, by whom as what, and why it got stuck."""
    decision = view.decision
    if decision is None:
        return ()
    by = namens(decision.standing, decision.function, decision.instead_of)
    facts: list[tuple[Text, Text]] = [
        *(((_("Verdict"), VERDICTS[decision.verdict]),) if decision.verdict else ()),
        *(((_("Decision"), decision.decision),) if decision.decision else ()),
        *(((_("Why"), decision.reason),) if decision.reason else ()),
        (_("By"), _("{name} ({standing})", name=decision.name, standing=by)),
        *(((_("It got stuck because of"), CAUSES[decision.cause]),) if decision.cause else ()),
    ]
    return (Facts(tuple(Fact(label, value) for label, value in facts)),)


def record_card(view: View) -> Card:
    """Return the record as a page: the six fields, the rungs, the decision and what happened."""
    escalation = view.escalation
    elements: list[Element] = [Paragraph(_("{state}.", state=STATES[escalation.state])), six(view)]
    if escalation.urgent:
        elements.append(Paragraph(_("Urgent: {reason}", reason=escalation.urgent)))
    elements += [Heading(_("The rungs")), Facts(tuple(_rung_fact(view, rung) for rung in escalation.ladder))]
    elements += [Bullets(lines)] if (lines := ahead(view)) else []
    elements += _decision(view)
    elements += [Heading(_("What happened")), Facts(tuple(_event_facts(view)))]
    return Card(title(escalation), tuple(elements), TONES.get(escalation.state, Tone.NEUTRAL))


def _rung_fact(view: View, rung: Rung) -> Fact:
    """Return one rung: its function and from when until when."""
    label = function_of(rung, view.escalation.organisation, view.names)
    if rung.since and rung.due:
        return Fact(label, _("from {since}, term until {due}", since=rung.since, due=rung.due))
    return Fact(label, _("from {since}", since=rung.since or view.today))


def _decision(view: View) -> list[Element]:
    """Return the record of the decision."""
    decision = view.decision
    if decision is None:
        return [Heading(_("Decision")), Paragraph(_("Nothing was decided yet."))]
    facts: list[tuple[Text, Text]] = [
        (_("On"), _("{moment}", moment=Moment(decision.at))),
        (_("On behalf of"), decision.on_behalf_of),
        (_("Basis"), decision.basis or _("no right in the register")),
    ]
    if decision.right:
        facts.append((_("Right in the register"), decision.right))
    return [
        Heading(_("Decision")),
        *verdict(view),
        Facts(tuple(Fact(label, value) for label, value in facts)),
    ]


def _event_facts(view: View) -> list[Fact]:
    """Return what happened, oldest first."""
    found: list[Fact] = []
    for event in view.history:
        what = HAPPENED[event.move]
        by = by_whom(event)
        said: Text = _("{what} – {name}", what=what, name=by)
        if event.function:
            said = _("{what}, {function} – {name}", what=what, function=event.function, name=by)
        found.append(Fact(_("{moment}", moment=Moment(event.at)), said))
    return found
