# SPDX-License-Identifier: EUPL-1.2
"""What an administrator gets for Slack on the command line, and what is said of settings that do not fit."""

import pytest

from bot.__main__ import main
from bot.vault import Vault


def test_the_manifest_has_the_prefix_of_the_settings_and_the_address_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MANDAAT_SLACK_COMMAND_PREFIX", "wv-")
    assert main(["slack", "manifest", "--url", "https://mandaat.example.nl"]) == 0
    printed = capsys.readouterr().out
    assert 'command: "/wv-itverzoek"' in printed
    assert 'request_url: "https://mandaat.example.nl/slack/events"' in printed


def test_a_key_that_is_made_encrypts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "key"]) == 0
    vault = Vault(capsys.readouterr().out.strip())
    assert vault.open(vault.seal("xoxb-1")) == "xoxb-1"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"MANDAAT_SLACK_BOT_TOKEN": "xoxp-1"}, "MANDAAT_SLACK_BOT_TOKEN cannot be used: it must begin with xoxb-"),
        ({"MANDAAT_SLACK_APP_TOKEN": "xoxb-1"}, "MANDAAT_SLACK_APP_TOKEN cannot be used: it must begin with xapp-"),
        ({"MANDAAT_SLACK_COMMAND_PREFIX": "WV "}, "MANDAAT_SLACK_COMMAND_PREFIX cannot be used: use at most 16"),
        ({"MANDAAT_SECRET_KEY": "short"}, "MANDAAT_SECRET_KEY cannot be used: it must be a key of 44 characters"),
        ({"MANDAAT_CA_BUNDLE": "/nowhere.pem"}, "MANDAAT_CA_BUNDLE cannot be used: there is no file /nowhere.pem"),
        (
            {"MANDAAT_SLACK_CLIENT_ID": "1.2", "MANDAAT_SLACK_SIGNING_SECRET": "s"},
            "MANDAAT_SLACK_CLIENT_ID cannot be used: with it, MANDAAT_SLACK_CLIENT_SECRET and MANDAAT_SECRET_KEY must",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: dict[str, str], told: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["slack", "manifest"]) == 2
    assert capsys.readouterr().err.startswith(f"The setting {told}")
