# SPDX-License-Identifier: EUPL-1.2
"""What an open page is told as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request

from bot.app import App
from bot.local.stream import stream
from bot.local.visit import Visit
from storage.local import LocalMessages
from tests.bot.local.posted import read
from tests.cast import AT, MARIEKE, SANNE, WATERVEEN, account

HERE = Visit(account(SANNE))


def keep(app: App, words: str, visit: Visit = HERE) -> None:
    """Let somebody have said something."""
    app.database.transact(
        lambda c: LocalMessages(c, WATERVEEN.id).keep_words(f"s-{words}", visit.place, visit.account.user, words, AT)
    )


async def opened(app: App, query: str, last: str = "") -> AsyncIterator[str]:
    """Open the stream and give its events."""
    headers = [(b"last-event-id", last.encode())] if last else []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/chat/stream",
        "query_string": query.encode(),
        "headers": headers,
    }
    answer: Any = await stream(app, Request(scope))
    async for event in answer.body_iterator:
        yield event


async def collect(app: App, query: str, last: str = "", until: str = "event: people") -> list[str]:
    """Return the events up to and with the first of this kind."""
    events: list[str] = []
    async for event in opened(app, query, last):
        events.append(event)
        if until in event:
            return events
    return events


def lines(events: list[str]) -> list[str]:
    """Return the text of the lines among the events."""
    found = [event for event in events if "event: line" in event]
    return [read(json.loads(e.split("data: ")[1])["html"]).text for e in found]


def test_a_page_is_told_what_was_said_after_it_was_drawn(app: App) -> None:
    keep(app, "before")
    keep(app, "after")
    events = asyncio.run(collect(app, f"{HERE.query}&after=1"))
    [said] = lines(events)
    assert "after" in said
    assert "id: 2\n" in next(e for e in events if "event: line" in e)


def test_a_page_that_comes_back_misses_nothing_and_hears_nothing_twice(app: App) -> None:
    for words in ("one", "two", "three"):
        keep(app, words)
    said = lines(asyncio.run(collect(app, f"{HERE.query}&after=0", last="2")))
    assert len(said) == 1
    assert "three" in said[0]


def test_nobody_hears_the_conversation_of_another(app: App) -> None:
    keep(app, "between us", Visit(account(MARIEKE)))
    assert not lines(asyncio.run(collect(app, f"{HERE.query}&after=0")))


def test_a_page_is_woken_when_something_is_said(app: App) -> None:
    async def story() -> list[str]:
        events: list[str] = []
        async for event in opened(app, f"{HERE.query}&after=0"):
            events.append(event)
            if "event: people" in event:
                await asyncio.to_thread(keep, app, "now")
                app.local.bell.ring()
            if "event: line" in event:
                break
        return events

    assert "now" in lines(asyncio.run(story()))[0]


def test_rooms_clock_others_and_counts_are_told_once_until_they_change(app: App) -> None:
    events = asyncio.run(collect(app, HERE.query))
    parts = [json.loads(e.split("data: ")[1])["id"] for e in events if "event: part" in e]
    assert parts == ["rooms", "clock", "others"]
    people = json.loads(events[-1].split("data: ")[1])
    assert people["lines"]["priya-ramdin"] == "Priya Ramdin – Concerncontroller, Portfolioboard"
    assert people["function"] == "medewerker Ruimte"


def test_the_stream_ends_when_the_program_stops(app: App) -> None:
    async def story() -> int:
        count = 0
        async for event in opened(app, HERE.query):
            count += 1
            if "event: people" in event:
                app.local.bell.close()
        return count

    assert asyncio.run(story()) > 0


@pytest.mark.parametrize("last", ["x", "-1", "9" * 40, "²"])
def test_a_number_that_is_none_begins_at_the_beginning(app: App, last: str) -> None:
    keep(app, "first")
    assert len(lines(asyncio.run(collect(app, HERE.query, last=last)))) == 1
