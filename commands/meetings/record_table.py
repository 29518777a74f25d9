# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting as rows of one table, out and in without loss: for a case system or a spreadsheet."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields

from commands.meetings.record import Promised, Record, Ruled, Unreadable

#: What a row of the table is about.
_MEETING, _DECISION, _ACTION = "meeting", "decision", "action"
_HEAD = tuple(f.name for f in fields(Record) if f.name not in {"decisions", "actions", "present", "absent"})
_RULED = tuple(f.name for f in fields(Ruled))
_PROMISED = tuple(f.name for f in fields(Promised))
COLUMNS = ("row", *dict.fromkeys((*_HEAD, "present", "absent", *_RULED, *_PROMISED)))


def to_rows(record: Record) -> tuple[Mapping[str, str], ...]:
    """Return a record as rows of one table: the meeting, each decision, each action."""
    whole = asdict(record)
    head = {name: whole[name] for name in _HEAD}
    head |= {name: json.dumps(whole[name], ensure_ascii=False) for name in ("present", "absent")}
    rows: list[dict[str, str]] = [{"row": _MEETING, **head}]
    rows += [{"row": _DECISION, **asdict(d)} for d in record.decisions]
    rows += [{"row": _ACTION, **asdict(a)} for a in record.actions]
    return tuple({column: row.get(column, "") for column in COLUMNS} for row in rows)


def from_rows(rows: Iterable[Mapping[str, str]]) -> Record:
    """Return the record of a table.

    Raises:
        Unreadable: when it is none.

    """
    found = list(rows)
    try:
        head = next(row for row in found if row["row"] == _MEETING)
        return Record(
            **{name: head[name] for name in _HEAD},
            present=tuple(json.loads(head["present"])),
            absent=tuple(json.loads(head["absent"])),
            decisions=tuple(Ruled(**{n: r[n] for n in _RULED}) for r in found if r["row"] == _DECISION),
            actions=tuple(Promised(**{n: r[n] for n in _PROMISED}) for r in found if r["row"] == _ACTION),
        )
    except (KeyError, StopIteration, TypeError, ValueError) as wrong:
        raise Unreadable from wrong
