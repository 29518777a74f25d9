# SPDX-License-Identifier: EUPL-1.2
"""Laws of holdings and absences that hold for any days and people, and how days away are read from words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates import DayUnclear
from commands.organisation.rules import absence_faults, holding_faults, holds_on
from commands.organisation.spans import AWAY, Span, read_span
from commands.people import Absence, Holding
from tests.cast import AHMET, CIO, DAY, FATIMA, KEES, MARIEKE

DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
PEOPLE = st.sampled_from((AHMET, KEES, MARIEKE))
HOLDINGS = st.builds(
    Holding, PEOPLE, st.just(CIO), st.sampled_from(("", "Ruimte")), st.booleans(), DAYS | st.none(), DAYS | st.none()
).filter(lambda h: not (h.valid_from and h.valid_to) or h.valid_from <= h.valid_to)
ABSENCES = st.builds(Absence, PEOPLE, DAYS, DAYS, PEOPLE | st.none()).filter(lambda a: a.first_day <= a.last_day)


@given(st.lists(HOLDINGS, max_size=8), DAYS)
def test_nobody_is_holder_and_deputy_on_one_day_or_holds_twice(asked: list[Holding], day: date) -> None:
    kept: list[Holding] = []
    for new in asked:
        if not holding_faults(new, kept, FATIMA):
            kept.append(new)
    for unit in ("", "Ruimte"):
        here = [h.person.id for h in kept if holds_on(h, day) and h.unit == unit]
        assert len(here) == len(set(here))


@given(HOLDINGS)
def test_nobody_appoints_himself(new: Holding) -> None:
    assert set(holding_faults(new, (), new.person)) == {"person"}


@given(st.lists(ABSENCES, max_size=8), DAYS)
def test_on_no_day_is_somebody_away_twice(asked: list[Absence], day: date) -> None:
    kept: list[Absence] = []
    for new in asked:
        if not absence_faults(new, kept, DAY, FATIMA):
            kept.append(new)
    away = [a.person.id for a in kept if a.first_day <= day <= a.last_day]
    assert len(away) == len(set(away))


@given(ABSENCES, st.lists(ABSENCES, max_size=4))
def test_who_takes_over_is_there_all_those_days(new: Absence, others: list[Absence]) -> None:
    if absence_faults(new, others, DAY, FATIMA) or not new.deputy:
        return
    days = [new.first_day + timedelta(days=n) for n in range((new.last_day - new.first_day).days + 1)]
    assert not any(a.person == new.deputy and a.first_day <= day <= a.last_day for a in others for day in days)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("ik ben van 3 tot 7 december weg", date(2026, 12, 3), date(2026, 12, 6)),
        ("ik ben weg van 28 t/m 3 april", date(2026, 3, 28), date(2026, 4, 3)),
        ("ik ben er niet tot eind maart", date(2026, 3, 2), date(2026, 3, 31)),
        ("ik ben weg tot vandaag", date(2026, 3, 2), date(2026, 3, 2)),
        ("I'm off tomorrow", date(2026, 3, 3), date(2026, 3, 3)),
        ("I will be out of office from 5 March to 9 March", date(2026, 3, 5), date(2026, 3, 8)),
    ],
)
def test_days_away_are_read_from_a_sentence(words: str, first: date, last: date) -> None:
    assert AWAY.fullmatch(words)
    assert read_span(words, DAY) == Span(first, last)


def test_a_sentence_without_days_names_none() -> None:
    assert read_span("ik ben weg", DAY) is None


def test_a_day_that_is_none_is_unclear() -> None:
    with pytest.raises(DayUnclear):
        read_span("ik ben weg tot 31 februari", DAY)


@given(st.text(max_size=60))
def test_any_words_are_days_or_none_or_unclear(words: str) -> None:
    try:
        span = read_span(words, DAY)
    except DayUnclear:
        return
    assert span is None or span.first <= span.last


@pytest.mark.parametrize("words", ["wie beslist over laptops", "de printer is weg van zijn plek", "ik wil een laptop"])
def test_other_sentences_are_no_absence(words: str) -> None:
    assert not AWAY.fullmatch(words)
