# SPDX-License-Identifier: EUPL-1.2
"""How one feature points at a thing of another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing in the register: the feature that keeps it and its reference there, such as ``ITV-2026-0014``."""

    feature: str
    id: str

    def __str__(self) -> str:
        """Return ``feature/id``, the form in the journal and in stable links."""
        return f"{self.feature}/{self.id}"
