# SPDX-License-Identifier: EUPL-1.2
"""The bank of questions, and what the organisation chose: kept by who runs evaluations, for rounds still to come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from commands.cards import Bullets, Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Style, Weight
from commands.evaluations.admission import check_runner
from commands.evaluations.instrument import JOINT, STATEMENTS, Dimension, Question
from commands.evaluations.opening import asked_in
from commands.evaluations.round import Kind
from commands.evaluations.rules import RoundGone
from commands.evaluations.schedule import Choices, Opening
from commands.evaluations.store import Store
from commands.evaluations.suppression import HIGHEST
from commands.events import Context, Press, Submit
from commands.forms import Day, Form, Line, OneOf, Option
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Message, Text, _, n_

QUESTION_FORM, CHOICES_FORM = "evaluations.question", "evaluations.choices"
#: More would not fit in four minutes.
MOST_OWN = 5
_BANK = Ref("evaluations", "questions")
_CHOICES = Ref("evaluations", "choices")

OPENINGS: dict[Opening, Message] = {
    Opening.BOARD: _(
        "five working days after the board met in the quarter, or else on the first Tuesday of its last month"
    ),
    Opening.TUESDAY: _("on the first Tuesday of the last month of the quarter"),
    Opening.BY_HAND: _("only when somebody starts it"),
}


class QuestionForm(Form):
    """A question of the organisation's own."""

    form: ClassVar[str] = QUESTION_FORM
    title: ClassVar[Text] = _("A question of our own")
    submit: ClassVar[Text] = _("Add")
    intro: ClassVar[tuple[Text, ...]] = (
        _("A statement that somebody can agree with or not, about one thing, and never about a person."),
        _("It is asked from the next round on. A round that is out keeps its questions."),
    )

    nl: Annotated[str, Line(_("The statement in Dutch"), max_length=200)]
    en: Annotated[str, Line(_("The statement in English"), max_length=200)]
    source: Annotated[str, Line(_("Where does it come from?"), required=False)] = ""


class ChoicesForm(Form):
    """When rounds come, and from how many answers on something is shown."""

    form: ClassVar[str] = CHOICES_FORM
    title: ClassVar[Text] = _("How evaluations go here")
    submit: ClassVar[Text] = _("Save")

    opening: Annotated[
        Opening,
        OneOf(_("When does a round come?"), tuple(Option(key.value, label) for key, label in OPENINGS.items())),
    ]
    next_day: Annotated[
        date | None,
        Day(_("The next one on"), _("For one round only; leave it open for the usual day."), required=False),
    ] = None
    threshold: Annotated[
        str,
        OneOf(
            _("From how many answers on is a figure shown?"),
            (),
            _("It can be raised and never lowered: people answered with this promise."),
        ),
    ]


def show(_press: Press, context: Context, store: Store) -> Reply:
    """Show the bank."""
    check_runner(context.who, store)
    return Reply(answer=bank_card(context.language, store))


def open_question(_press: Press, context: Context, store: Store) -> Reply:
    """Open the form for a new question."""
    check_runner(context.who, store)
    return Reply(form=QuestionForm.view())


def add(submit: Submit, context: Context, store: Store) -> Reply:
    """Add a question.

    Raises:
        FormErrors: when a language is missing.

    """
    check_runner(context.who, store)
    filled = QuestionForm.read(submit.answers, context.today, store.people.find)
    added = store.evaluations.add_question(Question("", Dimension.OWN, filled.nl, filled.en, filled.source))
    return _changed("add", added.key, context, store)


def retire(press: Press, context: Context, store: Store) -> Reply:
    """Ask a question no longer."""
    _known(press["key"], store.evaluations.own_questions(), context, store)
    store.evaluations.retire(press["key"], context.today)
    return _changed("retire", press["key"], context, store)


def take_back(press: Press, context: Context, store: Store) -> Reply:
    """Ask a retired question again."""
    _known(press["key"], store.evaluations.retired(), context, store)
    store.evaluations.take_back(press["key"])
    return _changed("take_back", press["key"], context, store)


def earlier(press: Press, context: Context, store: Store) -> Reply:
    """Put a question one place earlier; the first becomes the last."""
    questions = store.evaluations.own_questions()
    _known(press["key"], questions, context, store)
    first = questions[0].key == press["key"]
    store.evaluations.move(press["key"], len(questions) if first else -1)
    return _changed("move", press["key"], context, store)


def open_choices(_press: Press, context: Context, store: Store) -> Reply:
    """Open the form with what was chosen."""
    check_runner(context.who, store)
    chosen = store.evaluations.choices()
    options = tuple(Option(str(number), str(number)) for number in range(chosen.threshold, HIGHEST + 1))
    values = {
        "opening": chosen.opening.value,
        "next_day": chosen.next_day.isoformat() if chosen.next_day else "",
        "threshold": str(chosen.threshold),
    }
    return Reply(form=ChoicesForm.view(values, options={"threshold": options}))


def choose(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep what was chosen; a threshold lower than before is brought back to what it was.

    Raises:
        FormErrors: when something is not filled in.

    """
    check_runner(context.who, store)
    filled = ChoicesForm.read(submit.answers, context.today, store.people.find)
    before = store.evaluations.choices()
    number = int(filled.threshold) if filled.threshold.isdecimal() else before.threshold
    chosen = Choices(min(max(number, before.threshold), HIGHEST), Opening(filled.opening), filled.next_day)
    store.evaluations.choose_so(chosen)
    shown: list[Element] = [
        Paragraph(_("A round comes {when}.", when=OPENINGS[chosen.opening])),
        Paragraph(_("Figures are shown of at least {count} answers together.", count=chosen.threshold)),
    ]
    if chosen.next_day:
        shown.append(Paragraph(_("The next one opens on {day}.", day=chosen.next_day)))
    return Reply(answer=Card(_("Saved"), tuple(shown)), acts=(Act("evaluations.choose", _CHOICES),))


def bank_card(language: str, store: Store) -> Card:
    """Return every question: the fixed ones, the organisation's own, and those that rest."""
    own, retired = store.evaluations.own_questions(), store.evaluations.retired()
    elements: list[Element] = [
        Paragraph(_("The twelve statements stay as they are, so that quarters can be compared."), Weight.SUBTLE),
        Bullets(tuple(each.said_in(language) for each in STATEMENTS)),
        Heading(_("Our own questions")),
        Entries(tuple(_entry(each, number, len(own), language) for number, each in enumerate(own)))
        if own
        else Paragraph(_("There are none yet.")),
    ]
    elements += _apart(own, language, store)
    if own:
        elements.append(Buttons(tuple(_retire(each, language) for each in own)))
    if retired:
        elements += [
            Heading(_("Not asked any more")),
            Entries(tuple(Entry(each.said_in(language), each.source, _back(each, language)) for each in retired)),
        ]
    if not own and not retired:
        elements += [Heading(_("For joint arrangements")), Bullets(tuple(each.said_in(language) for each in JOINT))]
    if len(own) >= MOST_OWN:
        note = n_(
            "{count} question of your own is much: it must stay within four minutes.",
            "{count} questions of your own is much: it must stay within four minutes.",
            len(own),
        )
        elements.append(Paragraph(note, Weight.SUBTLE))
    elements.append(
        Buttons(
            (
                Button(_("Add a question"), Press("evaluations.new_question"), Style.PRIMARY),
                Button(_("When, and how many answers"), Press("evaluations.settings")),
            )
        )
    )
    return Card(_("What is asked each quarter"), tuple(elements))


def _apart(own: tuple[Question, ...], language: str, store: Store) -> Iterator[Element]:
    """Yield which questions of our own were a pulse already: the two reports are read together."""
    pulses = store.evaluations.rounds(Kind.PULSE)
    for question in own:
        if before := asked_in(question, pulses, store):
            note = _(
                "“{question}” was asked in {round} too. Where few answers differ from those, its figure stays hidden "
                "for a year.",
                question=question.label_in(language),
                round=before.name,
            )
            yield Paragraph(note, Weight.SUBTLE)


def _entry(question: Question, number: int, among: int, language: str) -> Entry:
    """Return a question of our own, with a button to move it where there is another to pass."""
    label = _("Move up") if number else _("To the end")
    moves = _button(label, "earlier", question, language) if among > 1 else None
    return Entry(question.said_in(language), question.source, moves)


def _retire(question: Question, language: str) -> Button:
    said = question.said_in(language)
    label = _("Retire: {question}", question=said if len(said) <= 40 else said[:39] + "…")  # noqa: PLR2004 - a button is short
    return replace(
        _button(label, "retire", question, language), style=Style.DANGER, name=_("Retire: {question}", question=said)
    )


def _back(question: Question, language: str) -> Button:
    return _button(_("Ask again"), "take_back", question, language)


def _button(label: Text, verb: str, question: Question, language: str) -> Button:
    name = _("{label}: {question}", label=label, question=question.said_in(language))
    return Button(label, Press(f"evaluations.{verb}", (("key", question.key),)), name=name)


def _known(key: str, among: tuple[Question, ...], context: Context, store: Store) -> None:
    """Let only those through who may, about a question that is there.

    Raises:
        Refused: otherwise.

    """
    check_runner(context.who, store)
    if key not in {each.key for each in among}:
        raise RoundGone


def _changed(verb: str, key: str, context: Context, store: Store) -> Reply:
    """Return the bank as it is now."""
    acts = (Act(f"evaluations.{verb}", _BANK, key),)
    return Reply(answer=bank_card(context.language, store), acts=acts)
