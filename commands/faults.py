# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a file that somebody brings: by row and column, so that it is found at once."""

from dataclasses import dataclass
from enum import StrEnum

from commands.text import Message


class Severity(StrEnum):
    """How bad it is, worst first; an error in a file stops the import, a note asks for nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file: the row number of the spreadsheet and the column as its header names it."""

    row: int
    column: str
    text: Message
    severity: Severity = Severity.ERROR
