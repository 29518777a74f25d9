# SPDX-License-Identifier: EUPL-1.2
"""What features ask a board, put on its agenda, kept up to date there, and taken off again (docs/adr/0015)."""

from dataclasses import replace
from datetime import date, datetime

from commands.boards import Proposal
from commands.meetings.item import Item, ItemState
from commands.meetings.items import placed, renewed, to_agreers, to_secretaries
from commands.meetings.merging import parted
from commands.meetings.store import Store
from commands.refs import Ref
from commands.replies import Act, Renew, Reply


def proposed(proposal: Proposal, at: datetime, store: Store) -> Reply:
    """Put on the agenda what a feature asks a board; what stands there already is brought up to date."""
    known = store.meetings.item_about(proposal.about, proposal.organisation)
    fresh = Item(
        number=0,
        board=proposal.board,
        title=proposal.title,
        decision=proposal.decision,
        about=proposal.about,
        about_organisation=proposal.organisation,
        proposed_at=at,
        by=proposal.by,
        purpose=proposal.purpose,
        right=proposal.right,
        basis=proposal.basis,
        register_version=proposal.register_version,
        agrees=proposal.agrees,
        agreed=proposal.agreed,
        amount=proposal.amount,
        recurring=proposal.recurring,
        names_function=proposal.names_function,
        strategy=proposal.strategy,
        shows=proposal.shows,
        not_before=proposal.not_before,
    )
    today = at.astimezone(store.organisation.zone).date()
    if known and known.board == proposal.board:
        item = store.meetings.save_item(_renewed(known, fresh, store, today))
        act = Act("meetings.propose", item.ref, "renewed")
        asked = to_agreers(item, today, store) if _money(known) != _money(item) else ()
        return Reply(tells=asked, renews=renewed(item, store), acts=(act,))
    acts: tuple[Act, ...] = ()
    renews: tuple[Renew, ...] = ()
    if known:
        gone = store.meetings.save_item(replace(known, state=ItemState.WITHDRAWN))
        parted(gone, store, today)
        acts, renews = (Act("meetings.withdraw", gone.ref, "elsewhere"),), renewed(gone, store)
    item = store.meetings.add_item(placed(fresh, store, today))
    told = (*to_secretaries(item, store), *to_agreers(item, today, store))
    return Reply(tells=told, renews=renews, acts=(*acts, Act("meetings.propose", item.ref)))


def _renewed(known: Item, fresh: Item, store: Store, today: date) -> Item:
    """Return an item with what is asked now; what the secretary did with it stays.

    What the controller said stays while the money is the same.
    """
    item = replace(
        known,
        title=fresh.title,
        decision=fresh.decision,
        amount=fresh.amount,
        recurring=fresh.recurring,
        agrees=fresh.agrees,
        agreed=fresh.agreed,
        basis=fresh.basis,
        right=fresh.right,
        register_version=fresh.register_version,
        shows=fresh.shows,
        not_before=fresh.not_before,
    )
    if _money(fresh) != _money(known):
        item = replace(item, controllers=None, consents=())
    return placed(item, store, today) if fresh.not_before != known.not_before else item


def _money(item: Item) -> tuple[object, ...]:
    """Return what the controller's page is about."""
    return item.amount, item.recurring


def retracted(about: Ref, at: datetime, store: Store) -> Reply:
    """Take off an agenda what a board need not look at any more."""
    item = store.meetings.item_about(about, store.organisation.id)
    if item is None:
        return Reply()
    gone = store.meetings.save_item(replace(item, state=ItemState.WITHDRAWN))
    parted(gone, store, at.astimezone(store.organisation.zone).date())
    return Reply(renews=renewed(gone, store), acts=(Act("meetings.withdraw", gone.ref, "retracted"),))
