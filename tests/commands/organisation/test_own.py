# SPDX-License-Identifier: EUPL-1.2
"""One's own language and one's own data."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands import organisation
from commands.cards import Quote
from commands.events import Context
from commands.organisation import OwnPart
from commands.people import Holding
from commands.text import _
from storage.store import Store
from tests.cast import ARRANGEMENT_DIRECTOR, JOHAN, LOTTE, SANNE, WATERVEEN, ZUIDERPLAS
from tests.drive import Chat
from tests.platforms import Local


@pytest.mark.parametrize(
    "words", ["/taal en", "/language English", "/it taal engels", "graag in het Engels", "speak English please"]
)
def test_a_language_can_be_asked_for_in_many_ways(chat: Chat, words: str) -> None:
    assert chat.says(SANNE, words).startswith("From now on I answer you in English.")


@pytest.mark.parametrize("words", ["/taal nl", "/language dutch", "Nederlands graag", "switch to Dutch"])
def test_dutch_can_be_asked_for_again_in_many_ways(chat: Chat, words: str) -> None:
    assert chat.says(LOTTE, words).startswith("Vanaf nu antwoord ik je in het Nederlands.")


def test_without_a_language_there_are_two_buttons(chat: Chat) -> None:
    chat.says(SANNE, "/taal")
    assert chat.labels(SANNE) == ["Nederlands", "English"]
    assert chat.presses(SANNE, "English").startswith("From now on")


def test_an_unknown_language_says_so(chat: Chat) -> None:
    assert "Ik spreek geen “frans”." in chat.says(SANNE, "/taal frans")


def test_the_journal_holds_the_choice(chat: Chat, journal: Callable[[], list[str]]) -> None:
    chat.says(SANNE, "/taal en")
    assert journal() == [f"{SANNE.id} organisation.language organisation/{SANNE.id} en"]


@pytest.mark.parametrize(
    "words", ["/mijngegevens", "/it mijngegevens", "/mydata", "wat weet je van mij?", "what do you know about me?"]
)
def test_everything_that_is_kept_about_me_is_shown(chat: Chat, words: str) -> None:
    seen = chat.says(SANNE, words)

    assert seen.startswith(
        "Wat er over jou wordt bewaard\n\nNaam: Sanne de Vries\nE-mailadres: sanne.de.vries@waterveen.example"
    )
    assert "Accounts\n\n• local: sanne-de-vries" in seen


def test_functions_in_every_organisation_and_absences_are_part_of_it(chat: Chat) -> None:
    held = Holding(JOHAN, ARRANGEMENT_DIRECTOR, valid_to=date(2026, 12, 31))
    chat.database.transact(lambda c: Store(c, ZUIDERPLAS).people.add_holding(held))
    chat.says(JOHAN, "ik ben weg tot 9 maart")
    chat.fills(JOHAN)

    seen = chat.says(JOHAN, "/mijngegevens")
    assert "• Directeur Bedrijfsvoering bij Gemeente Waterveen" in seen
    assert "• Directeur Zuiderplas bij Samenwerking Zuiderplas, tot en met 31 december 2026" in seen
    assert "• van 2 maart 2026 tot en met 8 maart 2026" in seen


def test_my_data_can_be_taken_along_as_json(chat: Chat) -> None:
    chat.says(JOHAN, "/mijngegevens")
    chat.presses(JOHAN, "Als gegevens (JSON)")
    quotes = [e.text for e in chat.cards(JOHAN)[-1].elements if isinstance(e, Quote)]
    data = json.loads("\n".join(quotes))

    assert data["person"]["name"] == "Johan Visser"
    assert [h["function"] for h in data["functions"]] == ["Directeur Bedrijfsvoering", "Portfolioboard"]


def test_what_other_features_keep_is_added(chat: Chat) -> None:
    def others(context: Context, _store: object) -> tuple[OwnPart, ...]:
        return (
            OwnPart(
                "requests", _("Requests"), ("ITV-2026-0001",), [{"id": "ITV-2026-0001", "by": context.who.id}] * 200
            ),
        )

    dispatcher = Dispatcher(chat.database, Routes((organisation.feature(others),)), lambda _platforms: None)
    full = Chat(Local(), dispatcher, chat.database)

    assert "• ITV-2026-0001" in full.says(SANNE, "/mijngegevens")
    full.presses(SANNE, "Als gegevens (JSON)")
    quotes = [e.text for e in full.cards(SANNE)[-1].elements if isinstance(e, Quote)]
    assert len(json.loads("\n".join(quotes))["requests"]) == 200
    assert max(map(len, quotes)) <= 3000


def test_somebody_elses_data_are_not_shown(chat: Chat) -> None:
    assert WATERVEEN.name not in chat.says(SANNE, "/mijngegevens johan")
    assert JOHAN.name not in chat.reads(SANNE)
