# SPDX-License-Identifier: EUPL-1.2
"""Reads a backup, and knows whether it is whole."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from storage.backup.shape import FORMAT, KIND, BackupDamaged, BackupNewer, Contents, NotABackup


def inspect(stream: BinaryIO) -> Contents:
    """Return what a backup holds, once every line of it was read and found as it was written.

    Raises:
        NotABackup: when it is something else.
        BackupNewer: when it is written in a way that this program does not know.
        BackupDamaged: when something is missing or changed.

    """
    lines = read(stream)
    head = next(lines)
    rows: dict[str, int] = {}
    table = ""
    try:
        for line in lines:
            if isinstance(line, list):
                rows[table] += 1
            elif "table" in line:
                table = line["table"]
                rows[table] = 0
        return Contents(head["revision"], datetime.fromisoformat(head["made_at"]), rows)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupDamaged from error


def read(stream: BinaryIO) -> Iterator[Any]:
    """Yield what stands on each line but the last, which holds the checksum.

    Raises:
        NotABackup: when it is something else.
        BackupNewer: when it is written in a way that this program does not know.
        BackupDamaged: when something is missing or changed; at the latest after all other lines.

    """
    checksum = hashlib.sha256()
    begun, ended = False, False
    try:
        for line in gzip.GzipFile(fileobj=stream, mode="rb"):
            value = json.loads(line)
            if not begun:
                _recognise(value)
                begun = True
            if ended:
                raise BackupDamaged
            if isinstance(value, dict) and "sha256" in value:
                ended = value["sha256"] == checksum.hexdigest()
                continue
            checksum.update(line)
            yield value
    except (EOFError, OSError, zlib.error, ValueError) as error:
        raise (BackupDamaged if begun else NotABackup) from error
    if not ended:
        raise BackupDamaged if begun else NotABackup


def _recognise(head: Any) -> None:  # noqa: ANN401 - whatever stands on the first line
    """Refuse what is not ours or not of our time."""
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise NotABackup
    if head.get("format") != FORMAT:
        raise BackupNewer(f"format {head.get('format')}")
