# SPDX-License-Identifier: EUPL-1.2
"""Plans what falls due again and again: its first time for every organisation, and then each next time."""

from datetime import date, timedelta

from bot.clock import business_now
from commands.dues import Due, Recurring
from commands.organisations import Organisation
from commands.refs import Ref
from storage.database import Connection
from storage.store import Store


def plan_first(connection: Connection, organisation: Organisation, recurring: Recurring) -> None:
    """Plan something that recurs where it is not planned: from now on, also for an organisation that is new."""
    store = Store(connection, organisation)
    if not store.dues.awaits(recurring.rule, _about(recurring)):
        at = business_now(store.settings)
        yesterday = at.astimezone(organisation.zone).date() - timedelta(days=1)
        due = _occurrence(recurring, yesterday, store)
        if due.moment(store.organisation) <= at:
            due = _occurrence(recurring, due.day, store)
        store.dues.plan(due)


def plan_next(store: Store, recurring: Recurring, after: date) -> None:
    """Plan the next time."""
    store.dues.plan(_occurrence(recurring, after, store))


def _occurrence(recurring: Recurring, after: date, store: Store) -> Due:
    """Return the first time after a day."""
    return Due(recurring.rule, _about(recurring), recurring.after(after, store), recurring.at)


def _about(recurring: Recurring) -> Ref:
    """Return what it is about: no thing of its feature in particular."""
    return Ref(recurring.rule.partition(".")[0], "-")
