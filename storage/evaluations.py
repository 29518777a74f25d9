# SPDX-License-Identifier: EUPL-1.2
"""Rounds of evaluations with their reports; who is in them, and what was answered, are kept apart from each other.

What is in the box of an open round is never in a backup (:data:`storage.backup.shape.LEFT_OUT`): two backups, one
before and one after somebody answered, would say who it was.
"""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    update,
)

from commands.evaluations.answers import Booth
from commands.evaluations.instrument import Dimension, Question, Shape
from commands.evaluations.keys import ballots_key, traces
from commands.evaluations.report import Report
from commands.evaluations.round import Kind, Round, Standing, State
from commands.people import Person
from commands.refs import Ref
from storage.ballots import BallotBox, ballots, box, drafts
from storage.database import metadata
from storage.dues import dues
from storage.evaluation_questions import QuestionBank
from storage.evaluation_reports import report_from, report_text
from storage.improvements import KeptImprovements, improvements
from storage.messages import DUE, outbox
from storage.numbering import add_numbered
from storage.participants import participant_of, participants

rounds = Table(
    "evaluation_rounds",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("threshold", Integer, nullable=False),
    Column("questions", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("report", Text, nullable=False),
)
_p = participants.c


class Evaluations(BallotBox, QuestionBank, KeptImprovements):
    """The evaluations of one organisation, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def add_round(self, round_: Round) -> Round:
        """Keep a new round and return it with its reference, the next of its year."""
        series, row = (self._organisation, round_.opens.year), {**_row(round_), "report": ""}
        reference = add_numbered(self._connection, rounds, "EV-{year}-{number:02}", series, row)
        return replace(round_, organisation=self._organisation, reference=reference)

    def round(self, reference: str) -> Round | None:
        """Return the round with this reference, such as ``EV-2026-03``."""
        row = self._connection.execute(_ROUND, {"whose": self._organisation, "which": reference}).first()
        return _round(row) if row else None

    def booth(self, reference: str, person: Person) -> Booth | None:
        """Return the round with this reference as this person stands before it; what is in the box is not looked at."""
        asked = {"whose": self._organisation, "which": reference, "who": person.id}
        row = self._connection.execute(_BOOTH, asked).first()
        if row is None:
            return None
        one = participant_of(row, person) if row.standing else None
        return Booth(_round(row), one, json.loads(row.kept) if row.kept else {})

    def save_round(self, round_: Round, was: Round) -> bool:
        """Keep the round as it is now; False where it is no longer as it was."""
        as_it_was = (*self._one(round_.reference), rounds.c.state == was.state.value)
        return self._connection.execute(update(rounds).where(*as_it_was).values(_row(round_))).rowcount > 0

    def rounds(self, kind: Kind | None = None) -> tuple[Round, ...]:
        """Return the rounds, newest first."""
        query = select(rounds).where(rounds.c.organisation == self._organisation)
        if kind:
            query = query.where(rounds.c.kind == kind.value)
        found = self._connection.execute(query.order_by(rounds.c.year.desc(), rounds.c.number.desc()))
        return tuple(_round(row) for row in found)

    def open_for(self, person: Person) -> tuple[Round, ...]:
        """Return the open rounds in which this person is and has not answered or declined, newest first."""
        here = (rounds.c.organisation == self._organisation, rounds.c.state == State.OPEN.value)
        query = select(rounds).where(*here, rounds.c.reference.in_(self.waiting_for(person)))
        return tuple(
            map(_round, self._connection.execute(query.order_by(rounds.c.year.desc(), rounds.c.number.desc())))
        )

    def part_in(self, person: Person) -> tuple[tuple[Round, Standing], ...]:
        """Return the rounds of which it is kept that this person is in them, and how far; newest first."""
        joined = rounds.join(
            participants, (rounds.c.organisation == _p.organisation) & (rounds.c.reference == _p.round)
        )
        mine = (rounds.c.organisation == self._organisation, _p.person == person.id)
        found = self._connection.execute(
            select(rounds, _p.standing)
            .select_from(joined)
            .where(*mine)
            .order_by(rounds.c.year.desc(), rounds.c.number.desc())
        )
        return tuple((_round(row), Standing(row.standing)) for row in found)

    def answer_cards(self, round_: Round, after: str, most: int) -> tuple[str, ...]:
        """Return the keys of cards on which people answered or paused, in order, beyond ``after``."""
        c, begin = outbox.c, ballots_key(round_)
        theirs = (
            c.organisation == self._organisation,
            # Written out as in the index of keys.
            c.key != literal_column("''"),
            c.key > (after or begin),
            c.key.startswith(begin, autoescape=True),
        )
        return tuple(self._connection.scalars(select(c.key).distinct().where(*theirs).order_by(c.key).limit(most)))

    def forget_traces(self, round_: Round) -> None:
        """Untie messages from the round: that somebody was asked, answered or asked for time no longer shows."""
        theirs = or_(*(outbox.c.key.startswith(prefix, autoescape=True) for prefix in traces(round_)))
        settled = (outbox.c.organisation == self._organisation, outbox.c.state != DUE, theirs)
        self._connection.execute(update(outbox).where(*settled).values(key=""))
        later = (dues.c.organisation == self._organisation, dues.c.feature == round_.ref.feature)
        ended = (dues.c.thing.startswith(f"{round_.reference}/", autoescape=True), dues.c.state != DUE)
        self._connection.execute(delete(dues).where(*later, *ended))

    def remove_round(self, round_: Round) -> None:
        """Remove a round with its report, and whatever was still kept of it."""
        for table in (improvements, participants, drafts, box, ballots):
            here = (table.c.organisation == self._organisation, table.c.round == round_.reference)
            self._connection.execute(delete(table).where(*here))
        self._connection.execute(delete(rounds).where(*self._one(round_.reference)))

    def close_round(self, round_: Round, report: Report) -> None:
        """Keep the report, and put the ballots away in an order that says nothing, under new numbers.

        Of what the report does not show nothing stays: no answer, and no group with a ballot. Words stay in the report.
        """
        closed = {**_row(round_), "report": report_text(report)}
        self._connection.execute(update(rounds).where(*self._one(round_.reference)).values(closed))
        self.put_away(round_, report.tally)
        self.drop_drafts_of(round_)

    def report(self, reference: str) -> Report | None:
        """Return the report of a closed round."""
        kept = self._connection.scalar(select(rounds.c.report).where(*self._one(reference)))
        return report_from(kept) if kept else None

    def empty(self, round_: Round) -> None:
        """Remove all that was answered in a round that is stopped; who was in it leaves when it has heard so."""
        self.empty_box(round_)
        self.drop_drafts_of(round_)

    def _one(self, reference: str) -> tuple[Any, ...]:
        return (rounds.c.organisation == self._organisation, rounds.c.reference == reference)


def _row(round_: Round) -> dict[str, Any]:
    """Return what is kept of a round, save its reference and its report."""
    questions = [[q.key, q.dimension.value, q.nl, q.en, q.source, q.shape.value] for q in round_.questions]
    return {
        "kind": round_.kind.value,
        "state": round_.state.value,
        "quarter": round_.quarter,
        "opens": round_.opens,
        "closes": round_.closes,
        "threshold": round_.threshold,
        "questions": json.dumps(questions),
        "subject": round_.subject,
        "about": str(round_.about) if round_.about else "",
        "started_by": round_.started_by,
    }


def _round(row: Any) -> Round:  # noqa: ANN401 - a row of rounds
    """Return the round of a row."""
    feature, _slash, thing = row.about.partition("/")
    return Round(
        row.organisation,
        row.reference,
        Kind(row.kind),
        State(row.state),
        row.quarter,
        row.opens,
        row.closes,
        row.threshold,
        tuple(
            Question(k, Dimension(d), nl, en, source, Shape(s)) for k, d, nl, en, source, s in json.loads(row.questions)
        ),
        row.subject,
        Ref(feature, thing) if feature else None,
        row.started_by,
    )


# Written once: everybody who answers comes here.
_d = drafts.c
_MINE = (_p.organisation == rounds.c.organisation, _p.round == rounds.c.reference, _p.person == bindparam("who"))
_UNSENT = (_d.organisation == rounds.c.organisation, _d.round == rounds.c.reference, _d.person == bindparam("who"))
_BOOTH = (
    select(rounds, _p.side, _p.standing, _p.reminded, _p.not_before, _d.answers.label("kept"))
    .select_from(rounds.outerjoin(participants, and_(*_MINE)).outerjoin(drafts, and_(*_UNSENT)))
    .where(rounds.c.organisation == bindparam("whose"), rounds.c.reference == bindparam("which"))
)
_ROUND = select(rounds).where(rounds.c.organisation == bindparam("whose"), rounds.c.reference == bindparam("which"))
