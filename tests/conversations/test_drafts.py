# SPDX-License-Identifier: EUPL-1.2
"""Somebody begins a request, closes the form, and goes on with it another time."""

from datetime import timedelta

import pytest

from tests.cast import AHMET, NAOMI, SANNE
from tests.conversations.conftest import STAGES
from tests.conversations.scenes import FIRST
from tests.drive import Chat

#: Teams does not tell when a dialog is closed.
where_closing_is_told = pytest.mark.parametrize(
    "stage", [stage for stage in STAGES if stage.platform != "teams"], indirect=True, ids=str
)


@where_closing_is_told
def test_what_was_typed_in_a_form_that_is_closed_is_kept_and_goes_on_where_it_stopped(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops, 4k")
    read = chat.closes(SANNE, problem="De oude zijn op.", sponsor=NAOMI.name)
    assert read.startswith("Je concept “Vier laptops” is bewaard")
    assert "Ik bewaar het tot en met 1 april 2026" in read
    chat.presses(SANNE, "Verder")
    kept = chat.filled(SANNE)
    assert (kept["subject"], kept["problem"], kept["cost"]) == ("Vier laptops", "De oude zijn op.", "4000")
    assert "Dit typte je op maandag 2 maart 2026 om 09:30 uur" in chat.form(SANNE)
    assert chat.fills(SANNE).startswith(f"Ingediend: {FIRST}")
    assert "Verder" not in chat.labels(SANNE)
    assert f"Je concept is ingediend: {FIRST}" in chat.reads_all(SANNE)
    assert "Naomi Pinas" in chat.reads(AHMET)


@where_closing_is_told
def test_who_typed_nothing_leaves_nothing_behind(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    before = chat.reads_all(SANNE)
    chat.closes(SANNE)
    assert chat.reads_all(SANNE) == before
    assert "Nog niet ingediend" not in chat.says(SANNE, "/mijn")


@where_closing_is_told
def test_a_draft_is_offered_when_the_form_is_opened_again(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    chat.closes(SANNE, problem="De oude zijn op.")
    chat.begins(SANNE, "/itverzoek")
    assert chat.filled(SANNE)["problem"] == "De oude zijn op."
    chat.begins(SANNE, "/itverzoek vier laptops, 6k")
    assert chat.filled(SANNE)["problem"] == "De oude zijn op."
    assert chat.filled(SANNE)["cost"] == "6000"
    chat.begins(SANNE, "/itverzoek een lamp")
    assert "problem" not in chat.filled(SANNE)
    assert "Je hebt ook nog een concept: “Vier laptops”. Je vindt het met /mijn." in chat.form(SANNE)


@where_closing_is_told
def test_the_button_of_an_answer_opens_what_was_begun_there(chat: Chat) -> None:
    chat.says(SANNE, "wie beslist over laptops van 40k?")
    answer = chat.cards(SANNE)[-1]
    chat.presses(SANNE, "Dien een aanvraag in", answer)
    chat.closes(SANNE, subject="Alles vervangen")
    chat.presses(SANNE, "Dien een aanvraag in", answer)
    assert chat.filled(SANNE)["subject"] == "Alles vervangen"


@where_closing_is_told
def test_several_drafts_stand_beside_each_other_and_each_can_be_thrown_away(chat: Chat) -> None:
    for title in ("vier laptops", "een lamp"):
        chat.begins(SANNE, f"/itverzoek {title}")
        chat.closes(SANNE, problem="Daarom.")
        chat.time_passes(timedelta(minutes=5))
    read = chat.says(SANNE, "/mijn")
    assert read.index("“Een lamp”, bewaard op") < read.index("“Vier laptops”, bewaard op")
    overview = chat.cards(SANNE)[-1]
    assert chat.presses(SANNE, "Weggooien", overview).startswith("Je concept “Een lamp” is weggegooid")
    assert chat.reads_all(SANNE).count("Je concept “Een lamp” is weggegooid") == 2
    assert "“Een lamp”" not in chat.says(SANNE, "/mijn")
    assert "“Vier laptops”, bewaard op" in chat.reads(SANNE)
    assert "Dat concept is er niet meer" in chat.presses(SANNE, "Verder", overview)


@where_closing_is_told
def test_what_was_written_in_a_form_of_which_nothing_is_kept_comes_back_unless_it_is_soon_typed_again(
    chat: Chat,
) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    chat.fills(SANNE, problem="De oude zijn op.")
    chat.presses(AHMET, "Wijs af")
    before = chat.reads_all(AHMET)
    chat.closes(AHMET, reason="Nee.")
    assert chat.reads_all(AHMET) == before
    chat.presses(AHMET, "Wijs af")
    reason = "Er staan er nog drie in de kast van de servicedesk."
    read = chat.closes(AHMET, reason=reason)
    assert read.startswith("Je sloot het formulier, dus er is niets veranderd.")
    assert reason in read


def test_where_closing_is_not_told_a_form_that_failed_is_kept_all_the_same(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    chat.fills(SANNE, problem="De oude zijn op.", cost="min 5")
    chat.closes(SANNE)
    chat.says(SANNE, "/mijn")
    chat.presses(SANNE, "Verder")
    assert chat.filled(SANNE)["cost"] == "min 5"
