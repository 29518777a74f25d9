# SPDX-License-Identifier: EUPL-1.2
"""Calendars, preferences and what waits for a digest come back from both databases as they went in."""

import logging
import uuid
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import update

from commands.calendars import Calendar, LiberationDay, Pause, Span
from commands.cards import Card
from commands.people import Person
from commands.preferences import Informing, Preferences, Quiet
from storage.database import Database
from storage.digests import digest_items
from storage.organisation import Organisations, organisations
from storage.store import Store
from storage.zones import known_zone
from tests.storage.house import JAN, NOW, REGION, SUZE, TOWN, in_store

CLOSED = Span(date(2026, 5, 15), date(2026, 5, 15), "Brugdag")
SUMMER = Span(date(2026, 7, 13), date(2026, 8, 21), "Zomerreces")
CHOSEN = Calendar(opens=time(7, 45), closes=time(16), good_friday=True, liberation_day=LiberationDay.YEARLY)
WISHES = Preferences(
    TOWN.id, "America/New_York", frozenset({2, 4}), Quiet(time(16, 30), time(10)), Informing.SINGLY, time(10, 15),
    date(2026, 3, 9),
)  # fmt: skip


def test_an_organisation_that_chose_nothing_has_the_usual_calendar(house: Database) -> None:
    assert in_store(house, lambda s: s.calendar) == Calendar()


def test_a_calendar_comes_back_as_chosen_and_is_of_one_organisation(house: Database) -> None:
    def choose(store: Store) -> Calendar:
        store.calendars.choose(Calendar())
        store.calendars.choose(CHOSEN)
        assert store.calendars.add(Pause.CLOSING, (CLOSED,)) == (CLOSED,)
        store.calendars.add(Pause.RECESS, (SUMMER,))
        return store.calendar

    expected = replace(CHOSEN, closings=(CLOSED,), recesses=(SUMMER,))
    assert in_store(house, choose) == expected
    assert in_store(house, lambda s: s.calendar) == expected
    assert in_store(house, lambda s: s.calendar, REGION) == Calendar()


def test_the_same_closing_twice_is_once_with_its_newest_name(house: Database) -> None:
    in_store(house, lambda s: s.calendars.add(Pause.CLOSING, (CLOSED,)))
    renamed = replace(CLOSED, name="Dag na Hemelvaart")
    assert in_store(house, lambda s: s.calendars.add(Pause.CLOSING, (renamed,))) == ()
    assert list(in_store(house, lambda s: s.calendars.pauses()).values()) == [(Pause.CLOSING, renamed)]


def test_a_closing_is_removed_by_its_number_and_only_by_its_own_organisation(house: Database) -> None:
    in_store(house, lambda s: s.calendars.add(Pause.CLOSING, (CLOSED,)))
    (number,) = in_store(house, lambda s: s.calendars.pauses())
    assert not in_store(house, lambda s: s.calendars.remove(number), REGION)
    assert in_store(house, lambda s: s.calendars.remove(number))
    assert not in_store(house, lambda s: s.calendars.remove(number))
    assert in_store(house, lambda s: s.calendar) == Calendar()


def test_preferences_come_back_as_chosen(house: Database) -> None:
    assert in_store(house, lambda s: s.preferences.of(JAN)) == Preferences(TOWN.id)
    in_store(house, lambda s: s.preferences.choose(JAN, WISHES))
    assert in_store(house, lambda s: s.preferences.of(JAN)) == WISHES
    plain = Preferences(TOWN.id)
    in_store(house, lambda s: s.preferences.choose(JAN, plain))
    assert in_store(house, lambda s: s.preferences.of(JAN)) == plain


def test_a_snooze_changes_nothing_else(house: Database) -> None:
    until = date(2026, 3, 16)
    in_store(house, lambda s: s.preferences.snooze(SUZE, until))
    assert in_store(house, lambda s: s.preferences.of(SUZE)) == Preferences(REGION.id, snoozed_until=until)
    in_store(house, lambda s: s.preferences.choose(JAN, WISHES))
    in_store(house, lambda s: s.preferences.snooze(JAN, None))
    assert in_store(house, lambda s: s.preferences.of(JAN)) == replace(WISHES, snoozed_until=None)


def test_a_person_works_by_the_calendar_of_where_the_person_works(house: Database) -> None:
    in_store(house, lambda s: s.calendars.choose(CHOSEN), REGION)
    assert in_store(house, lambda s: s.working_time(SUZE)).calendar == CHOSEN
    assert in_store(house, lambda s: s.working_time(JAN)).calendar == Calendar()


def test_nobody_is_in_the_way_of_a_message_to_a_person_we_no_longer_know(house: Database) -> None:
    gone = Person("gone", "Gone")
    assert in_store(house, lambda s: s.working_time(gone)).calendar == Calendar()


def test_a_zone_that_does_not_exist_gives_way_to_the_usual_one_with_one_warning(
    house: Database, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = f"Mars/{uuid.uuid4().hex}"
    house.transact(lambda c: c.execute(update(organisations).values(zone=nowhere)))
    with caplog.at_level(logging.WARNING):
        zones = [house.read(lambda c: Organisations(c).all())[0].zone.key for _ in range(3)]
        assert in_store(house, lambda s: s.calendar).zone.key == "Europe/Amsterdam"
    assert set(zones) == {"Europe/Amsterdam"}
    assert len([line for line in caplog.messages if "does not exist" in line]) == 1


@pytest.mark.parametrize(
    "garbage", ["Europe", "../../etc/passwd", "Europe/Amsterdam\0", "x" * 5000, "🕰", "/etc/localtime"]
)
def test_whatever_stands_where_a_zone_should_is_no_trouble(garbage: str) -> None:
    assert known_zone(garbage, "Europe/Amsterdam") == "Europe/Amsterdam"


def test_what_waits_for_a_digest_is_told_once_and_can_be_opened_after(house: Database) -> None:
    in_store(house, lambda s: s.digests.keep(JAN, Card("een"), "", NOW))
    in_store(house, lambda s: s.digests.keep(JAN, Card("twee"), "k", NOW))
    in_store(house, lambda s: s.digests.keep(JAN, Card("twee, nieuwer"), "k", NOW))
    in_store(house, lambda s: s.digests.keep(SUZE, Card("drie"), "k", NOW), REGION)
    items = in_store(house, lambda s: s.digests.waiting(JAN))
    assert [item.card.title for item in items] == ["een", "twee, nieuwer"]
    in_store(house, lambda s: s.digests.told((JAN,), NOW))
    assert in_store(house, lambda s: s.digests.waiting(JAN)) == ()
    assert in_store(house, lambda s: s.digests.item(JAN, items[0].number)) == items[0]
    assert in_store(house, lambda s: s.digests.item(SUZE, items[0].number)) is None
    assert in_store(house, lambda s: s.digests.together(JAN, items[1].number)) == items
    assert in_store(house, lambda s: s.digests.together(SUZE, items[1].number)) == ()
    assert len(in_store(house, lambda s: s.digests.waiting(SUZE))) == 1


def test_what_lost_its_meaning_is_left_out_and_what_was_told_stays(house: Database) -> None:
    in_store(house, lambda s: s.digests.keep(JAN, Card("oud"), "k", NOW))
    in_store(house, lambda s: s.digests.told((JAN,), NOW))
    in_store(house, lambda s: s.digests.keep(JAN, Card("nieuw"), "k", NOW))
    in_store(house, lambda s: s.digests.keep(JAN, Card("ander"), "", NOW))
    assert in_store(house, lambda s: s.digests.drop("k")) == 1
    assert in_store(house, lambda s: s.digests.drop("")) == 0
    assert [item.card.title for item in in_store(house, lambda s: s.digests.waiting(JAN))] == ["ander"]


def test_what_was_told_long_ago_is_forgotten_and_what_waits_is_not(house: Database) -> None:
    in_store(house, lambda s: s.digests.keep(JAN, Card("oud"), "", NOW))
    in_store(house, lambda s: s.digests.told((JAN,), NOW))
    in_store(house, lambda s: s.digests.keep(JAN, Card("wacht"), "", NOW))
    assert in_store(house, lambda s: s.digests.forget(NOW)) == 0
    assert in_store(house, lambda s: s.digests.forget(NOW + timedelta(days=1))) == 1
    assert len(in_store(house, lambda s: s.digests.waiting(JAN))) == 1


def test_an_item_that_cannot_be_read_costs_the_others_nothing(house: Database) -> None:
    in_store(house, lambda s: s.digests.keep(JAN, Card("een"), "", NOW))
    house.transact(lambda c: c.execute(update(digest_items).values(card="{")))
    in_store(house, lambda s: s.digests.keep(JAN, Card("twee"), "", NOW))
    assert [item.card.title for item in in_store(house, lambda s: s.digests.waiting(JAN))] == ["twee"]
