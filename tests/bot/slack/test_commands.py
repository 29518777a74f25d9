# SPDX-License-Identifier: EUPL-1.2
"""Where our commands stand behind a prefix, what we say of them does too."""

from pathlib import Path

from bot.app import offered
from bot.registers import Registers
from bot.slack.commands import reading
from commands.text import Message
from storage.organisation import Organisations
from tests import cast
from tests.bot.readers import DUTCH
from tests.databases import sqlite_at
from tests.fakes import slack
from tests.fakes.serving import Loop
from tests.fakes.slack_stage import Stage, staged

FEATURES = offered(Registers(meaning=False), lambda *_which: "")
SAYS = reading(FEATURES, "wv-")(DUTCH.language, DUTCH.zone)


def test_a_command_stands_behind_the_prefix_once() -> None:
    assert SAYS.say("/itverzoek · /itrequest") == "/wv-itverzoek · /wv-itrequest"
    assert SAYS.say("Begin met /wv-mijn of “/mijn”.") == "Begin met /wv-mijn of “/wv-mijn”."
    nested = Message("{a}, {b}", values=(("a", Message("/it")), ("b", "/it")))
    assert SAYS.say(nested) == "/wv-it, /wv-it"


def test_what_only_looks_like_a_command_stays() -> None:
    for words in ("https://mandaat.example.nl/mijn/1", "ja/it", "/records/requests", "/items", "8.000/it"):
        assert SAYS.say(words) == words


def test_without_a_prefix_nothing_is_looked_through() -> None:
    assert reading(FEATURES, "")(DUTCH.language, DUTCH.zone) == DUTCH


def test_help_names_the_commands_as_they_are_typed_here(loop: Loop, sqlite_url: str, tmp_path: Path) -> None:
    beside = {"mandaat_slack_command_prefix": "wv-"}
    with sqlite_at(sqlite_url) as database:
        cast.move_in(database)
        database.transact(lambda c: Organisations(c).link_tenant("slack", slack.TEAM, cast.WATERVEEN.id))
        with staged(loop, database, tmp_path, "http", beside=beside) as stage:
            stage.slack.space.joins("USANNE", cast.SANNE.email, cast.SANNE.name)
            stage.brings("slash_commands", slack.command("/wv-it", "") | {"user_id": "USANNE"})
            stage.until(lambda: bool(posted(stage)))
            (said,) = posted(stage)
    assert "/wv-itverzoek" in said
    assert "/itverzoek" not in said


def posted(stage: Stage) -> list[str]:
    """Return what was posted, whole."""
    return [str(given) for method, given in stage.slack.calls if method == "chat.postMessage"]
