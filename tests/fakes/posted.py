# SPDX-License-Identifier: EUPL-1.2
"""Listens along in a program that is connected to a platform of our own: what it heard, and what it sent."""

from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy import Connection, select

from bot.clock import now_on
from bot.dispatch import Ack, Dispatcher
from commands.events import Incoming
from storage.deliveries import Row
from storage.messages import DUE, outbox
from storage.settings import Settings

S = TypeVar("S")


class Heard:
    """The program's dispatcher, which also tells what it heard and answered; a story does not carry it out again."""

    def __init__(self, inner: Dispatcher) -> None:
        """Listen at this dispatcher, from which the program has its own reference."""
        self.first: tuple[Incoming, Ack] | None = None
        self._begin = inner.begin

    def taken(self) -> tuple[Incoming, Ack]:
        """Return what was heard first since it was last forgotten."""
        assert self.first, "the program made nothing of what the platform brought"
        return self.first

    def listen(self, incoming: Incoming) -> "Future[Ack]":
        """Carry out an event for the program, and remember the first of what one payload leads to."""
        begun = self._begin(incoming)

        def remember(ended: "Future[Ack]") -> None:
            """Remember how it was answered; what could not be stored was not."""
            if not ended.exception():
                self.first = self.first or (incoming, ended.result())

        begun.add_done_callback(remember)
        return begun


class Posted:
    """What the program has posted; of what was sent it keeps no words itself."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.new: deque[tuple[Row, str]] = deque()

    def through(self, send: Callable[[S, Row], Awaitable[str]]) -> Callable[[S, Row], Awaitable[str]]:
        """Return the program's way to send, which also tells us."""

        async def sending(sender: S, row: Row) -> str:
            message = await send(sender, row)
            self.new.append((row, message))
            return message

        return sending


def all_sent(connection: Connection, platform: str) -> bool:
    """Whether nothing is due any more on a platform."""
    now = now_on(Settings(connection)).business
    due = select(outbox.c.id).where(outbox.c.state == DUE, outbox.c.due_at <= now, outbox.c.platform == platform)
    return connection.execute(due.limit(1)).first() is None
