# SPDX-License-Identifier: EUPL-1.2
"""Forms on Teams: legal cards with inputs in which nothing typed before is lost."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.language import Localizer
from bot.lengths import left_out
from bot.teams import render_form
from commands.forms import Amount, Day, Field, FormView, Line, OneOf, Option, Someone
from commands.text import Message
from tests import strategies
from tests.bot.readers import DUTCH, readers
from tests.bot.teams.judge import card_faults, objects

WRONG = Message("Fill this in.")


@given(strategies.forms(), readers)
def test_teams_takes_every_form(view: FormView, reader: Localizer) -> None:
    errors = {view.fields[0].name: WRONG, "": WRONG}
    assert card_faults(render_form(view, reader)) == []
    typed = {field.name: "x" * 4_000 for field in view.fields}
    assert card_faults(render_form(view, reader, errors, typed)) == []


@pytest.mark.parametrize(
    ("field", "typed", "element"),
    [
        (Day("Wanneer"), "", {"type": "Input.Date"}),
        (Day("Wanneer"), "2026-03-14", {"type": "Input.Date", "value": "2026-03-14"}),
        (Day("Wanneer"), "eind Q1", {"type": "Input.Text", "value": "eind Q1"}),
        (Someone("Wie"), "", {"type": "Input.ChoiceSet", "choices": []}),
        (Someone("Wie"), "teams:0aad", {"type": "Input.ChoiceSet", "value": "0aad"}),
        (Someone("Wie"), "Sanne Vos", {"type": "Input.Text", "value": "Sanne Vos"}),
        (Amount("Hoeveel"), "40k", {"type": "Input.Text", "value": "40k"}),
    ],
)
def test_a_picker_gives_way_to_words_it_cannot_show(field: Field, typed: str, element: dict[str, Any]) -> None:
    drawn = _element(replace(field, name="f", value=typed))
    assert {name: drawn.get(name) for name in element} == element


def test_open_options_are_all_shown_unless_they_would_be_read_as_markdown() -> None:
    two = (Option("a", "A"), Option("b", "B"))
    assert _element(OneOf("Kies", two, open=True, name="f", value="b"))["style"] == "expanded"
    assert _element(OneOf("Kies", two, name="f"))["style"] == "compact"
    assert _element(OneOf("Kies", (Option("a", "*A*"),), open=True, name="f"))["style"] == "compact"


def test_more_options_than_fit_end_in_a_line_that_says_so() -> None:
    many = tuple(Option(str(n), f"Functie met een heel lange naam nummer {n:03}") for n in range(400))
    choices = _element(OneOf("Functie", many, name="f"))["choices"]
    assert choices[-1] == {"title": DUTCH.say(left_out(401 - len(choices))), "value": " "}


def test_an_error_stands_above_its_field_with_what_was_typed() -> None:
    view = FormView(
        "requests.intake", "Aanvraag", "Verstuur", (Line("Wat", name="what"), Amount("Hoeveel", name="amount"))
    )
    body = render_form(view, DUTCH, {"amount": WRONG}, {"amount": "veel"})["body"]
    at = next(n for n, item in enumerate(body) if item.get("id") == "amount")
    assert body[at - 1]["inlines"][0]["text"] == f"⚠️ {DUTCH.say(WRONG)}"
    assert body[at]["value"] == "veel"


def test_a_dialog_sends_what_dialogs_can_send_and_by_what_it_was_opened() -> None:
    view = FormView("requests.intake", "Aanvraag", "Verstuur", (Line("Wat", name="what"),))
    (send,) = render_form(view, DUTCH, opened="teams/t/u/1")["body"][-1]["actions"]
    assert (send["type"], send["data"]["_opened"]) == ("Action.Submit", "teams/t/u/1")


def _element(field: Field) -> dict[str, Any]:
    card = render_form(FormView("a.b", "Titel", "Verstuur", (field,)), DUTCH)
    return next(thing for thing in objects(card["body"]) if thing.get("id") == "f")
