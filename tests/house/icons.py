# SPDX-License-Identifier: EUPL-1.2
"""``python -m tests.house.icons``: draws the two icons of the app in Teams anew, from the shapes of our own mark.

The mark is that of ``bot/local/static/icon.svg``: an M whose strokes have round ends, and a line under it.
"""

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from math import hypot
from typing import TypeAlias

from tests.house.files import ROOT

Point: TypeAlias = tuple[float, float]
#: Red, green, blue and how opaque, each of 255.
Colour: TypeAlias = tuple[int, int, int, int]
ICONS = ROOT / "bot" / "teams" / "icons"
GREEN, WHITE, YELLOW, NOTHING = (13, 92, 99, 255), (255, 255, 255, 255), (240, 185, 77, 255), (255, 255, 255, 0)
#: On a square of 32 by 32, as in the drawing.
LETTER: tuple[Point, ...] = ((8, 22), (8, 11), (16, 18), (24, 11), (24, 22))
LINE: tuple[Point, ...] = ((8, 26), (24, 26))
#: Each pixel is looked at in so many rows and columns, for soft edges.
LOOKS = 4


def main() -> None:
    """Write both."""
    ICONS.mkdir(exist_ok=True)
    for name, drawn in icons().items():
        (ICONS / f"{name}.png").write_bytes(png(drawn))


def icons() -> dict[str, list[list[Colour]]]:
    """Return the pixels of both."""
    return {name: pixels(side, colour) for name, (side, colour) in MARKS.items()}


def in_colour(at: Point) -> Colour:
    """Return the colour of a point; Teams rounds the corners itself, so the mark stands a little inward."""
    inner = (16 + (at[0] - 16) * 1.25, 16 + (at[1] - 16) * 1.25 + 0.6)
    if near(inner, LETTER, 1.5):
        return WHITE
    return YELLOW if near(inner, LINE, 1.0) else GREEN


def outline(at: Point) -> Colour:
    """Return white where the mark is."""
    return WHITE if near(at, LETTER, 1.5) or near(at, LINE, 1.0) else NOTHING


def near(at: Point, line: tuple[Point, ...], width: float) -> bool:
    """Whether a point is on a stroke of half this width along a line."""
    return any(away(at, start, end) <= width for start, end in pairwise(line))


def away(at: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a piece of a line."""
    (x, y), (a, b), (c, d) = at, start, end
    along = ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)
    along = min(1.0, max(0.0, along))
    return hypot(x - a - along * (c - a), y - b - along * (d - b))


#: The one in colour fills its square, the outline is white on nothing; each with how many pixels it is wide.
MARKS: dict[str, tuple[int, Callable[[Point], Colour]]] = {"color": (192, in_colour), "outline": (32, outline)}


def pixels(side: int, colour: Callable[[Point], Colour]) -> list[list[Colour]]:
    """Return the rows of a square picture."""
    return [row_of(side, row, colour) for row in range(side)]


def row_of(side: int, row: int, colour: Callable[[Point], Colour]) -> list[Colour]:
    """Return one row of a square picture."""
    return [softened(side, row, column, colour) for column in range(side)]


def softened(side: int, row: int, column: int, colour: Callable[[Point], Colour]) -> Colour:
    """Return the colour of a pixel: the mean of what is in it."""
    step = 32 / side / LOOKS
    seen = [
        colour(((column * LOOKS + across + 0.5) * step, (row * LOOKS + down + 0.5) * step))
        for down in range(LOOKS)
        for across in range(LOOKS)
    ]
    red, green, blue, opaque = (round(sum(part) / len(seen)) for part in zip(*seen, strict=True))
    return red, green, blue, opaque


def png(drawn: list[list[Colour]]) -> bytes:
    """Return a picture as PNG: eight bits for each of red, green, blue and opacity."""
    side = len(drawn)
    rows = b"".join(b"\0" + bytes(part for pixel in row for part in pixel) for row in drawn)
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in parts)


def read(picture: bytes) -> list[list[Colour]]:
    """Return the pixels of a PNG that :func:`png` wrote."""
    side, _same = struct.unpack(">II", picture[16:24])
    start = picture.index(b"IDAT")
    (length,) = struct.unpack(">I", picture[start - 4 : start])
    rows = zlib.decompress(picture[start + 4 : start + 4 + length])
    wide = side * 4 + 1
    return [
        [(row[i], row[i + 1], row[i + 2], row[i + 3]) for i in range(1, wide, 4)]
        for row in (rows[n * wide : (n + 1) * wide] for n in range(side))
    ]


def _chunk(name: bytes, held: bytes) -> bytes:
    """Return one part of a PNG."""
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


if __name__ == "__main__":
    main()
