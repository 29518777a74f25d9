# SPDX-License-Identifier: EUPL-1.2
"""The ladder is computed from authority: it climbs, visits nobody twice, bars its requester, and ends."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commands.escalations.escalation import Passed, Rung, Skip, Why
from commands.escalations.ladder import Ground, Matter, Pair, Terrain, next_rung, projected
from tests.commands.escalations.terrains import REGION, TOWN, ground, matter, places

TOWN_HOLDERS = {
    "Teammanager I&A": "ahmet",
    "CIO": "marieke",
    "Directeur Bedrijfsvoering": "johan",
    "Gemeentesecretaris": "annelies",
    "College van B&W": "carla",
    "Gemeenteraad": "henk",
}
UP = {
    "Teammanager I&A": "CIO",
    "CIO": "Directeur Bedrijfsvoering",
    "Directeur Bedrijfsvoering": "Gemeentesecretaris",
    "College van B&W": "Gemeenteraad",
}


def path(subject: Matter, *grounds_: Ground, pairs: tuple[Pair, ...] = ()) -> list[str]:
    """Return the functions of a path."""
    terrain = Terrain({g.organisation: g for g in grounds_}, pairs, "Portfolioboard")
    return [rung.function for rung in projected(subject, terrain)]


def test_each_rung_is_who_grants_the_authority_of_the_one_below_and_the_last_is_the_agenda_of_the_board() -> None:
    town = ground(TOWN_HOLDERS, UP, bodies=["College van B&W"])
    assert path(matter(town, "Teammanager I&A"), town) == [
        "Teammanager I&A",
        "CIO",
        "Directeur Bedrijfsvoering",
        "Gemeentesecretaris",
        "College van B&W",
        "Portfolioboard",
    ]


def test_where_the_register_says_nothing_the_levels_of_the_organisation_do() -> None:
    town = ground(TOWN_HOLDERS)
    assert path(matter(town, "Teammanager I&A"), town)[:3] == ["Teammanager I&A", "CIO", "Directeur Bedrijfsvoering"]


def test_another_amount_of_the_same_topic_and_other_rights_lead_on_where_the_right_itself_does_not() -> None:
    town = ground(TOWN_HOLDERS, {"Teammanager I&A": "Directeur Bedrijfsvoering"})
    assert path(matter(town, "Teammanager I&A"), town)[1] == "Directeur Bedrijfsvoering"


def test_nothing_climbs_past_the_college_to_the_council() -> None:
    town = ground(TOWN_HOLDERS, UP)
    assert "Gemeenteraad" not in path(matter(town, "College van B&W"), town)


def test_a_ladder_with_a_cycle_goes_on_by_the_levels() -> None:
    town = ground(TOWN_HOLDERS, {"CIO": "Directeur Bedrijfsvoering", "Directeur Bedrijfsvoering": "CIO"})
    assert path(matter(town, "CIO"), town)[:3] == ["CIO", "Directeur Bedrijfsvoering", "Gemeentesecretaris"]


def test_it_never_falls_to_a_lower_level_whatever_the_register_says() -> None:
    town = ground(TOWN_HOLDERS, {"Directeur Bedrijfsvoering": "Teammanager I&A"})
    assert path(matter(town, "Directeur Bedrijfsvoering"), town)[1] == "Gemeentesecretaris"


def test_who_is_away_is_passed_over_unless_a_deputy_acts() -> None:
    away = ground(TOWN_HOLDERS, UP, away=["marieke"])
    rungs = projected(matter(away, "Teammanager I&A"), Terrain({TOWN: away}))
    assert rungs[1].function == "Directeur Bedrijfsvoering"
    assert rungs[1].passed == (Passed("CIO", Skip.ABSENT),)
    deputised = ground(TOWN_HOLDERS, UP, away=["marieke"], deputies={"CIO": "kees"})
    assert projected(matter(deputised, "Teammanager I&A"), Terrain({TOWN: deputised}))[1].people == ("kees",)


def test_with_everyone_away_it_goes_on_the_agenda_at_once() -> None:
    town = ground(TOWN_HOLDERS, UP, away=list(TOWN_HOLDERS.values()))
    [agenda] = projected(matter(town, "Teammanager I&A"), Terrain({TOWN: town}, board="Portfolioboard"))
    assert (agenda.function, agenda.why) == ("Portfolioboard", Why.AGENDA)
    assert {each.why for each in agenda.passed} == {Skip.ABSENT}


def test_who_raised_it_and_whoever_takes_their_place_never_decides() -> None:
    town = ground(TOWN_HOLDERS, UP, away=["marieke"], deputies={"CIO": "kees"})
    rungs = projected(matter(town, "Teammanager I&A", "marieke"), Terrain({TOWN: town}))
    assert rungs[1].function == "Directeur Bedrijfsvoering"
    assert rungs[1].passed == (Passed("CIO", Skip.OWN),)


def test_the_same_person_is_not_asked_again_as_deputy_of_the_next() -> None:
    town = ground(TOWN_HOLDERS, UP, away=["johan"], deputies={"Directeur Bedrijfsvoering": "marieke"})
    rungs = projected(matter(town, "CIO"), Terrain({TOWN: town}))
    assert [rung.function for rung in rungs[:2]] == ["CIO", "Gemeentesecretaris"]
    assert rungs[1].passed == (Passed("Directeur Bedrijfsvoering", Skip.BELOW),)


def test_urgency_skips_one_rung_and_no_more() -> None:
    town = ground(TOWN_HOLDERS, UP)
    assert path(matter(town, "Teammanager I&A", urgent=True), town)[:2] == ["CIO", "Directeur Bedrijfsvoering"]


def test_urgency_skips_nobody_where_nobody_stands_higher() -> None:
    town = ground({"College van B&W": "carla"})
    assert path(matter(town, "College van B&W", urgent=True), town)[0] == "College van B&W"


def test_a_risk_may_enter_at_the_official_top() -> None:
    town = ground(TOWN_HOLDERS, UP)
    assert path(matter(town, "Teammanager I&A", entry=4), town)[0] == "Gemeentesecretaris"


def test_who_had_the_term_is_passed_over_and_does_not_come_back_as_deputy() -> None:
    town = ground(TOWN_HOLDERS, UP, away=["marieke"], deputies={"CIO": "ahmet"})
    rungs = projected(matter(town, "Teammanager I&A", overdue=True), Terrain({TOWN: town}))
    assert rungs[0].function == "Directeur Bedrijfsvoering"
    assert [each.why for each in rungs[0].passed] == [Skip.TERM, Skip.BELOW]


def test_it_crosses_to_the_joint_arrangement_by_the_agreed_client() -> None:
    town = ground({"Informatiemanager": "fatima", **TOWN_HOLDERS}, UP)
    region = ground(
        {"Hoofd Infrastructuur": "robin", "Directeur Zuiderplas": "yara", "Dagelijks bestuur": "x"},
        {"Hoofd Infrastructuur": "Directeur Zuiderplas"},
        organisation=REGION,
    )
    pairs = (
        Pair("Informatiemanager", REGION, "Servicemanager"),
        Pair("CIO", REGION, "Directeur Zuiderplas"),
        Pair("Gemeentesecretaris", REGION, "Opdrachtgeversoverleg"),
    )
    assert path(matter(region, "Hoofd Infrastructuur"), town, region, pairs=pairs) == [
        "Informatiemanager", "Hoofd Infrastructuur", "Directeur Zuiderplas", "Dagelijks bestuur", "Portfolioboard",
    ]  # fmt: skip
    assert path(matter(region, "Directeur Zuiderplas"), town, region, pairs=pairs)[:2] == [
        "CIO",
        "Directeur Zuiderplas",
    ]


@given(places())
def test_a_ladder_climbs_visits_no_one_twice_and_ends(place: tuple[Matter, Terrain]) -> None:
    subject, terrain = place
    rungs = projected(subject, terrain)
    assert rungs[-1].why is Why.AGENDA
    climbed = rungs[:-1]
    assert all(above.level >= below.level for below, above in pairwise(rungs))
    functions = [(rung.organisation, rung.function) for rung in climbed]
    assert len(functions) == len(set(functions))
    people = [person for rung in climbed for person in rung.people]
    assert len(people) == len(set(people))
    assert all(rung.people or rung.body for rung in climbed)


@given(places())
def test_no_path_hands_a_decision_to_its_requester_or_their_substitute(place: tuple[Matter, Terrain]) -> None:
    subject, terrain = place
    for rung in projected(subject, terrain):
        assert subject.barred.isdisjoint(rung.people)
        if rung.people:
            acts = terrain.grounds[rung.organisation].acting(rung.function, "")
            absent = {a.person.id: a.absent.person.id for a in acts if a.absent}
            assert subject.barred.isdisjoint(absent.get(person, "") for person in rung.people)


@given(places(), st.lists(places(), min_size=1, max_size=8))
def test_whoever_is_away_at_whatever_moment_it_still_climbs_to_the_agenda(
    place: tuple[Matter, Terrain], days: list[tuple[Matter, Terrain]]
) -> None:
    subject, terrain = place
    behind: tuple[Rung, ...] = ()
    for _matter, other in days:
        # Each day is another organisation altogether: people away, functions gone, a register turned round.
        if rung := next_rung(subject, other, behind):
            behind = (*behind, rung)
    while rung := next_rung(subject, terrain, behind):
        behind = (*behind, rung)
    assert behind[-1].why is Why.AGENDA
    assert all(above.level >= below.level for below, above in pairwise(behind))
