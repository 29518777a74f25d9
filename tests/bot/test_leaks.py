# SPDX-License-Identifier: EUPL-1.2
"""After days full of questions, requests, refusals and failures the log still names nobody and repeats nothing."""

import asyncio
import re
from pathlib import Path

from sqlalchemy import select

from bot.app import build
from bot.sample.sample import load_once
from bot.settings import Settings
from storage.codec import decode_card
from storage.database import Connection, Database
from storage.local import local_messages
from storage.organisation import organisations
from storage.persons import people
from tests.bot.logged import logged

#: Shorter words are in the log for other reasons.
SHORTEST = 12


def private(connection: Connection) -> set[str]:
    """Return every name, address and sentence that the database holds of people."""
    found = {text for row in connection.execute(select(people.c.id, people.c.name, people.c.email)) for text in row}
    found |= set(connection.scalars(select(organisations.c.name)))
    for row in connection.execute(select(local_messages.c.words, local_messages.c.card)):
        found |= {row.words, *(re.findall(r"\w[^\"'(),]{20,}", repr(decode_card(row.card))) if row.card else ())}
    return {text.strip() for text in found if len(text.strip()) >= SHORTEST}


def test_the_stories_of_the_sample_leave_nothing_of_anybody_in_the_log(sqlite_url: str, tmp_path: Path) -> None:
    database = Database.open(sqlite_url)
    settings = Settings(mandaat_home=tmp_path)
    with logged() as log:
        load_once(database, settings)
        app = build(settings, database, demo=True)
        while asyncio.run(app.delivery.deliver_due()):
            pass
        app.ticker.plan_recurring()
        app.ticker.tick()
    words = database.read(private)
    database.close()
    assert len(words) > 100
    assert len(log.lines) > 20
    assert {word for word in words if word in log.text} == set()
