# SPDX-License-Identifier: EUPL-1.2
"""Finds rights by a few words, as cards to show to others; what is not found is no gap, for nothing was asked yet."""

from commands.cards import Button, Buttons, Card, Fact, Facts
from commands.dates import DayUnclear
from commands.decision_rights.answers import band_of, topic_of
from commands.decision_rights.cards import KINDS
from commands.decision_rights.ladder_cards import show
from commands.decision_rights.looked import Candidate, Looked
from commands.decision_rights.lookup import Registers, look_up
from commands.decision_rights.store import Store
from commands.errors import Refused
from commands.events import Context
from commands.feature import Hit, OnSearch
from commands.text import _

MOST = 10


def search(registers: Registers) -> OnSearch:
    """Return the function that finds rights; ``registers`` hands over what can be asked."""

    def found(words: str, context: Context, store: Store) -> tuple[Hit, ...]:
        """Return the rights that these words may mean, the surest first."""
        if not words.strip():
            return ()
        try:
            looked = look_up(words, context.today, store, registers)
        except (DayUnclear, Refused):
            return ()
        sure = tuple(Candidate(looked.hit, right) for right in looked.hit.found.rights)
        rights = {(c.hit.organisation.id, c.right.id): c for c in (*sure, *looked.candidates, *looked.also)}
        return tuple(_hit(looked, each, context.language) for each in list(rights.values())[:MOST])

    return found


def _hit(looked: Looked, found: Candidate, language: str) -> Hit:
    """Return a right as others may read it."""
    right, organisation = found.right, found.hit.organisation
    title = _("{function} decides on “{topic}”", function=right.decides, topic=topic_of(right, language))
    line = _("{what}; {organisation}", what=band_of(right), organisation=organisation.name)
    facts = (
        Fact(_("Organisation"), organisation.name),
        Fact(_("Kind of authority"), KINDS[right.kind]),
        Fact(_("Covers (excl. VAT)"), band_of(right)),
        *((Fact(_("Conditions"), right.conditions),) if right.conditions else ()),
    )
    more = Button(_("Show"), show(looked, right, organisation.id), name=_("Show {right}", right=right.id))
    return Hit(title, line, Card(title, (Facts(facts), Buttons((more,)))))
