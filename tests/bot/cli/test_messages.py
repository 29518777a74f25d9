# SPDX-License-Identifier: EUPL-1.2
"""An administrator sees on the command line how messages stand, and sends again what could not be delivered."""

import json
from collections.abc import Iterator

import pytest

from bot.__main__ import main
from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Now, Wanted, claim
from storage.envelopes import Address, Envelope
from storage.journal import lines
from storage.outcomes import Dead, Sent, settle
from storage.store import Store
from tests.cast import AT, SANNE, WATERVEEN, move_in


@pytest.fixture
def opened(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    database = Database.open(database_url)
    move_in(database)
    yield database
    database.close()


def put(database: Database, title: str, key: str = "") -> int:
    """Write a message to Sanne."""
    to = Address("local", WATERVEEN.id, SANNE.id, Room.DIRECT, SANNE.id)
    return database.transact(lambda c: Store(c, WATERVEEN).outbox.put(Envelope(to, Card(title), key), AT))


def end(database: Database, *, dead: bool) -> None:
    """Let the message whose turn it is arrive, or die."""
    (row,) = database.transact(lambda c: claim(c, Now(AT, AT), Wanted("local", 1))).rows
    outcome = Dead(row, "is_archived") if dead else Sent(row, "m1")
    database.transact(lambda c: settle(c, [outcome], AT))


def test_the_list_says_how_each_message_stands_and_never_what_is_in_it(
    opened: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    dead, sent, due = (put(opened, f"geheim {n}") for n in range(3))
    end(opened, dead=True)
    end(opened, dead=False)

    assert main(["outbox", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{dead} failed waterveen local sanne-de-vries: is_archived",
        f"{sent} sent waterveen local sanne-de-vries: as m1",
        f"{due} due waterveen local sanne-de-vries: from 2026-03-02 08:30 UTC",
    ]
    assert main(["outbox", "list", "--state", "failed", "--json"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["error"] == "is_archived"
    assert "geheim" not in line


def test_without_messages_the_list_says_so(opened: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox", "list", "--state", "failed"]) == 0
    assert capsys.readouterr().out == "There are no such messages.\n"


def test_a_dead_message_is_sent_again_and_the_journal_says_so(
    opened: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    number = put(opened, "a")
    end(opened, dead=True)

    assert main(["outbox", "retry", str(number)]) == 0
    assert capsys.readouterr().out == "1 message will be sent again.\n"
    end(opened, dead=False)
    journalled = [(line.action, line.object, line.actor) for line in opened.read(lambda c: list(lines(c)))]
    assert ("outbox.retry", f"outbox/{number}", "cli") in journalled


def test_everything_that_failed_is_sent_again_save_what_a_newer_message_took_the_place_of(
    opened: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    put(opened, "open", "requests/1")
    end(opened, dead=True)
    put(opened, "other")
    end(opened, dead=True)
    put(opened, "decided", "requests/1")

    assert main(["outbox", "retry", "--all"]) == 0
    assert main(["outbox", "retry", "--all"]) == 0
    assert capsys.readouterr().out == "1 message will be sent again.\n0 messages will be sent again.\n"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("0", "There is no message 0; see: outbox list"),
        ("zeven", "'zeven' is not the number of a message; see: outbox list"),
        ("9" * 40, f"'{'9' * 40}' is not the number of a message; see: outbox list"),
    ],
)
def test_a_number_that_is_none_is_told(
    opened: Database, capsys: pytest.CaptureFixture[str], given: str, why: str
) -> None:
    assert main(["outbox", "retry", given]) == 2
    assert capsys.readouterr().err == f"{why}\n"


def test_why_a_message_is_not_sent_again_is_told(opened: Database, capsys: pytest.CaptureFixture[str]) -> None:
    waits = put(opened, "a")
    assert main(["outbox", "retry", str(waits)]) == 2
    assert "is due; only one that failed" in capsys.readouterr().err
    end(opened, dead=False)

    overtaken = put(opened, "open", "requests/1")
    end(opened, dead=True)
    put(opened, "decided", "requests/1")
    assert main(["outbox", "retry", str(overtaken)]) == 2
    assert "a newer one took its place" in capsys.readouterr().err
