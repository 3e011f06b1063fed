"""Reading a strip of an image with Debian's tesseract: a fixed command, the image on its standard input."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass

from PIL import Image

from limen.kernel.errors import LimenError

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
SECONDS = 20
COMMAND = (
    "tesseract",
    "stdin",
    "stdout",
    "-l",
    "eng",
    "--psm",
    "6",
    "--oem",
    "1",
    "-c",
    f"tessedit_char_whitelist={SIGNS}",
    "-c",
    "load_system_dawg=0",
    "-c",
    "load_freq_dawg=0",
    "tsv",
)
WORD_LEVEL = "5"


class NoTesseract(LimenError):
    """The program that reads images is not installed, or does not work."""

    slug = "no-tesseract"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text as read, and how sure the program was of them: 0 to 1."""

    lines: tuple[str, ...]
    confidence: float


def recognize(image: Image.Image) -> Text:
    """Return the lines of text in an image.

    Raises:
        NoTesseract: when the program is not installed, fails, or takes too long.
    """
    program = shutil.which(COMMAND[0])
    if program is None:
        raise NoTesseract("Reading a photo needs tesseract with its English data (Debian: tesseract-ocr).")
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    try:
        done = subprocess.run(
            (program, *COMMAND[1:]),
            input=file.getvalue(),
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise NoTesseract(f"tesseract did not finish within {SECONDS} seconds.") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoTesseract("tesseract could not be run; is its English data installed?") from error
    return _text(done.stdout.decode("utf-8", "replace"))


def _text(table: str) -> Text:
    """Read the program's table: a row a word, numbered by block, paragraph and line, with a confidence of 0 to 100."""
    lines: dict[tuple[str, ...], list[str]] = {}
    sure: list[tuple[float, int]] = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != WORD_LEVEL:  # noqa: PLR2004  columns of the program's table
            continue
        word = cells[11].strip()
        if word:
            lines.setdefault(tuple(cells[1:5]), []).append(word)
            sure.append((float(cells[10]), len(word)))
    signs = sum(size for _, size in sure)
    confidence = sum(value * size for value, size in sure) / signs / 100 if signs else 0.0
    return Text(tuple("".join(words) for words in lines.values()), confidence)
