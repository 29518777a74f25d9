# SPDX-License-Identifier: EUPL-1.2
"""Loads modules without looking for garbage among them: nothing of what they make is, and looking took a fifth.

Afterwards garbage is looked for less often: a sixth of what a message that goes out takes was spent on that.
"""

import contextlib
import gc
from collections.abc import Iterator

#: So many things are made before we look among them again. Python's usual 700 are made by ten messages that go out.
MADE_UNSEEN = 10_000


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Make what stays; afterwards it is never looked through again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(MADE_UNSEEN)
        gc.enable()
