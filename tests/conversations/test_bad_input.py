# SPDX-License-Identifier: EUPL-1.2
"""What somebody types cannot be meant, or names nobody and nothing: a sentence says so, at the place where it stands.

Odd characters, too many words and mistyped commands are told in ``test_help.py``, references in ``test_following.py``,
stale cards, presses without authority and events that come twice in ``test_authority.py``.
"""

import pytest

from tests.cast import AHMET, LOTTE, SANNE
from tests.conversations.scenes import FIRST, files
from tests.drive import Chat

#: What is typed in a field for an amount, and how the sentence beside it begins.
NO_AMOUNTS = {
    "-5000": "Een bedrag kan niet lager zijn dan nul.",
    "veel": "Ik kan “veel” niet lezen als bedrag.",
    "1.000,00.00": "Ik kan “1.000,00.00” niet lezen als bedrag.",
    "0,001": "Ik kan “0,001” niet lezen als bedrag.",
    "1e9": "Ik kan “1e9” niet lezen als bedrag.",
    "NaN": "Ik kan “NaN” niet lezen als bedrag.",
    "tussen 5k en 6k": "Ik lees meer dan één bedrag in “tussen 5k en 6k”.",
    "99 triljoen": "“99 triljoen” is meer dan tien miljard euro.",
    "5" * 5_000: f"“{'5' * 60}” is meer dan tien miljard euro.",
}


def test_what_is_no_amount_is_said_beside_its_field_and_the_rest_stays_as_typed(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek Vier laptops")
    for typed, sentence in NO_AMOUNTS.items():
        chat.fills(SANNE, kind="hardware", problem="Vier nieuwe collega's.", cost=typed)
        assert list(chat.errors(SANNE)) == ["cost"]
        assert chat.errors(SANNE)["cost"].startswith(sentence)
    assert chat.journal() == []
    assert chat.fills(SANNE, cost="4800").startswith(f"Ingediend: {FIRST} “Vier laptops”")


def test_a_question_with_an_amount_that_cannot_be_meant_names_nobody(chat: Chat) -> None:
    asked = "wie beslist over laptops van {}?"
    for typed in ("-5000", "€ -5.000", "minus 5000 euro"):
        assert chat.says(SANNE, asked.format(typed)).startswith("Een bedrag kan niet negatief zijn."), typed
    for typed in ("1.000,00.00", "1.00.000", "1e400"):
        assert chat.says(SANNE, asked.format(typed)).startswith(f"Ik kan “{typed}” niet lezen als één bedrag."), typed
    assert "is meer dan een gemeente uitgeeft" in chat.says(SANNE, asked.format("99 triljoen euro"))
    either = chat.says(SANNE, asked.format("5000 of 50000 euro"))
    assert either.startswith("Ik lees twee bedragen in “5000 of 50000 euro”, en wie beslist kan verschillen.")
    read = chat.says(LOTTE, "who decides on laptops of € 1.00.000?")
    assert read == "I can't read “1.00.000” as one amount. Ask again with an amount such as 40.000 or 40k."
    assert chat.journal() == []


def test_a_question_about_nothing_is_asked_what_it_is_about(chat: Chat) -> None:
    for words in ("wie beslist over", "wie beslist over?", "wie gaat er over …"):
        assert "Noem ook het onderwerp." in chat.says(SANNE, words), words
    assert chat.says(SANNE, "wie vervangt?").startswith("Van wie wil je de vervanger weten?")
    assert chat.says(LOTTE, "who replaces").startswith("Whose replacement do you want to know?")
    assert chat.journal() == []


def test_what_is_not_there_is_said_so_with_what_comes_nearest(chat: Chat) -> None:
    read = chat.says(SANNE, "/register zoef")
    assert read.startswith("Geen onderwerp heet “zoef”; dit komt het dichtst in de buurt")
    assert "Bedoel je een van deze?\n\n• Fatima El Idrissi" in chat.says(SANNE, "/mensen Fatma")
    assert "[CIO]" in chat.says(SANNE, "wie vervangt de CEO?")
    assert "Typ /mensen om alle functies te zien." in chat.says(SANNE, "wie vervangt Pietje Puk?")
    assert "Ik ken geen aanvraag “zoef” van jou." in chat.says(SANNE, "/itstatus zoef")
    files(chat)
    read = chat.says(SANNE, "/itstatus ITV-2O26-0001")
    assert read.startswith("Je aanvragen\n\nIk ken geen aanvraag “ITV-2O26-0001” van jou.")
    assert f"• {FIRST} “Vier laptops”" in read


def test_a_person_nobody_knows_is_said_beside_the_field_with_the_nearest_name(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek Lamp")
    chat.fills(SANNE, kind="hardware", problem="Het is hier donker.", sponsor="fatima el idrisi")
    picked = {"sponsor": "Ik ken deze persoon nog niet. Kies iemand anders, of vraag het de beheerder."}
    typed = {"sponsor": "Ik ken niemand die “fatima el idrisi” heet. Bedoel je Fatima El Idrissi?"}
    assert chat.errors(SANNE) == (typed if chat.platform.name == "local" else picked)
    assert chat.fills(SANNE, sponsor="Fatima El Idrissi").startswith(f"Ingediend: {FIRST}")


def test_a_form_that_is_no_longer_asked_stays_open_with_what_was_typed(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.begins(SANNE, "/itverzoek Vier laptops")
    renewed = next(feature.submits for feature in chat.features if "requests.request" in feature.submits)
    with monkeypatch.context() as newer:
        newer.delitem(renewed, "requests.request")
        chat.fills(SANNE, kind="hardware", problem="Vier nieuwe collega's.")
    assert "Dit formulier is van een oudere versie van Mandaat" in chat.errors(SANNE)[""]
    assert chat.fills(SANNE).startswith(f"Ingediend: {FIRST} “Vier laptops”")
    assert [line for line in chat.journal() if "refused" in line[2]] == []


def test_what_somebody_wrote_in_vain_is_given_back(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Wijs af")
    chat.presses(SANNE, "Trek in")
    chat.presses(SANNE, "Ja, trek in")
    read = chat.fills(AHMET, reason="Het kan wachten tot mei.", alternative="Leen er een.")
    assert read.startswith(f"Dat kan nu niet: {FIRST} is nu “Ingetrokken”.")
    assert "Dit is wat je schreef:\n\n> Het kan wachten tot mei.\n\n> Leen er een." in read


def test_words_behind_the_hub_are_answered_as_if_it_were_not_there(chat: Chat) -> None:
    assert chat.says(SANNE, "/it wie beslist over laptops van 40k?").startswith("CIO beslist over")
    assert chat.says(SANNE, "/it /mijn").startswith("Jouw overzicht")
    assert "Ik begrijp “bananenbrood” niet." in chat.says(SANNE, "/it bananenbrood")


def test_a_command_counts_without_its_slash_and_from_its_first_letters(chat: Chat) -> None:
    assert "Vier laptops" in chat.begins(SANNE, "itverzoek Vier laptops")
    assert chat.says(SANNE, "ITSTATUS").startswith("Je hebt nog niets aangevraagd")
    assert chat.says(SANNE, "mensen").startswith("Mensen en functies")
    assert "Ik begrijp “mensen eten brood” niet." in chat.says(SANNE, "mensen eten brood")
    assert "Ik ken “/wie” niet. Bedoel je /wiebeslist?" in chat.says(SANNE, "/wie")
    assert chat.says(SANNE, "/ wiebeslist laptops van 40k").startswith("CIO beslist over")


def test_the_colours_of_a_terminal_are_no_amount(chat: Chat) -> None:
    plain = chat.says(SANNE, "wie beslist over laptops?")
    assert chat.says(SANNE, "wie beslist over \x1b[31mlaptops\x1b[0m?") == plain


def test_who_is_away_until_a_day_that_has_passed_is_asked_again(chat: Chat) -> None:
    for words in ("ik ben weg tot gisteren", "ik ben weg van 5 december tot 3 december"):
        assert "ligt vóór" in chat.begins(SANNE, words), words
    assert chat.journal() == []
