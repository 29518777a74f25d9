# SPDX-License-Identifier: EUPL-1.2
"""What who is asked reads: the invitation, one question at a time, and the thanks. No card ever holds an answer."""

from collections.abc import Mapping
from datetime import date

from commands.cards import Bullets, Button, Buttons, Card, Element, Heading, Paragraph, Style, Tone, Weight
from commands.evaluations.answers import Answers, missing, options
from commands.evaluations.instrument import Question, Shape
from commands.evaluations.keys import button, page_button, press
from commands.evaluations.round import Kind, Round
from commands.text import Message, Text, _, n_

#: Where to answer in private.
ANSWER_PAGE = "/answer"


def title(round_: Round) -> Message:
    """Return in one line what somebody is asked."""
    match round_.kind:
        case Kind.QUARTERLY:
            return _("How do business and IT work together? Four minutes, until {day}", day=round_.closes)
        case Kind.PROJECT:
            return _("How did “{subject}” go? One minute, until {day}", subject=round_.subject, day=round_.closes)
        case Kind.PULSE:
            return _("One question, until {day}", day=round_.closes)


_WHY_YOU: Mapping[Kind, Text] = {
    Kind.QUARTERLY: _("I ask you because you have a function or deputise for one, or were involved in a request."),
    Kind.PROJECT: _("I ask you because you were involved in it."),
    Kind.PULSE: _("I ask you because you have a function or deputise for one, or were involved in a request."),
}


def privacy(round_: Round) -> tuple[Text, ...]:
    """Return in plain words what is kept, who sees what, and what we cannot prevent (domain §2.5)."""
    return (
        _(
            "Your answers go into a box with your group (business, IT, control and management, or partner), and "
            "without your name, the time or this message."
        ),
        _("Apart from it stands that you took part, until the round closes. That is how I know whom not to remind."),
        _(
            "Figures are shown of at least {count} answers together. What you write is shown to everybody, without "
            "your group.",
            count=round_.threshold,
        ),
        _(
            "While the round is open, whoever can read the database itself could look for a link. At closing the box "
            "is shuffled, everything gets a new number, and a small group is left off."
        ),
        _(
            "The chat can see that you press a button here, and may keep that. On the private page it sees nothing of "
            "your answers."
        ),
        _("Once handed in, answers can't be changed, found back or removed: nobody knows which are yours."),
    )


def invitation(round_: Round, done: tuple[Text, ...] = (), *, again: bool = False) -> Card:
    """Return the invitation; ``done`` is what was done with the last round, ``again`` that it is a reminder."""
    elements: list[Element] = [Paragraph(_WHY_YOU[round_.kind], Weight.SUBTLE)]
    if again:
        elements.append(
            Paragraph(_("You have not answered yet. This is a reminder; it helps when everybody is heard."))
        )
    if round_.kind is Kind.PULSE:
        elements.append(Paragraph(round_.subject, Weight.STRONG))
    if done:
        elements += [Heading(_("You said, we did")), Bullets(done)]
    elements += [
        Heading(_("This is how your answers stay anonymous")),
        Bullets(privacy(round_)),
        Buttons(ways(round_)),
        Buttons(
            (
                button(_("Later"), "later", round_),
                button(_("Not this time"), "decline", round_),
            )
        ),
    ]
    return Card(title(round_), tuple(elements), Tone.WAITING)


def ways(round_: Round) -> tuple[Button, ...]:
    """Return the three ways to answer."""
    return (
        button(_("Answer one by one"), "begin", round_, Style.PRIMARY),
        button(_("All in one form"), "form", round_),
        page_button(_("On a private page"), round_, ANSWER_PAGE),
    )


def question_card(round_: Round, question: Question, answers: Answers, language: str, sitting: str) -> Card:
    """Return one question with what can be answered; whether it was answered is said, what was answered is not."""
    number = round_.questions.index(question) + 1
    place = _(
        "Question {number} of {count}. Nothing counts before you hand it in.",
        number=number,
        count=len(round_.questions),
    )
    elements: list[Element] = [Paragraph(place, Weight.SUBTLE)]
    if question.key in answers:
        elements.append(Paragraph(_("You answered this one. A new choice comes in its place."), Weight.SUBTLE))
    if question.shape is Shape.WORDS:
        elements.append(
            Buttons(
                (
                    button(_("Write something"), "write", round_, Style.PRIMARY, sitting=sitting),
                    button(_("Nothing to add"), "answer", round_, item=question.key, value="", sitting=sitting),
                )
            )
        )
    else:
        elements.append(Buttons(_choices(round_, question, sitting)))
    elements.append(Buttons(_around(round_, question, answers, sitting)))
    return Card(question.said_in(language), tuple(elements))


def _choices(round_: Round, question: Question, sitting: str) -> tuple[Button, ...]:
    """Return a button for each answer."""
    return tuple(
        Button(option.label, press("answer", round_, item=question.key, value=option.value, sitting=sitting))
        for option in options(question)
    )


def _around(round_: Round, question: Question, answers: Answers, sitting: str) -> tuple[Button, ...]:
    """Return the ways back and on, and away for now."""
    number = round_.questions.index(question)
    around: list[Button] = []
    if number:
        around.append(button(_("Back"), "show", round_, item=round_.questions[number - 1].key, sitting=sitting))
    if question.key in answers and number + 1 < len(round_.questions):
        around.append(button(_("Next"), "show", round_, item=round_.questions[number + 1].key, sitting=sitting))
    if question.key in answers and not missing(round_.questions, answers):
        around.append(button(_("To the end"), "begin", round_, sitting=sitting))
    return (*around, button(_("Pause"), "pause", round_, sitting=sitting))


def review_card(round_: Round, sitting: str) -> Card:
    """Return what is left when every question was answered: to send it."""
    return Card(
        _("Everything is filled in. Hand it in?"),
        (
            Paragraph(_("Nothing has been counted yet. Once it is handed in, nobody can change it, you neither.")),
            Buttons(
                (
                    button(_("Hand in"), "send", round_, Style.PRIMARY, sitting=sitting),
                    button(_("Look through it again"), "show", round_, item=round_.questions[0].key, sitting=sitting),
                    button(_("Pause"), "pause", round_, sitting=sitting),
                )
            ),
        ),
        Tone.WAITING,
    )


def paused_card(round_: Round, answers: Answers) -> Card:
    """Return where somebody stopped."""
    said = tuple(Paragraph(line) for line in kept_lines(round_, answers))
    return Card(_("Paused"), (*said, Buttons(ways(round_))), Tone.WAITING)


def kept_lines(round_: Round, answers: Answers) -> tuple[Message, Message]:
    """Return how much is kept of what was not handed in, and until when."""
    kept = n_(
        "{count} question of {all} is answered. Nothing has been counted.",
        "{count} questions of {all} are answered. Nothing has been counted.",
        len(answers),
        all=len(round_.questions),
    )
    until = _("Go on until {day}; what is not handed in by then is removed and does not count.", day=round_.closes)
    return kept, until


def thanks_card() -> Card:
    """Return the thanks; the same for everybody, whatever was answered."""
    return Card(
        _("Thank you, your answers count"),
        (
            Paragraph(
                _("You get no more reminders. When the round closes you hear what came out, and later what is done.")
            ),
        ),
        Tone.GOOD,
    )


def declined_card(round_: Round) -> Card:
    """Return that somebody does not take part this time."""
    return Card(
        _("All right, not this time"),
        (
            Paragraph(_("You hear no more of this round. For the next one I ask you again.")),
            Buttons((button(_("Take part after all"), "begin", round_),)),
        ),
    )


def later_card(round_: Round, day: date) -> Card:
    """Return when somebody is asked again."""
    return Card(
        _("All right, I ask you again on {day}", day=day),
        (
            Paragraph(_("Until then I leave you alone. The round is open until {day}.", day=round_.closes)),
            Buttons(ways(round_)),
        ),
    )


def closed_card(round_: Round) -> Card:
    """Return what stands on an invitation when the round has closed."""
    return Card(_("Closed: {round}", round=round_.name))


def stopped_card() -> Card:
    """Return what stands on an invitation when the round was stopped."""
    return Card(
        _("This evaluation was stopped"),
        (Paragraph(_("Everything that was answered has been removed. You need to do nothing.")),),
    )
