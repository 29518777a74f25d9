# SPDX-License-Identifier: EUPL-1.2
"""The forms with which a short round begins: of one project, or of one question."""

from datetime import date
from typing import Annotated, ClassVar

from commands.errors import FormErrors
from commands.evaluations.instrument import STATEMENTS, Dimension, Question
from commands.evaluations.store import Store
from commands.forms import FindPeople, Form, FormView, Line, Lines, OneOf, Option
from commands.people import Person
from commands.text import Message, Text, _

PROJECT_FORM, PULSE_FORM = "evaluations.project", "evaluations.pulse"
OWN_WORDS = "own"


class ProjectForm(Form):
    """Evaluate one project: what it is called, and who was in it besides those whom we know of."""

    form: ClassVar[str] = PROJECT_FORM
    title: ClassVar[Text] = _("Evaluate a project")
    submit: ClassVar[Text] = _("Look at it")
    intro: ClassVar[tuple[Text, ...]] = (
        _("Three statements and an open question. Nothing goes out before you have seen it."),
    )

    subject: Annotated[
        str, Line(_("Which project or request?"), _("A number such as ITV-2026-0014, or what it is called."))
    ]
    people: Annotated[
        str,
        Lines(
            _("Who else was in it?"),
            _("A name or an e-mail address on each line. Of a request I know who asked, who decided and who advised."),
            required=False,
        ),
    ] = ""

    def named(self, find: FindPeople) -> tuple[Person, ...]:
        """Return who is named besides.

        Raises:
            FormErrors: for a line that is not one person.

        """
        people: list[Person] = []
        for line in filter(None, (part.strip(" ,;") for part in self.people.splitlines())):
            meant = find(line)
            if not meant:
                raise FormErrors({"people": _("I don't know anyone called “{typed}”.", typed=line[:60])})
            if len(meant) > 1:
                raise FormErrors(
                    {"people": _("More than one person fits “{typed}”. Type the whole name.", typed=line[:60])}
                )
            people += meant
        return tuple(people)


class PulseForm(Form):
    """Ask one question in between."""

    form: ClassVar[str] = PULSE_FORM
    title: ClassVar[Text] = _("Ask one question")
    submit: ClassVar[Text] = _("Look at it")
    intro: ClassVar[tuple[Text, ...]] = (
        _("It goes to everybody who is invited each quarter. Nothing goes out before you have seen it."),
    )

    question: Annotated[str, OneOf(_("Which statement?"))]
    nl: Annotated[str, Line(_("In your own words, in Dutch"), required=False)] = ""
    en: Annotated[str, Line(_("In your own words, in English"), required=False)] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the base hands it over
        """Return that own words are missing where they were chosen."""
        if self.question == OWN_WORDS and not (self.nl or self.en):
            return {"nl": _("Fill in the statement, in one language at least.")}
        return {}

    def chosen(self, store: Store) -> Question:
        """Return the question, of those that there are or in own words."""
        if self.question == OWN_WORDS:
            return Question("pulse", Dimension.PULSE, self.nl, self.en)
        return next(each for each in offered(store) if each.key == self.question)


def offered(store: Store) -> tuple[Question, ...]:
    """Return the statements that can be asked in between: those of the quarter and the organisation's own."""
    return (*STATEMENTS, *store.evaluations.own_questions())


def pulse_view(store: Store, language: str, typed: str = "") -> FormView:
    """Return the form for one question; words that were typed are its statement."""
    statements = (Option(each.key, each.said_in(language)) for each in offered(store))
    options = (Option(OWN_WORDS, _("In my own words")), *statements)
    own = {"question": OWN_WORDS, "nl" if language == "nl" else "en": typed} if typed else {}
    return PulseForm.view(own, options={"question": options})
