# SPDX-License-Identifier: EUPL-1.2
"""The gallery shows all there is, and every platform takes it."""

from typing import get_args

import pytest

from bot import plain, slack, teams
from bot.gallery import SAMPLES, Sample
from bot.language import Localizer
from commands.cards import (
    Card,
    Element,
    Paragraph,
    Style,
    Tone,
    Weight,
    buttons,
)
from commands.forms import Field, FormView
from tests.bot.readers import DUTCH, ENGLISH
from tests.bot.slack.judge import message_faults, modal_faults
from tests.bot.teams.judge import card_faults

PUBLIC = "https://mandaat.example"
CARDS = [sample.shown for sample in SAMPLES if isinstance(sample.shown, Card)]
FORMS = [sample.shown for sample in SAMPLES if isinstance(sample.shown, FormView)]


def test_the_gallery_shows_every_element_tone_weight_and_style() -> None:
    elements = [element for card in CARDS for element in card.elements]
    assert {type(element) for element in elements} == set(get_args(Element))
    assert {card.tone for card in CARDS} == set(Tone)
    assert {element.weight for element in elements if isinstance(element, Paragraph)} == set(Weight)
    assert {button.style for card in CARDS for button in buttons(card)} == set(Style)


def test_the_gallery_shows_every_field_empty_and_filled_in() -> None:
    fields = [field for form in FORMS for field in form.fields]
    assert {type(field) for field in fields if not field.value} == set(get_args(Field))
    assert {type(field) for field in fields if field.value} == set(get_args(Field))


@pytest.mark.parametrize("reader", [DUTCH, ENGLISH], ids=["nl", "en"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name.id)
def test_every_platform_takes_every_sample(sample: Sample, reader: Localizer) -> None:
    match sample.shown:
        case Card() as card:
            assert message_faults(slack.render_card(card, reader, PUBLIC)) == []
            assert card_faults(teams.render_card(card, reader, PUBLIC)) == []
            assert plain.render_card(card, reader, PUBLIC)
        case FormView() as view:
            assert modal_faults(slack.render_form(view, reader, dict(sample.errors))) == []
            assert card_faults(teams.render_form(view, reader, dict(sample.errors))) == []
            assert plain.render_form(view, reader, dict(sample.errors))
