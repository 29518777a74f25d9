# SPDX-License-Identifier: EUPL-1.2
"""Migrations bring any earlier database to this program's version, with what is in it, on both databases."""

import pkgutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, column, insert, inspect, select, table

import storage
from commands.evaluations.answers import Ballot
from commands.evaluations.report import Report
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Tally
from commands.people import Account
from storage.ballots import ballots
from storage.database import Database, UtcDateTime, metadata
from storage.evaluation_reports import report_text
from storage.evaluations import rounds
from storage.journal import seal
from storage.messages import outbox
from storage.migrations import upgrade
from storage.organisation import identify
from storage.people import People
from storage.settings import Settings
from storage.verdict import verify
from tests.storage.house import FATIMA, JAN, NOW, TOWN, furnish, in_store

FIRST = "0001_house"


def _differences(connection: Connection) -> list[object]:
    """Return where the tables differ from what the rooms declare."""
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name != "migrations":
            import_module(f"storage.{module.name}")
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def test_the_migrations_make_exactly_the_tables_that_the_rooms_declare(database: Database) -> None:
    assert database.read(_differences) == []


def test_the_revisions_are_one_chain_that_begins_with_the_house() -> None:
    config = Config()
    config.set_main_option("script_location", upgrade.__file__.rpartition("/")[0])
    scripts = ScriptDirectory.from_config(config)
    revisions = [script.revision for script in scripts.walk_revisions()]

    assert revisions[-1] == FIRST
    assert revisions == sorted(revisions, reverse=True)
    assert len(scripts.get_heads()) == 1


def _first_message(connection: Connection) -> None:
    """Write a message as the first version did."""
    then = {"due_at": NOW, "created_at": NOW, "urgent": False, "attempts": 0, "state": "due", "key": "a/1"}
    words = {"platform": "local", "tenant": "waterveen", "address": "jan", "room": "direct", "card": "{}"}
    none = {"error": "", "message_id": "", "correlation": ""}
    new = {"beneath", "doubts", "instead_of", "tried_at", "settled_at"}
    first = Table("outbox", MetaData(), *(Column(c.name, c.type) for c in outbox.c if c.name not in new))
    connection.execute(insert(first).values(organisation="waterveen", **then, **words, **none))


def furnished_at(url: str, revision: str) -> Database:
    """Return a database as it was at a revision, with an organisation in it."""
    database = Database.open(url)
    if url.startswith("sqlite"):
        database.migrate()
        database.transact(upgrade.clear)
    database.transact(lambda c: upgrade.upgrade(c, "", revision))
    database.transact(furnish)
    return database


def test_what_was_kept_at_the_first_version_is_there_at_this_one(empty_url: str) -> None:
    database = furnished_at(empty_url, FIRST)
    database.transact(_first_message)
    in_store(
        database,
        lambda s: s.journal.append(
            action="requests.submit", object="requests/1", result="done", origin="local", actor="jan", at=NOW
        ),
    )
    database.transact(seal)

    database.migrate()

    database.check()
    assert database.read(lambda c: identify(c, Account("local", "waterveen", "fatima"))) == (FATIMA, TOWN)
    assert database.read(verify).intact
    assert database.read(lambda c: c.scalar(select(outbox.c.key))) == "a/1"
    database.close()


def test_a_draft_from_before_there_could_be_several_is_kept(empty_url: str) -> None:
    database = furnished_at(empty_url, "0003_requests")
    old = table("request_drafts", *(column(n) for n in ("organisation", "person", "values", "hidden")))
    old.append_column(column("at", UtcDateTime()))
    row = {"values": '[["subject", "Lamp"]]', "hidden": '[["opened", "2025-11-24T09:00:00+00:00"]]', "at": NOW}
    database.transact(lambda c: c.execute(insert(old).values(organisation="waterveen", person="jan", **row)))

    database.migrate()

    [draft] = in_store(database, lambda s: s.requests.drafts(JAN, NOW - timedelta(days=1)))
    assert (draft.title, draft.opened, draft.at) == ("Lamp", "2025-11-24T09:00:00+00:00", NOW)
    database.close()


def test_ballots_of_before_lose_the_group_that_their_report_does_not_show(empty_url: str) -> None:
    database = furnished_at(empty_url, "0027_changes_alone")

    def closed(connection: Connection) -> None:
        said = [Ballot(group, {}) for group in (*[Group.BUSINESS] * 5, *[Group.IT] * 5, Group.CONTROL)]
        for number, some in enumerate((said, said[:4]), 1):
            shown = Tally(len(some), (Figure("goals", 11),), sizes={Group.IT: 5}) if number == 1 else Tally(len(some))
            day, where = NOW.date(), {"organisation": "waterveen", "reference": f"EV-2026-0{number}"}
            state = {"kind": "quarterly", "state": "closed", "quarter": "2026-1", "threshold": 5, "questions": "[]"}
            rest = {
                "year": 2026,
                "number": number,
                "opens": day,
                "closes": day,
                "report": report_text(Report(shown, 11, 0, day)),
            }
            connection.execute(insert(rounds).values(**where, **state, **rest, subject="", about="", started_by=""))
            rows = [{"side": each.group.value, "answers": "{}"} for each in some] + [{"side": "", "answers": "Woorden"}]
            here = {"organisation": "waterveen", "round": where["reference"]}
            connection.execute(insert(ballots), [{"id": f"{number}-{n}", **here, **row} for n, row in enumerate(rows)])

    database.transact(closed)
    database.migrate()

    sides = database.read(lambda c: Counter(c.execute(select(ballots.c.round, ballots.c.side)).all()))
    assert {tuple(key): n for key, n in sides.items()} == {("EV-2026-01", "it"): 5, ("EV-2026-01", "rest"): 6}
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.transact(lambda c: Settings(c).put("name", "value"))
    database.migrate()
    assert database.read(lambda c: Settings(c).get("name")) == "value"


def test_several_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    def start(_: int) -> None:
        database = Database.open(empty_url, patience=20)
        database.migrate()
        database.check()
        database.close()

    with ThreadPoolExecutor(8) as processes:
        list(processes.map(start, range(8)))


def test_starting_afresh_removes_everything_the_journal_too(house: Database) -> None:
    in_store(
        house,
        lambda s: s.journal.append(action="a.b", object="a/1", result="done", origin="local", actor="jan", at=NOW),
    )
    house.transact(seal)

    house.clear()

    house.check()
    assert house.read(lambda c: People(c, "waterveen").everyone()) == ()
    assert house.read(verify).heads == ()
    assert "journal" in house.read(lambda c: inspect(c).get_table_names())
