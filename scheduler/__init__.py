# SPDX-License-Identifier: EUPL-1.2
"""The clock: wakes up and asks what is due."""
