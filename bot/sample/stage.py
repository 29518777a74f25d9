# SPDX-License-Identifier: EUPL-1.2
"""Lets the cast of the sample say, press and fill in things at moments in the past, through the real program."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from typing import TypeVar

from bot.app import App
from bot.clock import OFFSET, machine_now
from commands.events import Ask, Close, Incoming, Place, Press, Said, Submit
from commands.forms import FormView
from commands.organisations import Organisation
from commands.people import Account
from storage.database import Connection
from storage.local import LocalMessages
from storage.settings import Settings
from storage.store import Store

T = TypeVar("T")


class SampleBroken(RuntimeError):
    """The sample no longer fits the program: a form of it was refused."""


@dataclass
class Stage:
    """One organisation at play; ``at`` is the moment that all of it leads up to."""

    app: App
    organisation: Organisation
    at: datetime
    _numbers: "count[int]" = field(default_factory=count)
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def moment(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """Return an hour on the working day that is so many working days before; never after ``at``."""
        calendar = self.read(lambda store: store.calendar)
        day = self.at.astimezone(self.organisation.zone).date()
        left = days
        while left > 0 or not calendar.is_working_day(day):
            day -= timedelta(days=1)
            left -= calendar.is_working_day(day)
        then = datetime.combine(day, time(hour, minute), self.organisation.zone)
        return min(then, self.at - timedelta(minutes=10))

    def close(self) -> None:
        """Let go of what deliveries ran on."""
        self._runner.close()

    def says(self, person_id: str, words: str, when: datetime) -> FormView | None:
        """Let somebody type words; return the form that opens, if one does."""
        return self._happens(person_id, Ask(words), when)

    def presses(self, person_id: str, action: str, when: datetime, **values: str) -> FormView | None:
        """Let somebody press a button; return the form that opens, if one does."""
        return self._happens(person_id, Press(action, tuple(values.items())), when)

    def fills(self, person_id: str, form: FormView | None, answers: Mapping[str, str], when: datetime) -> None:
        """Let somebody send a form in, with these answers over what it came with.

        Raises:
            SampleBroken: when no form opened, or it was refused.

        """
        if form is None:
            raise SampleBroken(f"No form opened for {person_id}: {answers}.")
        typed = {f.name: f.value for f in form.fields} | dict(answers)
        self._happens(person_id, Submit(form.form, tuple(typed.items()), form.hidden), when)

    def leaves_unfinished(
        self, person_id: str, form: FormView | None, typed: Mapping[str, str], when: datetime
    ) -> None:
        """Let somebody close a form without sending it in: it is kept as a draft."""
        if form is None:
            raise SampleBroken(f"No form opened for {person_id}.")
        drawn = {f.name: f.value for f in form.fields if f.value}
        said = Close(form.form, tuple((drawn | dict(typed)).items()), tuple(drawn.items()), form.hidden)
        self._happens(person_id, said, when)

    def wakes(self, when: datetime) -> None:
        """Let the clock carry out what fell due by that moment, and deliver what it causes."""
        self.app.database.transact(partial(_becomes, when=when))
        # A turn of the clock ends after some seconds of the machine's own time; on a slow one that is sooner.
        while self.app.ticker.tick():
            pass
        self._runner.run(self._deliver())

    def read(self, look: Callable[[Store], T]) -> T:
        """Return what somebody reads in the store of this organisation."""
        return self.app.database.read(lambda c: look(Store(c, self.organisation)))

    def write(self, change: Callable[[Store], None]) -> None:
        """Change something in the store of this organisation that no event of the program leads to by itself."""
        self.app.database.transact(lambda c: change(Store(c, self.organisation)))

    def _happens(self, person_id: str, said: Said, when: datetime) -> FormView | None:
        """Carry one event out at that moment, and deliver what it causes."""
        account = Account("local", self.organisation.id, person_id)
        place = Place("local", person_id)
        key = f"sample:{next(self._numbers)}"

        def before(connection: Connection) -> None:
            _becomes(connection, when)
            if isinstance(said, Ask):
                LocalMessages(connection, account.tenant).keep_words(f"s-{key}", place, person_id, said.words, when)

        self.app.database.transact(before)
        ack = self.app.dispatcher.handle(Incoming(said, account, place, key))
        if ack.errors:
            raise SampleBroken(f"{said} was refused: {ack.errors}")
        self.app.database.transact(
            lambda c: (
                LocalMessages(c, account.tenant).keep_cause(ack.correlation, person_id) if ack.correlation else None
            )
        )
        if ack.form is None:
            self._runner.run(self._deliver())
        return ack.form

    async def _deliver(self) -> None:
        """Deliver everything that waits."""
        while await self.app.delivery.deliver_due():
            pass


def _becomes(connection: Connection, when: datetime) -> None:
    """Let it be that moment."""
    Settings(connection).put(OFFSET, str((when - machine_now()).total_seconds()))
