# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting: read back without loss from JSON and from a table, and sealed against any change."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.boards import Verdict
from commands.meetings.record import Promised, Record, Ruled, Unreadable, from_json, is_whole, seal, to_json
from commands.meetings.record_table import COLUMNS, from_rows, to_rows
from commands.retention import Term, term_of
from storage.sheets import Sheet, read_rows, write_csv

# What forms let through: composed text without controls, trimmed.
_WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)
_TEXT = st.one_of(st.just(""), _WORDS)


def _of(kind: type[Ruled] | type[Promised]) -> st.SearchStrategy[Ruled | Promised]:
    """Return any decision or action."""
    return st.builds(kind, **{f.name: _TEXT for f in fields(kind)})


RECORDS = st.builds(
    Record,
    **{f.name: _TEXT for f in fields(Record) if f.name not in {"decisions", "actions", "present", "absent"}},
    decisions=st.lists(_of(Ruled), max_size=3).map(tuple),
    actions=st.lists(_of(Promised), max_size=3).map(tuple),
    present=st.lists(_WORDS, max_size=3).map(tuple),
    absent=st.lists(_WORDS, max_size=3).map(tuple),
)


@given(RECORDS)
def test_json_and_a_table_read_back_without_loss(record: Record) -> None:
    assert from_json(to_json(record)) == record
    assert from_rows(to_rows(record)) == record


@given(RECORDS)
def test_a_file_of_the_table_reads_back_without_loss(record: Record) -> None:
    data = write_csv(Sheet.of(COLUMNS, (tuple(row.values()) for row in to_rows(record))))
    assert from_rows(cells for _number, cells in read_rows(data, "verslag.csv").records()) == record


@given(RECORDS, _WORDS)
def test_a_seal_shows_any_change(record: Record, more: str) -> None:
    sealed = replace(record, sealed=seal(record))
    assert is_whole(sealed)
    assert not is_whole(replace(sealed, notes=sealed.notes + more))
    assert not is_whole(replace(sealed, decisions=(*sealed.decisions, Ruled(more, "", "", "", "", ""))))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "mandaat.meeting-record/9"}', '{"format": 1'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        from_json(text)


@pytest.mark.parametrize(
    ("body", "verdicts", "term"),
    [
        ("Portfolioboard", (Verdict.APPROVED, Verdict.NOTED), Term.OFFICIAL),
        ("Directieteam", (Verdict.DEFERRED,), Term.OFFICIAL),
        ("Portfolioboard", (Verdict.NOTED,), Term.NOTHING_DECIDED),
        ("Directieteam", (), Term.NOTHING_DECIDED),
        ("College van B&W", (), Term.ADMINISTRATIVE),
        ("Algemeen bestuur", (Verdict.REJECTED,), Term.ADMINISTRATIVE),
        ("Dagelijks bestuur", (Verdict.APPROVED,), Term.ADMINISTRATIVE),
        ("Bestuur", (Verdict.APPROVED,), Term.ADMINISTRATIVE),
        ("Bestuur Zuiderplas", (), Term.ADMINISTRATIVE),
        ("Bestuurlijk overleg Zuiderplas", (), Term.WITH_ADMINISTRATORS),
        ("Tactisch overleg", (Verdict.NOTED,), Term.WITH_PARTNERS),
        ("Opdrachtgeversoverleg", (Verdict.APPROVED,), Term.OFFICIAL),
    ],
)
def test_a_record_is_kept_as_long_as_the_selection_list_says(
    body: str, verdicts: tuple[Verdict, ...], term: Term
) -> None:
    assert term_of(body, verdicts) is term
