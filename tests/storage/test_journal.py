# SPDX-License-Identifier: EUPL-1.2
"""The journal keeps the six fields of BIO2, takes no changes, and shows when somebody made one all the same."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from commands.organisations import Organisation
from storage.database import Database
from storage.journal import lines, seal
from storage.store import Store
from storage.verdict import Break, Damage, Head, Verdict, verify
from tests.storage.house import NOW, OTHER_TOWN, TOWN, in_store


def _write(house: Database, numbers: Iterable[int], organisation: Organisation = TOWN) -> None:
    """Journal something about each number, one transaction each."""

    def decide(store: Store, number: int) -> None:
        store.journal.append(
            action="requests.decide",
            object=f"requests/{number}",
            result="approved",
            origin="local",
            actor="jan",
            at=NOW + timedelta(minutes=number),
        )

    for number in numbers:
        in_store(house, partial(decide, number=number), organisation)


def _tamper(house: Database, *statements: str) -> Verdict:
    """Go behind the program's back: pass by the guards, and change what is there."""

    def work(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("DROP TRIGGER journal_keeps_lines")
            connection.exec_driver_sql("DROP TRIGGER journal_loses_nothing")
        for statement in statements:
            connection.exec_driver_sql(statement)

    house.transact(work)
    return house.read(verify)


def _move(at: int, to: int) -> str:
    """Return the statement that gives the line at one place another place."""
    return "UPDATE journal SET sequence = :to WHERE sequence = :at".replace(":to", str(to)).replace(":at", str(at))


@pytest.fixture
def sealed(house: Database) -> Database:
    _write(house, range(1, 8))
    house.transact(seal)
    return house


def test_a_line_has_the_six_fields_and_its_organisation(house: Database) -> None:
    _write(house, [1])

    (line,) = house.read(lambda c: list(lines(c)))

    assert (line.action, line.object, line.result) == ("requests.decide", "requests/1", "approved")
    assert (line.origin, line.actor, line.at) == ("local", "jan", NOW + timedelta(minutes=1))
    assert line.organisation == "waterveen"
    assert line.sequence is None


def test_lines_about_one_thing_are_found_in_their_order_and_only_by_their_organisation(house: Database) -> None:
    _write(house, [1, 2, 1])
    _write(house, [1], OTHER_TOWN)

    about = in_store(house, lambda s: s.journal.about("requests/1"))

    assert [line.id for line in about] == [1, 3]


def test_an_empty_journal_is_intact(house: Database) -> None:
    assert house.transact(seal) == 0
    assert house.read(verify) == Verdict(0, 0, (), ())


def test_a_line_that_is_not_sealed_yet_is_counted_as_such(sealed: Database) -> None:
    _write(sealed, [8, 9])

    verdict = sealed.read(verify)

    assert (verdict.intact, verdict.sealed, verdict.unsealed) == (True, 7, 2)
    assert sealed.transact(seal) == 2
    assert sealed.transact(seal) == 0
    assert sealed.read(verify).unsealed == 0


def test_each_organisation_has_a_chain_of_its_own(sealed: Database) -> None:
    _write(sealed, range(1, 4), OTHER_TOWN)
    sealed.transact(seal)

    verdict = sealed.read(verify)

    assert [(head.organisation, head.sequence) for head in verdict.heads] == [("dijkdorp", 3), ("waterveen", 7)]
    assert verdict.intact


def test_a_line_keeps_its_place_when_more_is_sealed(sealed: Database) -> None:
    before = sealed.read(lambda c: list(lines(c)))
    _write(sealed, [8])
    sealed.transact(seal)

    assert sealed.read(lambda c: list(lines(c)))[:7] == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET result = 'declined' WHERE id = 3",
        "UPDATE journal SET at = at, actor = 'fatima'",
        "UPDATE journal SET hash = 'x', sequence = 99 WHERE id = 3",
        "UPDATE journal SET sequence = NULL",
        "DELETE FROM journal WHERE id = 7",
        "DELETE FROM journal",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_lines(sealed: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        sealed.transact(lambda c: c.exec_driver_sql(statement))
    assert sealed.read(verify).intact


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal SET result = 'x'", "UPDATE journal SET sequence = 1, actor = 'x'", "DELETE FROM journal"],
)
def test_a_line_that_is_not_sealed_yet_is_guarded_as_well(house: Database, statement: str) -> None:
    _write(house, [1])
    with pytest.raises(DBAPIError, match="append-only"):
        house.transact(lambda c: c.exec_driver_sql(statement))


def test_a_journal_cannot_be_emptied_at_once(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    with pytest.raises(DBAPIError, match="append-only"):
        database.transact(lambda c: c.exec_driver_sql("TRUNCATE journal"))
    database.close()


@pytest.mark.parametrize("field", ["action", "object", "result", "origin", "actor", "hash"])
def test_a_changed_field_is_found(sealed: Database, field: str) -> None:
    verdict = _tamper(sealed, "UPDATE journal SET field = 'x' WHERE sequence = 4".replace("field", field))
    assert verdict.breaks == (Break("waterveen", Damage.CHANGED, 4),)
    assert not verdict.intact


def test_a_changed_time_is_found(sealed: Database) -> None:
    verdict = _tamper(sealed, "UPDATE journal SET at = '2026-03-02 09:00:00.000001' WHERE sequence = 1")
    assert verdict.breaks == (Break("waterveen", Damage.CHANGED, 1),)


def test_a_removed_line_is_found(sealed: Database) -> None:
    verdict = _tamper(sealed, "DELETE FROM journal WHERE sequence = 4")
    assert verdict.breaks == (Break("waterveen", Damage.MISSING, 4),)


def test_a_removed_first_line_is_found(sealed: Database) -> None:
    assert _tamper(sealed, "DELETE FROM journal WHERE sequence = 1").breaks == (Break("waterveen", Damage.MISSING, 1),)


def test_a_removed_line_with_the_others_moved_up_is_found(sealed: Database) -> None:
    verdict = _tamper(
        sealed,
        "DELETE FROM journal WHERE sequence = 4",
        *(_move(n, n - 1) for n in (5, 6, 7)),
    )
    assert verdict.breaks == (Break("waterveen", Damage.CHANGED, 4),)


def test_two_lines_that_changed_places_are_found(sealed: Database) -> None:
    moves = ((3, 103), (5, 3), (103, 5))
    verdict = _tamper(sealed, *(_move(at, to) for at, to in moves))
    assert verdict.breaks == (Break("waterveen", Damage.CHANGED, 3),)


def test_a_line_moved_to_another_organisation_is_found_in_both(sealed: Database) -> None:
    _write(sealed, range(1, 4), OTHER_TOWN)
    sealed.transact(seal)
    verdict = _tamper(
        sealed, "UPDATE journal SET organisation = 'dijkdorp' WHERE organisation = 'waterveen' AND sequence = 7"
    )
    assert {b.organisation for b in verdict.breaks} == {"waterveen", "dijkdorp"}


def test_lines_cut_off_after_the_last_seal_are_found(sealed: Database) -> None:
    verdict = _tamper(sealed, "DELETE FROM journal WHERE sequence > 5")
    assert verdict.breaks == (Break("waterveen", Damage.CUT_SHORT, 6),)


def test_a_journal_that_was_emptied_is_found(sealed: Database) -> None:
    assert _tamper(sealed, "DELETE FROM journal").breaks == (Break("waterveen", Damage.CUT_SHORT, 1),)


def test_a_head_that_was_moved_back_or_removed_is_found(sealed: Database) -> None:
    verdict = _tamper(sealed, "UPDATE journal_heads SET sequence = 5")
    assert verdict.breaks == (Break("waterveen", Damage.HEAD_CHANGED, 8),)
    sealed.transact(lambda c: c.exec_driver_sql("DELETE FROM journal_heads"))
    assert sealed.read(verify).breaks == (Break("waterveen", Damage.HEAD_CHANGED, 8),)


def test_a_line_slipped_in_unsealed_at_a_place_in_the_chain_is_found(sealed: Database) -> None:
    _write(sealed, [8])
    verdict = _tamper(sealed, "UPDATE journal SET sequence = 8, hash = 'made up' WHERE sequence IS NULL")
    assert verdict.breaks == (Break("waterveen", Damage.CHANGED, 8),)


def test_lines_cut_off_together_with_the_head_are_found_by_a_head_kept_elsewhere(sealed: Database) -> None:
    (kept,) = sealed.read(verify).heads
    verdict = _tamper(
        sealed,
        "DELETE FROM journal WHERE sequence > 5",
        "UPDATE journal_heads SET sequence = 5, hash = (SELECT hash FROM journal WHERE sequence = 5)",
    )

    assert verdict.intact
    assert sealed.read(lambda c: verify(c, [kept])).breaks == (Break("waterveen", Damage.CUT_SHORT, 6),)


def test_a_chain_made_anew_is_found_by_a_head_kept_elsewhere(sealed: Database) -> None:
    (kept,) = sealed.read(verify).heads
    _tamper(
        sealed,
        "UPDATE journal SET sequence = NULL, hash = NULL",
        "UPDATE journal SET result = 'declined' WHERE id = 2",
        "DELETE FROM journal_heads",
    )
    sealed.transact(seal)

    assert sealed.read(verify).intact
    assert sealed.read(lambda c: verify(c, [kept])).breaks == (Break("waterveen", Damage.CHANGED, 7),)


def test_a_head_kept_elsewhere_still_holds_when_the_chain_has_grown(sealed: Database) -> None:
    (kept,) = sealed.read(verify).heads
    _write(sealed, [8])
    sealed.transact(seal)
    assert sealed.read(lambda c: verify(c, [kept])).intact


def test_a_head_kept_elsewhere_of_an_organisation_that_vanished_is_missed(sealed: Database) -> None:
    kept = Head("dijkdorp", 3, "0" * 64)
    assert sealed.read(lambda c: verify(c, [kept])).breaks == (Break("dijkdorp", Damage.CUT_SHORT, 1),)
