# SPDX-License-Identifier: EUPL-1.2
"""What stands on the agendas of boards."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    false,
    insert,
    select,
    text,
    update,
)

from commands.boards import Purpose
from commands.events import Press
from commands.meetings.item import Consent, ControllersPage, Funding, Item, ItemState
from commands.meetings.store import ChangedMeanwhile
from commands.money import Euro
from commands.people import Person
from commands.refs import Ref
from commands.text import Message
from commands.text import Text as Said
from storage.boards import Boards
from storage.codec import decode, encode
from storage.database import Number, UtcDateTime, metadata

_ITEM_TEXTS = ("board", "title", "right", "reason")
_ITEM_NUMBERS = ("place", "minutes", "reading", "register_version", "revision")

items = Table(
    "agenda_items",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    # Whose matter it is; an item of its own has no thing.
    Column("about_organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("feature", Text, nullable=False),
    Column("thing", Text, nullable=False),
    *(Column(name, Text, nullable=False) for name in _ITEM_TEXTS),
    *(Column(name, Integer, nullable=False) for name in _ITEM_NUMBERS),
    # Sentences, not yet in a language.
    Column("decision", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("by", Text, ForeignKey("people.id")),
    Column("purpose", Text, nullable=False),
    Column("agrees", Text, nullable=False),
    Column("agreed", Text, nullable=False, server_default="[]"),
    Column("amount", Text),
    Column("recurring", Boolean, nullable=False),
    Column("names_function", Boolean, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("not_before", Date),
    Column("state", Text, nullable=False),
    Column("meeting", Number, ForeignKey("meetings.number")),
    Column("merged_into", Number),
    Column("papers", Text, nullable=False),
    Column("controllers", Text, nullable=False),
    # What each other function said that must agree, as JSON.
    Column("consents", Text, nullable=False, server_default="[]"),
    Column("strategy", Boolean, nullable=False, server_default=false()),
    # The press that shows the thing, as JSON; nothing where there is none.
    Column("shows", Text, nullable=False, server_default=text("''")),
    Column("proposed_at", UtcDateTime, nullable=False),
    Index(None, "organisation", "board", "state"),
    Index(None, "about_organisation", "feature", "thing"),
    Index(None, "meeting"),
    Index(None, "merged_into"),
)


class Agendas(Boards):
    """The agendas of the boards of one organisation, in one transaction."""

    def add_item(self, item: Item) -> Item:
        """Keep a new item and return it with its number."""
        row = insert(items).values(organisation=self._organisation, **_item_row(item)).returning(items.c.number)
        return self._kept(self._connection.execute(row).scalar_one())

    def save_item(self, item: Item) -> Item:
        """Keep an item as it is now and return it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since.

        """
        later = replace(item, revision=item.revision + 1)
        this = (items.c.number == item.number, items.c.revision == item.revision)
        if not self._connection.execute(update(items).where(*this).values(_item_row(later))).rowcount:
            raise ChangedMeanwhile
        return later

    def item(self, number: int) -> Item | None:
        """Return the item with this number."""
        found = self._items(select(items).where(self._own(items), items.c.number == number))
        return found[0] if found else None

    def item_about(self, about: Ref, organisation: str) -> Item | None:
        """Return the item about this thing of that organisation that is open, or dealt with under another."""
        i = items.c
        this = (i.about_organisation == organisation, i.feature == about.feature, i.thing == about.id)
        found = self._items(select(items).where(*this, _in((ItemState.OPEN, ItemState.MERGED))))
        return found[0] if found else None

    def merged_into(self, number: int) -> tuple[Item, ...]:
        """Return the items that are dealt with under the one with this number."""
        here = (items.c.merged_into == number, _in((ItemState.MERGED,)))
        return self._items(select(items).where(*here).order_by(items.c.number))

    def items(self, board: str) -> tuple[Item, ...]:
        """Return the open items for the board of this function, in order, those without a place as they came."""
        here = (self._own(items), items.c.board == board, _in((ItemState.OPEN,)))
        return self._items(_ordered(select(items).where(*here)))

    def all_open(self) -> tuple[Item, ...]:
        """Return the open items of every board."""
        return self._items(_ordered(select(items).where(self._own(items), _in((ItemState.OPEN,)))))

    def proposed_by(self, person: Person) -> tuple[Item, ...]:
        """Return what a person brought onto an agenda, newest first."""
        query = select(items).where(self._own(items), items.c.by == person.id)
        return self._items(query.order_by(items.c.number.desc()))

    def items_of(self, meeting: int) -> tuple[Item, ...]:
        """Return the items of a meeting that are open or decided, in order."""
        here = (items.c.meeting == meeting, _in((ItemState.OPEN, ItemState.DECIDED)))
        return self._items(_ordered(select(items).where(*here)))

    def _kept(self, number: int) -> Item:
        """Return the item with this number, which is there."""
        return self._items(select(items).where(items.c.number == number))[0]

    def _items(self, query: Select[Any]) -> tuple[Item, ...]:
        """Return the items of the rows."""
        found = self._connection.execute(query).all()
        someone = self._people({row.by for row in found if row.by})
        return tuple(replace(_item(row), by=someone.get(row.by or "")) for row in found)


def _in(states: Collection[ItemState]) -> Any:  # noqa: ANN401 - a condition
    """Return whether an item is in one of these states."""
    return items.c.state.in_([state.value for state in states])


def _ordered(query: Select[Any]) -> Select[Any]:
    """Return the query in the order of the secretary, and else of coming in."""
    return query.order_by(items.c.place == 0, items.c.place, items.c.number)


def said_of(kept: str) -> Said:
    """Return a sentence that was kept, not yet in a language."""
    value = decode(kept, object)
    return value if isinstance(value, Message) else str(value)


def money(amount: Euro | None) -> str | None:
    """Return an amount as decimal text."""
    return str(amount.value) if amount else None


def euro(kept: str | None) -> Euro | None:
    """Return the amount of decimal text."""
    return Euro(Decimal(kept)) if kept is not None else None


def _item_row(item: Item) -> dict[str, Any]:
    """Return what is kept of an item, save its number."""
    page = item.controllers
    said = [page.agrees, page.funding.value, page.text, page.person, page.at.isoformat()] if page else None
    # An item of its own has no thing; an action of the board is one.
    own = item.about.feature == "meetings" and item.about.id.partition("/")[0] in {"", "item"}
    return {name: getattr(item, name) for name in (*_ITEM_TEXTS, *_ITEM_NUMBERS)} | {
        "about_organisation": item.about_organisation,
        "feature": item.about.feature,
        "thing": "" if own else item.about.id,
        "decision": encode(item.decision),
        "basis": encode(item.basis),
        "by": item.by.id if item.by else None,
        "purpose": item.purpose.value,
        "agrees": json.dumps(item.agrees, ensure_ascii=False),
        "agreed": json.dumps(item.agreed, ensure_ascii=False),
        "amount": money(item.amount),
        "recurring": item.recurring,
        "names_function": item.names_function,
        "strategy": item.strategy,
        "shows": encode(item.shows) if item.shows else "",
        "confidential": item.confidential,
        "not_before": item.not_before,
        "state": item.state.value,
        "meeting": item.meeting,
        "merged_into": item.merged_into,
        "papers": json.dumps(item.papers),
        "controllers": json.dumps(said, ensure_ascii=False) if said else "",
        "consents": json.dumps([_written(consent) for consent in item.consents], ensure_ascii=False),
        "proposed_at": item.proposed_at,
    }


def _item(row: Any) -> Item:  # noqa: ANN401 - a row of items
    """Return the item of a row, without who brought it in."""
    kept = {name: getattr(row, name) for name in (*_ITEM_TEXTS, *_ITEM_NUMBERS)}
    return Item(
        number=row.number,
        **kept,
        about=Ref(row.feature, row.thing or f"item/{row.number}"),
        about_organisation=row.about_organisation,
        decision=said_of(row.decision),
        basis=said_of(row.basis),
        purpose=Purpose(row.purpose),
        agrees=tuple(json.loads(row.agrees)),
        agreed=tuple(json.loads(row.agreed)),
        amount=euro(row.amount),
        recurring=row.recurring,
        names_function=row.names_function,
        strategy=row.strategy,
        shows=decode(row.shows, Press) if row.shows else None,
        confidential=row.confidential,
        not_before=row.not_before,
        state=ItemState(row.state),
        meeting=row.meeting,
        merged_into=row.merged_into,
        papers=tuple(json.loads(row.papers)),
        controllers=_page(row.controllers),
        consents=tuple(_consent(*kept) for kept in json.loads(row.consents)),
        proposed_at=row.proposed_at,
    )


def _page(kept: str) -> ControllersPage | None:
    """Return what the controller said."""
    if not kept:
        return None
    agrees, funding, text, person, at = json.loads(kept)
    return ControllersPage(agrees, Funding(funding), text, person, datetime.fromisoformat(at))


def _written(consent: Consent) -> list[Any]:
    """Return what is kept of what a function said."""
    return [consent.function, consent.agrees, consent.text, consent.person, consent.at.isoformat()]


def _consent(function: str, agrees: bool, text: str, person: str, at: str) -> Consent:  # noqa: FBT001 - as it is kept
    """Return what a function said."""
    return Consent(function, agrees, text, person, datetime.fromisoformat(at))
