# SPDX-License-Identifier: EUPL-1.2
"""What a person gets who asks for his own data: everything that any feature keeps, to read and as JSON."""

import json
from pathlib import Path

import pytest

from bot.app import App, build
from bot.settings import Settings
from commands.cards import Card, Quote
from commands.decision_rights.rights import DecisionRight
from commands.meetings.board import Board
from commands.meetings.item import Item, Stance, Voice
from commands.people import Absence
from commands.portfolio.goal import Goal
from commands.refs import Ref
from storage.database import Database
from storage.store import Store
from tests import cast, drive, platforms


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> drive.Chat:
    cast.move_in(database)
    database.transact(cast.work_begins)
    rights = (DecisionRight("W-1", "Werkplekhardware", cast.TEAMMANAGER),)
    database.transact(
        lambda c: Store(c, cast.WATERVEEN).decision_rights.change(rights, at=cast.AT, by=cast.FATIMA.id, source="test")
    )
    app: App = build(Settings(mandaat_home=tmp_path), database, demo=True)
    return drive.Chat(platforms.Local(), app.dispatcher, app.database)


def quoted(card: Card) -> str:
    """Return the JSON that a card quotes in pieces."""
    return "".join(element.text for element in card.elements if isinstance(element, Quote))


def test_a_person_reads_and_takes_along_requests_questions_and_the_unfinished_form(chat: drive.Chat) -> None:
    chat.says(cast.SANNE, "wie beslist over de kerstverlichting op het plein")
    chat.says(cast.SANNE, "/itverzoek nieuwe plotter")
    chat.fills(cast.SANNE, kind="hardware", problem="De oude drukt geen kaarten meer af.", cost="3000")
    chat.says(cast.SANNE, "/itverzoek tweede scherm")
    chat.fills(cast.SANNE, kind="hardware")
    read = chat.says(cast.SANNE, "/mijngegevens")
    assert "ITV-" in read
    assert "Nieuwe plotter" in read
    assert "kerstverlichting" in read
    assert "tweede scherm" in read.casefold()
    assert "Johan" not in read
    chat.presses(cast.SANNE, "Als gegevens (JSON)")
    data = json.loads(quoted(chat.cards(cast.SANNE)[-1]))
    assert data["requests"][0]["problem"] == "De oude drukt geen kaarten meer af."
    assert data["questions"] == ["wie beslist over de kerstverlichting op het plein"]


def test_escalations_are_among_them_also_one_that_was_not_sent(chat: drive.Chat) -> None:
    chat.says(cast.SANNE, "/escaleer werkplekhardware")
    chat.fills(cast.SANNE, tried="Gebeld.", decision="Wanneer ze komt.", otherwise="Stilstand.")
    assert "Een escalatie die niet is verstuurd" in chat.says(cast.SANNE, "/mijngegevens")
    chat.presses(cast.SANNE, "Escaleer nu")
    read = chat.says(cast.SANNE, "/mijngegevens")
    assert "ESC-2026-0001 “Werkplekhardware”" in read
    assert "niet is verstuurd" not in read


def test_whoever_decided_finds_the_decisions(chat: drive.Chat) -> None:
    chat.says(cast.SANNE, "/itverzoek werkplekhardware")
    chat.fills(cast.SANNE, kind="hardware", problem="De oude drukt geen kaarten meer af.", cost="3000")
    chat.presses(cast.AHMET, "Keur goed")
    read = chat.says(cast.AHMET, "/mijngegevens")
    assert "als Teammanager I&A" in read
    assert "De oude drukt" not in read


def test_whoever_decided_for_somebody_else_finds_that_with_on_whose_behalf(chat: drive.Chat) -> None:
    away = Absence(cast.AHMET, cast.DAY, cast.DAY, cast.KEES)
    number = chat.arranges(lambda store: store.people.add_absence(away))
    chat.arranges(lambda store: store.people.answer_absence(number, cast.KEES, accepts=True))
    chat.says(cast.SANNE, "/itverzoek werkplekhardware")
    chat.fills(cast.SANNE, kind="hardware", problem="De oude drukt geen kaarten meer af.", cost="3000")
    chat.presses(cast.KEES, "Keur goed")
    read = chat.says(cast.KEES, "/mijngegevens")
    assert "als Teammanager I&A namens Ahmet Demir" in read
    chat.presses(cast.KEES, "Als gegevens (JSON)")
    data = json.loads(quoted(chat.cards(cast.KEES)[-1]))
    assert [decision["on_behalf_of"] for decision in data["decisions"]] == ["Ahmet Demir"]
    assert [each["answer"] for each in data["substitutions"]] == ["accepted"]


def test_what_somebody_brought_to_a_board_is_among_it(chat: drive.Chat) -> None:
    def bring(store: Store) -> None:
        board = store.meetings.add_board(Board(0, cast.BOARD))
        about, title = Ref("meetings", ""), "Plan 2027"
        item = store.meetings.add_item(
            Item(0, board.function, title, "Instemmen.", about, cast.WATERVEEN.id, cast.AT, cast.PRIYA)
        )
        store.meetings.say(item.number, Voice(cast.PRIYA, Stance.OBJECTS, "Het is te duur.", cast.AT))
        goal = Goal("", "Sneller", "Wie wacht, belt.", "Vlot.", "Stukken.", "Weken", "11", "8", cast.AT, cast.PRIYA)
        store.portfolio.add_goal(goal)

    chat.database.transact(lambda c: bring(Store(c, cast.WATERVEEN)))
    read = chat.says(cast.PRIYA, "/mijngegevens")
    assert "“Plan 2027” voor Portfolioboard" in read
    assert "“Plan 2027”: niet akkoord" in read
    assert "DOEL-2026-0001 “Sneller”" in read
    chat.presses(cast.PRIYA, "Als gegevens (JSON)")
    data = json.loads(quoted(chat.cards(cast.PRIYA)[-1]))
    assert data["written_answers"][0]["reason"] == "Het is te duur."
    assert data["goals"][0]["why"] == "Wie wacht, belt."
    assert "Plan 2027" not in chat.says(cast.SANNE, "/mijngegevens")
