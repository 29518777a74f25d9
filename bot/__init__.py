# SPDX-License-Identifier: EUPL-1.2
"""Mandaat at the edge: listens, draws, sends and wires the rooms together."""
