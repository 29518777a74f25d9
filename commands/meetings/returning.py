# SPDX-License-Identifier: EUPL-1.2
"""What comes back on a later agenda: what was deferred, and a decision that the board looks at again."""

from dataclasses import replace
from datetime import date

from commands.boards import Purpose, Verdict
from commands.events import Context
from commands.meetings.item import Decision, Item, ItemState
from commands.meetings.items import placed
from commands.meetings.store import Store
from commands.refs import Ref
from commands.text import _


def comes_back(group: tuple[Item, ...], kept: Decision, context: Context, home: Store) -> None:
    """Put on a later agenda what was deferred, with all that is dealt with under it."""
    if kept.verdict is not Verdict.DEFERRED:
        return
    numbers: dict[int | None, int] = {}
    for item in group:
        into = numbers.get(item.merged_into)
        state = ItemState.MERGED if into else ItemState.OPEN
        later = replace(
            item,
            number=0,
            state=state,
            merged_into=into,
            not_before=kept.until,
            proposed_at=context.at,
            revision=1,
        )
        numbers[item.number] = home.meetings.add_item(placed(later, home, context.today)).number


def looked_at_again(item: Item, kept: Decision, on: date, context: Context, home: Store) -> None:
    """Put on a later agenda whether a decision still holds."""
    day = context.today
    review = Item(
        number=0,
        board=item.board,
        title=item.title,
        decision=_("Look again at {reference} of {day}: does it still hold?", reference=kept.reference, day=day),
        about=Ref("meetings", ""),
        about_organisation=home.organisation.id,
        proposed_at=context.at,
        purpose=Purpose.DISCUSSION,
        right=item.right,
        basis=item.basis,
        register_version=item.register_version,
        agrees=item.agrees,
        amount=item.amount,
        recurring=item.recurring,
        confidential=item.confidential,
        papers=item.papers,
        shows=item.shows,
        not_before=on,
    )
    home.meetings.add_item(placed(review, home, day))
