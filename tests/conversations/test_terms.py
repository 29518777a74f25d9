# SPDX-License-Identifier: EUPL-1.2
"""Requests have their clock: reminders, terms that pass, questions that lapse, days that come."""

from datetime import timedelta

from commands.dues import Due
from storage.store import Store
from tests.cast import AHMET, DAY, FATIMA, KEES, LOTTE, SANNE
from tests.conversations.scenes import FIRST, away, files
from tests.drive import Chat


def _planned(store: Store) -> tuple[Due, ...]:
    return tuple(due for due, _ in store.dues.planned() if due.rule == "requests.term")


def _messages(chat: Chat) -> tuple[int, int]:
    return len(chat.cards(AHMET)), len(chat.cards(SANNE))


def test_the_holder_is_reminded_after_half_the_term_and_on_its_last_day(chat: Chat) -> None:
    files(chat)
    chat.day_becomes(DAY + timedelta(days=3))
    assert f"{FIRST} wacht op jou, tot 9 maart 2026" in chat.reads(AHMET)
    chat.day_becomes(DAY + timedelta(days=7))
    assert f"Vandaag is de laatste dag voor {FIRST}" in chat.reads(AHMET)
    assert chat.presses(AHMET, "Bekijk de aanvraag").startswith(f"{FIRST} “Vier laptops”: In intake")


def test_when_the_term_has_passed_who_asked_hears_so_too(chat: Chat) -> None:
    files(chat)
    chat.day_becomes(DAY + timedelta(days=9))
    assert f"De termijn voor {FIRST} eindigde op 9 maart 2026" in chat.reads_all(AHMET)
    read = chat.reads_all(SANNE)
    assert f"Er is nog geen besluit over {FIRST} “Vier laptops”" in read
    assert "Teammanager I&A kreeg vandaag weer een herinnering." in read
    assert "De termijn eindigde op 9 maart 2026." in read


def test_reminders_go_to_the_deputy_while_the_holder_is_away(chat: Chat) -> None:
    files(chat)
    away(chat, AHMET, KEES)
    before = len(chat.cards(AHMET))
    chat.day_becomes(DAY + timedelta(days=3))
    assert f"{FIRST} wacht op jou" in chat.reads(KEES)
    assert len(chat.cards(AHMET)) == before


def test_after_a_decision_nobody_is_reminded(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Keur goed")
    told = _messages(chat)
    chat.day_becomes(DAY + timedelta(days=30))
    assert _messages(chat) == told
    assert chat.arranges(_planned) == ()


def test_a_machine_that_slept_for_weeks_says_the_last_word_only(chat: Chat) -> None:
    files(chat)
    ahmet, sanne = _messages(chat)
    chat.sleeps_until(DAY + timedelta(days=21))
    # Each reads that the term passed, and where it was escalated to.
    assert _messages(chat) == (ahmet + 2, sanne + 2)
    assert [result for action, _, result in chat.journal() if action == "requests.term"] == [
        "dropped:moved_on",
        "dropped:moved_on",
    ]


def test_a_question_is_asked_again_and_lapses_when_nobody_answers(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Voor wie zijn ze?")
    chat.day_becomes(DAY + timedelta(days=7))
    read = chat.reads(SANNE)
    assert read.startswith(f"De vraag over {FIRST} wacht nog op jou")
    assert "> Voor wie zijn ze?" in read
    assert "Zonder antwoord trek ik de aanvraag op 17 maart 2026 in." in read

    chat.day_becomes(DAY + timedelta(days=15))
    assert chat.reads(SANNE).startswith(f"{FIRST} is ingetrokken, omdat de vraag niet is beantwoord")
    assert f"{FIRST} is ingetrokken" in chat.reads(AHMET)
    assert "ingetrokken, omdat de vraag niet is beantwoord" in chat.record(SANNE, "requests", FIRST)
    chat.presses(SANNE, "Vraag het opnieuw aan")
    assert chat.filled(SANNE)["subject"] == "Vier laptops"


def test_an_answer_in_time_starts_the_term_of_the_desk_anew(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Voor wie zijn ze?")
    chat.day_becomes(DAY + timedelta(days=7))
    chat.presses(SANNE, "Beantwoord")
    chat.fills(SANNE, text="Voor twee nieuwe collega's.")
    stages = {due.stage: due.day - DAY for due in chat.arranges(_planned)}
    assert stages == {"half": timedelta(days=10), "end": timedelta(days=14), "overdue": timedelta(days=16)}


def test_what_was_put_off_comes_back_on_its_day(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Houd aan")
    chat.fills(AHMET, until="20-3-2026", reason="Het contract is er dan.")
    chat.day_becomes(DAY + timedelta(days=18))
    assert f"De dag is gekomen om over {FIRST} te beslissen" in chat.reads(AHMET)
    assert chat.reads(SANNE).startswith(f"De dag is gekomen om over {FIRST} te beslissen")


def test_what_is_parked_is_looked_at_again_every_quarter(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Parkeer")
    chat.fills(AHMET, note="Eerst het andere.")
    chat.day_becomes(DAY + timedelta(days=92))
    assert chat.reads(FATIMA).startswith(f"Kijk opnieuw naar {FIRST}: Geparkeerd, al drie maanden")
    [again] = chat.arranges(_planned)
    assert (again.stage, again.day.month) == ("review", 9)


def test_who_reads_english_is_reminded_in_english(chat: Chat) -> None:
    files(chat, who=LOTTE)
    chat.day_becomes(DAY + timedelta(days=9))
    read = chat.reads_all(LOTTE)
    assert f"There is no decision on {FIRST} “Vier laptops” yet" in read
    assert "Teammanager I&A was reminded again today." in read
