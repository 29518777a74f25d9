# SPDX-License-Identifier: EUPL-1.2
"""The forms with which a steward adds, changes and ends a right."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from commands.decision_rights import cells
from commands.decision_rights.coverage import high, key, low
from commands.decision_rights.likeness import most_like
from commands.decision_rights.rights import DecisionRight, Kind
from commands.forms import Amount, Day, Form, Line, Lines, OneOf, Option
from commands.money import Euro
from commands.people import Directory
from commands.text import Message, Text, _

_EACH_ON_A_LINE = _("One on each line.")
_FUNCTION = _("A function, never a person.")
_LISTS = ("agrees", "advises", "input", "performs", "informed", "keywords")
_ALIKE = 75

KIND_NAMES: dict[Kind, Message] = {
    Kind.GOVERNANCE: _("Governance"),
    Kind.BUDGET: _("Budget"),
    Kind.MANDATE: _("Mandate"),
    Kind.POWER_OF_ATTORNEY: _("Power of attorney"),
    Kind.AUTHORISATION: _("Authorisation"),
    Kind.DELEGATION: _("Delegation"),
}


class RightForm(Form):
    """A decision right as a steward fills it in."""

    form: ClassVar[str] = "decision_rights.right"
    title: ClassVar[Text] = _("Add a right")
    submit: ClassVar[Text] = _("Save")
    intro: ClassVar[tuple[Text, ...]] = (
        _("One right says who decides about one topic, for one range of amounts. Saving makes a new register version."),
    )

    topic_nl: Annotated[
        str, Line(_("Topic in Dutch"), _("Rights with the same topic differ by amount, date or condition."))
    ]
    topic_en: Annotated[str, Line(_("Topic in English"), required=False)] = ""
    decides: Annotated[str, Line(_("Who decides"), _FUNCTION)]
    kind: Annotated[
        str,
        OneOf(
            _("Kind of authority"),
            tuple(Option(kind.value, name) for kind, name in KIND_NAMES.items()),
            value=Kind.GOVERNANCE.value,
        ),
    ]
    above: Annotated[
        Euro | None, Amount(_("Above this amount"), _("Excl. VAT; empty: from the first euro."), required=False)
    ] = None
    up_to: Annotated[
        Euro | None, Amount(_("Up to and including"), _("Excl. VAT; empty: no limit."), required=False)
    ] = None
    conditions: Annotated[str, Lines(_("Conditions"), required=False, max_length=cells.LONGEST)] = ""
    agrees: Annotated[
        str, Lines(_("Must agree"), _("These functions can block. One on each line."), required=False)
    ] = ""
    advises: Annotated[str, Lines(_("Advises"), _EACH_ON_A_LINE, required=False)] = ""
    input: Annotated[str, Lines(_("Thinks along"), _EACH_ON_A_LINE, required=False)] = ""
    performs: Annotated[str, Lines(_("Carries it out"), _EACH_ON_A_LINE, required=False)] = ""
    informed: Annotated[str, Lines(_("Is informed"), _EACH_ON_A_LINE, required=False)] = ""
    escalates_to: Annotated[str, Line(_("Escalates to"), _FUNCTION, required=False)] = ""
    deputy: Annotated[
        str, Line(_("Deputy by this right"), _("A function; it goes before the function's own deputy."), required=False)
    ] = ""
    forum: Annotated[str, Line(_("Decided in"), _("The meeting in which it is decided."), required=False)] = ""
    description: Annotated[
        str, Lines(_("Description"), _("It helps people find it."), required=False, max_length=cells.LONGEST)
    ] = ""
    keywords: Annotated[
        str, Lines(_("Other words for it"), _("As people say it. One on each line."), required=False)
    ] = ""
    domain: Annotated[str, Line(_("Domain"), _("Your own grouping."), required=False)] = ""
    legal_basis: Annotated[
        str, Line(_("Basis"), _("The article on which it rests."), required=False, max_length=300)
    ] = ""
    legal_url: Annotated[
        str, Line(_("Link to the basis"), _("It begins with https://."), required=False, max_length=300)
    ] = ""
    valid_from: Annotated[date | None, Day(_("First day"), _("Empty: it has always been so."), required=False)] = None
    valid_to: Annotated[date | None, Day(_("Last day"), _("Empty: until further notice."), required=False)] = None
    checked_on: Annotated[
        date | None, Day(_("Compared with the source on"), _("Empty: not yet compared."), required=False)
    ] = None

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong across fields."""
        found: dict[str, Message] = {}
        above, up_to = self.above, self.up_to
        if up_to and up_to.value <= (above.value if above else 0):
            found["up_to"] = _("The maximum must be higher than the minimum.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            found["valid_to"] = _("The last day is before the first day, {day}.", day=self.valid_from)
        if self.checked_on and self.checked_on > today:
            found["checked_on"] = _("This day has yet to come.")
        if self.legal_url and not self.legal_url.startswith(("https://", "http://")):
            found["legal_url"] = _("Write the whole address, beginning with https://.")
        return found

    def right(self, right_id: str) -> DecisionRight:
        """Return the right as filled in."""
        values: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        for name in _LISTS:
            values[name] = cells.read_names(str(values[name]))
        values["kind"] = Kind(self.kind)
        values["above"] = self.above.value if self.above else None
        values["up_to"] = self.up_to.value if self.up_to else None
        return replace(DecisionRight(right_id, self.topic_nl, self.decides), **values)


def filled(right: DecisionRight) -> dict[str, str]:
    """Return the values with which the form shows this right."""
    return {field.name: _typed(getattr(right, field.name)) for field in fields(right) if field.name != "id"}


def _typed(value: object) -> str:
    """Return a value as somebody would type it."""
    match value:
        case None:
            return ""
        case tuple():
            return "\n".join(value)
        case Decimal():
            return f"{value:.2f}".removesuffix(".00").replace(".", ",")
        case date():
            return value.isoformat()
        case _:
            return str(value)


class EndingForm(Form):
    """The last day of a right."""

    form: ClassVar[str] = "decision_rights.ending"
    title: ClassVar[Text] = _("End a right")
    submit: ClassVar[Text] = _("End it")
    intro: ClassVar[tuple[Text, ...]] = (
        _("The right stays in the register: questions about earlier days are still answered from it."),
    )

    last_day: Annotated[date, Day(_("Last day on which it holds"))]


def right_faults(right: DecisionRight, others: Sequence[DecisionRight], people: Directory) -> dict[str, Message]:
    """Return what is wrong with a right beside the rest of the register and the functions, by field."""
    found = _unknown_functions(right, people)
    if clash := next((other for other in others if other.id != right.id and competes(right, other)), None):
        found["up_to"] = _(
            "{right} decides on these amounts already: {function}. Change the amounts, the dates or the conditions.",
            right=clash.id,
            function=clash.decides,
        )
    return found


def competes(one: DecisionRight, other: DecisionRight) -> bool:
    """Whether two rights name a decider for the same topic, kind, condition, amount and day (domain §2.2)."""
    same = key(one.topic_nl) == key(other.topic_nl) and one.kind is other.kind
    same = same and key(one.conditions) == key(other.conditions)
    first, last = date.min, date.max
    days = (one.valid_from or first) <= (other.valid_to or last) and (other.valid_from or first) <= (
        one.valid_to or last
    )
    return same and days and low(one) < high(other) and low(other) < high(one)


def _unknown_functions(right: DecisionRight, people: Directory) -> dict[str, Message]:
    """Return the fields that name a function we do not know, with the nearest one that we do."""
    known = {key(function.name): function.name for function in people.functions()}
    if not known:
        return {}
    found: dict[str, Message] = {}
    named = {"decides": (right.decides,), "escalates_to": (right.escalates_to,), "deputy": (right.deputy,)}
    for field, names in {**named, "agrees": right.agrees}.items():
        for name in names:
            if name and key(name) not in known:
                found[field] = _not_known(name, known)
    return found


def _not_known(name: str, known: dict[str, str]) -> Message:
    near = most_like(key(name), known, _ALIKE)
    if near is None:
        return _("“{function}” is not a known function.", function=name)
    return _("“{function}” is not a known function. Do you mean “{nearest}”?", function=name, nearest=known[near])
