# SPDX-License-Identifier: EUPL-1.2
"""The people to be: everyone with an account on the local page, what they hold and what waits for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from bot.local.visit import PLATFORM
from commands.feature import Feature
from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Holding, Person
from commands.text import Text, _
from storage.database import Connection
from storage.organisation import Organisations
from storage.people import People
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast; ``function`` is what this person holds or deputises for today, in the reader's language.

    ``charged`` says that this person holds a function or has a role with the register.
    """

    account: Account
    person: Person
    organisation: Organisation
    function: Text
    charged: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation in which a body of an organisation reads along."""

    id: str
    name: str


class Remembered(People):
    """The people of one organisation while nothing changes: what is asked for one of the cast is asked for all."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read on this connection, for this organisation."""
        super().__init__(connection, organisation_id)
        self.function = cache(super().function)  # type: ignore[method-assign]  # the same answers, kept
        self.holdings = cache(super().holdings)  # type: ignore[method-assign]  # the same
        self.absence = cache(super().absence)  # type: ignore[method-assign]  # the same


def read_cast(connection: Connection, features: Sequence[Feature], at: datetime, language: str) -> tuple[Member, ...]:
    """Return the cast by organisation, municipalities first, in the order of the names."""
    found = Organisations(connection).all()
    organisations = sorted(found, key=lambda o: o.kind is OrganisationKind.JOINT_ARRANGEMENT)
    members: list[Member] = []
    for organisation in organisations:
        store = Store(connection, organisation)
        store.people = Remembered(connection, organisation.id)
        today = at.astimezone(organisation.zone).date()
        for person in store.people.everyone():
            account = next((a for a in store.people.accounts(person) if a.platform == PLATFORM), None)
            if account:
                held = _held(connection, organisations, person, today)
                members.append(
                    Member(
                        account,
                        person,
                        organisation,
                        _function(held, person, language, store.people),
                        any(not h.deputy for h in held) or bool(store.people.roles(person)),
                        sum(f.waiting(person, at, store) for f in features if f.waiting),
                    )
                )
    return tuple(members)


def newcomer(cast: Sequence[Member]) -> Member:
    """Return who a visitor begins as: somebody without a charge and for whom nothing waits, else the first."""
    return next((m for m in cast if not m.charged and not m.waiting), cast[0])


def member(cast: Iterable[Member], user: str) -> Member | None:
    """Return the member with this account."""
    return next((m for m in cast if m.account.user == user), None)


def read_channels(connection: Connection, organisation: Organisation, language: str) -> tuple[Channel, ...]:
    """Return the channels of the bodies of an organisation."""
    people = People(connection, organisation.id)
    return tuple(
        Channel(channel.user, (function.name_en if language == "en" else "") or function.name)
        for function in people.functions()
        if function.body
        for channel in people.channels(function.name)
        if channel.platform == PLATFORM and channel.tenant == organisation.id
    )


def _held(
    connection: Connection, organisations: Iterable[Organisation], person: Person, today: date
) -> tuple[Holding, ...]:
    """Return what the person holds in any organisation, the own functions before those deputised for."""
    held = [h for o in organisations for h in People(connection, o.id).held_by(person, today)]
    return tuple(sorted(held, key=lambda h: h.deputy))


def _function(held: Sequence[Holding], person: Person, language: str, people: People) -> Text:
    """Return in a few words what somebody does: at most two functions, else where somebody works."""
    if not held:
        return _("works at {unit}", unit=person.unit) if person.unit else _("colleague")
    own = [h for h in held if not h.deputy]
    shown = dict.fromkeys(_named(h, language, people) for h in (own or held))
    names = ", ".join(tuple(shown)[:2])
    return names if own else _("deputy {function}", function=names)


def _named(holding: Holding, language: str, people: People) -> str:
    """Return the function with its unit."""
    function = people.function(holding.function)
    name = (function.name_en if function and language == "en" else "") or holding.function
    return f"{name} ({holding.unit})" if holding.unit else name
