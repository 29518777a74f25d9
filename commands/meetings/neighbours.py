# SPDX-License-Identifier: EUPL-1.2
"""What the composition root hands this feature: private addresses, who adopts goals, and who leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commands.events import Context


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What others know; each takes the store of all features.

    ``address`` makes a private address for the calendar of a person, ``link`` a short-lived one of a page of ours.
    ``adopts`` returns the function that meets and adopts shared goals, ``leading`` the functions that direct the
    organisation or lead its IT.
    """

    address: Callable[[Context, Any], str]
    adopts: Callable[[Any], str]
    leading: Callable[[Any], tuple[str, ...]]
    link: Callable[[Context, Any, str], str]
