# SPDX-License-Identifier: EUPL-1.2
"""``portfolio export``, ``import`` and ``set``: goals and initiatives, and from when a plan is escalated by itself."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.cli.files import kind_of, read, write
from bot.cli.organisations import keep, today, told, which
from bot.cli.parts import add_part
from bot.clock import business_now
from bot.effects import Cause, effect
from bot.language import LANGUAGES, Localizer
from bot.run import CannotRun
from commands.organisation.import_lines import fault_line
from commands.people import Person
from commands.portfolio.adoption import thresholds
from commands.portfolio.columns import COLUMNS
from commands.portfolio.deviations import MONTHS_SETTING, PERCENT_SETTING, adopted, deviations, falls_due
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.lines import Line, to_rows
from commands.portfolio.reading import from_rows
from commands.portfolio.rules import date_faults, rebased
from commands.portfolio.score import Room
from commands.refs import Ref
from commands.replies import Act, Reply
from storage.database import Connection
from storage.sheets import Sheet, SheetUnreadable, read_rows, write_csv
from storage.store import Store

_PORTFOLIO = Ref("portfolio", "table")
#: What a threshold can be at most; beyond it, nothing would ever be escalated.
_MOST = {PERCENT_SETTING: 1000, MONTHS_SETTING: 120}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``portfolio``."""
    top = commands.add_parser("portfolio", help="export shared goals and initiatives, and import them")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    give = add_part(parts, "export", "write goals and initiatives to a CSV or JSON file", run_export)
    take = add_part(
        parts, "import", "take goals and initiatives in from such a file, or from a spreadsheet", run_import
    )
    for part in (give, take):
        part.add_argument("file", type=Path, metavar="FILE", help="its ending says which: .csv or .json")
    take.add_argument("--language", choices=LANGUAGES, default="en", help="language of faults")
    most = add_part(
        parts, "set", "say from which deviation on the plan of an initiative is escalated by itself", run_set
    )
    most.add_argument("--percent", type=int, metavar="N", help="over the adopted costs; 10 where nothing was set")
    most.add_argument("--months", type=int, metavar="N", help="after the adopted last day; 3 where nothing was set")


def run_export(args: argparse.Namespace) -> int:
    """Write every goal and initiative."""
    kind = kind_of(args.file, ".csv", ".json")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        lines = tuple(kept(store))
        rows = tuple(to_rows(lines))
        data = write_csv(Sheet.of_records(COLUMNS, rows)) if kind == ".csv" else _json(rows)
        write(args.file, data)
        keep(store, Act("portfolio.export", _PORTFOLIO))
        return f"{_counted(lines)} written to {args.file}."

    return told(work)


def run_set(args: argparse.Namespace) -> int:
    """Keep the thresholds of an organisation; without any, print them."""
    given = {PERCENT_SETTING: args.percent, MONTHS_SETTING: args.months}
    for setting, most in _MOST.items():
        if given[setting] is not None and not 0 <= given[setting] <= most:
            raise CannotRun(f"--{setting.rpartition('.')[2]} is a whole number from 0 to {most}.")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        for setting, value in given.items():
            if value is not None:
                store.settings.put(setting.format(organisation=store.organisation.id), str(value))
        if any(value is not None for value in given.values()):
            keep(store, Act("portfolio.set", _PORTFOLIO))
        now = thresholds(store)
        return f"Escalated by itself: more than {now.percent}% over the costs, or more than {now.months} months late."

    return told(work)


def kept(store: Store) -> Iterator[Line]:
    """Yield the goals and the initiatives of an organisation as the lines of a table."""
    for goal in store.portfolio.goals():
        yield Line(0, goal, (goal.by.email or goal.by.id) if goal.by else "")
    for initiative in store.portfolio.initiatives():
        reference = initiative.reference
        yield Line(
            0,
            initiative,
            reports=store.portfolio.reports(reference),
            scores=tuple(score for score in store.portfolio.scores() if score.initiative == reference),
            needs=next((each for each in store.portfolio.needs() if each.initiative == reference), None),
        )
    if (room := store.portfolio.room()) != Room():
        yield Line(0, room)


def run_import(args: argparse.Namespace) -> int:
    """Take goals and initiatives in, all of it or nothing; what has a reference that is known is brought up to date."""
    rows = tuple(_rows(args.file))
    says = Localizer(args.language, ZoneInfo("Europe/Amsterdam"))

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        lines, faults = from_rows(rows, business_now(store.settings))
        wrong = [says.say(fault_line(fault)) for fault in faults] + list(_unknown(lines, store))
        if wrong:
            raise CannotRun("\n".join((*wrong, "Nothing was taken in.")))
        for line in lines:
            taken(line, store)
        keep(store, Act("portfolio.import", _PORTFOLIO))
        return f"{_counted(lines)} taken in."

    return told(work)


def taken(line: Line, store: Store) -> None:
    """Keep one goal or initiative."""
    match line.thing:
        case Goal() as goal:
            whose = replace(goal, by=_person(line.by, store))
            known = store.portfolio.goal(goal.reference) if goal.reference else None
            if known:
                store.portfolio.save_goal(replace(whose, revision=known.revision))
            else:
                store.portfolio.add_goal(whose)
        case Room() as room:
            store.portfolio.keep_room(room)
        case Initiative() as initiative:
            reference = _taken(initiative, line.reports, store)
            for score in line.scores:
                store.portfolio.keep_score(replace(score, initiative=reference))
            if line.needs:
                store.portfolio.keep_needs(replace(line.needs, initiative=reference))


def _taken(initiative: Initiative, reports: tuple[Report, ...], store: Store) -> str:
    """Keep one initiative with the reports that are not there yet, and return its reference."""
    owner = store.people.function(initiative.owner)
    thing = replace(initiative, owner=owner.name if owner else initiative.owner)
    was = known = store.portfolio.initiative(thing.reference) if thing.reference else None
    now = business_now(store.settings)
    if known is None:
        first = Report(now, "cli", thing.state, thing.ends, thing.one_off, thing.recurring)
        thing = store.portfolio.add_initiative(thing, reports[0] if reports else first)
        reports = reports[1:]
        known = thing
    there = store.portfolio.reports(known.reference)
    for report in (None, *(report for report in reports if report not in there)):
        known = store.portfolio.save_initiative(replace(thing, revision=known.revision), report)
    if was and rebased(was, known):
        # A first load escalates nothing: what went wrong before was dealt with elsewhere.
        found = deviations(known, adopted(store.portfolio.reports(known.reference)), thresholds(store))
        plans = falls_due(was, known, found, today(store), store.calendar)
        effect(store, Reply(plans=plans, settles=(known.ref,)), Cause("cli", "cli", now, token_hex(4)))
    return known.reference


def _unknown(lines: tuple[Line, ...], store: Store) -> Iterator[str]:
    """Yield what the organisation does not have, and what cannot be."""
    goals = {goal.reference for goal in store.portfolio.goals((GoalState.ADOPTED,))}
    goals |= {line.thing.reference for line in lines if isinstance(line.thing, Goal)}
    for line in lines:
        if not isinstance(line.thing, Initiative):
            continue
        if store.people.function(line.thing.owner) is None:
            yield f"row {line.row}, owner: there is no function {line.thing.owner}."
        if line.thing.goal and line.thing.goal not in goals:
            yield f"row {line.row}, goal: there is no adopted goal {line.thing.goal}."
        if date_faults(line.thing):
            yield f"row {line.row}, ends: it would end before it begins."


def _person(named: str, store: Store) -> Person | None:
    """Return who is named, where that is one person."""
    found = store.people.find(named) if named else ()
    return found[0] if len(found) == 1 else None


def _counted(lines: tuple[Line, ...]) -> str:
    """Return how many goals and initiatives there are."""
    goals = sum(isinstance(line.thing, Goal) for line in lines)
    return f"{goals} goals and {sum(isinstance(line.thing, Initiative) for line in lines)} initiatives"


def _json(rows: tuple[Mapping[str, str], ...]) -> bytes:
    """Return rows as JSON, without what is empty."""
    filled = [{name: cell for name, cell in row.items() if cell} for row in rows]
    return json.dumps(filled, ensure_ascii=False, indent=2).encode()


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a file, each with its number.

    Raises:
        CannotRun: when there are none to read.

    """
    data = read(file)
    try:
        if file.suffix.lower() == ".json":
            yield from enumerate(({str(k): str(v) for k, v in row.items()} for row in json.loads(data)), 1)
        else:
            yield from read_rows(data, file.name).records()
    except (SheetUnreadable, ValueError, TypeError, AttributeError):
        raise CannotRun(f"{file.name} is no table of goals and initiatives.") from None
