# SPDX-License-Identifier: EUPL-1.2
"""How a feature and a board meet: what the board is asked, and what it decided about that.

The feature that keeps agendas takes every :class:`Proposal`; a :class:`Ruling`, and that a thing is :class:`KeptOff`,
go to the feature that its ``about`` names. They travel in a reply and are carried out in its transaction
(docs/adr/0015).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commands.events import Press
from commands.money import Euro
from commands.people import Person
from commands.refs import Ref
from commands.text import Message, Text, _


class Purpose(StrEnum):
    """What a board is asked to do with an item (domain §5.6: ter besluitvorming, bespreking, kennisname)."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a board is asked; proposed again, it brings what stands on the agenda up to date.

    ``about`` is the thing, kept by ``organisation`` (an id; empty: the one whose reply it is). ``board`` is the
    function that meets, of ``board_organisation`` (empty: the same). ``decision`` is what is asked, in one sentence.
    ``right`` and ``basis`` are the id of the decision right it rests on and what it is called, in that version of the
    register; ``agrees`` are the functions that must agree first, ``agreed`` those that did so where the thing is kept.
    ``amount`` is euro excluding VAT. It rests until the day ``not_before``. With ``names_function`` the approval names
    a function: who decides from then on. With ``strategy`` it is for the yearly meeting about shared goals. ``shows``
    is the press that shows the thing to a member.
    """

    about: Ref
    board: str
    title: str
    decision: Text
    by: Person | None = None
    purpose: Purpose = Purpose.DECISION
    right: str = ""
    basis: Text = ""
    register_version: int = 0
    agrees: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    amount: Euro | None = None
    recurring: bool = False
    names_function: bool = False
    strategy: bool = False
    shows: Press | None = None
    not_before: date | None = None
    organisation: str = ""
    board_organisation: str = ""


class Verdict(StrEnum):
    """What a board can decide; ``NOTED`` is what becomes of an item that asked for no decision."""

    APPROVED = "approved"
    APPROVED_COND = "approved_cond"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    REFERRED = "referred"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a function which must agree did so on the agenda: who said it, when, and with which words."""

    function: str
    person: Person
    text: str
    at: datetime


#: The field of the decision's form that says why the board goes against an advice or a ranking (domain §2.6).
DEVIATION = "deviation"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a board decided about a thing that was proposed to it.

    ``by`` recorded it for ``board``. ``decision`` points at the board's own record, or at the escalation that
    somebody decided on, who then takes the thing over. ``function`` is to whom it was
    referred, or who decides from now on where the proposal asked for that. A rejection has a reason and an
    alternative, a deferral a reason and a day ``until``; a deferred item comes back by itself. ``deviation`` says why
    it goes against a ranking; who hears the ruling knows the ranking, and refuses with an error on :data:`DEVIATION`.
    ``agreements`` are those that functions gave on the agenda.
    """

    about: Ref
    verdict: Verdict
    board: str
    by: Person
    decision: Ref
    reason: str = ""
    conditions: str = ""
    alternative: str = ""
    until: date | None = None
    function: str = ""
    deviation: str = ""
    agreements: tuple[Agreement, ...] = ()
    organisation: str = ""
    board_organisation: str = ""


@dataclass(frozen=True, slots=True)
class KeptOff:
    """That the secretary keeps a thing off an agenda; nothing was decided, so it lies where it lay.

    ``by`` says why to whom it concerns; ``organisation`` and ``board_organisation`` are as in a :class:`Ruling`.
    """

    about: Ref
    board: str
    title: str
    reason: str
    by: Person
    organisation: str = ""
    board_organisation: str = ""

    @property
    def headline(self) -> Message:
        """What everybody reads whom it concerns."""
        return _("“{title}” does not come onto the agenda of {board}", title=self.title, board=self.board)
