"""From typed rows to separated text that is read back as the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from limen.exchange.ice_release.headings import Kind, kinds
from limen.exchange.ice_release.model import Redacted, Row


def write(rows: Iterable[Row]) -> bytes:
    """Return rows of one kind as a release: UTF-8, commas, ISO dates, redactions as the agency writes them.

    Args:
        rows: at least one row; all of one class. Each column has the first heading
            it is known under, folded; columns that no kind but this has are always written.

    Raises:
        ValueError: when there is no row, or they are of several kinds.
    """
    told = list(rows)
    if len({type(row) for row in told}) != 1:
        raise ValueError("A release is written of rows of one kind, and of one row at least.")
    kind = next(kind for kind in kinds() if kind.row is type(told[0]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    fields = [field for field in kind.fields if _worth_writing(field, told)]
    writer.writerow(_headings(kind, fields))
    writer.writerows([_written(getattr(row, field)) for field in fields] for row in told)
    return text.getvalue().encode("utf-8")


def _worth_writing(field: str, rows: list[Row]) -> bool:
    """Return whether a field has a column: each of the kind's own has, and of the others those that a row tells."""
    return field not in Row.__dataclass_fields__ or any(getattr(row, field) is not None for row in rows)


def _headings(kind: Kind, fields: list[str]) -> list[str]:
    firsts = {field: heading for heading, (field, rank) in kind.columns.items() if rank == 0}
    return [firsts[field] for field in fields]


def _written(value: str | date | datetime | float | Redacted | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return str(value)
