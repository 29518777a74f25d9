# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a round, and who is in it."""

from collections.abc import Iterable
from datetime import date

from commands.evaluations.answers import Booth
from commands.evaluations.round import Group, Participant, Round, Standing, State
from commands.evaluations.rules import (
    RUNNERS,
    AlreadyAnswered,
    NotInvited,
    NotYoursToRun,
    RoundClosed,
    RoundGone,
    RoundNotOpen,
    group_of,
)
from commands.evaluations.store import Store
from commands.people import Person, Role, Side
from commands.replies import ToRole


def may_run(person: Person, store: Store) -> bool:
    """Whether somebody may start and stop rounds."""
    return bool(store.people.roles(person) & set(RUNNERS))


def check_runner(person: Person, store: Store) -> None:
    """Let only those through who may run rounds.

    Raises:
        NotYoursToRun: to others.

    """
    if not may_run(person, store):
        raise NotYoursToRun


def runners(store: Store) -> ToRole:
    """Return who runs rounds: the secretaries, or the stewards where there are none."""
    return ToRole(Role.SECRETARY if store.people.with_role(Role.SECRETARY) else Role.STEWARD)


def found(reference: str, store: Store) -> Round:
    """Return the round with this reference.

    Raises:
        RoundGone: when there is none.

    """
    round_ = store.evaluations.round(reference)
    if round_ is None:
        raise RoundGone
    return round_


def booth_of(reference: str, person: Person, store: Store) -> Booth:
    """Return the round with this reference as somebody stands before it.

    Raises:
        RoundGone: when there is none.

    """
    booth = store.evaluations.booth(reference, person)
    if booth is None:
        raise RoundGone
    return booth


def open_to(booth: Booth, today: date) -> Participant:
    """Return somebody who may answer now, as the round knows him.

    Raises:
        Refused: saying why not.

    """
    round_ = booth.round
    if round_.state is State.CLOSED or (round_.state is State.OPEN and today > round_.closes):
        raise RoundClosed(day=round_.closes)
    if round_.state is not State.OPEN:
        raise RoundNotOpen
    if booth.participant is None:
        raise NotInvited
    if booth.participant.standing is Standing.ANSWERED:
        raise AlreadyAnswered
    return booth.participant


def audience(involved: Iterable[Person], today: date, store: Store) -> tuple[tuple[Person, Group], ...]:
    """Return everybody who holds or deputises for a function today, and who was involved, each with a group.

    Who has no account anywhere cannot be asked, and who left is not.
    """
    sides = {function.name: function.side for function in store.people.functions()}
    held: dict[str, list[Side | None]] = {}
    people: dict[str, Person] = {}
    for holding in store.people.all_holdings().values():
        began = holding.valid_from is None or holding.valid_from <= today
        if began and (holding.valid_to is None or holding.valid_to >= today):
            people[holding.person.id] = holding.person
            held.setdefault(holding.person.id, []).append(sides.get(holding.function))
    for person in involved:
        people.setdefault(person.id, person)
    reached = store.people.accounts_of(people.values())
    return tuple((people[key], group_of(held.get(key, ()))) for key in sorted(people) if key in reached)
