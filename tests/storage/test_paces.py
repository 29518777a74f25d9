# SPDX-License-Identifier: EUPL-1.2
"""All processes together keep a platform's pace, because the database counts; what is urgent still passes."""

from datetime import timedelta

from storage.database import Database
from storage.deliveries import Wanted
from storage.outcomes import NotSent
from storage.pacing import Pace, Window
from tests.storage.house import NOW
from tests.storage.post import LEASE, drain, put, take, taken, tell, tell_sent, titles

ONE_A_SECOND = Pace(conversation=(Window(1, 1),))
TEN_A_MINUTE = Pace(workspace=(Window(50, 60),))
SECOND = timedelta(seconds=1)


def test_a_conversation_gets_its_next_message_when_its_pace_allows(house: Database) -> None:
    put(house, "a")
    put(house, "b")
    put(house, "c", "fatima")
    rows = take(house, pace=ONE_A_SECOND)
    assert titles(rows) == ["a", "c"]
    for row in rows:
        tell_sent(house, row)

    waits = taken(house, Wanted("local", 10, 0, ONE_A_SECOND, LEASE), NOW + SECOND / 2)
    assert (waits.rows, waits.again_at) == ((), NOW + SECOND)
    assert titles(take(house, NOW + SECOND, pace=ONE_A_SECOND)) == ["b"]


def test_a_workspace_gets_no_more_than_its_pace_however_many_conversations_and_processes(house: Database) -> None:
    for number in range(30):
        put(house, str(number), f"u{number}")
    at_once = len(take(house, limit=6, pace=TEN_A_MINUTE)) + len(take(house, limit=30, pace=TEN_A_MINUTE))

    # Ten at once, of which two are kept for what is urgent.
    assert at_once == 8
    again_at = taken(house, Wanted("local", 30, 0, TEN_A_MINUTE, LEASE)).again_at
    assert again_at
    assert NOW < again_at < NOW + 2 * SECOND
    assert len(take(house, again_at, limit=30, pace=TEN_A_MINUTE)) == 1


def test_one_workspace_does_not_use_up_the_pace_of_another(house: Database) -> None:
    for number in range(20):
        put(house, f"first {number}", f"u{number}")
        put(house, f"second {number}", f"u{number}", tenant="regio")
    found = take(house, limit=40, pace=TEN_A_MINUTE)
    assert sorted(row.tenant for row in found) == ["regio"] * 8 + ["waterveen"] * 8


def test_a_busy_workspace_leaves_places_for_another(house: Database) -> None:
    for number in range(50):
        put(house, f"poll {number}", f"u{number}")
    put(house, "other", tenant="regio")
    assert "other" in titles(take(house, limit=10))


def test_what_is_urgent_goes_when_the_others_may_go_no_more(house: Database) -> None:
    for number in range(30):
        put(house, f"poll {number}", f"u{number}")
    take(house, limit=30, pace=TEN_A_MINUTE)
    put(house, "escalation", "jan", urgent=True)
    assert titles(take(house, pace=TEN_A_MINUTE)) == ["escalation"]


def test_an_escalation_to_somebody_whose_poll_waits_brings_the_poll_first_and_at_once(house: Database) -> None:
    for number in range(30):
        put(house, f"poll {number}", f"u{number}")
    take(house, limit=30, pace=TEN_A_MINUTE)
    put(house, "escalation", "u29", urgent=True)

    (poll,) = take(house, pace=TEN_A_MINUTE)
    tell_sent(house, poll)
    assert [poll.card.title, *titles(take(house, pace=TEN_A_MINUTE))] == ["poll 29", "escalation"]


def test_when_a_platform_asks_to_wait_its_whole_workspace_waits_and_no_attempt_is_counted(house: Database) -> None:
    put(house, "a")
    put(house, "b", "fatima")
    put(house, "c", tenant="regio")
    (row, *_) = (r for r in take(house) if r.address == "jan" and r.tenant == "waterveen")
    for other in (r for r in take(house, NOW + timedelta(seconds=LEASE + 1)) if r.id != row.id):
        tell_sent(house, other)
    (row,) = (r for r in take(house, NOW + timedelta(seconds=2 * LEASE + 2)) if r.id == row.id)
    now = NOW + timedelta(seconds=2 * LEASE + 2)
    tell(house, NotSent(row, "429", now + 30 * SECOND, pause=True), at=now)
    put(house, "later", "suze", urgent=True)
    put(house, "elsewhere", "suze", tenant="regio")

    waits = taken(house, Wanted("local", 10, 0, ONE_A_SECOND, LEASE), now + 29 * SECOND)
    assert titles(waits.rows) == ["elsewhere"]
    assert waits.again_at == now + 30 * SECOND
    again = take(house, now + 30 * SECOND)
    assert titles(again) == ["later", "a"]
    assert again[1].attempts == row.attempts


def test_a_hold_that_ends_long_after_any_that_is_given_was_given_before_the_clock_was_set_back(house: Database) -> None:
    put(house, "a")
    (row,) = take(house, pace=ONE_A_SECOND)
    tell(house, NotSent(row, "429", NOW + timedelta(days=1), pause=True))

    assert take(house, NOW + timedelta(minutes=14)) == ()
    assert titles(take(house, NOW - timedelta(hours=3), business=NOW, pace=ONE_A_SECOND)) == ["a"]


def test_without_a_pace_nothing_is_counted(house: Database) -> None:
    for number in range(20):
        put(house, str(number))
    assert len(drain(house)) == 20
