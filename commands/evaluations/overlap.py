# SPDX-License-Identifier: EUPL-1.2
"""Which statements two rounds both asked, and whether two projects can be one: then their reports are read together."""

from collections.abc import Mapping
from datetime import date, timedelta

from commands.evaluations.instrument import GRADE, JOINT, LEARNING, PROJECT, STATEMENTS, Question, Shape
from commands.evaluations.round import Kind, Round, quarter_of
from commands.refs import Ref

#: So long after a round closed the same is not asked again: people would answer what they remember.
APART = timedelta(weeks=4)
#: Statements that stay the same where their wording is improved.
_FIXED = frozenset(q.key for q in (*STATEMENTS, LEARNING, *JOINT, *PROJECT, GRADE))


def same_statement(one: Question, other: Question) -> bool:
    """Whether two questions ask the same; capitals, spaces and punctuation make no difference."""
    if one.shape is not other.shape:
        return False
    fixed = one.key == other.key and one.key in _FIXED
    pairs = ((one.nl, other.nl), (one.en, other.en))
    return fixed or any(_bare(a) == _bare(b) != "" for a, b in pairs)


def asked_by_both(now: Round, then: Round) -> Mapping[str, Question]:
    """Return by the key that a statement has now which question it was then, for what is answered with a number."""
    numbered = [question for question in then.questions if question.shape is not Shape.WORDS]
    found: dict[str, Question] = {}
    for question in now.questions:
        same = next((each for each in numbered if same_statement(question, each)), None)
        if same is not None:
            found[question.key] = same
    return found


def same_project(now: Round, then: Round) -> bool:
    """Whether two rounds are about one project."""
    return is_about(then, now.about if now.organisation == then.organisation else None, now.subject)


def is_about(round_: Round, about: Ref | None, subject: str) -> bool:
    """Whether a round is about this project, by its request or else by its name."""
    if about and round_.about:
        return about == round_.about
    return _bare(subject) == _bare(round_.subject)


def can_be_one(now: Round, then: Round) -> bool:
    """Whether the answers of two rounds can be about the same thing.

    Two requests are two projects. A project without a request can hide under another name, as long as people remember.
    """
    if now.kind is not Kind.PROJECT or then.kind is not Kind.PROJECT or same_project(now, then):
        return True
    return not (now.about and then.about) and near(then, now.opens)


def near(then: Round, opens: date) -> bool:
    """Whether a round was so shortly before that people may still answer the same: this quarter, or just closed."""
    return then.quarter == quarter_of(opens) or opens < then.closes + APART


def _bare(said: str) -> str:
    return "".join(filter(str.isalnum, said.casefold()))
