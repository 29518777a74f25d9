# SPDX-License-Identifier: EUPL-1.2
"""An escalation as it stands today, with who acts and the path ahead: all that a card of it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commands.escalations.escalation import Decision, Escalation, Event, Rung
from commands.people import Acting, Person


@dataclass(frozen=True, slots=True)
class View:
    """An escalation on ``today``.

    ``acts`` are those who act for its rung, ``ahead`` the rungs still to come as they would be today, ``names`` what
    the organisations are called, ``people`` those who are named on rungs, by id.
    """

    escalation: Escalation
    today: date
    names: Mapping[str, str]
    acts: tuple[Acting, ...] = ()
    ahead: tuple[Rung, ...] = ()
    people: Mapping[str, Person] | None = None
    followers: tuple[Person, ...] = ()
    decision: Decision | None = None
    history: tuple[Event, ...] = ()
