# SPDX-License-Identifier: EUPL-1.2
"""Forms on Slack: legal modals in which nothing typed before is lost."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.language import Localizer
from bot.slack import render_errors, render_form
from commands.errors import MISSING, OUTDATED
from commands.forms import Amount, Day, Field, FormView, Line, OneOf, Option, Someone
from commands.text import Message
from tests import strategies
from tests.bot.readers import DUTCH, readers
from tests.bot.slack.judge import modal_faults

WRONG = Message("Fill this in.")


@given(strategies.forms(), readers)
def test_slack_takes_every_form(view: FormView, reader: Localizer) -> None:
    errors = {view.fields[0].name: WRONG, "": WRONG}
    assert modal_faults(render_form(view, reader)) == []
    assert modal_faults(render_form(view, reader, errors, {field.name: "x" * 4_000 for field in view.fields})) == []


def test_a_title_of_more_than_24_characters_stands_whole_in_the_modal() -> None:
    modal = render_form(
        FormView("requests.intake", "Vraag een IT-voorziening aan", "Verstuur", (Line("Wat", name="w"),)), DUTCH
    )
    assert modal["title"]["text"] == "Mandaat"
    assert modal["blocks"][0]["text"]["text"] == "Vraag een IT-voorziening aan"


@pytest.mark.parametrize(
    ("field", "typed", "element"),
    [
        (Day("Wanneer"), "", {"type": "datepicker"}),
        (Day("Wanneer"), "2026-03-14", {"type": "datepicker", "initial_date": "2026-03-14"}),
        (Day("Wanneer"), "eind Q1", {"type": "plain_text_input", "initial_value": "eind Q1"}),
        (Someone("Wie"), "", {"type": "users_select"}),
        (Someone("Wie"), "slack:U0SANNE", {"type": "users_select", "initial_user": "U0SANNE"}),
        (Someone("Wie"), "Sanne Vos", {"type": "plain_text_input", "initial_value": "Sanne Vos"}),
        (Amount("Hoeveel"), "40k", {"type": "plain_text_input", "initial_value": "40k"}),
    ],
)
def test_a_picker_gives_way_to_words_it_cannot_show(field: Field, typed: str, element: dict[str, str]) -> None:
    drawn = _element(replace(field, name="f", value=typed))
    assert {name: drawn.get(name) for name in element} == element


def test_few_options_are_radio_buttons_and_many_a_menu() -> None:
    two = (Option("a", "A"), Option("b", "B"))
    assert _element(OneOf("Kies", two, open=True, name="f"))["type"] == "radio_buttons"
    assert _element(OneOf("Kies", two, name="f"))["type"] == "static_select"
    assert _element(OneOf("Kies", two, name="f", value="b"))["initial_option"]["value"] == "b"


def test_more_than_a_hundred_options_are_grouped_so_that_none_is_left_out() -> None:
    many = tuple(Option(str(n), f"Functie {n:03}") for n in range(250))
    groups = _element(OneOf("Functie", many, name="f"))["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 100, 50]
    assert groups[1]["label"]["text"] == "Functie 100 – Functie 199"


def test_what_an_older_form_did_not_ask_is_no_fault_of_who_filled_it_in() -> None:
    answer = render_errors({"why": MISSING, "amount": MISSING}, ("title", "amount"), DUTCH)
    assert answer["errors"] == {"title": DUTCH.say(OUTDATED), "amount": DUTCH.say(MISSING)}


def test_errors_stand_at_their_field_and_the_rest_at_the_first() -> None:
    answer = render_errors({"amount": WRONG, "": Message("")}, ("title", "amount"), DUTCH)
    assert answer == {"response_action": "errors", "errors": {"amount": DUTCH.say(WRONG), "title": ""}}


def _element(field: Field) -> dict[str, Any]:
    modal = render_form(FormView("a.b", "Titel", "Verstuur", (field,)), DUTCH)
    element: dict[str, Any] = modal["blocks"][-1]["element"]
    return element
