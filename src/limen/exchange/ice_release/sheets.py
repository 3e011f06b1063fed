"""The sheets of a workbook as streams of rows; the library that reads them comes with the extra ``releases``."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from limen.exchange.ice_release.headings import Headings, recognise
from limen.exchange.ice_release.model import ReleaseUnreadable
from limen.exchange.ice_release.text import HEAD

SIGNATURE = b"PK\x03\x04"
MOST_BYTES = 8 << 30
MOST_CELLS = 150_000_000
"""How many cells a sheet may span: a full sheet of the widest release, with a fifth to spare. The library takes memory
for the whole span before it reads, and ends the process when there is none."""

BLOCK = 1 << 20
OVERLAP = 64
COLUMN = re.compile(rb"""r\s*=\s*["']([A-Z]{1,3})[0-9]""")
LATE_ROW = re.compile(rb"""r\s*=\s*["'][A-Z]{0,3}([0-9]{6,7})["']""")
EARLY_ROWS = 99_999
"""The last row that is not looked for: a sheet is taken to have as many."""

NOT_INSTALLED = "The file is a workbook; to read one, install limen[releases], or save its sheets as CSV."


class SheetRows:
    """The rows of a sheet, from its heading line on.

    Args:
        headings: the heading line, understood.
        heading_line: its row, counted from one.
        sheet: the name of the sheet.
        rows: the rows after the heading line, each cell as text.
    """

    def __init__(self, headings: Headings, heading_line: int, sheet: str, rows: Iterator[list[str]]) -> None:
        self.headings, self.heading_line, self.sheet = headings, heading_line, sheet
        self.line = heading_line
        self._rows, self._last = rows, list[str]()

    def raw(self) -> str:
        """Return the row last yielded, its cells parted by tabs."""
        return "\t".join(self._last).rstrip("\t")

    def __iter__(self) -> Iterator[list[str] | str]:
        """Yield rows of cells."""
        for row in self._rows:
            self.line += 1
            self._last = row
            yield row


def sheet_rows(source: BinaryIO) -> Iterator[SheetRows]:
    """Yield the sheets of a workbook that have a heading line of a known kind; the others hold notes.

    One sheet is held in memory at a time, about three times as large as its part of the file is unpacked.

    Args:
        source: a workbook in Office Open XML, from its beginning; it must be seekable.

    Raises:
        ReleaseUnreadable: when the library is not installed, it is no workbook, or it is larger than any release.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise ReleaseUnreadable(NOT_INSTALLED) from error
    _measure(source)
    source.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(source)
        for name in book.sheet_names:
            if found := _sheet(name, book.get_sheet_by_name(name)):
                yield found
    except CalamineError as error:
        raise ReleaseUnreadable(f"The workbook cannot be read: {error}.") from error


def _sheet(name: str, sheet: Any) -> SheetRows | None:
    rows = ([cell if type(cell) is str else _written(cell) for cell in row] for row in sheet.iter_rows())
    head = list(islice(rows, HEAD))
    told = [(found, place) for place, row in enumerate(head) if (found := recognise(row))]
    if not told:
        return None
    headings, place = max(told, key=lambda one: len(one[0].places))
    return SheetRows(headings, place + 1, name, _joined(head[place + 1 :], rows))


def _joined(head: list[list[str]], rest: Iterable[list[str]]) -> Iterator[list[str]]:
    yield from head
    yield from rest


def _written(cell: object) -> str:
    """Return a cell as text: dates in ISO form, whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _measure(source: BinaryIO) -> None:
    """Refuse a workbook that unpacks to more than any release: a few bytes can claim a billion cells."""
    try:
        with zipfile.ZipFile(source) as archive:
            _measure_archive(archive)
            for part in archive.infolist():
                if part.filename.lower().startswith("xl/worksheets/") and part.filename.lower().endswith(".xml"):
                    _measure_sheet(archive, part)
    except ReleaseUnreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ReleaseUnreadable(f"The workbook cannot be unpacked: {error}.") from error


def _measure_archive(archive: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
        raise ReleaseUnreadable("The workbook unpacks to more than any release holds.")


def _measure_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    columns: set[bytes] = set()
    last, tail = EARLY_ROWS, b""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            text = tail + block
            columns.update(COLUMN.findall(text))
            last = max(last, *(int(row) for row in set(LATE_ROW.findall(text))), EARLY_ROWS)
            tail = text[-OVERLAP:]
    if last * max((_place(letters) for letters in columns), default=0) > MOST_CELLS:
        raise ReleaseUnreadable("A sheet of the workbook spans more cells than any release holds.")


def _place(letters: bytes) -> int:
    """Return the number of a column, ``A`` being one."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place
