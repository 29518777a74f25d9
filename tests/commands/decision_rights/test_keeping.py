# SPDX-License-Identifier: EUPL-1.2
"""The register as its steward keeps it: seen by all, changed by form, every change a version."""

from datetime import timedelta

import pytest

from bot.language import Localizer
from commands.errors import FormErrors, Refused
from tests.cast import AT, FATIMA, WATERVEEN
from tests.commands.decision_rights.desk import Desk, read

NEW = {"topic_nl": "Hijsen van de vlag", "decides": "CIO", "kind": "mandaat", "keywords": "vlag"}


def _errors(desk: Desk, hidden: dict[str, str], /, **answers: str) -> dict[str, str]:
    """Return what the form says is wrong, by field."""
    with pytest.raises(FormErrors) as wrong:
        desk.fills("decision_rights.right", hidden, **answers)
    return {field: Localizer("nl", WATERVEEN.zone).say(text) for field, text in wrong.value.errors.items()}


def test_what_waits_for_the_steward_is_counted(desk: Desk) -> None:
    desk.reply("wie mag de vlag hijsen?")
    said = desk.says("/register", FATIMA)

    assert "Wacht op jou: 1 open gat, 0 voorgestelde synoniemen." in said
    assert "Wacht op jou" not in desk.says("/register")


def test_the_register_shows_its_version_its_counts_and_what_is_odd(desk: Desk) -> None:
    said = desk.says("/register", FATIMA)

    assert "Versie: 1 van 2 maart 2026" in said
    assert "Geldige beslisrechten: 7" in said
    assert "Niet (meer) geldig: 1" in said
    assert "“Enterprise-architect”" in said
    assert "python -m bot register export" in said


def test_rights_are_found_by_words_and_by_id(desk: Desk) -> None:
    assert desk.says("/register wv-004").startswith("WV-004: Ondertekenen verwerkersovereenkomst")
    assert "WV-002 Aanschaf laptops" in desk.says("/register laptops")


def test_all_rights_can_be_leafed_through(desk: Desk) -> None:
    first = desk.reply("/register", FATIMA)
    page = desk.presses(first.answer, "Alle beslisrechten", FATIMA)

    assert read(page.answer).startswith("Beslisrechten 1 tot en met 8 van 8")


def test_a_change_makes_a_version_and_is_journalled(desk: Desk) -> None:
    card = desk.reply("/register WV-006", FATIMA).answer
    form = desk.presses(card, "Wijzigen", FATIMA).form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    assert values["topic_nl"] == "Prioriteren projectenportfolio"

    reply = desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "CIO"})

    assert read(reply.answer).startswith("WV-006 is gewijzigd")
    [act] = reply.acts
    assert (act.action, str(act.object), act.result) == (
        "decision_rights.changed",
        "decision_rights/WV-006",
        "version:2",
    )
    assert desk.says("/wiebeslist WV-006").startswith("CIO beslist")


def test_a_form_saved_without_a_change_makes_no_version(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Wijzigen", FATIMA).form
    assert form is not None

    reply = desk.fills("decision_rights.right", dict(form.hidden), **{f.name: f.value for f in form.fields})
    assert reply.acts == ()


def test_a_form_on_a_right_that_changed_meanwhile_is_refused(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Wijzigen", FATIMA).form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "CIO"})

    with pytest.raises(Refused, match="in the meantime"):
        desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "Concerncontroller"})


def test_an_unknown_function_is_refused_with_the_nearest_known_one(desk: Desk) -> None:
    errors = _errors(desk, {}, **{**NEW, "decides": "Concerncontroler", "agrees": "CIO\nBode"})

    assert errors["decides"] == "“Concerncontroler” is geen bekende functie. Bedoel je “Concerncontroller”?"
    assert errors["agrees"] == "“Bode” is geen bekende functie."


def test_an_overlapping_band_is_refused_beside_the_amount(desk: Desk) -> None:
    values = {"topic_nl": "Aanschaf laptops", "decides": "CIO", "kind": "budget", "above": "20k", "up_to": "30k"}

    assert "WV-001: Teammanager I&A" in _errors(desk, {}, **values)["up_to"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("up_to", {"above": "100", "up_to": "50"}),
        ("up_to", {"up_to": "veel"}),
        ("above", {"above": "-5"}),
        ("valid_to", {"valid_from": "2026-05-01", "valid_to": "2026-04-01"}),
        ("valid_from", {"valid_from": "31 februari"}),
        ("checked_on", {"checked_on": "2027-01-01"}),
        ("legal_url", {"legal_url": "javascript:alert(1)"}),
        ("topic_nl", {"topic_nl": " "}),
        ("kind", {"kind": "gunst"}),
        ("description", {"description": "x" * 100_000}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(desk: Desk, field: str, values: dict[str, str]) -> None:
    assert set(_errors(desk, {}, **{**NEW, **values})) == {field}


def test_a_right_ends_on_the_day_filled_in_and_stays_for_earlier_days(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Beëindigen", FATIMA).form
    assert form is not None
    reply = desk.fills("decision_rights.ending", dict(form.hidden), last_day="2026-03-31")
    assert read(reply.answer).startswith("WV-006 eindigt op 31 maart 2026")

    april = AT + timedelta(days=35)
    assert not desk.says("wie prioriteert de projectenportfolio?", at=april).startswith("Portfolioboard beslist")
    said = desk.says("wie prioriteerde de projectenportfolio op 20 maart 2026?", at=april)
    assert "Portfolioboard besliste" in said


def test_a_right_cannot_end_before_it_begins(desk: Desk) -> None:
    with pytest.raises(FormErrors) as wrong:
        desk.fills("decision_rights.ending", {"right": "WV-006", "version": "1"}, last_day="2023-12-31")
    assert set(wrong.value.errors) == {"last_day"}
