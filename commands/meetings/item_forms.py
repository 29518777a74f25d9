# SPDX-License-Identifier: EUPL-1.2
"""The forms of what stands on an agenda: proposing, editing, declining, and the controller's page."""

from datetime import date
from typing import Annotated, ClassVar

from commands.boards import Purpose
from commands.forms import Amount, Form, Line, Lines, OneOf, Option
from commands.meetings.item import Funding
from commands.meetings.typed import FUNDING, MOST_MINUTES, NO, PURPOSES, YES, YES_NO, number, options, papers_faults
from commands.money import Euro
from commands.text import Message, Text, _


class ProposalForm(Form):
    """Something for an agenda, by anyone."""

    form: ClassVar[str] = "meetings.proposal"
    title: ClassVar[Text] = _("Propose an item")
    submit: ClassVar[Text] = _("Propose")

    board: Annotated[str, OneOf(_("For which board?"))]
    subject: Annotated[str, Line(_("Title"))]
    purpose: Annotated[Purpose, OneOf(_("What is asked?"), options(PURPOSES), open=True, value=Purpose.DECISION.value)]
    decision: Annotated[
        str, Line(_("Which decision, in one sentence?"), _("Such as: approve the plan for 2027."), max_length=300)
    ]
    amount: Annotated[Euro | None, Amount(_("Amount, excl. VAT"), required=False)] = None
    recurring: Annotated[str, OneOf(_("Recurring?"), YES_NO, open=True, value=NO)]
    papers: Annotated[
        str, Lines(_("Links to the papers"), _("One on each line; the papers stay where they are."), required=False)
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        return papers_faults(self.papers)


class ItemForm(Form):
    """How the secretary brings an item onto the agenda."""

    form: ClassVar[str] = "meetings.item"
    title: ClassVar[Text] = _("Edit the item")
    submit: ClassVar[Text] = _("Save")

    subject: Annotated[str, Line(_("Title"))]
    purpose: Annotated[Purpose, OneOf(_("What is asked?"), options(PURPOSES), open=True)]
    meeting: Annotated[str, OneOf(_("For which meeting?"))]
    place: Annotated[str, Line(_("Place on the agenda"), _("1 is the first."), required=False, max_length=3)] = ""
    minutes: Annotated[str, Line(_("How many minutes?"), max_length=5)]
    papers: Annotated[str, Lines(_("Links to the papers"), _("One on each line."), required=False)] = ""
    reading: Annotated[str, Line(_("Reading time in minutes"), required=False, max_length=5)] = ""
    confidential: Annotated[str, OneOf(_("Confidential?"), YES_NO, open=True, value=NO)]
    merge: Annotated[str, OneOf(_("Merge with"), hint=_("This item then closes; the other stays."), required=False)] = (
        ""
    )

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        faults = papers_faults(self.papers)
        for name, typed in (("place", self.place), ("minutes", self.minutes), ("reading", self.reading)):
            if typed and number(typed, MOST_MINUTES) is None:
                faults[name] = _("Write a number, {most} at most.", most=MOST_MINUTES)
        return faults


class DeclineForm(Form):
    """The secretary declines an item."""

    form: ClassVar[str] = "meetings.declining"
    title: ClassVar[Text] = _("Not on the agenda")
    submit: ClassVar[Text] = title

    reason: Annotated[str, Lines(_("Why not?"), _("Whom it concerns reads this."), max_length=1000)]


class ControllerForm(Form):
    """What the controller says of the money."""

    form: ClassVar[str] = "meetings.controller"
    title: ClassVar[Text] = _("The controller's page")
    submit: ClassVar[Text] = _("Save")

    agrees: Annotated[
        str,
        OneOf(
            _("Do you agree?"),
            (Option(YES, _("I agree")), Option(NO, _("I don't agree"))),
            open=True,
        ),
    ]
    funding: Annotated[Funding, OneOf(_("How is it funded?"), options(FUNDING), open=True)]
    text: Annotated[str, Lines(_("Explanation"), required=False, max_length=1000)] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        if self.agrees == NO and not self.text:
            return {"text": _("Write why you don't agree, and what would make you agree.")}
        return {}
