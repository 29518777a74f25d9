# SPDX-License-Identifier: EUPL-1.2
"""The two readers that every renderer is tried with."""

from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.language import Localizer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH, ENGLISH = Localizer("nl", AMSTERDAM), Localizer("en", AMSTERDAM)
readers = st.sampled_from([DUTCH, ENGLISH])
