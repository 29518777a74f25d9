# SPDX-License-Identifier: EUPL-1.2
"""What people can do: language and rules. No input or output, no clock, no other room."""
