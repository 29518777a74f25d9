# SPDX-License-Identifier: EUPL-1.2
"""Escalations are kept whole, numbered for each organisation and year, and changed by one at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from commands.boards import Verdict
from commands.escalations.escalation import (
    Cause,
    Decision,
    Draft,
    Escalation,
    Event,
    Grant,
    Kind,
    Passed,
    Rung,
    Six,
    Skip,
    Standing,
    State,
    Why,
)
from commands.escalations.ladder import Pair
from commands.escalations.levels import DEFAULTS, Level
from commands.escalations.store import ChangedMeanwhile
from commands.organisations import OrganisationKind
from commands.refs import Ref
from storage.database import Database
from tests.storage.house import FATIMA, JAN, REGION, SUZE, TOWN, in_store

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
RUNG = Rung(
    "CIO", REGION.id, 2, 5, Why.RIGHT, body=True, passed=(Passed("Teammanager", Skip.TERM, ("jan",)),),
    people=("fatima", "suze"), since=DAY, due=date(2026, 3, 9), taken_up=True, asked=True,
)  # fmt: skip
NEW = Escalation(
    "", "", Kind.SECURITY, State.ASKED, "Twee laptops", Six("Vast", "Gebeld", "Lever", "CIO", DAY, "Stilstand"), AT,
    "Teammanager", TOWN.id, Why.MANAGER, JAN, FATIMA, Ref("requests", "ITV-2026-0001"),
    Grant("WV-001", TOWN.id, "WV-001", "Teammanager", "CIO", "Kees", "art. 6", 3, "Laptops"),
    (replace(RUNG, since=None), RUNG), "Brand", overdue=True, until=DAY, question="Waarom?", cause=Cause.MONEY,
    gap="gap-1", ended_at=AT, link="https://chat.example/1",
)  # fmt: skip


def test_an_escalation_comes_back_as_it_was_kept_with_the_next_number_of_its_year(house: Database) -> None:
    first = in_store(house, lambda s: s.escalations.add(NEW, 2026))
    second = in_store(house, lambda s: s.escalations.add(replace(NEW, grant=None, about=None, ladder=()), 2026))
    assert (first.reference, second.reference) == ("ESC-2026-0001", "ESC-2026-0002")
    assert in_store(house, lambda s: s.escalations.get("ESC-2026-0001")) == first
    assert in_store(house, lambda s: s.escalations.get("ESC-2026-0002")) == second
    assert first == replace(NEW, organisation=TOWN.id, reference="ESC-2026-0001")


def test_of_two_changes_at_once_the_second_is_refused(house: Database) -> None:
    kept = in_store(house, lambda s: s.escalations.add(NEW, 2026))
    saved = in_store(house, lambda s: s.escalations.save(replace(kept, state=State.DECIDED)))
    assert saved.version == kept.version + 1
    with pytest.raises(ChangedMeanwhile):
        in_store(house, lambda s: s.escalations.save(replace(kept, state=State.WITHDRAWN)))
    assert in_store(house, lambda s: s.escalations.get(kept.reference)) == saved


def test_open_ones_are_found_by_what_they_are_about_and_by_where_they_lie(house: Database) -> None:
    kept = in_store(house, lambda s: s.escalations.add(NEW, 2026))
    ended = in_store(house, lambda s: s.escalations.add(replace(NEW, state=State.DECIDED), 2026))
    assert in_store(house, lambda s: s.escalations.about(Ref("requests", "ITV-2026-0001"))) == (kept,)
    assert in_store(house, lambda s: s.escalations.about(Ref("requests", "ITV-2026-0002"))) == ()
    assert in_store(house, lambda s: s.escalations.resting_on("WV-001")) == (kept,)
    assert in_store(house, lambda s: s.escalations.lying_here()) == ()
    assert in_store(house, lambda s: s.of(REGION.id).escalations.lying_here()) == (kept,)  # type: ignore[union-attr]  # it is there
    assert in_store(house, lambda s: s.escalations.all()) == (kept, ended)
    assert in_store(house, lambda s: s.escalations.all((State.DECIDED,))) == (ended,)


def test_who_joins_follows_once_and_finds_it_among_their_own(house: Database) -> None:
    kept = in_store(house, lambda s: s.escalations.add(NEW, 2026))
    for _turn in range(2):
        in_store(house, lambda s: s.escalations.follow(kept.reference, SUZE))
    assert [p.id for p in in_store(house, lambda s: s.escalations.followers(kept.reference))] == [SUZE.id]
    assert in_store(house, lambda s: s.escalations.of_person(SUZE, 5)) == (kept,)
    assert in_store(house, lambda s: s.escalations.of_person(JAN, 5)) == (kept,)


def test_what_happened_and_the_decision_are_kept(house: Database) -> None:
    kept = in_store(house, lambda s: s.escalations.add(NEW, 2026))
    events = (Event("raise", AT, JAN, "CIO", "Let op"), Event("climb", AT, None, "Directeur"))
    for event in events:
        in_store(house, lambda s, e=event: s.escalations.note(kept.reference, e))  # type: ignore[misc]  # one at a time
    found = in_store(house, lambda s: s.escalations.history(kept.reference))
    assert [(e.move, e.function, e.note, e.person and e.person.id) for e in found] == [
        ("raise", "CIO", "Let op", JAN.id),
        ("climb", "Directeur", "", None),
    ]
    assert in_store(house, lambda s: s.escalations.decision(kept.reference)) is None
    decision = Decision(
        kept.reference, AT, JAN.id, "Jan", "CIO", Standing.DEPUTY, "Waterveen", "Ja", "Daarom", None, "Suze",
        Verdict.APPROVED, "art. 6", "WV-001", 3,
    )  # fmt: skip
    in_store(house, lambda s: s.escalations.record(decision))
    assert in_store(house, lambda s: s.escalations.decision(kept.reference)) == decision


def test_each_person_has_one_draft(house: Database) -> None:
    drafts = [Draft((("stuck", text),), (("form", "x"),), AT) for text in ("een", "twee")]
    for draft in drafts:
        in_store(house, lambda s, d=draft: s.escalations.keep_draft(JAN, d))  # type: ignore[misc]  # one at a time
    assert in_store(house, lambda s: s.escalations.draft(JAN)) == drafts[1]
    assert in_store(house, lambda s: s.escalations.drop_drafts(AT)) == 0
    assert in_store(house, lambda s: s.escalations.drop_drafts(AT.replace(day=3))) == 1
    assert in_store(house, lambda s: s.escalations.draft(JAN)) is None


def test_levels_are_the_recommended_ones_until_they_are_set(house: Database) -> None:
    assert in_store(house, lambda s: s.escalations.levels()) == DEFAULTS[OrganisationKind.MUNICIPALITY]
    arrangement = DEFAULTS[OrganisationKind.JOINT_ARRANGEMENT]
    assert in_store(house, lambda s: s.of(REGION.id).escalations.levels()) == arrangement  # type: ignore[union-attr]  # it is there
    level = Level(2, ("Hoofd ICT", "CIO"), 3)
    in_store(house, lambda s: s.escalations.set_level(replace(level, term=9)))
    in_store(house, lambda s: s.escalations.set_level(level))
    assert in_store(house, lambda s: s.escalations.levels())[2] == level


def test_a_client_has_one_supplier_in_each_joint_arrangement(house: Database) -> None:
    for supplier in ("Servicemanager", "Accounthouder"):
        pair = Pair("CIO", REGION.id, supplier)
        in_store(house, lambda s, p=pair: s.escalations.pair(p))  # type: ignore[misc]  # one at a time
    assert in_store(house, lambda s: s.escalations.pairs()) == (Pair("CIO", REGION.id, "Accounthouder"),)
    assert in_store(house, lambda s: s.escalations.unpair(REGION.id, "CIO"))
    assert not in_store(house, lambda s: s.escalations.unpair(REGION.id, "CIO"))
