# SPDX-License-Identifier: EUPL-1.2
"""Takes events to the thread of the database and brings their outcomes back to the loop, in each direction together.

Two threads that are busy at the same time fight for Python's interpreter at every statement, and that costs more than
the work itself. So what comes in at one moment crosses at once, and so do the outcomes of what was committed together.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


class Ferry:
    """Crosses between one loop and another thread."""

    def __init__(self) -> None:
        """Begin with nothing on board."""
        self._leaving: list[Callable[[], None]] = []
        self._back: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._called = False

    def cross(self, begin: "Callable[[], Future[T]]") -> "asyncio.Future[T]":
        """Begin the work once all that is ready in the running loop had its turn, and return its outcome to come."""
        loop = asyncio.get_running_loop()
        here: asyncio.Future[T] = loop.create_future()
        if not self._leaving:
            loop.call_soon(self._leave)
        self._leaving.append(partial(self._begin, begin, here))
        return here

    def _leave(self) -> None:
        """Begin all that waits."""
        leaving, self._leaving = self._leaving, []
        for begin in leaving:
            begin()

    def _begin(self, begin: "Callable[[], Future[Any]]", here: "asyncio.Future[Any]") -> None:
        """Begin one work; that it cannot begin is its outcome."""
        try:
            under_way = begin()
        except Exception as trouble:  # noqa: BLE001 - it belongs to who waits
            here.set_exception(trouble)
            return
        under_way.add_done_callback(partial(self._keep, here))

    def _keep(self, here: "asyncio.Future[Any]", ended: "Future[Any]") -> None:
        """Keep an outcome for the loop, and wake it where nobody did yet; from any thread."""
        self._back.append((here, ended))
        if self._called:
            return
        self._called = True
        try:
            here.get_loop().call_soon_threadsafe(self._land)
        except RuntimeError:
            # The loop has ended, and with it whoever waited.
            self._called = False

    def _land(self) -> None:
        """Hand over all that is there."""
        self._called = False
        while self._back:
            here, ended = self._back.popleft()
            if here.cancelled():
                continue
            if trouble := ended.exception():
                here.set_exception(trouble)
            else:
                here.set_result(ended.result())
