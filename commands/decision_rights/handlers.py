# SPDX-License-Identifier: EUPL-1.2
"""Answers people who ask who decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from commands.cards import Card, Paragraph, Tone
from commands.dates import DayUnclear
from commands.decision_rights.answers import Reader, answer, ladder, steps, understood
from commands.decision_rights.cards import answer_card
from commands.decision_rights.choice_cards import how_card, off_band_card, shortlist_card, unknown_card
from commands.decision_rights.gaps import note_gap
from commands.decision_rights.index import Found, Outcome
from commands.decision_rights.ladder_cards import several_card
from commands.decision_rights.looked import Candidate, Hit, Looked
from commands.decision_rights.lookup import MOST_CANDIDATES, Registers, look_up, register_on
from commands.decision_rights.phrases import WHO
from commands.decision_rights.question import Question
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import RightGone, amount_of, by_amount, day_of, essence, subject
from commands.decision_rights.store import Store
from commands.events import Ask, Context, Press, Room
from commands.feature import Example
from commands.money import Euro
from commands.replies import Reply
from commands.text import Text, _

EXAMPLES = (
    Example("wie beslist over laptops van 40k?", "who decides on laptops of 40k?"),
    Example("wie tekent een verwerkersovereenkomst?", "who signs a processing agreement?"),
)
#: Below this certainty words that nobody claimed are left alone: perhaps nothing was asked.
SURE_ENOUGH = 0.9
#: From this certainty on a topic is near enough to ask whether it was meant.
NEAR = 0.45
TOPICLESS = _("I don't see what it is about. Name the topic too.")


@dataclass(frozen=True, slots=True)
class Answers:
    """The handlers of questions; ``registers`` hands over what can be asked."""

    registers: Registers

    def ask(self, said: Ask, context: Context, store: Store) -> Reply:
        """Answer who decides: in a channel to everyone there, in the organisation's language."""
        if context.place.room is Room.DIRECT:
            return self._answer(said, context, store)
        aloud = replace(context, who=replace(context.who, language=context.organisation.language))
        return replace(self._answer(said, aloud, store), private=False)

    def _answer(self, said: Ask, context: Context, store: Store) -> Reply:
        """Answer who decides; what the register does not say becomes a gap."""
        words = said.words.strip() or said.quoted.strip()
        if not words:
            text = _("Type what it is about, with an amount or a date where that matters.")
            return Reply(answer=how_card(text, examples(context)))
        try:
            looked = look_up(words, context.today, store, self.registers)
        except DayUnclear as unclear:
            return Reply(answer=Card(unclear.message, tone=Tone.BAD))
        if looked.outcome is Outcome.SHORTLIST and not about(looked):
            return Reply(answer=how_card(TOPICLESS, examples(context)))
        match looked.outcome:
            case Outcome.ANSWER:
                return Reply(answer=_found(looked, words, context, store))
            case Outcome.SHORTLIST:
                return Reply(answer=shortlist_card(looked, looked.candidates, context.language, about(looked)))
            case Outcome.UNKNOWN:
                return _unknown(looked, words, context, store)

    def guess(self, said: Ask, context: Context, store: Store) -> Reply | None:
        """Answer words that nobody claimed, but only when the register knows and it is sure enough what they mean."""
        try:
            looked = look_up(said.words, context.today, store, self.registers)
        except DayUnclear:
            return None
        asks = bool(WHO.match(said.words))
        if looked.outcome is Outcome.SHORTLIST and asks:
            return Reply(answer=shortlist_card(looked, looked.candidates, context.language, about(looked)))
        if looked.outcome is Outcome.ANSWER and (asks or looked.hit.found.score >= SURE_ENOUGH):
            return Reply(answer=_found(looked, said.words, context, store))
        return None

    def show(self, press: Press, context: Context, store: Store) -> Reply:
        """Show one right of several."""
        whose, hit, right, day = self._pressed(press, context, store)
        given = answer(hit, right, whose.people, day, reader(context), amount_of(press["amount"]))
        return Reply(answer=answer_card(given, context.language))

    def choose(self, press: Press, context: Context, store: Store) -> Reply:
        """Answer with the topic that was meant."""
        whose, looked = self.chosen(press, context, store)
        return Reply(answer=_found(looked, "", context, whose))

    def chosen(self, press: Press, context: Context, store: Store) -> tuple[Store, Looked]:
        """Return the topic that was meant as a question that found it, and remember the words for the steward.

        Raises:
            RightGone: when it is no longer there.

        """
        whose, hit, right, day = self._pressed(press, context, store)
        if press["words"]:
            whose.decision_rights.propose(press["words"], right.topic_nl, context.at)
        amount = amount_of(press["amount"])
        group = [other for other in hit.register.topics[right.id] if other.holds_on(day)] or [right]
        fits = [other for other in group if amount is None or other.covers(amount)] or [right]
        asked = Question(press["words"], amount=None if amount is None else Euro(amount), as_of=day_of(press["on"]))
        found = Hit(hit.organisation, hit.register, Found(Outcome.ANSWER, tuple(fits)))
        return whose, Looked(asked, day, Outcome.ANSWER, found)

    def elsewhere(self, press: Press, context: Context, store: Store) -> Reply:
        """Show what else the question may have meant, after an answer that was not it."""
        try:
            looked = look_up(press["words"], context.today, store, self.registers)
        except DayUnclear as unclear:
            return Reply(answer=Card(unclear.message, tone=Tone.BAD))
        given = {right.id for right in looked.hit.found.rights}
        others = tuple(c for c in looked.candidates if c.right.id not in given)[:MOST_CANDIDATES]
        if others or looked.day < context.today:
            return Reply(answer=shortlist_card(looked, others, context.language, about(looked)))
        return _no_candidate(press["words"], about(looked), context, store)

    def none(self, press: Press, context: Context, store: Store) -> Reply:
        """Keep a question as a gap when no candidate was meant."""
        return _no_candidate(press["words"], press["words"], context, store)

    def _pressed(self, press: Press, context: Context, store: Store) -> tuple[Store, Hit, DecisionRight, date]:
        """Return the right that a button names, as it stood on the day that the button carries.

        Raises:
            RightGone: when it is no longer there.

        """
        named = press["organisation"] or store.organisation.id
        whose = store.of(named) if named in (store.organisation.id, *store.organisation.arrangements) else None
        day = day_of(press["on"]) or context.today
        if whose is not None:
            register = register_on(whose, day if day < context.today else None, self.registers)
            right = register.rights.get(press["right"])
            if right is not None:
                return whose, Hit(whose.organisation, register, Found(Outcome.ANSWER, (right,))), right, day
        raise RightGone


def _found(looked: Looked, words: str, context: Context, store: Store) -> Card:
    """Return the answer of one right, or the several rights of the topic."""
    rights = looked.hit.found.rights
    who = reader(context)
    home = store.organisation.id == looked.hit.organisation.id
    people = (store if home else store.of(looked.hit.organisation.id) or store).people
    if len(rights) > 1:
        return several_card(looked, steps(ladder(whole(looked, rights)), people, looked.day, who), who, words)
    given = answer(looked.hit, rights[0], people, looked.day, who, looked.question.least)
    return answer_card(given, context.language, understood(looked), looked.also, words, subject(looked.question.rest))


def whole(looked: Looked, rights: Sequence[DecisionRight]) -> Sequence[DecisionRight]:
    """Return every rung where amounts tell the rights apart and none was named: half a ladder would mislead."""
    if looked.question.amount is not None or not by_amount(rights):
        return rights
    kinds = {right.kind for right in rights}
    group = looked.hit.register.topics[rights[0].id]
    return [r for r in group if r in rights or (r.kind in kinds and r.holds_on(looked.day))]


def _unknown(looked: Looked, words: str, context: Context, store: Store) -> Reply:
    """Say that the register does not tell; keep it as a gap where somebody could fill it."""
    if looked.hit.register.version is None:
        title = _("{organisation} has no register yet", organisation=looked.hit.organisation.name)
        text = _("The administrator loads it with: python -m bot register import FILE")
        return Reply(answer=Card(title, (Paragraph(text),), Tone.BAD))
    if looked.question.asks_otherwise:
        return Reply(answer=how_card(_("I know who decides, not how, when or why."), examples(context)))
    if not about(looked):
        return Reply(answer=how_card(TOPICLESS, examples(context)))
    if looked.day < context.today:
        told: Text = _("It is about the past, so I don't ask the steward to add it.")
        return Reply(answer=_not_there(looked, told, context))
    noted = note_gap(words, about(looked), store, context.who, context.at)
    return Reply(
        answer=_not_there(looked, noted.told, context), tells=noted.tells, renews=noted.renews, acts=noted.acts
    )


def _not_there(looked: Looked, told: Text, context: Context) -> Card:
    """Return that the register has nothing, or has the topic but not for this amount or day."""
    if looked.hit.found.off_band and looked.candidates:
        near = looked.hit.register.topics[looked.candidates[0].right.id]
        return off_band_card(looked, ladder(near), told, context.language)
    return unknown_card(looked, near_topics(looked), told, about(looked), context.language)


def _no_candidate(words: str, essence: str, context: Context, store: Store) -> Reply:
    """Keep a question as a gap when nothing that was offered was meant."""
    noted = note_gap(words, essence, store, context.who, context.at)
    title = _("This is not in the register of {organisation}", organisation=store.organisation.name)
    card = Card(title, (Paragraph(noted.told),), Tone.BAD)
    return Reply(answer=card, tells=noted.tells, renews=noted.renews, acts=noted.acts)


def near_topics(looked: Looked) -> Sequence[Candidate]:
    """Return the topics that are near enough to ask whether they were meant."""
    return looked.candidates[:MOST_CANDIDATES] if looked.hit.found.score >= NEAR else ()


def about(looked: Looked) -> str:
    """Return what a question is about, in its own words."""
    return essence(looked.question.topic)


def reader(context: Context) -> Reader:
    """Return for whom an answer is made."""
    return Reader(context.who.id, context.who.unit, context.language, context.today)


def examples(context: Context) -> tuple[str, ...]:
    """Return sentences to try in the language of this person."""
    return tuple(example.said_in(context.language) for example in EXAMPLES)
