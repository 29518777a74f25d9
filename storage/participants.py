# SPDX-License-Identifier: EUPL-1.2
"""Who is in a round and how far: needed to invite and to remind, and removed when the round has ended.

Nothing here points at an answer: no number, no moment, no order that the box shares.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from commands.evaluations.round import Group, Participant, Round, Standing
from commands.people import Person
from storage.database import metadata
from storage.persons import people, person_of
from storage.upserts import insert_into

participants = Table(
    "evaluation_participants",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("side", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("reminded", Integer, nullable=False),
    Column("not_before", Date),
    ForeignKeyConstraint(("organisation", "round"), ("evaluation_rounds.organisation", "evaluation_rounds.reference")),
    Index(None, "person"),
)
_p = participants.c


class Participants:
    """Who is in the rounds of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def choose(self, round_: Round, people: Iterable[tuple[Person, Group]]) -> None:
        """Write down who will be invited; who is in it already stays as is."""
        begun = {"organisation": self._organisation, "round": round_.reference, "reminded": 0}
        rows = [
            {**begun, "person": person.id, "side": group.value, "standing": Standing.CHOSEN.value}
            for person, group in people
        ]
        if rows:
            new = insert_into(participants, self._connection.dialect.name).on_conflict_do_nothing()
            self._connection.execute(new, rows)

    def participant(self, round_: Round, person: Person) -> Participant | None:
        """Return one person in a round."""
        one = {"whose": self._organisation, "which": round_.reference, "who": person.id}
        row = self._connection.execute(_ONE, one).first()
        return participant_of(row, person) if row else None

    def to_tell(self, round_: Round, wave: int, after: str, most: int) -> tuple[Participant, ...]:
        """Return who was not invited yet or not reminded so often, by id of the person, beyond ``after``."""
        new = _p.standing == Standing.CHOSEN.value
        again = and_(_p.standing == Standing.INVITED.value, _p.reminded < wave)
        query = _joined().where(*self._of(round_), people.c.active, or_(new, again), _p.person > after)
        return _participants(self._connection, query.order_by(_p.person).limit(most))

    def told(self, round_: Round, invited: Sequence[Person], reminded: Sequence[Person], wave: int) -> None:
        """Write down who was invited and who was reminded just now."""
        for some in (invited, reminded):
            if some:
                these = (*self._of(round_), _p.person.in_([person.id for person in some]))
                heard = {"standing": Standing.INVITED.value, "reminded": wave}
                self._connection.execute(update(participants).where(*these).values(heard))

    def stand(self, round_: Round, person: Person, standing: Standing) -> None:
        """Write down that somebody declined, or came back to it."""
        changed = update(participants).where(*self._of(round_), _p.person == person.id)
        self._connection.execute(changed.values(standing=standing.value))

    def postpone(self, round_: Round, person: Person, until: date) -> None:
        """Write down until when somebody wants to be left alone."""
        changed = update(participants).where(*self._of(round_), _p.person == person.id)
        self._connection.execute(changed.values(not_before=until))

    def asked(self, round_: Round) -> frozenset[str]:
        """Return the ids of who is in a round; nobody once they heard what came out."""
        return frozenset(self._connection.scalars(select(_p.person).where(*self._of(round_))))

    def standings(self, round_: Round) -> Mapping[Standing, int]:
        """Return how many people stand where."""
        query = select(_p.standing, func.count()).where(*self._of(round_)).group_by(_p.standing)
        return {Standing(standing): number for standing, number in self._connection.execute(query)}

    def sizes(self, round_: Round) -> Mapping[Group, int]:
        """Return how many people of each group are in a round."""
        query = select(_p.side, func.count()).where(*self._of(round_)).group_by(_p.side)
        return {Group(side): number for side, number in self._connection.execute(query)}

    def leave(self, round_: Round, most: int) -> tuple[Participant, ...]:
        """Take people out of a closed round, and return who they were; nothing is left once all are."""
        query = _joined().where(*self._of(round_)).order_by(_p.person).limit(most)
        gone = _participants(self._connection, query)
        these = (*self._of(round_), _p.person.in_([each.person.id for each in gone]))
        self._connection.execute(delete(participants).where(*these))
        return gone

    def answered(self, round_: Round, person: Person) -> bool:
        """Write down that somebody answered; False where that was so already."""
        done = {"whose": self._organisation, "which": round_.reference, "who": person.id}
        return self._connection.execute(_ANSWERED, done).rowcount > 0

    def waiting_for(self, person: Person) -> tuple[str, ...]:
        """Return the rounds in which this person is and has neither answered nor declined."""
        still = _p.standing.in_((Standing.CHOSEN.value, Standing.INVITED.value))
        mine = select(_p.round).where(_p.organisation == self._organisation, _p.person == person.id, still)
        return tuple(self._connection.scalars(mine))

    def _of(self, round_: Round) -> tuple[Any, ...]:
        return (_p.organisation == self._organisation, _p.round == round_.reference)


def _joined() -> Select[Any]:
    """Return participants with the people they are."""
    columns = (_p.side, _p.standing, _p.reminded, _p.not_before)
    return select(people, *columns).select_from(participants.join(people, people.c.id == _p.person))


def _participants(connection: Connection, query: Select[Any]) -> tuple[Participant, ...]:
    return tuple(participant_of(row, person_of(row)) for row in connection.execute(query))


def participant_of(row: Any, person: Person) -> Participant:  # noqa: ANN401 - a row of participants, beside others
    """Return this person as a row says how far in the round."""
    return Participant(person, Group(row.side), Standing(row.standing), row.reminded, row.not_before)


# Written once: everybody who answers comes here.
_ONE = select(_p.side, _p.standing, _p.reminded, _p.not_before).where(
    _p.organisation == bindparam("whose"), _p.round == bindparam("which"), _p.person == bindparam("who")
)
_ANSWERED = (
    update(participants)
    .where(
        _p.organisation == bindparam("whose"),
        _p.round == bindparam("which"),
        _p.person == bindparam("who"),
        _p.standing != Standing.ANSWERED.value,
    )
    .values(standing=Standing.ANSWERED.value)
)
