# SPDX-License-Identifier: EUPL-1.2
"""A person's home in Slack: what waits, what was asked and what is held, drawn when it is sent and so never old."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.clock import business_now
from bot.dispatch import Stranger
from bot.language import Localizer, Reads
from bot.post import HOME, home_key
from bot.slack.listen import THREAD
from bot.slack.mrkdwn import Block
from bot.slack.render import render_home
from commands.cards import Card
from commands.events import Context, Place, Room
from commands.feature import Feature
from commands.help import OVERVIEW, page_card, whole
from commands.people import Account
from storage.database import Connection, Database
from storage.deliveries import Row
from storage.envelopes import Address, Envelope
from storage.organisation import Organisations, identify
from storage.store import Store


class Homes:
    """The homes of everyone who opened theirs."""

    def __init__(self, database: Database, features: Sequence[Feature], public: str, reads: Reads = Localizer) -> None:
        """Keep what stands on a home; ``public`` is the address that links within the house begin with."""
        self._reads = reads
        self._database = database
        self._features = features
        self._public = public

    def opened(self, account: Account) -> bool:
        """Ask for this person's home, now and from now on at every change; False where the workspace is nobody's."""
        return self._database.transact(lambda c: ask_home(c, account))

    def draw(self, row: Row) -> Block:
        """Return the home that a message of the outbox asks for, as everything stands now.

        What stands there may write too: drafts that are over go when they are looked for.
        """
        localizer = self._reads(row.language, ZoneInfo(row.zone))
        card = self._database.transact(lambda c: self._card(c, row))
        return render_home(card, localizer, self._public, whole(OVERVIEW))

    def _card(self, connection: Connection, row: Row) -> Card:
        """Return what stands on the home."""
        organisation = Organisations(connection).get(row.organisation or "")
        store = Store(connection, organisation) if organisation else None
        if not (organisation and store):
            return HOME
        person = store.people.person(row.person) if row.person else None
        if person is None:
            return Card(Stranger().message)
        place = Place(row.platform, row.address, Room.HOME)
        return page_card(self._features, Context(person, organisation, business_now(store.settings), place), store)


def in_home(user: str) -> str:
    """Return how we name the home of a user."""
    return f"{user}{THREAD}home"


def ask_home(connection: Connection, account: Account) -> bool:
    """Put a person's home in the outbox, of a stranger too; False where the workspace is no organisation's."""
    known = identify(connection, account)
    organisation = known[1] if known else Organisations(connection).of_tenant(account.platform, account.tenant)
    if organisation is None:
        return False
    person = known[0].id if known else None
    store = Store(connection, organisation)
    # A conversation of its own, so that it waits for no message.
    to = Address(account.platform, account.tenant, in_home(account.user), Room.HOME, person)
    envelope = Envelope(to, HOME, home_key(person or account.user), urgent=True)
    store.outbox.put(envelope, business_now(store.settings))
    return True
