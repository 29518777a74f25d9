# SPDX-License-Identifier: EUPL-1.2
"""A request as it stands today, with who acts where: all that a card of it shows."""

from dataclasses import dataclass
from datetime import date

from commands.calendars import Calendar
from commands.people import Acting
from commands.requests.request import Desk, Dossier, Opinion, Request, Stance


@dataclass(frozen=True, slots=True)
class Seat:
    """A function that was asked something, who acts for it today, what it said last, and whether it is a meeting."""

    function: str
    acts: tuple[Acting, ...]
    said: Opinion | None = None
    body: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the function agreed."""
        return self.said is not None and self.said.stance is Stance.AGREES


@dataclass(frozen=True, slots=True)
class View:
    """A request as it stands on ``today``; ``acts`` are those who act for its desk, ``body`` that they meet.

    ``calendar`` is the one that its terms count by.
    """

    dossier: Dossier
    organisation: str
    today: date
    calendar: Calendar
    acts: tuple[Acting, ...] = ()
    body: bool = False
    agreers: tuple[Seat, ...] = ()
    advisers: tuple[Seat, ...] = ()

    @property
    def request(self) -> Request:
        """The request itself."""
        return self.dossier.request

    @property
    def desk(self) -> Desk:
        """Where it lies."""
        return self.dossier.request.desk

    @property
    def missing(self) -> tuple[str, ...]:
        """The functions that must agree and did not."""
        return tuple(seat.function for seat in self.agreers if not seat.agrees)
