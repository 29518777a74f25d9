# SPDX-License-Identifier: EUPL-1.2
"""The forms of an escalation: the six fields, the decision with its cause, and what a rung can do besides."""

from datetime import date
from typing import Annotated, ClassVar

from commands.escalations.escalation import Cause, Kind, Six
from commands.forms import Day, Form, Line, Lines, OneOf, Option
from commands.text import Message, Text, _

KINDS: dict[Kind, Message] = {
    Kind.OVERDUE: _("no decision is made"),
    Kind.PRIORITY: _("conflict about priority"),
    Kind.BUDGET: _("over the budget"),
    Kind.PLANNING: _("behind the planning"),
    Kind.CAPACITY: _("capacity"),
    Kind.SUPPLIER: _("supplier"),
    Kind.SECURITY: _("security or privacy risk"),
    Kind.AROUND: _("outside what was agreed (shadow IT)"),
    Kind.OTHER: _("something else"),
}
CAUSES: dict[Cause, Message] = {
    Cause.UNCLEAR: _("it was unclear who decides"),
    Cause.LATE: _("it came too late"),
    Cause.CONFLICT: _("a conflict of interests"),
    Cause.CAPACITY: _("too little capacity"),
    Cause.MONEY: _("money"),
    Cause.SUPPLIER: _("a supplier"),
}
#: How far ahead an answer can be wanted, in days.
FARTHEST = 366
_SHORT, _LONG = 300, 1000


class EscalationForm(Form):
    """The six fields, the kind, and how urgent it is."""

    form: ClassVar[str] = "escalations.escalation"
    title: ClassVar[Text] = _("Escalate")
    submit: ClassVar[Text] = _("Show the path")

    kind: Annotated[Kind, OneOf(_("What kind of matter is it?"), tuple(Option(k.value, v) for k, v in KINDS.items()))]
    stuck: Annotated[str, Lines(_("What is stuck?"), max_length=_LONG)]
    tried: Annotated[str, Lines(_("What has been tried?"), max_length=_LONG)]
    decision: Annotated[str, Line(_("Which decision is needed?"), max_length=_SHORT)]
    whom: Annotated[
        str,
        Line(_("From whom?"), _("A function. The path begins at the lowest that may decide."), max_length=120),
    ]
    before: Annotated[date, Day(_("Before when?"))]
    otherwise: Annotated[str, Line(_("What happens if it is not decided?"), max_length=_SHORT)]
    urgent: Annotated[
        str,
        Line(
            _("Urgent? Write why"),
            _("Only then one function is skipped. It hears so, with your reason."),
            required=False,
            max_length=_SHORT,
        ),
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the day."""
        if self.before < today:
            return {"before": _("{day} has passed already. Choose a day to come.", day=self.before)}
        if (self.before - today).days > FARTHEST:
            return {"before": _("{day} is more than a year away. Check the year.", day=self.before)}
        return {}

    @property
    def six(self) -> Six:
        """The six fields."""
        return Six(self.stuck, self.tried, self.decision, self.whom, self.before, self.otherwise)


class EntryForm(EscalationForm):
    """The same for a CISO or data protection officer, who may enter higher with a risk."""

    form: ClassVar[str] = "escalations.risk"

    entry: Annotated[
        str,
        OneOf(
            _("Where does it begin?"),
            (
                Option("", _("at the lowest that may decide")),
                Option("3", _("at the level of the board")),
                Option("4", _("at the official top")),
            ),
            _("Only for a security or privacy risk."),
            required=False,
            open=True,
        ),
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the day, and with entering higher for something else."""
        faults = super().faults(today)
        if self.entry and self.kind is not Kind.SECURITY:
            faults["entry"] = _("You can begin higher only with a security or privacy risk.")
        return faults


class DecisionForm(Form):
    """The decision, and why it got stuck."""

    form: ClassVar[str] = "escalations.decision"
    title: ClassVar[Text] = _("Decide")
    submit: ClassVar[Text] = _("Record the decision")

    decision: Annotated[str, Lines(_("What do you decide?"), _("Everyone involved reads this."), max_length=_LONG)]
    reason: Annotated[str, Lines(_("Why?"), required=False, max_length=_LONG)] = ""
    cause: Annotated[
        Cause,
        OneOf(
            _("Why did it get stuck?"),
            tuple(Option(c.value, v) for c, v in CAUSES.items()),
            _("Counted for kinds and levels, never for people."),
        ),
    ]


class HandOnForm(Form):
    """Hand it on, one rung up."""

    form: ClassVar[str] = "escalations.hand_on"
    title: ClassVar[Text] = _("Hand on")
    submit: ClassVar[Text] = _("Hand on")

    reason: Annotated[str, Lines(_("Why is this not for you to decide?"), max_length=_LONG)]


class QuestionForm(Form):
    """Ask who raised it."""

    form: ClassVar[str] = "escalations.question"
    title: ClassVar[Text] = _("Ask a question")
    submit: ClassVar[Text] = _("Ask")

    question: Annotated[str, Lines(_("What do you need to know?"), max_length=_LONG)]


class AnswerForm(Form):
    """Answer a question."""

    form: ClassVar[str] = "escalations.answer"
    title: ClassVar[Text] = _("Answer")
    submit: ClassVar[Text] = _("Send")

    answer: Annotated[str, Lines(_("Your answer"), max_length=_LONG)]


class WithdrawalForm(Form):
    """Withdraw an escalation."""

    form: ClassVar[str] = "escalations.withdrawal"
    title: ClassVar[Text] = _("Withdraw")
    submit: ClassVar[Text] = _("Withdraw")

    reason: Annotated[str, Line(_("Why is it no longer needed?"), required=False, max_length=_SHORT)] = ""
