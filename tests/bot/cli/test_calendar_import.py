# SPDX-License-Identifier: EUPL-1.2
"""Closing days and recess come out of a file, all of it or nothing; whatever else is in a file breaks nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.__main__ import main
from bot.clock import business_now
from bot.sample.morning import go_to_work
from commands.calendars import Calendar, Pause, Span
from commands.organisation.away_events import read_away
from commands.organisation.pauses_events import read_events
from commands.organisation.pauses_table import read_pauses
from commands.organisation.spans import Span as Away
from storage.database import Database
from storage.messages import outbox
from storage.settings import Settings as Kept
from storage.store import Store
from tests.cast import AHMET, WATERVEEN, move_in

TODAY = date(2026, 3, 2)
NEXT = datetime.now(UTC).year + 1
TABLE = f"""soort;van;tot en met;naam
gesloten;{NEXT}-05-16;;Brugdag
reces;13-7-{NEXT};21-8-{NEXT};Zomerreces
gesloten;2001-01-01;;Lang geleden
"""
BRIDGE = (Pause.CLOSING, Span(date(NEXT, 5, 16), date(NEXT, 5, 16), "Brugdag"))
SUMMER = (Pause.RECESS, Span(date(NEXT, 7, 13), date(NEXT, 8, 21), "Zomerreces"))
EVENTS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1@example\r
DTSTART;VALUE=DATE:20261224\r
DTEND;VALUE=DATE:20270102\r
SUMMARY:Kerstsluiting\\, ook\r
  de balie\r
BEGIN:VALARM\r
DTSTART:20200101\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;X-A="a:b";VALUE=DATE:20260501\r
DTEND;VALUE=DATE:20260509\r
SUMMARY:Meivakantie regio midden\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    monkeypatch.delenv("MANDAAT_DATABASE_URL", raising=False)
    found = Database.open(f"sqlite:///{tmp_path}/mandaat.db")
    found.migrate()
    move_in(found)
    yield found
    found.close()


def pauses(database: Database) -> list[tuple[Pause, Span]]:
    return database.read(lambda c: list(Store(c, WATERVEEN).calendars.pauses().values()))


def take(path: Path, *more: str) -> int:
    return main(("calendar", "import", str(path), "--organisation", WATERVEEN.id, *more))


def test_a_table_is_taken_in_once_and_a_dry_run_changes_nothing(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "dagen.csv"
    file.write_text(TABLE)
    assert take(file, "--dry-run") == 0
    assert "dry run" in capsys.readouterr().out
    assert pauses(database) == []
    assert take(file, "--language", "nl") == 0
    said = capsys.readouterr().out
    assert "Rij 4, tot en met" in said or "Rij 4, van" in said  # what has passed is a note
    assert "2 toegevoegd." in said
    assert pauses(database) == [BRIDGE, SUMMER]
    assert take(file) == 0
    assert "0 added." in capsys.readouterr().out
    assert pauses(database) == [BRIDGE, SUMMER]


def test_one_fault_stops_it_all_and_every_fault_is_named_by_row(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "dagen.csv"
    file.write_text(TABLE + f"feest;{NEXT}-01-02;;x\ngesloten;31-2-{NEXT};;y\ngesloten;{NEXT}-05-02;{NEXT}-05-01;z\n")
    assert take(file) == 1
    said = capsys.readouterr().out
    assert "Row 5, soort: “feest” can't be here." in said
    assert f"Row 6, van: “31-2-{NEXT}” is not an existing day." in said
    assert "Row 7, tot en met: The last day is before the first day" in said
    assert "3 faults; nothing was changed." in said
    assert pauses(database) == []


def test_a_calendar_file_is_read_with_its_last_days_and_what_each_is() -> None:
    draft = read_events(EVENTS, TODAY)
    assert draft.faults == ()
    assert draft.pauses == (
        (Pause.CLOSING, Span(date(2026, 12, 24), date(2027, 1, 1), "Kerstsluiting, ook de balie")),
        (Pause.RECESS, Span(date(2026, 5, 1), date(2026, 5, 8), "Meivakantie regio midden")),
    )


def test_the_kind_can_be_said_for_a_whole_file(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "vakanties.ics"
    file.write_text(EVENTS.replace("20261224", f"{NEXT}1224").replace("20270102", f"{NEXT + 1}0102"))
    assert take(file, "--kind", "recess") == 0
    assert [kind for kind, _ in pauses(database)] == [Pause.RECESS]


def repeating(*lines: str, first: str = "20250505", last: str = "") -> str:
    """Return a file with one event that repeats."""
    end = (f"DTEND;VALUE=DATE:{last}",) if last else ()
    begins = f"DTSTART;VALUE=DATE:{first}"
    event = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:9", begins, *end, "SUMMARY:Vrije dag", *lines, "END:VEVENT")
    return "\r\n".join((*event, "END:VCALENDAR"))


def days(text: str) -> list[str]:
    """Return the first days that a file says."""
    draft = read_events(text, TODAY)
    assert draft.errors == ()
    return [span.first.isoformat() for _kind, span in draft.pauses]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=YEARLY"], ["2026-05-05", "2027-05-05"]),
        (["RRULE:FREQ=YEARLY;UNTIL=20260601T220000Z"], ["2026-05-05"]),
        (["RRULE:FREQ=YEARLY;COUNT=2"], ["2026-05-05"]),
        (["RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1FR"], ["2026-05-29", "2027-05-28"]),
        (["RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20260505", "EXDATE;VALUE=DATE:20280505"], ["2027-05-05"]),
        (["RDATE;VALUE=DATE:20260601,20260701"], ["2026-06-01", "2026-07-01"]),
        (
            ["RRULE:FREQ=YEARLY", "END:VEVENT", "BEGIN:VEVENT", "UID:9", "RECURRENCE-ID;VALUE=DATE:20270505",
             "DTSTART;VALUE=DATE:20270507"],
            ["2026-05-05", "2027-05-07"],
        ),
    ],
)  # fmt: skip
def test_an_event_that_comes_again_is_read_for_two_years_with_what_was_moved_or_left_out(
    lines: list[str], expected: list[str]
) -> None:
    assert days(repeating(*lines)) == expected


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=YEARLY;BYDAY=XX", "x", "FREQ=YEARLY;INTERVAL=0;BYDAY=Q"])
def test_a_rule_that_cannot_be_read_is_named_by_its_line(rule: str) -> None:
    draft = read_events(repeating(f"RRULE:{rule}"), TODAY)
    assert [(fault.row, fault.column) for fault in draft.errors] == [(2, "RRULE")]


OWN = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:{0}0504
DTEND;VALUE=DATE:{0}0509
SUMMARY:Privé
X-MICROSOFT-CDO-BUSYSTATUS:OOF
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:{0}0511
DTEND;VALUE=DATE:{0}0512
SUMMARY:Vakantie
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:{0}0601
SUMMARY:Verjaardag Kees
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART:{0}0603T130000
DTEND:{0}0603T140000
SUMMARY:Tandarts, dus afwezig
X-MICROSOFT-CDO-BUSYSTATUS:OOF
END:VEVENT
END:VCALENDAR
"""


def test_days_away_in_the_calendar_of_a_person_are_proposed_to_that_person_and_written_down_by_nobody(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calendar = Calendar()
    year = 2026
    # The weekend between is no reason to ask twice; a birthday and an hour at the dentist are no days away.
    assert read_away(OWN.format(year), calendar, TODAY) == ((Away(date(year, 5, 4), date(year, 5, 11)),), ())
    file = tmp_path / "agenda.ics"
    first = datetime.now(UTC).date() + timedelta(days=30)
    file.write_text(OWN.format(2020).replace("20200511", f"{first:%Y%m%d}").replace("20200512", ""))
    for wrong in (["--absences"], ["--person", AHMET.email], ["--absences", "--person", "niemand@example"]):
        assert take(file, *wrong) == 2
    assert take(file, "--absences", "--person", AHMET.email) == 0
    said = capsys.readouterr().out
    assert f"? from {first.day} " in said
    assert "1 absence was found." in said
    assert "The person is asked to write them down." in said
    told = database.read(lambda c: list(c.scalars(select(outbox.c.card))))
    assert len(told) == 1
    assert "organisation.absent" in told[0]
    assert "Privé" not in told[0]
    assert database.read(lambda c: Store(c, WATERVEEN).people.all_absences()) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe" * 500, b"%PDF-1.7 garbage", b"BEGIN:VCALENDAR", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\n",
     b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999\nEND:VEVENT"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["dagen.ics", "dagen.csv"])
def test_garbage_is_refused_in_a_sentence_and_changes_nothing(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert take(file) in {1, 2}
    said = capsys.readouterr()
    assert (said.out + said.err).strip()
    assert "Traceback" not in said.err
    assert pauses(database) == []


LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART:20260301",
        "DTEND:00000000",
        "BEGIN:X",
        "END:X",
        " fold",
        '":',
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=30).map("\n".join))
def test_whatever_a_calendar_file_holds_gives_days_or_faults(text: str) -> None:
    draft = read_events("BEGIN:VCALENDAR\n" + text, TODAY)
    assert all(span.first <= span.last for _, span in draft.pauses)
    assert draft.pauses or draft.faults


@given(st.lists(st.lists(st.text(max_size=15) | st.sampled_from(["2026-05-01", "gesloten"]), max_size=5), max_size=8))
def test_whatever_a_table_holds_gives_days_or_faults(rows: list[list[str]]) -> None:
    draft = read_pauses(("soort", "van", "tot", "naam"), list(enumerate(rows, 2)), TODAY)
    assert draft.pauses or draft.faults
    assert all(span.first <= span.last for _, span in draft.pauses)


def test_the_demo_begins_while_people_are_at_work_and_its_clock_never_goes_back(database: Database) -> None:
    go_to_work(database)
    first = database.read(lambda c: Kept(c).get("clock.offset_seconds"))
    go_to_work(database)
    assert database.read(lambda c: Kept(c).get("clock.offset_seconds")) == first

    assert database.read(lambda c: Calendar().is_open(business_now(Kept(c))))
