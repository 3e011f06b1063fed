"""Separated text as a stream of rows: its encoding, its separator, its heading line, and its lines as they stand."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from limen.exchange.ice_release.headings import Headings, recognise

SEPARATORS = ",|\t;"
HEAD = 60
"""How many lines are looked through for the heading line."""

LONGEST_LINE = 1_000_000
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
BLOCK = 1 << 18


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are not UTF-8 as Windows-1252 reads them, and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("limen.windows-1252", _as_windows)


class Lines:
    """The lines of a text, remembering those of the row that is being read.

    Args:
        source: the text.
    """

    def __init__(self, source: io.TextIOBase) -> None:
        self._source = source
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """Yield the lines; a line longer than ``LONGEST_LINE`` is cut into several."""
        while line := self._source.readline(LONGEST_LINE):
            self.held.append(line)
            yield line


class TextRows:
    """The rows of a separated text, from its heading line on.

    Args:
        headings: the heading line, understood.
        heading_line: where it stands, counted from one.
        lines: the lines.
        rows: what parts the lines after the heading line into rows.
    """

    sheet = ""

    def __init__(self, headings: Headings, heading_line: int, lines: Lines, rows: Any) -> None:
        self.headings, self.heading_line = headings, heading_line
        self._lines, self._rows = lines, rows

    @property
    def line(self) -> int:
        """Return the line on which the row last yielded ends."""
        return int(self.heading_line + self._rows.line_num)

    def raw(self) -> str:
        """Return the row last yielded as it stands in the file."""
        return "".join(self._lines.held).rstrip("\r\n")

    def __iter__(self) -> Iterator[list[str] | str]:
        """Yield rows of cells; a sentence in place of a row that cannot be parted into cells."""
        held = self._lines.held
        while True:
            held.clear()
            try:
                yield next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"The row is not separated text: {error}."


def text_rows(source: BinaryIO, start: bytes) -> TextRows | None:
    """Return the rows of a separated text, or nothing where no heading line of a known kind stands at its beginning.

    Args:
        source: the bytes, in UTF-8, UTF-16 with its mark, or Windows-1252, with commas, bars, tabs or semicolons.
        start: the first bytes, which were read from it already.
    """
    encoding = next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")
    joined = io.BufferedReader(_Joined(start, source), BLOCK)
    text = io.TextIOWrapper(joined, encoding, errors="limen.windows-1252", newline="")
    head = list(islice(Lines(text), HEAD))
    found = _heading(head)
    if found is None:
        return None
    headings, separator, used = found
    lines = Lines(text)
    rest = _again(head[used:], lines)
    return TextRows(headings, used, lines, csv.reader(rest, delimiter=separator))


def _again(head: list[str], lines: Lines) -> Iterator[str]:
    def held() -> Iterator[str]:
        for line in head:
            lines.held.append(line)
            yield line

    return chain(held(), lines)


def _heading(head: list[str]) -> tuple[Headings, str, int] | None:
    """Return the heading line that names most, its separator, and how many lines it and all before it take."""
    best: tuple[Headings, str, int] | None = None
    for separator in SEPARATORS:
        rows = csv.reader(head, delimiter=separator)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error:
                continue
            found = recognise(row)
            if found and (best is None or len(found.places) > len(best[0].places)):
                best = (found, separator, rows.line_num)
    return best


class _Joined(io.RawIOBase):
    """A stream with the bytes that were read from it put back."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._start or self._rest.read(len(buffer))
        taken, self._start = found[: len(buffer)], found[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
