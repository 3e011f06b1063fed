"""From the bytes of a release to typed rows and faults, as a stream."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from operator import getitem, itemgetter
from typing import BinaryIO, Protocol

from limen.exchange.ice_release.cells import Column, columns, dated
from limen.exchange.ice_release.dates import day_first
from limen.exchange.ice_release.headings import Headings, fold_heading
from limen.exchange.ice_release.model import RAW_LONGEST, Fault, ReleaseUnreadable, Row
from limen.exchange.ice_release.sheets import SIGNATURE, sheet_rows
from limen.exchange.ice_release.text import text_rows

SAMPLE = 5_000
"""How many rows are looked at to tell whether a column writes the day or the month first."""

DIGEST_BYTES = 16
NO_KIND = (
    "The file is no release that is read: among its first lines none names the columns of arrests, detainers, "
    "detention stints, encounters or removals."
)


class Rows(Protocol):
    """Rows of cells in a file, from its heading line on."""

    headings: Headings
    heading_line: int
    sheet: str

    @property
    def line(self) -> int:
        """Return where the row last yielded ends."""

    def raw(self) -> str:
        """Return the row last yielded as it stands."""

    def __iter__(self) -> Iterator[list[str] | str]:
        """Yield rows of cells; a sentence in place of a row that cannot be parted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A release read whole.

    Args:
        rows: every row that could be read.
        faults: what could not.
        skipped: how many lines were empty, footers, or the headings once more.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    skipped: int


class Release:
    """One table of a release; iterate it once to read it.

    Args:
        rows: the rows as text.
        seen: how many rows of each form the file had in tables before this.
    """

    def __init__(self, rows: Rows, seen: dict[bytes, int]) -> None:
        headings = rows.headings
        self.kind, self.sheet, self.heading_line = headings.kind.name, rows.sheet, rows.heading_line
        self.headings, self.left_out, self.unread = headings.cells, headings.left_out, headings.unread
        self.skipped = self.line = 0
        self._told, self._rows = headings, rows
        self._dated = dated(headings.kind.row)
        self._folded = [fold_heading(cell) for cell in headings.cells]
        self._live = iter(rows)
        self._sample = [(row, rows.line, rows.raw()) for row in islice(self._live, SAMPLE)]
        self.days_first = self._orders()
        self._trouble: list[tuple[str, str]] = []
        self._columns = self._made()
        self._seen = seen

    def __iter__(self) -> Iterator[Row | Fault]:
        """Yield rows and faults in the order of the file; a row that was taken without a field follows its faults."""
        told, width, trouble, digest = self._told, len(self._folded), self._trouble, self._digest
        held, row_of = list(self._columns.values()), told.kind.row
        pick, spread = self._picks()
        keys = [told.kind.fields.index(key) for key in told.kind.key]
        for cells, line, raw in self._each():
            self.line = line
            if isinstance(cells, str) or len(cells) != width:
                yield from self._odd(cells, line, raw)
                continue
            told_values, told_forms = zip(*map(getitem, held, pick(cells)), strict=False)
            values = spread((*told_values, None))
            if trouble or all(values[key] is None for key in keys):
                faults = self._faults(cells, line, raw)
                yield from faults
                if not faults or any(fault.lost for fault in faults):
                    continue
            yield row_of(line, digest(spread((*told_forms, ""))), *values)

    def _each(self) -> Iterator[tuple[list[str] | str, int, str | None]]:
        yield from self._sample
        self._sample = []
        rows = self._rows
        for cells in self._live:
            yield cells, rows.line, None

    def _picks(self) -> tuple[itemgetter[object], itemgetter[object]]:
        """Return what picks the cells of the told fields out of a row, and what spreads their values over all fields.

        The values are followed by an empty one, which the fields that are not told get.
        """
        places = self._told.places
        at = {field: place for place, field in enumerate(places)}
        return itemgetter(*places.values()), itemgetter(*[at.get(field, -1) for field in self._told.kind.fields])

    def _made(self) -> dict[str, Column]:
        places = self._told.places
        return dict(zip(places, columns(self._told.kind.row, places, self.days_first, self._trouble), strict=True))

    def _orders(self) -> dict[str, bool]:
        """Return, for each told field that holds days, whether its column writes the day before the month."""
        width = len(self._told.cells)
        whole = [row for row, _, _ in self._sample if isinstance(row, list) and len(row) == width]
        places = {field: place for field, place in self._told.places.items() if field in self._dated}
        return {field: day_first({row[place] for row in whole}) for field, place in places.items()}

    def _digest(self, forms: Sequence[str]) -> str:
        """Return the digest of a row's one form, and of how many rows of the same form came before it."""
        base = blake2b("\x1f".join((self.kind, *forms)).encode("utf-8", "replace"), digest_size=DIGEST_BYTES)
        key = base.digest()
        before = self._seen.get(key, 0)
        self._seen[key] = before + 1
        if before:
            base.update(b"\x1f%d" % before)
        return base.hexdigest()

    def _odd(self, cells: list[str] | str, line: int, raw: str | None) -> list[Fault]:
        """Return the fault of a row that has another number of cells than there are headings, unless it is skipped."""
        if isinstance(cells, str):
            return [self._fault("row.unreadable", cells, line, raw)]
        if self._skips(cells):
            return []
        message = f"The row has {len(cells)} cells; there are {len(self._folded)} columns."
        return [self._fault("row.columns", message, line, raw)]

    def _skips(self, cells: list[str]) -> bool:
        """Return whether a row without a key is an empty line, a footer, or the headings once more; count it."""
        filled = sum(bool(cell.strip()) for cell in cells)
        skipped = filled <= 1 or [fold_heading(cell) for cell in cells] == self._folded
        self.skipped += skipped
        return skipped

    def _faults(self, cells: list[str], line: int, raw: str | None) -> list[Fault]:
        """Return what is wrong with a row: the fault it is lost by, or those of lesser fields; nothing when skipped."""
        trouble, keyless = list(self._trouble), self._keyless(cells)
        self._trouble.clear()
        if keyless and self._skips(cells):
            return []
        found = [self._unread(field, text, line, raw) for field, text in trouble]
        if lost := next((fault for fault in found if fault.lost), None):
            return [lost]
        if keyless:
            names = " or ".join(self._heading(key) for key in self._told.kind.key if key in self._told.places)
            return [self._fault("key.empty", f"The row has nothing under {names}.", line, raw)]
        return found

    def _keyless(self, cells: list[str]) -> bool:
        places = self._told.places
        told = [key for key in self._told.kind.key if key in places]
        return all(self._columns[key][cells[places[key]]][0] is None for key in told)

    def _unread(self, field: str, text: str, line: int, raw: str | None) -> Fault:
        what = "date" if field in self._dated else "number"
        message = f"“{text[:60]}” under {self._heading(field)} is not read as a {what}."
        return self._fault(f"{what}.unreadable", message, line, raw, field, lost=field in self._told.kind.key)

    def _heading(self, field: str) -> str:
        return self._told.cells[self._told.places[field]]

    def _fault(
        self, rule: str, message: str, line: int, raw: str | None, field: str = "", *, lost: bool = True
    ) -> Fault:
        text = self._rows.raw() if raw is None else raw
        return Fault(rule, message, line, text[:RAW_LONGEST], field, lost)


def read(source: bytes | BinaryIO) -> Iterator[Release]:
    """Yield the tables of a release: one of a separated text, one a sheet of a workbook that holds data.

    Read each table before the next is asked for: its rows come from the file as they are read.

    A row's digest is made of its fields, in one form whatever the release wrote them in, its kind, and how many rows of
    the same form came before it in the file: to read a file again gives the same digests, and people of whom a release
    says the same stay as many as they are. Memory grows by about 150 bytes a row for it.

    Args:
        source: the file; as a stream, it is read from where it stands, and must be seekable when it is a workbook.

    Raises:
        ReleaseUnreadable: when it holds no table of a kind that is read; the first is known before any is yielded.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    seen: dict[bytes, int] = {}
    start = stream.read(len(SIGNATURE))
    if start == SIGNATURE:
        sheets = 0
        for sheet in sheet_rows(stream):
            sheets += 1
            yield Release(sheet, seen)
        if sheets:
            return
    elif found := text_rows(stream, start):
        yield Release(found, seen)
        return
    raise ReleaseUnreadable(NO_KIND)


def parse(source: bytes | BinaryIO) -> Reading:
    """Read a release whole; see :func:`read`.

    Raises:
        ReleaseUnreadable: when it holds no table of a kind that is read.
    """
    rows: list[Row] = []
    faults: list[Fault] = []
    skipped = 0
    for release in read(source):
        for one in release:
            if isinstance(one, Fault):
                faults.append(one)
            else:
                rows.append(one)
        skipped += release.skipped
    return Reading(tuple(rows), tuple(faults), skipped)
