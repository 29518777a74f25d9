# SPDX-License-Identifier: EUPL-1.2
"""The forms of what a board decides, and of what follows: deputies, actions, and the record."""

import re
from datetime import date
from typing import Annotated, ClassVar

from commands.forms import Day, Form, Line, Lines, Someone
from commands.people import Person
from commands.text import Message, Text, _


class DecisionForm(Form):
    """What the board decided; which of these fields are drawn follows from the decision, which was chosen before."""

    form: ClassVar[str] = "meetings.decision"
    title: ClassVar[Text] = _("Record the decision")
    submit: ClassVar[Text] = _("Record")

    conditions: Annotated[str, Lines(_("Under which conditions?"), required=False, max_length=2000)] = ""
    until: Annotated[date | None, Day(_("Until when?"), _("It comes back on the agenda then."), required=False)] = None
    function: Annotated[str, Line(_("Which function decides on this from now on?"), required=False)] = ""
    reason: Annotated[str, Lines(_("Why?"), _("Whoever brought it in reads this."), required=False)] = ""
    alternative: Annotated[str, Lines(_("What can they do instead?"), required=False)] = ""
    deviation: Annotated[str, Line(_("Against an advice or the ranking? Why?"), required=False, max_length=500)] = ""
    review: Annotated[
        date | None,
        Day(_("When does the board look at it again?"), _("It is on the agenda by itself then."), required=False),
    ] = None
    facts: Annotated[str, Lines(_("Facts"), _("For the record."), required=False)] = ""
    advice: Annotated[str, Lines(_("Advice"), _("For the record, apart from the facts."), required=False)] = ""
    votes: Annotated[
        str, Line(_("Votes"), _("For, against, abstained; such as 5-1-0."), required=False, max_length=20)
    ] = ""
    interests: Annotated[
        str, Line(_("Who had an interest of their own?"), _("And left the room."), required=False, max_length=300)
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong."""
        faults: dict[str, Message] = {}
        if self.votes and not re.fullmatch(r"\d{1,3}-\d{1,3}(-\d{1,3})?", self.votes):
            faults["votes"] = _("Write how many were for, against and abstained, such as 5-1-0.")
        if self.review and self.review <= today:
            faults["review"] = _("{day} is not in the future.", day=self.review)
        return faults


class ObjectionForm(Form):
    """A member does not agree in a written round."""

    form: ClassVar[str] = "meetings.objection"
    title: ClassVar[Text] = _("I don't agree")
    submit: ClassVar[Text] = _("Send")

    reason: Annotated[str, Lines(_("Why not?"), _("And what would make you agree."), max_length=1000)]


class RefusalForm(ObjectionForm):
    """A function that must agree does not."""

    form: ClassVar[str] = "meetings.refusal"


class DeputyForm(Form):
    """A member who can't come names who does."""

    form: ClassVar[str] = "meetings.deputy"
    title: ClassVar[Text] = _("I can't come")
    submit: ClassVar[Text] = _("Send")

    deputy: Annotated[
        Person | None, Someone(_("Who comes instead of you?"), _("Leave it empty when nobody does."), required=False)
    ] = None


class ActionForm(Form):
    """What a function does, and by when."""

    form: ClassVar[str] = "meetings.action"
    title: ClassVar[Text] = _("New action")
    submit: ClassVar[Text] = _("Save")

    text: Annotated[str, Line(_("What will be done?"), max_length=300)]
    function: Annotated[str, Line(_("By which function?"), _("A function, never a person."))]
    due: Annotated[date, Day(_("By when?"))]

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong."""
        return {"due": _("{day} is in the past.", day=self.due)} if self.due < today else {}


class ExtensionForm(Form):
    """More time for an action."""

    form: ClassVar[str] = "meetings.extension"
    title: ClassVar[Text] = _("More time")
    submit: ClassVar[Text] = _("Move the day")

    due: Annotated[date, Day(_("By when?"))]
    reason: Annotated[str, Line(_("Why?"), max_length=300)]

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong."""
        return {"due": _("{day} is in the past.", day=self.due)} if self.due < today else {}


class RecordForm(Form):
    """What the record of a meeting says besides the decisions."""

    form: ClassVar[str] = "meetings.record"
    title: ClassVar[Text] = _("Record of the meeting")
    submit: ClassVar[Text] = _("To the chair")

    absent: Annotated[
        str,
        Lines(_("Who was not there?"), _("Members, one on each line. Whoever else has a seat was."), required=False),
    ] = ""
    notes: Annotated[str, Lines(_("What else should the record say?"), _("Facts, no names."), required=False)] = ""
