# SPDX-License-Identifier: EUPL-1.2
"""Files that somebody names on the command line; what is the matter with one is said in a sentence."""

from pathlib import Path

from bot.run import CannotRun


def kind_of(file: Path, *kinds: str) -> str:
    """Return the ending of a file in small letters, such as ``.csv``.

    Raises:
        CannotRun: when it is none of these kinds.

    """
    kind = file.suffix.lower()
    if kind not in kinds:
        raise CannotRun(f"{file.name} should end in {', '.join(kinds[:-1])} or {kinds[-1]}.")
    return kind


def read(file: Path) -> bytes:
    """Return what is in a file.

    Raises:
        CannotRun: when it cannot be read.

    """
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise CannotRun(f"{file} cannot be read: {trouble.strerror}.") from None


def write(file: Path, data: bytes) -> None:
    """Write a file, over one that is there.

    Raises:
        CannotRun: when it cannot be written.

    """
    try:
        file.write_bytes(data)
    except OSError as trouble:
        raise CannotRun(f"{file} cannot be written: {trouble.strerror}.") from None
