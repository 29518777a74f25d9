# SPDX-License-Identifier: EUPL-1.2
"""Names the files that are becoming long, at the end of a run of the house tests."""

import pytest

from tests.house.files import LONG, length, sources


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    long = [f"{path} ({lines})" for path in sources() if (lines := length(path)) > LONG]
    if long:
        terminalreporter.section("Becoming long: could it be split by a noun?")
        terminalreporter.line(", ".join(long))
