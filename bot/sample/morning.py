# SPDX-License-Identifier: EUPL-1.2
"""Lets the demo begin while people are at work, at whatever hour it is started: its clock goes forward."""

from bot.clock import business_now, move_to
from bot.local.later import at_work
from bot.local.waiting import BEGAN
from commands.organisations import OrganisationKind
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.store import Store


def go_to_work(database: Database) -> None:
    """Move business time to nine o'clock on the next working day where nobody is at work now; it never goes back."""

    def work(connection: Connection) -> None:
        found = Organisations(connection).all()
        first = next((o for o in found if o.kind is OrganisationKind.MUNICIPALITY), found[0] if found else None)
        if first is None:
            return
        store = Store(connection, first)
        now = business_now(store.settings)
        then = at_work(now, store.calendar)
        if then > now:
            move_to(store.settings, then)
            store.settings.put(BEGAN, then.isoformat())

    database.transact(work)
