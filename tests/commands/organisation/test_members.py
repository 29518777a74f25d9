# SPDX-License-Identifier: EUPL-1.2
"""People come, change and leave; an administrator gives and takes roles."""

from collections.abc import Callable

import pytest

from tests.cast import AHMET, FATIMA, KEES, LOTTE, MARIEKE, RUBEN, SANNE, YARA
from tests.drive import Chat


def test_a_person_is_added_and_can_act_at_once(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen")
    chat.presses(FATIMA, "Persoon toevoegen")
    answer = chat.fills(FATIMA, name="Olga Smit", email="olga.smit@waterveen.example", unit="Burgerzaken")

    assert answer.startswith("Olga Smit is opgeslagen")
    assert "Afdeling: Burgerzaken" in chat.says(SANNE, "/mensen olga")


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": "Olga Smit", "email": "olga"}, "email", "“olga” is geen e-mailadres."),
        (
            {"name": "Olga Smit", "email": "sanne.de.vries@waterveen.example"},
            "email",
            "Dit adres is al van Sanne de Vries.",
        ),
        ({"name": "", "email": "olga@waterveen.example"}, "name", "Vul dit in."),
        ({"name": "O" * 200, "email": "olga@waterveen.example"}, "name", "Gebruik hoogstens 120 tekens"),
    ],
)
def test_a_person_needs_a_name_and_an_address_of_her_own(
    chat: Chat, typed: dict[str, str], field: str, error: str
) -> None:
    chat.says(FATIMA, "/mensen")
    chat.presses(FATIMA, "Persoon toevoegen")
    chat.fills(FATIMA, **typed)

    assert error in chat.errors(FATIMA)[field]


def test_a_person_is_changed_and_keeps_what_is_held(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen ahmet")
    chat.presses(FATIMA, "Wijzigen")
    chat.fills(FATIMA, name="Ahmet Demir-Kaya", language="en")

    assert "Teammanager I&A" in chat.says(SANNE, "/mensen demir-kaya")
    assert chat.says(AHMET, "/taal").startswith("In which language")


def test_someone_of_another_organisation_is_kept_there(chat: Chat) -> None:
    chat.says(FATIMA, f"/mensen {YARA.name}")
    chat.presses(FATIMA, "Wijzigen")

    assert chat.reads(FATIMA).startswith("Yara Kuipers werkt voor een andere organisatie")


def test_who_has_left_holds_nothing_and_takes_over_from_nobody(chat: Chat) -> None:
    chat.says(MARIEKE, "ik ben weg tot 9 maart")
    chat.fills(MARIEKE, deputy=KEES.name)
    chat.says(FATIMA, "/mensen kees")
    chat.presses(FATIMA, "Is vertrokken")
    chat.fills(FATIMA)

    assert chat.reads(FATIMA).startswith("Kees Vermeulen is uitgeschreven")
    assert "Coördinator werkplekbeheer – niemand" in chat.says(SANNE, "/mensen")
    assert "Ahmet Demir als plaatsvervanger" in chat.says(SANNE, "/mensen cio")
    assert chat.says(SANNE, "/mensen vermeulen").startswith("Ik ken geen functie of persoon")


def test_nobody_leaves_before_the_last_working_day_is_over(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen kees")
    chat.presses(FATIMA, "Is vertrokken")
    chat.fills(FATIMA, last_day="2-3-2026")

    assert "Doe dit na de laatste werkdag." in chat.errors(FATIMA)["last_day"]


def test_nobody_takes_himself_out(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen fatima")
    chat.presses(FATIMA, "Is vertrokken")
    chat.fills(FATIMA)

    assert chat.reads(FATIMA).startswith("Je kunt jezelf niet uitschrijven.")


def test_a_steward_does_not_take_the_only_administrator_out(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen lotte")
    chat.presses(FATIMA, "Is vertrokken")
    chat.fills(FATIMA)

    assert chat.reads(FATIMA).startswith("Lotte Hendriks is de enige beheerder.")


def test_an_administrator_gives_a_role_and_the_person_hears_it(chat: Chat) -> None:
    chat.says(LOTTE, "/people kees")
    chat.presses(LOTTE, "Give a role")
    chat.fills(LOTTE, role="steward")

    assert chat.reads(LOTTE).startswith("Kees Vermeulen has the role steward of the register now")
    assert chat.reads(KEES) == "Je hebt nu de rol registerbeheerder"
    assert "Persoon toevoegen" in chat.says(KEES, "/mensen")


def test_a_role_is_not_given_twice(chat: Chat) -> None:
    chat.says(LOTTE, "/people fatima")
    chat.presses(LOTTE, "Give a role")
    chat.fills(LOTTE, role="steward")

    assert chat.errors(LOTTE)["role"] == "Fatima El Idrissi has this role already."


def test_a_role_is_taken_away(chat: Chat, journal: Callable[[], list[str]]) -> None:
    chat.says(LOTTE, "/people")
    chat.presses(LOTTE, "Roles")
    assert "steward of the register\n\n• Fatima El Idrissi – I&A [Take away]" in chat.reads(LOTTE)
    chat.presses(LOTTE, "Take away")

    assert chat.reads(LOTTE).startswith("Fatima El Idrissi no longer has the role steward of the register")
    assert chat.reads(FATIMA) == "Je hebt de rol registerbeheerder niet meer"
    assert journal() == [f"{LOTTE.id} organisation.revoke organisation/{FATIMA.id} steward"]


def test_the_only_administrator_keeps_that_role(chat: Chat) -> None:
    chat.says(LOTTE, "/people lotte")
    chat.presses(LOTTE, "Give a role")
    chat.fills(LOTTE, role="steward")
    chat.says(LOTTE, "/people")
    chat.presses(LOTTE, "Roles")
    for name in (FATIMA, LOTTE, RUBEN):
        assert name.name in chat.reads(LOTTE)
