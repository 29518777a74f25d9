# SPDX-License-Identifier: EUPL-1.2
"""Somebody does not know what to say, or says it oddly: help, the nearest command, and nothing lost or broken."""

import re

import pytest

from bot.local.limits import MOST_WORDS
from commands.errors import Refused
from commands.people import Person
from tests.cast import AHMET, LOTTE, SANNE
from tests.conversations.scenes import FIRST, files
from tests.drive import Chat

#: Markup of every platform, quotes, emoji with joiners, right-to-left, and characters that hide or turn text.
ODD = '<b>*vet*</b> <!channel> <at>Piet</at> [x](http://e.example) `c` "q" & 👩‍👩‍👧 שלום \u202egnp.exe\u202c \x07piep'
#: The same as it may be kept: what hides or turns text is gone, everything else is there.
KEPT = '<b>*vet*</b> <!channel> <at>Piet</at> [x](http://e.example) `c` "q" & 👩‍👩‍👧 שלום gnp.exe piep'

#: What would do harm in what a platform gets: a tag, a call of everybody, a mention.
HARM = {"local": r"<b>", "slack": r'"mrkdwn", "text": "[^"]*<!channel>', "teams": r"entities"}


def test_help_shows_what_works_with_examples_to_press(chat: Chat) -> None:
    for words in ("hoi", "/help", "/it", "wat kun je?"):
        read = chat.says(SANNE, words)
        assert read.startswith("Dit kan ik voor je doen"), words
        assert "begrijp" not in read, words
        assert "/wiebeslist · /whodecides" in read, words
    assert chat.presses(SANNE, "wie beslist over laptops van 40k?").startswith("CIO beslist over")


def test_a_stranger_is_told_whom_to_ask_and_learns_nothing(chat: Chat) -> None:
    stranger = Person("piet-vreemd", "Piet Vreemd")
    for words in ("hoi", "wie beslist over laptops van 40k?"):
        read = chat.says(stranger, words)
        assert read == "Ik ken je nog niet. Vraag de beheerder van deze assistent om je toe te voegen."
    assert chat.journal() == []


def test_words_that_mean_nothing_here_are_said_so_with_what_does_work(chat: Chat) -> None:
    read = chat.says(SANNE, "bananenbrood")
    assert "Ik begrijp “bananenbrood” niet." in read
    assert "/itverzoek" in read
    assert "I don't understand “banana bread”." in chat.says(LOTTE, "banana bread")
    assert chat.journal() == []


def test_a_mistyped_command_is_told_the_nearest_one(chat: Chat) -> None:
    assert "Ik ken “/itverzoeek laptop” niet. Bedoel je /itverzoek?" in chat.says(SANNE, "/itverzoeek laptop")
    assert "Bedoel je /wiebeslist?" in chat.says(SANNE, "/wiebeslis laptops")


def test_a_command_without_words_asks_for_them(chat: Chat) -> None:
    assert "Typ waar het over gaat" in chat.says(SANNE, "/wiebeslist")


def test_too_many_words_are_refused_with_the_number(chat: Chat) -> None:
    if chat.platform.name == "local":
        with pytest.raises(Refused, match=f"{MOST_WORDS + 1} characters"):
            chat.says(SANNE, "x" * (MOST_WORDS + 1))
        return
    read = chat.says(SANNE, "x" * 100_000)
    assert read == "Dat is te lang voor mij: 100.000 tekens. Gebruik er hoogstens 3.000."


def test_words_of_nothing_but_space_are_no_question(chat: Chat) -> None:
    assert chat.says(SANNE, "\u200b").startswith("Dit kan ik voor je doen")
    if chat.platform.name == "local":
        with pytest.raises(Refused, match="Type your question first"):
            chat.says(SANNE, " \n ")
        return
    assert chat.says(SANNE, "  ").startswith("Dit kan ik voor je doen")


def test_a_form_opens_at_once_where_it_can_and_else_by_a_button(chat: Chat) -> None:
    read = chat.says(SANNE, "We hebben drie extra licenties nodig, 4k")
    if chat.platform.name == "local":
        assert chat.last.form
        return
    assert not chat.last.form
    assert "Dit formulier open je met een knop." in read
    chat.presses(SANNE, "Open het formulier")
    assert chat.filled(SANNE)["cost"] == "4000"


def test_odd_characters_survive_as_they_were_typed_and_do_no_harm(chat: Chat) -> None:
    files(chat, problem=f"{ODD}\nen een tweede regel", goal=ODD)
    assert f"> {KEPT}\n> en een tweede regel" in chat.reads(AHMET)
    chat.presses(AHMET, "Wijs af")
    chat.fills(AHMET, reason=ODD, alternative="😀" * 500)
    assert f"> {KEPT}" in chat.reads(SANNE)
    assert "😀" * 500 in chat.record(SANNE, "requests", FIRST)
    assert not re.search(HARM[chat.platform.name], chat.drawn(SANNE))


def test_odd_characters_in_a_question_are_no_trouble(chat: Chat) -> None:
    assert chat.says(SANNE, "wie beslist over \u202elaptops\u202c van 40k? 👩‍👩‍👧 <b>").startswith("CIO beslist over")
    read = chat.says(SANNE, f"wie beslist over {ODD}")
    assert "Uit het register van Gemeente Waterveen." in read
    assert "\u202e" not in chat.reads_all(SANNE)


def test_a_title_that_is_too_long_is_refused_beside_its_field(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek laptops")
    chat.fills(SANNE, subject="x" * 100_000, problem="Te lang.", kind="hardware")
    assert chat.errors(SANNE) == {"subject": "Gebruik hoogstens 150 tekens; dit zijn er 100.000."}
    assert chat.fills(SANNE, subject="Laptops").startswith(f"Ingediend: {FIRST}")
