# SPDX-License-Identifier: EUPL-1.2
"""The form of a round: a field for each question. In chat it opens without answers; the private page fills them in."""

from functools import lru_cache

from commands.errors import FormErrors
from commands.evaluations import answers as reading
from commands.evaluations.answers import GRADES, MOST_WORDS, Answers, options
from commands.evaluations.instrument import Question, Shape
from commands.evaluations.round import Round
from commands.events import Context, Pairs
from commands.forms import Field, FindPeople, Form, FormView, Lines, OneOf, declared
from commands.text import Text, _

BALLOT_FORM, WORDS_FORM = "evaluations.ballot", "evaluations.words"


def field_of(question: Question) -> str:
    """Return the name of the field of a question."""
    return f"q_{question.key}"


def ballot_form(
    round_: Round, questions: tuple[Question, ...], language: str, before: Answers | None = None
) -> FormView:
    """Return the form with these questions; ``before`` is only ever given where the form is not kept anywhere."""
    values = {field_of(q): (before or {}).get(q.key, "") for q in questions}
    intro: list[Text] = [_("Choose “I don't know” wherever you can't say. It counts only when you hand it in.")]
    if len(questions) < len(round_.questions):
        intro.append(_("What you answered one by one is kept, and goes along."))
    return _form(round_.reference, questions, language).view(
        values, hidden={"ref": round_.reference}, intro=tuple(intro)
    )


def empty_form(round_: Round, question: Question, language: str, sitting: str) -> FormView:
    """Return the form for words alone."""
    form = declared(WORDS_FORM, _("In your own words"), _("Keep"), {field_of(question): _field(question, language)})
    return form.view(hidden={"ref": round_.reference, "sitting": sitting})


def read_ballot(round_: Round, before: Answers, given: Pairs, context: Context, find: FindPeople) -> Answers:
    """Return the answers of a form, by question; what was answered before need not stand in it.

    Raises:
        FormErrors: for each question without an answer, and for words that may not be kept.

    """
    typed = dict(given)
    asked = tuple(q for q in round_.questions if q.key not in before or field_of(q) in typed)
    errors, said = {}, ""
    try:
        _form(round_.reference, asked, context.language).read(given, context.today, find)
    except FormErrors as wrong:
        errors = wrong.errors
    for question in asked:
        name = field_of(question)
        if question.shape is Shape.WORDS and name not in errors:
            try:
                said = reading.words(typed.get(name, ""), find)
            except FormErrors as wrong:
                errors[name] = wrong.errors["words"]
    if errors:
        raise FormErrors(errors)
    return {q.key: said if q.shape is Shape.WORDS else typed[field_of(q)].strip() for q in asked}


@lru_cache(maxsize=64)
def _form(reference: str, questions: tuple[Question, ...], language: str) -> type[Form]:
    """Return the form of these questions; making one takes milliseconds, and everybody who answers needs it."""
    return declared(
        BALLOT_FORM,
        _("Evaluation {reference}", reference=reference),
        _("Hand in"),
        {field_of(q): _field(q, language) for q in questions},
    )


def _field(question: Question, language: str) -> Field:
    """Return the field of a question."""
    label = question.said_in(language)
    match question.shape:
        case Shape.WORDS:
            hint = _("No names and no links. Everybody can read it; nobody sees who wrote it.")
            return Lines(label, hint, required=False, max_length=MOST_WORDS)
        case Shape.GRADE:
            return OneOf(label, options(question), _("From 1 to {most}.", most=GRADES))
        case Shape.STATEMENT:
            return OneOf(label, options(question), open=True)
