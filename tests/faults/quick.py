# SPDX-License-Identifier: EUPL-1.2
"""The program with waits a tenth as long, so that a small trial sees what follows a kill: run it as ``bot`` is run.

A message that was under way at a kill is left alone for as long as its sender may still be at it: a minute.
"""

import sys

from bot import __main__, attempt, lane

lane.LEASE_SECONDS, lane.GRACE_SECONDS = lane.LEASE_SECONDS / 10, lane.GRACE_SECONDS / 10
attempt.MOST_SECONDS /= 10

if __name__ == "__main__":
    sys.exit(__main__.main())
