# SPDX-License-Identifier: EUPL-1.2
"""Escalations: what is stuck, the rungs it climbed, and who hears of it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    select,
    update,
)

from commands.escalations.escalation import (
    OPEN,
    Cause,
    Escalation,
    Grant,
    Kind,
    Passed,
    Rung,
    Six,
    Skip,
    State,
    Why,
)
from commands.escalations.store import ChangedMeanwhile
from commands.people import Person
from commands.refs import Ref
from storage.climbs import Climbs
from storage.database import UtcDateTime, metadata
from storage.dossiers import person_of_prefixed
from storage.escalation_drafts import EscalationDrafts
from storage.escalation_followers import EscalationFollowers, followers
from storage.escalation_levels import EscalationLevels
from storage.numbering import add_numbered
from storage.persons import people

escalations = Table(
    "escalations",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("reference", Text, primary_key=True),
    # The reference is made of these two.
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),
    # The six fields.
    Column("stuck", Text, nullable=False),
    Column("tried", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("whom", Text, nullable=False),
    Column("before", Date, nullable=False),
    Column("otherwise", Text, nullable=False),
    # Whose matter it is; nobody raised what the clock did.
    Column("raiser", Text, ForeignKey("people.id")),
    Column("asker", Text, ForeignKey("people.id")),
    # A thing of another feature, and the right on which it rests.
    Column("about_feature", Text, nullable=False),
    Column("about_thing", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("grant", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("function_organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("start", Text, nullable=False),
    # Where it lies now is the last rung.
    Column("rung_organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("ladder", Text, nullable=False),
    Column("urgent", Text, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("until", Date),
    Column("question", Text, nullable=False),
    Column("cause", Text),
    Column("gap", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    # Counts changes: of two at once one is too late.
    Column("version", Integer, nullable=False),
    UniqueConstraint("organisation", "year", "number"),
    Index(None, "organisation", "about_feature", "about_thing"),
    Index(None, "rung_organisation", "state"),
    Index(None, "organisation", "raiser"),
)

_raiser, _asker = people.alias("raiser"), people.alias("asker")
_FIELDS = ("id", "name", "email", "language", "unit")
_OPEN = sorted(state.value for state in OPEN)


class Escalations(Climbs, EscalationDrafts, EscalationFollowers, EscalationLevels):
    """The escalations of one organisation, and those of others that lie with it, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str, *, arrangement: bool = False) -> None:
        """Read and write on this connection, for this organisation, which may be a joint arrangement."""
        self._connection = connection
        self._organisation = organisation_id
        self._arrangement = arrangement

    def add(self, escalation: Escalation, year: int) -> Escalation:
        """Keep a new escalation and return it with its reference, the next of that year."""
        ours, series = replace(escalation, organisation=self._organisation), (self._organisation, year)
        reference = add_numbered(self._connection, escalations, "ESC-{year}-{number:04}", series, _row(ours))
        return replace(ours, reference=reference)

    def get(self, reference: str) -> Escalation | None:
        """Return the escalation with this reference, such as ``ESC-2026-0014``."""
        e = escalations.c
        found = self._found(_all().where(e.organisation == self._organisation, e.reference == reference))
        return found[0] if found else None

    def save(self, escalation: Escalation) -> Escalation:
        """Keep the escalation as it is now, and return it with its new version.

        Raises:
            ChangedMeanwhile: when it was changed since it was read.

        """
        e = escalations.c
        this = (e.organisation == self._organisation, e.reference == escalation.reference)
        changed = replace(escalation, version=escalation.version + 1)
        query = update(escalations).where(*this, e.version == escalation.version).values(_row(changed))
        if not self._connection.execute(query).rowcount:
            raise ChangedMeanwhile(reference=escalation.reference)
        return changed

    def about(self, ref: Ref) -> tuple[Escalation, ...]:
        """Return the open escalations about a thing of another feature, oldest first."""
        which = {"whose": self._organisation, "of": ref.feature, "what": ref.id}
        return tuple(_escalation(row) for row in self._connection.execute(_ABOUT, which))

    def resting_on(self, right: str) -> tuple[Escalation, ...]:
        """Return the open escalations that rest on a right, oldest first."""
        e = escalations.c
        query = _all().where(e.organisation == self._organisation, e.right == right, e.state.in_(_OPEN))
        return self._found(query.order_by(e.year, e.number))

    def lying_here(self) -> tuple[Escalation, ...]:
        """Return the open escalations, of any organisation, that lie with a function of this one; oldest first."""
        e = escalations.c
        query = _all().where(e.rung_organisation == self._organisation, e.state.in_(_OPEN))
        return self._found(query.order_by(e.raised_at, e.organisation, e.reference))

    def of_person(self, person: Person, most: int) -> tuple[Escalation, ...]:
        """Return what a person raised or follows, newest first."""
        e, f = escalations.c, followers.c
        joined = select(f.reference).where(
            f.organisation == e.organisation, f.reference == e.reference, f.person == person.id
        )
        own = (e.raiser == person.id) | (e.asker == person.id) | joined.exists()
        query = _all().where(e.organisation == self._organisation, own)
        return self._found(query.order_by(e.year.desc(), e.number.desc()).limit(most))

    def all(self, states: Collection[State] = ()) -> tuple[Escalation, ...]:
        """Return every escalation in one of these states, or in any; oldest first."""
        e = escalations.c
        query = _all().where(e.organisation == self._organisation)
        if states:
            query = query.where(e.state.in_(sorted(state.value for state in states)))
        return self._found(query.order_by(e.year, e.number))

    def _found(self, query: Select[Any]) -> tuple[Escalation, ...]:
        """Return the escalations of the rows."""
        return tuple(_escalation(row) for row in self._connection.execute(query))


def _all() -> Select[Any]:
    """Return escalations with the people in them."""
    columns = [table.c[f].label(f"{table.name}_{f}") for table in (_raiser, _asker) for f in _FIELDS]
    joined = escalations.outerjoin(_raiser, _raiser.c.id == escalations.c.raiser)
    return select(escalations, *columns).select_from(joined.outerjoin(_asker, _asker.c.id == escalations.c.asker))


def _row(escalation: Escalation) -> Mapping[str, Any]:
    """Return what is kept of an escalation, save its reference."""
    about, grant = escalation.about, escalation.grant
    return {
        **asdict(escalation.six),
        "kind": escalation.kind.value,
        "state": escalation.state.value,
        "title": escalation.title,
        "raiser": escalation.raiser.id if escalation.raiser else None,
        "asker": escalation.asker.id if escalation.asker else None,
        "about_feature": about.feature if about else "",
        "about_thing": about.id if about else "",
        "right": grant.right if grant else "",
        "grant": json.dumps(asdict(grant)) if grant else "",
        "function": escalation.function,
        "function_organisation": escalation.function_organisation,
        "start": escalation.start.value,
        "rung_organisation": escalation.rung.organisation if escalation.ladder else escalation.organisation,
        "ladder": json.dumps([_plain(rung) for rung in escalation.ladder]),
        "urgent": escalation.urgent,
        "overdue": escalation.overdue,
        "until": escalation.until,
        "question": escalation.question,
        "cause": escalation.cause.value if escalation.cause else None,
        "gap": escalation.gap,
        "link": escalation.link,
        "raised_at": escalation.raised_at,
        "ended_at": escalation.ended_at,
        "version": escalation.version,
    }


def _plain(rung: Rung) -> Mapping[str, Any]:
    """Return a rung in what JSON knows."""
    days = {name: day.isoformat() if day else None for name, day in (("since", rung.since), ("due", rung.due))}
    return asdict(rung) | days


def _rung(kept: dict[str, Any]) -> Rung:
    """Return a rung as it was kept."""
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("since", "due")}
    passed = tuple(Passed(p["function"], Skip(p["why"]), tuple(p["people"])) for p in kept["passed"])
    return Rung(**(kept | days | {"why": Why(kept["why"]), "passed": passed, "people": tuple(kept["people"])}))


def _grant(kept: str) -> Grant | None:
    """Return the right of its JSON."""
    if not kept:
        return None
    parts = json.loads(kept)
    return Grant(**{**parts, "agrees": tuple(parts.get("agrees", ()))})


def _escalation(row: Any) -> Escalation:  # noqa: ANN401 - a row of escalations with its people
    """Return the escalation of a row."""
    return Escalation(
        organisation=row.organisation,
        reference=row.reference,
        kind=Kind(row.kind),
        state=State(row.state),
        title=row.title,
        six=Six(row.stuck, row.tried, row.decision, row.whom, row.before, row.otherwise),
        raised_at=row.raised_at,
        function=row.function,
        function_organisation=row.function_organisation,
        start=Why(row.start),
        raiser=person_of_prefixed(row, "raiser") if row.raiser else None,
        asker=person_of_prefixed(row, "asker") if row.asker else None,
        about=Ref(row.about_feature, row.about_thing) if row.about_thing else None,
        grant=_grant(row.grant),
        ladder=tuple(_rung(each) for each in json.loads(row.ladder)),
        urgent=row.urgent,
        overdue=row.overdue,
        until=row.until,
        question=row.question,
        cause=Cause(row.cause) if row.cause else None,
        gap=row.gap,
        ended_at=row.ended_at,
        link=row.link,
        version=row.version,
    )


# Written once: every press that settles something asks this.
_ABOUT = (
    _all()
    .where(
        escalations.c.organisation == bindparam("whose"),
        escalations.c.about_feature == bindparam("of"),
        escalations.c.about_thing == bindparam("what"),
        escalations.c.state.in_(_OPEN),
    )
    .order_by(escalations.c.year, escalations.c.number)
)
