# SPDX-License-Identifier: EUPL-1.2
"""Boards: the agenda fills itself, members come prepared, and what they decide is known the same day."""

from datetime import date

from commands.cards import Button, Buttons, Card
from commands.events import Press
from commands.meetings.item import Item
from commands.meetings.record import from_json
from commands.requests.states import State
from commands.text import _
from tests.cast import AHMET, BOARD, FATIMA, JOHAN, KEES, MARIEKE, PRIYA, RUBEN, SANNE, WILLEM
from tests.conversations.scenes import FIRST, files
from tests.drive import Chat

MEETING = date(2026, 3, 17)


def sets_up(chat: Chat, rule: str = "derde dinsdag van elk kwartaal", **typed: str) -> None:
    """Let the secretary set up the portfolio board and plan its meetings."""
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Richt een board in")
    chat.fills(RUBEN, **{"function": BOARD, "chair": JOHAN.name, "place": "Kamer 1.12", **typed})
    assert not chat.errors(RUBEN), chat.errors(RUBEN)
    chat.presses(RUBEN, "Reeks")
    chat.fills(RUBEN, rule=rule)
    assert not chat.errors(RUBEN), chat.errors(RUBEN)


def passes_to_board(chat: Chat) -> None:
    """Let Sanne ask for laptops, and Ahmet pass that to the board."""
    files(chat)
    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET, note="Graag samen besluiten.")


def card_of(item: Item) -> Card:
    """Return a card with one item, as the agenda shows it."""
    press = Press("meetings.item", (("org", "waterveen"), ("item", str(item.number))))
    return Card("", (Buttons((Button(_("Open"), press),)),))


#: What stands on the button of each decision.
OUTCOMES = {
    "approved": "Goedgekeurd",
    "approved_cond": "Goedgekeurd onder voorwaarden",
    "deferred": "Aangehouden",
    "rejected": "Afgewezen",
    "referred": "Doorverwezen",
    "noted": "Besproken of kennisgenomen",
}


def decides(chat: Chat, verdict: str = "approved", /, **typed: str) -> str:
    """Let the secretary record a decision on the item that is open before him; return what is read then."""
    chat.presses(RUBEN, "Leg het besluit vast")
    chat.presses(RUBEN, OUTCOMES[verdict])
    return chat.fills(RUBEN, **typed) if chat.last.form else chat.reads(RUBEN)


def opens_item(chat: Chat, title: str = "Vier laptops") -> str:
    """Let the secretary open an item of the next meeting."""
    chat.says(RUBEN, "/itagenda")
    card = chat.cards(RUBEN)[-1]
    assert title in chat.reads(RUBEN)
    return chat.presses(RUBEN, "Openen", card)


def test_from_setting_up_a_board_to_an_adopted_record(chat: Chat) -> None:
    assert "Hier vergadert nog geen board" in chat.says(SANNE, "/itagenda")
    sets_up(chat, link="https://meet.example/portfolioboard", quorum="2")
    planned = chat.reads(RUBEN)
    assert "17 maart 2026" in planned
    assert "16 juni 2026" in planned

    passes_to_board(chat)
    chat.day_becomes(date(2026, 3, 10))
    agenda = chat.reads_all(PRIYA)
    assert "Portfolioboard op 17 maart 2026" in agenda
    assert "Kamer 1.12" in agenda
    assert "Ter besluitvorming: Besluit over “Vier laptops”, gevraagd door Sanne de Vries, kosten: € 4.000" in agenda
    assert "Laat weten of je komt." in agenda
    assert "Ik kom" in chat.labels(PRIYA)

    chat.presses(PRIYA, "Ik kom")
    assert "Je hebt gezegd dat je komt." in chat.reads(PRIYA)
    chat.presses(MARIEKE, "Ik kan niet")
    assert "Jouw plaatsvervangers: Ahmet Demir" in chat.form(MARIEKE)
    chat.fills(MARIEKE, deputy=KEES.name)
    assert "Kees Vermeulen komt in jouw plaats." in chat.reads(MARIEKE)
    assert "Marieke Bakker vraagt of jij vervangt" in chat.reads_all(KEES)

    chat.day_becomes(MEETING)
    assert "€ 4.000" in opens_item(chat)
    chat.presses(RUBEN, "Dit loopt vast")
    assert "Portfolioboard heeft nog niet beslist over “Vier laptops”" in chat.form(RUBEN)
    opens_item(chat)
    decides(chat, "approved_cond")
    assert set(chat.errors(RUBEN)) == {"conditions"}
    chat.fills(RUBEN, conditions="Binnen het budget.", facts="De oude zijn op.", interests="Marieke Bakker")
    assert "Goedgekeurd onder voorwaarden: “Vier laptops” (BES-2026-0001)" in chat.reads(RUBEN)
    assert f"Goedgekeurd onder voorwaarden: {FIRST}" in chat.reads(SANNE)
    assert "Binnen het budget." in chat.reads(SANNE)
    assert chat.arranges(lambda store: getattr(store.requests.get(FIRST), "state", None)) is State.APPROVED_COND

    assert "Alle punten zijn behandeld." in chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Nieuwe actie")
    chat.fills(RUBEN, text="Bestel de laptops", function="Teammanager I&A", due="20-3-2026")
    assert "Nieuwe actie voor Teammanager I&A: Bestel de laptops" in chat.reads_all(AHMET)
    adopts_a_record(chat)
    page = chat.record(PRIYA, "meetings", "waterveen/BES-2026-0001")
    assert "De oude zijn op." in page
    assert "Marieke Bakker" in page
    chat.sleeps_until(date(2026, 3, 19))
    listed = chat.reads(JOHAN)
    assert listed.startswith("Besluitenlijst: Portfolioboard op 17 maart 2026")
    assert "“Vier laptops”: Goedgekeurd onder voorwaarden" in listed
    assert "Teammanager I&A, uiterlijk 20 maart 2026" in listed


def adopts_a_record(chat: Chat) -> None:
    """Let the secretary make the record of the meeting, in which Priya was not after all, and the chair adopt it."""
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Maak het verslag")
    chat.fills(RUBEN, absent="Sanne de Vries", notes="De board besprak ook het tempo.")
    assert chat.errors(RUBEN) == {"absent": "Sanne de Vries heeft geen zetel in Portfolioboard."}
    chat.fills(RUBEN, absent=PRIYA.name)
    assert "Het verslag wacht" in (waits := chat.reads(JOHAN))
    assert "Wie er komt" not in waits
    chat.presses(JOHAN, "Stel het verslag vast")
    assert "Het kan nu niet meer worden gewijzigd" in chat.reads(JOHAN)
    assert ("meetings.record", "meetings/meeting/1", "adopted") in chat.journal()
    assert "17 maart 2026" not in chat.says(PRIYA, "wanneer is de volgende portfolioboard?"), "that one has been"
    assert "Portfolioboard op 17 maart 2026" not in chat.says(PRIYA, "/mijn")
    page = chat.record(PRIYA, "meetings", "waterveen/VG-2026-0001")
    for said in ("De board besprak ook het tempo.", "De oude zijn op.", "Bestel de laptops", "SHA-256"):
        assert said in page
    record = from_json(chat.arranges(lambda store: getattr(store.meetings.meeting(1), "sealed", "")))
    assert (record.present, record.absent) == ((JOHAN.name, KEES.name), (PRIYA.name,))


def test_everyone_can_propose_and_hears_what_came_of_it(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    chat.says(WILLEM, "wanneer vergadert de portfolioboard weer?")
    chat.presses(WILLEM, "Stel een punt voor")
    chat.fills(WILLEM, subject="Plan 2027", decision="Instemmen met het plan.", papers="G:\\stukken\\plan.docx")
    assert "is geen link" in chat.errors(WILLEM)["papers"]
    chat.fills(WILLEM, papers="https://stukken.example/plan-2027")
    assert "Het komt in de vergadering van 7 april 2026." in chat.reads(WILLEM)
    assert "De volgende board\n\n• Portfolioboard" in chat.says(WILLEM, "/mijn")
    assert "Jouw volgende board\n\n• Portfolioboard" in chat.says(RUBEN, "/mijn")

    opens_item(chat, "Plan 2027")
    chat.presses(RUBEN, "Niet agenderen")
    chat.fills(RUBEN, reason="Dit hoort bij de begroting.")
    assert "“Plan 2027” komt niet op de agenda van Portfolioboard" in chat.reads(WILLEM)
    assert "Dit hoort bij de begroting." in chat.reads(WILLEM)


def test_a_decision_on_what_was_withdrawn_meanwhile_is_refused_and_nothing_is_kept(chat: Chat) -> None:
    sets_up(chat)
    passes_to_board(chat)
    opens_item(chat)
    chosen = chat.presses(RUBEN, "Leg het besluit vast")
    assert "Dit punt is voor de vergadering van 17 maart 2026; die is nog niet geweest." in chosen
    chat.presses(RUBEN, "Goedgekeurd")
    chat.says(SANNE, f"trek {FIRST} in")
    chat.presses(SANNE, "Ja, trek in")

    chat.fills(RUBEN)

    assert "“Vier laptops” is niet meer open: het is ingetrokken." in chat.reads(RUBEN)
    assert not chat.arranges(lambda store: store.meetings.decision("BES-2026-0001"))


def test_only_the_secretary_and_the_chair_do_what_is_theirs(chat: Chat) -> None:
    sets_up(chat)
    chat.says(FATIMA, "/itagenda")
    assert "Maak het verslag" not in chat.labels(FATIMA)
    assert "Verplaats of wijzig" not in chat.labels(FATIMA)
    chat.says(RUBEN, "/itagenda")
    stale = chat.cards(RUBEN)[-1]
    assert "Alleen de secretaris van Portfolioboard kan dit: Ruben Jacobs." in chat.presses(
        SANNE, "Verplaats of wijzig", stale
    )


def test_a_question_that_nobody_decides_on_goes_to_the_board_which_names_a_function(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    chat.says(WILLEM, "wie beslist over de kleur van de vlag?")
    chat.presses(FATIMA, "Vraag het de board")
    assert "gaat naar Portfolioboard" in chat.reads(FATIMA)

    opens_item(chat, "kleur van de vlag")
    decides(chat)
    assert set(chat.errors(RUBEN)) == {"function"}
    chat.fills(RUBEN, function="Directeur Bedrijfsvoering")

    assert "Er is nu een antwoord op je vraag" in chat.reads(WILLEM)
    assert "Directeur Bedrijfsvoering" in chat.says(WILLEM, "wie beslist over de kleur van de vlag?")
    assert ("decision_rights.changed", "decision_rights/WV-068", "version:2") in chat.journal()
