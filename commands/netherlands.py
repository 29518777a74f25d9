# SPDX-License-Identifier: EUPL-1.2
"""The public holidays of the Netherlands, out of the library that knows those of every country."""

import sys
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_COUNTRIES = "holidays.countries"


@cache
def public_holidays(year: int, language: str) -> "HolidayBase":
    """Return the days with their names (language ``nl`` or ``en_US``), also those that not every employer keeps."""
    # Three megabytes, for who asks of a day. The library's package of countries imports all 250, another nine, so it is
    # put in its place without being carried out: the one that is asked for is found there all the same.
    if spec := find_spec(_COUNTRIES):
        sys.modules.setdefault(_COUNTRIES, module_from_spec(spec))
    from holidays import country_holidays  # noqa: PLC0415

    return country_holidays("NL", years=year, language=language, categories=("public", "optional"))
