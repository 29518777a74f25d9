# SPDX-License-Identifier: EUPL-1.2
"""The register keeps every version it ever had, its gaps with who waits, and the words for its topics."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

from commands.decision_rights.kept import GapState, SynonymState
from commands.decision_rights.rights import DecisionRight, Kind
from storage.database import Database
from storage.decision_rights import DecisionRights
from storage.store import Store
from tests.storage.house import FATIMA, JAN, NOW, OTHER_TOWN, in_store

FULL = DecisionRight(
    "R-1",
    "Inkoop “€ 5” 🙂",
    "CIO",
    topic_en="Purchase",
    description="regel een\nregel twee",
    domain="procurement",
    kind=Kind.POWER_OF_ATTORNEY,
    forum="Board",
    above=Decimal("0.01"),
    up_to=Decimal("1250.50"),
    agrees=("A, B", "C; D"),
    advises=("FG",),
    input=("X",),
    performs=("Y",),
    informed=("OR",),
    escalates_to="DT",
    deputy="CTO",
    conditions="mits",
    legal_basis="art. 6",
    legal_url="https://x.example",
    valid_from=date(2024, 2, 29),
    valid_to=date(2030, 1, 1),
    keywords=("a", "b"),
    checked_on=date(2025, 1, 1),
)
BARE = DecisionRight("R-2", "Kaal", "CIO")


def _change(store: Store, *rights: DecisionRight, hours: int = 0) -> int:
    at = NOW + timedelta(hours=hours)
    return store.decision_rights.change(rights, at=at, by=FATIMA.id, source="r.csv")[0].number


def test_a_right_comes_back_as_it_was_put_in(house: Database) -> None:
    in_store(house, lambda store: _change(store, FULL, BARE))

    assert in_store(house, lambda store: store.decision_rights.rights(1)) == (FULL, BARE)
    assert all(getattr(FULL, f.name) not in ("", (), None) for f in fields(FULL)), "the example fills every field"


def test_each_version_keeps_the_rights_it_had(house: Database) -> None:
    changed = replace(BARE, decides="DT")
    added = DecisionRight("R-3", "Nieuw", "CIO")
    in_store(house, lambda store: _change(store, FULL, BARE))
    in_store(house, lambda store: _change(store, FULL, changed, added, hours=1))
    in_store(house, lambda store: _change(store, changed, hours=2))

    rights = in_store(house, lambda store: [store.decision_rights.rights(number) for number in (1, 2, 3)])

    assert rights == [(FULL, BARE), (FULL, changed, added), (changed,)]


def test_a_version_says_when_by_whom_and_from_what_it_was_made(house: Database) -> None:
    in_store(house, lambda store: _change(store, BARE))
    version = in_store(house, lambda store: store.decision_rights.latest())

    assert version is not None
    assert (version.number, version.at, version.by, version.source) == (1, NOW, FATIMA.id, "r.csv")
    assert in_store(house, lambda store: store.decision_rights.versions()) == (version,)


def test_the_same_register_again_makes_no_version(house: Database) -> None:
    in_store(house, lambda store: _change(store, FULL, BARE))

    version, changes = in_store(
        house, lambda store: store.decision_rights.change((FULL, BARE), at=NOW, by="", source="again.csv")
    )
    assert (version.number, bool(changes)) == (1, False)


def test_what_differs_is_told(house: Database) -> None:
    in_store(house, lambda store: _change(store, FULL, BARE))
    new = (replace(BARE, decides="DT"), DecisionRight("R-3", "Nieuw", "CIO"))
    _, changes = in_store(house, lambda store: store.decision_rights.change(new, at=NOW, by="", source=""))

    assert [right.id for right in changes.added] == ["R-3"]
    assert [(change.after.id, change.fields) for change in changes.changed] == [("R-2", ("decides",))]
    assert [right.id for right in changes.removed] == ["R-1"]


def test_an_organisation_without_a_register_has_no_version(house: Database) -> None:
    in_store(house, lambda store: _change(store, BARE))

    assert in_store(house, lambda store: store.decision_rights.latest(), OTHER_TOWN) is None
    assert in_store(house, lambda store: store.decision_rights.rights(1), OTHER_TOWN) == ()


def test_a_gap_counts_each_asker_once(house: Database) -> None:
    def ask(store: Store) -> list[int]:
        rights = store.decision_rights
        gap = rights.open_gap("wie hijst de vlag?", "hijst vlag", JAN, NOW)
        return [rights.join_gap(gap.id, person, NOW).asked for person in (JAN, FATIMA, FATIMA)]

    assert in_store(house, ask) == [1, 2, 2]


def test_a_closed_gap_gives_its_askers_once_and_forgets_them(house: Database) -> None:
    def close(store: Store) -> tuple[list[str], list[str]]:
        rights = store.decision_rights
        gap = rights.open_gap("vlag?", "vlag", JAN, NOW)
        rights.join_gap(gap.id, FATIMA, NOW + timedelta(minutes=1))
        first = rights.close_gap(gap.id, GapState.ANSWERED, NOW)
        return [p.id for p in first], [p.id for p in rights.close_gap(gap.id, GapState.ANSWERED, NOW)]

    assert in_store(house, close) == (["jan", "fatima"], [])
    kept = in_store(house, lambda store: store.decision_rights.gaps((GapState.ANSWERED,)))
    assert [gap.asked for gap in kept] == [2]


def test_who_left_is_not_told_of_an_answer(house: Database) -> None:
    def close(store: Store) -> tuple[object, ...]:
        gap = store.decision_rights.open_gap("vlag?", "vlag", JAN, NOW)
        store.people.set_active(JAN, active=False)
        return store.decision_rights.close_gap(gap.id, GapState.ANSWERED, NOW)

    assert in_store(house, close) == ()


def test_gaps_that_are_asked_most_come_first(house: Database) -> None:
    def ask(store: Store) -> list[str]:
        rights = store.decision_rights
        rights.open_gap("eerst", "eerst", JAN, NOW)
        often = rights.open_gap("vaak", "vaak", JAN, NOW)
        rights.join_gap(often.id, FATIMA, NOW)
        return [gap.words for gap in rights.gaps((GapState.OPEN,))]

    assert in_store(house, ask) == ["vaak", "eerst"]
    assert in_store(house, lambda store: store.decision_rights.gaps((GapState.OPEN,)), OTHER_TOWN) == ()


def test_a_gap_of_another_organisation_is_not_found(house: Database) -> None:
    gap = in_store(house, lambda store: store.decision_rights.open_gap("vlag", "vlag", None, NOW))

    assert in_store(house, lambda store: store.decision_rights.gap(gap.id), OTHER_TOWN) is None


def test_a_synonym_is_counted_until_it_is_settled_once(house: Database) -> None:
    def choose(rights: DecisionRights) -> None:
        rights.propose("schootcomputer", "Aanschaf laptops", NOW)
        rights.propose("schootcomputer", "Aanschaf laptops", NOW)

    in_store(house, lambda store: choose(store.decision_rights))
    [proposal] = in_store(house, lambda store: store.decision_rights.synonyms(SynonymState.PROPOSED))
    accepted, rejected = in_store(
        house,
        lambda store: [
            store.decision_rights.settle(proposal.id, state, NOW)
            for state in (SynonymState.ACCEPTED, SynonymState.REJECTED)
        ],
    )

    assert proposal.count == 2
    assert accepted is not None
    assert rejected is None
    [kept] = in_store(house, lambda store: store.decision_rights.synonyms(SynonymState.ACCEPTED))
    assert (kept.words, kept.topic) == ("schootcomputer", "Aanschaf laptops")
