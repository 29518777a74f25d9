# SPDX-License-Identifier: EUPL-1.2
"""Addresses what a reply says: who gets which card, on which platform, in which conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.cards import Card, Paragraph
from commands.events import Context, Room
from commands.organisation.digests import plan_digest, reminder_key
from commands.people import Account, Person
from commands.preferences import Informing
from commands.replies import Happened, Reply, Tell, ToBody, ToPerson, ToRole, Urgency
from commands.text import _
from storage.outbox import Address
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
            # A thread of the person's own conversation is named after the person.
            own = context.place.conversation.startswith(f"{account.user}/")
            address = context.place.conversation if shared or own else account.user
            room = Room.CHANNEL if shared else Room.DIRECT
            to = Address(account.platform, account.tenant, address, room, None if shared else context.who.id)
            self._put(to, reply.answer, reply.key, self.at, urgent=True)

    def tell(self, reply: Reply, today: date, platform: str) -> None:
        """Write what others must hear, and the cards that are replaced in place.

        ``today`` is the day in the organisation, ``platform`` where it began: people are written to there when they
        can be.
        """
        for renew in reply.renews:
            # What a digest would have said of this card has lost its meaning.
            self.store.digests.drop(renew.key)
        told: set[tuple[str, str]] = set()
        for tell in reply.tells:
            for person in self._people(tell, today, platform):
                once = (person.id, tell.key or str(id(tell)))
                if once not in told:
                    told.add(once)
                    self.to_person(person, platform, tell)
        for renew in reply.renews:
            self.store.outbox.renew(renew.key, renew.card, at=self.at, correlation=self.correlation)
            if renew.happened:
                self._trail(renew.key, renew.happened)

    def _trail(self, key: str, happened: Happened) -> None:
        """Write what happened below the cards with this key, once, where there are threads; in working time."""
        kept, outbox = f"{key}/{happened.at.isoformat()}", self.store.outbox
        first, *more = happened.lines
        card = Card(first, tuple(Paragraph(line) for line in more))
        found = [each for each in outbox.arrived(key, happened.at) if _has_threads(each[1])]
        if not found or outbox.with_key(kept):
            return
        for number, to in found:
            person = self.store.people.person(to.person_id) if to.person_id else None
            works = self.store.working_time(person) if person else None
            due_at = works.next_moment(self.at) if works else self.store.calendar.next_open(self.at)
            self._put(to, card, kept, due_at, urgent=False, beneath=number)

    def to_person(self, person: Person, platform: str, tell: Tell) -> None:
        """Write to one person, for when that person works: where the event was, if there is an account, else elsewhere.

        What only has to be known waits for the person's digest, comes by itself, or not at all: as the person chose.
        """
        self.renew_home(person)
        account = _near(self.store.people.accounts(person), platform)
        if account is None:
            return
        due_at = self.at
        if tell.urgency is not Urgency.NOW:
            works = self.store.working_time(person)
            if self._bundled(person, tell, works.wishes.informing):
                return
            due_at = works.next_moment(self.at)
        to = Address(account.platform, account.tenant, account.user, Room.DIRECT, person.id)
        self._put(to, tell.card, tell.key, due_at, urgent=tell.urgency is Urgency.NOW)

    def _bundled(self, person: Person, tell: Tell, informing: Informing) -> bool:
        """Keep a message for the person's digest, or drop it, where the person chose so; False where it goes alone."""
        information = tell.urgency is Urgency.INFORMATION
        if tell.urgency is Urgency.WORKING_TIME or informing is Informing.SINGLY:
            return False
        if not (information and informing is Informing.NOT):
            key = tell.key or (reminder_key(tell.about) if tell.about else "")
            self.store.digests.keep(person, tell.card, key, self.at)
            plan_digest(person, self.at, self.store)
        return True

    def renew_home(self, person: Person) -> None:
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
                    now = tell.urgency is Urgency.NOW
                    to = Address(channel.platform, channel.tenant, channel.user, Room.CHANNEL)
                    due_at = self.at if now else self.store.calendar.next_open(self.at)
                    self._put(to, tell.card, tell.key, due_at, urgent=now)
                    return ()
                return tuple(h.person for h in self.store.people.holdings(function, today))

    def _put(
        self, to: Address, card: Card, key: str, due_at: datetime, *, urgent: bool, beneath: int | None = None
    ) -> None:
        """Write one row."""
        self.store.outbox.put(
            platform=to.platform,
            tenant=to.tenant,
            address=to.address,
            room=to.room,
            person_id=to.person_id,
            card=card,
            key=key,
            urgent=urgent,
            at=self.at,
            due_at=due_at,
            correlation=self.correlation,
            beneath=beneath,
        )


def _has_threads(to: Address) -> bool:
    """Whether a message at this address can have others below it: everywhere in Slack, in Teams in a channel."""
    return to.platform == "slack" or (to.platform == "teams" and "@thread.tacv2" in to.address)


def _near(accounts: Sequence[Account], platform: str) -> Account | None:
    """Return the account on the platform of the event, else the oldest of another."""
    return next((a for a in accounts if a.platform == platform), accounts[0] if accounts else None)
