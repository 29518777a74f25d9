# SPDX-License-Identifier: EUPL-1.2
"""The controller's agreement: asked where the right says so, of whichever feature the item is (domain §2.7)."""

from commands.boards import Agreement
from commands.errors import Refused
from commands.meetings.board import Board
from commands.meetings.item import ControllersPage, Item
from commands.meetings.store import Store


class ControllerFirst(Refused):
    """{controller} must agree before “{title}” can be approved. Declining or deferring is possible already."""


def page_of(item: Item, group: tuple[Item, ...]) -> ControllersPage | None:
    """Return what the controller said of an item: there, or where it is dealt with, which comes first in its group."""
    return item.controllers or group[0].controllers


def check_agreed(group: tuple[Item, ...], board: Board) -> None:
    """Return when the controller agreed to each of these items that asks it, here or where the thing is kept.

    Raises:
        ControllerFirst: when not; also when the last word here is that the controller does not agree.

    """
    for item in group:
        if board.controller not in item.agrees:
            continue
        page = page_of(item, group)
        if not (page.agrees if page else board.controller in item.agreed):
            raise ControllerFirst(controller=board.controller, title=item.title)


def objects(group: tuple[Item, ...]) -> bool:
    """Whether the controller does not agree to one of these items."""
    pages = (page_of(item, group) for item in group)
    return any(page.agrees is False for page in pages if page)


def given(item: Item, group: tuple[Item, ...], board: Board, home: Store) -> Agreement | None:
    """Return the agreement that the controller gave on the agenda; None where there is none."""
    page = page_of(item, group)
    person = home.people.person(page.person) if page and page.agrees else None
    return Agreement(board.controller, person, page.text, page.at) if page and person else None
