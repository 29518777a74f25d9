# SPDX-License-Identifier: EUPL-1.2
"""Requests are kept whole, numbered without gaps for each organisation and year, and changed by one at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from commands.money import Euro
from commands.people import Person
from commands.requests.request import (
    Choice,
    Decision,
    Desk,
    Draft,
    Event,
    Kind,
    Needs,
    Opinion,
    Outcome,
    PersonalData,
    Recurrence,
    Request,
    Sort,
    Stance,
    Standing,
    Why,
)
from commands.requests.routing import RightBrief
from commands.requests.states import Move, State
from commands.requests.store import ChangedMeanwhile
from storage.database import Database
from storage.requests import Requests
from storage.store import Store
from tests.storage.house import FATIMA, JAN, REGION, SUZE, TOWN, in_store

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RIGHT = RightBrief(
    "WV-001", "waterveen", "Waterveen", "Laptops", "CIO", "mandaat", Decimal("0.00"), Decimal("25000.50"),
    agrees=("Concerncontroller",), advises=("CISO", "FG"), deputy="Directeur", register_version=3,
)  # fmt: skip
NEW = Request(
    "",
    "",
    FATIMA,
    Needs(
        Kind.HARDWARE, "Twee laptops", "Oud", "Sneller", "Nu", Euro(Decimal("2400.55")), Recurrence.RECURRING, JAN,
        PersonalData.NO,
    ),
    State.SUBMITTED,
    AT,
    Desk("CIO", "waterveen", Why.RIGHT, RIGHT, (Choice("WV-002", "Telefoons"),), "gap-1", 2),
    fast=True,
    sort=Sort.RUN,
    due=date(2026, 3, 9),
    deferred_until=date(2026, 4, 1),
    question="Welke?",
    link="https://chat.example/1",
)  # fmt: skip
DECISION = Decision(
    "", 1, Move.REJECT, AT, JAN.id, JAN.name, "CIO", Standing.DEPUTY, "Waterveen", "art. 6", "WV-001", 3, "Nee", "",
    "Later", date(2026, 4, 1), Outcome.STOPPED,
)  # fmt: skip


def add(database: Database, request: Request = NEW, year: int = 2026) -> Request:
    """Keep a request of Waterveen."""
    return in_store(database, lambda store: store.requests.add(request, year))


def test_a_request_is_read_as_it_was_kept(house: Database) -> None:
    kept = add(house)
    assert kept == replace(NEW, organisation="waterveen", reference="ITV-2026-0001")
    assert in_store(house, lambda store: store.requests.get("ITV-2026-0001")) == kept


@pytest.mark.parametrize("cost", ["0", "0.01", "12345678.90", "9999999999"])
def test_an_amount_is_kept_to_the_cent(house: Database, cost: str) -> None:
    kept = add(house, replace(NEW, needs=replace(NEW.needs, cost=Euro(Decimal(cost)))))
    found = in_store(house, lambda store: store.requests.get(kept.reference))
    assert found
    assert found.needs.cost == Euro(Decimal(cost))


def test_references_count_for_each_organisation_and_year(house: Database) -> None:
    assert [add(house).reference, add(house).reference, add(house, year=2027).reference] == [
        "ITV-2026-0001",
        "ITV-2026-0002",
        "ITV-2027-0001",
    ]
    elsewhere = in_store(house, lambda store: store.requests.add(replace(NEW, requester=SUZE), 2026), REGION)
    assert (elsewhere.organisation, elsewhere.reference) == ("regio", "ITV-2026-0001")


def test_requests_that_come_at_once_get_numbers_without_gaps_or_doubles(house: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        references = [r.reference for r in pool.map(lambda _: add(house), range(24))]
    assert sorted(references) == [f"ITV-2026-{n:04}" for n in range(1, 25)]


def test_two_programs_on_one_database_never_give_the_same_number(house: Database, database_url: str) -> None:
    other = Database.open(database_url, patience=10)
    with ThreadPoolExecutor(8) as pool:
        references = [r.reference for r in pool.map(lambda n: add((house, other)[n % 2]), range(24))]
    other.close()
    assert sorted(references) == [f"ITV-2026-{n:04}" for n in range(1, 25)]


def test_a_request_that_somebody_else_changed_is_not_overwritten(house: Database) -> None:
    was = add(house)
    approved = replace(was, state=State.APPROVED)
    in_store(house, lambda store: store.requests.save(approved, was))
    with pytest.raises(ChangedMeanwhile, match="ITV-2026-0001"):
        in_store(house, lambda store: store.requests.save(replace(was, state=State.REJECTED), was))
    assert in_store(house, lambda store: store.requests.get(was.reference)) == approved


def test_of_two_decisions_at_once_only_one_is_kept(house: Database) -> None:
    was = add(house)

    def decide(state: State) -> bool:
        def work(store: Store) -> None:
            store.requests.save(replace(was, state=state), was)
            store.requests.record(replace(DECISION, reference=was.reference))

        try:
            in_store(house, work)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        kept = list(pool.map(decide, (State.APPROVED, State.REJECTED)))
    assert sorted(kept) == [False, True]
    assert len(in_store(house, lambda store: store.requests.decisions(was.reference))) == 1


def test_an_organisation_sees_its_own_requests_and_those_that_lie_with_it(house: Database) -> None:
    ours = add(house)
    theirs = in_store(
        house,
        lambda store: store.requests.add(
            replace(NEW, requester=SUZE, desk=replace(NEW.desk, organisation="waterveen")), 2026
        ),
        REGION,
    )
    assert in_store(house, lambda store: store.requests.all()) == (ours,)
    assert set(in_store(house, lambda store: store.requests.lying_here())) == {ours, theirs}
    assert set(in_store(house, lambda store: store.requests.agreeing_here())) == {ours, theirs}
    assert in_store(house, lambda store: store.requests.lying_here(), REGION) == ()


def test_who_must_agree_follows_the_desk(house: Database) -> None:
    was = add(house)
    moved = replace(was, desk=replace(was.desk, right=replace(RIGHT, agrees=()), round=3))
    in_store(house, lambda store: store.requests.save(moved, was))
    assert in_store(house, lambda store: store.requests.agreeing_here()) == ()


def test_what_ended_lies_with_nobody(house: Database) -> None:
    was = add(house)
    in_store(house, lambda store: store.requests.save(replace(was, state=State.WITHDRAWN), was))
    assert in_store(house, lambda store: store.requests.lying_here()) == ()
    assert in_store(house, lambda store: store.requests.agreeing_here()) == ()


def test_what_somebody_asked_is_newest_first(house: Database) -> None:
    add(house, replace(NEW, requester=JAN))
    asked = [add(house), add(house, year=2027), add(house)]

    def found(store: Store) -> list[str]:
        return [request.reference for request in store.requests.asked_by(FATIMA, 2)]

    assert in_store(house, found) == [asked[1].reference, asked[2].reference]


def test_history_opinions_and_decisions_are_read_as_they_were_kept(house: Database) -> None:
    reference = add(house).reference
    event = Event("ask", AT, JAN, "Waarom?\n— 👩‍👩‍👧")
    opinion = Opinion(JAN, Stance.OBJECTS, "Geen dekking", AT, "Concerncontroller", Standing.DEPUTY)
    decision = replace(DECISION, reference=reference)

    def work(store: Store) -> None:
        store.requests.note(reference, event)
        store.requests.say(reference, opinion)
        store.requests.record(decision)

    in_store(house, work)
    assert in_store(house, lambda store: store.requests.history(reference)) == (event,)
    assert in_store(house, lambda store: store.requests.opinions(reference)) == (opinion,)
    assert in_store(house, lambda store: store.requests.decisions(reference)) == (decision,)
    assert in_store(house, lambda store: store.requests.decided_for(FATIMA, 5)) == (decision,)
    assert in_store(house, lambda store: store.requests.decided_for(JAN, 5)) == ()


PAIRS = st.lists(st.tuples(st.text(max_size=9), st.text(max_size=30)), max_size=4).map(tuple)


@given(values=PAIRS, hidden=PAIRS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_is_kept_whatever_was_typed(
    house: Database, values: tuple[tuple[str, str], ...], hidden: tuple[tuple[str, str], ...]
) -> None:
    draft = Draft(values, hidden, AT)
    in_store(house, lambda store: store.requests.keep_draft(JAN, draft))
    assert in_store(house, lambda store: store.requests.drafts(JAN, AT)) == (draft,)


def test_each_opened_form_is_a_draft_of_its_own_and_an_old_one_is_not_found_and_deleted(
    house: Database,
) -> None:
    def keep(who: Person, title: str, opened: datetime, days: int) -> None:
        draft = Draft((("subject", title),), (("opened", opened.isoformat()),), AT + timedelta(days=days))
        in_store(house, lambda store: store.requests.keep_draft(who, draft))

    def titles(who: Person, days: int = 0) -> list[str]:
        since = AT + timedelta(days=days)
        return [draft.title for draft in in_store(house, lambda store: store.requests.drafts(who, since))]

    later = AT + timedelta(hours=1)
    keep(JAN, "lamp", AT, 0)
    keep(JAN, "laptop", later, 1)
    keep(JAN, "grote lamp", AT, 2)
    keep(FATIMA, "scherm", AT, 9)
    assert titles(JAN) == ["grote lamp", "laptop"]
    assert in_store(house, lambda store: store.requests.drop_draft(JAN, AT.isoformat()))
    assert not in_store(house, lambda store: store.requests.drop_draft(JAN, AT.isoformat()))
    assert titles(JAN) == ["laptop"]
    assert titles(JAN, days=5) == []
    assert in_store(house, lambda store: store.requests.drop_drafts(AT + timedelta(days=5))) == 1
    assert titles(JAN) == []
    assert titles(FATIMA) == ["scherm"]


def test_what_is_looked_up_often_has_an_index(house: Database) -> None:
    found = house.read(lambda c: {tuple(i["column_names"]) for i in inspect(c).get_indexes("requests")})
    assert {("organisation", "requester"), ("desk_organisation", "state")} <= found


def test_the_requests_of_another_organisation_are_not_found(house: Database) -> None:
    reference = add(house).reference
    assert house.read(lambda c: Requests(c, "regio").get(reference)) is None
    assert house.read(lambda c: Requests(c, TOWN.id).get(reference)) is not None
