# SPDX-License-Identifier: EUPL-1.2
"""Starts the program as an administrator does, as a process of its own, and visits it as a browser without script."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from bot.cli.organisations import TRIAL
from bot.local.controls import PREFIX
from storage.database import Database
from storage.settings import Settings
from tests.bot.local.posted import Drawn, Forms, read
from tests.cast import move_in

ROOT = Path(__file__).parents[2]
#: How long to wait for a process before it counts as hung, in seconds; on a busy machine a start takes several.
PATIENCE = 90.0
SANNE = "/chat?as=sanne-de-vries&in=direct&lang=nl"
LAMP = {"kind": "hardware", "subject": "Lamp", "problem": "Het is hier donker.", "recurrence": "one_off"}


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Return the environment of a process with only these settings, on a port that is free."""
    ours = ("MANDAAT_HOME", "MANDAAT_DATABASE_URL", "MANDAAT_PUBLIC_URL", "HOST", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    named = {"MANDAAT_HOME": home, "PORT": 0, **settings}
    return kept | {name: str(value) for name, value in named.items()}


@dataclass
class Program:
    """A program that runs."""

    process: "subprocess.Popen[str]"
    log: Path
    client: httpx2.Client

    def say(self, words: str, at: str = SANNE) -> Forms:
        """Type words and return the page that follows."""
        box = last_form(self.page(at), "/chat/say")
        return read(self.client.post(box.action, data=box.post({"words": words})).text)

    def file(self) -> Any:  # noqa: ANN401 - JSON
        """Fill in the intake of a request as the page's script does, and return what it is answered."""
        return self.intake()()

    def intake(self) -> Callable[[], Any]:
        """Open the intake of a request and fill it in; give what sends it, as often as that is asked."""
        intake = last_form(self.say("/itverzoek"), "/chat/submit")
        posted = intake.post({PREFIX + name: value for name, value in LAMP.items()})
        return lambda: self.client.post(intake.action, data=posted, headers={"accept": "application/json"}).json()

    def page(self, at: str = SANNE) -> Forms:
        """Return a page."""
        return read(self.client.get(at).text)

    def page_with(self, words: str, at: str = SANNE) -> Forms:
        """Return a page once these words are on it: deliveries take a moment."""
        until = time.monotonic() + PATIENCE
        while words not in (page := self.page(at)).text:
            assert time.monotonic() < until, page.text
            time.sleep(0.05)
        return page

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.client.close()
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def running(home: Path, *words: str, **settings: object) -> Iterator[Program]:
    """Start the program, give it once it says where it is, and see to it that it ends."""
    log = home.parent / f"{home.name}.log"
    with log.open("a") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", *(words or ("--demo",))],
            cwd=ROOT,
            env=environment(home, **settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout
    try:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        said = process.stdout.readline() if ready else ""
        assert said.startswith("Mandaat is running on http://"), f"{said}{log.read_text()}"
        url = said.split()[4]
        with httpx2.Client(base_url=url, follow_redirects=True, timeout=PATIENCE) as client:
            yield Program(process, log, client)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def last_form(page: Forms, action: str) -> Drawn:
    """Return the last form on a page that posts there."""
    found = [drawn for drawn in page.forms if drawn.action.startswith(action)]
    assert found, f"no form for {action} on: {page.text}"
    return found[-1]


def trial(url: str) -> None:
    """Let the small cast move in to a database that ``run --demo`` may open."""
    database = Database.open(url)
    move_in(database)
    database.transact(lambda c: Settings(c).put(TRIAL, "yes"))
    database.close()
