# SPDX-License-Identifier: EUPL-1.2
"""You said, we did, did it help? What was flagged is asked of the board, owned by a function, and shown again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from commands.boards import Proposal, Purpose, Ruling, Verdict
from commands.calendars import Calendar
from commands.dues import RAISE, Due
from commands.evaluations.flags import flag_line
from commands.evaluations.instrument import DIMENSIONS, Dimension
from commands.evaluations.report import Report
from commands.evaluations.round import FEATURE, Round
from commands.evaluations.wording import tenth
from commands.organisations import Organisation
from commands.refs import Ref
from commands.text import Text, _

#: What falls due for an improvement.
IMPROVE = "evaluations.improve"
MORNING = time(9)
#: Working days that an owner has, how long after them it is escalated, and how often it is asked from then on.
TERM, STALLED, AGAIN = 40, 5, 20


class Progress(StrEnum):
    """How far an improvement is."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    STALLED = "stalled"
    DONE = "done"
    REFUSED = "refused"


#: The owner still has to do it.
UNDER_WAY = frozenset({Progress.AGREED, Progress.STALLED})
#: Nobody has said yet what was done, or that nothing will be.
UNSETTLED = UNDER_WAY | {Progress.PROPOSED}


class Step(StrEnum):
    """What falls due: a reminder half-way and on the last day, then an escalation, and a question until it is done."""

    HALF = "half"
    END = "end"
    STALLED = "stalled"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the right for it, and which right that is, in that version of the register."""

    function: str
    right: str = ""
    basis: str = ""
    register_version: int = 0


@dataclass(frozen=True, slots=True)
class Improvement:
    """One flagged dimension of a round: what the board agreed on, who owns it, until when, and what came of it."""

    round: str
    dimension: Dimension
    mean: Decimal | None
    owner: Owner
    progress: Progress = Progress.PROPOSED
    action: str = ""
    due: date | None = None
    note: str = ""

    @property
    def ref(self) -> Ref:
        """How to point at it."""
        return Ref(FEATURE, f"{self.round}:{self.dimension.value}")


def dimension_of(reference: str) -> tuple[str, Dimension] | None:
    """Return the round and the dimension of an improvement; None where it is none."""
    round_, _colon, named = reference.partition(":")
    return (round_, Dimension(named)) if named in set(Dimension) else None


def proposal(
    improvement: Improvement, round_: Round, report: Report, board: str, organisation: Organisation
) -> Proposal:
    """Return what the board is asked: an improvement for what was flagged, by the function that holds the right."""
    flag = next(each for each in report.flags() if each.dimension is improvement.dimension)
    return Proposal(
        about=improvement.ref,
        board=board,
        title=heading(improvement.dimension, organisation.language),
        decision=_(
            "Agree on an improvement after {round}. {why}. It falls to {function}.",
            round=round_.name,
            why=flag_line(flag, report),
            function=improvement.owner.function,
        ),
        purpose=Purpose.DECISION,
        right=improvement.owner.right,
        basis=improvement.owner.basis,
        register_version=improvement.owner.register_version,
    )


#: A title on an agenda is kept as it is read, so it is written in the language of the organisation.
_TITLES = {
    "nl": "Samenwerking verbeteren: {name}",
    "en": "Improve the collaboration: {name}",
}
_NAMES = {
    Dimension.GOALS: ("gedeelde doelen", "shared goals"),
    Dimension.COMMUNICATION: ("communicatie", "communication"),
    Dimension.GOVERNANCE: ("besluiten en prioriteiten", "decisions and priorities"),
    Dimension.ESCALATION: ("knelpunten oplossen", "solving bottlenecks"),
    Dimension.VALUE: ("waarde", "value"),
    Dimension.TRUST: ("vertrouwen", "trust"),
    Dimension.ARCHITECTURE: ("systemen en gegevens", "systems and data"),
    Dimension.SKILLS: ("kennis en ruimte", "skills and room"),
    Dimension.LEARNING: ("leren", "learning"),
    Dimension.JOINT: ("de gemeenschappelijke regeling", "the joint arrangement"),
}


def heading(dimension: Dimension, language: str) -> str:
    """Return the title of an improvement on an agenda."""
    dutch, english = _NAMES.get(dimension, (dimension.value, dimension.value))
    return _TITLES[language].format(name=dutch if language == "nl" else english)


def ruled_on(improvement: Improvement, ruled: Ruling, today: date, calendar: Calendar) -> Improvement:
    """Return the improvement as the board decided; what it deferred or only noted stays proposed."""
    match ruled.verdict:
        case Verdict.APPROVED | Verdict.APPROVED_COND:
            action = ruled.conditions or ruled.reason
            due = calendar.add_working_days(today, TERM)
            return replace(improvement, progress=Progress.AGREED, action=action, due=due)
        case Verdict.REFERRED:
            owner = replace(improvement.owner, function=ruled.function, right="", basis="")
            due = calendar.add_working_days(today, TERM)
            return replace(improvement, progress=Progress.AGREED, action=ruled.reason, due=due, owner=owner)
        case Verdict.REJECTED:
            return replace(improvement, progress=Progress.REFUSED, note=ruled.reason)
        case Verdict.DEFERRED | Verdict.NOTED:
            return improvement


def falls_due(improvement: Improvement, today: date, calendar: Calendar) -> Iterator[Due]:
    """Yield what falls due for an improvement that was agreed on."""
    if improvement.due is None:
        return
    days = (
        (Step.HALF, calendar.add_working_days(today, TERM // 2)),
        (Step.END, improvement.due),
        (Step.STALLED, calendar.add_working_days(improvement.due, STALLED)),
    )
    for step, day in days:
        yield Due(IMPROVE, improvement.ref, day, MORNING, step.value)


def stalled(improvement: Improvement, today: date, calendar: Calendar) -> tuple[Due, ...]:
    """Return what falls due once the term has passed: it is escalated, and its owner is asked again until it is done.

    An escalation that runs already is not raised twice.
    """
    again = calendar.add_working_days(today, AGAIN)
    return (
        Due(RAISE, improvement.ref, today, MORNING),
        Due(IMPROVE, improvement.ref, again, MORNING, Step.AGAIN.value),
    )


def done(improvement: Improvement) -> Text:
    """Return what was done with what people said of a dimension; the sentence does not name it."""
    match improvement.progress:
        case Progress.DONE:
            return _("Done: {note}", note=improvement.note)
        case Progress.AGREED if improvement.due:
            return _(
                "{function} works on it, until {day}. {action}",
                function=improvement.owner.function,
                day=improvement.due,
                action=improvement.action,
            )
        case Progress.STALLED if improvement.due:
            return _(
                "{function} had until {day}, and it was escalated. {action}",
                function=improvement.owner.function,
                day=improvement.due,
                action=improvement.action,
            )
        case Progress.REFUSED:
            return _("The board decided otherwise. {note}", note=improvement.note)
        case _:
            return _("The board still has to decide.")


def said_and_done(improvement: Improvement, report: Report | None) -> Text:
    """Return in one line what people said in the round that was reported so, and what was done with it."""
    said: Text = DIMENSIONS[improvement.dimension]
    for flag in report.flags() if report else ():
        if report and flag.dimension is improvement.dimension:
            said = flag_line(flag, report)
    return _("{said}. {done}", said=said, done=done(improvement))


def helped(improvement: Improvement, report: Report) -> Text | None:
    """Return whether it helped: the figure then and now. A figure that moves is no proof that this moved it."""
    part = report.part(improvement.dimension)
    if improvement.mean is None or part is None or part.mean is None:
        return None
    return _(
        "{dimension}: from {before} to {now}. {what}",
        dimension=DIMENSIONS[improvement.dimension],
        before=tenth(improvement.mean),
        now=tenth(part.mean),
        what=done(improvement),
    )
