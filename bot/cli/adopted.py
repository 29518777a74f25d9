# SPDX-License-Identifier: EUPL-1.2
"""Whether the records that chairs adopted still are in the database what they were, by their seals and the journal."""

from collections.abc import Iterator
from datetime import date

from commands.meetings.board import Meeting, MeetingState
from commands.meetings.record import Record, Unreadable, from_json, is_whole, ruled
from commands.meetings.recording import SEALED
from storage.store import Store


def findings(store: Store) -> tuple[tuple[str, str], ...]:
    """Return every adopted record of an organisation by its reference, with what is wrong with it; empty: nothing."""
    every = store.meetings.meetings(date.min, date.max)
    adopted = (meeting for meeting in every if meeting.state is MeetingState.ADOPTED or meeting.sealed)
    return tuple((meeting.reference, "; ".join(_wrong(meeting, store))) for meeting in adopted)


def _wrong(meeting: Meeting, store: Store) -> Iterator[str]:
    """Yield what is wrong with one record."""
    try:
        record = from_json(meeting.sealed)
    except Unreadable:
        yield "its record cannot be read any more"
        return
    if not is_whole(record):
        yield "its record was changed after the chair adopted it"
    if _noted(meeting, store) not in {"", record.sealed}:
        yield "its seal is not the one in the journal"
    if not _decisions_stand(meeting, record, store):
        yield "the decisions that are kept are not those of the record"


def _noted(meeting: Meeting, store: Store) -> str:
    """Return the seal that the journal has of a record; empty where it was adopted before seals were noted there."""
    return next((line.result for line in reversed(store.journal.about(str(meeting.ref))) if line.action == SEALED), "")


def _decisions_stand(meeting: Meeting, record: Record, store: Store) -> bool:
    """Whether the decisions that people are shown are those of the record."""
    return tuple(ruled(decision) for decision in store.meetings.decisions_of(meeting.number)) == record.decisions
