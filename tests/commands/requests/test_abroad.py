# SPDX-License-Identifier: EUPL-1.2
"""A matter of the joint arrangement: its director decides on a participant's request, from its own organisation."""

import pytest

from bot import plain
from commands.cards import buttons
from commands.events import Context, Incoming, Place
from commands.requests.overview import record, waiting
from commands.requests.states import State
from storage.store import Store
from tests.cast import SANNE, WATERVEEN, YARA, ZUIDERPLAS, account
from tests.commands.requests.conftest import MONDAY, Asks
from tests.drive import Chat


@pytest.fixture
def reference(asks: Asks) -> str:
    """Return a request about the network that both share."""
    return asks("Meer netwerk in het gemeentehuis", kind="change")


def press(chat: Chat, label: str) -> str:
    """Let the director press a button of her newest card that has it, in the arrangement's own surroundings."""
    localizer = chat.localizer(YARA)
    card = next(c for c in reversed(chat.cards(YARA)) if label in [localizer.say(b.label) for b in buttons(c)])
    said = next(b.press for b in buttons(card) if localizer.say(b.label) == label)
    return chat.happens(YARA, Incoming(said, account(YARA, ZUIDERPLAS), Place("local", YARA.id), f"yara-{label}"))


def test_the_requester_reads_whose_matter_it_is(chat: Chat, reference: str) -> None:
    assert "Directeur Zuiderplas beslist" in chat.reads(SANNE)
    assert "Dat is een zaak van Samenwerking Zuiderplas." in chat.reads(SANNE)


def test_the_director_decides_and_everything_stays_with_the_participant(chat: Chat, reference: str) -> None:
    assert "Goedgekeurd" in press(chat, "Keur goed")
    request = chat.database.read(lambda c: Store(c, WATERVEEN).requests.get(reference))
    assert request
    assert request.state is State.APPROVED
    assert chat.reads(SANNE).startswith("Goedgekeurd: ITV-2031-0001")
    assert set(chat.labels(SANNE)) == {"Open het dossier"}
    lines = chat.database.read(lambda c: Store(c, WATERVEEN).journal.about(f"requests/{reference}"))
    assert [(line.action, line.actor) for line in lines][-1] == ("requests.approve", YARA.id)
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert (decision.on_behalf_of, decision.register_version) == ("Samenwerking Zuiderplas", 8)


def test_it_waits_for_her_in_her_own_organisation(chat: Chat, reference: str) -> None:
    assert chat.database.read(lambda c: waiting(YARA, MONDAY, Store(c, ZUIDERPLAS))) == 1
    press(chat, "Keur goed")
    assert chat.database.read(lambda c: waiting(YARA, MONDAY, Store(c, ZUIDERPLAS))) == 0


def test_she_opens_the_record_of_the_participant(chat: Chat, reference: str) -> None:
    def page(store: Store) -> str:
        context = Context(YARA, ZUIDERPLAS, MONDAY, Place("web", ""))
        return plain.render_card(record(f"waterveen/{reference}", context, store), chat.localizer(YARA))

    assert "Meer netwerk in het gemeentehuis" in chat.database.read(lambda c: page(Store(c, ZUIDERPLAS)))
    press(chat, "Keur goed")
    assert f"/records/requests/waterveen/{reference}" in press(chat, "Open het dossier")
