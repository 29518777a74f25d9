# SPDX-License-Identifier: EUPL-1.2
"""Settings come from the environment, and what must stay secret may come from a file."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsWrong


def test_a_secret_may_be_a_file_and_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.delenv("MANDAAT_DATABASE_URL", raising=False)
    (tmp_path / "mandaat_database_url").write_text("postgresql://mandaat:hunter2@database/mandaat\n")
    assert Settings.read().database_url == "postgresql://mandaat:hunter2@database/mandaat"
    monkeypatch.setenv("MANDAAT_DATABASE_URL", "sqlite:////data/mandaat.db")
    assert Settings.read().database_url == "sqlite:////data/mandaat.db"


@pytest.mark.parametrize("token", ["short", "with a space in it", "met-een-é-erin-en-lang"])
def test_a_token_that_could_be_guessed_is_refused_without_repeating_it(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANDAAT_MONITOR_TOKEN", token)
    with pytest.raises(SettingsWrong, match="MANDAAT_MONITOR_TOKEN") as refused:
        Settings.read()
    assert token not in str(refused.value)
