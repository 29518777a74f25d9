# SPDX-License-Identifier: EUPL-1.2
"""What is stuck climbs until somebody decides: raised by people or by itself, told at each rung, and recorded."""

from datetime import date, timedelta

from bot.neighbours.evaluating import facts
from commands.calendars import Pause, Span
from commands.cards import Card
from commands.people import Person
from tests.cast import AHMET, DAY, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, RUBEN, SANNE, WILLEM
from tests.conversations.scenes import FIRST, away, files
from tests.drive import Chat

ESCALATION = "ESC-2026-0001"
STUCK = "dit loopt vast: de levering van laptops duurt te lang"
LAPTOPS = "/escaleer de aanschaf van laptops"


def raises(chat: Chat, who: Person = SANNE, words: str = LAPTOPS, **typed: str) -> str:
    """Fill the six fields in; return what is read then: the path."""
    chat.begins(who, words)
    usual = {
        "tried": "Twee keer gebeld.",
        "decision": "Wanneer de laptops komen.",
        "otherwise": "Drie collega's kunnen niet werken.",
    }
    return chat.fills(who, **{**usual, **typed})


def card_of(chat: Chat, who: Person, title: str) -> Card:
    """Return the newest card of a person with these words in its title."""
    localizer = chat.localizer(who)
    return next(card for card in reversed(chat.cards(who)) if title in localizer.say(card.title))


def titles(chat: Chat, who: Person, words: str) -> int:
    """Return how many messages of a person have these words in their title."""
    return sum(words in chat.localizer(who).say(card.title) for card in chat.cards(who))


def test_six_fields_a_path_that_is_shown_first_and_a_decision(chat: Chat) -> None:
    assert "Je ziet eerst de route" in chat.begins(SANNE, STUCK)
    assert chat.filled(SANNE)["stuck"] == "De levering van laptops duurt te lang"
    assert chat.filled(SANNE)["whom"] == "Informatiemanager"
    usual = {"tried": "Gebeld.", "decision": "Lever de laptops.", "otherwise": "Niemand kan werken."}
    chat.fills(SANNE, whom="Teammanger", before="1-3-2026", **usual)
    assert chat.errors(SANNE) == {"before": "1 maart 2026 is al voorbij. Kies een dag die nog komt."}
    chat.fills(SANNE, before="20-3-2026")
    assert chat.errors(SANNE) == {"whom": "Ik ken geen functie “Teammanger”. Bedoel je Teammanager I&A?"}
    unsure = chat.fills(SANNE, whom="Teammanager I&A")
    assert unsure.startswith("De route van je escalatie")
    assert "Er is nog niets verstuurd." in unsure
    assert "Eerst: Informatiemanager (Fatima El Idrissi); die zoekt uit wie beslist" in unsure
    path = chat.presses(SANNE, "Aanschaf werkplekhardware")
    assert "Eerst: Teammanager I&A (Ahmet Demir); die beslist hierover." in path
    assert "Na 5 werkdagen zonder besluit: CIO (Marieke Bakker)." in path
    assert "Na 5 werkdagen zonder besluit: Directeur Bedrijfsvoering (Johan Visser)." in path
    assert "Ten slotte op de agenda van Portfolioboard." in path
    assert chat.reads(AHMET) == ""

    sent = chat.presses(SANNE, "Escaleer nu")
    assert sent.startswith(f"{ESCALATION} “De levering van laptops duurt te lang” ligt nu bij Teammanager I&A")
    assert "Dank je dat je dit meldt." in sent
    told = chat.reads(AHMET)
    assert told.startswith(f"{ESCALATION} vraagt een besluit van Teammanager I&A")
    assert "Gevraagd besluit: Lever de laptops." in told
    assert "Zonder besluit gaat het daarna naar CIO en Directeur Bedrijfsvoering" in told
    chat.repeats(SANNE)
    assert titles(chat, AHMET, "vraagt een besluit") == 1

    chat.presses(AHMET, "Beslis")
    done = chat.fills(AHMET, decision="De laptops komen vrijdag.", cause="capacity")
    assert done.startswith("Teammanager I&A besliste over")
    trail = "Ahmet Demir: besloten, Teammanager I&A" if chat.platform.name == "slack" else ""
    assert chat.trail(chat.address(AHMET)) == trail
    heard = chat.reads(SANNE)
    assert "Besluit: De laptops komen vrijdag." in heard
    assert "Door: Ahmet Demir (Teammanager I&A, vervuller)" in heard
    assert "Het liep vast door: te weinig capaciteit" in heard
    record = chat.record(SANNE, "escalations", f"waterveen/{ESCALATION}")
    assert "Namens: Gemeente Waterveen" in record
    assert "WV-001" in record
    # What the next evaluation of the collaboration says of this quarter.
    assert chat.arranges(lambda store: facts(store, DAY, DAY)).escalations == ((1, 1),)
    told = str(len(chat.cards(MARIEKE)))
    chat.day_becomes(DAY + timedelta(days=14))
    assert str(len(chat.cards(MARIEKE))) == told


def test_an_overdue_decision_climbs_by_itself_to_the_agenda_and_every_rung_is_told_once(chat: Chat) -> None:
    files(chat)
    chat.day_becomes(DAY + timedelta(days=9))
    assert chat.reads(MARIEKE).startswith(f"{ESCALATION} vraagt een besluit van CIO: “{FIRST} Vier laptops”")
    assert "Teammanager I&A heeft de termijn gehad, en hoort dat het verdergaat." in chat.reads(MARIEKE)
    assert f"{ESCALATION} “{FIRST} Vier laptops” ligt nu bij CIO (Marieke Bakker)" in chat.reads(AHMET)
    assert "vanzelf geëscaleerd, omdat de termijn voorbij is" in chat.reads(SANNE)
    # Half the term, and the weekends of 14, 21 and 28 March with the clock put forward, and Easter Monday.
    chat.day_becomes(DAY + timedelta(days=14))
    assert f"{ESCALATION} wacht op jou, tot 18 maart 2026" in chat.reads(MARIEKE)
    chat.day_becomes(DAY + timedelta(days=17))
    assert f"{ESCALATION} vraagt een besluit van Directeur Bedrijfsvoering" in chat.reads(JOHAN)
    assert "De termijn van CIO voor" in chat.reads(MARIEKE)
    assert "Pak op" not in chat.labels(MARIEKE)
    chat.day_becomes(DAY + timedelta(days=32))
    item = chat.reads(RUBEN)
    assert item.startswith(f"Nieuw voor de agenda van Portfolioboard: {ESCALATION} {FIRST} Vier laptops")
    assert f"Gevraagd besluit: Beslis over wat vastloopt: Keur {FIRST} goed of wijs af: Vier laptops." in item
    assert "komt op de agenda van Portfolioboard" in chat.reads(SANNE)
    # Whoever it climbed past keeps the card, without its buttons.
    assert [titles(chat, who, "vraagt een besluit") for who in (MARIEKE, JOHAN)] == [0, 0]
    chat.day_becomes(DAY + timedelta(days=50))
    assert titles(chat, RUBEN, ESCALATION) == 1
    chat.presses(RUBEN, "Leg het besluit vast", card_of(chat, RUBEN, ESCALATION))
    chat.presses(RUBEN, "Goedgekeurd")
    chat.fills(RUBEN)
    assert not chat.errors(RUBEN)
    heard = chat.reads_all(SANNE)
    assert f"Portfolioboard besliste over {ESCALATION}" in heard
    assert "Door: Ruben Jacobs (Portfolioboard, secretaris, voor het orgaan)" in heard
    assert "Leg dit besluit ook bij de zaak zelf vast" in chat.reads(AHMET)
    chat.presses(AHMET, "Bekijk het")
    assert chat.reads(AHMET).startswith(FIRST)


def test_who_decides_on_the_escalation_of_a_request_takes_the_request_over(chat: Chat) -> None:
    files(chat)
    chat.day_becomes(DAY + timedelta(days=9))
    assert "Keur goed" not in chat.labels(MARIEKE)
    chat.presses(MARIEKE, "Beslis")
    read = chat.fills(MARIEKE, decision="We doen het.", cause="late")
    assert "Hierover is geëscaleerd: CIO beslist." in read
    assert f"{FIRST} Vier laptops ligt nu bij jou" in chat.reads_all(MARIEKE)
    assert "Keur goed" not in chat.labels(AHMET), "who had the term decides no longer"
    assert chat.presses(MARIEKE, "Keur goed").startswith(f"Goedgekeurd: {FIRST}")
    record = chat.record(SANNE, "requests", FIRST)
    assert "Goedgekeurd door CIO (Marieke Bakker" in record
    assert f"Goedgekeurd: {FIRST}" in chat.reads_all(SANNE)


def test_it_stops_when_the_matter_is_decided_where_it_lies(chat: Chat) -> None:
    files(chat)
    chat.presses(SANNE, "Dit loopt vast")
    assert chat.filled(SANNE)["whom"] == "Teammanager I&A"
    chat.fills(SANNE)
    chat.presses(SANNE, "Escaleer nu")
    again = chat.says(WILLEM, f"/escaleer {FIRST}")
    assert "Dit is al gemeld, dus je sluit je aan." in again
    chat.presses(AHMET, "Keur goed")
    chat.time_passes(timedelta(minutes=1))
    chat.sleeps_until(DAY + timedelta(days=1))
    for who in (SANNE, WILLEM, AHMET):
        assert f"{ESCALATION} “{FIRST} Vier laptops” stopt: het is afgehandeld waar het lag" in chat.reads_all(who)
    chat.day_becomes(DAY + timedelta(days=20))
    assert titles(chat, MARIEKE, "vraagt een besluit") == 0


def test_taking_it_up_holds_it_for_a_while_and_then_it_climbs(chat: Chat) -> None:
    raises(chat)
    chat.presses(SANNE, "Escaleer nu")
    assert chat.presses(AHMET, "Pak op").startswith(f"Ahmet Demir pakt {ESCALATION} op, als Teammanager I&A, vervuller")
    told = chat.reads(SANNE)
    assert told.count("Het blijft daar tot") == 1
    assert "De termijn loopt" not in told
    chat.day_becomes(DAY + timedelta(days=7))
    assert f"Teammanager I&A pakte {ESCALATION} op, maar er volgde niets" in chat.reads(AHMET)
    assert "[Pak op]" not in chat.says(AHMET, "/escalaties")
    chat.day_becomes(DAY + timedelta(days=9))
    assert f"{ESCALATION} vraagt een besluit van CIO" in chat.reads(MARIEKE)
    chat.presses(MARIEKE, "Geef door")
    chat.fills(MARIEKE, reason="Dit gaat over geld dat ik niet heb.")
    assert "Dit gaat over geld dat ik niet heb." in chat.reads(JOHAN)
    assert f"CIO gaf {ESCALATION} door" not in chat.reads(JOHAN)
    assert "ligt nu bij Directeur Bedrijfsvoering" in chat.reads(SANNE)


def test_a_question_waits_for_its_answer_and_no_longer(chat: Chat) -> None:
    raises(chat)
    chat.presses(SANNE, "Escaleer nu")
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Voor wie zijn ze?")
    assert "Voor wie zijn ze?" in chat.reads(SANNE)
    chat.presses(SANNE, "Beantwoord")
    chat.fills(SANNE, answer="Voor drie nieuwe collega's.")
    assert "Voor drie nieuwe collega's." in chat.reads(AHMET)
    chat.presses(SANNE, "Trek in")
    chat.fills(SANNE, reason="Ze zijn er.")
    assert f"Sanne de Vries heeft {ESCALATION} “De aanschaf van laptops” ingetrokken" in chat.reads(AHMET)
    chat.day_becomes(DAY + timedelta(days=20))
    assert titles(chat, MARIEKE, "vraagt een besluit") == 0


def test_what_comes_too_late_gets_a_clear_answer_and_nothing_is_lost(chat: Chat) -> None:
    raises(chat)
    chat.presses(SANNE, "Escaleer nu")
    mine = card_of(chat, AHMET, "vraagt een besluit")
    chat.presses(AHMET, "Beslis")
    chat.day_becomes(DAY + timedelta(days=8))
    late = chat.fills(AHMET, decision="Ze komen morgen.", cause="late")
    assert f"{ESCALATION} ligt sinds 10 maart 2026 bij CIO" in late
    assert "Wat je schreef is niet weg" in late
    assert "Ze komen morgen." in chat.reads(MARIEKE)
    chat.presses(MARIEKE, "Beslis", card_of(chat, MARIEKE, "vraagt een besluit"))
    chat.fills(MARIEKE, decision="Lever ze.", cause="late")
    again = chat.presses(AHMET, "Beslis", mine)
    assert again.startswith(f"Marieke Bakker, CIO, besliste al over {ESCALATION} op")
    assert "Je kunt ESC-2026-0001 niet zien" in chat.presses(WILLEM, "Beslis", mine)


def test_recess_counts_for_the_board_and_closes_nothing_else(chat: Chat) -> None:
    recess = Span(date(2026, 12, 21), date(2027, 1, 3), "kerstreces")
    chat.arranges(lambda store: store.calendars.add(Pause.RECESS, [recess]))
    chat.sleeps_until(date(2026, 10, 23))
    raises(chat, before="20-11-2026")
    chat.presses(SANNE, "Escaleer nu")
    # The clock is put back on 25 October; the term counts working days.
    chat.day_becomes(date(2026, 10, 30))
    assert titles(chat, MARIEKE, "vraagt een besluit") == 0
    chat.day_becomes(date(2026, 11, 2))
    assert f"{ESCALATION} vraagt een besluit van CIO" in chat.reads(MARIEKE)
    chat.sleeps_until(date(2026, 12, 15))
    assert "vraagt een besluit van Directeur Bedrijfsvoering" in chat.reads(JOHAN)
    assert "De termijn loopt tot en met 30 december 2026." in chat.reads(JOHAN)


def test_absence_at_any_moment_brings_it_to_the_deputy_who_decides_on_behalf_of(chat: Chat) -> None:
    away(chat, AHMET, KEES)
    path = raises(chat)
    assert "Eerst: Teammanager I&A (Kees Vermeulen)" in path
    chat.presses(SANNE, "Escaleer nu")
    assert chat.reads(AHMET) == ""
    chat.presses(KEES, "Pak op")
    chat.presses(KEES, "Beslis")
    chat.fills(KEES, decision="Ze komen.", cause="unclear")
    assert "Door: Kees Vermeulen (Teammanager I&A, namens Ahmet Demir)" in chat.reads(SANNE)
    record = chat.record(SANNE, "escalations", f"waterveen/{ESCALATION}")
    assert "opgepakt, Teammanager I&A – Kees Vermeulen, namens Ahmet Demir" in record


def test_the_steward_edits_a_level_and_others_see_it(chat: Chat) -> None:
    chat.says(SANNE, "/escalaties")
    shown = chat.presses(SANNE, "Niveaus")
    assert "Niveau 1, tactisch: 5 werkdagen" in shown
    assert "Wijzigen" not in chat.labels(SANNE)
    chat.says(FATIMA, "/escalaties")
    chat.presses(FATIMA, "Niveaus")
    chat.presses(FATIMA, "Wijzigen")
    chat.fills(FATIMA, term="nul")
    assert chat.errors(FATIMA) == {"term": "Vul een aantal werkdagen in van 1 tot en met 60."}
    assert "Niveau 0, werkvloer: 3 werkdagen" in chat.fills(FATIMA, term="3")


def test_figures_count_kinds_and_levels_and_never_people(chat: Chat) -> None:
    raises(chat, who=LOTTE, words="/escalate de aanschaf van laptops", kind="capacity")
    chat.presses(LOTTE, "Escalate now")
    chat.presses(AHMET, "Beslis")
    chat.fills(AHMET, decision="Ze komen.", cause="capacity")
    chat.says(LOTTE, "/escalations")
    read = chat.presses(LOTTE, "Figures")
    assert "0 running, 1 ended." in read
    assert "capacity: 1" in read
    assert "tactical: 1" in read
    assert "Ahmet" not in read
    assert "Lotte" not in read
    assert "Teammanager" not in read


def test_who_leaves_in_the_middle_of_a_climb_and_a_function_without_holder_hold_nothing_up(chat: Chat) -> None:
    raises(chat)
    chat.presses(SANNE, "Escaleer nu")
    for leaves, name in ((AHMET, "ahmet"), (MARIEKE, "marieke")):
        chat.says(FATIMA, f"/mensen {name}")
        chat.presses(FATIMA, "Is vertrokken")
        assert chat.fills(FATIMA).startswith(f"{leaves.name} is uitgeschreven")
    chat.day_becomes(DAY + timedelta(days=3))
    assert chat.reads(KEES).startswith(f"{ESCALATION} vraagt een besluit van Teammanager I&A"), "the deputy has it now"
    chat.day_becomes(DAY + timedelta(days=8))
    told = chat.reads(JOHAN)
    assert told.startswith(f"{ESCALATION} vraagt een besluit van Directeur Bedrijfsvoering")
    assert "CIO valt af: niemand heeft deze functie." in told
