# SPDX-License-Identifier: EUPL-1.2
"""``register import``, ``export``, ``check`` and ``evaluate``: the register of decision rights on the command line."""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli import register_import
from bot.cli.evaluate import add_evaluate
from bot.cli.files import kind_of, write
from bot.cli.organisations import today, which
from bot.cli.parts import add_part
from bot.cli.spoken import Says, transacted
from bot.language import LANGUAGES
from bot.run import CannotRun
from bot.settings import Settings
from commands.decision_rights import table_lines
from commands.decision_rights.faults import Finding
from commands.decision_rights.findings import find
from commands.decision_rights.kept import Version
from commands.decision_rights.tabular import AMOUNT_COLUMNS, DAY_COLUMNS, write_register
from storage.database import Connection
from storage.sheets import Sheet, write_csv, write_xlsx
from storage.store import Store


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``register``."""
    top = commands.add_parser("register", help="import, export, check and measure the register of decision rights")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    take = _part(parts, "import", "load a register from a CSV or XLSX file", register_import.run)
    register_import.arguments(take)
    give = _part(parts, "export", "write the register to a CSV or XLSX file", run_export)
    give.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .xlsx")
    check = _part(parts, "check", "say what is odd about the register", run_check)
    check.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    add_evaluate(parts)


def _part(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Return a new subcommand about the register of one organisation, which speaks two languages."""
    part = add_part(parts, name, about, run)
    part.add_argument("--language", choices=LANGUAGES, default="en", help="language of what is said")
    return part


def run_export(args: argparse.Namespace) -> int:
    """Write the current version as a file that can be imported again."""
    says = Says(args.language)
    kind = kind_of(args.file, ".csv", ".xlsx")

    def look(connection: Connection) -> tuple[str, Sheet]:
        store, version = _current(connection, args)
        return store.organisation.name, Sheet.of(*write_register(store.decision_rights.rights(version.number)))

    name, sheet = transacted(look, Settings.read())
    data = write_xlsx(sheet, AMOUNT_COLUMNS, DAY_COLUMNS, name) if kind == ".xlsx" else write_csv(sheet)
    write(args.file, data)
    says(table_lines.exported(len(sheet.rows), str(args.file)))
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Print what is odd about the register, worst first; that it has findings is no failure."""
    says = Says(args.language)

    def look(connection: Connection) -> tuple[str, Version, tuple[Finding, ...]]:
        store, version = _current(connection, args)
        findings = find(store.decision_rights.rights(version.number), store.people, today(store))
        return store.organisation.name, version, findings

    name, version, findings = transacted(look, Settings.read())
    if args.json:
        print(_as_json(name, version, findings, says))  # noqa: T201 - this is the command line
        return 0
    for finding in findings:
        says(table_lines.finding_line(finding))
        for part in finding.parts:
            says(part.text, before="  ")
    says(table_lines.checked(len(findings), version, name))
    return 0


def _as_json(name: str, version: Version, findings: Sequence[Finding], says: "Says") -> str:
    """Return the findings as JSON, parts included."""

    def plain(finding: Finding) -> dict[str, object]:
        said: dict[str, object] = {
            "kind": finding.kind.value,
            "severity": finding.severity.value,
            "text": says.text(finding.text),
            "rights": list(finding.rights),
            "about": finding.about,
        }
        return {**said, "parts": [plain(part) for part in finding.parts]} if finding.parts else said

    whole = {"organisation": name, "version": version.number, "findings": [plain(finding) for finding in findings]}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _current(connection: Connection, args: argparse.Namespace) -> tuple[Store, Version]:
    """Return the store of the organisation and the current version of its register."""
    store = Store(connection, which(connection, args.organisation))
    version = store.decision_rights.latest()
    if version is None:
        raise CannotRun(f"{store.organisation.name} has no register yet. Load one: register import FILE")
    return store, version
