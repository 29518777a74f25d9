# SPDX-License-Identifier: EUPL-1.2
"""A message that the platform refuses for good: the administrator hears it, another way is tried, and it goes again."""

import pytest

from bot.__main__ import main
from bot.undelivered import platform_name
from commands.people import Account
from tests.cast import LOTTE, SANNE, WATERVEEN
from tests.drive import Chat


def test_the_administrator_hears_of_a_refused_message_and_sends_it_again_or_it_goes_another_way(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = chat.database.where
    monkeypatch.setenv("MANDAAT_DATABASE_URL", where if "://" in where else f"sqlite:///{where}")
    platform, english = chat.platform.name, chat.localizer(LOTTE)

    chat.refuses(SANNE, "account_inactive")
    assert chat.says(SANNE, "help") == ""
    read = chat.reads(LOTTE)
    assert f"could not be delivered on {english.say(platform_name(platform))}" in read
    assert ("Sanne de Vries" in read, "account_inactive" in read, "Sent instead" in read) == (True, True, False)
    number = read.partition("outbox retry ")[2].partition(".")[0]

    chat.refuses(SANNE, "")
    assert main(["outbox", "retry", number]) == 0
    chat.deliver()
    assert "wie beslist" in chat.reads(SANNE).lower()
    assert [line for line in chat.journal() if line[1] == f"outbox/{number}"] == [
        ("outbox.dead", f"outbox/{number}", "done"),
        ("outbox.retry", f"outbox/{number}", "done"),
    ]

    other = "slack" if platform == "local" else "local"
    elsewhere = Account(other, WATERVEEN.id, SANNE.id)
    chat.arranges(lambda store: store.people.add_account(SANNE, elsewhere))
    chat.refuses(SANNE, "is_archived")
    chat.says(SANNE, "help")
    assert f"Sent instead by\n{english.say(platform_name(other))}" in chat.reads(LOTTE).replace(": ", "\n")
    capsys.readouterr()
    assert main(["outbox", "list"]) == 0
    listed = capsys.readouterr().out
    assert "is_archived (taken over by another message)" in listed
    assert f"waterveen {other} {SANNE.id}" in listed
