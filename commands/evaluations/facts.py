# SPDX-License-Identifier: EUPL-1.2
"""Facts of the quarter beside feelings, per body only, and where the two disagree (domain §3.4: never per person)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from commands.evaluations.tally import Figure
from commands.evaluations.wording import tenth
from commands.text import Text, _, n_

#: From here on most people agree, and below there most do not.
HIGH, LOW = Decimal("4.0"), Decimal("3.0")


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the record says of one body: decisions whose term passed, in the quarter. Functions together have no name.

    A function that one person holds is never named here: that would be a fact about a person.
    """

    body: str
    overdue: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says of a quarter.

    ``escalations`` count by rung of the ladder, 0 is the work floor; None where nobody counts them.
    """

    bodies: tuple[BodyFacts, ...] = ()
    gaps: int = 0
    escalations: tuple[tuple[int, int], ...] | None = None

    @property
    def overdue(self) -> int:
        """How many decisions came later than their term, or are still to come."""
        return sum(body.overdue for body in self.bodies)

    @property
    def escalated(self) -> int:
        """How many escalations went up the ladder."""
        return sum(number for _rung, number in self.escalations or ())


#: Reads the facts from a day up to and including another; the composition root hands it over.
Look: TypeAlias = Callable[[Any, date, date], Facts]


def fact_lines(recorded: Facts) -> Iterator[Text]:
    """Yield what the record says of the quarter, per body only."""
    for body in recorded.bodies:
        if body.overdue and body.body:
            yield n_(
                "{body}: {count} decision passed its term",
                "{body}: {count} decisions passed their term",
                body.overdue,
                body=body.body,
            )
        elif body.overdue:
            yield n_(
                "All other functions together: {count} decision passed its term",
                "All other functions together: {count} decisions passed their term",
                body.overdue,
            )
    if not recorded.overdue:
        yield _("No decision passed its term.")
    for rung, number in recorded.escalations or ():
        yield n_(
            "{count} escalation went up to rung {rung} of the ladder",
            "{count} escalations went up to rung {rung} of the ladder",
            number,
            rung=rung,
        )
    if recorded.escalations == ():
        yield _("No bottleneck was escalated.")
    if recorded.gaps:
        yield n_(
            "{count} question found nobody in the register",
            "{count} questions found nobody in the register",
            recorded.gaps,
        )
    else:
        yield _("Every question found somebody in the register.")


def disagreements(figures: tuple[Figure, ...], facts: Facts) -> Iterator[Text]:
    """Yield where what people feel and what the record says point in different directions."""
    means = {figure.key: figure.mean for figure in figures if figure.mean is not None}
    on_time = means.get("on_time")
    if on_time is not None and on_time >= HIGH and facts.overdue:
        yield n_(
            "Most people say that decisions are made on time ({mean}), yet {count} decision passed its term.",
            "Most people say that decisions are made on time ({mean}), yet {count} decisions passed their term.",
            facts.overdue,
            mean=tenth(on_time),
        )
    if on_time is not None and on_time < LOW and not facts.overdue:
        yield _("People say that decisions come late ({mean}), yet no decision passed its term.", mean=tenth(on_time))
    known = means.get("who_decides")
    if known is not None and known >= HIGH and facts.gaps:
        yield n_(
            "Most people say that they know who decides ({mean}), yet {count} question found nobody in the register.",
            "Most people say that they know who decides ({mean}), yet {count} questions found nobody in the register.",
            facts.gaps,
            mean=tenth(known),
        )
    solved = means.get("bottlenecks")
    if solved is not None and solved >= HIGH and facts.escalated:
        yield n_(
            "Most people say that bottlenecks are solved quickly ({mean}), yet {count} was escalated.",
            "Most people say that bottlenecks are solved quickly ({mean}), yet {count} were escalated.",
            facts.escalated,
            mean=tenth(solved),
        )
    if solved is not None and solved < LOW and facts.escalations == ():
        yield _(
            "People say that bottlenecks stay too long ({mean}), yet nothing was escalated: does everybody know how?",
            mean=tenth(solved),
        )
