# SPDX-License-Identifier: EUPL-1.2
"""Questions without an answer in the register: kept once, told to the steward once, answered when a right comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commands.dates import DayUnclear
from commands.decision_rights.changes import Changes
from commands.decision_rights.gap_cards import answered_card, gap_card
from commands.decision_rights.index import Index, Outcome
from commands.decision_rights.kept import Gap, GapState
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import joined
from commands.decision_rights.store import Store
from commands.people import Person, Role
from commands.refs import Ref
from commands.replies import Act, Renew, Tell, ToPerson, ToRole
from commands.text import Listing, Text, _, n_

LONGEST = 200
#: How sure the look-up must be that a right answers an open gap, before the askers hear of it.
SURE_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a question without an answer: what to say about it, whom to tell, and what the journal keeps."""

    told: Text
    gap: Gap
    tells: tuple[Tell, ...] = ()
    renews: tuple[Renew, ...] = ()
    acts: tuple[Act, ...] = ()


def note_gap(words: str, essence: str, store: Store, asker: Person | None, at: datetime) -> Noted:
    """Keep a question that nobody holds the right for; the stewards are told when it is new."""
    rights = store.decision_rights
    known = joined(rights.gaps((GapState.OPEN, GapState.DISMISSED)), essence)
    if known is None:
        gap = rights.open_gap(words[:LONGEST], essence, asker, at)
        tell = Tell(ToRole(Role.STEWARD), gap_card(gap), key=gap_key(gap))
        return Noted(_told(store), gap, (tell,), (), (Act("decision_rights.gap", gap_ref(gap), "opened"),))
    if known.state is GapState.DISMISSED:
        return Noted(_("The steward of the register decided before that this does not belong in it."), known)
    gap = rights.join_gap(known.id, asker, at) if asker else known
    if gap == known:
        return Noted(_("The steward of the register knows that this is asked. You hear when there is an answer."), gap)
    told = n_(
        "{count} person asked this before you. The steward knows, and you hear when there is an answer.",
        "{count} people asked this before you. The steward knows, and you hear when there is an answer.",
        gap.asked - 1,
    )
    act = Act("decision_rights.gap", gap_ref(gap), "joined")
    return Noted(told, gap, (), (Renew(gap_key(gap), gap_card(gap)),), (act,))


def _told(store: Store) -> Text:
    """Return who hears of a new gap."""
    stewards = store.people.with_role(Role.STEWARD)
    if not stewards:
        return _("I kept your question, but nobody is steward of the register yet. Ask the administrator.")
    names = Listing(tuple(person.name for person in stewards))
    return _("I told the steward of the register, {names}. You hear when there is an answer.", names=names)


def answer_gap(gap: Gap, right: DecisionRight, store: Store, at: datetime) -> tuple[tuple[Tell, ...], Act]:
    """Close a gap that has a right now, and tell everyone who asked."""
    askers = store.decision_rights.close_gap(gap.id, GapState.ANSWERED, at)
    tells = tuple(Tell(ToPerson(asker), answered_card(gap, right)) for asker in askers)
    return tells, Act("decision_rights.gap", gap_ref(gap), "answered")


def answer_gaps(
    index: Index, changes: Changes, store: Store, at: datetime
) -> tuple[tuple[Gap, tuple[Tell, ...], Act], ...]:
    """Close the open gaps that a right answers which these changes brought, each with whom to tell."""
    fresh = {right.id for right in (*changes.added, *(change.after for change in changes.changed))}
    today = at.astimezone(store.organisation.zone).date()
    done = []
    for gap in store.decision_rights.gaps((GapState.OPEN,)):
        try:
            found = index.search(understand(gap.words, today), today)
        except DayUnclear:
            continue
        sure = found.outcome is Outcome.ANSWER and found.score >= SURE_ENOUGH
        if sure and found.rights[0].id in fresh:
            done.append((gap, *answer_gap(gap, found.rights[0], store, at)))
    return tuple(done)


def gap_ref(gap: Gap) -> Ref:
    """Return how the journal points at a gap."""
    return Ref("decision_rights", f"gap/{gap.id}")


def gap_key(gap: Gap) -> str:
    """Return the key of the stewards' card about a gap."""
    return f"decision_rights/gap/{gap.id}"


def renewals(gaps: Iterable[Gap]) -> tuple[Renew, ...]:
    """Return the stewards' cards of these gaps as they are now."""
    return tuple(Renew(gap_key(gap), gap_card(gap)) for gap in gaps)
