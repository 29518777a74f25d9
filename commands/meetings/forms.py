# SPDX-License-Identifier: EUPL-1.2
"""The forms of boards themselves: who and how, and when."""

import re
from datetime import date
from typing import Annotated, ClassVar

from commands.forms import Day, Form, Line, Lines, OneOf, Someone
from commands.meetings.board import Kind, Schedule
from commands.meetings.typed import KINDS, MOST_SEATS, NO, YES_NO, clock_faults, links, number, options
from commands.people import Person
from commands.text import Message, Text, _

# As the hint writes them: "15, 10, 5, 1 en 2".
_BETWEEN = re.compile(r",|\ben\b|\band\b", re.IGNORECASE)


class BoardForm(Form):
    """Who a board is and how it meets."""

    form: ClassVar[str] = "meetings.board"
    title: ClassVar[Text] = _("Board")
    submit: ClassVar[Text] = _("Save")

    function: Annotated[str, OneOf(_("Which body meets?"))]
    chair: Annotated[Person | None, Someone(_("Chair"), _("Adopts the record."), required=False)] = None
    secretary: Annotated[
        Person | None, Someone(_("Secretary"), _("Empty: everyone who is board secretary here."), required=False)
    ] = None
    seats: Annotated[
        str,
        Lines(
            _("Seats"), _("Functions, one on each line. Empty: who holds the function of the board."), required=False
        ),
    ] = ""
    controller: Annotated[str, Line(_("Function that guards the money"), required=False)] = ""
    quorum: Annotated[
        str, Line(_("How many must be there?"), _("A number. Empty: more than half."), required=False)
    ] = ""
    votes: Annotated[str, OneOf(_("Does the board vote?"), YES_NO, open=True, value=NO)]
    confidential: Annotated[str, OneOf(_("Are the meetings confidential?"), YES_NO, open=True, value=NO)]
    mandate: Annotated[
        str, Lines(_("What may the board decide?"), _("In your own words."), required=False, max_length=1000)
    ] = ""
    place: Annotated[str, Line(_("Place"), required=False)] = ""
    link: Annotated[str, Line(_("Link to take part online"), required=False, max_length=500)] = ""
    schedule: Annotated[
        str,
        Line(
            _("Working days: call, closing, agenda, reminder; and after it the decisions"),
            _("Usually 15, 10, 5, 1 and 2."),
            value="15, 10, 5, 1, 2",
        ),
    ]

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        faults: dict[str, Message] = {}
        if self.quorum and number(self.quorum, MOST_SEATS) is None:
            faults["quorum"] = _("Write a number.")
        if self.link and links(self.link)[1]:
            faults["link"] = _("This is no link. It begins with https://.")
        if self.days is None:
            faults["schedule"] = _("Write five numbers, such as 15, 10, 5, 1, 2, the first four each smaller.")
        return faults

    @property
    def days(self) -> Schedule | None:
        """The schedule; None where it is not five numbers in order."""
        typed = [number(part.strip(), 99) for part in _BETWEEN.split(self.schedule)]
        known = [each for each in typed if each is not None]
        schedule = Schedule(*known) if len(known) == len(typed) == 5 else None  # noqa: PLR2004 - its five moments
        return schedule if schedule and schedule.in_order else None


class SeriesForm(Form):
    """When a board meets."""

    form: ClassVar[str] = "meetings.series"
    title: ClassVar[Text] = _("Series of meetings")
    submit: ClassVar[Text] = _("Plan")
    intro: ClassVar[tuple[Text, ...]] = (_("I plan a year ahead. Holidays, closing days and recess are passed over."),)

    rule: Annotated[
        str,
        Line(
            _("Which days?"), _("Such as: third Tuesday of every quarter. Or: 2 weeks before 15-05, 01-09 and 01-11.")
        ),
    ]
    starts: Annotated[str, Line(_("Begins at"), _("Such as 10:00."), max_length=10)]
    minutes: Annotated[str, Line(_("How many minutes?"), max_length=5)]

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        return clock_faults(self.starts, self.minutes)


class MeetingForm(Form):
    """One meeting: a new one, or one that is moved."""

    form: ClassVar[str] = "meetings.meeting"
    title: ClassVar[Text] = _("Meeting")
    submit: ClassVar[Text] = _("Save")

    kind: Annotated[
        str,
        OneOf(_("What do you plan?"), options(KINDS), value=Kind.MEETING.value),
    ]
    day: Annotated[date, Day(_("Which day?"))]
    starts: Annotated[str, Line(_("Begins at"), _("Such as 10:00."), max_length=10)]
    minutes: Annotated[str, Line(_("How many minutes?"), max_length=5)]
    place: Annotated[str, Line(_("Place"), required=False)] = ""
    link: Annotated[str, Line(_("Link to take part online"), required=False, max_length=500)] = ""
    purpose: Annotated[str, Line(_("What is it for?"), required=False, max_length=300)] = ""
    guests: Annotated[
        str,
        Lines(
            _("Who else is invited?"),
            _("Functions, one on each line. Empty, about shared goals: directors, the controller and who leads IT."),
            required=False,
            max_length=1000,
        ),
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        faults = clock_faults(self.starts, self.minutes)
        if self.link and links(self.link)[1]:
            faults["link"] = _("This is no link. It begins with https://.")
        return faults
