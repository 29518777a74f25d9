# SPDX-License-Identifier: EUPL-1.2
"""``requests export`` and ``set``: decision records as a table, and which functions sort out and decide together."""

import argparse
import json
from pathlib import Path

from bot.cli.files import kind_of, write
from bot.cli.organisations import keep, told, which
from bot.cli.parts import add_part
from bot.run import CannotRun
from commands.refs import Ref
from commands.replies import Act
from commands.requests.case import BOARD_SETTING, MANAGER_SETTING
from commands.requests.export import COLUMNS, export
from storage.database import Connection
from storage.sheets import Sheet, write_csv, write_xlsx
from storage.store import Store

_DAYS = ("deferred_until",)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``requests``."""
    top = commands.add_parser("requests", help="export requests with their decisions, and name who sorts them out")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    give = add_part(parts, "export", "write every request with its decisions to a CSV, XLSX or JSON file", run_export)
    give.add_argument("file", type=Path, metavar="FILE", help="its ending says which: .csv, .xlsx or .json")
    name = add_part(parts, "set", "name the function that sorts out, or the board that decides together", run_set)
    name.add_argument("--information-manager", metavar="FUNCTION", help="gets what the register does not settle")
    name.add_argument("--board", metavar="FUNCTION", help="what is passed to the board goes to this one")


def run_export(args: argparse.Namespace) -> int:
    """Write the requests as a table."""
    kind = kind_of(args.file, ".csv", ".xlsx", ".json")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        rows = export(store)
        sheet = Sheet.of_records(COLUMNS, rows)
        if kind == ".json":
            data = json.dumps(rows, ensure_ascii=False, indent=2).encode()
        else:
            data = write_csv(sheet) if kind == ".csv" else write_xlsx(sheet, days=_DAYS, title=store.organisation.name)
        write(args.file, data)
        keep(store, Act("requests.export", Ref("requests", "all")))
        return f"{len(rows)} rows written to {args.file}."

    return told(work)


def run_set(args: argparse.Namespace) -> int:
    """Keep which functions do what."""
    named = {MANAGER_SETTING: args.information_manager, BOARD_SETTING: args.board}
    if not any(named.values()):
        raise CannotRun("Say which function: --information-manager FUNCTION, --board FUNCTION, or both.")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        lines = []
        for setting, name in named.items():
            if not name:
                continue
            function = store.people.function(name)
            if function is None:
                known = ", ".join(f.name for f in store.people.functions()) or "none yet"
                raise CannotRun(f"There is no function {name!r}. Known are: {known}.")
            store.settings.put(setting.format(organisation=store.organisation.id), function.name)
            lines.append(f"{setting.rpartition('.')[2]}: {function.name}")
        keep(store, Act("requests.set", Ref("requests", "settings")))
        return "\n".join(lines)

    return told(work)
