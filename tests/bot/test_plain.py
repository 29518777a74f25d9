# SPDX-License-Identifier: EUPL-1.2
"""Cards and forms as text: what a notification shows and a screen reader says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from bot.lengths import clip, fit, length, pieces
from bot.plain import render_card, render_form, web
from commands.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Quote,
)
from commands.events import Press
from commands.forms import FormView, Line, OneOf, Option
from commands.text import Message
from tests import strategies
from tests.bot.readers import DUTCH, readers

SHOW = Button("Bekijk", Press("requests.show"))


def test_every_element_reads_as_text() -> None:
    card = Card(
        "Verzoek ITV-2026-0014",
        (
            Paragraph("Jij beslist."),
            Heading("Feiten"),
            Facts((Fact("Bedrag", "€ 40.000"), Fact("Reden", ""))),
            Bullets(("binnen budget", "uit raamcontract")),
            Quote("Graag snel.\nDank!"),
            Divider(),
            Entries((Entry("ITV-2026-0011", "Zaaksysteem", SHOW), Entry("ITV-2026-0012"))),
            Links((Link("Besluit", "/besluit/1"),)),
            Buttons((SHOW, Button("Wijs af", Press("requests.decline")))),
        ),
    )
    assert render_card(card, DUTCH, "https://mandaat.example").split("\n\n") == [
        "Verzoek ITV-2026-0014",
        "Jij beslist.",
        "Feiten",
        "Bedrag: € 40.000\nReden: –",
        "• binnen budget\n• uit raamcontract",
        "> Graag snel.\n> Dank!",
        "———",
        "• ITV-2026-0011 – Zaaksysteem [Bekijk]\n• ITV-2026-0012",
        "Besluit: https://mandaat.example/besluit/1",
        "[Bekijk] [Wijs af]",
    ]


def test_a_form_reads_as_its_fields_with_what_is_filled_in_and_wrong() -> None:
    kinds = (Option("new", "Nieuw"), Option("more", "Meer"))
    view = FormView(
        "a.b", "Aanvraag", "Verstuur", (Line("Wat", "Kort.", name="w"), OneOf("Soort", kinds, required=False, name="s"))
    )
    errors = {"w": Message("Fill this in."), "": Message("Look at this form again.")}
    assert render_form(view, DUTCH, errors, {"s": "more"}).split("\n\n") == [
        "Aanvraag",
        "! Kijk nog eens naar dit formulier.",
        f"Wat:\nKort.\n! {DUTCH.say(Message('Fill this in.'))}",
        "Soort (niet verplicht): Meer\n( ) Nieuw\n(x) Meer",
        "[Verstuur]",
    ]


@given(strategies.cards, readers)
def test_text_of_any_card_holds_no_character_that_hides_or_turns_it(card: Card, reader: Localizer) -> None:
    shown = render_card(card, reader)
    assert shown.strip()
    assert {unicodedata.category(c) for c in shown if c not in "\n\t\u200c\u200d"} & {"Cc", "Cf", "Cs"} == set()


@given(strategies.forms(), readers)
def test_every_field_of_any_form_is_named(view: FormView, reader: Localizer) -> None:
    assert len(render_form(view, reader).split("\n\n")) >= len(view.fields) + 2


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example", "", "https://", "https:///x", "http://a b", "https://a\n.nl"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(href: str) -> None:
    assert web(href, "https://mandaat.example") == ""


def test_an_address_within_the_house_needs_the_public_address() -> None:
    assert web("/besluit/1", "https://mandaat.example/") == "https://mandaat.example/besluit/1"
    assert web("/besluit/1", "") == ""


@given(strategies.hostile, st.integers(2, 100))
def test_a_clipped_text_fits_and_begins_as_it_was(text: str, most: int) -> None:
    text = text.encode("utf-16-le", "ignore").decode("utf-16-le")
    shown = clip(text, most)
    assert length(shown) <= most
    assert shown == text or text.startswith(shown.removesuffix("…"))


def test_a_clip_keeps_a_family_whole_or_leaves_it_out() -> None:
    family = "👩‍👩‍👧‍👦"
    assert clip(f"{family}{family}", length(family) + 3) == f"{family}…"


@given(strategies.hostile, st.integers(2, 500))
def test_pieces_fit_and_hold_every_word(text: str, most: int) -> None:
    text = text.encode("utf-16-le", "ignore").decode("utf-16-le")
    parts = pieces(text, most)
    assert all(0 < length(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(4, 20), st.integers(20, 60))
def test_what_fits_and_what_is_left_out_is_all_there_is(sizes: list[int], most: int, room: int) -> None:
    kept = fit(sizes, most, room, lambda size: size, lambda size: size == 9)
    assert len(kept.head) + kept.left_out + len(kept.tail) == len(sizes)
    assert sum(kept.head) + sum(kept.tail) <= room
    assert len(kept.head) + len(kept.tail) + bool(kept.left_out) <= most


def test_where_there_is_no_room_at_all_everything_is_left_out() -> None:
    kept = fit([1, 2, 9], 5, -10, lambda size: size, lambda size: size == 9)
    assert (kept.head, kept.left_out, kept.tail) == ((), 3, ())
