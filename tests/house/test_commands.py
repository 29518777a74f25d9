# SPDX-License-Identifier: EUPL-1.2
"""Every command line that a page gives a reader can be typed."""

import re

from bot.__main__ import parser
from tests.house.files import pages, text


def test_every_command_in_the_pages_exists() -> None:
    known = set(re.findall(r"^ {2,6}([a-z]+)\b", parser().format_help(), re.MULTILINE))
    named = {word for page in pages() for word in re.findall(r"python -m bot ([a-z]+)", text(page))}
    assert named - known == set()
