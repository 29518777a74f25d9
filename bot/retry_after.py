# SPDX-License-Identifier: EUPL-1.2
"""What the way to a platform says about trying again: how long to wait, and when nothing went out at all."""

from email.utils import parsedate_to_datetime

import aiohttp

from bot.clock import machine_now

#: Longer than this nobody waits on one word of a server; seconds.
LONGEST = 3_600.0
#: Of these nothing went out: no connection was made, or the proxy refused one.
UNREACHED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)


def seconds_asked(said: str) -> float | None:
    """Return the seconds that ``Retry-After`` asks for: a number, or a moment (RFC 9110, 10.2.3); None for neither."""
    if said.isdecimal():
        return min(float(said), LONGEST)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    try:
        seconds = (until - machine_now()).total_seconds()
    except TypeError:
        return None
    return min(max(0.0, seconds), LONGEST)
