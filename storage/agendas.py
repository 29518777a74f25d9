# SPDX-License-Identifier: EUPL-1.2
"""What stands on the agendas of boards, and what they decided."""

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
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)

from commands.boards import Purpose, Verdict
from commands.meetings.item import ControllersPage, Decision, Funding, Item, ItemState
from commands.meetings.store import ChangedMeanwhile
from commands.money import Euro
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
    Column("proposed_at", UtcDateTime, nullable=False),
    Index(None, "organisation", "board", "state"),
    Index(None, "about_organisation", "feature", "thing"),
    Index(None, "meeting"),
)

_DECISION_TEXTS = (
    "reference", "board", "title", "person", "name", "on_behalf_of", "right", "facts", "advice", "reason", "conditions",
    "alternative", "function", "votes", "interests", "deviation",
)  # fmt: skip

decisions = Table(
    "board_decisions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("item", Number, ForeignKey("agenda_items.number"), nullable=False),
    Column("meeting", Number, ForeignKey("meetings.number")),
    *(Column(name, Text, nullable=False) for name in _DECISION_TEXTS),
    Column("verdict", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("register_version", Integer, nullable=False),
    Column("amount", Text),
    Column("until", Date),
    Column("confidential", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation", "reference"),
    Index(None, "meeting"),
)


class Agendas(Boards):
    """The agendas of the boards of one organisation and what was decided, in one transaction."""

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
        """Return the open item about this thing of that organisation, on whichever agenda of whichever of us."""
        i = items.c
        this = (i.about_organisation == organisation, i.feature == about.feature, i.thing == about.id)
        found = self._items(select(items).where(*this, _in((ItemState.OPEN,))))
        return found[0] if found else None

    def items(self, board: str) -> tuple[Item, ...]:
        """Return the open items for the board of this function, in order, those without a place as they came."""
        here = (self._own(items), items.c.board == board, _in((ItemState.OPEN,)))
        return self._items(_ordered(select(items).where(*here)))

    def all_open(self) -> tuple[Item, ...]:
        """Return the open items of every board."""
        return self._items(_ordered(select(items).where(self._own(items), _in((ItemState.OPEN,)))))

    def items_of(self, meeting: int) -> tuple[Item, ...]:
        """Return the items of a meeting that are open or decided, in order."""
        here = (items.c.meeting == meeting, _in((ItemState.OPEN, ItemState.DECIDED)))
        return self._items(_ordered(select(items).where(*here)))

    def record(self, decision: Decision) -> Decision:
        """Keep a decision and return it with its reference, the next of that year."""
        d, year = decisions.c, f"BES-{decision.at.year}-"
        last = self._connection.scalar(
            select(func.max(d.reference)).where(self._own(decisions), d.reference.startswith(year))
        )
        named = replace(decision, reference=f"{year}{int(last.rpartition('-')[2]) + 1 if last else 1:04}")
        self._connection.execute(insert(decisions).values(organisation=self._organisation, **_decision_row(named)))
        return named

    def decisions_of(self, meeting: int) -> tuple[Decision, ...]:
        """Return what a meeting decided, in order."""
        query = select(decisions).where(decisions.c.meeting == meeting).order_by(decisions.c.number)
        return tuple(_decision(row) for row in self._connection.execute(query))

    def decision(self, reference: str) -> Decision | None:
        """Return the decision with this reference."""
        query = select(decisions).where(self._own(decisions), decisions.c.reference == reference)
        row = self._connection.execute(query).first()
        return _decision(row) if row else None

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


def _said(kept: str) -> Said:
    """Return a sentence that was kept, not yet in a language."""
    value = decode(kept, object)
    return value if isinstance(value, Message) else str(value)


def _money(amount: Euro | None) -> str | None:
    """Return an amount as decimal text."""
    return str(amount.value) if amount else None


def _euro(kept: str | None) -> Euro | None:
    """Return the amount of decimal text."""
    return Euro(Decimal(kept)) if kept is not None else None


def _item_row(item: Item) -> dict[str, Any]:
    """Return what is kept of an item, save its number."""
    page = item.controllers
    said = [page.agrees, page.funding.value, page.text, page.person, page.at.isoformat()] if page else None
    own = item.about.feature == "meetings"
    return {name: getattr(item, name) for name in (*_ITEM_TEXTS, *_ITEM_NUMBERS)} | {
        "about_organisation": item.about_organisation,
        "feature": item.about.feature,
        "thing": "" if own else item.about.id,
        "decision": encode(item.decision),
        "basis": encode(item.basis),
        "by": item.by.id if item.by else None,
        "purpose": item.purpose.value,
        "agrees": json.dumps(item.agrees, ensure_ascii=False),
        "amount": _money(item.amount),
        "recurring": item.recurring,
        "names_function": item.names_function,
        "confidential": item.confidential,
        "not_before": item.not_before,
        "state": item.state.value,
        "meeting": item.meeting,
        "merged_into": item.merged_into,
        "papers": json.dumps(item.papers),
        "controllers": json.dumps(said, ensure_ascii=False) if said else "",
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
        decision=_said(row.decision),
        basis=_said(row.basis),
        purpose=Purpose(row.purpose),
        agrees=tuple(json.loads(row.agrees)),
        amount=_euro(row.amount),
        recurring=row.recurring,
        names_function=row.names_function,
        confidential=row.confidential,
        not_before=row.not_before,
        state=ItemState(row.state),
        meeting=row.meeting,
        merged_into=row.merged_into,
        papers=tuple(json.loads(row.papers)),
        controllers=_page(row.controllers),
        proposed_at=row.proposed_at,
    )


def _page(kept: str) -> ControllersPage | None:
    """Return what the controller said."""
    if not kept:
        return None
    agrees, funding, text, person, at = json.loads(kept)
    return ControllersPage(agrees, Funding(funding), text, person, datetime.fromisoformat(at))


def _decision_row(decision: Decision) -> dict[str, Any]:
    """Return what is kept of a decision."""
    return {name: getattr(decision, name) for name in _DECISION_TEXTS} | {
        "item": decision.item,
        "meeting": decision.meeting,
        "verdict": decision.verdict.value,
        "basis": encode(decision.basis),
        "register_version": decision.register_version,
        "amount": _money(decision.amount),
        "until": decision.until,
        "confidential": decision.confidential,
        "at": decision.at,
    }


def _decision(row: Any) -> Decision:  # noqa: ANN401 - a row of decisions
    """Return the decision of a row."""
    kept = {name: getattr(row, name) for name in _DECISION_TEXTS}
    return Decision(
        **kept,
        item=row.item,
        meeting=row.meeting,
        verdict=Verdict(row.verdict),
        basis=_said(row.basis),
        register_version=row.register_version,
        amount=_euro(row.amount),
        until=row.until,
        confidential=row.confidential,
        at=row.at,
    )
