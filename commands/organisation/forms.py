# SPDX-License-Identifier: EUPL-1.2
"""The forms about people: functions and who holds them, absences, roles, and people themselves."""

import re
from datetime import date
from typing import Annotated, ClassVar

from commands.forms import Day, Form, Line, OneOf, Option, Someone
from commands.organisation.rules import ROLE_NAMES, day_faults
from commands.people import Person, Side
from commands.text import Message, Text, _

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

SIDES = {
    Side.BUSINESS: _("business"),
    Side.IT: _("IT"),
    Side.CONTROL: _("control"),
    Side.PARTNER: _("partner"),
}
SPOKEN = {"nl": "Nederlands", "en": "English"}


class HoldingForm(Form):
    """Somebody gets a function, as holder or as deputy; ``instead`` is the number of the holding it replaces."""

    form: ClassVar[str] = "organisation.holding"
    title: ClassVar[Text] = _("Appoint a holder")
    submit: ClassVar[Text] = _("Appoint")

    person: Annotated[Person, Someone(_("Who"))]
    first_day: Annotated[date, Day(_("First day"))]
    last_day: Annotated[date | None, Day(_("Last day"), _("Leave this open when no end is known."), required=False)] = (
        None
    )
    unit: Annotated[
        str,
        Line(_("For which unit"), _("Only where a function has a holder in each unit."), required=False, max_length=80),
    ] = ""
    instead: Annotated[
        str, OneOf(_("Instead of"), hint=_("Their last day becomes the day before."), required=False)
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the days."""
        return day_faults(self.first_day, self.last_day, today)


class EndingForm(Form):
    """A holding ends."""

    form: ClassVar[str] = "organisation.ending"
    title: ClassVar[Text] = _("End a function")
    submit: ClassVar[Text] = _("End it")

    last_day: Annotated[date, Day(_("Last day"))]

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the day."""
        far = day_faults(self.last_day, None, today)
        return {"last_day": far["first_day"]} if far else {}


class OwnAbsenceForm(Form):
    """I am away. There is no field for a reason: why somebody is away is nobody's business here (AVG art. 9)."""

    form: ClassVar[str] = "organisation.own_absence"
    title: ClassVar[Text] = _("I'm away")
    submit: ClassVar[Text] = _("Save")

    first_day: Annotated[date, Day(_("First day away"))]
    last_day: Annotated[date, Day(_("Last day away"))]
    deputy: Annotated[
        Person | None,
        Someone(
            _("Who takes over"),
            _("Decides in your place in these days. Left open: the fixed deputy."),
            required=False,
        ),
    ] = None


class AbsenceForm(Form):
    """Somebody else is away."""

    form: ClassVar[str] = "organisation.absence"
    title: ClassVar[Text] = _("Someone is away")
    submit: ClassVar[Text] = _("Save")
    intro: ClassVar[tuple[Text, ...]] = (_("No reason is asked, and none belongs here."),)

    person: Annotated[Person, Someone(_("Who is away"))]
    first_day: Annotated[date, Day(_("First day away"))]
    last_day: Annotated[date, Day(_("Last day away"))]
    deputy: Annotated[
        Person | None,
        Someone(
            _("Who takes over"),
            _("Decides in their place in these days. Left open: the fixed deputy."),
            required=False,
        ),
    ] = None


class FunctionForm(Form):
    """A function is added, or described better."""

    form: ClassVar[str] = "organisation.function"
    title: ClassVar[Text] = _("Add a function")
    submit: ClassVar[Text] = _("Save")

    name: Annotated[str, Line(_("Name"), _("As it stands in the register: a function, not a person."), max_length=120)]
    name_en: Annotated[str, Line(_("Name in English"), required=False, max_length=120)] = ""
    side: Annotated[
        str,
        OneOf(
            _("Side"),
            tuple(Option(side.value, name) for side, name in SIDES.items()),
            _("On which side of the collaboration it stands."),
            required=False,
        ),
    ] = ""
    body: Annotated[
        str,
        OneOf(
            _("Kind"),
            (Option("no", _("held by one person, or one in each unit")), Option("yes", _("a body with members"))),
        ),
    ]


class PersonForm(Form):
    """A person is added or changed."""

    form: ClassVar[str] = "organisation.person"
    title: ClassVar[Text] = _("Add a person")
    submit: ClassVar[Text] = _("Save")

    name: Annotated[str, Line(_("Name"), max_length=120)]
    email: Annotated[str, Line(_("E-mail address"), max_length=200)]
    unit: Annotated[str, Line(_("Unit"), _("Department or team."), required=False, max_length=80)] = ""
    language: Annotated[
        str,
        OneOf(
            _("Language"),
            tuple(Option(code, name) for code, name in SPOKEN.items()),
            _("Left open: the language of the organisation."),
            required=False,
        ),
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the form's one shape
        """Return what is wrong with the address."""
        if _MAIL.fullmatch(self.email):
            return {}
        return {"email": _("“{typed}” is no e-mail address. Write it like name@municipality.nl.", typed=self.email)}


class DepartureForm(Form):
    """A person has left."""

    form: ClassVar[str] = "organisation.departure"
    title: ClassVar[Text] = _("Someone has left")
    submit: ClassVar[Text] = _("Take them out")
    intro: ClassVar[tuple[Text, ...]] = (
        _("Every function ends on that day and the accounts stop working. Decisions keep the name."),
    )

    last_day: Annotated[date, Day(_("Last working day"))]

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong with the day."""
        if self.last_day < today:
            return {}
        return {"last_day": _("Do this after the last working day. Functions can be given an end already.")}


class RoleForm(Form):
    """Somebody gets a role in keeping the register."""

    form: ClassVar[str] = "organisation.role"
    title: ClassVar[Text] = _("Give a role")
    submit: ClassVar[Text] = _("Give the role")

    person: Annotated[Person, Someone(_("Who"))]
    role: Annotated[
        str, OneOf(_("Role"), tuple(Option(role.value, name) for role, name in ROLE_NAMES.items()), open=True)
    ]
