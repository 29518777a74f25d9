# SPDX-License-Identifier: EUPL-1.2
"""Takes out of a log line whatever is secret or about a person.

A log goes to more people, and is kept longer, than the register. So it holds no words that somebody typed: of what is
filled in to a sentence of ours only numbers and single words of the program stay. What other libraries say is cut to
one line without its quotations, and of an error stays what it was and where, not what it said.
"""

import logging
import re
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

from commands.errors import Refused
from storage.database import DatabaseUnusable
from storage.reach import DatabaseBack

LEFT_OUT = "[…]"
ROOMS = ("bot", "commands", "scheduler", "storage")
#: What says itself in a sentence of this program, with nothing of a person in it.
OURS = (DatabaseUnusable, DatabaseBack)
MOST_FRAMES = 30

#: A word of the program: a number, an id, a rule, a path; an address of a person has its @.
_WORD = re.compile(r"[\w.:/+,#()-]{0,120}", re.ASCII)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”")
_SECRETS = re.compile(
    r"""
    (?<=://)[^/\s@]+(?=@)                                            # user and password in an address
    | (?<![\w-])[\w.+-]++@[\w-]+(\.[\w-]+)+                          # an e-mail address
    | \bx(ox[a-z]|app)-[\w-]+                                        # a token of Slack
    | \beyJ[\w-]+(\.[\w-]+)*                                         # a JSON web token
    | (?<=/open/)[^\s?#]+                                            # a personal link
    | (?i:\b(bearer|basic)\s+)[\w.~+/=-]+
    | (?i:\b[\w-]*(token|secret|password|signature|api_?key|code)\b["']?\s*[=:]\s*["']?)[^\s"'&,;]+
    | \bNL\d\d[A-Z]{4}\d{10}\b                                       # a bank account
    | \b\d{9}\b                                                      # a citizen service number
    | (?<!\w)[A-Za-z0-9_-]{40,}(?!\w)                                # whatever else cannot be meant for reading
    """,
    re.VERBOSE,
)


class Cautious(logging.Filter):
    """Takes what is not of this program out of what is filled in, before the sentence is made."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, cleaned."""
        if isinstance(record.args, MutableMapping):
            record.args = {name: _allowed(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_allowed(value) for value in record.args)
        elif record.name.partition(".")[0] not in ROOMS:
            record.msg = _QUOTED.sub(LEFT_OUT, str(record.msg).partition("\n")[0])
            record.args = None
        return True


def without_secrets(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the line with what looks like a secret or a person left out of every text in it."""
    for name, value in line.items():
        line[name] = _clean(value)
    return line


def told_errors(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the line with the error as its kind and its places; its text stays only where it is ours."""
    told = line.pop("exc_info", None)
    line.pop("exc_text", None)
    line.pop("stack_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        line["error"] = list(_errors(error))
    return line


def _allowed(value: object) -> object:
    """Return what may be filled in to a sentence."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, OURS):
        return str(value)
    text = str(value)
    return text if _WORD.fullmatch(text) else LEFT_OUT


def _clean(value: object) -> object:
    """Return a value without secrets, however deep."""
    if isinstance(value, str):
        return _SECRETS.sub(LEFT_OUT, value)
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _clean(item) for name, item in value.items()}
    return value


def _errors(error: BaseException | None) -> Iterator[dict[str, object]]:
    """Yield the error and what caused it, each by kind and places."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told: dict[str, object] = {"kind": type(error).__name__, "at": _places(error.__traceback__)}
        if isinstance(error, OURS):
            told["text"] = str(error)
        elif isinstance(error, Refused):
            told["text"] = " ".join((type(error).__doc__ or "").split())
        yield told
        error = error.__cause__ or error.__context__


def _places(where: TracebackType | None) -> list[str]:
    """Return where it went wrong, the outermost first: file, line and function; no line of code and no value."""
    frames = traceback.extract_tb(where)[-MOST_FRAMES:]
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
