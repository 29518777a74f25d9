# SPDX-License-Identifier: EUPL-1.2
"""Whether exactly one function decides for each amount and day of a topic (domain §2.2): overlaps, gaps, open ends."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from commands.decision_rights.faults import Finding, FindingKind, Severity, quoted, shown
from commands.decision_rights.rights import DecisionRight, Kind
from commands.money import Euro
from commands.text import Message, _

_BELOW_ALL, _ABOVE_ALL = Decimal(-1), Decimal("Infinity")
#: A topic with more changes ahead is a mistake in the dates, found by its first overlaps just as well.
_MOST_DAYS = 24


def key(name: str) -> str:
    """Return a topic or function without capitals and extra spaces: by this, two are the same."""
    return " ".join(name.split()).casefold()


def by_topic(rights: Iterable[DecisionRight]) -> dict[tuple[str, Kind], list[DecisionRight]]:
    """Return the rights by topic and kind of authority: a mandate beside a budget right is no second decider."""
    groups: dict[tuple[str, Kind], list[DecisionRight]] = {}
    for right in rights:
        groups.setdefault((key(right.topic_nl), right.kind), []).append(right)
    return groups


def low(right: DecisionRight) -> Decimal:
    """Return where the band begins (exclusive, in euro excluding VAT); zero itself lies in the lowest band."""
    return right.above or _BELOW_ALL


def high(right: DecisionRight) -> Decimal:
    """Return where the band ends (inclusive, in euro excluding VAT)."""
    return _ABOVE_ALL if right.up_to is None else right.up_to


def coverage(rights: Iterable[DecisionRight], today: date) -> Iterator[Finding]:
    """Yield what is wrong per topic from today on: overlapping bands, gaps between them, no lowest, no highest."""
    for group in by_topic(rights).values():
        seen: set[tuple[FindingKind, tuple[str, ...]]] = set()
        for day in _turning_days(group, today):
            in_force = [right for right in group if right.holds_on(day)]
            for finding in (*_overlaps(in_force), *_holes(in_force)):
                if (finding.kind, finding.rights) not in seen:
                    seen.add((finding.kind, finding.rights))
                    yield finding if day == today else _later(finding, day)


def _turning_days(group: Iterable[DecisionRight], today: date) -> list[date]:
    """Return today and the coming days on which a right of the topic begins or has just ended."""
    days = {today}
    for right in group:
        begin, end = right.valid_from, right.valid_to
        days.update(day for day in (begin, end and end < date.max and end + timedelta(days=1)) if day and day > today)
    return sorted(days)[:_MOST_DAYS]


def _later(finding: Finding, day: date) -> Finding:
    text = _("From {day}: {finding}", day=day, finding=finding.text)
    return Finding(finding.kind, finding.severity, text, finding.rights, finding.about)


def _overlaps(in_force: Iterable[DecisionRight]) -> Iterator[Finding]:
    """Yield each run of bands that overlap; rights under different conditions do not compete."""
    by_condition: dict[str, list[DecisionRight]] = {}
    for right in in_force:
        by_condition.setdefault(key(right.conditions), []).append(right)
    for rights in by_condition.values():
        run: list[DecisionRight] = []
        reach, common = _BELOW_ALL, (_BELOW_ALL, _ABOVE_ALL)
        for right in sorted(rights, key=lambda right: (low(right), high(right), right.id)):
            if run and low(right) < reach:
                if len(run) == 1:
                    common = (low(right), min(high(right), reach))
                run.append(right)
            else:
                yield from _run(run, common)
                run, reach = [right], _BELOW_ALL
            reach = max(reach, high(right))
        yield from _run(run, common)


def _run(run: Sequence[DecisionRight], common: tuple[Decimal, Decimal]) -> Iterator[Finding]:
    """Yield what it means that these rights overlap on the common band."""
    if len(run) <= 1:
        return
    topic, ids = run[0].topic_nl, tuple(right.id for right in run)
    deciders = {key(right.decides): right.decides for right in run}
    maxima = {right.up_to for right in run}
    if None not in maxima and len(maxima) > 1 and not any(right.above for right in run):
        text = _(
            "“{topic}”: {count} rights have a maximum but no minimum, so they overlap up to {amount}.",
            topic=topic,
            count=len(run),
            amount=Euro(common[1]),
        )
        yield Finding(FindingKind.ONLY_MAXIMA, Severity.WARNING, text, ids, topic)
    elif len(deciders) > 1:
        text = _(
            "“{topic}”: more than one function decides on {band}: {deciders}. Tell the rights apart by amount, "
            "dates or condition.",
            topic=topic,
            band=band(*common),
            deciders=quoted(deciders.values()),
        )
        yield Finding(FindingKind.TWO_DECIDERS, Severity.ERROR, text, ids, topic)
    else:
        text = _(
            "“{topic}”: {rights} overlap on {band}; the decider is the same.",
            topic=topic,
            band=band(*common),
            rights=shown(ids),
        )
        yield Finding(FindingKind.OVERLAP, Severity.WARNING, text, ids, topic)


def band(above: Decimal, up_to: Decimal) -> Message:
    """Return a band of amounts in words."""
    if above <= 0 and up_to == _ABOVE_ALL:
        return _("every amount")
    if above <= 0:
        return _("amounts up to {amount}", amount=Euro(up_to))
    if up_to == _ABOVE_ALL:
        return _("amounts above {amount}", amount=Euro(above))
    return _("amounts above {above} up to {up_to}", above=Euro(above), up_to=Euro(up_to))


def _holes(in_force: Sequence[DecisionRight]) -> Iterator[Finding]:
    """Yield the amounts on which nobody decides, while on others of the same topic somebody does."""
    if not in_force:
        return
    topic = in_force[0].topic_nl
    ladder = sorted(in_force, key=lambda right: (low(right), high(right), right.id))
    ids = tuple(right.id for right in ladder)
    if low(ladder[0]) > 0:
        text = _nobody(topic, _BELOW_ALL, low(ladder[0]))
        yield Finding(FindingKind.NO_LOWEST, Severity.WARNING, text, ids, topic)
    reach = high(ladder[0])
    for lower, right in pairwise(ladder):
        if low(right) > reach:
            text = _nobody(topic, reach, low(right))
            yield Finding(FindingKind.GAP, Severity.ERROR, text, (lower.id, right.id), topic)
        reach = max(reach, high(right))
    if reach < _ABOVE_ALL:
        text = _nobody(topic, reach, _ABOVE_ALL)
        yield Finding(FindingKind.NO_HIGHEST, Severity.WARNING, text, ids, topic)


def _nobody(topic: str, above: Decimal, up_to: Decimal) -> Message:
    return _("“{topic}”: nobody decides on {band}.", topic=topic, band=band(above, up_to))
