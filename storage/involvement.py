# SPDX-License-Identifier: EUPL-1.2
"""What the record knows of a span of days: who was involved in requests, and which decisions passed their term."""

from datetime import datetime

from sqlalchemy import Connection, select, union

from commands.people import Person
from storage.dossiers import decisions
from storage.journal import journal
from storage.persons import people, person_of
from storage.requests import requests


def involved(connection: Connection, organisation: str, since: datetime) -> tuple[Person, ...]:
    """Return who asked, stood behind or decided a request since then, and still works with us."""
    r, d = requests.c, decisions.c
    here = (r.organisation == organisation, r.submitted_at >= since)
    ids = union(
        select(r.requester).where(*here),
        select(r.sponsor).where(*here, r.sponsor.is_not(None)),
        select(d.person).where(d.organisation == organisation, d.at >= since),
    ).scalar_subquery()
    rows = connection.execute(select(people).where(people.c.id.in_(ids), people.c.active).order_by(people.c.id))
    return tuple(person_of(row) for row in rows)


def overdue(connection: Connection, organisation: str, first: datetime, last: datetime) -> tuple[str, ...]:
    """Return the function of each request of which the term passed in the span: once for each request."""
    j, r = journal.c, requests.c
    passed = (
        select(j.object)
        .where(
            j.organisation == organisation,
            j.action == "requests.remind",
            j.result == "overdue",
            j.at >= first,
            j.at < last,
        )
        .distinct()
    )
    references = [thing.partition("/")[2] for thing in connection.scalars(passed)]
    found = select(r.function).where(r.organisation == organisation, r.reference.in_(references))
    return tuple(connection.scalars(found.order_by(r.reference)))
