# SPDX-License-Identifier: EUPL-1.2
"""Somebody asks whether he may decide it himself, and goes on from the answer."""

from datetime import timedelta

from tests.cast import AHMET, LOTTE, MARIEKE, SANNE
from tests.conversations.scenes import away
from tests.drive import Chat


def test_may_i_is_answered_for_who_asks_and_goes_on_as_a_request_or_an_escalation(chat: Chat) -> None:
    read = chat.says(SANNE, "/magik 45.000 cloudcontract")
    assert read.startswith("Nee, maar Teammanager I&A beslist over “Softwarelicenties aanschaffen of verlengen”")
    assert "Begrepen: € 45.000 excl. btw. Uit het register van Gemeente Waterveen." in read
    assert "Vandaag is dat Ahmet Demir." in read
    assert "Grondslag: Mandaatbesluit Waterveen 2024 art. 6" in read
    assert "Register: Gemeente Waterveen, WV-006, versie 1 van 2 maart 2026" in read
    chat.presses(SANNE, "Ik krijg geen besluit")
    assert chat.filled(SANNE)["whom"] == "Teammanager I&A"
    chat.says(SANNE, "/magik 45.000 cloudcontract")
    chat.presses(SANNE, "Dien een aanvraag in")
    assert chat.filled(SANNE)["cost"] == "45000"

    read = chat.says(LOTTE, "may I sign a contract for the cloud of 45k?")
    assert read.startswith("Do you mean one of these?")
    read = chat.presses(LOTTE, "Buying or renewing software licences")
    assert read.startswith("No, but Teammanager I&A decides on “Buying or renewing software licences”")

    read = chat.says(AHMET, "mag ik voor 45.000 een cloudcontract kopen?")
    assert read.startswith("Ja, jij beslist over “Softwarelicenties aanschaffen of verlengen”, met wat hieronder staat")
    assert "Afdelingshoofd beslist over “Vaststellen DPIA” (WV-060)." in read
    away(chat, AHMET)
    read = chat.says(MARIEKE, "/mayi 45.000 cloudcontract")
    assert "je handelt namens Ahmet Demir" in read
    chat.time_passes(timedelta(days=7))
    assert chat.says(MARIEKE, "/mayi 45.000 cloudcontract").startswith("Nee, maar Teammanager I&A")
