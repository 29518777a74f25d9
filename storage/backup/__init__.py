# SPDX-License-Identifier: EUPL-1.2
"""Backups: everything that the database holds at one moment, in one file that restores on SQLite and on PostgreSQL.

The file is gzip around lines of JSON: first what it is, then of each table its columns and its rows, then how far each
table has counted, and last the checksum of all lines before. docs/adr/0012 says why.
"""

from storage.backup.reading import inspect
from storage.backup.restoring import hold_back, restore
from storage.backup.shape import BackupUnusable, Contents
from storage.backup.writing import write

__all__ = ["BackupUnusable", "Contents", "hold_back", "inspect", "restore", "write"]
