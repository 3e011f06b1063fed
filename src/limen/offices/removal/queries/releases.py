"""Reads of released data. The agency published these rows: they name nobody, so no read of them is logged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet

from limen.core.lawbook import lawbook
from limen.core.pages import meaning
from limen.exchange.ice_release.stays import lengths
from limen.exchange.ice_release.stays import population as populated
from limen.exchange.ice_release.stays import stays as joined
from limen.kernel import GuardRefused, UnknownRecord
from limen.offices.removal import counting, keeping
from limen.offices.removal.counting import Asked, KeptFile
from limen.offices.removal.models import ReleaseFile, ReleaseTable

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

VIEW = "removal.released"
MEASURES = ("midnight", "24h", "book-ins", "book-outs")
MOST_DAYS = 36_600
MEANT = {"category": "removal_categories", "area": "field_offices"}


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of released rows.

    Args:
        head: the names of the columns.
        rows: the rows.
        total: of all rows.
        notes: what a reader must know of them, by name.
    """

    head: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int
    notes: dict[str, Any]


def release_file(identifier: Any, *, viewer: Viewer) -> ReleaseFile:
    """Return a file of released data.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found = ReleaseFile.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such file of released data.")
    return found


def release_files(*, viewer: Viewer) -> QuerySet[ReleaseFile]:
    """Return the files that were taken over, the latest first."""
    viewer.require(VIEW)
    return ReleaseFile.objects.order_by("-imported_at", "pk")


def by_digest(digest: str, *, viewer: Viewer) -> ReleaseFile | None:
    """Return the file of a digest, where it was taken over."""
    viewer.require(VIEW)
    return ReleaseFile.objects.filter(digest=digest).first()


def aside(found: ReleaseFile, *, viewer: Viewer) -> Iterator[tuple[Any, ...]]:
    """Yield what of a file was kept aside: line, sheet, rule, field, message, whether the row is lost, and the row."""
    viewer.require(VIEW)
    if not found.aside_digest:
        return
    path = _sound(found.digest, "aside.parquet", found.aside_digest)
    _, parquet = keeping.libraries()
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from zip(*batch.to_pydict().values(), strict=True)


def _sound(digest: str, name: str, kept: str) -> Any:
    path = keeping.folder(digest) / name
    if not keeping.sound(path, kept):
        raise GuardRefused(f"What is kept of a released file is not what was read: {path.name} of {digest[:12]}.")
    return path


def _files(kind: str) -> list[KeptFile]:
    """Return the files of a kind of row, each found to be as it was kept.

    Raises:
        GuardRefused: when one is not.
    """
    tables = ReleaseTable.objects.filter(kind=kind, rows__gt=0).select_related("release")
    return [KeptFile(_sound(row.release.digest, f"{kind}.parquet", row.kept_digest), row.last_day) for row in tables]


def statistics(asked: Asked, by: str, *, viewer: Viewer) -> Counted:
    """Return how many rows of a kind there are by year, category, citizenship and so on.

    Raises:
        BadInput: when rows of the kind are not counted by that.
        GuardRefused: when a kept file was changed.
    """
    viewer.require(VIEW)
    files = _files(asked.kind)
    found = counting.tallies(asked, by, files, _year_starts(viewer.day))
    rows = [(row.key, _meant(by, row.key, viewer.day), row.count) for row in found]
    return Counted(
        (by.replace("-", "_"), "meaning", "rows"), rows, sum(row.count for row in found), {"files": len(files)}
    )


def _meant(by: str, key: str, day: date) -> str:
    if by not in MEANT or not key:
        return ""
    found = meaning(MEANT[by], key, day)
    return found if found != key else ""


def _year_starts(day: date) -> tuple[int, int]:
    month, _, of = str(lawbook().value("statistics.year_starts", day).value).partition("-")
    return int(month), int(of)


def population(asked: Asked, measure: str, *, viewer: Viewer, each: bool = False) -> Counted:
    """Return how many people were held, booked in or booked out on each day, by stints.

    Args:
        asked: the days; the facility, where only one is asked for.
        measure: ``midnight``, ``24h``, ``book-ins`` or ``book-outs``.
        viewer: who looks.
        each: each facility by itself; all together otherwise. Days on which a facility has none are left out.
    """
    viewer.require(VIEW)
    files = _files("stint")
    covered = max((file.last_day for file in files if file.last_day), default=viewer.day)
    first, last = counting.days_of(asked.first, asked.last, covered, MOST_DAYS)
    told = counting.stints(files, asked.facility)
    notes = {"files": len(files), "covered_until": covered.isoformat(), "left_out": told.left_out}
    head = (*(("facility",) if each else ()), "day", measure.replace("-", "_"))
    if not len(told.start):
        return Counted(head, [], 0, notes)
    found = populated(told, first, last, as_of=covered, together=not each)
    grid = dict(zip(MEASURES, (found.midnight, found.whole_day, found.book_ins, found.book_outs), strict=True))[measure]
    if not each:
        rows: list[tuple[Any, ...]] = [
            (day.isoformat(), int(count)) for day, count in zip(found.days, grid[0], strict=True)
        ]
        return Counted(head, rows, int(grid.sum()), notes)
    days = [day.isoformat() for day in found.days]
    places, at = np.nonzero(grid)
    rows = [
        (found.facilities[place], days[day], int(count))
        for place, day, count in zip(places, at, grid[places, at], strict=True)
    ]
    return Counted(head, rows, int(grid.sum()), notes)


def stays(asked: Asked, *, viewer: Viewer) -> Counted:
    """Return how many stays ended in each fiscal year that the days touch, and how long they were."""
    viewer.require(VIEW)
    files = _files("stint")
    covered = max((file.last_day for file in files if file.last_day), default=viewer.day)
    told = counting.stints(files)
    gap = int(lawbook().value("policy.stay_gap_hours", viewer.day).value)
    notes = {"files": len(files), "covered_until": covered.isoformat(), "left_out": told.left_out, "gap_hours": gap}
    head = ("first_day", "last_day", "stays", "mean_days", "median_days", "longest_days")
    if not len(told.start):
        return Counted(head, [], 0, {**notes, "stints": 0, "all_stays": 0})
    found = joined(told, timedelta(hours=gap))
    begun = date(1970, 1, 1) + timedelta(seconds=int(found.start.min()))
    rows: list[tuple[Any, ...]] = []
    for first, last in _years(
        max(asked.first or begun, begun), min(asked.last or covered, covered), _year_starts(viewer.day)
    ):
        period = lengths(found, first, last)
        ends = (first.isoformat(), last.isoformat())
        rows.append((*ends, period.stays, round(period.mean, 2), round(period.median, 2), round(period.longest, 2)))
    notes |= {"stints": len(told.start), "all_stays": len(found.start)}
    return Counted(head, rows, sum(row[2] for row in rows), notes)


def _years(first: date, last: date, starts: tuple[int, int]) -> Iterator[tuple[date, date]]:
    """Yield the fiscal years that a period touches, cut to the period."""
    begin = first
    while begin <= last:
        year = begin.year + ((begin.month, begin.day) >= starts)
        end = min(date(year, *starts) - timedelta(days=1), last)
        yield begin, end
        begin = end + timedelta(days=1)


def as_parquet(found: Counted) -> bytes:
    """Return counts as a Parquet file."""
    arrow, parquet = keeping.libraries()
    columns = zip(*found.rows, strict=True) if found.rows else [[] for _ in found.head]
    out = io.BytesIO()
    parquet.write_table(arrow.table(dict(zip(found.head, map(list, columns), strict=True))), out)
    return out.getvalue()
