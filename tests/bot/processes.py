# SPDX-License-Identifier: EUPL-1.2
"""The program as an administrator starts it, as processes of their own, and a line to the database that can be cut."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
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


class Line:
    """A line to a server that can be cut and mended."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on a port of our own."""
        self._there = (host, port)
        self._open: set[socket.socket] = set()
        self._listening: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take calls, on the same port as before."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._answer, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Break every call, and take no other."""
        if self._listening:
            # Without the shutdown a thread that waits for a call would take one more.
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
        for end in tuple(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _answer(self, listening: socket.socket) -> None:
        """Take calls until the line is cut."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(self._there)
                for one, other in ((near, far), (far, near)):
                    self._open.add(one)
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        """Carry what comes in at one end to the other."""
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
        self._open.discard(one)
        one.close()
