# SPDX-License-Identifier: EUPL-1.2
"""Lets evaluations ask what other features know: who was involved, the facts of a quarter, who holds which right."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from bot.registers import Registers
from commands.dates import DayUnclear
from commands.decision_rights.index import Outcome
from commands.decision_rights.kept import GapState
from commands.decision_rights.lookup import look_up
from commands.errors import Refused
from commands.evaluations.facts import BodyFacts, Facts
from commands.evaluations.improvements import Owner
from commands.evaluations.instrument import Dimension
from commands.evaluations.neighbours import Neighbours, Project
from commands.meetings.board import Kind, MeetingState
from commands.people import Person
from commands.requests.case import reference_in, rooms
from commands.wall_clock import moment
from storage import involvement
from storage.store import Store

#: To which topic of the register a dimension falls, in the words of a register.
TOPICS: Mapping[Dimension, str] = {
    Dimension.GOALS: "vaststellen digitale visie",
    Dimension.COMMUNICATION: "vaststellen informatiebeleidsplan",
    Dimension.GOVERNANCE: "prioriteren projectenportfolio",
    Dimension.ESCALATION: "prioriteren projectenportfolio",
    Dimension.VALUE: "prioriteren projectenportfolio",
    Dimension.TRUST: "vaststellen informatiebeleidsplan",
    Dimension.ARCHITECTURE: "vaststellen doelarchitectuur",
    Dimension.SKILLS: "toekennen opleiding ICT-medewerker",
    Dimension.LEARNING: "prioriteren projectenportfolio",
    Dimension.JOINT: "bepalen sourcingstrategie",
}


def neighbours(registers: Registers) -> Neighbours:
    """Return what evaluations are handed."""

    def owner(store: Store, dimension: Dimension, on: date) -> Owner:
        """Return who holds the right to which a dimension falls; where the register does not say, the board itself."""
        try:
            looked = look_up(TOPICS[dimension], on, store, registers.of)
        except (DayUnclear, Refused, KeyError):
            return Owner(board(store))
        own = looked.hit.organisation == store.organisation
        if looked.outcome is not Outcome.ANSWER or not own:
            return Owner(board(store))
        right = looked.hit.found.rights[0]
        version = looked.hit.register.version
        return Owner(right.decides, right.id, right.topic_nl, version.number if version else 0)

    return Neighbours(involved, project, facts, met, board, owner, bodies)


def board(store: Store) -> str:
    """Return the body that meets about IT."""
    return rooms(store).board


def met(store: Store, first: date, last: date) -> date | None:
    """Return the first day in the span on which the board meets; None where it does not, or keeps no agenda here.

    What is decided in writing or about goals is not what a quarter is evaluated after.
    """
    kept = store.meetings.board_of(board(store))
    meetings = store.meetings.meetings(first, last, kept.number) if kept else ()
    met_on = (m.day for m in meetings if m.kind is Kind.MEETING and m.state is not MeetingState.CANCELLED)
    return min(met_on, default=None)


def bodies(store: Store, people: frozenset[str]) -> Iterator[Store]:
    """Yield the other organisations in which some of these people hold a function, or ever did."""
    for organisation in store.organisations.all():
        other = store.of(organisation.id) if organisation != store.organisation else None
        if other and any(holding.person.id in people for holding in other.people.all_holdings().values()):
            yield other


def involved(store: Store, since: date) -> tuple[Person, ...]:
    """Return who was involved in a request since that day."""
    return involvement.involved(store.connection, store.organisation.id, moment(since, time(), store.organisation.zone))


def project(store: Store, named: str) -> Project | None:
    """Return the request that is named, with who asked, stood behind it, spoke and decided; None where it is none."""
    reference = reference_in(named, store.requests.references())
    request = store.requests.get(reference) if reference else None
    if request is None:
        return None
    said = [opinion.person for opinion in store.requests.opinions(reference)]
    decided = [store.people.person(decision.person) for decision in store.requests.decisions(reference)]
    people = [request.requester, request.needs.sponsor, *said, *decided]
    every = {person.id: person for person in people if person is not None}
    return Project(request.ref, f"{reference} {request.needs.title}", tuple(every.values()))


def facts(store: Store, first: date, last: date) -> Facts:
    """Return what the record says of these days, per body; functions that one person holds are taken together."""
    zone = store.organisation.zone
    begin, end = moment(first, time(), zone), moment(last + timedelta(days=1), time(), zone)
    passed = involvement.overdue(store.connection, store.organisation.id, begin, end)
    bodies = {function.name for function in store.people.functions() if function.body}
    counted = Counter(function if function in bodies else "" for function in passed)
    gaps = len(store.decision_rights.gaps((GapState.OPEN,)))
    raised = (each for each in store.escalations.all() if begin <= each.raised_at < end and each.ladder)
    steps = Counter(each.rung.level for each in raised)
    return Facts(
        tuple(BodyFacts(body, counted[body]) for body in sorted(counted, key=lambda b: (not b, b))),
        gaps,
        tuple(sorted(steps.items())),
    )
