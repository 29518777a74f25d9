# SPDX-License-Identifier: EUPL-1.2
"""Each municipality has its own registration in its own tenant, and what is wrong with one is said by name."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsWrong
from bot.teams.registrations import Registration, registrations
from tests.fakes.teams_papers import paper

ONE = {"client_id": "c1", "tenant_id": "t1", "client_secret": "s1"}


def listed(home: Path, *given: object) -> Settings:
    file = home / "registrations.json"
    file.write_text(json.dumps(given[0] if len(given) == 1 and not isinstance(given[0], dict) else given), "utf-8")
    return Settings(mandaat_teams_registrations=file)


def test_several_municipalities_have_a_registration_each(tmp_path: Path) -> None:
    (tmp_path / "two.pem").write_bytes(paper("two").pem)
    settings = listed(tmp_path, ONE, {"client_id": "c2", "tenant_id": "t2", "certificate": "two.pem"})
    first, second = registrations(settings)
    assert (first.client, first.tenant, first.credential(), first.bot) == ("c1", "t1", "s1", "28:c1")
    assert second.certificate == tmp_path / "two.pem"
    assert set(second.credential()) == {"private_key", "public_certificate"}
    assert replace(second, secret="s2").credential() == second.credential(), "a certificate is preferred"


def test_the_settings_own_registration_goes_before_those_in_the_file(tmp_path: Path) -> None:
    more = {"mandaat_teams_client_id": "c0", "mandaat_teams_tenant_id": "t0", "mandaat_teams_client_secret": "s0"}
    settings = listed(tmp_path, ONE).model_copy(update=more)
    assert [each.client for each in registrations(settings)] == ["c0", "c1"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([{**ONE, "tenant_id": ""}], "number 1 in"),
        ([ONE, {**ONE, "surprise": "x"}], "number 2 in"),
        ([ONE, {**ONE, "client_id": "c2"}], "tenant t1 stands there twice"),
        ([ONE, {**ONE, "tenant_id": "t2"}], "client c1 stands there twice"),
        ([{"client_id": "c", "tenant_id": "t", "certificate": "gone.pem"}], "there is no file"),
        ({"client_id": "c"}, "must hold a list of registrations"),
        (["x"], "must hold a list of registrations"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_one_sentence(tmp_path: Path, given: Any, said: str) -> None:  # noqa: ANN401
    file = tmp_path / "registrations.json"
    file.write_text(json.dumps(given), "utf-8")
    with pytest.raises(SettingsWrong, match=said):
        registrations(Settings(mandaat_teams_registrations=file))


def test_a_certificate_without_its_own_key_is_no_proof(tmp_path: Path) -> None:
    one, two = paper("one").pem, paper("two").pem
    key, mark, certificate = one.partition(b"-----BEGIN CERTIFICATE-----")
    wrong = {
        "must hold a private key and its certificate": (key, mark + certificate, b"", key + mark),
        "do not belong together": (two.partition(mark)[0] + mark + certificate,),
    }
    for said, held in wrong.items():
        for each in held:
            (tmp_path / "half.pem").write_bytes(each)
            with pytest.raises(SettingsWrong, match=said):
                Registration("c", "t", certificate=tmp_path / "half.pem").credential()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MANDAAT_TEAMS_CLIENT_ID": "c"}, "MANDAAT_TEAMS_TENANT_ID and MANDAAT_TEAMS_CERTIFICATE"),
        ({"MANDAAT_TEAMS_CERTIFICATE": "/nowhere.pem"}, "there is no file /nowhere.pem"),
        ({"MANDAAT_TEAMS_LOGIN_URL": "login"}, "it must be a whole address"),
    ],
)
def test_half_a_set_up_is_refused_at_the_start(
    given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsWrong, match=said):
        Settings.read()
