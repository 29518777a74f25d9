# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting: complete in itself, the same in every language, and sealed once the chair adopts it.

Exported as JSON or as a table it reads back without loss.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from commands.meetings.attendance import absent, present
from commands.meetings.item import Action, Decision
from commands.meetings.view import MeetingView
from commands.money import Euro
from commands.retention import term_of
from commands.text import Listing, Message, Text

FORMAT = "mandaat.meeting-record/1"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision in a record. Every field is text: codes and ISO 8601, amounts in euro excl. VAT with a point."""

    reference: str
    title: str
    verdict: str
    decided_at: str
    recorded_by: str
    on_behalf_of: str
    basis: str = ""
    right: str = ""
    register_version: str = ""
    amount_eur_excl_vat: str = ""
    facts: str = ""
    advice: str = ""
    reason: str = ""
    conditions: str = ""
    alternative: str = ""
    until: str = ""
    function: str = ""
    votes: str = ""
    interests: str = ""
    deviation: str = ""
    confidentiality: str = "internal"


@dataclass(frozen=True, slots=True)
class Promised:
    """An action in a record."""

    text: str
    function: str
    due: str


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one meeting. ``sealed`` is the SHA-256 of all the rest, once adopted."""

    organisation: str
    board: str
    meeting: str
    kind: str
    day: str
    chair: str
    secretary: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    quorum: str
    decisions: tuple[Ruled, ...]
    actions: tuple[Promised, ...]
    notes: str
    retention: str
    confidentiality: str = "internal"
    sealed: str = ""


def record_of(view: MeetingView, organisation: str, secretary: str) -> Record:
    """Return the record of a meeting as it stands, or as it was adopted."""
    if view.meeting.sealed:
        return from_json(view.meeting.sealed)
    board, meeting = view.board, view.meeting
    return Record(
        organisation=organisation,
        board=board.function,
        meeting=meeting.reference,
        kind=meeting.kind.value,
        day=meeting.day.isoformat(),
        chair=board.chair.name if board.chair else "",
        secretary=secretary,
        present=present(view),
        absent=absent(view),
        quorum=str(view.needed),
        decisions=tuple(ruled(d) for d in view.decisions),
        actions=tuple(_promised(a) for a in view.promised),
        notes=meeting.notes,
        retention=term_of(board.function, (decision.verdict for decision in view.decisions)).value,
        confidentiality="confidential" if board.confidential else "internal",
    )


def ruled(decision: Decision) -> Ruled:
    """Return a decision as the record has it."""
    amount: Euro | None = decision.amount
    return Ruled(
        reference=decision.reference,
        title=decision.title,
        verdict=decision.verdict.value,
        decided_at=decision.at.isoformat(timespec="seconds"),
        recorded_by=decision.name,
        on_behalf_of=decision.on_behalf_of,
        basis=_plain(decision.basis),
        right=decision.right,
        register_version=str(decision.register_version or ""),
        amount_eur_excl_vat=format(amount.value, "f") if amount else "",
        facts=decision.facts,
        advice=decision.advice,
        reason=decision.reason,
        conditions=decision.conditions,
        alternative=decision.alternative,
        until=decision.until.isoformat() if decision.until else "",
        function=decision.function,
        votes=decision.votes,
        interests=decision.interests,
        deviation=decision.deviation,
        confidentiality="confidential" if decision.confidential else "internal",
    )


def _promised(action: Action) -> Promised:
    """Return an action as the record has it."""
    return Promised(action.text, action.function, action.due.isoformat())


def _plain(text: Text) -> str:
    """Return a text without a language: the values of a sentence, such as the topic in the register."""
    if isinstance(text, str):
        return text
    return ", ".join(_said(value) for _name, value in text.values)


def _said(value: object) -> str:
    """Return a value of a sentence as text."""
    if isinstance(value, Message):
        return _plain(value)
    if isinstance(value, Listing):
        return ", ".join(_said(item) for item in value.items)
    return str(value)


def seal(record: Record) -> str:
    """Return the SHA-256 of a record: of all that it says besides the seal itself."""
    return hashlib.sha256(to_json(replace(record, sealed="")).encode()).hexdigest()


def is_whole(record: Record) -> bool:
    """Whether a record is sealed and says what it said when it was."""
    return bool(record.sealed) and record.sealed == seal(record)


def to_json(record: Record) -> str:
    """Return a record as JSON, its names in alphabetical order."""
    return json.dumps({"format": FORMAT, **asdict(record)}, ensure_ascii=False, sort_keys=True, indent=2)


class Unreadable(ValueError):
    """This is no record of a meeting, or of a version that I don't know."""


def from_json(text: str) -> Record:
    """Return the record that JSON stands for.

    Raises:
        Unreadable: when it is none.

    """
    try:
        kept = json.loads(text)
        if kept.pop("format") != FORMAT:
            raise Unreadable
        return _record(kept)
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise Unreadable from wrong


def _record(kept: Mapping[str, Any]) -> Record:
    """Return a record from its parts."""
    parts = dict(kept)
    parts["decisions"] = tuple(Ruled(**d) for d in parts["decisions"])
    parts["actions"] = tuple(Promised(**a) for a in parts["actions"])
    parts["present"], parts["absent"] = tuple(parts["present"]), tuple(parts["absent"])
    return Record(**parts)
