# SPDX-License-Identifier: EUPL-1.2
"""What is kept of an evaluation, and for how long: participation a month, ballots a year, the report ten years."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.app import App, build
from bot.settings import Settings
from commands.cards import Button, Buttons, Card, Quote, buttons
from commands.events import Press
from storage.database import Database
from storage.dues import dues
from storage.messages import outbox
from storage.store import Store
from tests import cast, drive, platforms
from tests.cast import AHMET, FATIMA, JOHAN, KEES, MARIEKE, NAOMI, RUBEN, SANNE

ROUND = "EV-2026-01"
VOTERS = (KEES, AHMET, MARIEKE, FATIMA, JOHAN)


@pytest.fixture
def chat(sqlite_url: str, tmp_path: Path) -> drive.Chat:
    """Let a round be open that five people answered; one asked for time."""
    database = Database.open(sqlite_url, patience=5)
    cast.move_in(database)
    database.transact(cast.work_begins)
    app: App = build(Settings(mandaat_home=tmp_path), database, demo=True)
    chat = drive.Chat(platforms.Local(), app.dispatcher, app.database, app.features)
    chat.says(RUBEN, "/evaluatie start")
    chat.presses(RUBEN, "Open hem nu")
    chat.sleeps_until(cast.DAY.replace(day=3))
    for person in VOTERS:
        chat.presses(person, "Alles in één formulier")
        chat.fills(person, **dict.fromkeys((f.name for f in chat.opened[person.id].fields), "4") | {"q_words": ""})
    chat.presses(NAOMI, "Later")
    return chat


def test_a_person_reads_that_he_was_invited_and_took_part_and_nothing_of_what_he_answered(chat: drive.Chat) -> None:
    assert "de evaluatie van kwartaal 1 van 2026: ingevuld" in chat.says(KEES, "/mijngegevens")
    assert "niemand weet welke antwoorden van jou zijn" in chat.reads(KEES)
    assert "Evaluaties" not in chat.says(SANNE, "/mijngegevens")
    chat.presses(NAOMI, "Eén voor één beantwoorden")
    chat.presses(NAOMI, "4 – eens")
    read = chat.says(NAOMI, "/mijngegevens")
    assert "uitgenodigd, nog niet ingevuld" in read
    assert "1 antwoord dat je nog niet hebt verstuurd" in read
    chat.presses(NAOMI, "Als gegevens (JSON)")
    data = json.loads("".join(e.text for e in chat.cards(NAOMI)[-1].elements if isinstance(e, Quote)))
    assert data["evaluations"] == [{"reference": ROUND, "standing": "invited", "not_sent": 1}]


def traces(connection: Connection) -> list[str]:
    """Return everything that says of somebody that he was in a round."""
    keys = connection.scalars(select(outbox.c.key).where(outbox.c.key.startswith(f"evaluations/{ROUND}/")))
    things = connection.scalars(select(dues.c.thing).where(dues.c.thing.startswith(f"{ROUND}/")))
    found = [*keys, *things]
    return [each for each in found if any(person.id in each for person in (*VOTERS, NAOMI))]


def test_who_took_part_is_forgotten_after_a_month_and_what_was_answered_after_a_year(chat: drive.Chat) -> None:
    chat.sleeps_until(date(2026, 3, 20))
    chat.sleeps_until(date(2026, 3, 21))
    assert "Evaluaties" not in chat.says(KEES, "/mijngegevens")
    assert chat.database.read(traces), "the messages can still be changed"
    chat.sleeps_until(date(2026, 4, 22))
    assert chat.database.read(traces) == []

    def ballots(store: Store) -> int:
        round_ = store.evaluations.round(ROUND)
        assert round_
        return len(store.evaluations.kept(round_))

    assert chat.arranges(ballots) == 5
    chat.sleeps_until(date(2027, 3, 22))
    assert chat.arranges(ballots) == 0
    assert "5 van de" in chat.record(SANNE, "evaluations", ROUND)


def test_a_report_is_removed_after_ten_years_by_who_runs_evaluations_or_kept_longer(chat: drive.Chat) -> None:
    chat.sleeps_until(date(2026, 3, 20))
    chat.sleeps_until(date(2036, 3, 24))
    asked = next(c for c in reversed(chat.cards(RUBEN)) if "Verwijder definitief" in _labels(chat, c))
    assert "is voorbij: de evaluatie van kwartaal 1 van 2026" in chat.localizer(RUBEN).say(asked.title)
    assert "Dit kan alleen de secretaris" in chat.presses(SANNE, "Verwijder definitief", asked)
    assert chat.presses(RUBEN, "Bewaar nog een jaar", asked).startswith("Bewaard tot en met 24 maart 2037")
    chat.sleeps_until(date(2037, 3, 25))
    again = next(c for c in reversed(chat.cards(RUBEN)) if "Verwijder definitief" in _labels(chat, c))
    assert chat.presses(RUBEN, "Verwijder definitief", again).startswith("Verwijderd:")
    assert ("evaluations.remove", f"evaluations/{ROUND}", "done") in chat.journal()
    assert chat.arranges(lambda store: store.evaluations.round(ROUND)) is None


def test_a_report_is_not_removed_before_its_term(chat: drive.Chat) -> None:
    chat.sleeps_until(date(2026, 3, 20))
    early = Card("Te vroeg", (Buttons((Button("Nu al", Press("evaluations.remove", (("ref", ROUND),))),)),))
    assert "moet bewaard blijven tot en met 20 maart 2036" in chat.presses(RUBEN, "Nu al", early)


def _labels(chat: drive.Chat, card: Card) -> list[str]:
    """Return what stands on the buttons of a card."""
    return [chat.localizer(RUBEN).say(b.label) for b in buttons(card)]
