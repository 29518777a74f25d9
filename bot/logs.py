# SPDX-License-Identifier: EUPL-1.2
"""Log lines on standard error: JSON for a machine to keep, or in demo mode a line to read.

Every line that follows from an event carries its ``correlation``, up to the last message that it causes.
"""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import Processor

from bot.redaction import Cautious, told_errors, without_secrets

#: Libraries that tell more than an administrator wants to know.
QUIET = ("apscheduler", "uvicorn", "asyncio", "aiohttp", "alembic", "sqlalchemy", "slack_sdk", "slack_bolt", "msal")


def keep_logs(*, demo: bool, stream: TextIO | None = None) -> None:
    """Send every line of this process, also those of libraries, to standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Cautious())
    handler.setFormatter(_formatter(readable if demo else structlog.processors.JSONRenderer(ensure_ascii=False)))
    root = logging.getLogger()
    root.handlers = [handler]
    # Whoever tries the sample looks at the page, and at the log only when something is wrong.
    root.setLevel(logging.WARNING if demo else logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # While work waits for a locked database, APScheduler warns each second that it is late, and psycopg warns of what
    # broke off with its connection; the database says once that it went away.
    for name in ("apscheduler", "psycopg"):
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)


def readable(_logger: object, _method: str, line: MutableMapping[str, Any]) -> str:
    """Return a line for people: the moment, how bad, what, and what it belongs to."""
    moment, level, text = (str(line.pop(name, "")) for name in ("at", "level", "event"))
    line.pop("logger", None)
    errors = line.pop("error", ())
    facts = " ".join(f"{name}={value}" for name, value in line.items())
    return "\n".join((f"{moment} {level}: {text}{f' ({facts})' if facts else ''}", *_lines(errors)))


def _lines(errors: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the errors of a line, each with its places below it."""
    for error in errors:
        yield f"    {error['kind']}: {error.get('text', '')}".rstrip(": ")
        yield from (f"        {place}" for place in error["at"])


def _formatter(renderer: Processor) -> ProcessorFormatter:
    """Return what makes a line of a record."""
    return ProcessorFormatter(
        foreign_pre_chain=[ExtraAdder()],
        processors=[
            told_errors,
            without_secrets,
            # What the program itself adds holds no secrets, and looking for them takes longer than all else.
            structlog.contextvars.merge_contextvars,
            add_log_level,
            add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            ProcessorFormatter.remove_processors_meta,
            renderer,
        ],
    )
