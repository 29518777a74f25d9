# SPDX-License-Identifier: EUPL-1.2
"""Written rounds: members answer each item by a button, and a decision counts once enough of them answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commands.boards import Verdict
from commands.cards import Button, Buttons, Card, Element, Heading, Paragraph, Quote, Style, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.cards import press
from commands.meetings.decision_forms import ObjectionForm
from commands.meetings.item import Item, ItemState, Stance, Voice
from commands.meetings.item_cards import item_card
from commands.meetings.lookup import home_of, item_in, reader_of
from commands.meetings.quorum import needed
from commands.meetings.rules import NotAMember, check_open, members, secretaries
from commands.meetings.store import Store
from commands.meetings.view import Reader
from commands.people import Person
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import Message, _

#: Verdicts that need so many answers as must be there in a room.
_BINDING = frozenset({Verdict.APPROVED, Verdict.APPROVED_COND, Verdict.REJECTED})
STANCES: Mapping[Stance, Message] = {
    Stance.AGREES: _("agrees"),
    Stance.OBJECTS: _("does not agree"),
    Stance.ABSTAINS: _("abstains"),
}


class RoundOver(Refused):
    """This can't be answered in writing any more, or never could."""


class TooFewAnswers(Refused):
    """{count} answered on “{title}”, and {needed} must. Until then it can only be deferred, referred or discussed."""


@dataclass(frozen=True, slots=True)
class Round:
    """How the answers on one item of a written round stand; ``table`` are the members."""

    meeting: Meeting
    table: tuple[Person, ...]
    needed: int
    voices: tuple[Voice, ...]

    @property
    def heard(self) -> tuple[Voice, ...]:
        """The answers of who is a member."""
        seated = {person.id for person in self.table}
        return tuple(voice for voice in self.voices if voice.person.id in seated)

    @property
    def silent(self) -> tuple[Person, ...]:
        """The members that did not answer yet."""
        said = {voice.person.id for voice in self.voices}
        return tuple(person for person in self.table if person.id not in said)

    @property
    def complete(self) -> bool:
        """Whether enough answered to decide."""
        return len(self.heard) >= self.needed

    @property
    def votes(self) -> str:
        """How many were for, against and abstained, as a decision keeps it."""
        count = Counter(voice.stance for voice in self.heard)
        return "-".join(str(count[stance]) for stance in Stance) if self.heard else ""

    def is_open(self, today: date) -> bool:
        """Whether members can answer."""
        return self.meeting.state is MeetingState.PLANNED and today <= self.meeting.day


def round_of(item: Item, board: Board, home: Store) -> Round | None:
    """Return how the answers on an item stand; None where it is for no written round."""
    meeting = home.meetings.meeting(item.meeting) if item.meeting else None
    if meeting is None or meeting.kind is not Kind.WRITTEN:
        return None
    table = tuple(member.person for member in members(board, home.people, meeting.day))
    return Round(meeting, table, needed(board, len(table)), home.meetings.voices(item.number))


def check_answered(item: Item, board: Board, home: Store, verdict: Verdict) -> None:
    """Return when enough members answered for this decision; what is decided in a room needs no answers.

    Raises:
        TooFewAnswers: when not.

    """
    asked = round_of(item, board, home)
    if asked and verdict in _BINDING and not asked.complete:
        raise TooFewAnswers(count=len(asked.heard), title=item.title, needed=asked.needed)


def shown(item: Item, board: Board, reader: Reader, home: Store, today: date) -> Card:
    """Return an item as this person sees it; of a written round with the answers, and the buttons to give one's own."""
    card = item_card(item, board, reader, home.organisation.id)
    asked = round_of(item, board, home)
    if asked is None or not reader.inside:
        return card
    elements: list[Element] = [Heading(_("Answers in writing")), Paragraph(_state(asked))]
    for voice in asked.heard:
        elements.append(Paragraph(_("{name} {stance}.", name=voice.person.name, stance=STANCES[voice.stance])))
        elements += [Quote(voice.text)] if voice.text else []
    if item.state is ItemState.OPEN and asked.is_open(today) and _seated(asked, reader.person):
        elements.append(Buttons(_buttons(item, home.organisation.id)))
    return replace(card, elements=(*card.elements, *elements))


def _state(asked: Round) -> Message:
    """Return how many answered."""
    return _(
        "{count} of {seats} answered; {needed} must. It is open until {day}.",
        count=len(asked.heard),
        seats=len(asked.table),
        needed=asked.needed,
        day=asked.meeting.day,
    )


def _buttons(item: Item, organisation: str) -> tuple[Button, ...]:
    """Return the three answers."""
    labels = ((_("I agree"), "agree", Style.PRIMARY), (_("I don't agree"), "object", Style.PLAIN))
    abstain = (_("I abstain"), "abstain", Style.PLAIN)
    return tuple(
        Button(label, press(verb, organisation, item=item.number), style, _("{label}: {t}", label=label, t=item.title))
        for label, verb, style in (*labels, abstain)
    )


def _seated(asked: Round, who: Person) -> bool:
    """Whether this person sits in the board."""
    return any(person.id == who.id for person in asked.table)


def agree(pressed: Press, context: Context, store: Store) -> Reply:
    """Keep that a member agrees."""
    return _answer(pressed, Stance.AGREES, "", context, store)


def abstain(pressed: Press, context: Context, store: Store) -> Reply:
    """Keep that a member abstains."""
    return _answer(pressed, Stance.ABSTAINS, "", context, store)


def open_objection(pressed: Press, context: Context, store: Store) -> Reply:
    """Ask a member who does not agree why."""
    home, item, _board, _asked = _answerable(pressed, context, store)
    hidden = {"org": home.organisation.id, "item": str(item.number)}
    return Reply(form=ObjectionForm.view(hidden=hidden, intro=(item.title, item.decision)))


def object_to(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep that a member does not agree, and why."""
    form = ObjectionForm.read(submit.answers, context.today, store.people.find)
    return _answer(submit, Stance.OBJECTS, form.reason, context, store)


def _answer(said: Press | Submit, stance: Stance, text: str, context: Context, store: Store) -> Reply:
    """Keep an answer in the place of an earlier one; once everybody answered, who keeps the agenda hears that."""
    home, item, board, before = _answerable(said, context, store)
    home.meetings.say(item.number, Voice(context.who, stance, text, context.at))
    now = replace(before, voices=home.meetings.voices(item.number))
    reader = reader_of(board, home, context.who, now.meeting.day)
    told = _("You said of “{title}”: {stance}", title=item.title, stance=STANCES[stance])
    return Reply(
        answer=replace(shown(item, board, reader, home, context.today), title=told, tone=Tone.GOOD),
        tells=_everybody(item, board, now, home) if before.silent and not now.silent else (),
        acts=(Act("meetings.answer", item.ref, stance.value),),
        organisation=home.organisation.id,
    )


def _everybody(item: Item, board: Board, asked: Round, home: Store) -> tuple[Tell, ...]:
    """Return what who keeps the agenda hears once nobody is silent any more."""
    title = _("Everybody answered on “{title}”", title=item.title)
    tells = []
    for person in secretaries(board, home.people):
        card = shown(item, board, Reader(person, secretary=True), home, asked.meeting.day)
        urgency = Urgency.REMINDER
        tells.append(Tell(ToPerson(person), replace(card, title=title, tone=Tone.WAITING), urgency=urgency))
    return tuple(tells)


def _answerable(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Item, Board, Round]:
    """Return an open item of a written round that is open, for one of the members.

    Raises:
        RoundOver: when it is no longer, or is decided in a room.
        NotAMember: when this person has no seat.

    """
    home = home_of(said, context, store)
    item, board = item_in(said, home)
    check_open(item)
    asked = round_of(item, board, home)
    if asked is None or not asked.is_open(context.today):
        raise RoundOver
    if not _seated(asked, context.who):
        raise NotAMember(board=board.function, day=asked.meeting.day)
    return home, item, board, asked


def silent_on(items: Sequence[Item], board: Board, home: Store) -> Mapping[str, tuple[str, ...]]:
    """Return, by id of the member, the titles of the items on which that member did not answer yet."""
    found: dict[str, list[str]] = {}
    for item in items:
        asked = round_of(item, board, home)
        for person in asked.silent if asked and item.state is ItemState.OPEN else ():
            found.setdefault(person.id, []).append(item.title)
    return {person: tuple(titles) for person, titles in found.items()}
