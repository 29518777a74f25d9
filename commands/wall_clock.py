# SPDX-License-Identifier: EUPL-1.2
"""The moment at which a clock on the wall shows a time, on a day, in a time zone (domain §5.5)."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return that moment in UTC.

    A time that the clocks skip in spring comes at the first moment that exists; one that they show twice in autumn
    comes once, the first time.
    """
    local = datetime.combine(day, at.replace(fold=0), zone)
    ahead = local.replace(fold=1).utcoffset()
    if ahead is None or ahead <= (local.utcoffset() or ahead):
        return local.astimezone(UTC)
    # PEP 495: of a skipped time, fold 1 counts with the offset from after the change, and so ends up before it.
    early, late = local.replace(fold=1).astimezone(UTC), local.astimezone(UTC)
    seconds = range(int((late - early).total_seconds()))
    changed = bisect_left(
        seconds, x=True, key=lambda second: (early + timedelta(seconds=second)).astimezone(zone).utcoffset() == ahead
    )
    return early.replace(microsecond=0) + timedelta(seconds=changed)
