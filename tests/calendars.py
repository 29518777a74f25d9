# SPDX-License-Identifier: EUPL-1.2
"""Calendars and wishes for properties: zones that change their clocks on different days, and odd closing days."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from commands.calendars import Calendar, LiberationDay, Span
from commands.preferences import Preferences, Quiet

#: Two changes of the clock a year, each on days of their own; Lord Howe changes by half an hour.
ZONES = tuple(
    ZoneInfo(name) for name in ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "America/St_Johns")
)
#: Three years, with the leap day of 2028 and a week 53 (2026).
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
SPANS = st.builds(
    lambda first, days: Span(first, first + timedelta(days=days)), st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 20),
)  # fmt: skip
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    opens=st.sampled_from([time(7), time(8, 30), time(9)]),
    closes=st.sampled_from([time(16), time(17), time(22, 15)]),
    good_friday=st.booleans(),
    liberation_day=st.sampled_from(LiberationDay),
    closings=st.lists(SPANS, max_size=5).map(tuple),
    recesses=st.lists(SPANS, max_size=3).map(tuple),
)
QUIET = st.sampled_from([None, Quiet(time(12), time(13)), Quiet(time(16), time(9, 30)), Quiet(time(22), time(8))])
WISHES = st.builds(
    Preferences,
    zone_name=st.sampled_from(["", *(zone.key for zone in ZONES)]),
    days_off=st.frozensets(st.integers(0, 4), max_size=4),
    quiet=QUIET,
    digest_at=st.sampled_from([time(9), time(9, 30), time(15)]),
    snoozed_until=st.none() | DAYS,
)
