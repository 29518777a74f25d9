# SPDX-License-Identifier: EUPL-1.2
"""Buttons and forms that we never drew: refused, journalled without a word of them, and nothing changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from bot.app import App, build
from bot.settings import Settings
from bot.web import web
from commands.events import Context, Incoming, Pairs, Place, Press, Said, Submit
from commands.people import Account, Person
from storage.database import Connection, Database, metadata
from storage.store import Store
from tests import cast
from tests.commands.decision_rights.desk import RIGHTS
from tests.databases import sqlite_at
from tests.drive import Chat
from tests.platforms import Local

#: What an event may leave behind when it changes nothing: that it was seen, what was answered, and who was refused.
TRACES = {"seen", "outbox", "journal", "local_messages"}
FORGED = {
    "ref": "ITV-2026-0001", "org": cast.WATERVEEN.id, "right": "WV-001", "function": cast.TEAMMANAGER, "number": "1",
    "person": cast.AHMET.id, "role": "administrator", "name": cast.TEAMMANAGER, "gap": "1", "synonym": "1",
    "version": "1", "deputy": "yes",
}  # fmt: skip


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """Open one of SQLite: what is refused is refused before anything is kept."""
    with sqlite_at(sqlite_url) as opened:
        yield opened


@pytest.fixture
def app(database: Database, tmp_path: Path) -> App:
    cast.move_in(database)
    database.transact(cast.work_begins)

    def lay(connection: Connection) -> None:
        store = Store(connection, cast.WATERVEEN)
        store.decision_rights.change(RIGHTS, at=cast.AT, by=cast.FATIMA.id, source="test")
        store.decision_rights.propose("schermpjes", RIGHTS[0].topic_nl, cast.AT)

    database.transact(lay)
    return build(Settings(mandaat_home=tmp_path), database, demo=True)


@pytest.fixture
def chat(app: App) -> Chat:
    """Somebody is away, somebody asked for something that nobody decides, and Sanne asked for laptops."""
    chat = Chat(Local(), app.dispatcher, app.database, app.features)
    chat.begins(cast.AHMET, "ik ben weg tot 1 april")
    chat.fills(cast.AHMET)
    chat.says(cast.SANNE, "wie beslist over het wapen op de vlag?")
    chat.begins(cast.SANNE, "/itverzoek aanschaf van laptops")
    chat.fills(cast.SANNE, kind="hardware", problem="De oude zijn op.", cost="3000")
    return chat


def send(app: App, person: Person, said: Said, key: str = "local:forged") -> None:
    account = Account("local", cast.WATERVEEN.id, person.id)
    app.dispatcher.handle(Incoming(said, account, Place("local", person.id), key))


def kept(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that is kept, save the traces of the events themselves."""

    def read(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
        tables = [table for table in metadata.sorted_tables if table.name not in TRACES]
        return {t.name: sorted((tuple(row) for row in connection.execute(select(t))), key=repr) for t in tables}

    return database.read(read)


CARRIED: tuple[Pairs, ...] = (
    (),
    tuple(FORGED.items()),
    tuple((each, "9" * 20) for each in FORGED),
    tuple((each, "²x'; --") for each in FORGED),
)
ANSWERS = {
    "person": cast.WILLEM.name, "role": "administrator", "first_day": "2026-03-03", "last_day": "2026-03-02",
    "name": "Baas", "body": "no", "email": "willem@elders.example", "reason": "Zomaar.", "conditions": "Geen.",
    "alternative": "Niets.", "until": "2026-03-10", "question": "Waarom?", "note": "Later.", "sort": "run",
    "step": "plan", "text": "Akkoord.", "topic_nl": "Laptops", "decides": cast.TEAMMANAGER,
}  # fmt: skip
#: What anybody may do for himself: choose a language, say which words he meant, ask, be away, advise, and escalate.
OWN = {
    "organisation.language", "decision_rights.choose", "decision_rights.none", "decision_rights.elsewhere",
    "requests.request", "organisation.own_absence", "requests.advice",
    "escalations.escalation", "escalations.risk",
}  # fmt: skip


def test_who_holds_nothing_changes_nothing_with_any_button_or_form(
    app: App, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept(app.database)
    presses = sorted({action for feature in app.features for action in feature.presses} - OWN)
    submits = sorted({form for feature in app.features for form in feature.submits} - OWN)
    for number, carried in enumerate(CARRIED):
        for name in presses:
            send(app, cast.WILLEM, Press(name, carried), f"local:press:{name}:{number}")
        for name in submits:
            send(app, cast.WILLEM, Submit(name, tuple(ANSWERS.items()), carried), f"local:submit:{name}:{number}")
    assert kept(app.database) == before
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    refused = {(action, result) for action, _about, result in chat.journal()}
    assert {
        ("requests.approve", "refused:NotYourDecision"),
        ("requests.withdraw_sure", "refused:NotForYou"),
        ("organisation.role", "refused:NotAllowed"),
        ("organisation.cancel_absence", "refused:NotAllowed"),
        ("decision_rights.accept", "refused:OnlySteward"),
    } <= refused


def test_a_steward_is_told_that_what_a_forged_button_names_is_not_there(
    app: App, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept(app.database)
    for name in ("dismiss", "gap", "add", "accept", "reject", "browse", "edit", "right"):
        for number, carried in enumerate(CARRIED[2:]):
            send(app, cast.FATIMA, Press(f"decision_rights.{name}", carried), f"local:{name}:{number}")
    assert kept(app.database) == before
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_what_nobody_has_is_refused_and_its_words_stay_out_of_the_journal(app: App, chat: Chat) -> None:
    before = kept(app.database)
    words = (("words", "x" * 5000),)
    send(app, cast.SANNE, Press("Willem is ziek thuis"), "local:1")
    send(app, cast.SANNE, Press("requests.of_long_ago", (("ref", "ITV-2026-0001"),)), "local:older")
    send(app, cast.SANNE, Press("decision_rights.none", words), "local:2")
    send(app, cast.SANNE, Submit("requests.request", (("subject", "Twee laptops"),), words), "local:3")
    assert kept(app.database) == before
    assert ("house.unknown", "house/-", "refused:ButtonOutdated") in chat.journal()
    assert "ziek" not in str(chat.journal())
    chat.deliver()
    assert "[Toon hoe het nu is] [Mijn overzicht]" in chat.reads_all(cast.SANNE)
    chat.presses(cast.SANNE, "Toon hoe het nu is")
    assert "ITV-2026-0001 “Aanschaf van laptops”" in chat.reads(cast.SANNE)


def test_we_sign_no_link_to_anything_but_a_record(app: App, chat: Chat) -> None:
    elsewhere = ("https://elders.example/", "//elders.example/x", "/chat", "/records/x/../../chat", "/records/x/a b")
    for path in elsewhere:
        send(app, cast.SANNE, Press("house.open", (("path", path),)), f"local:{path}")
    chat.deliver()
    assert chat.reads_all(cast.SANNE).count("Deze knop werkt niet meer") == len(elsewhere)


def test_a_scanner_of_links_does_not_use_a_personal_link_up(app: App, chat: Chat) -> None:
    browser = TestClient(web(app), base_url="http://127.0.0.1:8000", follow_redirects=False)

    def sign(connection: Connection) -> str:
        context = Context(cast.SANNE, cast.WATERVEEN, cast.AT, Place("local", cast.SANNE.id))
        return app.links.personal(context, Store(connection, cast.WATERVEEN), "/records/requests/ITV-2026-0001")

    link = app.database.transact(sign).removeprefix("http://127.0.0.1:8000")
    assert browser.head(link).status_code == 200
    assert browser.get(link).status_code == 303
