# SPDX-License-Identifier: EUPL-1.2
"""The record of a request as a page behind a stable link, and as rows to export."""

from commands.cards import Card, Element, Fact, Facts, Heading, Paragraph, Tone
from commands.requests.contents import TONES, content, title
from commands.requests.request import Decision
from commands.requests.view import View
from commands.requests.wording import AUTHORITY, HAPPENED, as_what, decided
from commands.text import Moment, Text, _


def record_card(view: View) -> Card:
    """Return the record as a page: what was asked, what was said, what was decided on which basis."""
    elements: list[Element] = [*content(view), Heading(_("Decision"))]
    if not view.dossier.decisions:
        elements.append(Paragraph(_("Nothing was decided yet.")))
    for decision in view.dossier.decisions:
        right = view.desk.right
        shown: list[tuple[Text, Text]] = [
            (_("Decision"), decided(decision)),
            (_("On"), _("{moment}", moment=Moment(decision.at))),
            (_("On behalf of"), decision.on_behalf_of),
            (_("Function"), decision.function),
            *(((_("Kind of authority"), AUTHORITY[right.kind]),) if right and right.kind in AUTHORITY else ()),
            (_("Capacity"), as_what(decision)),
            (_("Basis"), decision.basis or _basis(decision)),
        ]
        if decision.right:
            shown.append((_("Right in the register"), decision.right))
        if decision.register_version:
            shown.append((_("Version of the register"), _("{number}", number=decision.register_version)))
        if right and right.legal_url and right.id == decision.right:
            shown.append((_("To be found at"), right.legal_url))
        if decision.until:
            shown.append((_("Deferred until"), _("{day}", day=decision.until)))
        elements.append(Facts(tuple(Fact(label, value) for label, value in shown)))
    elements += _history(view)
    return Card(title(view.request), tuple(elements), TONES.get(view.request.state, Tone.NEUTRAL))


def _basis(decision: Decision) -> Text:
    """Return on what a decision rests that no article is named for."""
    if decision.right:
        return _("the register")
    return _("a decision of {function} in its meeting", function=decision.function)


def _history(view: View) -> list[Element]:
    """Return what happened, oldest first."""
    lines = tuple(
        Fact(
            _("{moment}", moment=Moment(e.at)),
            _("{what} – {name}", what=HAPPENED.get(e.move, e.move), name=e.person.name if e.person else _("the clock")),
        )
        for e in view.dossier.history
    )
    return [Heading(_("What happened")), Facts(lines)] if lines else []
