# SPDX-License-Identifier: EUPL-1.2
"""What Teams takes of an Adaptive Card.

Source: learn.microsoft.com, "Universal Actions", "Messages in bot conversations". The schema itself has no numbers:
only the message has. Where Teams gives no number, the comment says what ours is for.
"""

from storage.pacing import Pace, Window

VERSION = "1.5"
#: Bytes of a card as JSON in UTF-16. Teams takes about 100 KB, counted so; 80 leaves room for the message around it.
CARD_BYTES = 80_000
#: Actions that Teams shows in one row.
ACTIONS = 6
#: No number of Teams: what is cut off at the right of a row in a chat of ordinary width, in letters; each action takes
#: some for the edges around its label. Beside the words of an entry there is room for a short label.
ROW_LETTERS = 64
EDGE_LETTERS = 4
BESIDE_LETTERS = 24
#: No number of Teams: a label longer than this fills the whole width of a card.
ACTION_TITLE = 75
TOOLTIP = 200
ALT_TEXT = 1_000
#: No number of Teams: so that one part of a card is small, and a card that is too large loses little at once.
TEXT = 1_000
HEADING = 300
FALLBACK_TEXT = 500
HINT = 500
ERROR = 500
FACTS = 10
QUOTE_LINES = 10
#: No number of Teams: parts of a card, long before the bytes run out, that a person still scrolls through.
BODY = 150
INPUT_VALUE = 3_000
#: Results that Teams asks for at a time, at most four times. Source: github.com/MicrosoftDocs/msteams-docs, issue 865.
RESULTS = 25
#: People for whom a card is asked for anew when they look at it.
REFRESH_PEOPLE = 60
#: No number of Teams: whom a message to a board calls.
MENTIONS = 20
DIALOG_TITLE = 75
#: No number of Teams: bytes of all choices of a form, so that the rest of it still fits.
CHOICES_BYTES = 30_000
CHOICE_TITLE = 100

#: Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams": of one conversation, and of a tenant.
PACE = Pace(
    conversation=(Window(7, 1.0), Window(8, 2.0), Window(60, 30.0), Window(1_800, 3_600.0)),
    workspace=(Window(50, 1.0),),
)
