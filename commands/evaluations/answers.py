# SPDX-License-Identifier: EUPL-1.2
"""Answers: what one person fills in, and what of it goes into the box."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from commands.errors import FormErrors, Refused
from commands.evaluations.instrument import Question, Shape
from commands.evaluations.round import Group, Participant, Round
from commands.forms import FindPeople, Option, tidy
from commands.text import Message, Text, _

#: By the key of the question: a number, "?" for "I don't know", or words.
Answers: TypeAlias = Mapping[str, str]

DONT_KNOW = "?"
POINTS = 5
GRADES = 10
MOST_WORDS = 2000

SCALE: Mapping[str, Message] = {
    "1": _("1 – strongly disagree"),
    "2": _("2 – disagree"),
    "3": _("3 – neither"),
    "4": _("4 – agree"),
    "5": _("5 – strongly agree"),
    DONT_KNOW: _("I don't know"),
}

_LINK = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:nl|com|org|eu|net)\b/?", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|<@\w+>|(?<!\S)@\w+", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[^\W\d_][\w'-]*", re.UNICODE)
#: How many words in a row can be a name.
_NAME_WORDS = 4


class NotAnAnswer(Refused):
    """That is not one of the answers. Choose a number, or “I don't know”."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What counts of one person's answers: the numbers with a coarse group. Words lie apart from them."""

    group: Group
    answers: Answers


@dataclass(frozen=True, slots=True)
class Kept:
    """A ballot of a round that closed. ``group`` is there where the report shows that group apart; else few are in it.

    Who has the database and knows who is in a small group could otherwise read what these few answered.
    """

    group: Group | None
    answers: Answers


@dataclass(frozen=True, slots=True)
class Booth:
    """A round as one person stands before it: who this is in it, if anybody, and what is ``kept`` and not sent yet."""

    round: Round
    participant: Participant | None
    kept: Answers


def options(question: Question) -> tuple[Option, ...]:
    """Return what can be answered; “I don't know” always can."""
    if question.shape is Shape.GRADE:
        grades: list[tuple[str, Text]] = [(str(grade), str(grade)) for grade in range(1, GRADES + 1)]
        return tuple(Option(value, label) for value, label in (*grades, (DONT_KNOW, SCALE[DONT_KNOW])))
    return tuple(Option(value, label) for value, label in SCALE.items())


def checked(question: Question, answer: str) -> str:
    """Return the answer where it is one.

    Raises:
        NotAnAnswer: when it is out of range.

    """
    if question.shape is not Shape.WORDS and answer not in {option.value for option in options(question)}:
        raise NotAnAnswer
    return answer


def words(typed: str, find: FindPeople) -> str:
    """Return words as they may be kept: plain text that points at nobody.

    Raises:
        FormErrors: for what is too long, leads elsewhere, or names a colleague.

    """
    text = tidy(typed, lines=True)
    if len(text) > MOST_WORDS:
        too_long = _("Use at most {most} characters; this has {count}.", most=MOST_WORDS, count=len(text))
        raise FormErrors({"words": too_long})
    if _ADDRESS.search(text):
        raise FormErrors({"words": _("An address or an account is in it. Leave it out, so that nobody is pointed at.")})
    if _LINK.search(text):
        raise FormErrors({"words": _("A link is in it. Say in words what you mean: a link can show who you are.")})
    if name := _named(text, find):
        raise FormErrors({"words": _("The name {name} is in it. Leave it out; a function is fine.", name=name)})
    return text


def _named(text: str, find: FindPeople) -> str:
    """Return the name of a colleague that stands whole in the text, or nothing."""
    parts = _CAPITALS.findall(text)
    for start, first in enumerate(parts):
        if not first[:1].isupper():
            continue
        for end in range(start + 2, min(len(parts), start + _NAME_WORDS) + 1):
            said = " ".join(parts[start:end])
            if any(person.name.casefold() == said.casefold() for person in find(said)):
                return said
    return ""


def missing(questions: tuple[Question, ...], answers: Answers) -> tuple[Question, ...]:
    """Return what was not answered yet; words may always be left out, and then they are there and empty."""
    return tuple(question for question in questions if question.key not in answers)


def counted(questions: tuple[Question, ...], group: Group, answers: Answers) -> tuple[Ballot, str]:
    """Return the ballot, and the words that lie apart from it; what was left open counts as not known."""
    numbers = {q.key: answers.get(q.key, DONT_KNOW) for q in questions if q.shape is not Shape.WORDS}
    said = next((answers.get(q.key, "") for q in questions if q.shape is Shape.WORDS), "")
    return Ballot(group, numbers), said
