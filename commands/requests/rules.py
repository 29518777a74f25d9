# SPDX-License-Identifier: EUPL-1.2
"""The rules of IT requests in one place: states and moves, who gets a request, and who may do what to it."""

from commands.requests.routing import Decided, RightBrief, Route, Routing, Unheld, Unsure
from commands.requests.states import NAMES, Move, NotNow, State, after, moves, possible, way

__all__ = [
    "NAMES",
    "Decided",
    "Move",
    "NotNow",
    "RightBrief",
    "Route",
    "Routing",
    "State",
    "Unheld",
    "Unsure",
    "after",
    "moves",
    "possible",
    "way",
]
