"""From a file of released data to columns kept beside the database: read once, by digest, redactions as redactions.

Each kind of row becomes one Parquet file; what could not be read becomes another, ``aside.parquet``, with the line, the
reason and the row as it stood. A ``manifest.json`` says what is there, with the digest of each. They stand in a folder
named for the SHA-256 of the released file, so that the same file is kept once, under whatever name it comes.
"""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, BinaryIO, get_type_hints
from uuid import uuid4

from django.conf import settings

from limen.exchange.ice_release import KINDS, Fault, Redacted, ReleaseUnreadable, Row, read
from limen.exchange.ice_release.model import Day, Moment, Number
from limen.kernel import BadInput, Problem

if TYPE_CHECKING:
    from limen.exchange.ice_release import Release

BATCH = 4_000
"""Rows that are turned into columns at once."""

GROUP = 25
"""Batches that are written at once."""

SILENT = {NoneType, Redacted}
KEY_DAYS: Mapping[str, tuple[str, ...]] = {
    "arrest": ("apprehended",),
    "detainer": ("prepared",),
    "encounter": ("met",),
    "removal": ("departed", "removed"),
    "stint": ("book_in",),
}
"""The fields that say on which day a row of each kind was; the first that is told counts."""

Told = Callable[[int, int], None]
"""Is told how many rows were read, and how many bytes of the file."""


@dataclass(frozen=True, slots=True)
class KeptTable:
    """The rows of one kind that are kept: how many, of which days, and the SHA-256 of their file."""

    kind: str
    rows: int
    digest: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is kept of a released file.

    Args:
        digest: the SHA-256 of the released file.
        size: its bytes.
        refused: rows kept aside.
        faults: faults in all, also of rows that were taken without one field.
        skipped: empty lines, footers, headings once more.
        aside: the SHA-256 of what is kept aside; empty where nothing is.
        left_out: headings of columns that are never kept.
        unread: headings that no field is for.
        tables: the rows, by kind.
    """

    digest: str
    size: int
    refused: int
    faults: int
    skipped: int
    aside: str
    left_out: list[str]
    unread: list[str]
    tables: list[KeptTable]

    @property
    def rows(self) -> int:
        """Return how many rows are kept."""
        return sum(table.rows for table in self.tables)


def libraries() -> tuple[Any, Any]:
    """Return what writes columns.

    Raises:
        BadInput: when it is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        text = "Released data is kept as columns: install limen[releases]."
        raise BadInput(text, problems=[Problem("file", "extra.missing", text)]) from error
    return pa, parquet


def folder(digest: str) -> Path:
    """Return where what is kept of a released file stands."""
    return Path(settings.MEDIA_ROOT) / "releases" / digest[:2] / digest


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, told: Told | None = None) -> Manifest:
    """Read a released file and keep its rows as columns.

    Args:
        path: the file.
        told: is told how far it is.

    Raises:
        BadInput: when the file is no release of a kind that is read.
    """
    libraries()
    digest = digest_of(path)
    final = folder(digest)
    part = final.with_name(f".{digest}.{uuid4().hex}")
    part.mkdir(mode=0o700, parents=True)
    try:
        with path.open("rb") as source, _uncollected():
            manifest = _kept(source, digest, path.stat().st_size, part, told)
        (part / "manifest.json").write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)
    except ReleaseUnreadable as error:
        raise BadInput(str(error), problems=[Problem("file", "release.unreadable", str(error))]) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: rows make none, and looking through them takes a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def manifest_of(digest: str) -> Manifest | None:
    """Return what is kept of a released file, or nothing where nothing is."""
    path = folder(digest) / "manifest.json"
    if not path.is_file():
        return None
    told = json.loads(path.read_text("utf-8"))
    return Manifest(**{**told, "tables": [KeptTable(**table) for table in told["tables"]]})


def sound(path: Path, digest: str) -> bool:
    """Return whether a kept file is there and is what it was; read anew only when it changed since last asked."""
    try:
        stat = path.stat()
    except OSError:
        return False
    return _digest_at(path, stat.st_mtime_ns, stat.st_size) == digest


@lru_cache(maxsize=512)
def _digest_at(path: Path, _changed: int, _size: int) -> str:
    return digest_of(path)


def _kept(source: BinaryIO, digest: str, size: int, part: Path, told: Told | None) -> Manifest:
    keepers: dict[str, Keeper] = {}
    aside = Aside(part / "aside.parquet")
    left_out: dict[str, None] = {}
    unread: dict[str, None] = {}
    skipped = rows = 0
    for release in read(source):
        keeper = keepers.setdefault(release.kind, Keeper(part, release.kind))
        left_out.update(dict.fromkeys(release.left_out))
        unread.update(dict.fromkeys(release.unread))
        for batch in _batches(release, aside):
            keeper.add(batch, release.sheet)
            rows += len(batch)
            if told is not None:
                told(rows, source.tell())
        skipped += release.skipped
    tables = [keeper.closed() for keeper in keepers.values()]
    return Manifest(
        digest, size, aside.lost, aside.count, skipped, aside.closed(), list(left_out), list(unread), tables
    )


def _batches(release: Release, aside: Aside) -> Iterator[list[Row]]:
    """Yield the rows of a release in batches; keep what could not be read aside."""
    rows: list[Row] = []
    for one in release:
        if isinstance(one, Fault):
            aside.add(one, release.sheet)
            continue
        rows.append(one)
        if len(rows) == BATCH:
            yield rows
            rows = []
    yield rows


class Keeper:
    """Writes the rows of one kind as columns.

    Args:
        part: the folder.
        kind: the kind.
    """

    def __init__(self, part: Path, kind: str) -> None:
        self.kind, self.path = kind, part / f"{kind}.parquet"
        self._fields = [field.name for field in fields(KINDS[kind]) if field.name not in ("line", "digest")]
        self._of = attrgetter("line", "digest", *self._fields)
        self._schema = schema_of(kind)
        _, parquet = libraries()
        self._writer = parquet.ParquetWriter(self.path, self._schema, compression="zstd")
        self._held: list[Any] = []
        self._rows, self._first, self._last = 0, "", ""

    def add(self, rows: Iterable[Row], sheet: str) -> None:
        """Take some rows."""
        arrow, _ = libraries()
        told = list(zip(*map(self._of, rows), strict=True))
        if not told:
            return
        lines, digests = told[:2]
        columns: list[tuple[Any, ...] | list[Any] | None] = list(told[2:])
        marks: list[list[str]] = []
        for place, (name, column) in enumerate(zip(self._fields, told[2:], strict=True)):
            kinds = set(map(type, column))
            if Redacted in kinds:
                marks.append(_marks(name, column))
                columns[place] = None if kinds <= SILENT else [_open(value) for value in column]
            elif kinds <= SILENT:
                columns[place] = None
        withheld = [" ".join(filter(None, row)) for row in zip(*marks, strict=True)] or None
        whole = [lines, arrow.repeat(sheet, len(lines)), list(map(bytes.fromhex, digests)), withheld, *columns]
        arrays = [
            column if isinstance(column, arrow.Array) else _array(column, len(lines), field.type, arrow)
            for column, field in zip(whole, self._schema, strict=True)
        ]
        self._held.append(arrow.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._rows += len(lines)
        self._span(dict(zip(self._fields, columns, strict=True)))
        if len(self._held) == GROUP:
            self._write()

    def _write(self) -> None:
        arrow, _ = libraries()
        self._writer.write_table(arrow.Table.from_batches(self._held, schema=self._schema))
        self._held.clear()

    def _span(self, columns: Mapping[str, Iterable[Any] | None]) -> None:
        """Learn the first and last day; days to come are mistyped and say nothing."""
        today = date.today().isoformat()  # noqa: DTZ011 - published days have no zone
        for name in KEY_DAYS[self.kind]:
            days = [_iso(value) for value in (min(told), max(told))] if (told := _said(columns[name])) else []
            for day in days:
                self._first = min(self._first or day, day)
                self._last = max(self._last, min(day, today))

    def closed(self) -> KeptTable:
        """Close the file and return what is in it."""
        if self._held:
            self._write()
        self._writer.close()
        return KeptTable(self.kind, self._rows, digest_of(self.path), self._first, self._last)


def _array(column: Any, count: int, kind: Any, arrow: Any) -> Any:
    return arrow.nulls(count, kind) if column is None else arrow.array(column, kind)


def _said(column: Iterable[Any] | None) -> list[Any]:
    return [value for value in column or () if value is not None]


def _open(value: Any) -> Any:
    return None if type(value) is Redacted else value


def _iso(value: date | datetime) -> str:
    return value.isoformat()[:10]


def _marks(name: str, column: Iterable[Any]) -> list[str]:
    """Return, for each cell of a column, that and why it is withheld: ``birth_date=b6,b7c``."""
    known: dict[Redacted, str] = {}
    found = []
    for value in column:
        if type(value) is not Redacted:
            found.append("")
            continue
        if value not in known:
            known[value] = f"{name}={','.join(value.exemptions) or 'redacted'}"
        found.append(known[value])
    return found


def schema_of(kind: str) -> Any:
    """Return the columns of a kind of row: line, sheet, digest, what is withheld, and its fields."""
    arrow, _ = libraries()
    hints = get_type_hints(KINDS[kind])
    own = [("line", arrow.int64()), ("sheet", arrow.string()), ("digest", arrow.binary(16))]
    own.append(("withheld", arrow.string()))
    told = [field.name for field in fields(KINDS[kind]) if field.name not in ("line", "digest")]
    return arrow.schema([*own, *((name, _typed(hints[name], arrow)) for name in told)])


def _typed(hint: Any, arrow: Any) -> Any:
    if hint == Day:
        return arrow.date32()
    if hint == Moment:
        return arrow.timestamp("s")
    return arrow.float64() if hint == Number else arrow.string()


class Aside:
    """Keeps what could not be read: where, why, and as it stood.

    Args:
        path: the file; none is made where everything could be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: Any = None
        self._held: list[tuple[object, ...]] = []
        self.count = self.lost = 0

    def add(self, fault: Fault, sheet: str) -> None:
        """Keep one."""
        self.count += 1
        self.lost += fault.lost
        self._held.append((fault.line, sheet, fault.rule, fault.field, fault.message, fault.lost, fault.raw))
        if len(self._held) == BATCH:
            self._write()

    def _write(self) -> None:
        arrow, parquet = libraries()
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._path, aside_schema(), compression="zstd")
        arrays = [
            arrow.array(_encodable(column), field.type)
            for column, field in zip(zip(*self._held, strict=True), aside_schema(), strict=True)
        ]
        self._writer.write_table(arrow.Table.from_arrays(arrays, schema=aside_schema()))
        self._held.clear()

    def closed(self) -> str:
        """Close the file and return its digest; empty where there is none."""
        if self._held:
            self._write()
        if self._writer is None:
            return ""
        self._writer.close()
        return digest_of(self._path)


def _encodable(column: Iterable[object]) -> list[object]:
    return [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in column]


def aside_schema() -> Any:
    """Return the columns of what is kept aside."""
    arrow, _ = libraries()
    text = arrow.string()
    kinds = (arrow.int64(), text, text, text, text, arrow.bool_(), text)
    names = ("line", "sheet", "rule", "field", "message", "lost", "raw")
    return arrow.schema(list(zip(names, kinds, strict=True)))
