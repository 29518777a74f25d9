# SPDX-License-Identifier: EUPL-1.2
"""IT requests: what was asked, where it lies, and who must agree."""

import json
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
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
    text,
    update,
)

from commands.money import Euro
from commands.people import Person
from commands.requests.request import (
    Choice,
    Decision,
    Desk,
    Kind,
    Needs,
    PersonalData,
    Recurrence,
    Request,
    SharedGoal,
    Sort,
    Why,
)
from commands.requests.routing import RightBrief
from commands.requests.states import OPEN, UNDECIDED, State
from commands.requests.store import ChangedMeanwhile
from storage.agreers import Agreers, asked_to_agree
from storage.database import UtcDateTime, metadata
from storage.dossiers import Dossiers, decision_of, decisions, events, opinions, person_of_prefixed
from storage.drafts import Drafts, drafts
from storage.numbering import add_numbered
from storage.persons import people

__all__ = ["Requests", "asked_to_agree", "decisions", "drafts", "events", "opinions", "requests"]

requests = Table(
    "requests",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("reference", Text, primary_key=True),
    # The reference is made of these two.
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("requester", Text, ForeignKey("people.id"), nullable=False),
    Column("state", Text, nullable=False),
    # What was asked; the cost is euro excluding VAT, as decimal text.
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("goal", Text, nullable=False),
    # A goal that the board adopted, with its name on the day; nothing where none was chosen.
    Column("goal_reference", Text, nullable=False, server_default=text("''")),
    Column("goal_name", Text, nullable=False, server_default=text("''")),
    Column("why_now", Text, nullable=False),
    Column("cost", Text),
    Column("recurrence", Text, nullable=False),
    Column("sponsor", Text, ForeignKey("people.id")),
    Column("personal_data", Text, nullable=False),
    Column("link", Text, nullable=False),
    # Where it lies: with which function of which organisation, and why; what the register said then.
    Column("function", Text, nullable=False),
    Column("desk_organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("why", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("choices", Text, nullable=False),
    Column("gap", Text, nullable=False),
    Column("round", Integer, nullable=False),
    # How it goes.
    Column("fast", Boolean, nullable=False),
    Column("sort", Text),
    Column("due", Date),
    Column("deferred_until", Date),
    Column("question", Text, nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation", "year", "number"),
    Index(None, "organisation", "requester"),
    Index(None, "desk_organisation", "state"),
)

_requester = people.alias("requester")
_sponsor = people.alias("sponsor")
_FIELDS = ("id", "name", "email", "language", "unit")


class Requests(Dossiers, Drafts, Agreers):
    """The requests of one organisation, and those of others that lie with it, in one transaction."""

    def add(self, request: Request, year: int) -> Request:
        """Keep a new request and return it with its reference, the next of that year."""
        series = self._organisation, year
        reference = add_numbered(self._connection, requests, "ITV-{year}-{number:04}", series, _row(request))
        added = replace(request, organisation=self._organisation, reference=reference)
        self.ask_to_agree(added)
        return added

    def get(self, reference: str) -> Request | None:
        """Return the request with this reference, such as ``ITV-2026-0014``."""
        found = self._found(_NAMED, which=reference)
        return found[0] if found else None

    def save(self, request: Request, was: Request) -> None:
        """Keep the request as it is now.

        Raises:
            ChangedMeanwhile: when it is no longer as it was.

        """
        r = requests.c
        this = (r.organisation == self._organisation, r.reference == request.reference)
        as_it_was = (r.state == was.state.value, r.round == was.desk.round)
        if not self._connection.execute(update(requests).where(*this, *as_it_was).values(_row(request))).rowcount:
            raise ChangedMeanwhile(reference=request.reference)
        if request.desk != was.desk:
            self.ask_others_to_agree(request)

    def asked_by(self, person: Person, most: int) -> tuple[Request, ...]:
        """Return what a person asked, newest first."""
        return self._found(_ASKED_BY, person=person.id, most=most)

    def lying_here(self) -> tuple[Request, ...]:
        """Return the open requests, of any organisation, that lie with a function of this one; oldest first."""
        return self._found(_LYING_HERE)

    def agreeing_here(self) -> tuple[Request, ...]:
        """Return the undecided requests on which a function of this organisation must agree; oldest first."""
        return self._found(_AGREEING_HERE)

    def references(self) -> tuple[str, ...]:
        """Return every reference, newest first."""
        r = requests.c
        query = select(r.reference).where(r.organisation == self._organisation)
        return tuple(self._connection.scalars(query.order_by(r.year.desc(), r.number.desc())))

    def all(self) -> tuple[Request, ...]:
        """Return every request, oldest first."""
        return self._found(_EVERY)

    def pointing_at(self, goal: str) -> tuple[Request, ...]:
        """Return the requests that point at a goal, newest first."""
        return self._found(_POINTING_AT, goal=goal)

    def decided_for(self, person: Person, most: int) -> tuple[Decision, ...]:
        """Return the newest decisions on what this person asked, newest first."""
        d, r = decisions.c, requests.c
        of_request = (d.organisation == r.organisation) & (d.reference == r.reference)
        query = select(decisions).join(requests, of_request)
        here = (d.organisation == self._organisation, r.requester == person.id)
        rows = self._connection.execute(query.where(*here).order_by(d.at.desc(), d.number.desc()).limit(most))
        return tuple(decision_of(row) for row in rows)

    def _found(self, query: Select[Any], **values: object) -> tuple[Request, ...]:
        """Return the requests of a query in which this organisation is ``ours``."""
        rows = self._connection.execute(query, {"ours": self._organisation, **values})
        return tuple(_request(row) for row in rows)


def _all() -> Select[Any]:
    """Return requests with the people in them."""
    columns = [table.c[f].label(f"{table.name}_{f}") for table in (_requester, _sponsor) for f in _FIELDS]
    joined = requests.join(_requester, _requester.c.id == requests.c.requester)
    return select(requests, *columns).select_from(joined.outerjoin(_sponsor, _sponsor.c.id == requests.c.sponsor))


# Written once: building a statement takes longer than SQLite takes to carry it out, and people ask these all day.
_r, _a = requests.c, asked_to_agree.c
_OURS = _all().where(_r.organisation == bindparam("ours"))
_EVERY = _OURS.order_by(_r.year, _r.number)
_NAMED = _OURS.where(_r.reference == bindparam("which"))
_ASKED_BY = (
    _OURS.where(_r.requester == bindparam("person")).order_by(_r.year.desc(), _r.number.desc()).limit(bindparam("most"))
)
_POINTING_AT = _OURS.where(_r.goal_reference == bindparam("goal")).order_by(_r.year.desc(), _r.number.desc())
_OLDEST_FIRST = (_r.submitted_at, _r.organisation, _r.reference)
_LYING_HERE = (
    _all().where(_r.desk_organisation == bindparam("ours"), _r.state.in_(sorted(OPEN))).order_by(*_OLDEST_FIRST)
)
_AGREERS_HERE = select(_a.reference).where(
    _a.organisation == _r.organisation, _a.reference == _r.reference, _a.function_organisation == bindparam("ours")
)
_AGREEING_HERE = _all().where(_AGREERS_HERE.exists(), _r.state.in_(sorted(UNDECIDED))).order_by(*_OLDEST_FIRST)


def _row(request: Request) -> dict[str, Any]:
    """Return what is kept of a request, save its reference."""
    needs, desk = request.needs, request.desk
    return {
        "requester": request.requester.id,
        "state": request.state.value,
        "kind": needs.kind.value,
        "title": needs.title,
        "problem": needs.problem,
        "goal": needs.goal,
        "goal_reference": needs.serves.reference if needs.serves else "",
        "goal_name": needs.serves.name if needs.serves else "",
        "why_now": needs.why_now,
        "cost": str(needs.cost.value) if needs.cost else None,
        "recurrence": needs.recurrence.value,
        "sponsor": needs.sponsor.id if needs.sponsor else None,
        "personal_data": needs.personal_data.value,
        "link": request.link,
        "desk_organisation": desk.organisation,
        "function": desk.function,
        "why": desk.why.value,
        "right": json.dumps(asdict(desk.right), default=str) if desk.right else "",
        "choices": json.dumps([[c.right, c.topic] for c in desk.choices]),
        "gap": desk.gap,
        "round": desk.round,
        "fast": request.fast,
        "sort": request.sort.value if request.sort else None,
        "due": request.due,
        "deferred_until": request.deferred_until,
        "question": request.question,
        "submitted_at": request.submitted_at,
    }


def _request(row: Any) -> Request:  # noqa: ANN401 - a row of requests with its people
    """Return the request of a row."""
    needs = Needs(
        kind=Kind(row.kind),
        title=row.title,
        problem=row.problem,
        goal=row.goal,
        why_now=row.why_now,
        cost=Euro(Decimal(row.cost)) if row.cost is not None else None,
        recurrence=Recurrence(row.recurrence),
        sponsor=person_of_prefixed(row, "sponsor") if row.sponsor else None,
        personal_data=PersonalData(row.personal_data),
        serves=SharedGoal(row.goal_reference, row.goal_name) if row.goal_reference else None,
    )
    choices = tuple(Choice(right, topic) for right, topic in json.loads(row.choices))
    right = _right(json.loads(row.right)) if row.right else None
    return Request(
        organisation=row.organisation,
        reference=row.reference,
        requester=person_of_prefixed(row, "requester"),
        needs=needs,
        state=State(row.state),
        submitted_at=row.submitted_at,
        desk=Desk(row.function, row.desk_organisation, Why(row.why), right, choices, row.gap, row.round),
        fast=row.fast,
        sort=Sort(row.sort) if row.sort else None,
        due=row.due,
        deferred_until=row.deferred_until,
        question=row.question,
        link=row.link,
    )


def _right(kept: dict[str, Any]) -> RightBrief:
    """Return a right as it was kept: amounts are decimal text, functions lists."""
    amounts = {name: Decimal(kept[name]) if kept[name] is not None else None for name in ("above", "up_to")}
    lists = {name: tuple(kept[name]) for name in ("agrees", "advises", "informed")}
    return RightBrief(**(kept | amounts | lists))
