# SPDX-License-Identifier: EUPL-1.2
"""The forms of goals and initiatives."""

from datetime import date
from typing import Annotated, ClassVar

from commands.forms import Amount, Day, Form, Line, Lines, OneOf, Option
from commands.money import Euro
from commands.portfolio.initiative import InitiativeState
from commands.portfolio.wording import STATES
from commands.text import Message, Text, _


class GoalForm(Form):
    """A goal in plain words."""

    form: ClassVar[str] = "portfolio.goal"
    title: ClassVar[Text] = _("Shared goal")
    submit: ClassVar[Text] = _("Propose")
    intro: ClassVar[tuple[Text, ...]] = (_("Write it so that a colleague outside IT understands it."),)

    name: Annotated[str, Line(_("What do we want?"), _("Such as: residents hear sooner about their permit."))]
    why: Annotated[str, Lines(_("Why?"), max_length=1000)]
    practice: Annotated[str, Lines(_("What does it mean in practice?"), max_length=1000)]
    asks: Annotated[str, Lines(_("What does it ask of IT?"), max_length=1000)]
    indicator: Annotated[str, Line(_("How do we see it?"), _("One thing to measure, such as: weeks until a permit."))]
    baseline: Annotated[str, Line(_("How is it now?"), _("Such as: 11 weeks."), max_length=60)]
    target: Annotated[str, Line(_("What should it become?"), _("Such as: 8 weeks at the end of 2027."), max_length=60)]


class MeasureForm(Form):
    """How a goal stands."""

    form: ClassVar[str] = "portfolio.measure"
    title: ClassVar[Text] = _("How does it stand?")
    submit: ClassVar[Text] = _("Save")

    current: Annotated[str, Line(_("How is it now?"), max_length=60)]
    day: Annotated[date, Day(_("On which day was that?"))]

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong."""
        return {"day": _("{day} is still to come.", day=self.day)} if self.day > today else {}


class EndForm(Form):
    """A goal that holds no longer."""

    form: ClassVar[str] = "portfolio.ending"
    title: ClassVar[Text] = _("End the goal")
    submit: ClassVar[Text] = _("End it")

    reason: Annotated[str, Lines(_("Why?"), _("Reached, or given up; and what the board said of it."), max_length=1000)]


class InitiativeForm(Form):
    """Something that is done for a goal."""

    form: ClassVar[str] = "portfolio.initiative"
    title: ClassVar[Text] = _("Initiative")
    submit: ClassVar[Text] = _("Save")

    name: Annotated[str, Line(_("What is it called?"))]
    owner: Annotated[str, Line(_("Which function owns it?"), _("A function, never a person."))]
    goal: Annotated[str, OneOf(_("Which shared goal does it help?"), required=False)] = ""
    one_off: Annotated[Euro | None, Amount(_("One-off costs, excl. VAT"), required=False)] = None
    recurring: Annotated[Euro | None, Amount(_("Costs a year, excl. VAT"), required=False)] = None
    benefit: Annotated[str, Lines(_("What does it bring?"), required=False, max_length=1000)] = ""
    starts: Annotated[date | None, Day(_("When does it begin?"), required=False)] = None
    ends: Annotated[date | None, Day(_("When is it ready?"), required=False)] = None


class AdoptionForm(Form):
    """A plan that was adopted anew."""

    form: ClassVar[str] = "portfolio.adoption"
    title: ClassVar[Text] = _("Adopt the new plan")
    submit: ClassVar[Text] = _("Adopt it")

    decision: Annotated[
        str,
        Line(
            _("By which decision?"),
            _("Its reference, such as ESC-2026-0004, or the meeting in which it was made."),
            max_length=120,
        ),
    ]
    note: Annotated[str, Lines(_("Explanation"), required=False, max_length=1000)] = ""


class ReportForm(Form):
    """How an initiative goes."""

    form: ClassVar[str] = "portfolio.report"
    title: ClassVar[Text] = _("How does it go?")
    submit: ClassVar[Text] = _("Save")

    state: Annotated[
        InitiativeState, OneOf(_("How does it stand?"), tuple(Option(s.value, said) for s, said in STATES.items()))
    ]
    ends: Annotated[date | None, Day(_("When is it ready?"), required=False)] = None
    one_off: Annotated[Euro | None, Amount(_("One-off costs, excl. VAT"), required=False)] = None
    recurring: Annotated[Euro | None, Amount(_("Costs a year, excl. VAT"), required=False)] = None
    review: Annotated[
        date | None, Day(_("When do you look at it again?"), _("When it is on hold."), required=False)
    ] = None
    note: Annotated[
        str,
        Lines(_("Explanation"), _("Needed when the costs or the last day change."), required=False, max_length=1000),
    ] = ""
