# SPDX-License-Identifier: EUPL-1.2
"""What comes in wrong, late, twice or from somebody else is refused with a sentence, and nothing is counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from commands.errors import FormErrors, Refused
from commands.evaluations import answering
from commands.evaluations.answers import NotAnAnswer, words
from commands.evaluations.instrument import STATEMENTS, questionnaire
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.rules import AlreadyAnswered, NotInvited, RoundClosed, RoundGone, RoundNotOpen, group_of
from commands.events import Close, Press, Submit
from commands.people import Person, Side
from commands.replies import Reply
from storage.database import Database
from storage.store import Store
from tests.cast import AT, DAY, KEES, SANNE, WATERVEEN, context, move_in

REFERENCE = "EV-2026-01"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Callable[[Callable[[Store], object]], object]]:
    database = Database.open(sqlite_url)
    move_in(database)

    def begin(store: Store) -> None:
        asked = questionnaire((), later=False, joint=False)
        last = DAY + timedelta(days=14)
        kept = store.evaluations.add_round(
            Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, last, 5, asked)
        )
        store.evaluations.choose(kept, [(KEES, Group.IT)])

    def run(work: Callable[[Store], object]) -> object:
        return database.transact(lambda c: work(Store(c, WATERVEEN)))

    run(begin)
    yield run
    database.close()


def _press(verb: str = "answer", item: str = "goals", value: str = "4") -> Press:
    return Press(f"evaluations.{verb}", (("ref", REFERENCE), ("item", item), ("value", value)))


@pytest.mark.parametrize("value", ["0", "6", "", "-1", "4.5", "vier", "٣", "4 "])
def test_an_answer_out_of_range_is_none(store: Callable[..., object], value: str) -> None:
    with pytest.raises(NotAnAnswer):
        store(lambda s: answering.answer(_press(value=value), context(KEES), s))
    assert store(lambda s: s.evaluations.draft(s.evaluations.round(REFERENCE), KEES)) == {}


@pytest.mark.parametrize("value", ["0", "11", "7.5"])
def test_a_grade_goes_from_one_to_ten(store: Callable[..., object], value: str) -> None:
    with pytest.raises(NotAnAnswer):
        store(lambda s: answering.answer(_press(item="grade", value=value), context(KEES), s))


def test_a_question_that_is_not_asked_has_no_answer(store: Callable[..., object]) -> None:
    with pytest.raises(RoundGone):
        store(lambda s: answering.answer(_press(item="salary"), context(KEES), s))


def test_who_is_not_invited_is_told_so(store: Callable[..., object]) -> None:
    with pytest.raises(NotInvited):
        store(lambda s: answering.answer(_press(), context(SANNE), s))


def test_a_round_that_is_not_there_is_said_to_be_unknown(store: Callable[..., object]) -> None:
    with pytest.raises(RoundGone):
        store(lambda s: answering.begin(Press("evaluations.begin", (("ref", "EV-1999-01"),)), context(KEES), s))


def test_after_the_last_day_nothing_counts_even_before_the_clock_closed_it(store: Callable[..., object]) -> None:
    late = context(KEES, AT + timedelta(days=15))
    with pytest.raises(RoundClosed):
        store(lambda s: answering.answer(_press(), late, s))
    with pytest.raises(RoundClosed):
        store(lambda s: answering.submit_form(_filled("4"), late, s))


def test_in_a_round_that_was_stopped_nothing_counts(store: Callable[..., object]) -> None:
    def stop(s: Store) -> None:
        round_ = s.evaluations.round(REFERENCE)
        assert round_
        s.evaluations.save_round(replace(round_, state=State.STOPPED), round_)

    store(stop)
    with pytest.raises(RoundNotOpen):
        store(lambda s: answering.begin(_press("begin"), context(KEES), s))


def _filled(answer: str, words_: str = "") -> Submit:
    keys = [q.key for q in questionnaire((), later=False, joint=False)]
    typed = tuple((f"q_{key}", answer) for key in keys if key != "words")
    return Submit("evaluations.ballot", (*typed, ("q_words", words_)), (("ref", REFERENCE),))


def test_a_ballot_from_a_second_platform_does_not_count_again(store: Callable[..., object]) -> None:
    store(lambda s: answering.submit_form(_filled("4"), context(KEES), s))
    with pytest.raises(AlreadyAnswered):
        store(lambda s: answering.submit_form(_filled("1"), context(KEES), s))
    with pytest.raises(AlreadyAnswered):
        store(lambda s: answering.answer(_press(), context(KEES), s))
    assert store(lambda s: len(s.evaluations.ballots(s.evaluations.round(REFERENCE))[0])) == 1


def test_every_question_without_an_answer_is_named(store: Callable[..., object]) -> None:
    with pytest.raises(FormErrors) as wrong:
        store(lambda s: answering.submit_form(Submit("x", (), (("ref", REFERENCE),)), context(KEES), s))
    assert set(wrong.value.errors) == {*(f"q_{q.key}" for q in STATEMENTS), "q_grade"}


def test_what_stood_in_a_form_that_was_closed_is_kept_as_far_as_it_is_an_answer(store: Callable[..., object]) -> None:
    closed = Close("evaluations.ballot", (("q_goals", "5"), ("q_value", "9")), hidden=(("ref", REFERENCE),))
    store(lambda s: answering.keep_form(closed, context(KEES), s))
    assert store(lambda s: s.evaluations.draft(s.evaluations.round(REFERENCE), KEES)) == {"goals": "5"}


def test_no_reply_to_an_answer_holds_the_answer_or_a_line_for_the_journal(store: Callable[..., object]) -> None:
    one = store(lambda s: answering.answer(_press(value="1"), context(KEES), s))
    other = store(lambda s: answering.answer(_press(value="5"), context(KEES), s))
    assert isinstance(one, Reply)
    assert one == other
    assert one.acts == ()


def _find(typed: str) -> tuple[Person, ...]:
    return tuple(p for p in (SANNE, KEES) if typed.casefold() in p.name.casefold())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * 20_000, "Use at most {most} characters"),
        ("Vraag het Kees Vermeulen.", "The name {name} is in it"),
        ("Mail kees.vermeulen@waterveen.example", "An address or an account"),
        ("Dat zei <@U123>", "An address or an account"),
        ("Zie https://intranet/verslag", "A link is in it"),
        ("Zie www.voorbeeld.nl", "A link is in it"),
    ],
)
def test_words_that_point_at_somebody_come_back(typed: str, said: str) -> None:
    with pytest.raises(FormErrors) as wrong:
        words(typed, _find)
    assert wrong.value.errors["words"].id.startswith(said)


@pytest.mark.parametrize(
    "typed",
    ["", "Vaker <b>samen</b> kijken, eerder. *echt*", "Meer geld. En Sanne? Nee: meer tijd.", "De Vries is een merk."],
)
def test_other_words_are_kept_as_they_are(typed: str) -> None:
    assert words(typed, _find) == typed


def test_the_group_is_that_of_the_function_and_business_without_one() -> None:
    assert group_of([]) is Group.BUSINESS
    assert group_of([None, Side.BUSINESS]) is Group.BUSINESS
    assert group_of([Side.BUSINESS, Side.IT]) is Group.IT
    assert group_of([Side.CONTROL, None]) is Group.CONTROL
    assert group_of([Side.IT, Side.PARTNER]) is Group.PARTNER


def test_a_refusal_says_what_to_do(store: Callable[..., object]) -> None:
    with pytest.raises(Refused) as no:
        store(lambda s: answering.answer(_press(), context(SANNE), s))
    assert "people with a function" in str(no.value)
