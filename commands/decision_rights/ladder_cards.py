# SPDX-License-Identifier: EUPL-1.2
"""Several rights of one topic: the ladder of amounts, or kinds and conditions that are easily confused."""

from collections.abc import Sequence

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Paragraph, Weight
from commands.decision_rights.answers import Reader, Step, topic_of, understood
from commands.decision_rights.cards import also_line, apart, request_button
from commands.decision_rights.looked import Looked
from commands.decision_rights.people_lines import in_brief
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import by_amount, fitting, subject
from commands.events import Press
from commands.text import _


def several_card(looked: Looked, steps: Sequence[Step], reader: Reader, words: str) -> Card:
    """Return several rights of one topic: the ladder of amounts, or kinds and conditions that are easily confused."""
    rights = [step.right for step in steps]
    topic = topic_of(rights[0], reader.language)
    amounts = by_amount(rights)
    title = _("“{topic}”: it depends on the amount", topic=topic)
    if not amounts:
        title = _("“{topic}”: more than one right holds here", topic=topic)
    entries = tuple(
        Entry(
            _("{what}: {function}", what=apart(step.right, rights), function=step.function),
            in_brief(step.staff),
            Button(
                _("Show"),
                show(looked, step.right),
                name=_("Show {right}: {function}", right=step.right.id, function=step.function),
            ),
        )
        for step in steps
    )
    elements: list[Element] = [Paragraph(understood(looked), Weight.SUBTLE)]
    if amounts:
        elements.append(
            Paragraph(_("Amounts are excluding VAT. Ask again with an amount to get one answer."), Weight.SUBTLE)
        )
    elements.append(Entries(entries))
    elements += [also_line(candidate, reader.language) for candidate in looked.also]
    elements.append(Paragraph(_("When in doubt, the adopted register applies."), Weight.SUBTLE))
    press = Press("decision_rights.elsewhere", fitting(words))
    buttons = [Button(_("I mean something else"), press)] if words else []
    if looked.day >= reader.today:
        buttons.insert(0, request_button(rights[0], None, subject(looked.question.rest), reader.language))
    if buttons:
        elements.append(Buttons(tuple(buttons)))
    return Card(title, tuple(elements))


def show(looked: Looked, right: DecisionRight, organisation: str = "") -> Press:
    """Return the press that shows one right as the question meant it."""
    return Press("decision_rights.show", fitting(**asked(looked, right, organisation or looked.hit.organisation.id)))


def asked(looked: Looked, right: DecisionRight, organisation: str) -> dict[str, str]:
    """Return what a button must carry to answer with this right later."""
    amount = looked.question.least
    return {
        "right": right.id,
        "organisation": organisation,
        "on": looked.day.isoformat() if looked.question.as_of else "",
        "amount": "" if amount is None else str(amount),
    }
