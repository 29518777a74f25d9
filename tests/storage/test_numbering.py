# SPDX-License-Identifier: EUPL-1.2
"""Goals, initiatives, meetings and decisions get the next number of their year, as requests do."""

from dataclasses import replace
from functools import partial

from commands.portfolio.goal import Goal
from storage.database import Database
from storage.store import Store
from tests.storage.house import NOW, REGION, in_store

GOAL = Goal("", "Loket", "Wie wacht, belt.", "Online", "Een portaal", "Wachttijd", "8 weken", "4 weken", NOW)


def test_the_next_number_follows_the_highest_whatever_was_taken_in_from_elsewhere(house: Database) -> None:
    def add(store: Store, reference: str, year: int = 2026) -> str:
        return store.portfolio.add_goal(replace(GOAL, reference=reference, at=NOW.replace(year=year))).reference

    in_store(house, lambda store: add(store, "DOEL-2026-0044"), REGION)
    for year, there, following in (
        (2026, (), "DOEL-2026-0001"),
        (2027, ("DOEL-2027-0002", "DOEL-2027-0007"), "DOEL-2027-0008"),
        (2028, ("DOEL-2028-9999", "DOEL-2028-10000"), "DOEL-2028-10001"),
        (2029, ("DOEL-2029-loket", "doel-2029-0007", "DOEL-2029-0002"), "DOEL-2029-0003"),
    ):
        for reference in there:
            in_store(house, partial(add, reference=reference))
        assert in_store(house, partial(add, reference="", year=year)) == following
