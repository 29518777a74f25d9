# SPDX-License-Identifier: EUPL-1.2
"""A start waits for the server of its database, because after a power cut or an update both start at the same time."""

import contextlib
import itertools
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot import run
from bot.settings import Settings

#: So many connections are dropped first; one attempt to open a database makes two.
DROPPED = 5


def test_a_server_that_is_being_started_is_waited_for_and_that_is_said_once(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "AGAIN_SECONDS", 0.0)
    with starting(postgres_url) as url:
        settings = Settings(mandaat_home=tmp_path, mandaat_database_url=url)
        with closing(run.awaited(settings)) as database:
            database.check()
    [said] = capsys.readouterr().err.splitlines()
    assert said.endswith("Trying again for 60 seconds.")


class Starting(socketserver.ThreadingTCPServer):
    """A server that drops the first connections, as one that starts does, and then leads to another."""

    def __init__(self, beyond: tuple[str, int]) -> None:
        """Listen on a port of its own."""
        super().__init__(("127.0.0.1", 0), Passage)
        self.beyond = beyond
        self.number = itertools.count()


class Passage(socketserver.BaseRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Carry on what either side says, until one of them ends."""
        assert isinstance(self.server, Starting)
        if next(self.server.number) < DROPPED:
            return
        with socket.create_connection(self.server.beyond) as back:
            other = {self.request: back, back: self.request}
            while True:
                for side in select.select(list(other), [], [])[0]:
                    if not (part := side.recv(65536)):
                        return
                    other[side].sendall(part)


@contextlib.contextmanager
def starting(url: str) -> Iterator[str]:
    """Give the address of a server that is being started."""
    address = make_url(url)
    assert address.host
    assert address.port
    with Starting((address.host, address.port)) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        try:
            yield address.set(port=server.server_address[1]).render_as_string(hide_password=False)
        finally:
            server.shutdown()
