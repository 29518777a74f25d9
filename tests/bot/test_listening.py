# SPDX-License-Identifier: EUPL-1.2
"""The socket on which people reach the program."""

import asyncio
import socket

from bot.run import listen


def test_what_is_answered_leaves_at_once() -> None:
    """The body of an answer does not wait until the other side confirms its head."""
    hurries: asyncio.Queue[int] = asyncio.Queue()

    async def answer(_asked: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        connected = answering.get_extra_info("socket")
        hurries.put_nowait(connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        answering.close()

    async def ask() -> int:
        with listen("127.0.0.1", 0) as listening:
            async with await asyncio.start_server(answer, sock=listening):
                _answered, asking = await asyncio.open_connection(*listening.getsockname())
                asking.close()
                return await hurries.get()

    assert asyncio.run(ask())
