# SPDX-License-Identifier: EUPL-1.2
"""A request comes in: from a few words to a form, with what was typed kept, to whoever decides."""

from datetime import timedelta

import pytest

from commands.events import Ask, Incoming, Place, Press
from storage.store import Store
from tests.cast import AHMET, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, NAOMI, RUBEN, SANNE, WATERVEEN, account
from tests.commands.requests.conftest import Asks
from tests.drive import Chat


def filled(chat: Chat) -> dict[str, str]:
    """Return what the form holds that opened for Sanne."""
    return {field.name: field.value for field in chat.opened[SANNE.id].fields if field.value}


def test_words_after_the_command_fill_the_form(chat: Chat) -> None:
    chat.says(SANNE, "/itverzoek drie extra licenties voor 4k")
    assert filled(chat) == {
        "kind": "extension",
        "subject": "Drie extra licenties",
        "cost": "4000",
        "recurrence": "one_off",
        "personal_data": "unknown",
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("we hebben een nieuwe applicatie nodig voor vergunningen", "application"),
        ("kunnen we drie extra licenties krijgen", "extension"),
        ("verzoek: e-formulier aanpassen", "change"),
        ("ik heb een idee", "idea"),
        ("we gebruiken al een gratis tool, hoe maken we dat netjes?", "shadow_it"),
        ("I need a new laptop", "hardware"),
    ],
)
def test_plain_words_open_the_form_with_the_kind_they_speak_of(chat: Chat, words: str, kind: str) -> None:
    chat.says(SANNE, words)
    assert filled(chat)["kind"] == kind


def test_a_message_that_is_made_a_request_becomes_its_description(chat: Chat) -> None:
    said = Ask(
        "/itverzoek", quoted="Kan iemand een koppeling met het zaaksysteem maken?", link="https://chat.example/1"
    )
    chat.happens(SANNE, Incoming(said, account(SANNE), Place("local", SANNE.id), "quoted"))
    assert filled(chat)["problem"] == "Kan iemand een koppeling met het zaaksysteem maken?"
    chat.fills(SANNE)
    request = chat.database.read(lambda c: Store(c, WATERVEEN).requests.all())[0]
    assert request.link == "https://chat.example/1"


def test_the_answer_names_the_reference_the_costs_who_decides_and_by_when(chat: Chat, asks: Asks) -> None:
    asks()
    read = chat.reads(SANNE)
    assert read.startswith("Ingediend: ITV-2031-0001 “Twee laptops”")
    assert "2.400 excl. btw, incidenteel. Je hoort van mij bij elke verandering." in read
    assert "25.000 excl. btw. Nu is dat Ahmet Demir." in read
    assert "Teammanager I&A beslist: Mandaatbesluit art. 6, tot en met €" in read
    assert "Volgende stap uiterlijk: 10 maart 2031" in read


def test_who_decides_gets_the_whole_request_with_buttons_and_who_advises_may_advise(chat: Chat, asks: Asks) -> None:
    asks()
    assert "Sanne de Vries vraagt je besluit: ITV-2031-0001" in chat.reads(AHMET)
    assert chat.labels(AHMET)[:3] == ["Keur goed", "Keur goed onder voorwaarden", "Wijs af"]
    assert chat.labels(KEES) == ["Geef advies"]
    assert chat.reads_all(MARIEKE) == ""


def test_a_small_standard_request_takes_the_fast_lane(chat: Chat, asks: Asks) -> None:
    asks()
    assert "Route: snel, want klein en standaard" in chat.reads(AHMET)
    asks(personal_data="yes")
    assert "Route:" not in chat.reads(AHMET)


def test_over_the_limit_it_goes_to_the_next_holder_up(chat: Chat, asks: Asks) -> None:
    asks(cost="30k")
    assert "CIO beslist: Mandaatbesluit art. 6, boven €" in chat.reads(MARIEKE)
    assert "100.000 excl. btw. Nu is dat Marieke Bakker." in chat.reads(MARIEKE)


def test_over_every_limit_it_goes_to_whom_the_right_escalates_to(chat: Chat, asks: Asks) -> None:
    asks(cost="2 ton")
    assert "Het bedrag gaat over de grens van CIO" in chat.reads(SANNE)
    assert "Directeur Bedrijfsvoering beslist. Nu is dat Johan Visser." in chat.reads(SANNE)


def test_the_only_holder_who_asks_something_does_not_decide_on_it(chat: Chat, asks: Asks) -> None:
    asks("Nieuwe applicatie", who=MARIEKE, kind="application")
    assert "De aanvrager is zelf CIO; daarom gaat het een stap omhoog: Directeur Bedrijfsvoering beslist." in (
        chat.reads(MARIEKE)
    )
    assert "Keur goed" not in chat.labels(MARIEKE)
    assert "Wijs af" in chat.labels(JOHAN)


def test_a_head_of_department_decides_for_the_own_unit(chat: Chat, asks: Asks) -> None:
    asks("Een telefoon")
    assert "Nu is dat Naomi Pinas." in chat.reads(SANNE)
    assert "Keur goed" in chat.labels(NAOMI)


def test_where_nobody_decides_the_information_manager_sorts_it_out(chat: Chat, asks: Asks) -> None:
    asks("Iets heel anders", kind="idea")
    assert "Het register noemt niemand die hierover beslist." in chat.reads(SANNE)
    assert chat.labels(FATIMA) == ["Stel een vraag", "Zoek opnieuw wie beslist", "Naar de board", "Parkeer"]


def test_where_nobody_holds_the_function_the_steward_hears_it(chat: Chat, asks: Asks) -> None:
    asks("Afwijken van de architectuur", kind="change")
    assert "Niemand vervult die functie nu; de registerbeheerder heeft bericht gekregen." in chat.reads(SANNE)
    assert "Niemand neemt waar voor Enterprise-architect, en ITV-2031-0001 wacht daarop" in chat.reads_all(FATIMA)


def test_a_body_hears_it_in_its_channel_and_its_secretary_gets_the_buttons(chat: Chat, asks: Asks) -> None:
    asks("Het jaarbudget", kind="idea", cost="")
    assert "ITV-2031-0001 “Het jaarbudget”" in chat.channel("portfolioboard")
    assert "[Keur goed]" not in chat.channel("portfolioboard")
    assert "Keur goed" in chat.labels(RUBEN)


@pytest.mark.parametrize("words", ["de printer doet het niet", "er is een storing", "ik kan niet inloggen"])
def test_an_outage_is_for_the_service_desk(chat: Chat, words: str) -> None:
    assert "De servicedesk helpt je meteen: Servicedesk, tel. 1000." in chat.says(SANNE, words)
    assert SANNE.id not in chat.opened
    chat.presses(SANNE, "Toch een aanvraag indienen")
    assert filled(chat)["subject"].casefold() == words


def test_a_right_that_was_looked_up_comes_along(chat: Chat) -> None:
    values = (("topic", "Werkplekhardware"), ("right", "WV-001"), ("amount", "40000"), ("words", "laptops"))
    press = Press("requests.new", values)
    chat.happens(SANNE, Incoming(press, account(SANNE), Place("local", SANNE.id), "looked-up"))
    assert "Over: Werkplekhardware." in chat.form(SANNE)
    assert (filled(chat)["subject"], filled(chat)["kind"]) == ("Laptops", "hardware")
    chat.fills(SANNE, kind="hardware", subject="Voor de hele afdeling", problem="Oude spullen")
    assert "CIO beslist" in chat.reads(SANNE)


def test_an_english_reader_reads_all_of_it_in_english(chat: Chat, asks: Asks) -> None:
    asks(who=LOTTE)
    assert "Teammanager I&A decides: Mandaatbesluit art. 6, up to €25,000 excl. VAT. Now that is Ahmet Demir." in (
        chat.reads(LOTTE)
    )


def test_costs_may_be_unknown(chat: Chat, asks: Asks) -> None:
    asks(cost="weet ik niet")
    assert "Kosten zoals ik ze begreep: nog niet bekend." in chat.reads(SANNE)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("subject", "", "Vul dit in."),
        ("subject", "\u202e\u200b\x00", "Vul dit in."),
        ("subject", "x" * 151, "hoogstens 150 tekens"),
        ("problem", "x" * 100_000, "hoogstens 2.000 tekens"),
        ("cost", "-5", "lager zijn dan nul"),
        ("cost", "999999999999", "tien miljard"),
        ("cost", "10k of 20k", "meer dan één bedrag"),
        ("cost", "best veel", "niet lezen als bedrag"),
        ("sponsor", "Repelsteeltje", "“Repelsteeltje”"),
        ("kind", "raket", "Kies een van de opties."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_sent_in(
    chat: Chat, field: str, typed: str, message: str
) -> None:
    chat.says(SANNE, "/itverzoek laptop")
    chat.fills(SANNE, **{"kind": "hardware", "problem": "Oud", field: typed})
    assert message in chat.errors(SANNE)[field]
    assert chat.database.read(lambda c: Store(c, WATERVEEN).requests.all()) == ()


def test_markup_emoji_and_letters_of_elsewhere_arrive_as_they_were_typed(chat: Chat, asks: Asks) -> None:
    title = "<b>مرحبا</b> *vet* 👩‍👩‍👧 laptop"
    asks(title, problem="<script>alert(1)</script>")
    assert f"“{title}”" in chat.reads(AHMET)
    assert "> <script>alert(1)</script>" in chat.reads(AHMET)


def test_what_was_typed_in_a_form_that_failed_comes_back(chat: Chat) -> None:
    chat.says(SANNE, "/itverzoek laptop")
    chat.fills(SANNE, kind="hardware", problem="Een lang verhaal", cost="veel")
    assert "“Laptop”, bewaard op" in chat.says(SANNE, "/mijn")
    chat.says(SANNE, "/itverzoek")
    assert (filled(chat)["problem"], filled(chat)["cost"]) == ("Een lang verhaal", "veel")
    chat.fills(SANNE, cost="2k")
    assert "Nog niet ingediend" not in chat.says(SANNE, "/mijn")


def test_a_draft_can_be_thrown_away_and_is_after_thirty_days(chat: Chat) -> None:
    for _ in range(2):
        chat.says(SANNE, "/itverzoek laptop")
        chat.fills(SANNE, problem="")
        assert "Nog niet ingediend" in chat.says(SANNE, "/mijn")
        chat.presses(SANNE, "Weggooien")
        assert "Nog niet ingediend" not in chat.says(SANNE, "/mijn")
    chat.says(SANNE, "/itverzoek laptop")
    chat.fills(SANNE, problem="")
    chat.time_passes(timedelta(days=31))
    assert "Nog niet ingediend" not in chat.says(SANNE, "/mijn")


def test_sending_in_another_request_keeps_the_draft(chat: Chat, asks: Asks) -> None:
    chat.says(SANNE, "/itverzoek laptop")
    chat.fills(SANNE, problem="")
    chat.time_passes(timedelta(minutes=5))
    asks("Een telefoon")
    assert "“Laptop”, bewaard op" in chat.says(SANNE, "/mijn")
