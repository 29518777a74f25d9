# SPDX-License-Identifier: EUPL-1.2
"""What the composition root hands this feature: which board adopts goals, and what was asked for a goal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commands.events import Press
from commands.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that points at a goal and is kept by another feature: in a line, with what shows it."""

    line: Text
    show: Press


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What other features know; each takes the store of all features.

    ``board`` returns the function that meets and adopts goals, ``asked`` what points at a goal (a reference).
    """

    board: Callable[[Any], str]
    asked: Callable[[Any, str], tuple[Asked, ...]]
