# SPDX-License-Identifier: EUPL-1.2
"""Who is away when, and who said to take over or not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, Text, bindparam, delete, insert, select, update

from commands.people import Absence, Person
from storage.channels import Channels
from storage.database import Number, metadata
from storage.parts import parts
from storage.persons import people, person_of

absences = Table(
    "absences",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    # Both days included.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("deputy", Text, ForeignKey("people.id")),
    Index(None, "person", "last_day"),
    # Buttons and the journal name an absence by its number, so a number is never given out again.
    sqlite_autoincrement=True,
)

answers = Table(
    "absence_answers",
    metadata,
    Column("absence", Number, ForeignKey("absences.id"), primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("accepts", Boolean, nullable=False),
    # Who said nothing in time, and so does not take over; nothing for an answer that was given.
    Column("silent", Boolean),
)


_a = absences.c
# Written once: building it takes longer than carrying it out, and every reminder asks this of every member.
_AWAY = (
    select(absences)
    .where(
        _a.person.in_(bindparam("who", expanding=True)),
        _a.first_day <= bindparam("day"),
        _a.last_day >= bindparam("day"),
    )
    .order_by((_a.organisation == bindparam("ours")).desc(), _a.deputy.is_(None), _a.last_day.desc(), _a.id)
)


class Absences(Channels):
    """The absences of one organisation, in one transaction."""

    def absence(self, person: Person, on: date) -> Absence | None:
        """Return the absence of the person on that day.

        Who is away is away for every organisation; the deputy counts only where the absence was written down.
        """
        return self.absences((person,), on).get(person.id)

    def absences(self, people: Iterable[Person], on: date) -> Mapping[str, Absence]:
        """Return the absences of several people on that day, by the id of the person; who is there is not in it."""
        someone = {person.id: person for person in people}
        first: dict[str, Any] = {}
        for some in parts(someone):
            for row in self._connection.execute(_AWAY, {"who": some, "day": on, "ours": self._organisation}):
                first.setdefault(row.person, row)
        said = self._answers([row.id for row in first.values()])
        return {key: self._absence(row, someone[key], said[row.id]) for key, row in first.items()}

    def all_absences(self) -> dict[int, Absence]:
        """Return every absence written down here, by its number."""
        a = absences.c
        joined = absences.join(people, people.c.id == a.person)
        columns = (a.id.label("number"), a.organisation.label("home"), a.first_day, a.last_day, a.deputy)
        query = select(*columns, people).select_from(joined).where(a.organisation == self._organisation)
        rows = self._connection.execute(query.order_by(a.first_day, a.id)).all()
        said = self._answers([row.number for row in rows])
        return {row.number: self._absence(row, person_of(row), said[row.number]) for row in rows}

    def add_absence(self, absence: Absence) -> int:
        """Write down that somebody is away; return the number of the absence."""
        row = insert(absences).values(
            organisation=self._organisation,
            person=absence.person.id,
            first_day=absence.first_day,
            last_day=absence.last_day,
            deputy=absence.deputy.id if absence.deputy else None,
        )
        number: int = self._connection.execute(row.returning(absences.c.id)).scalar_one()
        return number

    def end_absence(self, number: int, last_day: date) -> None:
        """Let an absence end on a day; one that had not begun by then never was."""
        a = absences.c
        this = (a.organisation == self._organisation, a.id == number)
        never = select(a.id).where(*this, a.first_day > last_day)
        self._connection.execute(delete(answers).where(answers.c.absence.in_(never)))
        self._connection.execute(delete(absences).where(*this, a.first_day > last_day))
        self._connection.execute(update(absences).where(*this).values(last_day=last_day))

    def answer_absence(self, number: int, person: Person, *, accepts: bool, silent: bool = False) -> None:
        """Keep whether somebody takes over in an absence, in the place of what this person said before.

        ``silent`` is for who said nothing in time, and so does not.
        """
        a = answers.c
        self._connection.execute(delete(answers).where(a.absence == number, a.person == person.id))
        row = {"absence": number, "person": person.id, "accepts": accepts, "silent": silent or None}
        self._connection.execute(insert(answers).values(row))

    def substitutions(self, person: Person) -> tuple[Absence, ...]:
        """Return the absences in which this person was asked to take over and an answer is kept, oldest first."""
        a = answers.c
        asked = set(self._connection.scalars(select(a.absence).where(a.person == person.id)))
        return tuple(absence for number, absence in self.all_absences().items() if number in asked) if asked else ()

    def _answers(self, numbers: Collection[int]) -> dict[int, dict[str, "_Said"]]:
        """Return what everybody said about these absences, by absence and person."""
        found: dict[int, dict[str, _Said]] = defaultdict(dict)
        a = answers.c
        for row in self._connection.execute(select(answers).where(a.absence.in_(numbers))) if numbers else ():
            found[row.absence][row.person] = _Said(row.accepts, bool(row.silent))
        return found

    def _absence(self, row: Any, person: Person, said: dict[str, "_Said"]) -> Absence:  # noqa: ANN401 - a row of absences
        """Return the absence of a row; a deputy who declined is none."""
        ours = row.deputy and getattr(row, "home", row.organisation) == self._organisation
        declined = frozenset(p for p, answer in said.items() if not answer.accepts)
        deputy = self.person(row.deputy) if ours and row.deputy not in declined else None
        accepted = frozenset(said) - declined
        silent = frozenset(p for p, answer in said.items() if answer.silent)
        return Absence(person, row.first_day, row.last_day, deputy, accepted, declined, silent)


class _Said(NamedTuple):
    """What somebody said, or that nothing was said in time."""

    accepts: bool
    silent: bool
