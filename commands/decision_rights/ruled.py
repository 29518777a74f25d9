# SPDX-License-Identifier: EUPL-1.2
"""Gaps and boards: a gap is put on the agenda; the right that the board names is written, and who asked hears it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.boards import KeptOff, Proposal, Ruling, Verdict
from commands.cards import Card, Paragraph, Quote, Tone
from commands.decision_rights.gap_cards import gap_card
from commands.decision_rights.gaps import gap_ref, renewals
from commands.decision_rights.kept import Gap, GapState
from commands.decision_rights.lookup import Registers, register_on
from commands.decision_rights.reviews import open_gap
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import check_steward, next_id
from commands.decision_rights.store import Store
from commands.decision_rights.versions import Writing, write
from commands.errors import FormErrors
from commands.events import Context, Press
from commands.people import Role
from commands.refs import numbered
from commands.replies import Act, Reply, Tell, ToRole
from commands.text import _


@dataclass(frozen=True, slots=True)
class Ruled:
    """Asks the board about gaps and hears what it decides.

    ``registers`` hands over what can be asked, ``board`` the function that things of an organisation are passed to.
    """

    registers: Registers
    board: Callable[[Any], str]

    def ask(self, press: Press, context: Context, store: Store) -> Reply:
        """Put a gap on the agenda of the board: which function decides on this from now on?"""
        check_steward(store.people, context.who)
        gap = open_gap(press["gap"], store)
        board, version = self.board(store), store.decision_rights.latest()
        proposal = Proposal(
            about=gap_ref(gap),
            board=board,
            title=gap.words,
            decision=_("Name the function that decides on “{topic}” from now on.", topic=gap.essence),
            by=context.who,
            basis=_("the register names nobody for this"),
            register_version=version.number if version else 0,
            names_function=True,
        )
        text = _("The board names a function; then it is in the register, and whoever asked hears it.")
        return Reply(
            answer=Card(_("“{words}” goes to {board}", words=gap.words, board=board), (Paragraph(text),), Tone.GOOD),
            acts=(Act("decision_rights.gap", gap_ref(gap), "proposed"),),
            proposes=(proposal,),
        )

    def ruling(self, ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Carry out what a board decided on one gap.

        Raises:
            GapClosed: when it was dealt with in the meantime.
            FormErrors: when the board names no function that the organisation has.

        """
        gap = open_gap(ruled.about.id.rpartition("/")[2], store)
        match ruled.verdict:
            case Verdict.APPROVED | Verdict.APPROVED_COND:
                return self._written(gap, ruled, at, store)
            case Verdict.REJECTED:
                store.decision_rights.close_gap(gap.id, GapState.DISMISSED, at)
                closed = store.decision_rights.gap(gap.id) or gap
                act = Act("decision_rights.gap", gap_ref(gap), "dismissed")
                return Reply(tells=(_told(gap, ruled),), renews=renewals((closed,)), acts=(act,))
            case Verdict.DEFERRED | Verdict.REFERRED | Verdict.NOTED:
                return Reply(tells=(_told(gap, ruled),))

    @staticmethod
    def kept_off(kept: KeptOff, _at: datetime, store: Store) -> Reply:
        """Tell the stewards that the board is not asked who decides on a question: it waits for them again."""
        gap = store.decision_rights.gap(numbered(kept.about.id.rpartition("/")[2]) or 0)
        if gap is None or gap.state is not GapState.OPEN:
            return Reply()
        waits = gap_card(gap)
        card = Card(kept.headline, (Paragraph(kept.reason), *waits.elements), waits.tone)
        return Reply(tells=(Tell(ToRole(Role.STEWARD), card),))

    def _written(self, gap: Gap, ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Write the right into the register; its basis is the decision of the board."""
        function = store.people.function(ruled.function)
        if function is None:
            raise FormErrors({"function": _("I don't know this function.")})
        day = at.astimezone(store.organisation.zone).date()
        right = DecisionRight(
            id=next_id(register_on(store, None, self.registers).rights),
            topic_nl=gap.essence.capitalize(),
            decides=function.name,
            conditions=ruled.conditions,
            legal_basis=f"{ruled.board}, {ruled.decision.id}",
            valid_from=day,
            checked_on=day,
            keywords=(gap.essence,),
        )
        written = write(right, gap, Writing(ruled.by, at, str(ruled.decision)), store, self.registers)
        headline = _(
            "{board} decided who decides on “{topic}”: {function}",
            board=ruled.board,
            topic=right.topic_nl,
            function=right.decides,
        )
        explained = _(
            "It is right {right} in version {number} of the register.", right=right.id, number=written.version.number
        )
        told = Tell(ToRole(Role.STEWARD), Card(headline, (Quote(gap.words), Paragraph(explained))))
        return Reply(tells=(*written.tells, told), renews=written.renews, acts=written.acts)


def _told(gap: Gap, ruled: Ruling) -> Tell:
    """Return what the stewards hear of a gap that got no right."""
    headlines = {
        Verdict.REJECTED: _("{board} decided that this needs no right", board=ruled.board),
        Verdict.DEFERRED: _("{board} put off who decides on this", board=ruled.board),
        Verdict.REFERRED: _("{board} referred the question who decides on this", board=ruled.board),
    }
    elements = (Quote(gap.words), *((Paragraph(ruled.reason),) if ruled.reason else ()))
    headline = headlines.get(ruled.verdict, _("{board} discussed who decides on this", board=ruled.board))
    return Tell(ToRole(Role.STEWARD), Card(headline, elements))
