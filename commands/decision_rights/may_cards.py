# SPDX-License-Identifier: EUPL-1.2
"""What somebody gets to see who asks "may I": yes, yes with conditions, or no with who can; always with the source."""

from collections.abc import Iterable, Sequence

from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Tone,
    Weight,
)
from commands.decision_rights.answers import Answer, band_of, topic_of, understood
from commands.decision_rights.cards import (
    KINDS,
    also_line,
    escalate_button,
    facts,
    listed,
    request_button,
    source,
    stale_line,
)
from commands.decision_rights.looked import Looked
from commands.decision_rights.may import May, Verdict
from commands.decision_rights.people_lines import When, who
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import fitting, subject
from commands.events import Press
from commands.text import Message, _


def may_card(given: May, looked: Looked, language: str, words: str) -> Card:
    """Return the verdict with its reasons, what it depends on, on what it rests, and what can be done next."""
    answer = given.answer
    elements: list[Element] = [Paragraph(understood(looked), Weight.SUBTLE)]
    elements += [Paragraph(reason, Weight.STRONG) for reason in given.reasons]
    if given.verdict is Verdict.NO:
        elements += [Paragraph(line) for line in who(answer.staff, When(answer.day, answer.today), answer.stewards)]
        elements += _within(given.within)
        elements.append(Facts(tuple(facts(answer))))
    else:
        elements += _conditions(given)
        elements.append(Paragraph(_("Is it for yourself? Then somebody else decides on it: submit a request.")))
        elements.append(Facts(tuple(source(answer))))
    elements += [also_line(candidate, language) for candidate in looked.also]
    if answer.right.legal_url:
        elements.append(Links((Link(_("Read the basis"), answer.right.legal_url),)))
    elements += stale_line(answer)
    elements.append(Paragraph(_("When in doubt, the adopted register applies."), Weight.SUBTLE))
    buttons = [
        request_button(answer.right, answer.amount, subject(looked.question.rest), language),
        escalate_button(answer.right, subject(looked.question.rest)),
    ]
    if words:
        buttons.append(Button(_("I mean something else"), Press("decision_rights.elsewhere", fitting(words))))
    elements.append(Buttons(tuple(buttons)))
    return Card(_title(given, language), tuple(elements), _TONES[given.verdict])


_TONES = {Verdict.YES: Tone.GOOD, Verdict.WITH: Tone.WAITING, Verdict.NO: Tone.NEUTRAL}


def _title(given: May, language: str) -> Message:
    """Return the verdict in one sentence."""
    topic = topic_of(given.answer.right, language)
    match given.verdict:
        case Verdict.YES:
            return _("Yes, you decide on “{topic}”", topic=topic)
        case Verdict.WITH:
            return _("Yes, you decide on “{topic}”, with what is below", topic=topic)
        case Verdict.NO:
            function = given.answer.called(given.answer.right.decides)
            return _("No, but {function} decides on “{topic}”", function=function, topic=topic)


def _conditions(given: May) -> Iterable[Element]:
    """Yield what must be settled first, and what may have to be."""
    settled = (*given.conditions, *(_other_kind(right, given.answer) for right in given.beside))
    if settled:
        yield Heading(_("Settle this first"))
        yield Bullets(settled)
    if given.checks:
        yield Heading(_("Check this"))
        yield Bullets(given.checks)


def _other_kind(right: DecisionRight, answer: Answer) -> Message:
    """Return who decides for another kind of authority on the same."""
    return _(
        "{kind}: {function} ({right}).", kind=KINDS[right.kind], function=answer.called(right.decides), right=right.id
    )


def _within(rights: Sequence[DecisionRight]) -> Iterable[Element]:
    """Yield for which amounts on the topic the asker does decide."""
    if rights:
        bands = listed(tuple(band_of(right) for right in rights))
        yield Paragraph(_("You do decide yourself on: {bands}.", bands=bands))


def with_own(card: Card, rights: Sequence[DecisionRight]) -> Card:
    """Return the several rights of a topic with, before them, those that the asker decides on."""
    at = next((n for n, element in enumerate(card.elements) if isinstance(element, Entries)), 0)
    return Card(card.title, (*card.elements[:at], *_within(rights), *card.elements[at:]), card.tone)
