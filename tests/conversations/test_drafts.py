# SPDX-License-Identifier: EUPL-1.2
"""Somebody begins a request, closes the form, and goes on with it another time."""

from datetime import timedelta

import pytest

from tests.cast import AHMET, NAOMI, SANNE
from tests.conversations.scenes import FIRST
from tests.drive import Chat


@pytest.fixture
def closing(chat: Chat) -> Chat:
    """Give the platforms that tell when a form is closed."""
    if chat.platform.name == "teams":
        pytest.skip("Teams does not tell when a dialog is closed")
    return chat


def test_what_was_typed_in_a_form_that_is_closed_is_kept_and_goes_on_where_it_stopped(closing: Chat) -> None:
    closing.begins(SANNE, "/itverzoek vier laptops, 4k")
    read = closing.closes(SANNE, problem="De oude zijn op.", sponsor=NAOMI.name)
    assert read.startswith("Je concept “Vier laptops” is bewaard")
    assert "Ik bewaar het tot en met 1 april 2026" in read
    closing.presses(SANNE, "Verder")
    kept = closing.filled(SANNE)
    assert (kept["subject"], kept["problem"], kept["cost"]) == ("Vier laptops", "De oude zijn op.", "4000")
    assert "Dit typte je op maandag 2 maart 2026 om 09:30 uur" in closing.form(SANNE)
    assert closing.fills(SANNE).startswith(f"Ingediend: {FIRST}")
    assert "Verder" not in closing.labels(SANNE)
    assert f"Je concept is ingediend: {FIRST}" in closing.reads_all(SANNE)
    assert "Naomi Pinas" in closing.reads(AHMET)


def test_who_typed_nothing_leaves_nothing_behind(closing: Chat) -> None:
    closing.begins(SANNE, "/itverzoek vier laptops")
    before = closing.reads_all(SANNE)
    closing.closes(SANNE)
    assert closing.reads_all(SANNE) == before
    assert "Nog niet ingediend" not in closing.says(SANNE, "/mijn")


def test_a_draft_is_offered_when_the_form_is_opened_again(closing: Chat) -> None:
    closing.begins(SANNE, "/itverzoek vier laptops")
    closing.closes(SANNE, problem="De oude zijn op.")
    closing.begins(SANNE, "/itverzoek")
    assert closing.filled(SANNE)["problem"] == "De oude zijn op."
    closing.begins(SANNE, "/itverzoek vier laptops, 6k")
    assert closing.filled(SANNE)["problem"] == "De oude zijn op."
    assert closing.filled(SANNE)["cost"] == "6000"
    closing.begins(SANNE, "/itverzoek een lamp")
    assert "problem" not in closing.filled(SANNE)
    assert "Je hebt ook nog een concept: “Vier laptops”. Je vindt het met /mijn." in closing.form(SANNE)


def test_the_button_of_an_answer_opens_what_was_begun_there(closing: Chat) -> None:
    closing.says(SANNE, "wie beslist over laptops van 40k?")
    answer = closing.cards(SANNE)[-1]
    closing.presses(SANNE, "Dien een aanvraag in", answer)
    closing.closes(SANNE, subject="Alles vervangen")
    closing.presses(SANNE, "Dien een aanvraag in", answer)
    assert closing.filled(SANNE)["subject"] == "Alles vervangen"


def test_several_drafts_stand_beside_each_other_and_each_can_be_thrown_away(closing: Chat) -> None:
    for title in ("vier laptops", "een lamp"):
        closing.begins(SANNE, f"/itverzoek {title}")
        closing.closes(SANNE, problem="Daarom.")
        closing.time_passes(timedelta(minutes=5))
    read = closing.says(SANNE, "/mijn")
    assert read.index("“Een lamp”, bewaard op") < read.index("“Vier laptops”, bewaard op")
    overview = closing.cards(SANNE)[-1]
    assert closing.presses(SANNE, "Weggooien", overview).startswith("Je concept “Een lamp” is weggegooid")
    assert closing.reads_all(SANNE).count("Je concept “Een lamp” is weggegooid") == 2
    assert "“Een lamp”" not in closing.says(SANNE, "/mijn")
    assert "“Vier laptops”, bewaard op" in closing.reads(SANNE)
    assert "Dat concept is er niet meer" in closing.presses(SANNE, "Verder", overview)


def test_a_form_of_which_nothing_is_kept_closes_in_silence(closing: Chat) -> None:
    closing.begins(SANNE, "/itverzoek vier laptops")
    closing.fills(SANNE, problem="De oude zijn op.")
    closing.presses(AHMET, "Wijs af")
    before = closing.reads_all(AHMET)
    closing.closes(AHMET, reason="Nee.")
    assert closing.reads_all(AHMET) == before


def test_where_closing_is_not_told_a_form_that_failed_is_kept_all_the_same(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    chat.fills(SANNE, problem="De oude zijn op.", cost="min 5")
    chat.closes(SANNE)
    chat.says(SANNE, "/mijn")
    chat.presses(SANNE, "Verder")
    assert chat.filled(SANNE)["cost"] == "min 5"
