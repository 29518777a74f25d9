# SPDX-License-Identifier: EUPL-1.2
"""Migrations: forward only, from the first release on, on SQLite and PostgreSQL."""
