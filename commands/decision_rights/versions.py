# SPDX-License-Identifier: EUPL-1.2
"""A right written into the register: a new version, and everyone who waited for it hears of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from commands.decision_rights.gaps import answer_gap, answer_gaps, renewals
from commands.decision_rights.kept import Gap, GapState, Version
from commands.decision_rights.lookup import Registers, register_on
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.store import Store
from commands.people import Person
from commands.refs import Ref
from commands.replies import Act, Renew, Tell


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a right brings: the version it is in, whom to tell, which cards change, and the journal's lines."""

    version: Version
    tells: tuple[Tell, ...] = ()
    renews: tuple[Renew, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, and where it comes from (``form``, or the record of a board)."""

    by: Person
    at: datetime
    source: str


def write(right: DecisionRight, gap: Gap | None, how: Writing, store: Store, registers: Registers) -> Written:
    """Make a new version with this right in it, close the gap, and tell who waited for it."""
    kept = store.decision_rights
    before = register_on(store, None, registers).rights
    rights = tuple({**before, right.id: right}.values())
    version, changes = kept.change(rights, at=how.at, by=how.by.id, source=how.source)
    acts: list[Act] = []
    if changes:
        acts.append(Act("decision_rights.changed", Ref("decision_rights", right.id), f"version:{version.number}"))
    tells, renews = list[Tell](), list[Renew]()
    if gap:
        heard, act = answer_gap(gap, right, store, how.at)
        tells += heard
        acts.append(act)
        renews += renewals((replace(gap, state=GapState.ANSWERED),))
    if kept.gaps((GapState.OPEN,)):
        for filled_in, heard, act in answer_gaps(registers(store, version).index, changes, store, how.at):
            tells += heard
            acts.append(act)
            renews += renewals((replace(filled_in, state=GapState.ANSWERED),))
    return Written(version, tuple(tells), tuple(renews), tuple(acts))
