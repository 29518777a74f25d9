# SPDX-License-Identifier: EUPL-1.2
"""The figures of a report's picture as a table, for who does not see the picture or wants to copy them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.language import Localizer
from commands.evaluations.answers import DONT_KNOW, POINTS, SCALE
from commands.evaluations.instrument import DIMENSIONS
from commands.evaluations.report import Report
from commands.evaluations.round import GROUPS, Group, Round
from commands.evaluations.tally import Figure
from commands.evaluations.wording import difference, tenth
from commands.text import Text, _


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def table(round_: Round, report: Report, localizer: Localizer) -> Table:
    """Return the figures of the picture as a table, with how often each number was chosen."""
    groups = [group for group in Group if any(group in part.groups for part in report.tally.parts)]
    columns: list[Text] = [_("Dimension"), _("Mean")]
    if report.previous:
        columns.append(_("Difference with the round before"))
    columns += [GROUPS[group] for group in groups]
    columns += [*"12345", SCALE[DONT_KNOW]]
    say = localizer.say
    rows = [
        [
            say(DIMENSIONS[part.dimension]),
            _figure(part.mean, localizer),
            *((say(difference(report.changes.get(part.dimension))),) if report.previous else ()),
            *(_figure(part.groups.get(group), localizer) for group in groups),
            *_chosen(report.over(round_, part.dimension), localizer),
        ]
        for part in report.tally.parts
    ]
    return Table([say(column) for column in columns], rows)


def _chosen(over: Figure | None, localizer: Localizer) -> Iterator[str]:
    """Yield how often each number was chosen, from 1 to 5, and the share that did not know."""
    if over is None:
        yield from [localizer.say(_("not shown"))] * (POINTS + 1)
        return
    yield from map(str, over.spread)
    yield f"{round(100 * (over.unknown or 0) / over.answered)}%"


def _figure(number: Decimal | None, localizer: Localizer) -> str:
    return localizer.say(_("not shown") if number is None else tenth(number))
