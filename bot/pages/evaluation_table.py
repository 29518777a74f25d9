# SPDX-License-Identifier: EUPL-1.2
"""The figures of a report's picture as a table, for who does not see the picture or wants to copy them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.language import Localizer
from commands.evaluations.instrument import DIMENSIONS
from commands.evaluations.report import Report
from commands.evaluations.round import GROUPS, Group
from commands.evaluations.wording import difference, tenth
from commands.text import Text, _


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def table(report: Report, localizer: Localizer) -> Table:
    """Return the figures of the picture as a table."""
    groups = [group for group in Group if any(group in part.groups for part in report.tally.parts)]
    columns: list[Text] = [_("Dimension"), _("Mean")]
    if report.previous:
        columns.append(_("Difference with the round before"))
    columns += [GROUPS[group] for group in groups]
    say = localizer.say
    rows = [
        [
            say(DIMENSIONS[part.dimension]),
            _figure(part.mean, localizer),
            *((say(difference(report.changes.get(part.dimension))),) if report.previous else ()),
            *(_figure(part.groups.get(group), localizer) for group in groups),
        ]
        for part in report.tally.parts
    ]
    return Table([say(column) for column in columns], rows)


def _figure(number: Decimal | None, localizer: Localizer) -> str:
    return localizer.say(_("not shown") if number is None else tenth(number))
