# SPDX-License-Identifier: EUPL-1.2
"""The letters of what we draw: they know the name of everybody, and go along in a document that is kept."""

from enum import StrEnum
from importlib.resources import files


class Letters(StrEnum):
    """A kind of letters; the value is its file."""

    PLAIN = "SourceSansPro-Regular.ttf"
    BOLD = "SourceSansPro-Bold.ttf"
    ITALIC = "SourceSansPro-It.ttf"
    BOLD_ITALIC = "SourceSansPro-BoldIt.ttf"

    def read(self) -> bytes:
        """Return the TrueType font."""
        return files("font_source_sans_pro").joinpath("files", self.value).read_bytes()
