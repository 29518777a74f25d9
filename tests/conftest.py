# SPDX-License-Identifier: EUPL-1.2
"""What holds for every test: how hard Hypothesis looks, and that a skip counts as a failure where all is installed.

Sockets reach loopback alone: pyproject.toml hands pytest-socket the two addresses.
"""

import os
import signal
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

pytest_plugins = ("tests.databases", "tests.walk")

# No deadline: a slow moment of the machine is not a fault in the rule under test.
settings.register_profile("house", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("house")

# The program is started as a process dozens of times: compiled once, it starts in half the time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The model makes a vector of every right: seconds for each program that starts, and few tests are about it.
os.environ["MANDAAT_MEANING"] = "false"

# A shell has what it starts in the background ignore Ctrl+C, and so would every program that these tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

NOTHING_MAY_SKIP = any(os.environ.get(f"MANDAAT_REQUIRE_{what}") == "1" for what in ("BROWSER", "POSTGRES"))

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _without_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_skips((yield))


def _without_skips(report: Report) -> Report:
    if NOTHING_MAY_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report
