# SPDX-License-Identifier: EUPL-1.2
"""What falls due later: a row with the rule it comes from, carried out once, dropped when it has lost its meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from commands.organisations import Organisation
from commands.refs import Ref
from commands.wall_clock import moment

#: The rule by which a feature has a thing of its own escalated: it is planned about that thing. The stage may name the
#: kind of escalation, such as ``overdue``, ``budget`` or ``planning`` (domain §2.9).
RAISE = "escalations.raise"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do at ``at`` on ``day``, on the wall clock of ``zone`` (a name; empty: the organisation's).

    ``rule`` is ``feature.noun`` and names who carries it out. Rule, thing, day, stage and whom together happen once
    for an organisation, however often they are planned.
    """

    rule: str
    about: Ref
    day: date
    at: time
    stage: str = ""
    whom: str = ""
    zone: str = ""

    def moment(self, organisation: Organisation) -> datetime:
        """Return when that is, in UTC."""
        return moment(self.day, self.at, ZoneInfo(self.zone) if self.zone else organisation.zone)


@dataclass(frozen=True, slots=True)
class Tick:
    """What fell due, for which organisation, and when it is carried out (aware business time), which may be late."""

    due: Due
    organisation: Organisation
    at: datetime

    @property
    def today(self) -> date:
        """The calendar day where the organisation is."""
        return self.at.astimezone(self.organisation.zone).date()


class Lapsed(Exception):
    """What fell due has lost its meaning: it is dropped, and the journal says so.

    ``reason`` is one word for the journal, such as ``decided`` or ``gone``.
    """

    def __init__(self, reason: str) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that comes again and again for every organisation, at a time of the wall clock.

    ``after`` gives the next day after a day, from what the store knows of the organisation's calendar. However long
    nobody ran, what was missed is carried out once.
    """

    rule: str
    at: time
    after: Callable[[date, Any], date]
