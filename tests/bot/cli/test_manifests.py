# SPDX-License-Identifier: EUPL-1.2
"""What an administrator gets for Slack and Teams on the command line, and what is said of settings that do not fit."""

import json
from pathlib import Path
from zipfile import ZipFile

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


APP, BOT = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
TENANT, OTHER = "12121212-3434-5656-7878-909090909090", "21212121-4343-6565-8787-090909090909"
TEAMS = {
    "MANDAAT_TEAMS_APP_ID": APP,
    "MANDAAT_TEAMS_CLIENT_ID": BOT,
    "MANDAAT_TEAMS_TENANT_ID": TENANT,
    "MANDAAT_TEAMS_CLIENT_SECRET": "s",
    "MANDAAT_PUBLIC_URL": "https://mandaat.waterveen.nl",
}


def test_the_settings_make_the_package_for_teams(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _settings(monkeypatch, TEAMS)
    file = tmp_path / "app.zip"
    assert main(["teams", "package", "--output", str(file), "--privacy-url", "https://www.waterveen.nl/privacy"]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: version 1.0.0 for mandaat.waterveen.nl, with 12 commands.")
    with ZipFile(file) as archive:
        made = json.loads(archive.read("manifest.json"))
        assert made["id"] == APP
        assert made["bots"][0]["botId"] == made["composeExtensions"][0]["botId"] == BOT
        assert made["validDomains"] == ["mandaat.waterveen.nl"]
        assert made["developer"]["privacyUrl"] == "https://www.waterveen.nl/privacy"
        assert json.loads(archive.read("en.json"))["description.short"].startswith("Who decides")
    assert [found.name for found in tmp_path.iterdir()] == ["app.zip"]


def test_two_ids_and_an_address_are_enough_for_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    enough = ("MANDAAT_TEAMS_APP_ID", "MANDAAT_TEAMS_CLIENT_ID", "MANDAAT_PUBLIC_URL")
    _settings(monkeypatch, {name: TEAMS[name] for name in enough})
    assert main(["teams", "package", "--output", str(tmp_path / "app.zip")]) == 0
    with ZipFile(tmp_path / "app.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["bots"][0]["botId"] == BOT


def test_each_of_more_registrations_has_a_package_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    more, file = tmp_path / "more.json", tmp_path / "app.zip"
    more.write_text(json.dumps([{"client_id": APP, "tenant_id": OTHER, "client_secret": "s"}]))
    _settings(monkeypatch, TEAMS | {"MANDAAT_TEAMS_REGISTRATIONS": str(more)})
    assert main(["teams", "package", "--output", str(file)]) == 2
    assert capsys.readouterr().err == "There are 2 registrations, so say with --tenant whose app to make.\n"
    for tenant, client in ((TENANT, BOT), (OTHER, APP)):
        assert main(["teams", "package", "--output", str(file), "--tenant", tenant]) == 0
        with ZipFile(file) as archive:
            assert json.loads(archive.read("manifest.json"))["bots"][0]["botId"] == client


@pytest.mark.parametrize(
    ("settings", "arguments", "told"),
    [
        (
            {"MANDAAT_TEAMS_APP_ID": ""},
            (),
            "The package for Teams needs MANDAAT_TEAMS_APP_ID to be set; the id of an app",
        ),
        (
            {"MANDAAT_TEAMS_CLIENT_ID": "", "MANDAAT_PUBLIC_URL": ""},
            (),
            "The package for Teams needs MANDAAT_TEAMS_CLIENT_ID and MANDAAT_PUBLIC_URL to be set.",
        ),
        ({"MANDAAT_TEAMS_APP_ID": "mandaat"}, (), "The setting MANDAAT_TEAMS_APP_ID cannot be used: an id looks like"),
        ({"MANDAAT_TEAMS_CLIENT_ID": "mandaat"}, (), "The setting MANDAAT_TEAMS_CLIENT_ID cannot be used: an id looks"),
        ({}, ("--tenant", OTHER), f"--tenant cannot be used: no registration is in the tenant {OTHER}."),
        ({"MANDAAT_PUBLIC_URL": "http://mandaat"}, (), "MANDAAT_PUBLIC_URL cannot be used: Teams opens only addresses"),
        ({}, ("--terms-url", "www.waterveen.nl"), "--terms-url cannot be used: Teams opens only addresses that begin"),
        ({}, ("--version", "2"), "--version cannot be used: it must be three numbers, such as 1.0.1."),
        ({}, ("--output", "/nowhere/app.zip"), "The file /nowhere/app.zip cannot be written: No such file or"),
    ],
)
def test_what_the_package_for_teams_lacks_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    settings: dict[str, str],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    _settings(monkeypatch, TEAMS | settings)
    file = tmp_path / "app.zip"
    assert main(["teams", "package", "--output", str(file), *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert said.count("\n") == 1
    assert not file.exists()


def _settings(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
