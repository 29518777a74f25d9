# SPDX-License-Identifier: EUPL-1.2
"""A round is made, with who will be asked; it reaches nobody before it is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from commands.evaluations.admission import audience
from commands.evaluations.instrument import PROJECT, Dimension, Question, questionnaire
from commands.evaluations.neighbours import Neighbours, Project
from commands.evaluations.overlap import APART, is_about, near, same_statement
from commands.evaluations.round import Group, Kind, Round, State, quarter_of
from commands.evaluations.rules import (
    AlreadyRunning,
    AlreadySent,
    AskedBefore,
    AskedEachQuarter,
    AskedOnce,
    AskedTooSoon,
    NearlySamePeople,
    TooFewPeople,
    group_of,
)
from commands.evaluations.schedule import EVENING, MORNING, Stage, open_days, planned, span_of
from commands.evaluations.store import Store
from commands.organisations import OrganisationKind
from commands.people import Person
from commands.refs import Ref
from commands.replies import Reply


def quarterly(store: Store, neighbours: Neighbours, opens: date, *, today: date, started_by: str = "") -> Round:
    """Return the round of the quarter in which it opens, kept as announced.

    Raises:
        AlreadyRunning: when the quarter has one.
        AskedTooSoon: when the one before closed just now.
        TooFewPeople: when no figure could ever be shown.

    """
    quarter, before = quarter_of(opens), store.evaluations.rounds(Kind.QUARTERLY)
    if any(each.quarter == quarter and each.state is not State.STOPPED for each in before):
        raise AlreadyRunning
    if opens < (first := earliest(store)):
        raise AskedTooSoon(closed=max(each.closes for each in before if each.state is State.CLOSED), first=first)
    asked = _each_quarter(store, later=any(each.state is State.CLOSED for each in before))
    people = everybody(store, neighbours, today)
    return _announced(store, Kind.QUARTERLY, opens, asked, people, started_by=started_by)


def of_project(
    store: Store, project: Project, besides: Iterable[Person], opens: date, *, about: Ref | None, started_by: str
) -> Round:
    """Return a round about one project for who was involved and those named besides, kept as announced.

    Raises:
        AskedBefore: when it was asked about shortly before.
        NearlySamePeople: when another project was asked about of all these people but a few.
        TooFewPeople: when no figure could ever be shown.

    """
    chosen = {person.id: person for person in (*project.people, *besides)}
    people = tuple((person, _side(person, opens, store)) for person in chosen.values())
    accounts = store.people.accounts_of(chosen.values())
    reached = tuple(each for each in people if each[0].id in accounts)
    recent = (each for each in store.evaluations.rounds(Kind.PROJECT) if each.state is not State.STOPPED)
    for each in (each for each in recent if near(each, opens)):
        if is_about(each, about, project.title):
            raise AskedBefore
        _not_nearly(each, frozenset(person.id for person, _group in reached), store)
    return _announced(store, Kind.PROJECT, opens, PROJECT, reached, project.title, about=about, started_by=started_by)


def pulse(store: Store, neighbours: Neighbours, question: Question, opens: date, *, started_by: str) -> Round:
    """Return a round of one question, kept as announced.

    Raises:
        AskedEachQuarter: when the round of the quarter asks it.
        AskedOnce: when some round asks it or showed it; one answer is soon the same, and then two reports can be
            subtracted.
        TooFewPeople: when no figure could ever be shown.

    """
    subject = question.said_in(store.organisation.language)
    if any(same_statement(question, each) for each in _each_quarter(store, later=True)):
        raise AskedEachQuarter
    if before := asked_in(question, store.evaluations.rounds(), store):
        raise AskedOnce(round=before.name)
    asked = (replace(question, dimension=Dimension.PULSE),)
    people = everybody(store, neighbours, opens)
    return _announced(store, Kind.PULSE, opens, asked, people, subject, started_by=started_by)


def asked_in(question: Question, rounds: Iterable[Round], store: Store) -> Round | None:
    """Return the round that asks this, or of which the report shows a figure of it; None where nobody read one."""
    for each in rounds:
        same = {asked.key for asked in each.questions if same_statement(question, asked)}
        report = store.evaluations.report(each.reference)
        read = report is None or report.lost or not report.tally.shown.isdisjoint(same)
        if same and read and each.state is not State.STOPPED:
            return each
    return None


def everybody(store: Store, neighbours: Neighbours, today: date) -> tuple[tuple[Person, Group], ...]:
    """Return who has a function today, and who was involved in a request in this quarter or the one before."""
    first, _last = span_of(quarter_of(today))
    since, _last = span_of(quarter_of(date.fromordinal(first.toordinal() - 1)))
    return audience(neighbours.involved(store, since), today, store)


def opened(round_: Round, store: Store, neighbours: Neighbours, today: date) -> Reply:
    """Open the round: from now on people are invited, a part at a time, and everything that follows is planned.

    Raises:
        AlreadySent: when it is not waiting to be opened any more.

    """
    closes = store.calendar.add_working_days(today, open_days(round_.kind))
    now = replace(round_, state=State.OPEN, opens=today, closes=closes)
    if round_.state is not State.ANNOUNCED or not store.evaluations.save_round(now, round_):
        raise AlreadySent
    if round_.kind is not Kind.PROJECT:
        store.evaluations.choose(now, everybody(store, neighbours, today))
    plans = (planned(now, Stage.DAY, today, MORNING), planned(now, Stage.CLOSE, closes, EVENING))
    return Reply(plans=plans, settles=(now.ref,))


def _each_quarter(store: Store, *, later: bool) -> tuple[Question, ...]:
    """Return what the round of a quarter asks now; ``later`` says that there was one before."""
    joint = store.organisation.kind is OrganisationKind.JOINT_ARRANGEMENT
    return questionnaire(store.evaluations.own_questions(), later=later, joint=joint)


def earliest(store: Store) -> date:
    """Return the first day on which a quarterly round can open after the one before."""
    closed = (each.closes for each in store.evaluations.rounds(Kind.QUARTERLY) if each.state is State.CLOSED)
    return max((store.calendar.next_working_day(day + APART) for day in closed), default=date.min)


def _not_nearly(each: Round, people: frozenset[str], store: Store) -> None:
    """Let no project be asked about of all those who were asked about another but a few: the few could be told.

    Who was asked is known until they heard what came out; from then on only what they answered is compared, at closing.
    """
    least, asked = store.evaluations.choices().threshold, store.evaluations.asked(each)
    if asked and any(0 < len(few) < least for few in (people - asked, asked - people)):
        raise NearlySamePeople(subject=each.subject, count=least)


def _side(person: Person, today: date, store: Store) -> Group:
    """Return the coarse group of one person."""
    sides = {function.name: function.side for function in store.people.functions()}
    return group_of(sides.get(holding.function) for holding in store.people.held_by(person, today))


def _announced(  # noqa: PLR0913 - a round has all of these
    store: Store,
    kind: Kind,
    opens: date,
    asked: tuple[Question, ...],
    people: Sequence[tuple[Person, Group]],
    subject: str = "",
    *,
    about: Ref | None = None,
    started_by: str = "",
) -> Round:
    """Keep a round that reaches nobody yet, with who will be asked."""
    threshold = store.evaluations.choices().threshold
    if len(people) < threshold:
        raise TooFewPeople(count=len(people), threshold=threshold)
    closes = store.calendar.add_working_days(opens, open_days(kind))
    made = Round(
        organisation=store.organisation.id,
        reference="",
        kind=kind,
        state=State.ANNOUNCED,
        quarter=quarter_of(opens),
        opens=opens,
        closes=closes,
        threshold=threshold,
        questions=asked,
        subject=subject,
        about=about,
        started_by=started_by,
    )
    kept = store.evaluations.add_round(made)
    store.evaluations.choose(kept, people)
    return kept
