# SPDX-License-Identifier: EUPL-1.2
"""How near a question is in meaning to the texts of a register, by the vectors of a model kept elsewhere."""

from collections.abc import Sequence
from typing import Any, Protocol

Vector = Sequence[float]


class Meaning(Protocol):
    """A model that turns texts into vectors of length one; it lives outside this room."""

    def question(self, text: str) -> Vector:
        """Return the vector of a question."""

    def passages(self, texts: Sequence[str]) -> Sequence[Vector] | None:
        """Return the vector of each text of a register, or None while they are being made."""


class Nearness:
    """Compares questions with the passages of one register."""

    def __init__(self, meaning: Meaning | None, passages: Sequence[str]) -> None:
        """Keep the texts; their vectors are asked for at the first question."""
        self._meaning = meaning
        self._passages = passages
        self._matrix: Any = None

    def to(self, question: str) -> tuple[float, ...]:
        """Return the cosine with each passage; nothing without a model or while its vectors are not ready."""
        if self._meaning is None or not self._passages:
            return ()
        # Only who installed the model pays for this: 17 MB and a quarter of a second.
        import numpy as np  # noqa: PLC0415

        if self._matrix is None:
            vectors = self._meaning.passages(self._passages)
            if vectors is None:
                return ()
            self._matrix = np.asarray(vectors, dtype=np.float32)
        return tuple((self._matrix @ np.asarray(self._meaning.question(question), dtype=np.float32)).tolist())
