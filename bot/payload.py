# SPDX-License-Identifier: EUPL-1.2
"""Reads what a platform sent, in which nothing may be taken for granted: what is missing is empty, never an error."""

from collections.abc import Mapping
from typing import Any, TypeAlias

#: JSON as it came in or goes out; its shapes are the platform's, not ours.
Payload: TypeAlias = Mapping[str, Any]


def text(payload: object, *path: str) -> str:
    """Return the text at the end of the path, or nothing."""
    found = _at(payload, path)
    return found if isinstance(found, str) else ""


def part(payload: object, *path: str) -> Payload:
    """Return the object at the end of the path, or an empty one."""
    found = _at(payload, path)
    return found if isinstance(found, dict) else {}


def parts(payload: object, *path: str) -> list[Payload]:
    """Return the objects in the list at the end of the path."""
    found = _at(payload, path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(payload: object, *path: str) -> list[str]:
    """Return the texts in the list at the end of the path."""
    found = _at(payload, path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def pairs(payload: object, *path: str) -> tuple[tuple[str, str], ...]:
    """Return the texts of the object at the end of the path with their names."""
    return tuple((name, value) for name, value in part(payload, *path).items() if isinstance(value, str))


def _at(payload: object, path: tuple[str, ...]) -> object:
    """Return what stands at the end of the path."""
    for name in path:
        # An object of JSON is a dict; asking for any mapping takes half as long again, and every event asks dozens.
        payload = payload.get(name) if isinstance(payload, dict) else None
    return payload
