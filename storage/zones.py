# SPDX-License-Identifier: EUPL-1.2
"""Time zones as they are found in the data: one that does not exist must stop nobody."""

import logging
from functools import cache
from zoneinfo import ZoneInfo

log = logging.getLogger(__name__)

USUAL = "Europe/Amsterdam"


def known_zone(name: str | None, instead: str = USUAL) -> str:
    """Return the name of the zone where it exists, else ``instead``; nothing written there is no fault."""
    if not name:
        return instead
    return name if _exists(name) else instead


@cache
def _exists(name: str) -> bool:
    """Whether there is such a zone; the administrator reads of each name once that there is not."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # not a name, a folder of zones, or nothing there
        log.warning("time zone %r does not exist; the usual one is used. Correct it where it was entered", name[:80])
        return False
    return True
