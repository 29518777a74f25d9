# SPDX-License-Identifier: EUPL-1.2
"""Ports for programs that end and begin again at the same address."""

import contextlib
import random
import socket

#: Below the ports that a machine gives to whoever opens a connection: one of those may be taken at the next start.
LASTING = range(20_000, 32_000)


def free_port() -> int:
    """Return a port on which nobody listens now, and that nobody is given by chance later."""
    dice = random.SystemRandom()
    while True:
        port = dice.choice(LASTING)
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
