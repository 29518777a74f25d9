# SPDX-License-Identifier: EUPL-1.2
"""Items that are dealt with under another: they close with it, and what the board decides there holds for each."""

from dataclasses import replace
from datetime import date

from commands.cards import Card, Tone
from commands.meetings.item import Item, ItemState
from commands.meetings.items import placed, renewed, to_bringer
from commands.meetings.store import ChangedMeanwhile, Store
from commands.replies import Act, Reply
from commands.text import _


def merged(item: Item, into: int, home: Store) -> Reply:
    """Deal with an item under another; its papers go along, and who must agree to it must agree there."""
    other = home.meetings.item(into)
    if other is None or other.state is not ItemState.OPEN:
        raise ChangedMeanwhile
    gone = home.meetings.save_item(replace(item, state=ItemState.MERGED, merged_into=other.number))
    papers = tuple(dict.fromkeys((*other.papers, *item.papers)))
    agrees = tuple(dict.fromkeys((*other.agrees, *item.agrees)))
    kept = home.meetings.save_item(replace(other, papers=papers, agrees=agrees))
    told = _("“{title}” is dealt with under “{other}”", title=item.title, other=other.title)
    return Reply(
        answer=Card(told, tone=Tone.GOOD),
        tells=to_bringer(item, Card(told)),
        renews=(*renewed(gone, home), *renewed(kept, home)),
        acts=(Act("meetings.merge", gone.ref, f"item:{other.number}"),),
        organisation=home.organisation.id,
    )


def together(item: Item, home: Store) -> tuple[Item, ...]:
    """Return an item with all that are dealt with under it, itself first."""
    found = [item]
    for each in found:
        found += home.meetings.merged_into(each.number)
    return tuple(found)


def settled(group: tuple[Item, ...], state: ItemState, home: Store, reason: str = "") -> tuple[Item, ...]:
    """Close an item with all that are dealt with under it."""
    return tuple(home.meetings.save_item(replace(each, state=state, reason=reason or each.reason)) for each in group)


def parted(item: Item, home: Store, today: date) -> None:
    """Put on the agenda again what was to be dealt with under an item that is off."""
    for each in home.meetings.merged_into(item.number):
        home.meetings.save_item(placed(replace(each, state=ItemState.OPEN, merged_into=None), home, today))
