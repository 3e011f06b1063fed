"""Taking over crossings from released I-94 rows: each row an arrival and, where there is one, a departure."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.places.models import Place
from limen.kernel import LimenError, perform
from limen.law.admission import admit_until
from limen.offices.inspections.acts import ImportAdmission, RecordDeparture
from limen.offices.inspections.models import Admission

SAS_EPOCH = date(1960, 1, 1)
"""Days in the release are counted from here (the SAS date origin)."""
DIGITS = 11


@dataclass(frozen=True, slots=True)
class Row:
    """One released row, as far as it can be read."""

    source: str
    number: str
    port: str
    mode: str
    admitted_on: date
    class_of_admission: str
    until: date | None
    duration_of_status: bool
    departed_on: date | None
    matched: bool
    details: Mapping[str, str]


@dataclass
class Taken:
    """What came of an import.

    Args:
        counts: rows taken, departures, matched, overstays and left late, by name.
        differ: rows whose last day differs from the law's, with both days.
        refused: rows that were not taken, with why.
    """

    counts: Counter[str] = field(default_factory=Counter)
    differ: list[tuple[str, str, date | None, date | None]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def read_rows(path: Path, law: Any) -> Iterator[Row | tuple[str, str]]:
    """Yield each row of a release, or (row, why) for one that cannot be read."""
    modes = {code.attributes.get("i94"): code.code for code in law.codes("conveyance_modes").rows}
    with path.open(encoding="utf-8", newline="") as file:
        for line, record in enumerate(csv.DictReader(file), 2):
            try:
                yield _row(record, modes)
            except (KeyError, ValueError) as error:
                yield f"line {line}", f"cannot be read: {error}"


def _row(record: Mapping[str, str], modes: Mapping[Any, str]) -> Row:
    until, status = _until(record["dtaddto"].strip())
    return Row(
        source=f"I-94 {_whole(record['cicid'])}",
        number=_whole(record["admnum"]).zfill(DIGITS),
        port=record["i94port"],
        mode=modes.get(int(float(record["i94mode"])), "unknown"),
        admitted_on=SAS_EPOCH + timedelta(days=int(float(record["arrdate"]))),
        class_of_admission=record["visatype"],
        until=until,
        duration_of_status=status,
        departed_on=SAS_EPOCH + timedelta(days=int(float(record["depdate"]))) if record["depdate"] else None,
        matched=record["matflag"] == "M",
        details={
            name: record[name]
            for name in ("i94cit", "i94res", "biryear", "gender", "airline", "fltno", "i94addr", "matflag")
            if record.get(name)
        },
    )


def _whole(text: str) -> str:
    return str(int(float(text)))


def _until(text: str) -> tuple[date | None, bool]:
    if text == "D/S":
        return None, True
    return datetime.strptime(text, "%m%d%Y").date(), False  # noqa: DTZ007  a day of law has no time zone


def take_over(path: Path, *, law: Any, by: Any, at: Any, today: date, tick: Callable[[], None] = lambda: None) -> Taken:
    """Take over a release; a row taken before, or that cannot be, is listed and the rest goes on.

    Args:
        path: the release as CSV.
        law: the law pack.
        by: who takes it over.
        at: where; rows without a known port are kept there.
        today: the day overstays are counted on.
        tick: called once a row.
    """
    taken = Taken()
    ports = {place.code: place.pk for place in Place.objects.filter(kind="port")}
    for row in read_rows(path, law):
        tick()
        if isinstance(row, tuple):
            taken.refused.append(row)
            continue
        try:
            _take(row, taken, ports, by, at)
        except LimenError as refused:
            taken.refused.append((row.source, refused.message))
            continue
        _judge(row, taken, law, today)
    return taken


def _take(row: Row, taken: Taken, ports: Mapping[str, Any], by: Any, at: Any) -> None:
    number = row.number
    if len(number) != DIGITS or int(number) < 10 or Admission.objects.filter(number=number).exists():  # noqa: PLR2004  a single digit is no number
        number = f"?{row.source.removeprefix('I-94 ')}"
    act = ImportAdmission(
        number=number,
        source=row.source,
        admitted_on=row.admitted_on,
        class_of_admission=row.class_of_admission,
        until=row.until,
        duration_of_status=row.duration_of_status,
        mode=row.mode,
        port=ports.get(row.port),
        details=dict(row.details),
    )
    admission = perform(act, by=by, at=at, purpose="administration").record
    taken.counts["admissions"] += 1
    if row.matched:
        gone = RecordDeparture(
            departed_on=row.departed_on, source="imported", admission=admission.pk, imported=row.source
        )
        departure = perform(gone, by=by, at=at, purpose="administration").record
        taken.counts["departures"] += 1
        taken.counts["matched"] += departure.admission_id == admission.pk


def _judge(row: Row, taken: Taken, law: Any, today: date) -> None:
    """Compare the row's last day with the law's, and count who stayed too long."""
    if row.until is not None and not row.matched and row.until < today:
        taken.counts["overstays"] += 1
    if row.until is not None and row.departed_on is not None and row.departed_on > row.until:
        taken.counts["left_late"] += 1
    try:
        stay = admit_until(law, row.class_of_admission, row.admitted_on, stated=None)
    except LimenError:
        taken.counts["stated_by_officer"] += 1
        return
    if stay.until == row.until and stay.duration_of_status == row.duration_of_status:
        taken.counts["agree"] += 1
    else:
        taken.differ.append((row.source, row.class_of_admission, row.until, stay.until))
