# SPDX-License-Identifier: EUPL-1.2
"""Whether the register is kept up: rights that end without a successor, that nobody checked, that have no dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from commands.decision_rights.coverage import by_topic, high, low
from commands.decision_rights.faults import Finding, FindingKind, Severity, shown
from commands.decision_rights.rights import DecisionRight
from commands.text import Message, _, n_

#: A right that ends within this many days is worth a word now: a quarter holds one board meeting.
ENDS_WITHIN = timedelta(days=90)
#: Not verified for twelve months (domain §3.1 d).
CHECK_EVERY = timedelta(days=365)


def current(rights: Iterable[DecisionRight], today: date) -> tuple[DecisionRight, ...]:
    """Return the rights that are or will be in force."""
    return tuple(right for right in rights if right.valid_to is None or right.valid_to >= today)


def upkeep(rights: Sequence[DecisionRight], today: date) -> Iterator[Finding]:
    """Yield topics on which nobody follows, and one finding each for what has expired, ends, or was not checked."""
    for group in by_topic(rights).values():
        yield from _successors(group, today)
    live = current(rights, today)
    ended = [right.id for right in rights if right.valid_to and right.valid_to < today]
    ending = [right.id for right in live if right.valid_to and right.valid_to <= today + ENDS_WITHIN]
    never = [right.id for right in live if right.checked_on is None]
    stale = [right.id for right in live if right.checked_on and right.checked_on < today - CHECK_EVERY]
    undated = [right.id for right in live if right.valid_from is None]
    for kind, severity, ids, text in (
        (FindingKind.EXPIRED, Severity.NOTE, ended,
         n_("{count} right has expired: {rights}.", "{count} rights have expired: {rights}.", len(ended))),
        (FindingKind.ENDING, Severity.WARNING, ending,
         n_("{count} right ends within 90 days: {rights}.", "{count} rights end within 90 days: {rights}.",
            len(ending))),
        (FindingKind.NOT_CHECKED, Severity.WARNING, stale,
         n_("{count} right was last checked more than twelve months ago: {rights}.",
            "{count} rights were last checked more than twelve months ago: {rights}.", len(stale))),
        (FindingKind.NOT_CHECKED, Severity.NOTE, never,
         n_("{count} right has no date on which its source was checked: {rights}.",
            "{count} rights have no date on which their source was checked: {rights}.", len(never))),
        (FindingKind.NO_START, Severity.NOTE, undated,
         n_("{count} right has no first day: {rights}.", "{count} rights have no first day: {rights}.",
            len(undated))),
    ):  # fmt: skip
        yield from together(kind, severity, ids, text)


def together(kind: FindingKind, severity: Severity, ids: Sequence[str], text: Message) -> Iterator[Finding]:
    """Yield one finding for all these rights, if there are any; the text names the first of them."""
    if ids:
        yield Finding(kind, severity, text.with_values(rights=shown(ids, most=5)), tuple(ids))


def _successors(group: Sequence[DecisionRight], today: date) -> Iterator[Finding]:
    """Yield a finding for the rights of a topic that ended, or end soon, while no right takes over their amounts."""
    in_force: dict[date, list[DecisionRight]] = {}
    left: list[tuple[date, str]] = []
    for right in group:
        if right.valid_to is None or right.valid_to > today + ENDS_WITHIN:
            continue
        after = max(right.valid_to + timedelta(days=1), today)
        if after not in in_force:
            in_force[after] = [other for other in group if other.holds_on(after)]
        if not any(low(other) < high(right) and low(right) < high(other) for other in in_force[after]):
            left.append((right.valid_to, right.id))
    if not left:
        return
    last, topic = max(left)[0], group[0].topic_nl
    ids = tuple(code for _day, code in left)
    text = _("“{topic}”: {rights} ended on {day} and no right took over.", topic=topic, rights=shown(ids), day=last)
    if last >= today:
        text = _(
            "“{topic}”: {rights} will end on {day} and no right takes over.", topic=topic, rights=shown(ids), day=last
        )
    yield Finding(FindingKind.NO_SUCCESSOR, Severity.WARNING if last >= today else Severity.ERROR, text, ids, topic)
