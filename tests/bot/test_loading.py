# SPDX-License-Identifier: EUPL-1.2
"""What a start loads: memory and seconds go to what is used."""

import subprocess
import sys

from tests.bot.programs import ROOT

#: Loaded where they are used: each takes megabytes, or a part of a second.
WAITING = (
    "PIL", "alembic", "cryptography", "holidays", "icalendar", "jinja2", "microsoft_teams", "msal", "numpy", "openpyxl",
    "psycopg", "rapidfuzz", "reportlab", "slack_bolt", "sqlalchemy.dialects.postgresql", "sqlalchemy.orm",
)  # fmt: skip


def test_a_start_on_sqlite_without_a_platform_loads_no_library_that_it_does_not_use() -> None:
    looks = f"import sys, bot.run, bot.app, bot.serve; print(*sys.modules.keys() & set({WAITING}))"
    loaded = subprocess.run([sys.executable, "-c", looks], cwd=ROOT, capture_output=True, check=True, text=True)

    assert loaded.stdout.split() == []


def test_of_the_countries_with_holidays_one_is_loaded() -> None:
    looks = "import sys, commands.netherlands as n; n.public_holidays(2026, 'nl'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", looks], cwd=ROOT, capture_output=True, check=True, text=True)

    assert [name for name in loaded.stdout.split() if name.startswith("holidays.countries.")] == [
        "holidays.countries.netherlands"
    ]
