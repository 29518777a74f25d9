# SPDX-License-Identifier: EUPL-1.2
"""A real browser, and the program served on a port of its own; without Chromium these tests are skipped."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.app import App
from bot.settings import Settings
from bot.web import web
from tests.bot.local.conftest import running
from tests.bot.local.office import program
from tests.cast import move_in, work_begins
from tests.databases import sqlite_at

#: Chromium as Debian installs it; --no-sandbox because a container's root has no sandbox to give.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
#: In milliseconds; on a busy machine a page takes several seconds.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

#: Opens a page: ``visit("/chat?lang=nl", width=320, scheme="dark")``.
Visit = Callable[..., Page]


# For a module and no longer: while Playwright is there its event loop runs, and no other test could start its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("MANDAAT_REQUIRE_BROWSER") == "1":
            pytest.fail("MANDAAT_REQUIRE_BROWSER=1, and there is no Chromium to start")
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[App]:
    with sqlite_at(sqlite_url) as database:
        move_in(database)
        database.transact(work_begins)
        yield program(database, Settings(mandaat_home=tmp_path))


@pytest.fixture
def address(app: App) -> Iterator[str]:
    """Serve the program as long as the test; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(web(app, running(app)), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        app.local.bell.close()
        server.should_exit = True
        serving.join()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open pages; whatever a page complains about in its console fails the test at its end."""
    complaints: list[str] = []
    contexts = []

    def go(
        path: str = "/chat",
        *,
        width: int = 1280,
        height: int = 800,
        scheme: Any = "light",  # noqa: ANN401 - as Playwright names it
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith((address, "data:")) else complaints.append(asked.url)
        )
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []
