# SPDX-License-Identifier: EUPL-1.2
"""The forms of requests: the intake, and one for each step that needs words."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Self, TypeVar

from commands.events import Pairs
from commands.forms import Amount, Day, FindPeople, Form, Line, Lines, OneOf, Option, Someone
from commands.money import Euro
from commands.people import Person
from commands.requests.request import Kind, Needs, PersonalData, Recurrence, Sort
from commands.requests.states import Move
from commands.text import Message, Text, _

KINDS: Mapping[Kind, Message] = {
    Kind.APPLICATION: _("new application"),
    Kind.EXTENSION: _("more licences or users"),
    Kind.CHANGE: _("change"),
    Kind.CONNECTION: _("connection or data"),
    Kind.HARDWARE: _("hardware or workplace"),
    Kind.REPLACEMENT: _("replacement"),
    Kind.SHADOW_IT: _("something we already use (report it, no blame)"),
    Kind.IDEA: _("idea"),
}
PERSONAL_DATA: Mapping[PersonalData, Message] = {
    PersonalData.YES: _("yes"),
    PersonalData.NO: _("no"),
    PersonalData.UNKNOWN: _("don't know"),
}
RECURRENCES: Mapping[Recurrence, Message] = {
    Recurrence.ONE_OFF: _("one-off"),
    Recurrence.RECURRING: _("recurring (the amount is for the whole term)"),
}
SORTS: Mapping[Sort, Message] = {
    Sort.RUN: _("Run: keep what works working"),
    Sort.IMPROVE: _("Improve: make what there is better"),
    Sort.CHANGE: _("Change: something new"),
}
STEPS: Mapping[Move, Message] = {
    Move.PLAN: _("planned, not started yet"),
    Move.START: _("started, or going again"),
    Move.HOLD: _("put on hold"),
    Move.REORIENT: _("being reconsidered"),
    Move.FINISH: _("completed"),
    Move.CANCEL: _("cancelled"),
    Move.EVALUATE: _("benefits reviewed"),
}

_Named = TypeVar("_Named", Kind, PersonalData, Recurrence, Sort)

DONT_KNOW = re.compile(
    r"(?:(?:ik )?weet (?:ik|het|dat)?\s?(?:nog )?niet|geen idee|onbekend|nog niet bekend|nnb|n\.?v\.?t\.?|\?+|-|"
    r"(?:i )?don'?t know|dunno|unknown|not known|no idea|tbd)(?: yet)?\.?",
    re.IGNORECASE,
)


def _options(names: Mapping[_Named, Message]) -> tuple[Option, ...]:
    """Return the options of a choice."""
    return tuple(Option(key.value, label) for key, label in names.items())


class RequestForm(Form):
    """The intake: the seven fields and the type of domain §2.8; few are required, the rest can be asked later."""

    form: ClassVar[str] = "requests.request"
    title: ClassVar[Text] = _("IT request")
    submit: ClassVar[Text] = _("Send in")

    kind: Annotated[Kind, OneOf(_("What kind of request is it?"), _options(KINDS))]
    subject: Annotated[str, Line(_("Title"), _("A few words, such as: 3 extra licences for drawing software"))]
    problem: Annotated[str, Lines(_("Which problem does it solve, and for whom?"), max_length=2000)]
    serves: Annotated[str, OneOf(_("Which shared goal does it help?"), required=False)] = ""
    goal: Annotated[
        str, Line(_("Which goal does it help?"), _("Of your team or the organisation."), required=False, max_length=300)
    ] = ""
    why_now: Annotated[
        str, Line(_("Why now?"), _("A deadline, a law, a contract that ends."), required=False, max_length=300)
    ] = ""
    cost: Annotated[
        Euro | None,
        Amount(
            _("Estimated costs, excl. VAT"),
            _("Such as 12,500 or 40k. Not known? Leave it open. Recurring? Fill in the amount for the whole term."),
            required=False,
        ),
    ] = None
    recurrence: Annotated[
        Recurrence, OneOf(_("One-off or recurring?"), _options(RECURRENCES), open=True, value=Recurrence.ONE_OFF.value)
    ]
    sponsor: Annotated[
        Person | None, Someone(_("Client or manager"), _("Who is behind this, apart from you."), required=False)
    ] = None
    personal_data: Annotated[
        PersonalData,
        OneOf(_("Are personal data involved?"), _options(PERSONAL_DATA), open=True, value=PersonalData.UNKNOWN.value),
    ]

    @classmethod
    def read(cls, answers: Pairs, today: date, find: FindPeople) -> Self:
        """Return the form as filled in; costs that are "not known" are left open.

        Raises:
            FormErrors: with a message for each field.

        """
        return super().read(_known(answers), today, find)

    @property
    def needs(self) -> Needs:
        """What is asked."""
        return Needs(
            kind=self.kind,
            title=self.subject,
            problem=self.problem,
            goal=self.goal,
            why_now=self.why_now,
            cost=self.cost,
            recurrence=self.recurrence,
            sponsor=self.sponsor,
            personal_data=self.personal_data,
        )


def _known(answers: Pairs) -> Pairs:
    """Return the answers without a cost that says that it is not known."""
    return tuple(
        (name, "" if name == "cost" and DONT_KNOW.fullmatch(typed.strip()) else typed) for name, typed in answers
    )


class ConditionsForm(Form):
    """Approve under conditions."""

    form: ClassVar[str] = "requests.conditions"
    title: ClassVar[Text] = _("Under conditions")
    submit: ClassVar[Text] = _("Approve")

    conditions: Annotated[str, Lines(_("Under which conditions?"), max_length=2000)]
    reason: Annotated[str, Lines(_("Explanation"), required=False, max_length=2000)] = ""


class ReplacementForm(Form):
    """What was in use already is replaced by something that may be used."""

    form: ClassVar[str] = "requests.replacement"
    title: ClassVar[Text] = _("Replace it")
    submit: ClassVar[Text] = _("Decide")

    conditions: Annotated[
        str, Lines(_("What comes in its place, and when?"), _("Until then it may stay in use."), max_length=2000)
    ]
    reason: Annotated[str, Lines(_("Explanation"), required=False, max_length=2000)] = ""


class RejectionForm(Form):
    """Decline, always with a reason and an alternative."""

    form: ClassVar[str] = "requests.rejection"
    title: ClassVar[Text] = _("Decline")
    submit: ClassVar[Text] = _("Decline")

    reason: Annotated[str, Lines(_("Why not?"), _("The person who asked reads this."), max_length=2000)]
    alternative: Annotated[
        str, Lines(_("What can they do instead?"), _("Something that exists, a smaller step, or when to ask again."))
    ]


class QuestionForm(Form):
    """Ask for information."""

    form: ClassVar[str] = "requests.question"
    title: ClassVar[Text] = _("Ask a question")
    submit: ClassVar[Text] = _("Ask")

    question: Annotated[str, Lines(_("What do you need to know?"), max_length=1000)]


class DeferralForm(Form):
    """Put the decision off until a day."""

    form: ClassVar[str] = "requests.deferral"
    title: ClassVar[Text] = _("Defer")
    submit: ClassVar[Text] = _("Defer")

    until: Annotated[date, Day(_("Until when?"), _("A working day to come; then you decide."))]
    reason: Annotated[str, Lines(_("Why not now?"), _("The person who asked reads this."), max_length=1000)]


class NoteForm(Form):
    """One text that goes with a step; the step gives the title."""

    title: ClassVar[Text] = _("Explanation")
    note: Annotated[str, Lines(_("Explanation"), required=False, max_length=1000)] = ""


class BoardForm(NoteForm):
    """Pass to the board."""

    form: ClassVar[str] = "requests.board"
    title: ClassVar[Text] = _("Pass to the board")
    submit: ClassVar[Text] = _("Pass it on")


class ParkingForm(NoteForm):
    """Park: not now, and no decision."""

    form: ClassVar[str] = "requests.parking"
    title: ClassVar[Text] = _("Park")
    submit: ClassVar[Text] = _("Park")


class InformationForm(Form):
    """The requester answers a question, or adds something of their own accord."""

    form: ClassVar[str] = "requests.information"
    title: ClassVar[Text] = _("Add information")
    submit: ClassVar[Text] = _("Send")

    text: Annotated[str, Lines(_("What do you want to add?"), max_length=2000)]
    cost: Annotated[
        Euro | None,
        Amount(_("Estimated costs, excl. VAT"), _("Only if they changed or are known now."), required=False),
    ] = None

    @classmethod
    def read(cls, answers: Pairs, today: date, find: FindPeople) -> Self:
        """Return the form as filled in; costs that are "not known" are left open.

        Raises:
            FormErrors: with a message for each field.

        """
        return super().read(_known(answers), today, find)


class AdviceForm(Form):
    """Give advice, which blocks nothing and is kept with the request."""

    form: ClassVar[str] = "requests.advice"
    title: ClassVar[Text] = _("Give advice")
    submit: ClassVar[Text] = _("Give advice")

    text: Annotated[str, Lines(_("Your advice"), max_length=2000)]


class ObjectionForm(Form):
    """Do not agree, with a reason."""

    form: ClassVar[str] = "requests.objection"
    title: ClassVar[Text] = _("Don't agree")
    submit: ClassVar[Text] = _("Don't agree")

    text: Annotated[str, Lines(_("Why not?"), _("And what would make you agree."), max_length=1000)]


class SortForm(Form):
    """Set what the money is for."""

    form: ClassVar[str] = "requests.sorting"
    title: ClassVar[Text] = _("Run, Improve or Change")
    submit: ClassVar[Text] = _("Set")

    sort: Annotated[Sort, OneOf(_("What is it for?"), _options(SORTS), open=True)]


class ProgressForm(Form):
    """Say how an approved request goes; the options are the steps that can be taken now."""

    form: ClassVar[str] = "requests.progress"
    title: ClassVar[Text] = _("Progress")
    submit: ClassVar[Text] = _("Save")

    step: Annotated[Move, OneOf(_("How does it stand?"), tuple(Option(m.value, label) for m, label in STEPS.items()))]
    note: Annotated[str, Lines(_("Explanation"), required=False, max_length=1000)] = ""
