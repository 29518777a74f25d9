# SPDX-License-Identifier: EUPL-1.2
"""Organisations, who takes part in which joint arrangement, which workspace is whose, and who an account is."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Person
from storage.database import Number, metadata
from storage.persons import accounts, people, person_of
from storage.settings import settings
from storage.zones import known_zone

organisations = Table(
    "organisations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("service_desk", Text, nullable=False),
)

participations = Table(
    "participations",
    metadata,
    Column("id", Number, primary_key=True),
    Column("participant", Text, ForeignKey("organisations.id"), nullable=False),
    Column("arrangement", Text, ForeignKey("organisations.id"), nullable=False),
    UniqueConstraint("participant", "arrangement"),
    Index(None, "arrangement"),
)

# A workspace, tenant or registration belongs to one organisation by default.
tenants = Table(
    "tenants",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
)


class Organisations:
    """The organisations of this installation, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Read and write on this connection."""
        self._connection = connection
        self._read: tuple[Organisation, ...] | None = None

    def get(self, organisation_id: str) -> Organisation | None:
        """Return the organisation with this id."""
        return next((o for o in self.all() if o.id == organisation_id), None)

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation by name, each with the joint arrangements it takes part in."""
        if self._read is None:
            found: dict[str, tuple[Any, list[str]]] = {}
            for row in self._connection.execute(_ORGANISATIONS):
                _first, joined = found.setdefault(row.id, (row, []))
                joined += [row.arrangement] if row.arrangement is not None else []
            self._read = tuple(_organisation(_OWN(row), tuple(joined)) for row, joined in found.values())
        return self._read

    def add(self, organisation: Organisation) -> None:
        """Add an organisation, or change it where its id exists; its arrangements are joined, never left."""
        self._read = None
        values = {
            "name": organisation.name,
            "kind": organisation.kind.value,
            "language": organisation.language,
            "zone": organisation.zone_name,
            "service_desk": organisation.service_desk,
        }
        changed = update(organisations).where(organisations.c.id == organisation.id).values(values)
        if not self._connection.execute(changed).rowcount:
            self._connection.execute(insert(organisations).values(id=organisation.id, **values))
        for arrangement in organisation.arrangements:
            self.join(organisation.id, arrangement)

    def join(self, participant: str, arrangement: str) -> None:
        """Let an organisation take part in a joint arrangement; twice is once."""
        self._read = None
        p = participations.c
        there = select(p.id).where(p.participant == participant, p.arrangement == arrangement)
        if self._connection.scalar(there) is None:
            self._connection.execute(insert(participations).values(participant=participant, arrangement=arrangement))

    def participants(self, arrangement: str) -> tuple[Organisation, ...]:
        """Return who takes part in a joint arrangement, by name."""
        return tuple(o for o in self.all() if arrangement in o.arrangements)

    def link_tenant(self, platform: str, tenant: str, organisation_id: str) -> None:
        """Say whose workspace, tenant or registration this is."""
        t = tenants.c
        changed = update(tenants).where(t.platform == platform, t.tenant == tenant)
        if not self._connection.execute(changed.values(organisation=organisation_id)).rowcount:
            row = insert(tenants).values(platform=platform, tenant=tenant, organisation=organisation_id)
            self._connection.execute(row)

    def tenants_of(self, organisation_id: str, platform: str) -> tuple[str, ...]:
        """Return the workspaces, tenants or registrations of an organisation on a platform."""
        t = tenants.c
        query = select(t.tenant).where(t.organisation == organisation_id, t.platform == platform)
        return tuple(self._connection.scalars(query.order_by(t.tenant)))

    def of_tenant(self, platform: str, tenant: str) -> Organisation | None:
        """Return whose workspace, tenant or registration this is."""
        t = tenants.c
        found = self._connection.scalar(select(t.organisation).where(t.platform == platform, t.tenant == tenant))
        return self.get(found) if found else None


def identify(connection: Connection, account: Account) -> tuple[Person, Organisation] | None:
    """Return who an account is and for which organisation it speaks; None for a stranger and for who left.

    It speaks for the organisation of the workspace, else for the person's own.
    """
    return _known(connection.execute(_WHO, _asked(account)).all())


def recognise(connection: Connection, account: Account, name: str) -> tuple[Person, Organisation, str | None] | None:
    """Return the same with the setting of this name: every event needs both, and this is one look."""
    rows = connection.execute(_WHO_WITH, {**_asked(account), "setting": name}).all()
    known = _known(rows)
    return (*known, rows[0].setting) if known else None


def _asked(account: Account) -> dict[str, str]:
    """Return who is asked for."""
    return {"on": account.platform, "at": account.tenant, "who": account.user}


def _known(rows: Sequence[Any]) -> tuple[Person, Organisation] | None:
    """Return who stands in the rows of one account."""
    if not rows:
        return None
    joined = tuple(row.arrangement for row in rows if row.arrangement is not None)
    return person_of(rows[0]), _organisation(_SPEAKS_FOR(rows[0]), joined)


# Written once: building a statement takes longer than SQLite takes to carry it out, and every event comes here.
# A row for each arrangement in which an organisation takes part, or one without.
_ORGANISATIONS = (
    select(organisations, participations.c.arrangement)
    .outerjoin(participations, participations.c.participant == organisations.c.id)
    .order_by(organisations.c.name, participations.c.id)
)
_WORKSPACE = and_(tenants.c.platform == accounts.c.platform, tenants.c.tenant == accounts.c.tenant)
# A row for each arrangement in which the organisation takes part, or one without.
_WHO = (
    select(
        people,
        *(column.label(f"speaks_for_{column.name}") for column in organisations.c),
        participations.c.arrangement,
    )
    .join(accounts, accounts.c.person == people.c.id)
    .outerjoin(tenants, _WORKSPACE)
    .join(organisations, organisations.c.id == func.coalesce(tenants.c.organisation, people.c.organisation))
    .outerjoin(participations, participations.c.participant == organisations.c.id)
    .where(
        accounts.c.platform == bindparam("on"),
        accounts.c.tenant == bindparam("at"),
        accounts.c.user == bindparam("who"),
        people.c.active,
    )
    .order_by(participations.c.id)
)
_SETTING = select(settings.c.value).where(settings.c.name == bindparam("setting")).scalar_subquery()
_WHO_WITH = _WHO.add_columns(_SETTING.label("setting"))


# What a row holds of an organisation: by itself, or beside a person.
_NAMES = tuple(column.name for column in organisations.c)
_OWN, _SPEAKS_FOR = attrgetter(*_NAMES), attrgetter(*(f"speaks_for_{name}" for name in _NAMES))


def _organisation(kept: tuple[Any, ...], arrangements: tuple[str, ...]) -> Organisation:
    """Return the organisation of what a row holds of it."""
    ident, name, kind, language, zone, service_desk = kept
    return Organisation(ident, name, OrganisationKind(kind), language, known_zone(zone), service_desk, arrangements)
