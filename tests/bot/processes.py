# SPDX-License-Identifier: EUPL-1.2
"""The program as an administrator starts it, as processes of their own."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).parents[2]
#: How long to wait before something counts as hung, in seconds; a busy machine takes its time.
PATIENCE = 120.0


@dataclass
class Process:
    """One process that runs."""

    process: "subprocess.Popen[str]"
    url: str
    log: Path

    def get(self, path: str) -> httpx2.Response:
        """Return a page."""
        return httpx2.get(self.url + path, timeout=PATIENCE)

    def parts(self) -> dict[str, bool]:
        """Return which parts are in order, as the process itself sees them."""
        return {name: part["ok"] for name, part in self.get("/readyz").json()["parts"].items()}

    def lines(self) -> list[dict[str, Any]]:
        """Return what was logged."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def stop(self) -> int:
        """Ask the process to stop, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def running(home: Path, *words: str, database_url: str = "") -> Iterator[Process]:
    """Start ``run`` with these words, and give it once it can be reached."""
    ours = {"MANDAAT_HOME": str(home), "MANDAAT_PUBLIC_URL": "http://127.0.0.1", "HOST": "127.0.0.1", "PORT": "0"}
    env = os.environ | ours | {"MANDAAT_DATABASE_URL": database_url}
    log = home / f"{'-'.join(words) or 'run'}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", *words],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout
    try:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        said = process.stdout.readline() if ready else ""
        assert said.startswith("Mandaat is running on http://"), f"{said}{log.read_text()}"
        yield Process(process, said.split()[4], log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)
