# SPDX-License-Identifier: EUPL-1.2
"""Addresses what a reply says: who gets which card, on which platform, in which conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.cards import Card
from commands.events import Context, Room
from commands.people import Account, Person
from commands.replies import Reply, Tell, ToBody, ToPerson, ToRole
from commands.text import _
from storage.store import Store

#: Says that a home must be drawn; what stands on it is looked up when it goes out.
HOME = Card(_("Your overview"))


def home_key(person_id: str) -> str:
    """Return the key of the message that is a person's home."""
    return f"home/{person_id}"


@dataclass(frozen=True, slots=True)
class Post:
    """Writes outbox rows in the transaction of the event.

    ``at`` is business time; ``correlation`` ties each message to the event it came from.
    """

    store: Store
    at: datetime
    correlation: str

    def answer(self, reply: Reply, context: Context, account: Account) -> None:
        """Write the answer to who asked."""
        if reply.answer:
            shared = context.place.room is Room.CHANNEL and not reply.private
            address = context.place.conversation if shared else account.user
            room = Room.CHANNEL if shared else Room.DIRECT
            self._put(account, address, room, None if shared else context.who, reply.answer, reply.key, urgent=True)
        self._home(context.who)

    def tell(self, reply: Reply, today: date, platform: str) -> None:
        """Write what others must hear, and the cards that are replaced in place.

        ``today`` is the day in the organisation, ``platform`` where it began: people are written to there when they
        can be.
        """
        told: set[tuple[str, str]] = set()
        for tell in reply.tells:
            for person in self._people(tell, today, platform):
                once = (person.id, tell.key or str(id(tell)))
                if once not in told:
                    told.add(once)
                    self.to_person(person, platform, tell.card, tell.key, urgent=tell.urgent)
        for renew in reply.renews:
            self.store.outbox.renew(renew.key, renew.card, at=self.at, correlation=self.correlation)

    def to_person(self, person: Person, platform: str, card: Card, key: str, *, urgent: bool) -> None:
        """Write to one person: on the platform of the event where that person has an account, else on another."""
        if account := _near(self.store.people.accounts(person), platform):
            self._put(account, account.user, Room.DIRECT, person, card, key, urgent=urgent)
        self._home(person)

    def _home(self, person: Person) -> None:
        """Have the person's home drawn anew, where there is one: something that stands on it may have changed."""
        self.store.outbox.renew(home_key(person.id), HOME, at=self.at, correlation=self.correlation)

    def _people(self, tell: Tell, today: date, platform: str) -> tuple[Person, ...]:
        """Return the people meant; a body that has a channel is written to there and then nobody is left."""
        match tell.to:
            case ToPerson(person):
                return (person,)
            case ToRole(role):
                return self.store.people.with_role(role)
            case ToBody(function):
                if channel := _near(self.store.people.channels(function), platform):
                    self._put(channel, channel.user, Room.CHANNEL, None, tell.card, tell.key, urgent=tell.urgent)
                    return ()
                return tuple(h.person for h in self.store.people.holdings(function, today))

    def _put(  # noqa: PLR0913 - one outbox row
        self, account: Account, address: str, room: Room, person: Person | None, card: Card, key: str, *, urgent: bool
    ) -> None:
        """Write one row."""
        self.store.outbox.put(
            platform=account.platform,
            tenant=account.tenant,
            address=address,
            room=room,
            person_id=person.id if person else None,
            card=card,
            key=key,
            urgent=urgent,
            at=self.at,
            correlation=self.correlation,
        )


def _near(accounts: Sequence[Account], platform: str) -> Account | None:
    """Return the account on the platform of the event, else the oldest of another."""
    return next((a for a in accounts if a.platform == platform), accounts[0] if accounts else None)
