# SPDX-License-Identifier: EUPL-1.2
"""Who must agree before a board approves, of whichever feature the item is: the functions that the right names.

The controller does so on a page about the money (domain §2.7), the others by a button on the item; what was said where
the thing itself is kept counts too, and the last word on the agenda goes before it.
"""

from commands.errors import Refused
from commands.meetings.board import Board
from commands.meetings.item import Consent, ControllersPage, Item
from commands.text import Listing


class AgreementFirst(Refused):
    """{functions} must agree before “{title}” can be approved. Declining or deferring is possible already."""


def must_agree(item: Item) -> tuple[str, ...]:
    """Return the functions that must agree to an item; the board that decides need not agree with itself."""
    return tuple(f for f in dict.fromkeys(item.agrees) if f.casefold() != item.board.casefold())


def page_of(item: Item, group: tuple[Item, ...]) -> ControllersPage | None:
    """Return what the controller said of an item: there, or where it is dealt with, which comes first in its group."""
    return item.controllers or group[0].controllers


def consent_of(function: str, item: Item, group: tuple[Item, ...]) -> Consent | None:
    """Return the last word of another function on an item: there, or where it is dealt with."""
    said = (*group[0].consents, *item.consents)
    return next((consent for consent in reversed(said) if consent.function == function), None)


def missing(item: Item, group: tuple[Item, ...], board: Board) -> tuple[str, ...]:
    """Return the functions that must agree to an item and did not."""
    return tuple(f for f in must_agree(item) if not _agreed(f, item, group, board))


def _agreed(function: str, item: Item, group: tuple[Item, ...], board: Board) -> bool:
    """Whether a function agreed, on the agenda or where the thing is kept."""
    said = page_of(item, group) if function == board.controller else consent_of(function, item, group)
    return bool(said.agrees) if said else function in item.agreed


def check_agreed(group: tuple[Item, ...], board: Board) -> None:
    """Return when everyone agreed to each of these items who must, here or where the thing is kept.

    Raises:
        AgreementFirst: naming who did not; also whose last word here is that they do not agree.

    """
    for item in group:
        if left := missing(item, group, board):
            raise AgreementFirst(functions=Listing(left), title=item.title)


def objects(group: tuple[Item, ...]) -> bool:
    """Whether the controller does not agree to one of these items."""
    pages = (page_of(item, group) for item in group)
    return any(page.agrees is False for page in pages if page)
