# SPDX-License-Identifier: EUPL-1.2
"""What one event writes to the outbox: envelopes, and cards that are renewed wherever they went."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from commands.cards import Card
from commands.events import Room


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation on a platform: with one person, or a channel. ``person_id`` is None for a channel."""

    platform: str
    tenant: str
    address: str
    room: Room
    person_id: str | None = None

    @property
    def where(self) -> tuple[str, str, str]:
        """The conversation, whoever is in it."""
        return self.platform, self.tenant, self.address


@dataclass(frozen=True, slots=True)
class Envelope:
    """A card for one address; with a key it takes the place of the message that has this key there.

    ``due_at`` is when it may go (business time), else at once. ``instead_of`` is the message that could not be
    delivered in another way, ``beneath`` the one in whose thread this goes.
    """

    to: Address
    card: Card
    key: str = ""
    urgent: bool = False
    due_at: datetime | None = None
    instead_of: int | None = None
    beneath: int | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A card that takes the place of what has this key, wherever that went."""

    key: str
    card: Card


Written: TypeAlias = Envelope | Renewal


@dataclass(slots=True)
class Standing:
    """What stands at an address: the ``first`` message with a key, the one that still ``waits``, and what comes now."""

    to: Address
    first: int | None = None
    waits: int | None = None
    now: Envelope | None = None


class Places:
    """Where the cards of one event go: what has a key takes the place of what stands there, and comes there once."""

    def __init__(self, standing: Iterable[tuple[str, Standing]]) -> None:
        """Begin with what stands under each key, the oldest first."""
        self._standing: dict[str, dict[Address, Standing]] = {}
        for key, each in standing:
            self._standing.setdefault(key, {})[each.to] = each
        #: What is written now, in this order.
        self.written: list[Standing] = []

    def put(self, item: Written) -> None:
        """Find a place for an envelope, or for each of those that are renewed."""
        match item:
            case Envelope(key=""):
                self._write(Standing(item.to), item)
            case Envelope():
                self._write(self._at(item), item)
            case Renewal(key, card):
                for each in self._standing.get(key, {}).values():
                    self._write(each, Envelope(each.to, card, key))

    def _at(self, envelope: Envelope) -> Standing:
        """Return what stands at the address of an envelope with a key: the newest, or nothing yet."""
        under = self._standing.setdefault(envelope.key, {})
        there = [each for each in under.values() if each.to.where == envelope.to.where]
        if there:
            return max(there, key=lambda each: each.first or 0)
        return under.setdefault(envelope.to, Standing(envelope.to))

    def _write(self, place: Standing, envelope: Envelope) -> None:
        """Write it there; of two for one place the later card goes, at the moment of the earlier."""
        if place.now is None:
            self.written.append(place)
            place.now = envelope
        else:
            place.now = replace(place.now, card=envelope.card, urgent=place.now.urgent or envelope.urgent)
