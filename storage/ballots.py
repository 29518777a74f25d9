# SPDX-License-Identifier: EUPL-1.2
"""What was answered: what somebody has not sent yet, the box of open rounds, and the ballots of closed ones.

A ballot has a random number, a round and a coarse group: no person, no moment, no message. Words lie apart from the
numbers. At closing the numbers move to another table, in a random order under new random numbers, in one go, so that
neither the order of rows nor the transaction that wrote them says anything. A ballot keeps its group only where the
report shows that group apart, and of its answers those that the report shows: who knows the people of a small group, or
has the ballots of two rounds, could otherwise know whose these are.
"""

import json
import random
import secrets
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Executable,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from commands.evaluations.answers import Answers, Ballot, Kept
from commands.evaluations.round import Group, Round
from commands.evaluations.rules import AlreadyAnswered
from commands.evaluations.tally import Tally
from commands.people import Person
from storage.database import metadata
from storage.participants import Participants
from storage.upserts import insert_into

drafts = Table(
    "evaluation_drafts",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("answers", Text, nullable=False),
    ForeignKeyConstraint(("organisation", "round"), ("evaluation_rounds.organisation", "evaluation_rounds.reference")),
)


def _ballots(name: str) -> Table:
    """Return a table of ballots; a row without a side holds words."""
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("organisation", Text, nullable=False),
        Column("round", Text, nullable=False),
        Column("side", Text, nullable=False),
        Column("answers", Text, nullable=False),
        ForeignKeyConstraint(
            ("organisation", "round"), ("evaluation_rounds.organisation", "evaluation_rounds.reference")
        ),
        Index(None, "organisation", "round"),
    )


#: Of rounds that are open; and of rounds that closed, shuffled.
box, ballots = _ballots("evaluation_box"), _ballots("evaluation_ballots")
#: In the place of the group of a closed ballot: one of all groups that the report does not show apart.
REST = "rest"
_dice = random.SystemRandom()


class BallotBox(Participants):
    """What was answered in the rounds of one organisation, in one transaction."""

    def draft(self, round_: Round, person: Person) -> Answers:
        """Return what somebody answered and did not send yet."""
        kept = self._connection.scalar(_DRAFT, self._mine(round_, person))
        return dict(json.loads(kept)) if kept else {}

    def keep_draft(self, round_: Round, person: Person, answers: Answers) -> None:
        """Keep what somebody answers, until it is sent, in the place of what was kept before."""
        row = {"organisation": self._organisation, "round": round_.reference, "person": person.id}
        kept = row | {"answers": json.dumps(dict(answers))}
        self._connection.execute(_keep(self._connection.dialect.name), kept)

    def drop_draft(self, round_: Round, person: Person) -> None:
        """Remove what somebody did not send."""
        self._connection.execute(_DROP, self._mine(round_, person))

    def drop_drafts_of(self, round_: Round) -> None:
        """Remove what nobody sent in a round."""
        d = drafts.c
        self._connection.execute(
            delete(drafts).where(d.organisation == self._organisation, d.round == round_.reference)
        )

    def cast(self, round_: Round, person: Person, ballot: Ballot, words: str) -> None:
        """Count a ballot, once, with the words apart from it; what was not sent is removed.

        Raises:
            AlreadyAnswered: when this person did so before, on whichever platform.

        """
        if not self.answered(round_, person):
            raise AlreadyAnswered
        self.drop_draft(round_, person)
        rows = [self._new(round_, ballot.group.value, json.dumps(dict(sorted(ballot.answers.items()))))]
        if words:
            rows.append(self._new(round_, "", words))
        self._connection.execute(_INSERT, rows)

    def ballots(self, round_: Round) -> tuple[tuple[Ballot, ...], tuple[str, ...]]:
        """Return what is in the box of an open round, the words apart from it, both in an order that says nothing."""
        rows = self._connection.execute(self._all(box, round_)).all()
        numbers = [Ballot(Group(row.side), json.loads(row.answers)) for row in rows if row.side]
        words = [row.answers for row in rows if not row.side]
        _dice.shuffle(numbers)
        _dice.shuffle(words)
        return tuple(numbers), tuple(words)

    def kept(self, round_: Round) -> tuple[Kept, ...]:
        """Return the ballots of a closed round, in an order that says nothing; none once their year is over."""
        rows = self._connection.execute(self._all(ballots, round_)).all()
        found = [Kept(None if row.side == REST else Group(row.side), json.loads(row.answers)) for row in rows]
        _dice.shuffle(found)
        return tuple(found)

    def put_away(self, round_: Round, shown: Tally) -> None:
        """Move the numbers in the box to the ballots of closed rounds, in a random order under new numbers.

        Only what is shown stays: the answers to a statement of which there is a figure, and a group that stands apart.
        """
        sides, keys, rows = {group.value for group in shown.apart}, shown.shown, []
        for row in self._connection.execute(self._all(box, round_)).all():
            said = json.loads(row.answers) if row.side else {}
            if numbers := {key: answer for key, answer in said.items() if key in keys}:
                rows.append(self._new(round_, row.side if row.side in sides else REST, json.dumps(numbers)))
        self.empty_box(round_)
        _dice.shuffle(rows)
        if rows:
            self._connection.execute(insert(ballots), rows)

    def empty_box(self, round_: Round) -> None:
        """Remove what is in the box of a round."""
        self._connection.execute(delete(box).where(*self._in(box, round_)))

    def forget_ballots(self, round_: Round) -> None:
        """Remove the ballots of a closed round; the report stays."""
        self._connection.execute(delete(ballots).where(*self._in(ballots, round_)))

    def _new(self, round_: Round, side: str, answers: str) -> dict[str, str]:
        """Return a row with a number of its own that says nothing."""
        where = {"organisation": self._organisation, "round": round_.reference}
        return {"id": secrets.token_hex(16), **where, "side": side, "answers": answers}

    def _all(self, table: Table, round_: Round) -> Any:  # noqa: ANN401 - a statement over one of two tables
        return select(table.c.side, table.c.answers).where(*self._in(table, round_))

    def _in(self, table: Table, round_: Round) -> tuple[Any, ...]:
        return (table.c.organisation == self._organisation, table.c.round == round_.reference)

    def _mine(self, round_: Round, person: Person) -> dict[str, str]:
        """Return what picks what one person has not sent."""
        return {"whose": self._organisation, "which": round_.reference, "who": person.id}


# Written once: everybody who answers comes here.
_INSERT = insert(box).inline()
_MINE = (
    drafts.c.organisation == bindparam("whose"),
    drafts.c.round == bindparam("which"),
    drafts.c.person == bindparam("who"),
)
_DRAFT = select(drafts.c.answers).where(*_MINE)
_DROP = delete(drafts).where(*_MINE)


@cache
def _keep(dialect: str) -> Executable:
    """Return how a draft is kept, in the place of what was kept before."""
    made = insert_into(drafts, dialect)
    return made.on_conflict_do_update(index_elements=list(drafts.primary_key), set_={"answers": made.excluded.answers})
