"""Finding the zone in a photo or a scan: which way up the page lies, how askew, and where its last lines are."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from limen.kernel.errors import BadInput, Problem

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
MOST_BYTES = 30_000_000
MOST_PIXELS = 60_000_000
"""More than any camera held at a counter makes; a small file can claim far more (a decompression bomb)."""
FULL = 2400
"""Pixels of the longer side that reading is done on."""
SMALL = 600
"""Pixels of the longer side that finding is done on."""
ASKEW = 15
"""Degrees either way that a page may lie askew, besides quarter turns."""
INKED = 0.3
"""Share of a row, or of a column, that text must cover to count as its part."""
LEAST_ROWS = 4
MOST_LINES = 3
LINE_HEIGHT = 1.9
"""A band of text, from the middle of one line to the next, in heights of a capital."""

Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the image that may be the zone.

    Args:
        image: upright, in grey.
        turned: degrees counterclockwise that the image was turned by.
        height: of a line's capitals in pixels, as far as can be told.
    """

    image: Image.Image
    turned: float
    height: float


def open_image(path: Path) -> Image.Image:
    """Return an image file in grey, the way up its camera says.

    Raises:
        BadInput: when there is no such file, or it is no image of a kind read here, or too large.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unread(f"There is no file “{path.name}”.", "image.missing") from error
    if path.is_dir():
        raise _unread(f"“{path.name}” is a folder, not an image.", "image.unknown")
    if size > MOST_BYTES:
        raise _unread(f"The file is {size:,} bytes long; {MOST_BYTES:,} are read at most.", "image.too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as opened:
                return _loaded(opened)
    except UnidentifiedImageError as error:
        raise _unread(f"“{path.name}” is no PNG, JPEG, TIFF, WebP or BMP image.", "image.unknown") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _unread("The image has too many pixels.", "image.too_large") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _unread(f"“{path.name}” is damaged: {error}.", "image.damaged") from error


def _unread(message: str, rule: str) -> BadInput:
    return BadInput(message, problems=[Problem("image", rule, message)])


def _loaded(opened: Image.Image) -> Image.Image:
    if opened.width * opened.height > MOST_PIXELS:
        raise _unread(
            f"The image has {opened.width} × {opened.height} pixels; {MOST_PIXELS:,} are read at most.",
            "image.too_large",
        )
    opened.draft("L", (FULL, FULL))
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        behind = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(behind, upright.convert("RGBA"))
    return _fitted(upright.convert("L"), FULL)


def strips(image: Image.Image) -> Iterator[Strip]:
    """Yield the parts of an image that may be its zone, the likeliest first.

    Text makes rows of dense upright edges: the turn at which the rows stand out most is the page's, up to upside down,
    and the zone is the widest group of two or three even rows. The lower part and the whole come last.
    """
    turn = _askew(_fitted(image, SMALL))
    background = int(np.median(np.asarray(image)))
    flat = [
        (turn + half, image.rotate(turn + half, Image.Resampling.BICUBIC, expand=True, fillcolor=background))
        for half in (0, 180)
    ]
    found = [
        (score * (1.2 if low else 1), Strip(strip, turned, height))
        for turned, page in flat
        for score, low, strip, height in _bands(page)
    ]
    for _, strip in sorted(found, key=lambda item: -item[0])[:6]:
        yield strip
    for turned, page in flat:
        lower = page.crop((0, int(page.height * 0.6), page.width, page.height))
        yield Strip(lower, turned, page.width / 70)


def _fitted(image: Image.Image, side: int) -> Image.Image:
    scale = side / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _edges(image: Image.Image, *, upright: bool) -> Pixels:
    """Return how much grey changes from pixel to pixel: along the rows, or both ways."""
    grey = np.asarray(image, dtype=np.float32)
    across = np.abs(np.diff(grey, axis=1))[:-1]
    return across if upright else across + np.abs(np.diff(grey, axis=0))[:, :-1]


def _askew(image: Image.Image) -> float:
    """Return the turn in degrees, up to half a turn, at which rows stand out most."""
    edges = Image.fromarray(np.clip(_edges(image, upright=False), 0, 255).astype(np.uint8))
    coarse = max((base + turn for base in (0, 90) for turn in range(-ASKEW, ASKEW + 1)), key=lambda t: _rows(edges, t))
    return max((coarse + step / 4 for step in range(-4, 5)), key=lambda turn: _rows(edges, turn))


def _rows(edges: Image.Image, turn: float) -> float:
    """Return how much the rows of a picture of edges stand out when it is turned."""
    turned = np.asarray(edges.rotate(turn, Image.Resampling.BILINEAR, expand=True), dtype=np.float32)
    return float(np.square(np.diff(turned.sum(axis=1))).sum() / turned.shape[0])


def _bands(page: Image.Image) -> Iterator[tuple[float, bool, Image.Image, float]]:
    """Yield (score, whether it lies low, strip, height of a capital) for each group of even rows of text."""
    small = _fitted(page, SMALL * 2).filter(ImageFilter.GaussianBlur(1))
    scale = page.width / small.width
    edges = Image.fromarray(np.clip(_edges(small, upright=True) * 2, 0, 255).astype(np.uint8))
    dense = np.asarray(edges.filter(ImageFilter.BoxBlur((12, 1))), dtype=np.float32)
    inked = dense > max(6.0, float(np.percentile(dense, 97)) * 0.35, float(np.median(dense)) * 2)
    for group in _groups(_runs(inked.mean(axis=1) > INKED)):
        top, bottom = group[0][0], group[-1][1]
        columns = np.flatnonzero(inked[top:bottom].mean(axis=0) > INKED)
        if not columns.size:
            continue
        height = float(np.median([end - start for start, end in group]))
        margin = int(height * 0.8) + 2
        left, right = int(columns[0]), int(columns[-1])
        box = (left - margin * 2, top - margin, right + margin * 2, bottom + margin)
        score = float(inked[top:bottom, left:right].mean()) * (right - left) / small.width * len(group)
        inside = _inside(box, small.size)
        strip = page.crop((inside[0] * scale, inside[1] * scale, inside[2] * scale, inside[3] * scale))
        yield score, top > small.height / 2, strip, height * scale * 0.8


def _inside(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    return max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])


def _runs(rows: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of each run of rows with text, of four rows at least."""
    padded = np.concatenate(([False], rows, [False])).astype(np.int8)
    turns = np.flatnonzero(np.diff(padded))
    return [
        (int(start), int(end)) for start, end in zip(turns[::2], turns[1::2], strict=True) if end - start >= LEAST_ROWS
    ]


def _groups(runs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs that lie as close as the lines of one zone, in twos and threes from the last."""
    chain: list[tuple[int, int]] = []
    for run in [*runs, (10**9, 10**9)]:
        if chain and run[0] - chain[-1][1] > (chain[-1][1] - chain[-1][0]) * LINE_HEIGHT:
            yield chain[-MOST_LINES:]
            if len(chain) >= MOST_LINES:
                yield chain[1 - MOST_LINES :]
            chain = []
        chain.append(run)
