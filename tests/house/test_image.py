# SPDX-License-Identifier: EUPL-1.2
"""The image and its composition say what the guide promises. No Docker is needed to read them, nor used here."""

import re
import tomllib
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.__main__ import parser
from bot.settings import Settings
from tests.house.files import ROOMS, ROOT, text

Outline: TypeAlias = dict[str, "Outline"]
PATHS = ("bot", "commands", "scheduler", "storage", "requirements.txt", "LICENSE")


def steps() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile with what follows them."""
    joined = re.sub(r"\\\n\s*", "", "\n".join(line for line in text("Dockerfile").splitlines() if line[:1] != "#"))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def said(instruction: str) -> list[str]:
    """Return what follows each instruction of this name."""
    return [rest for word, rest in steps() if word == instruction]


def outline(page: str) -> Outline:
    """Return the keys of a YAML file by indentation, which is all that is looked at here; a leaf is ``key: value``."""
    whole: Outline = {}
    open_at: list[tuple[int, Outline]] = [(-1, whole)]
    for line in text(page).splitlines():
        bare = line.split(" #")[0].rstrip()
        if not bare or bare.lstrip().startswith(("#", "- ")):
            continue
        depth = len(bare) - len(bare.lstrip())
        while open_at[-1][0] >= depth:
            open_at.pop()
        inner: Outline = {}
        open_at[-1][1][bare.strip().removesuffix(":")] = inner
        open_at.append((depth, inner))
    return whole


def part(whole: Outline, name: str) -> Outline:
    """Return a part by its name, whatever follows it on its line."""
    return next(inner for key, inner in whole.items() if key.partition(":")[0] == name)


def value(whole: Outline, name: str) -> str:
    """Return what follows a key on its line."""
    return next(key.partition(": ")[2] for key in whole if key.partition(": ")[0] == name)


def listed(whole: Outline, name: str) -> list[str]:
    """Return a list that stands on one line."""
    return re.findall(r"[^\[\],\s\"]+", value(whole, name))


def test_the_image_is_a_slim_python_of_the_version_that_is_tested() -> None:
    target = tomllib.loads(text("pyproject.toml"))["tool"]["mypy"]["python_version"]
    assert {image.split()[0] for image in said("FROM")} == {f"python:{target}-slim"}


def test_what_is_installed_is_the_lock_and_nothing_else() -> None:
    [install] = [step for step in said("RUN") if "pip install" in step]
    wanted = ("--require-hashes", "--no-deps", "--only-binary :all:", "-r /build/requirements.txt")
    assert [flag for flag in wanted if f" {flag}" not in install] == []
    assert "index" not in install
    assert re.findall(r"https?://(?!127\.0\.0\.1)", text("Dockerfile") + text("compose.yaml")) == []


def test_the_program_runs_as_nobody_in_particular_and_never_as_root() -> None:
    words = [word for word, _ in steps()]
    [user] = said("USER")
    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user)
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER") :])


def test_every_room_is_in_the_image_and_reaches_the_builder() -> None:
    copied = [step.split()[-2] for step in said("COPY") if not step.startswith("--from")]
    assert set(copied) == set(PATHS) >= set(ROOMS)
    assert {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")} == set(PATHS)
    assert all((ROOT / path).exists() for path in PATHS)


def test_the_health_check_asks_whether_it_lives() -> None:
    [check] = said("HEALTHCHECK")
    assert "/healthz" in check


@pytest.mark.parametrize("instruction", ["ENTRYPOINT", "CMD"])
def test_what_the_image_starts_exists(instruction: str) -> None:
    [words] = said(instruction)
    whole = re.findall(r'"([^"]+)"', said("ENTRYPOINT")[0] + said("CMD")[0])
    assert whole[:3] == ["python", "-m", "bot"]
    assert re.findall(r'"([^"]+)"', words)
    parser().parse_args(whole[3:])


def test_web_and_clock_are_services_of_the_same_image_and_cannot_write_where_they_stand() -> None:
    whole = outline("compose.yaml")
    shared, services = part(whole, "x-mandaat"), part(whole, "services")
    assert value(shared, "read_only") == "true"
    assert listed(shared, "cap_drop") == ["ALL"]
    assert listed(shared, "security_opt") == ["no-new-privileges:true"]
    for name, parts in {"web": (True, False), "clock": (False, True)}.items():
        service = part(services, name)
        assert value(service, "<<") == "*mandaat"
        args = parser().parse_args(listed(service, "command"))
        assert (args.web, args.clock) == parts
    assert value(part(services, "database"), "read_only") == "true"
    assert "test" in {key.partition(":")[0] for key in part(part(services, "database"), "healthcheck")}


def test_what_the_services_need_is_declared_and_known() -> None:
    whole = outline("compose.yaml")
    shared, services = part(whole, "x-mandaat"), part(whole, "services")
    secrets = {*listed(shared, "secrets"), *listed(part(services, "database"), "secrets")}
    assert secrets == set(part(whole, "secrets"))
    known = set(Settings.model_fields)
    assert {name for name in secrets if name.startswith("mandaat_")} <= known
    named = {key.partition(":")[0].lower() for key in part(shared, "environment")}
    assert named <= known
    volumes = {v.partition(":")[0] for s in ("web", "clock", "database") for v in listed(part(services, s), "volumes")}
    assert volumes == set(part(whole, "volumes"))


def test_a_stop_has_the_time_that_the_program_takes() -> None:
    shared = part(outline("compose.yaml"), "x-mandaat")
    from bot.beside import STOP_SECONDS  # noqa: PLC0415 - the web is slow to import

    assert int(value(shared, "stop_grace_period").removesuffix("s")) > STOP_SECONDS


def test_secrets_and_the_folder_for_data_are_not_kept_in_the_repository() -> None:
    assert {"secrets/", "var/"} <= set(text(".gitignore").splitlines())
    assert not (ROOT / Path("secrets")).exists()
