# SPDX-License-Identifier: EUPL-1.2
"""The evaluation as people meet it: it comes by itself, is answered, closes, and something is done with it."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from bot.ticker import Ticker
from commands.boards import Verdict
from commands.evaluations.improvements import Improvement
from commands.people import Absence, Person
from commands.refs import Ref
from storage.store import Store
from tests.cast import AHMET, CIO, DAY, FATIMA, JOHAN, KEES, MARIEKE, NAOMI, PRIYA, RUBEN, SANNE, WILLEM
from tests.conversations.test_boards import card_of, decides
from tests.drive import Chat

FIRST, SECOND = "EV-2026-01", "EV-2026-02"
#: The Wednesday on which the round of the quarter opens, and its last day.
OPENS, CLOSES = DAY + timedelta(days=2), DAY + timedelta(days=16)
EVERYBODY = (AHMET, KEES, MARIEKE, FATIMA, JOHAN, PRIYA, NAOMI, WILLEM)


def _comes_by_itself(chat: Chat, day: date) -> None:
    """Let the clock plan what recurs, and the days go by."""
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.day_becomes(day)


def _fills_in(chat: Chat, people: Sequence[Person], answer: str, words: str = "", **other: str) -> None:
    """Let people answer in the form, all the same save where it says otherwise."""
    for person in people:
        chat.presses(person, "Alles in één formulier")
        same = {f.name: answer for f in chat.opened[person.id].fields if f.name != "q_words"}
        chat.fills(person, **{**same, **other, "q_words": words})
        assert chat.reads(person).startswith("Dank je wel, je antwoorden tellen mee"), chat.errors(person)


def _one_by_one(chat: Chat, person: Person) -> None:
    """Let somebody answer every question with a button, stop on the way, go on, and send it."""
    chat.presses(person, "Eén voor één beantwoorden")
    assert chat.reads(person).startswith("Business en IT werken aan dezelfde doelen.")
    chat.presses(person, "4 – eens")
    assert "Vraag 3 van 14" in chat.presses(person, "Weet ik niet")
    assert "2 van de 14 vragen zijn beantwoord. Er is nog niets geteld." in chat.presses(person, "Even stoppen")
    chat.presses(person, "Eén voor één beantwoorden")
    read = chat.presses(person, "Terug")
    assert read.startswith("IT begrijpt wat mijn team nodig heeft.")
    assert "Deze heb je beantwoord." in read
    assert "Weet ik niet" not in chat.drawn(person).partition("Deze heb je beantwoord")[0]
    chat.presses(person, "3 – neutraal")
    for _ in range(10):
        chat.presses(person, "2 – oneens")
    assert chat.presses(person, "7").startswith("Wat moeten we volgend kwartaal anders doen?")
    chat.presses(person, "Schrijf iets")
    chat.fills(person, q_words="Vraag het Sanne de Vries maar.")
    assert "De naam Sanne de Vries staat erin." in chat.errors(person)["q_words"]
    chat.fills(person, q_words="Zie https://intranet.example/verslag")
    assert "Er staat een link in." in chat.errors(person)["q_words"]
    chat.fills(person, q_words="Vaker <b>samen</b> kijken, eerder.")
    assert chat.reads(person).startswith("Alles is ingevuld. Inleveren?")
    assert chat.presses(person, "Lever in").startswith("Dank je wel")


def _board_rules(chat: Chat, about: Ref, verdict: Verdict, reason: str, function: str = "") -> None:
    """Let the secretary record what the board decided on an improvement, which came onto its agenda by itself."""
    item = chat.arranges(lambda store: store.meetings.item_about(about, "waterveen"))
    assert item
    assert "Spreek een verbetering af" in chat.presses(RUBEN, "Openen", card_of(item))
    decides(chat, verdict.value, reason=reason, **({"function": function} if function else {}))
    assert not chat.errors(RUBEN), chat.errors(RUBEN)


def _improvements(store: Store, reference: str) -> tuple[Improvement, ...]:
    return store.evaluations.improvements(reference)


def _first_round(chat: Chat) -> None:
    """Let the first round go from its opening to its report."""
    chat.day_becomes(OPENS)
    read = chat.reads(KEES)
    assert read.startswith("Hoe werken business en IT samen? Vier minuten, tot en met 18 maart 2026")
    assert "De chat kan zien dat je hier op een knop drukt" in read
    assert "omdat je een functie vervult of vervangt, of betrokken was bij een aanvraag" in read
    assert "in een stembus met je groep erbij" in read
    assert "Uitgenodigd: 7" in chat.reads(RUBEN), "who runs it sees who was invited, without asking"
    assert not chat.cards(WILLEM), "who is on leave is left alone"
    assert "Je bent voor deze evaluatie niet uitgenodigd" not in chat.says(SANNE, "/evaluatie")

    _one_by_one(chat, KEES)
    _fills_in(chat, (AHMET, MARIEKE, FATIMA), "2", "Eerder beginnen")
    assert chat.presses(PRIYA, "Deze keer niet").startswith("Goed, deze keer niet")
    assert chat.presses(NAOMI, "Later").startswith("Goed, ik vraag het je weer op 6 maart 2026")
    counted = len(chat.cards(AHMET)), len(chat.cards(PRIYA))
    chat.day_becomes(DAY + timedelta(days=11))
    assert (len(chat.cards(AHMET)), len(chat.cards(PRIYA))) == counted, "who answered or declined hears nothing"
    assert "Je hebt nog niet geantwoord" in chat.reads_all(JOHAN)
    assert chat.reads(WILLEM).startswith("Hoe werken business en IT samen?"), "back from leave"

    assert chat.presses(PRIYA, "Toch meedoen").startswith("Business en IT werken")
    chat.presses(PRIYA, "Even stoppen")
    _fills_in(chat, (JOHAN, NAOMI, PRIYA, WILLEM), "3", q_on_time="5")
    chat.day_becomes(CLOSES + timedelta(days=1))
    read = chat.reads_all(RUBEN)
    assert "Wat kwam er uit de evaluatie van kwartaal 1 van 2026" in read
    assert "Samenwerking verbeteren" in read, "what is below three is asked of the board"
    assert "8 van de 8 mensen hebben geantwoord (100%)." in read
    assert "Geen groep is apart te zien" in read, "three groups of four and less"
    record = chat.record(SANNE, "evaluations", FIRST)
    assert "Vaker <b>samen</b> kijken, eerder." in record
    assert record.count("Eerder beginnen") == 3
    assert "1 wist het niet" not in record.partition("IT begrijpt")[2].partition("Ik begrijp")[0]
    assert all(name not in record for name in ("Kees", "Ahmet", "Naomi"))
    assert "Wat kwam er uit de evaluatie" in chat.says(AHMET, "Wat was de uitslag van de evaluatie vorig kwartaal?")


def test_a_year_of_evaluations_comes_by_itself_and_is_followed_up(chat: Chat) -> None:
    chat.arranges(lambda store: store.people.add_absence(Absence(WILLEM, DAY, DAY + timedelta(days=10))))
    _comes_by_itself(chat, DAY + timedelta(days=1))
    read = chat.reads(RUBEN)
    assert read.startswith("Kijk vooraf mee: de evaluatie van kwartaal 1 van 2026")
    assert "Hij gaat vanzelf de deur uit op 4 maart 2026, tenzij je hem stopt." in read
    assert "Wie we vragen: 8 mensen" in read
    assert "Welk rapportcijfer geef je de samenwerking dit kwartaal?" in read
    assert "Bekijk de uitnodiging" in chat.labels(RUBEN)
    _first_round(chat)

    done, stuck = chat.arranges(partial(_improvements, reference=FIRST))[:2]
    _is_done(chat, done)
    _gets_stuck(chat, stuck)
    assert "Eén voor één beantwoorden" not in chat.labels(PRIYA), "not on a card on which somebody paused either"

    chat.day_becomes(date(2026, 6, 4))
    read = chat.reads_all(KEES)
    assert "Jullie zeiden, wij deden" in read
    assert "onder de 3,0. Gedaan: We kijken nu elke maand samen." in read
    assert "CIO had tot en met 19 mei 2026, en het is geëscaleerd." in read
    _gets_unstuck(chat)
    _fills_in(chat, EVERYBODY, "4")
    chat.day_becomes(date(2026, 6, 18))
    record = chat.record(RUBEN, "evaluations", SECOND)
    assert "Hielp het?" in record
    assert "We kijken nu elke maand samen." in record
    assert "hoger)" in record
    assert "De vorige evaluatie heeft geleid tot verbeteringen" in record
    _two_more_quarters(chat)


def _is_done(chat: Chat, improvement: Improvement) -> None:
    """Let the board agree on an improvement, and its owner say what was done."""
    _board_rules(chat, improvement.ref, Verdict.APPROVED, "Elke maand samen naar de lijst kijken.")
    [owner] = [p for p in (*EVERYBODY, SANNE, RUBEN) if "Zeg wat er is gedaan" in chat.labels(p)]
    assert "Elke maand samen naar de lijst kijken." in chat.reads(owner)
    chat.presses(owner, "Zeg wat er is gedaan")
    chat.fills(owner, note="We kijken nu elke maand samen.")
    assert chat.reads(owner).startswith("Vastgelegd:")


def _gets_stuck(chat: Chat, improvement: Improvement) -> None:
    """Let the board refer an improvement to the CIO, and nothing be done: reminders, and then up the ladder."""
    _board_rules(chat, improvement.ref, Verdict.REFERRED, "Een dag meelopen met elkaar.", CIO)
    assert "Een dag meelopen met elkaar." in chat.reads(MARIEKE)
    for day, said in (
        (date(2026, 4, 17), "Een verbetering wacht op je, tot en met 19 mei 2026: Communicatie"),
        (date(2026, 5, 19), "Vandaag is de laatste dag voor een verbetering: Communicatie"),
    ):
        chat.sleeps_until(day)
        assert said in chat.reads_all(MARIEKE)
    assert "ESC-" not in chat.reads_all(JOHAN)
    chat.sleeps_until(date(2026, 5, 27))
    assert "Een verbetering had op 19 mei 2026 klaar moeten zijn: Communicatie" in chat.reads_all(MARIEKE)
    assert "Een verbetering komt niet verder: Communicatie" in chat.reads_all(RUBEN)
    read = chat.reads(JOHAN)
    assert "vraagt een besluit van Directeur Bedrijfsvoering" in read, "who had the term is not asked again"
    assert "Na de evaluatie zou CIO dit verbeteren: Communicatie." in read
    assert "Zeg hoe dit er komt, en wanneer: Een dag meelopen met elkaar." in read


def _gets_unstuck(chat: Chat) -> None:
    """Let the one above decide, and the owner say what was done: the escalation stops where it lay."""
    chat.presses(JOHAN, "Beslis")
    chat.fills(JOHAN, decision="Volgende week, twee dagen.", cause="capacity")
    assert "Leg dit besluit ook bij de zaak zelf vast" in chat.reads(MARIEKE)
    read = chat.presses(MARIEKE, "Bekijk het")
    assert "CIO had tot en met 19 mei 2026, en het is geëscaleerd. Een dag meelopen met elkaar." in read
    chat.presses(MARIEKE, "Zeg wat er is gedaan")
    assert chat.fills(MARIEKE, note="We liepen een dag mee.").startswith("Vastgelegd: Communicatie")
    assert "Dit loopt vast" not in chat.presses(MARIEKE, "Bekijk het"), "done is done"
    assert "We liepen een dag mee." in chat.says(SANNE, "/evaluatie")


def _two_more_quarters(chat: Chat) -> None:
    """Let the rest of the year go by: a round comes each quarter, and is compared with the one before."""
    for opens, closed, answer, moved in (
        (date(2026, 9, 1), date(2026, 9, 16), "3", "(1,0 lager)"),
        (date(2026, 12, 1), date(2026, 12, 16), "2", "(1,0 lager)"),
    ):
        for day in (opens - timedelta(days=5), opens):
            chat.sleeps_until(day)
        _fills_in(chat, EVERYBODY[:6], answer)
        chat.sleeps_until(closed)
        read = chat.reads_all(RUBEN)
        assert "6 van de 8 mensen hebben geantwoord (75%)." in read
        assert moved in read.rpartition("Wat kwam er uit")[2]
    assert "4,0 → 3,0 → 2,0" in chat.record(SANNE, "evaluations", "EV-2026-04").partition("Over de laatste rondes")[2]
    quarters = chat.arranges(lambda store: [each.quarter for each in store.evaluations.rounds()])
    assert quarters == ["2026-4", "2026-3", "2026-2", "2026-1"]
    assert "De board moet nog besluiten." in chat.says(SANNE, "/evaluatie"), "asked a round before, and not lost"


def test_who_runs_it_starts_stops_and_asks_other_things_too(chat: Chat) -> None:
    assert "Dit kan alleen de secretaris van de board" in chat.says(SANNE, "/evaluatie start")
    chat.says(RUBEN, "/evaluatie vragen")
    chat.presses(RUBEN, "Vraag toevoegen")
    chat.fills(RUBEN, nl="De servicedesk helpt snel.", en="The service desk helps quickly.", source="Eigen")
    assert "De servicedesk helpt snel." in chat.reads(RUBEN)
    chat.begins(RUBEN, "/evaluatie instellen")
    chat.fills(RUBEN, opening="by_hand", threshold="6", next_day="")
    assert "Cijfers laat ik alleen zien van minstens 6 antwoorden samen." in chat.reads(RUBEN)

    read = chat.says(RUBEN, "/evaluatie start")
    assert "De servicedesk helpt snel." in read
    chat.begins(RUBEN, "/evaluatie puls de servicedesk helpt SNEL.")
    assert "Dit vragen we elk kwartaal al." in chat.fills(RUBEN)
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(DAY + timedelta(days=1))
    chat.presses(KEES, "Alles in één formulier")
    names = [f.name for f in chat.opened[KEES.id].fields]
    assert names[-3:] == ["q_own_1", "q_grade", "q_words"]
    chat.fills(KEES, q_words="x" * 2001)
    errors = chat.errors(KEES)
    assert errors["q_words"].startswith("Gebruik hoogstens 2.000 tekens")
    assert len(errors) == len(names), "every statement wants an answer, if only that one does not know"
    chat.fills(KEES, **dict.fromkeys(names, "4") | {"q_grade": "8", "q_words": ""})
    assert chat.reads(KEES).startswith("Dank je wel")
    chat.says(RUBEN, "/evaluatie vragen")
    chat.presses(RUBEN, "Stop met: De servicedesk helpt snel.")
    assert "Vragen we niet meer" in chat.reads(RUBEN)
    chat.presses(AHMET, "Alles in één formulier")
    assert "q_own_1" in {f.name for f in chat.opened[AHMET.id].fields}, "a round that is out keeps its questions"

    chat.says(RUBEN, "/evaluatie stop")
    chat.presses(RUBEN, "Stop")
    assert "Alles wat is ingevuld verdwijnt voorgoed" in chat.reads(RUBEN)
    assert chat.presses(RUBEN, "Ja, stop en verwijder").startswith("Gestopt:"), "where it was asked"
    chat.sleeps_until(DAY + timedelta(days=2))
    assert "Deze evaluatie is gestopt" in chat.reads_all(MARIEKE)
    chat.fills(AHMET, **dict.fromkeys((f.name for f in chat.opened[AHMET.id].fields), "4") | {"q_words": ""})
    assert "Deze evaluatie is niet open. Er is niets van jou geteld." in chat.reads(AHMET)


def test_one_question_and_one_project_go_the_same_way(chat: Chat) -> None:
    chat.begins(RUBEN, "/evaluatie puls We weten elkaar snel te vinden.")
    read = chat.fills(RUBEN)
    assert "Kijk vooraf mee: de puls van kwartaal 1 van 2026" in read
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(DAY + timedelta(days=1))
    assert chat.reads(JOHAN).startswith("Eén vraag, tot en met 9 maart 2026")
    chat.begins(RUBEN, "/evaluatie puls We weten elkaar snel te vinden.")
    assert "Dit is al gevraagd, in de puls van kwartaal 1 van 2026." in chat.fills(RUBEN)

    chat.begins(RUBEN, "/evaluatie project Nieuw zaaksysteem")
    chat.fills(RUBEN, people="Kees\nniemand van ons")
    assert "niemand van ons" in chat.errors(RUBEN)["people"]
    few = chat.fills(RUBEN, people="Kees Vermeulen\nAhmet Demir")
    assert "Er zijn 2 mensen om te vragen, en onder de 5 antwoorden mag ik niets laten zien." in few
    chat.begins(RUBEN, "/evaluatie project Nieuw zaaksysteem")
    read = chat.fills(RUBEN, people="\n".join(p.name for p in (*EVERYBODY, SANNE)))
    assert "Kijk vooraf mee: de evaluatie van “Nieuw zaaksysteem”" in read
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(DAY + timedelta(days=2))
    assert chat.reads(SANNE).startswith("Hoe ging “Nieuw zaaksysteem”? Eén minuut")
