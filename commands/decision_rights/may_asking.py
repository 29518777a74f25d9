# SPDX-License-Identifier: EUPL-1.2
"""Answers people who ask whether they may decide something themselves, by what they hold or deputise for today."""

import re
from dataclasses import dataclass, replace

from commands.cards import Card, Tone
from commands.dates import DayUnclear
from commands.decision_rights.answers import answer, ladder, staff_of, steps
from commands.decision_rights.choice_cards import how_card, shortlist_card
from commands.decision_rights.handlers import Answers, about, reader, whole
from commands.decision_rights.index import Outcome
from commands.decision_rights.ladder_cards import several_card
from commands.decision_rights.looked import Looked
from commands.decision_rights.lookup import MOST_CANDIDATES, look_up
from commands.decision_rights.may import may
from commands.decision_rights.may_cards import may_card, with_own
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import by_amount
from commands.decision_rights.store import Store
from commands.events import Ask, Context, Press
from commands.feature import Example
from commands.people import Directory
from commands.replies import Reply
from commands.text import _

#: "/magik 45.000 cloudcontract": from a thousand on, a number before what it is about is its amount.
_AMOUNT_FIRST = re.compile(r"\s*(?P<amount>\d{1,3}(?:[.,]\d{3})+|\d{4,})\s+(?P<what>[^\W\d].*)", re.DOTALL)
#: What somebody does with a thing that has a price, where the words leave it out.
_BUYING = {"nl": "{words} aanschaffen", "en": "buy {words}"}
#: The first person and nobody else: "mag de teamleider …" asks about a function, and "van wie mag ik …" who decides.
MAY_I = re.compile(
    r"(?s)(?!.*\b(?:wie|wiens|who|whose)\b)(?:.{0,60}\b)?(?:mag\s+ik|kan\s+ik\s+zelf|ben\s+ik\s+(?:bevoegd|gemachtigd|"
    r"gemandateerd)|(?:may|can)\s+i|am\s+i\s+(?:allowed|authori[sz]ed|mandated|competent))\b.*",
    re.IGNORECASE,
)
EXAMPLES = (Example("mag ik voor 45.000 een cloudcontract tekenen?", "may I sign a cloud contract of 45k?"),)


@dataclass(frozen=True, slots=True)
class Permission:
    """The handlers of "may I"; what the register does not say for sure goes on as a question who decides."""

    answers: Answers

    def ask(self, said: Ask, context: Context, store: Store) -> Reply:
        """Answer yes, yes with, or no but; it is about the person, so it is said in private."""
        words = said.words.strip() or said.quoted.strip()
        if not words:
            text = _("Type what you want to decide or sign, with the amount: I look at what you hold today.")
            return Reply(answer=how_card(text, tuple(each.said_in(context.language) for each in EXAMPLES)))
        try:
            looked = self._look_up(words, context, store)
        except DayUnclear as unclear:
            return Reply(answer=Card(unclear.message, tone=Tone.BAD))
        if looked.outcome is Outcome.ANSWER and looked.day >= context.today:
            return Reply(answer=told(looked, words, context, store))
        if looked.outcome is Outcome.SHORTLIST and about(looked):
            card = shortlist_card(looked, looked.candidates, context.language, about(looked), "decision_rights.may")
            return Reply(answer=card)
        return self.answers.ask(said, context, store)

    def _look_up(self, words: str, context: Context, store: Store) -> Looked:
        """Return what the registers say; where that is nothing, what buying the thing would be, as a choice.

        Whether it is bought is for the asker to say: what was not said is asked and never filled in.
        """
        if first := _AMOUNT_FIRST.fullmatch(words):
            words = f"{first['what']} van € {first['amount']}"
        looked = look_up(words, context.today, store, self.answers.registers)
        if looked.outcome is not Outcome.UNKNOWN or looked.question.amount is None or looked.hit.found.off_band:
            return looked
        buying = _BUYING["en" if context.language == "en" else "nl"].format(words=words)
        bought = look_up(buying, context.today, store, self.answers.registers)
        if bought.outcome is Outcome.UNKNOWN:
            return looked
        return replace(looked, outcome=Outcome.SHORTLIST, candidates=bought.candidates[:MOST_CANDIDATES])

    def choose(self, press: Press, context: Context, store: Store) -> Reply:
        """Answer for the topic that was meant, and remember the words for the steward."""
        whose, looked = self.answers.chosen(press, context, store)
        return Reply(answer=told(looked, "", context, whose))


def told(looked: Looked, words: str, context: Context, store: Store) -> Card:
    """Return what the rights that were found mean for who asks."""
    rights = looked.hit.found.rights
    home = store.organisation.id == looked.hit.organisation.id
    people = (store if home else store.of(looked.hit.organisation.id) or store).people
    if len(rights) > 1 and len({right.kind for right in rights}) < len(rights):
        who, several = reader(context), ladder(whole(looked, rights))
        own = [r for r in several if by_amount(several) and _acts(r, people, looked, context)]
        return with_own(several_card(looked, steps(several, people, looked.day, who), who, words), own)
    mine = [right for right in rights if _acts(right, people, looked, context)]
    right = (mine or rights)[0]
    group = [r for r in looked.hit.register.topics[right.id] if r.holds_on(looked.day)]
    within = [r for r in group if r not in rights and r.kind is right.kind and _acts(r, people, looked, context)]
    beside = [other for other in rights if other != right]
    given = answer(looked.hit, right, people, looked.day, reader(context), looked.question.least)
    return may_card(may(looked, given, beside, within), looked, context.language, words)


def _acts(right: DecisionRight, people: Directory, looked: Looked, context: Context) -> bool:
    """Whether who asks acts alone for the function of a right on the day."""
    staff = staff_of(people, right.decides, looked.day, context.who.unit, right.deputy)
    return not staff.body and any(act.person.id == context.who.id for act in staff.acts)
