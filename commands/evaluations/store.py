# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs kept: rounds, who is in them, and, apart from that, what is in the box."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from commands.calendars import Calendar
from commands.evaluations.answers import Answers, Ballot, Booth, Kept
from commands.evaluations.improvements import Improvement
from commands.evaluations.instrument import Dimension, Question
from commands.evaluations.report import Report
from commands.evaluations.round import Group, Kind, Participant, Round, Standing
from commands.evaluations.schedule import Choices
from commands.organisations import Organisation
from commands.people import Account, Directory, Holding, Person
from commands.preferences import WorkingTime


class Rounds(Protocol):
    """The rounds of one organisation."""

    def add_round(self, round_: Round) -> Round:
        """Keep a new round and return it with its reference, the next of its year."""

    def round(self, reference: str) -> Round | None:
        """Return the round with this reference, such as ``EV-2026-03``."""

    def save_round(self, round_: Round, was: Round) -> bool:
        """Keep the round as it is now; False where it is no longer as it was."""

    def rounds(self, kind: Kind | None = None) -> tuple[Round, ...]:
        """Return the rounds, newest first."""

    def answer_cards(self, round_: Round, after: str, most: int) -> tuple[str, ...]:
        """Return the keys of cards on which people answered or paused, in order, beyond ``after``."""

    def forget_traces(self, round_: Round) -> None:
        """Untie messages from the round: that somebody was asked, answered or asked for time no longer shows."""

    def remove_round(self, round_: Round) -> None:
        """Remove a round with its report, and whatever was still kept of it."""

    def close_round(self, round_: Round, report: Report) -> None:
        """Keep the report, and put the ballots away in an order that says nothing, under new numbers.

        Of what the report does not show nothing stays: no answer, and no group with a ballot. Words stay in the report.
        """

    def report(self, reference: str) -> Report | None:
        """Return the report of a closed round."""

    def empty(self, round_: Round) -> None:
        """Remove everyone and everything of a round that is stopped."""

    def forget_ballots(self, round_: Round) -> None:
        """Remove the ballots of a closed round; the report stays."""


class Participation(Protocol):
    """Who is in a round and how far: nothing of what was answered."""

    def choose(self, round_: Round, people: Iterable[tuple[Person, Group]]) -> None:
        """Write down who will be invited; who is in it already stays as is."""

    def participant(self, round_: Round, person: Person) -> Participant | None:
        """Return one person in a round."""

    def to_tell(self, round_: Round, wave: int, after: str, most: int) -> tuple[Participant, ...]:
        """Return who was not invited yet or not reminded so often, by id of the person, beyond ``after``."""

    def told(self, round_: Round, invited: Sequence[Person], reminded: Sequence[Person], wave: int) -> None:
        """Write down who was invited and who was reminded just now."""

    def stand(self, round_: Round, person: Person, standing: Standing) -> None:
        """Write down that somebody declined, or came back to it."""

    def postpone(self, round_: Round, person: Person, until: date) -> None:
        """Write down until when somebody wants to be left alone."""

    def asked(self, round_: Round) -> frozenset[str]:
        """Return the ids of who is in a round; nobody once they heard what came out."""

    def standings(self, round_: Round) -> Mapping[Standing, int]:
        """Return how many people stand where."""

    def sizes(self, round_: Round) -> Mapping[Group, int]:
        """Return how many people of each group are in a round."""

    def leave(self, round_: Round, most: int) -> tuple[Participant, ...]:
        """Take people out of a closed round, and return who they were; nothing is left once all are."""

    def open_for(self, person: Person) -> tuple[Round, ...]:
        """Return the open rounds in which this person is and has not answered or declined."""


class Box(Protocol):
    """What was answered: what one person is still writing, and the box in which nobody's name is."""

    def booth(self, reference: str, person: Person) -> Booth | None:
        """Return the round with this reference as this person stands before it."""

    def keep_draft(self, round_: Round, person: Person, answers: Answers) -> None:
        """Keep what somebody answers, until it is sent."""

    def drop_draft(self, round_: Round, person: Person) -> None:
        """Remove what somebody did not send."""

    def cast(self, round_: Round, person: Person, ballot: Ballot, words: str) -> None:
        """Count a ballot, once, with the words apart from it; what was not sent is removed.

        Raises:
            AlreadyAnswered: when this person did so before, on whichever platform.

        """

    def ballots(self, round_: Round) -> tuple[tuple[Ballot, ...], tuple[str, ...]]:
        """Return what is in the box of an open round, the words apart from it, both in an order that says nothing."""

    def kept(self, round_: Round) -> tuple[Kept, ...]:
        """Return the ballots of a closed round, in an order that says nothing; none once their year is over."""


class Bank(Protocol):
    """The organisation's own questions, and what it chose about evaluations."""

    def own_questions(self) -> tuple[Question, ...]:
        """Return the questions in use, in order."""

    def retired(self) -> tuple[Question, ...]:
        """Return the questions that are not asked any more, newest first."""

    def add_question(self, question: Question) -> Question:
        """Add a question at the end and return it with its key."""

    def retire(self, key: str, on: date) -> None:
        """Ask a question no longer."""

    def take_back(self, key: str) -> None:
        """Ask a retired question again, at the end, under the same key, so that its trend goes on."""

    def move(self, key: str, places: int) -> None:
        """Put a question earlier or later."""

    def choices(self) -> Choices:
        """Return what the organisation chose."""

    def choose_so(self, chosen: Choices) -> None:
        """Keep what the organisation chose."""


class Improvements(Protocol):
    """What is asked of the board after a round, and what came of it."""

    def improvements(self, round_reference: str) -> tuple[Improvement, ...]:
        """Return the improvements of a round, in the order of the questionnaire."""

    def improvement(self, round_reference: str, dimension: Dimension) -> Improvement | None:
        """Return one improvement."""

    def keep_improvement(self, improvement: Improvement) -> None:
        """Keep an improvement as it is now."""


class Evaluations(Rounds, Participation, Box, Bank, Improvements, Protocol):
    """Everything of evaluations that one organisation keeps."""


class People(Directory, Protocol):
    """The directory, with what a round needs besides."""

    def all_holdings(self) -> Mapping[int, Holding]:
        """Return every holding that ever was, by its number."""

    def accounts_of(self, people: Iterable[Person]) -> Mapping[str, tuple[Account, ...]]:
        """Return the accounts of several people, by the id of the person; who has none is not in it."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation."""

    @property
    def people(self) -> People:
        """The directory of this organisation."""

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open."""

    @property
    def evaluations(self) -> Evaluations:
        """The evaluations of this organisation."""

    def working_time(self, person: Person) -> WorkingTime:
        """Return when a person works."""
