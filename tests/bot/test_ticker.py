# SPDX-License-Identifier: EUPL-1.2
"""The clock carries out what fell due, once, with everything that follows from it, and outlives what fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.clock import OFFSET, business_now, machine_now, move_to
from bot.ticker import MOST_ATTEMPTS, Ticker
from commands.cards import Card
from commands.dues import Due, Lapsed, Recurring, Tick
from commands.feature import Feature
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import _
from storage.database import Database
from storage.dues import dues
from storage.fallen import failures
from storage.journal import lines
from storage.messages import outbox
from storage.store import Store
from storage.vitals import vitals
from tests.cast import AT, DAY, LOTTE, SANNE, WATERVEEN, ZUIDERPLAS, move_in

LAMP = Ref("lamps", "1")
MORNING = time(9, 0)


@dataclass
class Lamps:
    """A feature that lights lamps when it is time, and keeps which it lit."""

    lit: list[tuple[str, datetime]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def light(self, tick: Tick, store: Any) -> Reply:  # noqa: ANN401 - a feature's own store
        """Light one, tell Sanne, and plan the next stage."""
        self.lit.append((tick.due.stage, tick.at))
        tell = Tell(ToPerson(SANNE), Card(_("A lamp is lit")))
        plans = (
            (Due("lamps.light", LAMP, tick.due.day + timedelta(days=1), MORNING, "b"),) if not tick.due.stage else ()
        )
        return Reply(tells=(tell,), acts=(Act("lamps.light", LAMP),), plans=plans)

    def gone(self, tick: Tick, store: Any) -> Reply:  # noqa: ANN401 - a feature's own store
        """Find that there is nothing to light."""
        raise Lapsed("gone")

    def broken(self, tick: Tick, store: Store) -> Reply:
        """Break, after it wrote something."""
        store.settings.put("half", "done")
        raise ZeroDivisionError

    def together(self, ticks: Sequence[Tick], store: Any) -> tuple[Reply, Mapping[Due, str]]:  # noqa: ANN401 - as above
        """Light several at once, and tell Sanne of each; the dark one lapses, and the wet one breaks them all."""
        stages = [tick.due.stage for tick in ticks]
        self.rows.append(stages)
        if "wet" in stages:
            store.settings.put("half", "done")
            raise ZeroDivisionError
        tells = tuple(Tell(ToPerson(SANNE), Card(stage), stage) for stage in stages if stage != "dark")
        return Reply(tells=tells), {tick.due: "dark" for tick in ticks if tick.due.stage == "dark"}

    def feature(self) -> Feature:
        """Return the feature."""
        every_working_day = Recurring("lamps.daily", MORNING, _next_working_day)
        works = {"lamps.light": self.light, "lamps.gone": self.gone, "lamps.broken": self.broken}
        gathered = {"lamps.row": self.together}
        dues = {**works, "lamps.daily": self.light}
        return Feature("lamps", dues=dues, gathered=gathered, recurring=(every_working_day,))


def _next_working_day(day: date, store: Store) -> date:
    return store.calendar.add_working_days(day, 1)


@dataclass
class Hall:
    """A database at the cast's Monday with a clock that lights lamps."""

    database: Database
    lamps: Lamps = field(default_factory=Lamps)

    def __post_init__(self) -> None:
        """Wire the clock."""
        self.ticker = Ticker(self.database, (self.lamps.feature(),), lambda: None)

    def plan(self, rule: str, day: date = DAY, at: time = MORNING, stage: str = "") -> None:
        """Plan something about the lamp."""
        self.arrange(lambda s: s.dues.plan(Due(rule, LAMP, day, at, stage)))

    def plan_row(self, *stages: str) -> None:
        """Plan lamps that are lit together."""
        self.arrange(lambda s: s.dues.plan_all(Due("lamps.row", Ref("lamps", e), DAY, MORNING, e) for e in stages))

    def arrange(self, work: Any) -> Any:  # noqa: ANN401 - whatever the work gives
        """Do something in a transaction."""
        return self.database.transact(lambda c: work(Store(c, WATERVEEN)))

    def move(self, **later: float) -> None:
        """Let time pass."""
        self.arrange(lambda s: move_to(s.settings, business_now(s.settings) + timedelta(**later)))

    def count(self, table: Any) -> list[Any]:  # noqa: ANN401 - any table
        """Return the rows of a table, in the order of their keys."""
        return self.database.read(lambda c: list(c.execute(table.select().order_by(*table.primary_key))))

    def journal(self) -> list[tuple[str, str]]:
        """Return what the journal says, the action with its result."""
        return [(line.action, line.result) for line in self.database.read(lambda c: list(lines(c)))]


@pytest.fixture
def hall(database: Database) -> Hall:
    move_in(database)
    database.transact(lambda c: Store(c, WATERVEEN).settings.put(OFFSET, str((AT - machine_now()).total_seconds())))
    return Hall(database)


def test_what_fell_due_is_carried_out_once_with_its_message_its_line_and_what_comes_next(hall: Hall) -> None:
    hall.plan("lamps.light")

    assert [hall.ticker.tick(), hall.ticker.tick()] == [1, 0]
    assert [stage for stage, _ in hall.lamps.lit] == [""]
    assert [row.person for row in hall.count(outbox)] == [SANNE.id]
    assert hall.journal() == [("lamps.light", "done")]
    [(next_due, _)] = hall.arrange(lambda s: s.dues.planned())
    assert (next_due.stage, next_due.day) == ("b", DAY + timedelta(days=1))


def test_what_is_still_to_come_waits(hall: Hall) -> None:
    hall.plan("lamps.light", at=time(9, 45))
    assert hall.ticker.tick() == 0
    hall.move(minutes=20)
    assert hall.ticker.tick() == 1


def test_a_week_asleep_is_caught_up_once_in_order_and_late(hall: Hall) -> None:
    hall.plan("lamps.light")
    hall.move(days=7)

    hall.ticker.tick()
    assert [stage for stage, _ in hall.lamps.lit] == ["", "b"]
    assert all(at - AT >= timedelta(days=7) for _, at in hall.lamps.lit)


def test_what_lost_its_meaning_is_dropped_and_the_journal_says_why(hall: Hall) -> None:
    hall.plan("lamps.gone")
    assert [hall.ticker.tick(), hall.ticker.tick()] == [1, 0]
    assert hall.journal() == [("lamps.gone", "dropped:gone")]
    assert hall.count(outbox) == []


def test_what_fails_leaves_nothing_half_done_waits_and_lets_others_pass(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.plan("lamps.broken")
    hall.arrange(lambda s: s.dues.plan(Due("lamps.light", Ref("lamps", "2"), DAY, MORNING, "b")))

    assert [hall.ticker.tick(), hall.ticker.tick()] == [1, 0]
    assert hall.arrange(lambda s: s.settings.get("half")) is None
    [broken] = [row for row in hall.count(dues) if row.rule == "lamps.broken"]
    assert (broken.state, broken.attempts) == ("due", 1)
    assert broken.held_until > machine_now() - timedelta(minutes=1)
    assert "ZeroDivisionError" in caplog.text


def test_what_keeps_failing_is_given_up_and_the_administrator_hears_it_once(hall: Hall) -> None:
    hall.plan("lamps.broken")
    for _turn in range(MOST_ATTEMPTS + 2):
        hall.database.transact(lambda c: c.execute(dues.update().values(held_until=None)))
        hall.ticker.tick()

    assert len(hall.database.read(failures)) == 1
    assert [row.person for row in hall.count(outbox)] == [LOTTE.id]
    assert hall.journal() == [("lamps.broken", "failed")]


def test_what_is_gathered_is_carried_out_at_once_and_each_has_its_own_end(hall: Hall) -> None:
    hall.plan_row("a", "dark", "b")
    hall.arrange(lambda s: s.of(ZUIDERPLAS.id).dues.plan(Due("lamps.row", LAMP, DAY, MORNING, "elsewhere")))

    assert [hall.ticker.tick(), hall.ticker.tick()] == [4, 0]
    assert hall.lamps.rows == [["a", "dark", "b"], ["elsewhere"]]
    assert [row.key for row in hall.count(outbox)] == ["a", "b", "elsewhere"]
    assert hall.journal() == [("lamps.row", "dropped:dark")]
    assert {row.stage: row.state for row in hall.count(dues)} == {
        "a": "done", "dark": "dropped", "b": "done", "elsewhere": "done"
    }  # fmt: skip


def test_one_that_fails_among_the_gathered_waits_by_itself_and_lets_the_others_pass(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.plan_row("a", "wet", "b")

    assert [hall.ticker.tick(), hall.ticker.tick()] == [2, 0]
    assert hall.lamps.rows == [["a", "wet", "b"], ["a"], ["wet"], ["b"]]
    assert [row.key for row in hall.count(outbox)] == ["a", "b"]
    assert hall.arrange(lambda s: s.settings.get("half")) is None
    [broken] = [row for row in hall.count(dues) if row.state == "due"]
    assert (broken.stage, broken.attempts) == ("wet", 1)
    assert "ZeroDivisionError" in caplog.text


def test_a_rule_that_no_feature_knows_waits_for_the_program_that_does(hall: Hall) -> None:
    hall.plan("lanterns.light")
    assert hall.ticker.tick() == 0
    [row] = hall.count(dues)
    assert row.state == "due"


def test_what_recurs_is_planned_for_every_organisation_from_now_on_and_planned_again_when_it_was_carried_out(
    hall: Hall,
) -> None:
    hall.ticker.plan_recurring()
    hall.ticker.plan_recurring()
    planned = {row.organisation: row.day for row in hall.count(dues)}
    tuesday = DAY + timedelta(days=1)
    assert planned == {WATERVEEN.id: tuesday, ZUIDERPLAS.id: tuesday}  # nine o'clock on Monday has passed

    hall.move(days=1)
    assert hall.ticker.tick() == 2
    assert len(hall.lamps.lit) == 2
    assert max(row.day for row in hall.count(dues) if row.state == "due") == DAY + timedelta(days=2)


def test_what_recurs_comes_once_after_a_week_asleep(hall: Hall) -> None:
    hall.ticker.plan_recurring()
    hall.move(days=8)
    hall.ticker.tick()
    daily = [row for row in hall.count(dues) if row.rule == "lamps.daily" and row.organisation == WATERVEEN.id]
    assert [(row.day - DAY).days for row in daily if row.state == "done"] == [1]
    assert [(row.day - DAY).days for row in daily if row.state == "due"] == [9]


def test_every_process_can_tell_when_the_clock_last_looked(hall: Hall) -> None:
    before = datetime.now(UTC)
    hall.ticker.tick()
    ticked = hall.arrange(lambda s: vitals(s.connection, machine_now())).ticked
    assert ticked
    assert ticked >= before
