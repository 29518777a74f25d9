# SPDX-License-Identifier: EUPL-1.2
"""A program that is connected to a Teams of our own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.teams.posting import Posting, posting
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_stage import Stage, moved_in


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    """One loop for every stage."""
    running = Loop()
    yield running
    running.stop()


@pytest.fixture
def stage(loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Give the cast a tenant with a group in it."""
    with moved_in(loop, sqlite_url, tmp_path) as running:
        running.cloud.tenant.groups["19:groep@thread.v2"] = {teams.USER}
        yield running


@pytest.fixture
def do(sqlite_url: str, tmp_path: Path) -> Callable[..., None]:
    """Do something in a tenant."""

    def run(work: Callable[[Posting], Awaitable[None]], **beside: Any) -> None:  # noqa: ANN401 - any setting
        async def inside() -> None:
            async with posting(sqlite_url, tmp_path, **beside) as place:
                await work(place)

        asyncio.run(inside())

    return run
