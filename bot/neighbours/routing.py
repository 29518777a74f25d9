# SPDX-License-Identifier: EUPL-1.2
"""Lets requests ask the register who decides: two features that do not know each other meet here."""

from collections.abc import Sequence
from datetime import date

from bot.clock import business_now
from bot.post import spread
from bot.registers import Registers
from commands.dates import DayUnclear
from commands.decision_rights.answers import ladder
from commands.decision_rights.gaps import gap_ref, note_gap
from commands.decision_rights.index import Outcome
from commands.decision_rights.looked import Hit, Looked, Register
from commands.decision_rights.lookup import MOST_CANDIDATES, look_up, register_on
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import essence
from commands.errors import Refused
from commands.money import Euro
from commands.organisations import Organisation
from commands.refs import Ref
from commands.replies import Reply
from commands.requests.case import rooms
from commands.requests.phrases import TOPICS, kind_of
from commands.requests.routing import Decided, RightBrief, Route, Routing, Unheld, Unsure
from storage.store import Store


def route(registers: Registers) -> Route:
    """Return the function with which requests ask who decides."""

    def ask(store: Store, words: str, amount: Euro | None, on: date, right_id: str | None, kind: str) -> Routing:
        """Return who decides about these words and this amount on that day."""
        if right_id and (named := _named(right_id, amount, on, store, registers)):
            return named
        looked = looked_up(words, on, store, registers)
        if looked and looked.outcome is Outcome.ANSWER:
            return Decided(_fitting(looked.hit, looked.hit.found.rights[0], amount, on))
        if right_of_kind := _of_kind(kind, words, looked, on, store, registers):
            return Decided(_fitting(*right_of_kind, amount, on))
        if looked and looked.outcome is Outcome.SHORTLIST:
            briefs = (_fitting(c.hit, c.right, amount, on) for c in looked.candidates[:MOST_CANDIDATES])
            return Unsure(tuple(briefs))
        if looked and (right := _known(looked, on)):
            return Decided(_fitting(looked.hit, right, amount, on))
        return Unheld(_gap(words, looked, store))

    return ask


def sure(words: str, amount: Euro | None, on: date, store: Store, registers: Registers) -> RightBrief | None:
    """Return the right that answers these words for sure, of its topic the one that fits the amount; or None."""
    looked = looked_up(words, on, store, registers)
    if looked is None or looked.outcome is not Outcome.ANSWER:
        return None
    return _fitting(looked.hit, looked.hit.found.rights[0], amount, on)


def board(store: Store) -> str:
    """Return the function that things of this organisation are passed to where the register names no other."""
    return rooms(store).board


def looked_up(words: str, on: date, store: Store, registers: Registers) -> Looked | None:
    """Return what the registers say; None where the words hold a day or an amount that cannot be meant."""
    try:
        return look_up(words, on, store, registers.of)
    except (DayUnclear, Refused):
        return None


def _of_kind(
    kind: str, words: str, looked: Looked | None, on: date, store: Store, registers: Registers
) -> tuple[Hit, DecisionRight] | None:
    """Return the right that the chosen type points at, where the words leave the topic open.

    It must be one of the candidates; where there are none, the words themselves must speak of this type.
    """
    if looked is None or (typical_words := TOPICS.get(kind)) is None or looked.hit.found.off_band:
        return None
    typical = looked_up(typical_words, on, store, registers)
    if typical is None or typical.outcome is not Outcome.ANSWER:
        return None
    hit, right = typical.hit, typical.hit.found.rights[0]
    if looked.outcome is Outcome.SHORTLIST:
        topic = hit.register.topics[right.id]
        meant = any(c.hit.organisation == hit.organisation and c.right in topic for c in looked.candidates)
    else:
        meant = kind_of(words) == kind
    return (hit, right) if meant else None


def _known(looked: Looked, on: date) -> DecisionRight | None:
    """Return the first right of a topic that was found but not for the amount in the words; the form's own counts."""
    if not looked.hit.found.off_band or not looked.candidates:
        return None
    right = looked.candidates[0].right
    return next((each for each in looked.hit.register.topics[right.id] if each.holds_on(on)), None)


def _named(right_id: str, amount: Euro | None, on: date, store: Store, registers: Registers) -> Decided | None:
    """Return the right with this id, or the one of its topic that fits; of the own register first."""
    for whose in (store, *(found for each in store.organisation.arrangements if (found := store.of(each)))):
        register = register_on(whose, None, registers.of)
        right = register.rights.get(right_id)
        if right and any(each.holds_on(on) for each in register.topics[right.id]):
            return Decided(_brief(whose.organisation, register, _of_topic(register, right, amount, on)))
    return None


def _fitting(hit: Hit, right: DecisionRight, amount: Euro | None, on: date) -> RightBrief:
    """Return the right of the same topic that fits the amount and the day."""
    return _brief(hit.organisation, hit.register, _of_topic(hit.register, right, amount, on))


def _of_topic(register: Register, right: DecisionRight, amount: Euro | None, on: date) -> DecisionRight:
    """Return of a topic the right in force that covers the amount: the lowest without one, the highest beyond all.

    A right that answered itself is kept where it fits, because kinds and conditions tell rights apart too.
    """
    in_force: Sequence[DecisionRight] = [r for r in ladder(register.topics[right.id]) if r.holds_on(on)] or [right]
    if amount is None:
        return right if right in in_force and not right.above else in_force[0]
    fits = [r for r in in_force if r.covers(amount.value)]
    if right in fits:
        return right
    below = [r for r in in_force if r.up_to is not None and r.up_to < amount.value]
    return (fits or below[-1:] or in_force)[0]


def _brief(organisation: Organisation, register: Register, right: DecisionRight) -> RightBrief:
    """Return what a request must know of a right."""
    return RightBrief(
        id=right.id,
        organisation=organisation.id,
        organisation_name=organisation.name,
        topic=right.topic_nl,
        decides=right.decides,
        kind=right.kind.value,
        above=right.above,
        up_to=right.up_to,
        agrees=right.agrees,
        advises=right.advises,
        informed=right.informed,
        deputy=right.deputy,
        forum=right.forum,
        escalates_to=right.escalates_to,
        conditions=right.conditions,
        legal_basis=right.legal_basis,
        legal_url=right.legal_url,
        register_version=register.version.number if register.version else 0,
        reason=right.description,
    )


def open_gap(store: Store, words: str) -> Ref:
    """Keep as a gap that nobody decides about these words, as an escalation found out."""
    return _gap(words, None, store)


def _gap(words: str, looked: Looked | None, store: Store) -> Ref:
    """Keep what nobody decides about as a gap, tell the stewards when it is new, and return how to point at it."""
    about = essence(looked.question.topic) if looked else essence(words.casefold().split())
    at = business_now(store.settings)
    noted = note_gap(words, about or words.casefold(), store, None, at)
    spread(store, Reply(tells=noted.tells), at)
    return gap_ref(noted.gap)
