# SPDX-License-Identifier: EUPL-1.2
"""The figures on ``/metrics``: counted here where things happen, and asked of the database when somebody looks.

Labels are words of this program alone (platforms, kinds, outcomes), never a person, an organisation or anything typed.
"""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.clock import business_now, machine_now
from storage.database import Connection, Database, DatabaseUnusable
from storage.fallen import lag
from storage.settings import Settings
from storage.vitals import Vitals, vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "mandaat_requests", "Events that came in.", ("platform", "kind", "outcome"), registry=self.registry
        )
        self._latency = Histogram(
            "mandaat_request_seconds",
            "From an event to its acknowledgement.",
            ("platform", "kind"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "mandaat_deliveries", "Attempts to deliver a message.", ("platform", "outcome"), registry=self.registry
        )
        self._dues = Counter(
            "mandaat_due_rows",
            "Due rows that were carried out, by how that ended.",
            ("outcome",),
            registry=self.registry,
        )

    def handled(self, platform: str, kind: str, outcome: str, seconds: float) -> None:
        """Count an event: ``kind`` is ask, press or submit."""
        self._requests.labels(platform, kind, outcome).inc()
        self._latency.labels(platform, kind).observe(seconds)

    def delivered(self, platform: str, outcome: str, attempts: int) -> None:
        """Count attempts to deliver: sent, retried, failed or unsure."""
        self._deliveries.labels(platform, outcome).inc(attempts)

    def fell_due(self, outcome: str) -> None:
        """Count a due row: done, dropped, retried or failed."""
        self._dues.labels(outcome).inc()

    def watch(self, database: Database) -> None:
        """Show how this database stands, too."""
        self.registry.register(Standing(database))

    def page(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self.registry)


class Standing(Collector):
    """What only the database knows, asked anew at every look; the same whichever process is asked."""

    def __init__(self, database: Database) -> None:
        """Keep the database."""
        self._database = database

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Return nothing: registering must not wait for a database."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures; where the database is away, only that."""
        now = machine_now()
        try:
            found, (overdue, lag_seconds) = self._database.read(_standing)
        except DatabaseUnusable:
            yield _gauge("mandaat_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("mandaat_database_up", "Whether the database answers.", 1)
        depth = GaugeMetricFamily("mandaat_outbox_messages", "Messages that should have gone.", labels=("platform",))
        age = GaugeMetricFamily("mandaat_outbox_oldest_seconds", "How long the oldest waits.", labels=("platform",))
        for waiting in found.waiting:
            depth.add_metric((waiting.platform,), waiting.count)
            age.add_metric((waiting.platform,), max(0.0, waiting.seconds))
        yield depth
        yield age
        yield _gauge("mandaat_due_rows_overdue", "Due rows that should have been carried out.", overdue)
        yield _gauge("mandaat_clock_lag_seconds", "How long the oldest of them waits, in business time.", lag_seconds)
        if found.ticked:
            yield _gauge("mandaat_clock_tick_age_seconds", "How long ago a clock ticked.", _seconds(now, found.ticked))


def _standing(connection: Connection) -> tuple[Vitals, tuple[int, float]]:
    """Return what shows from outside, and how far the clock lags."""
    return vitals(connection, business_now(Settings(connection))), _lag(connection)


def _lag(connection: Connection) -> tuple[int, float]:
    """Return how many due rows should have been carried out, and how long the oldest of them waits."""
    now = business_now(Settings(connection))
    overdue, oldest = lag(connection, now)
    return overdue, _seconds(now, oldest) if oldest else 0.0


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    """Return one figure."""
    return GaugeMetricFamily(name, about, value=value)


def _seconds(now: datetime, then: datetime) -> float:
    """Return how long ago that was; clocks of two machines may differ a little."""
    return max(0.0, (now - then).total_seconds())
