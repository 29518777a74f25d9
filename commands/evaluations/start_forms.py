# SPDX-License-Identifier: EUPL-1.2
"""The forms with which a short round begins: of one project, or of one question."""

from datetime import date
from typing import Annotated, ClassVar

from commands.errors import FormErrors
from commands.evaluations.instrument import Dimension, Question
from commands.forms import FindPeople, Form, FormView, Line, Lines
from commands.people import Person
from commands.text import Message, Text, _

PROJECT_FORM, PULSE_FORM = "evaluations.project", "evaluations.pulse"


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
        _("Ask something that is not asked each quarter and was not asked before: two reports could show who changed."),
    )

    nl: Annotated[str, Line(_("The statement in Dutch"), required=False, max_length=200)] = ""
    en: Annotated[str, Line(_("The statement in English"), required=False, max_length=200)] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the base hands it over
        """Return that there is no statement."""
        return {} if self.nl or self.en else {"nl": _("Fill in the statement, in one language at least.")}

    @property
    def question(self) -> Question:
        """Return the question."""
        return Question("pulse", Dimension.PULSE, self.nl, self.en)


def pulse_view(language: str, typed: str = "") -> FormView:
    """Return the form for one question; words that were typed are its statement."""
    return PulseForm.view({"nl" if language == "nl" else "en": typed} if typed else {})
