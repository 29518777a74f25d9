# SPDX-License-Identifier: EUPL-1.2
"""Reports to JSON and back: exactly what was shown at closing, and nothing from which more could be counted."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from commands.evaluations.facts import BodyFacts, Facts
from commands.evaluations.instrument import Dimension
from commands.evaluations.report import Report
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Part, Tally


def report_text(report: Report) -> str:
    """Return a report as JSON."""
    counted, facts = report.tally, report.facts
    kept = {
        "answered": counted.answered,
        "figures": [[f.key, f.answered, f.unknown, _text(f.mean), list(f.spread)] for f in counted.figures],
        "parts": [[p.dimension.value, _text(p.mean), _by_group(p.groups)] for p in counted.parts],
        "index": _text(counted.index),
        "sizes": None if counted.sizes is None else {g.value: n for g, n in counted.sizes.items()},
        "indices": None if counted.indices is None else _by_group(counted.indices),
        "invited": report.invited,
        "declined": report.declined,
        "closed_on": report.closed_on.isoformat(),
        "words": list(report.words),
        "bodies": [[b.body, b.overdue] for b in facts.bodies],
        "gaps": facts.gaps,
        "escalations": None if facts.escalations is None else [list(each) for each in facts.escalations],
        "previous": report.previous,
        "changes": {d.value: str(change) for d, change in report.changes.items()},
        "index_change": _text(report.index_change),
        "repeated": report.repeated,
        "lost": report.lost,
    }
    return json.dumps(kept)


def report_from(text: str) -> Report:
    """Return the report that was kept."""
    kept = json.loads(text)
    indices = kept["indices"]
    sizes = kept["sizes"]
    counted = Tally(
        kept["answered"],
        tuple(
            Figure(key, n, unknown, _number(mean), tuple(spread)) for key, n, unknown, mean, spread in kept["figures"]
        ),
        tuple(Part(Dimension(d), _number(mean), _of_groups(groups)) for d, mean, groups in kept["parts"]),
        _number(kept["index"]),
        None if sizes is None else {Group(g): n for g, n in sizes.items()},
        None if indices is None else _of_groups(indices),
    )
    return Report(
        counted,
        kept["invited"],
        kept["declined"],
        date.fromisoformat(kept["closed_on"]),
        tuple(kept["words"]),
        Facts(
            tuple(BodyFacts(body, overdue) for body, overdue in kept["bodies"]),
            kept["gaps"],
            _escalations(kept["escalations"]),
        ),
        kept["previous"],
        {Dimension(d): Decimal(change) for d, change in kept["changes"].items()},
        _number(kept["index_change"]),
        # A report of an earlier version says nothing of these.
        kept.get("repeated", False),
        kept.get("lost", False),
    )


def _escalations(kept: Any) -> tuple[tuple[int, int], ...] | None:  # noqa: ANN401 - JSON
    return None if kept is None else tuple((rung, number) for rung, number in kept)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _by_group(figures: Mapping[Group, Decimal]) -> Mapping[str, str]:
    return {group.value: str(figure) for group, figure in figures.items()}


def _of_groups(kept: Mapping[str, Any]) -> Mapping[Group, Decimal]:
    return {Group(group): Decimal(figure) for group, figure in kept.items()}
