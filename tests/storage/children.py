# SPDX-License-Identifier: EUPL-1.2
"""Processes of their own that write to a database: ``python -m tests.storage.children WORK URL NAME``.

Each prints a line when something was acknowledged, in one write, so that a kill leaves no half lines.
"""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from storage.database import Database
from storage.journal import seal
from storage.seen import Seen
from storage.settings import Settings

ROOT = Path(__file__).parents[2]
THREADS = 4


def start(work: str, url: str, name: str) -> "subprocess.Popen[str]":
    """Start a process that does this work on the database."""
    command = [sys.executable, "-m", "tests.storage.children", work, url, name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def keep_writing(database: Database, name: str) -> None:
    """Write event after event from several threads, and say which were acknowledged, until killed."""

    def write(thread: int) -> None:
        for number in range(1_000_000):
            key = f"{name}/{thread}/{number}"
            database.transact(partial(_keep, key=key))
            os.write(1, f"{key}\n".encode())

    threads = [threading.Thread(target=write, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _keep(connection: Connection, key: str) -> None:
    """Keep one event."""
    Seen(connection).keep(key, "", datetime.now(UTC))


def count(database: Database, name: str) -> None:
    """Add one to a number that other processes add to as well, a hundred times."""
    for _ in range(100):
        database.transact(lambda c: Settings(c).put("count", str(int(Settings(c).get("count") or 0) + 1)))
    os.write(1, f"{name}\n".encode())


def keep_sealing(database: Database, name: str) -> None:
    """Seal the journal again and again, and say how many lines that were."""
    sealed = sum(database.transact(seal) for _ in range(60))
    os.write(1, f"{name} {sealed}\n".encode())


if __name__ == "__main__":
    works = {"write": keep_writing, "count": count, "seal": keep_sealing}
    opened = Database.open(sys.argv[2], patience=20)
    works[sys.argv[1]](opened, sys.argv[3])
    opened.close()
