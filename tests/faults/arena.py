# SPDX-License-Identifier: EUPL-1.2
"""The program as processes that are killed, a Slack of our own that goes wrong, and people who go on meanwhile."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from bot.language import Localizer
from bot.slack import render_form
from commands.requests.forms import RequestForm
from tests.drive import AMSTERDAM
from tests.fakes import slack
from tests.fakes.slack_server import signed, written
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.faults.town import ASKERS, EVERYBODY, SIZE, THINGS, account
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
#: On a busy machine a start takes several seconds, and a fault of the network can last as long as a time-out.
PATIENCE = 120.0
#: What goes wrong on the way to Slack; what hangs holds up its conversation, so it is rare.
MODES = ("429", "500", "500_stored", "reset", "reset_stored") * 5 + ("hang", "hang_stored")


@dataclass
class Process:
    """One process of the program, that begins again after every kill."""

    url: str
    #: Where the platform is that it is connected to.
    platform: str
    log: Path
    parts: Sequence[str] = ()
    quick: bool = False
    #: Whether it may ask Slack what arrived.
    asks: bool = True
    #: Whether it hears Slack by a socket, and not by HTTP.
    socket: bool = False
    port: int = field(default_factory=free_port)
    running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MANDAAT_")}
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.quick" if self.quick else "bot", "run", *self.parts],
                cwd=ROOT,
                env=inherited | self.settings(),
                stdout=log,
                stderr=log,
            )

    def settings(self) -> dict[str, str]:
        """Return what it starts with: its database and where it is reached, and its way to the platform."""
        by_http, by_socket = ("MANDAAT_SLACK_SIGNING_SECRET", SIGNING_SECRET), ("MANDAAT_SLACK_APP_TOKEN", APP_TOKEN)
        return {
            "MANDAAT_DATABASE_URL": self.url,
            "MANDAAT_HOME": str(self.log.parent / "home"),
            "MANDAAT_PUBLIC_URL": self.address,
            "PORT": str(self.port),
            "MANDAAT_SLACK_API_URL": f"{self.platform}/api/",
            "MANDAAT_SLACK_BOT_TOKEN": BOT_TOKEN,
            "MANDAAT_SLACK_READS_HISTORY": str(self.asks),
            **dict([by_socket if self.socket else by_http]),
        }

    def kill(self) -> None:
        """Kill it at once, wherever it is."""
        if self.running:
            self.running.kill()
            self.running.wait()

    def stop(self) -> int:
        """Let it end in order, once it is up, and return its exit code."""
        assert self.running
        # One that was only just started again does not hear a signal yet, and dies of it.
        end = time.monotonic() + PATIENCE
        while not self._answers():
            waits = self.running.poll() is None and time.monotonic() < end
            assert waits, f"it never came up: {self.log.read_text()[-2000:]}"
            time.sleep(0.1)
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(PATIENCE)

    def _answers(self) -> bool:
        """Whether it can be reached."""
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{self.address}/healthz", timeout=10).close()  # noqa: S310 - loopback
            return True
        return False

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def accepts(self, submission: dict[str, Any]) -> bool:
        """Let Slack bring a form, by a socket or signed by HTTP; whether it was accepted."""
        if self.socket:
            body = json.dumps({"kind": "interactive", "payload": submission}).encode()
            return _accepted(f"{self.platform}/control/bring", body, {})
        body, content = written("interactive", submission)
        return _accepted(f"{self.address}/slack/events", body, {"content-type": content, **signed(body)})


P = TypeVar("P", bound=Process)


@dataclass
class Traffic(Generic[P]):
    """People who send requests in; as Slack does, what is not acknowledged is brought again, the same."""

    processes: Sequence[P]
    seed: int
    acknowledged: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, hands: int = 4) -> None:
        """Begin to send in, with so many hands."""
        self._threads = [threading.Thread(target=self._work, args=(hand,), daemon=True) for hand in range(hands)]
        for thread in self._threads:
            thread.start()

    def end(self, at_least: int) -> None:
        """Send nothing more in, once so much was acknowledged and what is under way too."""
        until = time.monotonic() + PATIENCE
        while len(self.acknowledged) < at_least:
            assert time.monotonic() < until, "too little was acknowledged"
            time.sleep(0.1)
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a request was not acknowledged in time"

    def _work(self, hand: int) -> None:
        dice = random.Random(f"{self.seed}/{hand}")  # noqa: S311 - no secret
        number = 0
        while not self._stop.is_set():
            number += 1
            self._send(f"{hand}-{number}", dice)
            self._stop.wait(dice.uniform(0.05, 0.4))

    def _send(self, name: str, dice: random.Random) -> None:
        """Send one request in, until it is acknowledged."""
        which = dice.randrange(SIZE)
        title = f"Aanschaf {THINGS[which]} nummer {name}"
        submission = _submission(title, account(ASKERS[which]), f"V{name}")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if dice.choice(self.processes).accepts(submission):
                self.acknowledged.append(title)
                return
            time.sleep(0.1)


def _submission(title: str, who: str, view_id: str) -> dict[str, Any]:
    """Return what Slack sends when this form is sent in."""
    view = RequestForm.view({}, hidden={"opened": view_id})
    drawn = render_form(view, Localizer("nl", AMSTERDAM))
    payload = slack.submit(
        drawn, {"kind": 4, "subject": title, "problem": "De oude is op.", "recurrence": 0, "personal_data": 1}
    )
    payload["user"] = {"id": who, "team_id": slack.TEAM}
    payload["view"]["id"] = view_id
    return payload


def _accepted(url: str, body: bytes, headers: dict[str, str]) -> bool:
    """Send a form; whether it closed."""
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            # An accepted form closes: any other answer asks the person to look again.
            return bool(answer.status == 200 and answer.read() in {b"", b"{}"})
    except (urllib.error.URLError, ConnectionError, TimeoutError, OSError):
        return False


@contextlib.contextmanager
def slack_running(log: Path) -> Iterator[str]:
    """Run a Slack of our own as a process; gives its address."""
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.slack_api", "0", str(len(EVERYBODY))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout
    try:
        yield process.stdout.readline().strip().removesuffix("/api")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(url: str, body: object = None, *, fails: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Return what the Slack of our own answers, or the program; ``fails`` takes an answer with a bad status too."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
            return cast("Any", json.load(answer))
    except urllib.error.HTTPError as bad:
        if not fails:
            raise
        return cast("Any", json.load(bad))
