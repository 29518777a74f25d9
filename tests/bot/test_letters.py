# SPDX-License-Identifier: EUPL-1.2
"""What we draw is written in letters that know the names of people, and that a document carries itself."""

from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from bot.language import Localizer
from bot.letters import Letters
from bot.pdf import card_pdf
from commands.cards import Card, Fact, Facts

#: What the Latin alphabets of Europe have beside a to z, and the signs that our texts have.
ALPHABETS = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēėęěğġģħĩīĭįıĵķĺļľŀłńņňőœŕřśŝşšșţťțũūŭůűųŵŷźżžß"
SIGNS = "€–—“”‘’…•→−≥≤"


@pytest.mark.parametrize("letters", Letters)
def test_the_letters_know_every_name_in_europe(letters: Letters) -> None:
    known = TTFont(letters.value, BytesIO(letters.read())).face.charToGlyph
    wanted = {*ALPHABETS, *ALPHABETS.upper(), *SIGNS}
    assert {sign for sign in wanted if ord(sign) not in known} == set()


def test_a_document_carries_the_letters_of_a_name_along() -> None:
    card = Card("Verslag", (Facts((Fact("Voorzitter", "Paweł Żak-Győrgy"),)),))
    made = card_pdf(card, "Waterveen", Localizer("nl", ZoneInfo("Europe/Amsterdam")))
    assert b"SourceSansPro-Regular" in made
    assert b"/FontFile2" in made
