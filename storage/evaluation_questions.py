# SPDX-License-Identifier: EUPL-1.2
"""An organisation's own questions, and what it chose about evaluations."""

from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Date, ForeignKey, Integer, Table, Text, delete, func, insert, select, update

from commands.evaluations.instrument import Dimension, Question
from commands.evaluations.schedule import Choices, Opening
from storage.database import metadata

questions = Table(
    "evaluation_questions",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("nl", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired_on", Date),
)

choices = Table(
    "evaluation_choices",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("threshold", Integer, nullable=False),
    Column("opening", Text, nullable=False),
    Column("next_day", Date),
)
_q = questions.c


class QuestionBank:
    """The questions of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def own_questions(self) -> tuple[Question, ...]:
        """Return the questions in use, in order."""
        query = select(questions).where(self._ours, _q.retired_on.is_(None)).order_by(_q.position, _q.key)
        return tuple(_question(row) for row in self._connection.execute(query))

    def retired(self) -> tuple[Question, ...]:
        """Return the questions that are not asked any more, newest first."""
        query = select(questions).where(self._ours, _q.retired_on.is_not(None)).order_by(_q.retired_on.desc(), _q.key)
        return tuple(_question(row) for row in self._connection.execute(query))

    def add_question(self, question: Question) -> Question:
        """Add a question at the end and return it with its key."""
        count = self._connection.scalar(select(func.count()).select_from(questions).where(self._ours)) or 0
        key = f"own_{count + 1}"
        row = {"key": key, "nl": question.nl, "en": question.en, "source": question.source, "position": self._end()}
        self._connection.execute(insert(questions).values(organisation=self._organisation, **row))
        return Question(key, Dimension.OWN, question.nl, question.en, question.source)

    def retire(self, key: str, on: date) -> None:
        """Ask a question no longer."""
        self._connection.execute(update(questions).where(self._ours, _q.key == key).values(retired_on=on))

    def take_back(self, key: str) -> None:
        """Ask a retired question again, at the end, under the same key, so that its trend goes on."""
        back = update(questions).where(self._ours, _q.key == key)
        self._connection.execute(back.values(retired_on=None, position=self._end()))

    def move(self, key: str, places: int) -> None:
        """Put a question earlier or later."""
        order = [question.key for question in self.own_questions()]
        if key not in order:
            return
        to = min(max(order.index(key) + places, 0), len(order) - 1)
        order.remove(key)
        order.insert(to, key)
        for position, each in enumerate(order):
            self._connection.execute(update(questions).where(self._ours, _q.key == each).values(position=position))

    def choices(self) -> Choices:
        """Return what the organisation chose."""
        row = self._connection.execute(select(choices).where(choices.c.organisation == self._organisation)).first()
        return Choices(row.threshold, Opening(row.opening), row.next_day) if row else Choices()

    def choose_so(self, chosen: Choices) -> None:
        """Keep what the organisation chose."""
        self._connection.execute(delete(choices).where(choices.c.organisation == self._organisation))
        row = {"threshold": chosen.threshold, "opening": chosen.opening.value, "next_day": chosen.next_day}
        self._connection.execute(insert(choices).values(organisation=self._organisation, **row))

    @property
    def _ours(self) -> Any:  # noqa: ANN401 - a condition
        return _q.organisation == self._organisation

    def _end(self) -> int:
        last = self._connection.scalar(select(func.max(_q.position)).where(self._ours))
        return 0 if last is None else int(last) + 1


def _question(row: Any) -> Question:  # noqa: ANN401 - a row of questions
    return Question(row.key, Dimension.OWN, row.nl, row.en, row.source)
