"""Small releases of our own, for the tests of reading them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from limen.exchange.ice_release import Fault, Release, Row, read

ABOVE = ("ERO-LESA Statistical Tracking Unit", "For Official Use Only (FOUO)/Pre-decisional", "", "FY2012 - FY2019")

HEADINGS = {
    "removal": "Departed Date,Date of Birth,Gender,Country of Citizenship,Event Number,Case Category",
    "arrest": "Apprehension Date,Apprehension Method,Arrest Created By,Case ID,Alien File Number,Anonymized Identifier",
    "detainer": "Detainer Prepare Date,Facility State,Facility AOR,Gender,Detainer Lift Reason,Unique Identifier",
    "stint": "Stay Book In Date Time,Detention Book In Date And Time,Detention Book Out Date Time,Gender,Race,"
    "Detention Facility Code,Detention Facility,Detention Release Reason,Anonymized Identifier",
    "encounter": "Event Date,Responsible AOR,Responsible Site,Lead Source,Event Type,Processing Disposition,Gender",
}


def release(headings: str, *rows: str, above: Sequence[str] = ABOVE, end: str = "\r\n") -> bytes:
    """Return a release as bytes: lines above, the headings, the rows."""
    return end.join([*above, headings, *rows, ""]).encode()


def told(data: bytes) -> tuple[Release, list[Row], list[Fault]]:
    """Return the one table of a release, its rows and its faults."""
    (table,) = read(data)
    found = list(table)
    return (
        table,
        [one for one in found if isinstance(one, Row)],
        [one for one in found if isinstance(one, Fault)],
    )


def row(headings: str, cells: str) -> Row:
    """Return the one row of a release without faults."""
    _, rows, faults = told(release(headings, cells))
    assert faults == []
    (found,) = rows
    return found


def workbook(**sheets: Sequence[Sequence[str | float | date | datetime | None]]) -> bytes:
    """Return a workbook with these sheets."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def cells(text: str) -> list[str]:
    """Return the cells of one line."""
    return next(csv.reader([text]))


def at(*parts: int) -> datetime:
    """Return a day and time as a release tells it: without a zone."""
    year, month, day, hour, minute, second = (*parts, *[0] * (6 - len(parts)))
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
