# SPDX-License-Identifier: EUPL-1.2
"""What waits for the steward: gaps to fill or set aside, and words to accept for a topic."""

from dataclasses import dataclass
from datetime import datetime

from commands.cards import Button, Buttons, Card, Element, Heading, Paragraph, Tone
from commands.decision_rights.gap_cards import gap_card, gaps_card
from commands.decision_rights.gaps import gap_ref, renewals
from commands.decision_rights.kept import Gap, GapState, SynonymState
from commands.decision_rights.rules import check_steward
from commands.decision_rights.store import Store
from commands.errors import Refused
from commands.events import Ask, Context, Press
from commands.people import Person, Role
from commands.refs import Ref, numbered
from commands.replies import Act, Reply
from commands.text import _, n_


class GapClosed(Refused):
    """This gap was dealt with in the meantime."""


class SynonymSettled(Refused):
    """These words were dealt with in the meantime."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The steward's handlers of gaps and synonyms."""

    def ask(self, _ask: Ask, context: Context, store: Store) -> Reply:
        """Show what waits, however it is asked."""
        return self.listed(Press("decision_rights.gaps"), context, store)

    def listed(self, _press: Press, context: Context, store: Store) -> Reply:
        """Show the open gaps and the proposed synonyms."""
        check_steward(store.people, context.who)
        rights = store.decision_rights
        return Reply(answer=gaps_card(rights.gaps((GapState.OPEN,)), rights.synonyms(SynonymState.PROPOSED)))

    def opened(self, press: Press, context: Context, store: Store) -> Reply:
        """Show one gap."""
        check_steward(store.people, context.who)
        return Reply(answer=gap_card(open_gap(press["gap"], store)))

    def dismiss(self, press: Press, context: Context, store: Store) -> Reply:
        """Set a gap aside: it does not belong in the register."""
        check_steward(store.people, context.who)
        gap = open_gap(press["gap"], store)
        store.decision_rights.close_gap(gap.id, GapState.DISMISSED, context.at)
        closed = store.decision_rights.gap(gap.id) or gap
        text = _("I don't bring it up again. Whoever asks this hears that it does not belong in the register.")
        return Reply(
            answer=Card(_("“{words}” is set aside", words=gap.words), (Paragraph(text),), Tone.GOOD),
            renews=renewals((closed,)),
            acts=(Act("decision_rights.gap", gap_ref(gap), "dismissed"),),
        )

    def accept(self, press: Press, context: Context, store: Store) -> Reply:
        """Let words mean a topic from now on."""
        return self._settle(press, SynonymState.ACCEPTED, context, store)

    def reject(self, press: Press, context: Context, store: Store) -> Reply:
        """Say that words do not mean a topic."""
        return self._settle(press, SynonymState.REJECTED, context, store)

    def _settle(self, press: Press, state: SynonymState, context: Context, store: Store) -> Reply:
        check_steward(store.people, context.who)
        number = numbered(press["synonym"])
        synonym = None if number is None else store.decision_rights.settle(number, state, context.at)
        if synonym is None:
            raise SynonymSettled
        title = _("“{words}” now leads to “{topic}”", words=synonym.words, topic=synonym.topic)
        if state is SynonymState.REJECTED:
            title = _("“{words}” does not lead to “{topic}”", words=synonym.words, topic=synonym.topic)
        more = Buttons((Button(_("Gaps and synonyms"), Press("decision_rights.gaps")),))
        act = Act("decision_rights.synonym", Ref("decision_rights", f"synonym/{synonym.id}"), state.value)
        return Reply(answer=Card(title, (more,), Tone.GOOD), acts=(act,))

    def home(self, context: Context, store: Store) -> tuple[Element, ...]:
        """Return for a steward how much waits."""
        if not (count := self.waiting(context.who, context.at, store)):
            return ()
        text = n_(
            "{count} question or word about the register waits for you as steward.",
            "{count} questions and words about the register wait for you as steward.",
            count,
        )
        button = Button(_("Gaps and synonyms"), Press("decision_rights.gaps"))
        return Heading(_("The register")), Paragraph(text), Buttons((button,))

    def waiting(self, person: Person, _at: datetime, store: Store) -> int:
        """Return how many gaps and synonyms wait for this person."""
        if Role.STEWARD not in store.people.roles(person):
            return 0
        rights = store.decision_rights
        return len(rights.gaps((GapState.OPEN,))) + len(rights.synonyms(SynonymState.PROPOSED))


def open_gap(number: str, store: Store) -> Gap:
    """Return the open gap with this number.

    Raises:
        GapClosed: when there is none any more.

    """
    which = numbered(number)
    gap = None if which is None else store.decision_rights.gap(which)
    if gap is None or gap.state is not GapState.OPEN:
        raise GapClosed
    return gap
