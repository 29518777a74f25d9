# SPDX-License-Identifier: EUPL-1.2
"""What people say, in both languages, is taken for what it is, and never for something else."""

import pytest
from hypothesis import given

from commands.requests.phrases import ASKS, OUTAGE, STATUS, WITHDRAW, is_outage, prefill
from tests.strategies import hostile

PATTERNS = {"asks": ASKS, "status": STATUS, "withdraw": WITHDRAW, "outage": OUTAGE}


def taken_for(words: str) -> list[str]:
    return [name for name, pattern in PATTERNS.items() if pattern.fullmatch(words)]


@pytest.mark.parametrize(
    "words",
    [
        "ik wil een IT-aanvraag indienen",
        "we hebben een nieuwe applicatie nodig voor vergunningen",
        "kunnen we drie extra licenties krijgen",
        "verzoek: e-formulier aanpassen",
        "ik heb een idee",
        "we gebruiken al een gratis tool, hoe maken we dat netjes?",
        "Ik wil graag een koppeling aanvragen",
        "I need a second screen",
        "we are already using a free tool",
        "mijn laptop is kapot, ik heb een nieuwe nodig".partition(", ")[2],
    ],
)
def test_who_wants_something_asks(words: str) -> None:
    assert taken_for(words) == ["asks"]


@pytest.mark.parametrize(
    "words", ["hoe staat het met mijn aanvraag", "is 2026-014 al besproken?", "wanneer hoor ik iets", "2026-14", "#14"]
)
def test_who_waits_asks_for_the_status(words: str) -> None:
    assert taken_for(words) == ["status"]


@pytest.mark.parametrize(
    "words", ["trek mijn aanvraag maar in", "withdraw request 2026-14", "ik wil mijn aanvraag intrekken"]
)
def test_who_no_longer_wants_it_withdraws(words: str) -> None:
    assert taken_for(words) == ["withdraw"]


@pytest.mark.parametrize(
    "words",
    [
        "printer doet het niet", "er is een storing", "ik kan niet inloggen", "de wifi doet het weer eens niet",
        "Outlook hangt", "Teams loopt steeds vast", "the printer doesn't work", "I forgot my password", "geen internet",
        "het zaaksysteem ligt eruit",
    ],
)  # fmt: skip
def test_what_is_broken_is_an_outage(words: str) -> None:
    assert taken_for(words) == ["outage"]


@pytest.mark.parametrize(
    "words",
    [
        "wie beslist over nieuwe licenties?", "mag ik zelf een SaaS-pakket aanschaffen tot 5.000 euro",
        "tot welk bedrag mag de teammanager tekenen", "dit loopt vast", "graag opschalen naar de secretaris",
        "er wordt maar geen besluit genomen over het zaaksysteem", "wie beslist als het systeem niet werkt",
        "wanneer is de volgende portfolioboard", "can I buy a laptop", "wie vervangt de concerncontroller",
        "gaat de GR hierover of wij zelf?", "staat het DMS op de agenda?",
    ],
)  # fmt: skip
def test_what_is_for_somebody_else_is_left_alone(words: str) -> None:
    assert taken_for(words) == []


def test_who_wants_something_new_because_a_thing_broke_reports_no_outage() -> None:
    assert not is_outage("mijn laptop is kapot, ik heb een nieuwe nodig")


def test_an_amount_in_the_words_becomes_the_costs_and_two_do_not() -> None:
    assert prefill("20 laptops à 1.200")["cost"] == "24000"
    assert "cost" not in prefill("tussen 10k en 20k voor licenties")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("3 extra licenties, 4k", "3 extra licenties"),
        ("laptops van € 40.000,- excl. btw", "Laptops"),
        ("20 laptops à 1.200", "20 laptops à 1.200"),
        ("van 4k laptops naar tablets", "Van 4k laptops naar tablets"),
        ("4k", "4k"),
    ],
)
def test_an_amount_at_the_end_is_no_part_of_the_title(words: str, title: str) -> None:
    assert prefill(words)["subject"] == title


def test_words_that_do_not_fit_in_the_title_begin_the_description() -> None:
    long = "een nieuwe applicatie " * 20
    values = prefill(long)
    assert len(values["subject"]) == 150
    assert values["subject"].endswith("…")
    assert values["problem"].startswith("een nieuwe applicatie")


@given(hostile)
def test_whatever_is_said_fits_in_the_form(words: str) -> None:
    values = prefill(words, words)
    assert len(values.get("subject", "")) <= 150
    assert len(values.get("problem", "")) <= 2000
