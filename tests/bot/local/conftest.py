# SPDX-License-Identifier: EUPL-1.2
"""A page to visit: the program with its small office, the cast in it, and its deliveries running."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app import App
from bot.settings import Settings
from bot.web import Lifespan, web
from tests.bot.local.office import program
from tests.cast import move_in, work_begins
from tests.databases import sqlite_at


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[App]:
    with sqlite_at(sqlite_url) as database:
        move_in(database)
        database.transact(work_begins)
        yield program(database, Settings(mandaat_home=tmp_path))


@pytest.fixture
def visitor(app: App) -> Iterator[TestClient]:
    """Somebody with a browser that runs no script."""
    with TestClient(web(app, running(app)), base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        yield client


def running(app: App) -> Lifespan:
    """Return what runs beside the pages: deliveries."""

    @contextlib.asynccontextmanager
    async def beside(_web: Starlette) -> AsyncIterator[None]:
        delivering = asyncio.create_task(app.delivery.run())
        yield
        app.local.bell.close()
        delivering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await delivering

    return beside
