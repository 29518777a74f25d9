# SPDX-License-Identifier: EUPL-1.2
"""Amounts are read as people type them, and what is no amount is never taken for one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.money import MOST, AmountUnclear, Euro, find_amounts, parse_euro

cents = st.integers(min_value=0, max_value=10**11).map(lambda c: Decimal(c) / 100)
whole = st.integers(min_value=0, max_value=10**9)


def dutch(value: Decimal) -> str:
    """Write an amount as a Dutch spreadsheet would: 1.250.000,00."""
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


@pytest.mark.parametrize(
    ("typed", "euro"),
    [
        ("40000", "40000"),
        ("40.000", "40000"),
        ("40.000,-", "40000"),
        ("€ 40.000,-", "40000"),
        ("€40.000,00", "40000"),
        ("40k", "40000"),
        ("1,2 mln", "1200000"),
        ("1.250.000", "1250000"),
        ("1.250", "1250"),
        ("40 duizend euro", "40000"),
        ("2 ton", "200000"),
        ("120 mille", "120000"),
        ("EUR 49,500", "49500"),
        ("49,500.50", "49500.50"),
        ("anderhalve ton", "150000"),
        ("honderdduizend euro", "100000"),
        ("vijfentwintigduizend", "25000"),
        ("half a million", "500000"),
        ("two hundred thousand euro", "200000"),
        ("€ 100.000,00,–", "100000"),
        ("3x 800 euro", "2400"),
        ("12", "12"),
    ],
)
def test_an_amount_is_read_as_typed(typed: str, euro: str) -> None:
    assert parse_euro(typed) == Euro(Decimal(euro))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Fill in an amount"),
        ("   ", "Fill in an amount"),
        ("-5", "below zero"),
        ("€ -1.250,50", "below zero"),
        ("min 20", "below zero"),
        ("abc", "can't read"),
        ("12%", "can't read"),
        ("1.25.00", "can't read"),
        ("10 euro of 20 euro", "more than one"),
        ("11 mld", "ten billion"),
        ("99999999999999", "ten billion"),
        ("een paar duizend", "can't read"),
        ("<script>", "can't read"),
    ],
)
def test_what_is_not_one_clear_amount_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(AmountUnclear) as unclear:
        parse_euro(typed)
    assert said in unclear.value.message.id
    assert unclear.value.text == typed


@pytest.mark.parametrize(
    "text",
    [
        "office 365 licenties",
        "prince2 cursus",
        "windows 11 uitrollen",
        "iso 27001 certificeren",
        "binnen 72 uur melden",
        "bel 0612345678",
        "op 14 maart 2025",
        "in 2024",
        "artikel 1250",
        "art. 10:3 Awb",
        "om 14:30",
        "om 14.00 uur",
        "5000 laptops",
        "10m kabel",
        "ITV-2026-0014",
        "kamer 1200",
        "2026-03-01",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("20 laptops à 1.200", 24000),
        ("20 laptops van 900", 18000),
        ("11 stuks van 850", 9350),
        ("32 uur x 95 per uur x 40 weken", 121600),
        ("schade 6.000 claim", 6000),
        ("kopen van 30 dockingstations à 500 euro per stuk", 15000),
        ("25 laptops van 1100 euro per stuk", 27500),
        ("10 tablets a 450 euro, wie keurt dat goed", 4500),
        ("12 laptops for 900 each", 10800),
        ("200 stuks à € 12,50", 2500),
        ("25k per jaar voor 4 jaar", 100000),
        ("20 laptops van 40.000 euro", 40000),
    ],
)
def test_a_unit_price_counts_for_all_units(text: str, total: int) -> None:
    assert [found.total for found in find_amounts(text)] == [total]


@pytest.mark.parametrize(
    ("text", "value", "over"),
    [
        ("project loopt 6% uit de kosten", "6", False),
        ("tot 10 procent", "10", False),
        ("boven 12,5%", "12.5", True),
        ("kost twintig procent meer", "20", False),
        ("more than 10 per cent", "10", True),
    ],
)
def test_per_cent_is_kept_apart_from_euro(text: str, value: str, *, over: bool) -> None:
    [found] = find_amounts(text)
    assert (found.per_cent, found.value, found.over) == (True, Decimal(value), over)


def test_an_amount_knows_its_place_and_whether_more_is_meant() -> None:
    text = "wie tekent boven de 50.000 euro?"
    [found] = find_amounts(text)
    assert (text[found.start : found.end], found.over) == ("50.000 euro", True)


@given(cents)
def test_every_way_of_writing_an_amount_means_the_same(value: Decimal) -> None:
    said = {parse_euro(way).value for way in (dutch(value), f"€ {dutch(value)}", f"{value:.2f}", f"EUR {value:,.2f}")}
    assert said == {value}


@given(whole)
def test_a_k_is_a_thousand(thousands: int) -> None:
    value = Decimal(thousands) * 1000
    if value > MOST:
        with pytest.raises(AmountUnclear):
            parse_euro(f"{thousands}k")
    else:
        assert parse_euro(f"{thousands}k").value == value


@given(st.text(max_size=200))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        euro = parse_euro(text)
    except AmountUnclear:
        return
    assert 0 <= euro.value <= MOST


@given(st.text(max_size=300))
def test_found_amounts_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for found in find_amounts(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
