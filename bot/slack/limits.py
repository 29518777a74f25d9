# SPDX-License-Identifier: EUPL-1.2
"""What Slack takes, in its own names: characters of a text, elements of a block, blocks of a surface.

Source: the Block Kit reference (docs.slack.dev/reference/block-kit). Where it gives no number, the comment says so.
"""

from storage.pacing import Pace, Window

MESSAGE_BLOCKS = 50
MODAL_BLOCKS = 100
HOME_BLOCKS = 100
#: Characters of all blocks of a message as JSON. Not documented: ``msg_blocks_too_long`` is seen from about 13,200.
MESSAGE_SIZE = 12_000
#: Characters of a view as JSON: 250 kilobytes are taken, and a character may be four of them.
VIEW_SIZE = 60_000
#: Characters of the text beside the blocks: 40,000 are taken, 4,000 are advised.
MESSAGE_TEXT = 4_000

HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
CONTEXT_TEXT = 2_000
ACTIONS_ELEMENTS = 25
INPUT_LABEL = 2_000
INPUT_HINT = 2_000

BUTTON_TEXT = 75
#: Characters of a label that are seen: "may truncate with ~30 characters", says the reference of a button.
BUTTON_SHOWN = 30
BUTTON_VALUE = 2_000
BUTTON_URL = 3_000
ACCESSIBILITY_LABEL = 75
ALT_TEXT = 2_000
INPUT_VALUE = 3_000

OPTION_TEXT = 75
#: The reference says 150 nowadays; 75 is what older installations take.
OPTION_VALUE = 75
SELECT_OPTIONS = 100
OPTION_GROUPS = 100
GROUP_LABEL = 75
RADIO_OPTIONS = 10

PRIVATE_METADATA = 3_000
MODAL_TITLE = 24
MODAL_SUBMIT = 24
MODAL_CLOSE = 24

#: Source: docs.slack.dev/apis/web-api/rate-limits: one message a second in a channel, and "several hundred" a minute
#: in a workspace; of the latter no number is given, and a 429 with Retry-After corrects ours.
PACE = Pace(conversation=(Window(1, 1.0),), workspace=(Window(300, 60.0),))
