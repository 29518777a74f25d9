# SPDX-License-Identifier: EUPL-1.2
"""May I: whether the person who asks decides on this today, under which conditions, and who does if not.

A yes is about a matter of others: on the own request somebody else decides, also through a substitute (domain §2.9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from commands.decision_rights.answers import Answer
from commands.decision_rights.gates import Spending
from commands.decision_rights.looked import Looked
from commands.decision_rights.rights import DecisionRight
from commands.people import Acting, Capacity, Holding
from commands.text import Listing, Message, Text, _


class Verdict(StrEnum):
    """What comes of asking."""

    YES = "yes"
    WITH = "yes, with"
    NO = "no, but"


@dataclass(frozen=True, slots=True)
class May:
    """What the register says to somebody who asks to decide himself.

    ``reasons`` say as what, or why not; ``conditions`` what must be settled first, and ``checks`` what may have to be.
    ``beside`` are the rights of another kind that hold for the same: deciding, paying and signing are three things.
    ``within`` are the rights on the topic, for other amounts, that this person does decide on.
    """

    verdict: Verdict
    answer: Answer
    reasons: tuple[Message, ...]
    conditions: tuple[Message, ...] = ()
    checks: tuple[Message, ...] = ()
    beside: tuple[DecisionRight, ...] = ()
    within: tuple[DecisionRight, ...] = ()


def may(
    looked: Looked, answer: Answer, beside: Sequence[DecisionRight] = (), within: Sequence[DecisionRight] = ()
) -> May:
    """Return what this answer means for who asks."""
    own = next((act for act in answer.staff.acts if act.person.id == answer.asker), None)
    if own is None or answer.staff.body:
        return May(Verdict.NO, answer, _against(answer), within=tuple(within))
    conditions, checks = _by_the_right(answer), tuple[Message, ...]()
    if looked.question.amount is not None or answer.right.above or answer.right.up_to is not None:
        spending = _spending(looked, answer, beside)
        conditions, checks = (*conditions, *spending.conditions()), spending.checks()
    verdict = Verdict.WITH if conditions or beside else Verdict.YES
    return May(verdict, answer, (_as_what(own, answer),), conditions, checks, tuple(beside))


def _spending(looked: Looked, answer: Answer, beside: Sequence[DecisionRight]) -> Spending:
    register = tuple(right for right in looked.hit.register.rights.values() if right.holds_on(answer.day))
    question = looked.question
    return Spending(question.text, question.least, answer.day, answer.right, (*beside, *answer.others), register)


def _as_what(own: Acting, answer: Answer) -> Message:
    """Return as what somebody may: as holder, or on behalf of whom."""
    function = answer.called(answer.right.decides)
    if own.capacity is Capacity.HOLDER:
        return _("You hold this function: {function}.", function=function)
    if own.absent is None:
        return _("You deputise for {function}, which nobody holds now.", function=function)
    holder, last = own.absent.person.name, own.absent.last_day
    return _(
        "You deputise for {function}: {holder} is away up to and including {last}, and you act on behalf of {holder}.",
        function=function,
        holder=holder,
        last=last,
    )


def _against(answer: Answer) -> tuple[Message, ...]:
    """Return why not, as far as it is about who asks or about a body."""
    function = answer.called(answer.right.decides)
    if answer.staff.body:
        return (_("{function} decides together, in its meeting: nobody decides alone.", function=function),)
    mine = next((held for held in answer.staff.holdings if held.person.id == answer.asker), None)
    return (_not_enough(mine, function, answer),) if mine else ()


def _not_enough(held: Holding, function: Text, answer: Answer) -> Message:
    """Return why what somebody holds is not enough on the day."""
    if held.deputy and answer.staff.acts:
        names = Listing(tuple(dict.fromkeys(act.person.name for act in answer.staff.acts)))
        return _("You deputise for {function}, but today that is {names}.", function=function, names=names)
    return _("You hold {function}, but you are marked as away.", function=function)


def _by_the_right(answer: Answer) -> tuple[Message, ...]:
    """Return the conditions that stand in the right itself."""
    right, found = answer.right, list[Message]()
    agrees = tuple(answer.called(name) for name in right.agrees if name.casefold() != right.decides.casefold())
    if agrees:
        found.append(_("Must agree first: {functions}.", functions=Listing(agrees)))
    if right.advises:
        advisers = Listing(tuple(answer.called(name) for name in right.advises))
        found.append(_("Must be heard first, without binding you: {functions}.", functions=advisers))
    if right.conditions:
        found.append(_("The right says: {conditions}.", conditions=right.conditions.rstrip(". ")))
    return tuple(found)
