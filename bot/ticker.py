# SPDX-License-Identifier: EUPL-1.2
"""Carries out what fell due: each row in one transaction with the messages, the journal and what falls due next.

What everybody has at the same hour, such as a digest, is one transaction for many rows: on a morning of twenty thousand
messages, asking the same for each takes longer than the messages themselves.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from structlog.contextvars import bound_contextvars

from bot.clock import business_now, machine_now
from bot.effects import Cause, effect, note, whose
from bot.metrics import Metrics
from bot.recurring import plan_first, plan_next
from commands.cards import Card, Paragraph, Tone
from commands.dues import Due, Lapsed, Recurring, Tick
from commands.feature import Feature, OnDue, OnDues
from commands.people import Role
from commands.replies import Act, Reply, Tell, ToRole, Urgency
from commands.text import _
from storage.database import Connection, Database, DatabaseUnusable
from storage.dues import DONE, DROPPED, FAILED
from storage.fallen import Row, ended, fallen_due, postpone, take
from storage.organisation import Organisations
from storage.settings import Settings
from storage.store import Store
from storage.vitals import tick as mark

log = logging.getLogger(__name__)

BATCH = 50
#: How long one turn may take, well within the watchdog's patience.
TURN_SECONDS = 5.0
MOST_ATTEMPTS = 8
LONGEST_WAIT_SECONDS = 3600.0
#: Where the journal and a message say that nobody did this but the clock.
CLOCK = "clock"
#: How often it is written down that the clock goes, so that every process can tell.
TICKED_EVERY = timedelta(seconds=10)


class Unplanned(LookupError):
    """Nobody carries this rule out: the program that planned it was a newer one."""


class Ticker:
    """Carries out what fell due; any number of processes may do so at once."""

    def __init__(
        self, database: Database, features: Sequence[Feature], wake: Callable[[], None], metrics: Metrics | None = None
    ) -> None:
        """Keep who carries out which rule, whom to wake when the outbox has something, and who counts."""
        self._database = database
        self._features = features
        alone: dict[str, OnDues] = {rule: _alone(work) for f in features for rule, work in f.dues.items()}
        self._gathered: Mapping[str, OnDues] = {rule: work for f in features for rule, work in f.gathered.items()}
        self._rules: Mapping[str, OnDues] = {**alone, **self._gathered}
        self._recurring: Mapping[str, Recurring] = {r.rule: r for f in features for r in f.recurring}
        self._wake = wake
        self._metrics = metrics or Metrics()
        self._stopped = False
        self._ticked: datetime | None = None

    def stop(self) -> None:
        """Begin with nothing more; what is being carried out is finished."""
        self._stopped = True

    def tick(self) -> int:
        """Carry out what fell due, oldest first, and return how much that was.

        After a long sleep that is much: then it goes in turns, so that the watchdog and everyone who waits for what
        follows see that the clock goes.

        Raises:
            DatabaseUnusable: when nothing can be read or stored; then nothing more was carried out either.

        """
        self._mark()
        count, until = 0, monotonic() + TURN_SECONDS
        # What another process has, or what failed and waits, is left to the next tick.
        while monotonic() < until and (done := self._batch()):
            count += done
            self._wake()
        return count

    def _batch(self) -> int:
        """Carry out the oldest few, and return how many that were."""
        return sum(self._carry_out(numbers) for numbers in self._together(self._database.read(_fallen_due)))

    def _together(self, found: Mapping[int, tuple[str, str]]) -> Iterable[Sequence[int]]:
        """Return what is carried out in one transaction each; of one thing there is only one among them."""
        groups: dict[object, list[int]] = {}
        for number, (organisation, rule) in found.items():
            groups.setdefault((organisation, rule) if rule in self._gathered else number, []).append(number)
        return groups.values()

    def plan_recurring(self) -> None:
        """See to it that everything that recurs is planned for every organisation."""
        for organisation in self._database.read(lambda c: Organisations(c).all()):
            for recurring in self._recurring.values():
                self._database.transact(partial(plan_first, organisation=organisation, recurring=recurring))

    def _mark(self) -> None:
        """Write down that the clock goes, now and then."""
        now = machine_now()
        if self._ticked is None or now - self._ticked >= TICKED_EVERY:
            self._database.transact(lambda c: mark(c, now))
            self._ticked = now

    def _carry_out(self, numbers: Sequence[int]) -> int:
        """Carry out rows of one rule; return how many: not what another process has, or what failed and waits."""
        if self._stopped:
            return 0
        correlation = secrets.token_hex(6)
        with bound_contextvars(correlation=correlation):
            try:
                outcomes = self._database.transact(lambda c: self._once(c, numbers, correlation))
            except DatabaseUnusable:
                raise
            except Exception:
                # One row must not stop the clock. The log gets the reason; administrators hear when it is given up.
                log.exception("due %s: bug %s", ", ".join(map(str, numbers)), correlation)
                if len(numbers) > 1:
                    # Nor may it stop those that fell due with it.
                    return sum(self._carry_out((number,)) for number in numbers)
                outcomes = self._database.transact(lambda c: self._fail(c, numbers[0], correlation))
        for outcome in outcomes:
            self._metrics.fell_due(outcome)
        return sum(outcome in {DONE, DROPPED} for outcome in outcomes)

    def _once(self, connection: Connection, numbers: Sequence[int], correlation: str) -> tuple[str, ...]:
        """Carry these rows out in this transaction and return how each ended that was there to be taken."""
        taken = self._taken(connection, numbers)
        if taken is None:
            return ()
        store, rows, at = taken
        rule = rows[0].due.rule
        cause = Cause(CLOCK, rule, at, correlation)
        work = self._rules.get(rule)
        if work is None:
            raise Unplanned(rule)
        reply, lapsed = work([Tick(row.due, store.organisation, at) for row in rows], store)
        for row in rows:
            if (reason := lapsed.get(row.due)) is not None:
                note(store, (Act(rule, row.due.about, f"dropped:{reason}"),), cause)
                ended(connection, (row,), DROPPED, at, reason)
        if done := [row for row in rows if row.due not in lapsed]:
            ended(connection, done, DONE, at)
            effect(whose(reply, store), reply, cause, self._features)
        if again := self._recurring.get(rule):
            for row in rows:
                plan_next(store, again, max(row.due.day, at.astimezone(store.organisation.zone).date()))
        return tuple(DROPPED if row.due in lapsed else DONE for row in rows)

    def _fail(self, connection: Connection, number: int, correlation: str) -> tuple[str, ...]:
        """Leave a row for later, or give it up and tell the administrators; return which."""
        taken = self._taken(connection, (number,))
        if taken is None:
            return ()
        store, (row,), at = taken
        if row.attempts + 1 < MOST_ATTEMPTS:
            wait = min(LONGEST_WAIT_SECONDS, 4.0**row.attempts)
            postpone(connection, row, correlation, machine_now() + timedelta(seconds=wait))
            return ("retried",)
        ended(connection, (row,), FAILED, at, correlation)
        told = Tell(ToRole(Role.ADMINISTRATOR), _given_up(row, correlation), urgency=Urgency.NOW)
        act = Act(row.due.rule, row.due.about, "failed")
        effect(store, Reply(tells=(told,), acts=(act,)), Cause(CLOCK, row.due.rule, at, correlation))
        if again := self._recurring.get(row.due.rule):
            plan_next(store, again, max(row.due.day, at.astimezone(store.organisation.zone).date()))
        return (FAILED,)

    @staticmethod
    def _taken(connection: Connection, numbers: Sequence[int]) -> tuple[Store, Sequence[Row], datetime] | None:
        """Return the rows that are ours, the store of their organisation and the business time; None without any."""
        rows = take(connection, numbers)
        organisation = Organisations(connection).get(rows[0].organisation) if rows else None
        if organisation is None:
            return None
        store = Store(connection, organisation)
        return store, rows, business_now(store.settings)


def _alone(work: OnDue) -> OnDues:
    """Return what carries out one row as what carries out several."""

    def carry_out(ticks: Sequence[Tick], store: Store) -> tuple[Reply, Mapping[Due, str]]:
        (tick,) = ticks
        try:
            return work(tick, store), {}
        except Lapsed as lapsed:
            return Reply(), {tick.due: lapsed.reason}

    return carry_out


def _fallen_due(connection: Connection) -> Mapping[int, tuple[str, str]]:
    """Return what may be carried out now."""
    return fallen_due(connection, business_now(Settings(connection)), machine_now(), BATCH)


def _given_up(row: Row, correlation: str) -> Card:
    """Return what the administrators hear of something that could not be carried out."""
    return Card(
        _("Something that had to happen on time does not succeed"),
        (
            Paragraph(_("It is about {rule}, {thing}.", rule=row.due.rule, thing=str(row.due.about))),
            Paragraph(
                _(
                    "I tried {count} times and gave it up. Look in the log for number {id}; it says why.",
                    count=row.attempts + 1,
                    id=correlation,
                )
            ),
        ),
        Tone.BAD,
    )
