# SPDX-License-Identifier: EUPL-1.2
"""What we keep: rows and values, on SQLite or PostgreSQL. No other room knows SQL."""
