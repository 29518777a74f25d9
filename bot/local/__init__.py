# SPDX-License-Identifier: EUPL-1.2
"""The local page: a chat for trying everything with no account, and the picture of what Slack and Teams show."""
