# SPDX-License-Identifier: EUPL-1.2
"""``doctor``: looks the installation over and says of everything that is not in order what to do.

Exit code 0: all is well; 1: something needs attention; 2: something does not work.
"""

import argparse
import json
from collections.abc import Sequence

from bot.cli.spoken import Says
from bot.doctor.found import Found, Level
from bot.language import LANGUAGES
from bot.settings import Settings
from commands.text import Message, _
from storage.database import Database

_CODES = {Level.GOOD: 0, Level.ATTENTION: 1, Level.BROKEN: 2}
_NAMES: dict[Level, Message] = {Level.GOOD: _("good"), Level.ATTENTION: _("look here"), Level.BROKEN: _("broken")}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``doctor``."""
    parser = commands.add_parser("doctor", help="look the installation over and say what to do (exit code 0, 1 or 2)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of what is said")
    parser.add_argument("--cards", action="store_true", help="let Slack look at every card too (takes a while)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look at everything and print what was found; return the exit code of the worst."""
    # The checks know the whole program; the other commands start without it.
    from bot.doctor.checks import examine  # noqa: PLC0415

    settings = Settings.read()
    database = Database.open(settings.database_url)
    try:
        found = tuple(examine(settings, database, look_at_cards=args.cards))
    finally:
        database.close()
    says = Says(args.language)
    print(_as_json(found, says) if args.json else "\n".join(_lines(found, says)))  # noqa: T201 - this is the command line
    return max((_CODES[each.level] for each in found), default=0)


def _lines(found: Sequence[Found], says: Says) -> list[str]:
    """Return every finding on a line, with below it what to do."""
    names = {level: says.text(name) for level, name in _NAMES.items()}
    width = max(map(len, names.values())) + 2
    lines: list[str] = []
    for each in found:
        lines.append(f"{names[each.level]:<{width}}{says.text(each.text)}")
        if each.advice:
            lines.append(f"{'':<{width}}> {says.text(each.advice)}")
    return lines


def _as_json(found: Sequence[Found], says: Says) -> str:
    """Return the findings as JSON."""
    findings = [
        {
            "check": each.check,
            "level": each.level.value,
            "text": says.text(each.text),
            "advice": says.text(each.advice) if each.advice else "",
        }
        for each in found
    ]
    return json.dumps({"findings": findings}, ensure_ascii=False, indent=2)
