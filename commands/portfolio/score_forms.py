# SPDX-License-Identifier: EUPL-1.2
"""The forms with which an initiative is scored, its gates are answered, and the room is written down."""

from datetime import date
from typing import Annotated, ClassVar

from commands.forms import Amount, Form, Line, Lines, OneOf, Option
from commands.money import Euro
from commands.people import Side
from commands.portfolio.score import ANCHORS, CRITERIA, GATES, KNOWN, MOST_DAYS, MOST_POINTS, Criterion, Gate, Known
from commands.text import Message, Text, _

SIDES: dict[Side, Message] = {Side.BUSINESS: _("the business"), Side.IT: _("IT")}


def _points(criterion: Criterion) -> OneOf:
    """Return the question about one criterion, with what the lowest and the highest points mean."""
    lowest, highest = ANCHORS[criterion]
    said: dict[int, Text] = {0: _("0: {meaning}", meaning=lowest), MOST_POINTS: _("5: {meaning}", meaning=highest)}
    return OneOf(CRITERIA[criterion], tuple(Option(str(n), said.get(n, str(n))) for n in range(MOST_POINTS + 1)))


def _gate(gate: Gate) -> OneOf:
    """Return the question about one gate."""
    return OneOf(GATES[gate], tuple(Option(k.value, label) for k, label in KNOWN.items()), value=Known.UNKNOWN.value)


class ScoreForm(Form):
    """How one side scores an initiative."""

    form: ClassVar[str] = "portfolio.score"
    title: ClassVar[Text] = _("Score the initiative")
    submit: ClassVar[Text] = _("Save")

    side: Annotated[Side, OneOf(_("For which side do you score?"), tuple(Option(s.value, t) for s, t in SIDES.items()))]
    serves_goals: Annotated[str, _points(Criterion.GOALS)]
    residents: Annotated[str, _points(Criterion.RESIDENTS)]
    continuity: Annotated[str, _points(Criterion.CONTINUITY)]
    efficiency: Annotated[str, _points(Criterion.EFFICIENCY)]
    urgency: Annotated[str, _points(Criterion.URGENCY)]

    @property
    def points(self) -> tuple[int, ...]:
        """The points by criterion, in their order."""
        return tuple(int(getattr(self, criterion.value)) for criterion in Criterion)


class NeedsForm(Form):
    """The gates of an initiative, and what it takes besides money."""

    form: ClassVar[str] = "portfolio.needs"
    title: ClassVar[Text] = _("What it takes")
    submit: ClassVar[Text] = _("Save")

    law: Annotated[Known, _gate(Gate.LAW)]
    which: Annotated[str, Line(_("Which law, and by when?"), required=False, max_length=200)] = ""
    pressing: Annotated[Known, _gate(Gate.PRESSING)]
    architecture: Annotated[Known, _gate(Gate.ARCHITECTURE)]
    privacy: Annotated[Known, _gate(Gate.PRIVACY)]
    funding: Annotated[Known, _gate(Gate.FUNDING)]
    client: Annotated[Known, _gate(Gate.CLIENT)]
    business_days: Annotated[str, Line(_("Days of the business"), required=False, max_length=5)] = ""
    it_days: Annotated[str, Line(_("Days of IT"), required=False, max_length=5)] = ""
    risk: Annotated[
        str,
        OneOf(
            _("Risk that it does not succeed"),
            (
                Option("1", _("1: hardly any")),
                *(Option(str(n), str(n)) for n in (2, 3, 4)),
                Option("5", _("5: large")),
            ),
            required=False,
        ),
    ] = ""
    depends: Annotated[str, Lines(_("On what does it wait?"), required=False, max_length=500)] = ""

    @property
    def gates(self) -> tuple[Known, ...]:
        """The answers, in the order of the gates."""
        return tuple(getattr(self, gate.value) for gate in Gate)

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        faults = {
            name: _("Write a number of days.") for name in ("business_days", "it_days") if not self._is_days(name)
        }
        if self.law is Known.YES and not self.which:
            faults["which"] = _("Write which law requires it, and by when.")
        return faults

    def _is_days(self, name: str) -> bool:
        typed = getattr(self, name)
        return not typed or (typed.isascii() and typed.isdecimal() and int(typed) <= MOST_DAYS)


class RoomForm(Form):
    """How much money and how many days there are."""

    form: ClassVar[str] = "portfolio.room"
    title: ClassVar[Text] = _("How much room is there?")
    submit: ClassVar[Text] = _("Save")
    intro: ClassVar[tuple[Text, ...]] = (
        _("For what was not started yet. The ranking draws a line where it runs out."),
    )

    money: Annotated[
        Euro | None, Amount(_("Money, excl. VAT"), _("One-off, with four years of what recurs."), required=False)
    ] = None
    days: Annotated[str, Line(_("Days of the business and IT together"), required=False, max_length=5)] = ""

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - the shape of every form
        """Return what is wrong."""
        right = not self.days or (self.days.isascii() and self.days.isdecimal())
        return {} if right else {"days": _("Write a number of days.")}
