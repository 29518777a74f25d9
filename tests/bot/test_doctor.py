# SPDX-License-Identifier: EUPL-1.2
"""``doctor`` finds what is not in order and says what to do, in either language, with an exit code for a script."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.cli.organisations import TRIAL
from bot.clock import machine_now
from bot.doctor.found import Level
from bot.doctor.installation import FULL_MEGABYTES, LOW_MEGABYTES, room
from bot.health import CLOCK_SECONDS, STUCK_SECONDS
from commands.cards import Card
from commands.decision_rights.rights import DecisionRight
from commands.dues import Due
from commands.escalations.ladder import Pair
from commands.events import Room
from commands.meetings.board import Board
from commands.people import Absence, Account, Role
from commands.refs import Ref
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.journal import journal, seal
from storage.organisation import Organisations
from storage.outbox import Outbox
from storage.store import Store
from storage.vitals import tick
from tests.cast import (
    AHMET,
    ARCHITECT,
    ARRANGEMENT_DIRECTOR,
    AT,
    BOARD,
    CIO,
    FATIMA,
    MARIEKE,
    PEOPLE,
    RUBEN,
    SANNE,
    WATERVEEN,
    YARA,
    ZUIDERPLAS,
    move_in,
)

Doctor = Callable[..., dict[str, list[str]]]
TENANT = "T1"


@pytest.fixture
def kept(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """Give an installation in which all is well, which the settings lead to."""
    for name, value in {
        "MANDAAT_DATABASE_URL": database_url,
        "MANDAAT_HOME": tmp_path,
        "MANDAAT_PUBLIC_URL": "https://mandaat.waterveen.example",
        "MANDAAT_MONITOR_TOKEN": "a-token-of-some-length",
    }.items():
        monkeypatch.setenv(name, str(value))
    move_in(database)
    database.transact(_well)
    return database


def _well(connection: Connection) -> None:
    """See to it that everybody can be reached and somebody keeps the installation."""
    Organisations(connection).link_tenant("slack", TENANT, WATERVEEN.id)
    for organisation, staff in ((WATERVEEN, PEOPLE), (ZUIDERPLAS, (YARA,))):
        store = Store(connection, organisation)
        store.people.grant_role(staff[0], Role.ADMINISTRATOR)
        for person in staff:
            store.people.add_account(person, Account("slack", TENANT, f"U-{person.id}"))
    Store(connection, WATERVEEN).escalations.pair(Pair(CIO, ZUIDERPLAS.id, ARRANGEMENT_DIRECTOR))
    tick(connection, machine_now())


@pytest.fixture
def doctor(kept: Database, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Give what says which checks found something, and what."""

    def run(code: int) -> dict[str, list[str]]:
        capsys.readouterr()
        assert main(["doctor", "--json"]) == code
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
        bad = [each for each in found if each["level"] != "good"]
        assert all(each["advice"] for each in bad)
        return {each["check"]: [e["text"] for e in bad if e["check"] == each["check"]] for each in bad}

    return run


def test_where_all_is_well_nothing_is_found(doctor: Doctor) -> None:
    assert doctor(0) == {}


@pytest.mark.parametrize(("language", "well"), [("nl", "in orde"), ("en", "good")])
def test_it_speaks_both_languages(kept: Database, capsys: pytest.CaptureFixture[str], language: str, well: str) -> None:
    assert main(["doctor", "--language", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 8
    assert {line.startswith(well) for line in lines} == {True}


def test_a_clock_that_stands_still_or_never_went_is_broken(kept: Database, doctor: Doctor) -> None:
    kept.transact(lambda c: tick(c, machine_now() - timedelta(seconds=CLOCK_SECONDS + 60)))
    [text] = doctor(2)["clock"]
    assert text.startswith("The clock stands still since")
    kept.transact(lambda c: Store(c, WATERVEEN).settings.remove("clock.ticked_at"))
    assert doctor(2)["clock"] == ["The clock never went, so no reminder and no term will come."]


def test_what_should_have_happened_is_counted(kept: Database, doctor: Doctor) -> None:
    late = machine_now() - timedelta(days=2)
    due = Due("requests.remind", Ref("requests", "1"), late.date(), late.time())
    kept.transact(lambda c: Store(c, WATERVEEN).dues.plan(due))
    [text] = doctor(1)["dues"]
    assert text.startswith("1 thing should have happened by now")


def put(connection: Connection, seconds: float = 0) -> int:
    """Let a message to Sanne wait since so many seconds."""
    to = Address("slack", TENANT, f"U-{SANNE.id}", Room.DIRECT, SANNE.id)
    then = machine_now() - timedelta(seconds=seconds)
    return Outbox(connection, WATERVEEN.id).put(Envelope(to, Card("Lamp")), then)


def test_a_message_that_is_stuck_is_broken(kept: Database, doctor: Doctor) -> None:
    kept.transact(partial(put, seconds=STUCK_SECONDS + 60))
    [text] = doctor(2)["outbox"]
    assert text.startswith("1 message waits; the oldest for")


def test_a_message_that_was_refused_is_counted_and_its_reader_named(kept: Database, doctor: Doctor) -> None:
    kept.transact(put)
    kept.transact(lambda c: c.exec_driver_sql("UPDATE outbox SET state = 'failed', error = 'user is disabled'"))
    found = doctor(1)
    assert found["outbox"] == ["1 message could not be delivered."]
    assert found["people"] == ["The last message to 1 person was refused for good: Sanne de Vries."]


def _forget(account: Account, connection: Connection) -> None:
    """Let an account be nobody's."""
    Store(connection, WATERVEEN).people.remove_account(account)


def test_who_has_no_account_is_named(kept: Database, doctor: Doctor) -> None:
    kept.transact(partial(_forget, Account("slack", TENANT, f"U-{FATIMA.id}")))
    assert doctor(1)["people"] == ["1 person has no account on a platform that is linked: Fatima El Idrissi."]
    for person in PEOPLE:
        account = Account("slack", TENANT, f"U-{person.id}")
        kept.transact(partial(_forget, account))
    (many,) = doctor(1)["people"]
    assert many.startswith(f"{len(PEOPLE)} people have no account")
    assert many.endswith(f" and {len(PEOPLE) - 5} more.")


def test_a_right_that_nobody_present_holds_is_named(kept: Database, doctor: Doctor) -> None:
    rights = (DecisionRight("WV-001", "Architectuur", ARCHITECT),)
    kept.transact(lambda c: Store(c, WATERVEEN).decision_rights.change(rights, at=AT, by=FATIMA.id, source="file"))
    [text] = doctor(1)["rights"]
    assert ARCHITECT in text


def test_a_journal_that_was_tampered_with_is_broken(kept: Database, doctor: Doctor, database_url: str) -> None:
    def write(store: Store) -> None:
        store.journal.append(action="x", object="y/1", result="done", origin="cli", actor="cli", at=AT)

    kept.transact(lambda c: write(Store(c, WATERVEEN)))
    kept.transact(seal)
    kept.transact(lambda c: c.exec_driver_sql("UPDATE journal_heads SET hash = 'else'"))
    assert doctor(2)["journal"] == ["The journal was tampered with."]
    assert kept.read(lambda c: c.scalar(journal.select())) is not None


def test_a_database_for_trying_is_pointed_out(kept: Database, doctor: Doctor) -> None:
    kept.transact(lambda c: Store(c, WATERVEEN).settings.put(TRIAL, "yes"))
    assert doctor(1)["sample"] == ["This database is for trying: the demo opens it without login."]


@pytest.mark.parametrize(
    ("name", "value", "code", "said"),
    [
        ("MANDAAT_PUBLIC_URL", "", 1, "There is no address for people"),
        ("MANDAAT_PUBLIC_URL", "http://mandaat.waterveen.example", 1, "begin with http,"),
        ("MANDAAT_MONITOR_TOKEN", "", 1, "Nobody can watch this installation"),
        ("MANDAAT_HOME", "/nowhere/at/all", 2, "The folder for data, /nowhere/at/all,"),
    ],
)
def test_settings_that_do_not_do_are_pointed_out(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: int, said: str
) -> None:
    monkeypatch.setenv(name, value)
    [text] = doctor(code)["configuration"]
    assert said in text


def test_a_disk_that_fills_up_is_pointed_out_before_it_is_full(tmp_path: Path) -> None:
    levels = [room(free, tmp_path).level for free in (FULL_MEGABYTES - 1, LOW_MEGABYTES - 1, LOW_MEGABYTES)]
    assert levels == [Level.BROKEN, Level.ATTENTION, Level.GOOD]


def test_a_database_out_of_reach_is_broken_and_the_rest_is_left(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANDAAT_DATABASE_URL", "postgresql://mandaat:hunter2@127.0.0.1:1/mandaat")
    found = doctor(2)
    assert list(found) == ["database"]
    assert "cannot be reached" in found["database"][0]
    assert "hunter2" not in found["database"][0]


def test_without_a_platform_nobody_can_be_written_to(kept: Database, doctor: Doctor) -> None:
    kept.transact(lambda c: c.exec_driver_sql("DELETE FROM tenants WHERE platform <> 'local'"))
    assert doctor(2)["platforms"] == ["No workspace or tenant is linked, so nobody can be written to."]


def test_ladders_with_a_hole_are_named_before_an_escalation_finds_them(kept: Database, doctor: Doctor) -> None:
    today = machine_now().date()
    right = DecisionRight("X-1", "Laptops", CIO, escalates_to=ARCHITECT, valid_to=today + timedelta(days=80))

    def arrange(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        store.decision_rights.change([right], at=AT, by=FATIMA.id, source="test")
        store.escalations.unpair(ZUIDERPLAS.id, CIO)
        for person, days in ((MARIEKE, 10), (AHMET, 12)):
            gone = today + timedelta(days=days)
            store.people.add_absence(Absence(person, gone, gone + timedelta(days=5)))

    kept.transact(arrange)
    away, ends = (f"{today + timedelta(days=days):%-d %B %Y}" for days in (12, 80))
    assert doctor(1)["ladders"] == [
        f"“Laptops”: X-1 will end on {ends} and no right takes over.",
        "1 right ends within 90 days: X-1.",
        f"From {away} holder and deputy of CIO are both away.",
        "Ladders lead past functions that nobody holds: Enterprise-architect.",
        "Nobody is named yet who speaks with a joint arrangement when something is stuck there.",
    ]


def _board(connection: Connection) -> None:
    """Set up a board that cannot meet in any way: nobody chairs it or keeps its agenda, and it asks too much."""
    store = Store(connection, WATERVEEN)
    store.people.revoke_role(RUBEN, Role.SECRETARY)
    store.meetings.add_board(Board(0, BOARD, quorum=9))


def test_a_board_that_cannot_meet_is_named_with_what_it_lacks(kept: Database, doctor: Doctor) -> None:
    kept.transact(_board)
    assert doctor(1)["boards"] == [
        "Portfolioboard of Gemeente Waterveen has no chair, so nobody can adopt its record.",
        "Portfolioboard of Gemeente Waterveen has no secretary, so nobody keeps its agenda.",
        "Portfolioboard of Gemeente Waterveen has 3 members today and needs 9 to decide.",
        "Portfolioboard of Gemeente Waterveen has no meeting to come; 0 items wait.",
    ]
