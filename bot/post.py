# SPDX-License-Identifier: EUPL-1.2
"""Turns the replies of commands into outbox rows: to whom, where, when, and which card is replaced in place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from commands.cards import Card, Paragraph
from commands.events import Context, Room
from commands.organisation.digests import plan_digests, reminder_key
from commands.people import Account, Person
from commands.preferences import Informing, WorkingTime
from commands.replies import Happened, Reply, Tell, ToBody, ToPerson, ToRole, Urgency
from commands.text import _
from storage.digests import Kept
from storage.envelopes import Address, Envelope, Renewal, Written
from storage.store import Store

#: Says that a home must be drawn; what stands on it is looked up when it goes out.
HOME = Card(_("Your overview"))


def home_key(person_id: str) -> str:
    """Return the key of the message that is a person's home."""
    return f"home/{person_id}"


@dataclass(frozen=True, slots=True)
class Post:
    """Gathers what an event sends, and writes it as outbox rows in the transaction of the event, all at once.

    ``at`` is business time; ``correlation`` ties each message to the event it came from.
    """

    store: Store
    at: datetime
    correlation: str
    _out: list[Written] = field(default_factory=list)

    def answer(self, reply: Reply, context: Context, account: Account) -> None:
        """Answer who asked."""
        if reply.answer:
            shared = context.place.room is Room.CHANNEL and not reply.private
            # A thread of the person's own conversation is named after the person.
            own = context.place.conversation.startswith(f"{account.user}/")
            address = context.place.conversation if shared or own else account.user
            room = Room.CHANNEL if shared else Room.DIRECT
            to = Address(account.platform, account.tenant, address, room, None if shared else context.who.id)
            self._out.append(Envelope(to, reply.answer, reply.key, urgent=True))

    def tell(self, reply: Reply, today: date, platform: str) -> None:
        """Tell others what they must hear, and replace cards in place.

        ``today`` is the day in the organisation, ``platform`` where it began: people are written to there when they
        can be.
        """
        # What a digest would have said of a card that is replaced, or of a thing that is settled, lost its meaning.
        gone = (renew.key for renew in reply.renews if not renew.waits)
        self.store.digests.drop(*(reminder_key(thing) for thing in reply.settles), *gone)
        for renew in reply.renews:
            if renew.waits:
                self.store.digests.renew(renew.key, renew.card)
        told: dict[tuple[str, str], tuple[Person, Tell]] = {}
        for tell in reply.tells:
            for person in self._people(tell, today, platform):
                told.setdefault((person.id, tell.key or str(id(tell))), (person, tell))
        self._to_people(tuple(told.values()), platform)
        for renew in reply.renews:
            self._out.append(Renewal(renew.key, renew.card))
            if renew.happened:
                self._trail(renew.key, renew.happened)

    def write(self) -> None:
        """Write what was gathered."""
        if self._out:
            self.store.outbox.write(self._out, self.at, self.correlation)
            self._out.clear()

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
            self._out.append(Envelope(to, card, kept, due_at=due_at, beneath=number))

    def _to_people(self, told: Sequence[tuple[Person, Tell]], platform: str) -> None:
        """Write to people, for when each works: where the event was, if there is an account, else elsewhere.

        What only has to be known waits for the person's digest, comes by itself, or not at all: as the person chose.
        """
        people = {person.id: person for person, _tell in told}
        accounts = self.store.people.accounts_of(people.values())
        works = self.store.working_times(people[person.id] for person, tell in told if tell.urgency is not Urgency.NOW)
        bundled: list[Kept] = []
        for person, tell in told:
            self.renew_home(person)
            account = _near(accounts.get(person.id, ()), platform)
            if account is None:
                continue
            now = tell.urgency is Urgency.NOW
            if not now and _is_bundled(tell, works[person.id].wishes.informing):
                bundled += self._bundled(person, tell, works[person.id].wishes.informing)
                continue
            due_at = self.at if now else works[person.id].next_moment(self.at)
            to = Address(account.platform, account.tenant, account.user, Room.DIRECT, person.id)
            self._out.append(Envelope(to, tell.card, tell.key, now, due_at))
        self._into_digests(bundled, works)

    def _bundled(self, person: Person, tell: Tell, informing: Informing) -> Iterator[Kept]:
        """Yield a message for the person's digest; none where the person does without."""
        if not (tell.urgency is Urgency.INFORMATION and informing is Informing.NOT):
            yield Kept(person, tell.card, tell.key or (reminder_key(tell.about) if tell.about else ""))

    def _into_digests(self, bundled: Sequence[Kept], works: Mapping[str, WorkingTime]) -> None:
        """Keep messages for people's digests."""
        if bundled:
            self.store.digests.keep_all(bundled, self.at)
            readers = {kept.person.id: kept.person for kept in bundled}
            plan_digests({person: works[key] for key, person in readers.items()}, self.at, self.store)

    def renew_home(self, person: Person) -> None:
        """Have the person's home drawn anew, where there is one: something that stands on it may have changed."""
        self._out.append(Renewal(home_key(person.id), HOME))

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
                    self._out.append(Envelope(to, tell.card, tell.key, now, due_at))
                    return ()
                return tuple(h.person for h in self.store.people.holdings(function, today))


def spread(store: Store, reply: Reply, at: datetime, platform: str = "") -> None:
    """Tell others what they must hear of something that nobody asked for; ``at`` is business time."""
    post = Post(store, at, "")
    post.tell(reply, at.astimezone(store.organisation.zone).date(), platform)
    post.write()


def _is_bundled(tell: Tell, informing: Informing) -> bool:
    """Whether a message goes with others of the day, or not at all."""
    return tell.urgency is not Urgency.WORKING_TIME and informing is not Informing.SINGLY


def _has_threads(to: Address) -> bool:
    """Whether a message at this address can have others below it: everywhere in Slack, in Teams in a channel."""
    return to.platform == "slack" or (to.platform == "teams" and "@thread.tacv2" in to.address)


def _near(accounts: Sequence[Account], platform: str) -> Account | None:
    """Return the account on the platform of the event, else the oldest of another."""
    return next((a for a in accounts if a.platform == platform), accounts[0] if accounts else None)
