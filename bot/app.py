# SPDX-License-Identifier: EUPL-1.2
"""The composition root: every room is made here and handed what it needs."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.clock import machine_now
from bot.dispatch import Dispatcher
from bot.links import Links
from bot.loading import loading
from bot.local.send import LocalSender
from bot.metrics import Metrics
from bot.neighbours import goals, inviting
from bot.neighbours.escalating import Escalating
from bot.neighbours.evaluating import neighbours
from bot.neighbours.own_data import kept
from bot.neighbours.routing import board, route
from bot.neighbours.standing_in import decided, waits
from bot.outbox import Delivery
from bot.registers import Registers
from bot.routes import Routes
from bot.sender import Sender
from bot.settings import Settings
from bot.ticker import Ticker
from commands import decision_rights, escalations, evaluations, meetings, organisation, portfolio, requests
from commands.events import Context
from commands.feature import Feature
from commands.help import house
from scheduler.engine import Engine, Wake
from storage.backup.shape import LEFT_OUT
from storage.database import Database, DatabaseUnusable
from storage.journal import seal
from storage.retention import forget

if TYPE_CHECKING:
    from bot.slack.connection import Connection as Slack
    from bot.teams.connection import Connection as Teams

TICK_SECONDS = 1
RECUR_SECONDS = 60
SEAL_SECONDS = 20
WARM_SECONDS = 10
FORGET_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Parts:
    """What this process does: answer people, wake what is due, or both. Every process delivers messages."""

    web: bool = True
    clock: bool = True


@dataclass(frozen=True, slots=True)
class App:
    """The program, wired: what the web pages and the command line use."""

    settings: Settings
    database: Database
    features: Sequence[Feature]
    dispatcher: Dispatcher
    delivery: Delivery
    local: LocalSender
    ticker: Ticker
    engine: Engine
    links: Links
    demo: bool
    slack: "Slack | None" = None
    teams: "Teams | None" = None
    parts: Parts = Parts()
    metrics: Metrics = field(default_factory=Metrics)


def offered(
    registers: Registers, link: Callable[[Context, Any, str], str], public_url: str = ""
) -> tuple[Feature, ...]:
    """Return what people can do.

    ``link`` returns a short-lived personal address of a page of ours; ``public_url`` is what our addresses begin with.
    """
    features = (
        escalations.feature(Escalating.of(registers).neighbours()),
        requests.feature(route(registers), goals.adopted),
        meetings.feature(inviting.neighbours(public_url, link)),
        portfolio.feature(goals.neighbours(registers)),
        evaluations.feature(neighbours(registers)),
        organisation.feature(kept, waits, decided),
        decision_rights.feature(registers.of, board),
    )
    return (house(features, link), *features)


def build(
    settings: Settings,
    database: Database,
    *,
    demo: bool = False,
    registers: Registers | None = None,
    parts: Parts = Parts(),
) -> App:
    """Return the program on this database; nothing runs yet. ``registers`` keeps indexes that were made elsewhere."""
    registers = registers or Registers(settings.mandaat_home, meaning=settings.mandaat_meaning)
    links = Links(database, settings.public_url)
    features = offered(registers, links.personal, settings.public_url)
    local = LocalSender(database)
    slack, teams = to_slack(settings, database, features), to_teams(settings, database, features)
    metrics = Metrics()
    senders: dict[str, Sender] = {"local": local}
    senders |= {"slack": slack.sender()} if slack else {}
    senders |= {"teams": teams.sender()} if teams else {}
    delivery = Delivery(database, senders, metrics)
    metrics.watch(database)
    dispatcher = Dispatcher(database, Routes(features), delivery.wake, metrics)
    ticker = Ticker(database, features, delivery.wake, metrics)
    clock = (
        Wake("dues.recur", RECUR_SECONDS, patient(ticker.plan_recurring)),
        Wake("dues.tick", TICK_SECONDS, patient(ticker.tick)),
        Wake("journal.seal", SEAL_SECONDS, patient(lambda: database.transact(seal))),
        Wake("retention", FORGET_SECONDS, patient(lambda: database.transact(lambda c: forget(c, machine_now())))),
        Wake("retention.files", FORGET_SECONDS, patient(lambda: database.shed(LEFT_OUT))),
    )
    here = (Wake("registers.warm", WARM_SECONDS, patient(lambda: registers.warm(database))),)
    engine = Engine((*(clock if parts.clock else ()), *(here if parts.web else ())))
    for platform in (slack, teams):
        if platform:
            platform.hears(dispatcher, delivery.wake)
    return App(
        settings,
        database,
        features,
        dispatcher,
        delivery,
        local,
        ticker,
        engine,
        links,
        demo,
        slack,
        teams,
        parts,
        metrics,
    )


def to_slack(settings: Settings, database: Database, features: Sequence[Feature]) -> "Slack | None":
    """Return Slack, where that is set up."""
    if not (settings.mandaat_slack_bot_token or settings.mandaat_slack_client_id):
        return None
    # Slack's libraries take a fifth of a second and ten megabytes, and not everybody has Slack.
    with loading():
        from bot.slack.connection import Connection as Slack  # noqa: PLC0415

    return Slack(settings, database, features)


def to_teams(settings: Settings, database: Database, features: Sequence[Feature]) -> "Teams | None":
    """Return Teams, where that is set up."""
    if not (settings.mandaat_teams_client_id or settings.mandaat_teams_registrations):
        return None
    # Microsoft's SDK takes half a second and fifty megabytes, and not everybody has Teams.
    with loading():
        from bot.teams.connection import Connection as Teams  # noqa: PLC0415

    return Teams(settings, database, features)


def patient(work: Callable[[], object]) -> Callable[[], None]:
    """Return the work for the clock: while the database is out of reach it is left for the next turn."""

    def tried() -> None:
        # The database itself says once that it went away, and once that it is back.
        with contextlib.suppress(DatabaseUnusable):
            work()

    return tried
