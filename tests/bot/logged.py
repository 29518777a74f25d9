# SPDX-License-Identifier: EUPL-1.2
"""Catches what the program would log, as an installation keeps it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.logs import keep_logs


@dataclass
class Logged:
    """What was logged so far."""

    stream: io.StringIO = field(default_factory=io.StringIO)

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line that was logged, read back."""
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logged(*, demo: bool = False) -> Iterator[Logged]:
    """Log as a running program does until the block ends; then the tests have their own handlers back."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    caught = Logged()
    keep_logs(demo=demo, stream=caught.stream)
    try:
        yield caught
    finally:
        root.handlers = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
