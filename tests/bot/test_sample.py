# SPDX-License-Identifier: EUPL-1.2
"""The sample: complete, alive, and never stale, on whatever day it is loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.cli.organisations import TRIAL
from bot.clock import business_now, machine_now
from bot.run import CannotRun
from bot.sample.arrangement import WISH
from bot.sample.sample import CHANNELS, EXPIRING, LOADED, WATERVEEN, ZUIDERPLAS, load, load_once, remove
from bot.settings import Settings
from commands.decision_rights.faults import FindingKind
from commands.decision_rights.findings import Severity, find
from commands.decision_rights.kept import GapState, SynonymState
from commands.escalations.rules import acts_on
from commands.evaluations.answers import Ballot
from commands.evaluations.beside import Earlier
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import INDEX, Shape
from commands.evaluations.overlap import asked_by_both
from commands.evaluations.report import Report, made
from commands.evaluations.round import Kind
from commands.organisation.rules import ending, vacant
from commands.people import Role, acting
from commands.portfolio.goal import GoalState
from commands.requests.states import State
from storage.database import Database
from storage.journal import lines
from storage.store import Store
from tests.cast import move_in

# To lay it out takes seconds, so these stay together.
pytestmark = pytest.mark.xdist_group("sample")

#: A Sunday in spring, and before work on the first working day of a year.
MOMENTS = (datetime(2027, 5, 9, 12, 0, tzinfo=UTC), datetime(2027, 1, 4, 6, 0, tzinfo=UTC))


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda at: at.date().isoformat())
def loaded(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, datetime]]:
    """Load the sample once for each moment; these tests only look."""
    home = tmp_path_factory.mktemp("sample")
    path = home / "mandaat.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database.open(f"sqlite:///{path}")
    load(database, request.param, Settings(mandaat_home=home))
    yield database, request.param
    database.close()


Loaded = tuple[Database, datetime]


def test_every_function_that_a_register_names_has_somebody_who_acts(loaded: Loaded) -> None:
    database, at = loaded

    def missing(store: Store) -> set[str]:
        version = store.decision_rights.latest()
        assert version
        today = at.astimezone(store.organisation.zone).date()
        named = {
            name
            for right in store.decision_rights.rights(version.number)
            for name in (right.decides, right.forum, right.escalates_to, right.deputy, *right.agrees, *right.advises,
                         *right.input, *right.performs, *right.informed)
            if name
        }  # fmt: skip
        return {
            name for name in named if not store.people.holdings(name, today) or not acting(store.people, name, today)
        }

    assert database.read(lambda c: missing(Store(c, WATERVEEN))) == set()
    assert database.read(lambda c: missing(Store(c, ZUIDERPLAS))) == set()


def test_there_is_a_request_in_every_state(loaded: Loaded) -> None:
    database, at = loaded
    requests = database.read(lambda c: Store(c, WATERVEEN).requests.all())

    assert {request.state for request in requests} == set(State) - {State.DRAFT}
    assert all(request.submitted_at < at for request in requests)


def test_somebody_has_a_draft(loaded: Loaded) -> None:
    database, at = loaded

    def draft(store: Store) -> object:
        noor = store.people.person("noor-van-dijk")
        assert noor
        return store.requests.drafts(noor, at - timedelta(days=30))

    assert database.transact(lambda c: draft(Store(c, WATERVEEN)))


def test_nothing_in_the_stories_was_refused(loaded: Loaded) -> None:
    database, _ = loaded
    kept = database.read(lambda c: list(lines(c)))

    assert len(kept) > 60
    assert [line for line in kept if line.result.startswith("refused")] == []


def test_what_happened_happened_before_the_moment_of_loading(loaded: Loaded) -> None:
    database, at = loaded
    assert max(line.at for line in database.read(lambda c: list(lines(c)))) <= at


def test_the_cio_is_away_until_a_friday_to_come_and_a_deputy_acts(loaded: Loaded) -> None:
    database, at = loaded
    today = at.astimezone(WATERVEEN.zone).date()
    [act] = database.read(lambda c: acting(Store(c, WATERVEEN).people, "CIO", today))

    assert act.person.id == "mehmet-aydin"
    assert act.absent
    assert act.absent.person.id == "ingrid-de-boer"
    assert act.absent.last_day.strftime("%a") == "Fri"
    assert timedelta(days=2) <= act.absent.last_day - today <= timedelta(days=8)


def test_one_function_is_vacant_and_one_ends_without_a_successor(loaded: Loaded) -> None:
    database, at = loaded
    today = at.astimezone(WATERVEEN.zone).date()

    def look(store: Store) -> tuple[list[str], list[str]]:
        holdings = store.people.all_holdings()
        empty = vacant(store.people.functions(), holdings.values(), today)
        return [f.name for f in empty], [h.function for h in ending(holdings, today)]

    assert database.read(lambda c: look(Store(c, WATERVEEN))) == (["Contractmanager"], ["Chief Data Officer"])


def test_an_escalation_waits_for_the_deputy_of_the_cio_and_it_is_agreed_who_speaks_with_whom(loaded: Loaded) -> None:
    database, at = loaded
    today = at.astimezone(WATERVEEN.zone).date()

    def look(store: Store) -> tuple[list[str], list[str]]:
        [stuck] = store.escalations.all()
        acts = acts_on(stuck.rung, stuck, store.people, today)
        return [act.person.id for act in acts], [pair.supplier for pair in store.escalations.pairs()]

    acting_now, suppliers = database.read(lambda c: look(Store(c, WATERVEEN)))
    assert acting_now == ["mehmet-aydin"]
    assert set(suppliers) == {"Servicemanager", "Directeur Zuiderplas"}


def test_a_right_expires_soon_and_the_register_has_a_history(loaded: Loaded) -> None:
    database, at = loaded

    def look(store: Store) -> tuple[list[FindingKind], list[str], int]:
        versions = store.decision_rights.versions()
        found = find(store.decision_rights.rights(versions[-1].number), store.people, at.date())
        errors = [f.kind for f in found if f.severity is Severity.ERROR]
        return errors, [r for f in found if f.kind is FindingKind.ENDING for r in f.rights], len(versions)

    assert database.read(lambda c: look(Store(c, WATERVEEN))) == ([], [EXPIRING], 2)


def test_a_gap_was_asked_by_more_people_and_a_proposal_waits_for_the_steward(loaded: Loaded) -> None:
    database, _ = loaded

    def look(store: Store) -> tuple[list[int], list[int]]:
        rights = store.decision_rights
        return [g.asked for g in rights.gaps((GapState.OPEN,))], [
            s.count for s in rights.synonyms(SynonymState.PROPOSED)
        ]

    gaps, proposals = database.read(lambda c: look(Store(c, WATERVEEN)))
    assert max(gaps) == 3
    assert proposals == [2]


def test_the_joint_arrangement_has_a_goal_that_its_participants_can_read(loaded: Loaded) -> None:
    database, _at = loaded
    goals = database.read(lambda c: Store(c, ZUIDERPLAS).portfolio.goals((GoalState.ADOPTED,)))
    assert [goal.name for goal in goals] == [WISH.name]


def test_every_role_is_had_and_the_board_has_its_channel(loaded: Loaded) -> None:
    database, _ = loaded

    def look(store: Store) -> bool:
        return all(store.people.with_role(role) for role in Role) and all(store.people.channel(b) for b in CHANNELS)

    assert database.read(lambda c: look(Store(c, WATERVEEN)))


def test_the_next_quarter_shows_its_report_with_both_sides_and_the_trend(loaded: Loaded) -> None:
    database, at = loaded
    dice = Random(7)  # noqa: S311 - not a secret

    def report(store: Store) -> Report:
        now, then = store.evaluations.rounds(Kind.QUARTERLY)
        before = store.evaluations.report(then.reference)
        assert before
        numbered = [question for question in now.questions if question.shape is not Shape.WORDS]
        said = [
            Ballot(each.group, {question.key: dice.choice("23345") for question in numbered})
            for each in store.evaluations.to_tell(now, 9, "", 500)
        ]
        earlier = Earlier(before.tally, asked_by_both(now, then), store.evaluations.kept(then))
        beside = {"previous": (then.reference, before), "earlier": (earlier,)}
        return made(now, said, (), invited=len(said), declined=0, closed_on=at.date(), facts=Facts(), **beside)  # type: ignore[arg-type]  # by name

    made_now = database.read(lambda c: report(Store(c, WATERVEEN)))
    assert not made_now.repeated
    assert made_now.index_change is not None
    assert {part.dimension for part in made_now.tally.parts if part.gap is not None} >= set(INDEX)


def test_what_is_loaded_on_postgresql_is_kept_by_a_second_start(postgres_url: str, tmp_path: Path) -> None:
    """On SQLite a process starts twice, in ``test_start``."""
    settings = Settings(mandaat_home=tmp_path)
    database = Database.open(postgres_url)
    load_once(database, settings)
    before = database.read(lambda c: len(list(lines(c))))
    load_once(database, settings)

    assert database.read(lambda c: [o.id for o in Store(c, WATERVEEN).organisations.all()]) == [
        "waterveen",
        "zuiderplas",
    ]
    assert database.read(lambda c: len(list(lines(c)))) == before
    now = database.read(lambda c: business_now(Store(c, WATERVEEN).settings))
    assert abs(now - machine_now()) < timedelta(minutes=1)
    database.close()


def test_a_database_with_the_sample_can_be_emptied_and_used_again(database: Database) -> None:
    move_in(database)
    database.transact(lambda c: Store(c, WATERVEEN).settings.put(LOADED, "yes"))
    remove(database)

    assert database.read(lambda c: Store(c, WATERVEEN).organisations.all()) == ()
    move_in(database)
    assert database.read(lambda c: len(Store(c, WATERVEEN).people.everyone())) == 11


def test_an_organisation_of_your_own_is_neither_joined_nor_removed(database: Database, tmp_path: Path) -> None:
    move_in(database)

    with pytest.raises(CannotRun, match="holds an organisation of your own"):
        load_once(database, Settings(mandaat_home=tmp_path))
    with pytest.raises(CannotRun, match="nothing was removed"):
        remove(database)
    assert database.read(lambda c: len(Store(c, WATERVEEN).people.everyone())) == 11


def test_the_demo_opens_a_trial_and_adds_nothing_to_it(database: Database, tmp_path: Path) -> None:
    move_in(database)
    database.transact(lambda c: Store(c, WATERVEEN).settings.put(TRIAL, "yes"))
    load_once(database, Settings(mandaat_home=tmp_path))

    assert database.read(lambda c: len(Store(c, WATERVEEN).people.everyone())) == 11
