# SPDX-License-Identifier: EUPL-1.2
"""What a person who asks gets to see: who decides, the ladder of a topic, a choice, or that nobody holds it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Style,
    Weight,
)
from commands.decision_rights.answers import Answer, band_of, topic_of
from commands.decision_rights.looked import Candidate
from commands.decision_rights.people_lines import When, who
from commands.decision_rights.rights import DecisionRight, Kind
from commands.decision_rights.rules import by_amount, fitting, stale
from commands.events import Press
from commands.text import Listing, Message, Text, _

#: The kinds of authority, each with what it lets somebody do (domain §0 finding 2; Awb afd. 10.1.1).
KINDS: dict[Kind, Message] = {
    Kind.GOVERNANCE: _("governance: an agreement within the organisation on who decides"),
    Kind.BUDGET: _("budget: may commit the money"),
    Kind.MANDATE: _("mandate: decides in the name of the administrative body"),
    Kind.POWER_OF_ATTORNEY: _("power of attorney: acts under private law, such as signing a contract"),
    Kind.AUTHORISATION: _("authorisation: does factual acts, such as handing something over"),
    Kind.DELEGATION: _("delegation: the power itself has been handed over"),
}
_LONGEST_TOPIC = 90
_MOST_OTHERS = 8


def answer_card(
    answer: Answer, language: str, echo: Text = "", also: Iterable[Candidate] = (), words: str = "", about: str = ""
) -> Card:
    """Return who decides, on what basis, with whom, and what is beside it; ``about`` begins the title of a request."""
    right = answer.right
    function, topic = answer.called(right.decides), topic_of(right, language)
    title = _("{function} decides on “{topic}”", function=function, topic=topic)
    if answer.past:
        title = _("“{topic}” on {day}: {function} decided", topic=topic, day=answer.day, function=function)
    elements: list[Element] = []
    if echo:
        elements.append(Paragraph(echo, Weight.SUBTLE))
    lines = who(answer.staff, When(answer.day, answer.today), answer.stewards)
    elements += [Paragraph(line, Weight.STRONG) for line in lines]
    if answer.own and not answer.past:
        elements.append(Paragraph(_("So you may decide this yourself, within the limits below.")))
    elements.append(Facts(tuple(facts(answer))))
    elements += _others(answer)
    elements += [also_line(candidate, language) for candidate in also]
    if right.legal_url:
        elements.append(Links((Link(_("Read the basis"), right.legal_url),)))
    if answer.reconstructed and answer.version:
        text = _(
            "No register of that day was kept. This is the oldest version, of {day}, with what held then by its dates.",
            day=answer.version.at.date(),
        )
        elements.append(Paragraph(text))
    elements += stale_line(answer)
    elements.append(Paragraph(_("When in doubt, the adopted register applies."), Weight.SUBTLE))
    if buttons := _buttons(answer, language, words, about):
        elements.append(Buttons(buttons))
    return Card(title, tuple(elements))


def facts(answer: Answer) -> Iterable[Fact]:
    """Yield what the register says, leaving out what it does not say."""
    right = answer.right
    yield Fact(_("Kind of authority"), KINDS[right.kind])
    yield Fact(_("Covers (excl. VAT)"), band_of(right))
    if right.conditions:
        yield Fact(_("Conditions"), right.conditions)
    for label, functions in (
        (_("Must agree"), right.agrees),
        (_("Advises"), right.advises),
        (_("Thinks along"), right.input),
        (_("Carries it out"), right.performs),
        (_("Is informed"), right.informed),
        (_("Decided in"), (right.forum,)),
        (_("Escalates to"), (right.escalates_to,)),
    ):
        named = tuple(answer.called(name) for name in functions if name)
        if named:
            yield Fact(label, listed(named))
    yield from _grounds(answer)


def source(answer: Answer) -> Iterable[Fact]:
    """Yield on what an answer rests: the kind and the reach of the right, its basis, and where it stands."""
    right = answer.right
    yield Fact(_("Kind of authority"), KINDS[right.kind])
    yield Fact(_("Covers (excl. VAT)"), band_of(right))
    yield from _grounds(answer)


def _grounds(answer: Answer) -> Iterable[Fact]:
    """Yield the article, the dates, and the register with its version."""
    right = answer.right
    if right.legal_basis:
        yield Fact(_("Basis"), right.legal_basis)
    yield Fact(_("In force"), validity(right))
    if answer.version:
        where = _(
            "{organisation}, {right}, version {number} of {day}",
            organisation=answer.organisation_name,
            right=right.id,
            number=answer.version.number,
            day=answer.version.at.date(),
        )
        yield Fact(_("Register"), where)


def stale_line(answer: Answer) -> tuple[Element, ...]:
    """Return a warning where nobody compared the right with its source for long."""
    right = answer.right
    if not stale(right, answer.today) or right.checked_on is None:
        return ()
    text = _("Take care: this was last compared with its source on {day}.", day=right.checked_on)
    return (Paragraph(text, Weight.STRONG),)


def validity(right: DecisionRight) -> Message:
    """Return from when until when a right is in force."""
    match right.valid_from, right.valid_to:
        case None, None:
            return _("until further notice")
        case date() as first, None:
            return _("since {first}", first=first)
        case None, date() as last:
            return _("up to and including {last}", last=last)
        case first, last:
            return _("from {first} up to and including {last}", first=first or "", last=last or "")


def listed(items: Iterable[Text]) -> Message:
    """Return several names as one text: "a, b en c"."""
    return _("{names}", names=Listing(tuple(items)))


def _others(answer: Answer) -> list[Element]:
    """Return the other rights of the topic, one line each."""
    if not answer.others:
        return []
    lines = tuple(
        _(
            "{what}: {function}",
            what=apart(other, (*answer.others, answer.right)),
            function=answer.called(other.decides),
        )
        for other in answer.others[:_MOST_OTHERS]
    )
    return [Heading(_("The other rights on this topic")), Bullets(lines)]


def apart(right: DecisionRight, among: Sequence[DecisionRight]) -> Text:
    """Return what tells a right from the others of its topic: its amounts, its kind, its conditions, its own title."""
    if by_amount(among):
        return band_of(right)
    if len({other.topic_nl for other in among}) > 1:
        return right.topic_nl
    if len({other.kind for other in among}) > 1:
        return KINDS[right.kind]
    return right.conditions or right.description or right.id


def also_line(candidate: Candidate, language: str) -> Paragraph:
    """Return a line on another organisation that has a right on the same."""
    text = _(
        "{organisation} has a right on this too: {function} decides on “{topic}”.",
        organisation=candidate.hit.organisation.name,
        function=candidate.right.decides,
        topic=topic_of(candidate.right, language),
    )
    return Paragraph(text)


def _buttons(answer: Answer, language: str, words: str, about: str) -> tuple[Button, ...]:
    """Return what can be done next; about the past nothing is requested."""
    found: list[Button] = []
    if not answer.past:
        found.append(request_button(answer.right, answer.amount, about, language))
        found.append(escalate_button(answer.right, about))
    if words:
        press = Press("decision_rights.elsewhere", fitting(words))
        found.append(Button(_("I mean something else"), press))
    return tuple(found)


def request_button(right: DecisionRight, amount: Decimal | None, about: str, language: str) -> Button:
    """Return the button that opens the request form, filled in with what is known."""
    values = {
        "topic": right.topic_nl[:_LONGEST_TOPIC],
        "called": topic_of(right, language)[:_LONGEST_TOPIC] if topic_of(right, language) != right.topic_nl else "",
        "right": right.id,
        "amount": "" if amount is None else str(amount),
    }
    press = Press("requests.new", fitting(about, **values))
    return Button(_("Submit a request"), press, Style.PRIMARY)


def escalate_button(right: DecisionRight, about: str) -> Button:
    """Return the button for who gets no decision from whoever decides."""
    return Button(_("I get no decision"), Press("escalations.new", fitting(about, right=right.id)))
