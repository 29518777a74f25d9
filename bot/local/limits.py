# SPDX-License-Identifier: EUPL-1.2
"""What the local page takes: the numbers its users meet, near those of Slack and Teams."""

#: Bytes of one request; a message of 100,000 characters still fits, so that it gets a sentence and not a closed door.
MOST_BYTES = 1_000_000
#: Characters of one message.
MOST_WORDS = 3_000
#: Messages of a conversation that the page begins with.
MOST_MESSAGES = 200
#: Messages to others that the side panel lists.
MOST_OTHERS = 12
