# SPDX-License-Identifier: EUPL-1.2
"""Cards, forms and messages of every kind for Hypothesis, with the texts that people and attackers type."""

from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from commands.cards import (
    Bar,
    Bullets,
    Button,
    Buttons,
    Card,
    Chart,
    Divider,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Mark,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
)
from commands.events import Press
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Option, Someone
from commands.text import Message

T = TypeVar("T")

NASTY = (
    "",
    " \n\t ",
    "<!channel> <@U1> <https://evil.example|klik> <#C1|algemeen>",
    "*vet* _schuin_ ~weg~ `code` :tada: > citaat",
    "> regel één\n> regel twee",
    "**vet** [klik](https://evil.example) # kop\n- punt\n1. een\n\n---",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T00:00:00Z)}}",
    "<at>Iedereen</at> &amp; &lt;b&gt; &#42;vet&#42;",
    "<script>alert(1)</script> \"'&",
    "{count} %s {0}",
    "\x00\x07\x1b[31mrood\ud800\udfff",
    "\u202eomgekeerd\u202c \u2066eiland\u2069 \u200b",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦🇳🇱👍🏽" * 30,
    "z̈̃̄̇" * 40,
    "&" * 3_000,
    "\\" * 500,
    "woord " * 2_000,
    "a" * 10_000,
    "regel\n" * 400,
)


def _nasty(number: int) -> str:
    # By number: Hypothesis warns where the description of a strategy runs to pages, as these texts do.
    return NASTY[number]


names = st.from_regex(r"[a-z][a-z_]{0,10}[a-z]", fullmatch=True)
#: What a program gives: short, and whole characters.
values = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
hostile = st.one_of(
    st.integers(0, len(NASTY) - 1).map(_nasty), st.text(max_size=80), st.text("*_~`<>&[]()#:-> \n{}\\|", max_size=40)
)
messages = st.builds(lambda what: Message("You can do this: {what}.", (("what", what),)), hostile)
texts = st.one_of(hostile, messages)


@st.composite
def presses(draw: st.DrawFn) -> Press:
    """Return a press as features make them."""
    pairs = draw(st.lists(st.tuples(names, values), max_size=3, unique_by=lambda pair: pair[0]))
    return Press(f"{draw(names)}.{draw(names)}", tuple(pairs))


buttons = st.builds(Button, texts, presses(), st.sampled_from(Style), texts)
entries = st.builds(Entry, texts, texts, st.none() | buttons)
addresses = st.one_of(
    st.sampled_from(["/requests/ITV-2026-0014", "https://example.org/x?y=1", "javascript:x", "//x", ""]), hostile
)


def _some(one: st.SearchStrategy[T], most: int = 4) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(one, max_size=most).map(tuple)


_means = st.decimals(1, 5, places=1)
bars = st.builds(Bar, texts, _means, texts, _some(st.builds(Mark, hostile, _means), 2))
elements = st.one_of(
    st.builds(Paragraph, texts, st.sampled_from(Weight)),
    st.builds(Heading, texts),
    st.builds(Facts, _some(st.builds(Fact, texts, texts), 12)),
    st.builds(Bullets, _some(texts)),
    st.builds(Quote, hostile),
    st.builds(Entries, _some(entries)),
    st.builds(Links, _some(st.builds(Link, texts, addresses))),
    st.builds(Divider),
    st.builds(Chart, texts, _some(bars), st.just(1), st.just(5)),
    st.builds(Buttons, _some(buttons, 8)),
)
cards = st.builds(Card, texts, _some(elements, 6), st.sampled_from(Tone))

#: Texts that are never cut away from a card, so that each of its buttons is drawn.
small = st.text(max_size=40)
small_buttons = st.builds(Button, small, presses(), st.sampled_from(Style), small)
small_cards = st.builds(
    Card,
    small,
    _some(
        st.one_of(
            st.builds(Buttons, _some(small_buttons, 5)),
            st.builds(Entries, _some(st.builds(Entry, small, small, st.none() | small_buttons))),
        ),
        4,
    ),
)


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    """Return a field of any kind, empty or filled in before."""
    label, hint, required = draw(texts), draw(texts), draw(st.booleans())
    options = draw(st.lists(st.builds(Option, values, texts), max_size=12, unique_by=lambda o: o.value))
    long = Option(draw(st.sampled_from(["functie " * 20, "x" * 76])), "Lang")
    shown = draw(st.booleans())
    chosen = st.sampled_from([o.value for o in options]) if options else st.just("")
    kinds: list[Field] = [
        Line(label, hint, required, draw(st.integers(1, 4_000))),
        Lines(label, hint, required),
        Amount(label, hint, required),
        Day(label, hint, required),
        OneOf(label, (*options, long), hint, required, open=shown),
        OneOf(label, (), hint, required, open=shown),
        Someone(label, hint, required),
    ]
    field = draw(st.sampled_from(kinds))
    before = draw(st.one_of(st.just(""), hostile, st.just("2026-03-14"), chosen, st.just("Fatima el Amrani")))
    return replace(field, name=name, value=before)


@st.composite
def forms(draw: st.DrawFn) -> FormView:
    """Return a form with a few fields."""
    drawn = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    hidden = draw(st.lists(st.tuples(names, values), max_size=3, unique_by=lambda pair: pair[0]))
    return FormView(
        f"{draw(names)}.{draw(names)}",
        draw(texts),
        draw(texts),
        tuple(draw(fields(name)) for name in drawn),
        draw(_some(texts, 3)),
        tuple(hidden),
    )
