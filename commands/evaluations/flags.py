# SPDX-License-Identifier: EUPL-1.2
"""What there is to discuss after a round, with every reason why (domain §2.5)."""

from collections.abc import Iterator
from functools import reduce

from commands.cards import Bullets, Element, Heading
from commands.evaluations.instrument import DIMENSIONS, Dimension
from commands.evaluations.report import DROP, GAP, LOW, Flag, Report, Why
from commands.evaluations.wording import tenth
from commands.text import Message, _


def flagged(report: Report) -> Iterator[Element]:
    """Yield what has to be discussed."""
    if flags := report.flags():
        yield Heading(_("To discuss"))
        yield Bullets(tuple(flag_line(flag, report) for flag in flags))


def flag_line(flag: Flag, report: Report) -> Message:
    """Return what there is to discuss about a dimension."""
    part, name = report.part(flag.dimension), DIMENSIONS[flag.dimension]
    reasons = reduce(
        lambda before, after: _("{before}; {after}", before=before, after=after),
        (_reason(why, flag.dimension, report) for why in flag.whys),
    )
    if part is None or part.mean is None:
        return _("{dimension}: {reasons}", dimension=name, reasons=reasons)
    return _("{dimension} ({mean}): {reasons}", dimension=name, mean=tenth(part.mean), reasons=reasons)


def _reason(why: Why, dimension: Dimension, report: Report) -> Message:
    """Return one reason to discuss a dimension."""
    match why:
        case Why.LOW:
            return _("below {low}", low=tenth(LOW))
        case Why.DROP:
            return _("{change} lower than before", change=tenth(report.changes.get(dimension, DROP)))
        case Why.GAP:
            part = report.part(dimension)
            return _("business and IT differ by {gap}", gap=tenth(part.gap if part and part.gap is not None else GAP))
