# SPDX-License-Identifier: EUPL-1.2
"""Meetings of boards stand in the calendar of a shared mailbox as planned, and nothing else there is touched."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.clock import business_now
from bot.settings import Settings
from bot.teams.mailbox import Mailbox
from commands.meetings.board import Meeting, MeetingState
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.store import Store
from tests import cast, drive, platforms
from tests.conversations.test_boards import sets_up
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_stage import Stage, staged
from tests.fakes.teams_tenant import Json

MAILBOX = "boards@waterveen.example"


@pytest.fixture
def planned(loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Let Ruben set the portfolio board up, with its mailbox; nobody has looked at the calendar since."""
    database = Database.open(sqlite_url)
    cast.move_in(database)
    database.transact(cast.work_begins)
    database.transact(lambda c: Organisations(c).link_tenant("teams", teams.TENANT, cast.WATERVEEN.id))
    app = build(Settings(mandaat_home=tmp_path), database)
    sets_up(drive.Chat(platforms.Local(), app.dispatcher, database, app.features))
    with staged(loop, database, tmp_path, beside={"mandaat_teams_calendar": MAILBOX}) as stage:
        # The first look, at the start, is refused; the next is a quarter of an hour later.
        stage.loop.until(lambda: stage.cloud.tenant.withheld)
        stage.cloud.tenant.consents = {"Calendars.ReadWrite"}
        yield stage
    database.close()


def looks(stage: Stage) -> list[Json]:
    """Compare the calendar with what is planned, and return what stands there then, the earliest first."""
    assert stage.app.teams
    mailbox: Mailbox = vars(stage.app.teams)["_looks"][1]
    stage.loop.do(mailbox.look(teams.TENANT))
    events = [dict(event) for event in stage.cloud.tenant.events.values()]
    return sorted(events, key=lambda event: str(event["start"]["dateTime"]))


def changes(stage: Stage, change: Callable[[Meeting], Meeting]) -> None:
    """Change the first meeting to come."""

    def work(connection: Connection) -> None:
        store = Store(connection, cast.WATERVEEN)
        today = business_now(store.settings).date()
        first = store.meetings.meetings(today, today + timedelta(days=400))[0]
        store.meetings.save_meeting(change(first))

    stage.app.database.transact(work)


def test_a_meeting_stands_there_once_follows_what_is_changed_and_goes_when_it_is_off(planned: Stage) -> None:
    events = looks(planned)
    assert [event["subject"] for event in events] == ["Portfolioboard"] * 4
    assert {event["mailbox"] for event in events} == {MAILBOX}
    assert "attendees" not in events[0], "nobody is invited by it"
    assert looks(planned) == events

    changes(planned, lambda meeting: replace(meeting, minutes=meeting.minutes + 30))
    later = looks(planned)
    assert later[0]["id"] == events[0]["id"]
    assert later[0]["end"]["dateTime"] > events[0]["end"]["dateTime"]
    assert later[1:] == events[1:]

    changes(planned, lambda meeting: replace(meeting, state=MeetingState.CANCELLED))
    assert looks(planned) == later[1:]


def test_what_others_put_in_the_calendar_stays(planned: Stage) -> None:
    own = {"mailbox": MAILBOX, "id": "own", "transactionId": "x", "start": {"dateTime": "2026-03-01T12:00:00"}}
    planned.cloud.tenant.events["own"] = own
    assert own in looks(planned)
