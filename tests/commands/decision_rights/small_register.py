# SPDX-License-Identifier: EUPL-1.2
"""A register small enough to know by heart, the lexicon that ships with the program, and a way to ask."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from commands.decision_rights.index import Found, Index
from commands.decision_rights.lexicon import Lexicon
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight

TODAY = date(2026, 3, 2)
LEXICON_FILE = Path(__file__).parents[3] / "bot" / "data" / "lexicon.csv"


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the program."""
    with LEXICON_FILE.open(encoding="utf-8", newline="") as lines:
        return Lexicon.parse(csv.DictReader(lines))


RIGHTS = (
    DecisionRight(
        "H-1",
        "Aanschaf werkplekapparatuur",
        "Teammanager",
        description="Laptops en schermen",
        above=Decimal(0),
        up_to=Decimal(25000),
    ),
    DecisionRight(
        "H-2",
        "Aanschaf werkplekapparatuur",
        "CIO",
        description="Laptops en schermen",
        above=Decimal(25000),
        up_to=Decimal(100000),
    ),
    DecisionRight(
        "H-3", "Aanschaf werkplekapparatuur", "College", description="Laptops en schermen", above=Decimal(100000)
    ),
    DecisionRight("P-1", "Overschrijding projectbudget tot 10 procent", "CIO"),
    DecisionRight("P-2", "Overschrijding projectbudget boven 10 procent", "Directeur"),
    DecisionRight("R-1", "Accepteren laag restrisico", "Proceseigenaar"),
    DecisionRight("R-2", "Accepteren hoog restrisico", "Gemeentesecretaris"),
    DecisionRight("A-1", "Regels voor chatbots", "CIO", valid_from=date(2023, 9, 1), valid_to=date(2025, 6, 30)),
    DecisionRight("A-2", "Regels voor chatbots", "College", valid_from=date(2025, 7, 1)),
    DecisionRight("V-1", "Ondertekenen verwerkersovereenkomst", "Afdelingshoofd", keywords=("verwerker",)),
    DecisionRight("D-1", "Melden datalek", "Privacy officer", description="Bij de Autoriteit Persoonsgegevens"),
    DecisionRight("W-1", "Goedkeuren wijziging in productie", "Wijzigingscoördinator", description="Laag risico"),
    DecisionRight("W-2", "Goedkeuren wijziging in productie", "Piketcoördinator", description="Spoedeisend"),
    DecisionRight("N-1", "Vaststellen onderhoudsvenster", "Teammanager"),
    DecisionRight("G-1", "Aanwijzen gegevenseigenaar", "Gemeentesecretaris"),
)


@cache
def index() -> Index:
    """Return the index of the small register."""
    return Index(RIGHTS, lexicon())


def ask(words: str, day: date = TODAY) -> Found:
    """Return what the small register says."""
    return index().search(understand(words, day), day)


def first(found: Found) -> str:
    """Return the id of the first candidate, whatever the outcome."""
    return (*found.rights, *found.alternatives)[0].id
