"""Reading the zone of a photo or a scan: several readings are taken, and the best of them is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from limen.exchange.mrz.document import Document
from limen.exchange.mrz.image import Strip, open_image, strips
from limen.exchange.mrz.reading import parse
from limen.exchange.mrz.readings import agreement, elect, fits, zones
from limen.exchange.mrz.tesseract import Text, recognize

View = tuple[float, float, bool]
VIEWS: tuple[View, ...] = (
    (23, 1.0, False),
    (23, 0.78, False),
    (30, 1.0, False),
    (18, 1.0, False),
    (28, 0.78, True),
    (30, 1.0, True),
)
"""How a strip is shown to the program: height of a capital in pixels, breadth against height, black and white or grey.

It sees signs double that stand wide apart, as they do in a zone; narrowed, they stand as close as in print.
"""
STRIPS_AGAIN = 2
READINGS = 16
"""Readings taken at most before the best is kept."""
CONFIRMED = 2


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """What was read from an image.

    Args:
        document: the zone as ``parse`` reads it; its format is empty when no zone was found.
        confidence: how sure the program was of the signs, 0 to 1.
        agreement: the share of the zone's signs on which the readings taken agree, 0 to 1.
        turned: degrees counterclockwise by which the image was turned to read it.
        readings: how many readings were taken.
    """

    document: Document
    confidence: float
    agreement: float
    turned: float
    readings: int


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    confidence: float
    strip: Strip

    @property
    def merit(self) -> tuple[int, int]:
        """Return the check digits that hold and how little is wrong, to be compared in that order."""
        held = sum(self.document.checks.values())
        return held, fits(self.document) - len(self.document.faults)

    @property
    def soundness(self) -> tuple[int, int]:
        """Return the same without what only a sign's place speaks of: a letter misread for a letter would hide it."""
        held, wrong = self.merit[0], [fault for fault in self.document.faults if fault.code != "char.letter"]
        return held, -len(wrong)


def read_photo(
    path: Path, *, today: date | None = None, recognizer: Callable[[Image.Image], Text] = recognize
) -> PhotoReading:
    """Return the zone of an image file.

    No check digit covers a name: so even a zone about which all is right is read a second time, and kept once two
    readings say the same. Where readings differ in a sign, the one most of them have is tried too, and among equals
    one the field's alphabet allows. No sign is ever put in that no reading has: what a letter may have been is for
    ``suggest_corrections``.

    Args:
        path: a PNG, JPEG, TIFF, WebP or BMP file.
        today: as for ``parse``.
        recognizer: what reads the text of a strip.

    Raises:
        BadInput: when the file is no image, or too large.
        NoTesseract: when the program is not installed or does not work.
    """
    reader = _Reader(recognizer, today)
    kept: list[Strip] = []
    for strip in strips(open_image(path)):
        kept.append(strip)
        if reader.take(strip, VIEWS[0]):
            break
    _look_again(reader, kept)
    return reader.best()


class _Reader:
    """Readings taken of strips, and the best of them."""

    def __init__(self, recognizer: Callable[[Image.Image], Text], today: date | None) -> None:
        self.recognizer = recognizer
        self.today = today
        self.taken: list[_Read] = []
        self.right: Counter[tuple[str, ...]] = Counter()
        self.count = 0

    @property
    def settled(self) -> bool:
        """Return whether two readings about which all is right say the same, or enough have been taken."""
        return self.count >= READINGS or max(self.right.values(), default=0) >= CONFIRMED

    def take(self, strip: Strip, view: View) -> bool:
        """Read a strip once more; return whether everything about it is right."""
        self.count += 1
        text = self.recognizer(_seen(strip, view))
        found = [_Read(document, text.confidence, strip) for document in zones(text.lines, self.today)]
        self.taken.extend(found)
        right = {read.document.lines for read in found if fits(read.document)}
        self.right.update(right)
        return bool(right)

    def best(self) -> PhotoReading:
        """Return the reading with most to be said for it, or what most of them have at each place if that is better."""
        if not self.taken:
            return PhotoReading(parse([], today=self.today), 0.0, 0.0, 0.0, self.count)
        best = max(self.taken, key=lambda read: (*read.soundness, *read.merit, read.confidence))
        alike = [read.document for read in self.taken if _like(read.document, best.document)]
        candidates = [read for read in self.taken if read.soundness == best.soundness]
        voted = _Read(parse(elect(alike), today=self.today), best.confidence, best.strip)
        if voted.document.format and voted.soundness >= best.soundness:
            candidates = [voted]
        best = max(candidates, key=lambda read: (agreement(read.document, alike), read.confidence))
        return PhotoReading(
            best.document, best.confidence, agreement(best.document, alike), best.strip.turned, self.count
        )


def _like(read: Document, best: Document) -> bool:
    """Return whether a reading is of the same zone as far as can be told: of its format, and half as sound at least."""
    return read.format == best.format and sum(read.checks.values()) * 2 >= sum(best.checks.values())


def _look_again(reader: _Reader, strips_seen: list[Strip]) -> None:
    """Read the strips that gave most in other sizes and shades, until it is settled what they say."""
    merits: dict[int, tuple[int, int]] = {}
    for read in reader.taken:
        merits[id(read.strip)] = max(merits.get(id(read.strip), read.merit), read.merit)
    ranked = sorted(strips_seen, key=lambda strip: merits.get(id(strip), (-1, 0)), reverse=True)
    for view in VIEWS[1:]:
        for strip in ranked[:STRIPS_AGAIN]:
            if reader.settled:
                return
            reader.take(strip, view)


def _seen(strip: Strip, view: View) -> Image.Image:
    height, squeeze, sharp = view
    scale = height / max(strip.height, 4.0)
    size = (max(40, round(strip.image.width * scale * squeeze)), max(20, round(strip.image.height * scale)))
    grey = ImageOps.autocontrast(strip.image.resize(size, Image.Resampling.LANCZOS), cutoff=1)
    return ImageOps.expand(_black_and_white(grey) if sharp else grey, border=12, fill=255)


def _black_and_white(image: Image.Image) -> Image.Image:
    """Return an image in which a pixel is black that is darker than those around it."""
    grey = np.asarray(image, dtype=np.float32)
    around = np.asarray(image.filter(ImageFilter.BoxBlur(15)), dtype=np.float32)
    return Image.fromarray(np.where(grey < around * 0.85, 0, 255).astype(np.uint8))
