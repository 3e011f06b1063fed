"""Released rows counted, with DuckDB over the columns that are kept; populations and stays with the exchange's counts.

A row that two files tell of is counted once, where the release numbers people: the same person, on the same day or
moment, at the same facility. Of such rows the file that covers the latest day counts, as it may tell how a stint ended.
Rows of whom no file says who they were cannot be told to be the same: each is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from limen.exchange.ice_release.stays import OPEN, Stints
from limen.kernel import BadInput, Problem

DAY_OF: Mapping[str, str] = {
    "arrest": "apprehended::DATE",
    "detainer": "prepared",
    "encounter": "met::DATE",
    "removal": "coalesce(departed, removed)",
    "stint": "book_in::DATE",
}
"""On which day a row of each kind was."""

SAME: Mapping[str, str] = {
    "arrest": "apprehended::VARCHAR, ''",
    "detainer": "prepared::VARCHAR, coalesce(facility_code, facility, '')",
    "encounter": "met::VARCHAR, ''",
    "removal": "coalesce(departed, removed)::VARCHAR, ''",
    "stint": "book_in::VARCHAR, coalesce(facility_code, facility, '')",
}
"""What, with the person, makes two rows of two files the same."""

CATEGORY = r"nullif(regexp_extract(case_category, '^\[([^\]]+)\]', 1), '')"
COMMON: Mapping[str, tuple[str, str]] = {
    "citizenship": ("citizenship", "citizenship"),
    "category": (CATEGORY, "case_category"),
    "gender": ("gender", "gender"),
    "area": ("area", "area"),
    "program": ("program", "program"),
    "method": ("method", "method"),
    "conviction": ("conviction", "conviction"),
    "disposition": ("disposition", "disposition"),
}
OF_KIND: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "arrest": {"state": ("state", "state"), "agency": ("agency", "agency")},
    "detainer": {
        "facility": ("coalesce(facility_code, facility)", "facility_code"),
        "type": ("kind", "kind"),
        "lifted": ("coalesce(lift_code, lift_reason)", "lift_reason"),
    },
    "encounter": {"type": ("kind", "kind"), "source": ("lead_source", "lead_source")},
    "removal": {"country": ("departure_country", "departure_country"), "port": ("port", "port")},
    "stint": {
        "facility": ("coalesce(facility_code, facility)", "facility_code"),
        "release": ("release_reason", "release_reason"),
    },
}
TIMES = ("fiscal-year", "year", "month", "day")
UNTOLD, WITHHELD = "", "(withheld)"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of columns.

    Args:
        path: where it is.
        last_day: the last day it covers.
    """

    path: Path
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are of a group; the key is empty for those of whom nothing is told."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are counted.

    Args:
        kind: of which kind.
        first: from which day on; any when absent.
        last: until which day.
        facility: at which facility, by code or name; any when empty.
    """

    kind: str
    first: date | None = None
    last: date | None = None
    facility: str = ""


def dimensions(kind: str) -> tuple[str, ...]:
    """Return by what rows of a kind can be counted."""
    return (*TIMES, *COMMON, *OF_KIND[kind])


@contextmanager
def _opened(kind: str, files: Sequence[KeptFile]) -> Iterator[Any]:
    """Give a database with the view ``counted``: each row of the kind once, with its day."""
    try:
        import duckdb
    except ImportError as error:
        text = "Released data is counted with DuckDB: install limen[releases]."
        raise BadInput(text, problems=[Problem("", "extra.missing", text)]) from error
    ordered = sorted(files, key=lambda file: (file.last_day or date.min, str(file.path)))
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as base:
        names = [[str(file.path) for file in ordered], list(range(len(ordered)))]
        base.execute(
            "CREATE TABLE files AS SELECT unnest(?::VARCHAR[]) AS filename, unnest(?::INTEGER[]) AS place", names
        )
        paths = ", ".join("'" + str(file.path).replace("'", "''") + "'" for file in ordered)
        rows = f"read_parquet([{paths}], union_by_name = true, filename = true)"
        base.execute(f"CREATE VIEW counted AS {_once(kind, rows) if len(ordered) > 1 else _each(kind, rows)}")
        yield base


def _each(kind: str, rows: str) -> str:
    return f"SELECT *, {DAY_OF[kind]} AS day FROM {rows}"  # noqa: S608  our own text; paths are quoted


def _once(kind: str, rows: str) -> str:
    """Return the rows without those that a file of a later day tells of as well."""
    same = f"person, {SAME[kind]}"
    return (
        f"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {same}, nth ORDER BY place DESC) AS standing "  # noqa: S608  our own text
        f"FROM (SELECT *, {DAY_OF[kind]} AS day, "
        f"row_number() OVER (PARTITION BY filename, {same} ORDER BY sheet, line) AS nth "
        f"FROM {rows} JOIN files USING (filename))) WHERE person IS NULL OR standing = 1"
    )


def _where(asked: Asked) -> tuple[str, list[Any]]:
    parts: list[str] = ["true"]
    values: list[Any] = []
    for sign, value in ((">=", asked.first), ("<=", asked.last)):
        if value is not None:
            parts.append(f"day {sign} ?")
            values.append(value)
    if asked.facility:
        if "facility" not in OF_KIND[asked.kind]:
            raise _bad("facility", "facility.untold", f"Released rows of {asked.kind}s tell no facility.")
        parts.append("upper(coalesce(facility_code, facility)) = upper(?)")
        values.append(asked.facility)
    return " AND ".join(parts), values


def _bad(field: str, rule: str, text: str) -> BadInput:
    return BadInput(text, problems=[Problem(field, rule, text)])


def tallies(asked: Asked, by: str, files: Sequence[KeptFile], year_starts: tuple[int, int]) -> list[Tally]:
    """Return how many rows there are of each group: times in order, others with the most first.

    Args:
        asked: which rows.
        by: by what, of :func:`dimensions`.
        files: the files of that kind.
        year_starts: the month and day on which a fiscal year starts.

    Raises:
        BadInput: when rows of the kind are not counted by that.
    """
    if by not in dimensions(asked.kind):
        raise _bad(
            "by", "by.unknown", f"{asked.kind.capitalize()}s are counted by {', '.join(dimensions(asked.kind))}."
        )
    where, values = _where(asked)
    if not files:
        return []
    group = _time(by, year_starts) if by in TIMES else _group(*{**COMMON, **OF_KIND[asked.kind]}[by])
    order = "1" if by in TIMES else "2 DESC, 1"
    with _opened(asked.kind, files) as base:
        query = f"SELECT {group} AS key, count(*) FROM counted WHERE {where} GROUP BY 1 ORDER BY {order}"  # noqa: S608  our own text
        return [Tally(str(key), count) for key, count in base.execute(query, values).fetchall()]


def _group(value: str, field: str) -> str:
    """Return a group by a field: what is withheld is told apart from what is not told."""
    withheld = f"contains(concat(' ', withheld), ' {field}=')"
    return f"coalesce({value}, CASE WHEN {withheld} THEN '{WITHHELD}' ELSE '{UNTOLD}' END)"


def _time(by: str, year_starts: tuple[int, int]) -> str:
    if by == "fiscal-year":
        month, day = year_starts
        later = f"(month(day) * 100 + day(day) >= {month * 100 + day})::INTEGER" if year_starts > (1, 1) else "0"
        text = f"(year(day) + {later})::VARCHAR"
    else:
        text = {"year": "year(day)::VARCHAR", "month": "strftime(day, '%Y-%m')", "day": "strftime(day, '%Y-%m-%d')"}[by]
    return f"coalesce({text}, '{UNTOLD}')"


STINTS = """
SELECT person, coalesce(facility_code, facility) AS place, epoch(book_in)::BIGINT AS start,
       CASE WHEN book_out IS NULL THEN NULL ELSE epoch(book_out)::BIGINT END AS finish
FROM counted
WHERE book_in IS NOT NULL AND coalesce(facility_code, facility) IS NOT NULL
  AND (book_out IS NULL OR book_out >= book_in)
  AND NOT (book_out IS NULL AND coalesce(withheld, '') LIKE '%book_out=%')
"""

PLACES = """
CREATE TEMP TABLE places AS
SELECT place, row_number() OVER (ORDER BY place) - 1 AS number FROM (SELECT DISTINCT place FROM told)
"""
PEOPLE = """
CREATE TEMP TABLE people AS
SELECT person, row_number() OVER () - 1 AS number FROM (SELECT DISTINCT person FROM told WHERE person IS NOT NULL)
"""
NUMBERED = """
SELECT coalesce(people.number, -row_number() OVER ())::BIGINT AS person, places.number::BIGINT AS place, start,
       coalesce(finish, ?)::BIGINT AS finish
FROM told JOIN places USING (place) LEFT JOIN people USING (person)
WHERE ? = '' OR upper(place) = upper(?)
"""


def stints(files: Sequence[KeptFile], facility: str = "") -> Stints:
    """Return the released stints as columns.

    Args:
        files: the files of stints.
        facility: only those at this facility, by code or name.
    """
    if not files:
        none = np.zeros(0, dtype=np.int64)
        return Stints(none, none, none, none, ())
    with _opened("stint", files) as base:
        base.execute(f"CREATE TEMP TABLE told AS {STINTS}")
        all_rows = _one(base, "SELECT count(*) FROM counted")
        used = _one(base, "SELECT count(*) FROM told")
        base.execute(PLACES)
        base.execute(PEOPLE)
        found = base.execute(NUMBERED, [int(OPEN), facility, facility]).fetchnumpy()
        names = tuple(str(name) for (name,) in base.execute("SELECT place FROM places ORDER BY number").fetchall())
    columns = [
        np.ascontiguousarray(np.asarray(found[name]), dtype=np.int64) for name in ("person", "place", "start", "finish")
    ]
    return Stints(columns[0], columns[1], columns[2], columns[3], names, int(all_rows - used))


def _one(base: Any, query: str) -> int:
    return int(base.execute(query).fetchone()[0])


def days_of(first: date | None, last: date | None, until: date, most: int) -> tuple[date, date]:
    """Return the days that are counted: those asked for, or the last thirty that are covered.

    Raises:
        BadInput: when they run backwards or are more than ``most``.
    """
    end = last or until
    begin = first or end - timedelta(days=29)
    if end < begin:
        raise _bad("until", "days.backwards", "The last day is before the first.")
    if (end - begin).days >= most:
        raise _bad("until", "days.many", f"{most} days are counted at most.")
    return begin, end
