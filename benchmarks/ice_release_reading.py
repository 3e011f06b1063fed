"""Detention stints read a second on one core from a made-up release, against plain scripts over ``csv.DictReader``.

The release has the 33 columns of 2022-ICFO-09022 (fiscal years 2012 to 2024): bars between cells, dates as
``1/2/2012 3:04``, redactions, empty cells. One peer is ``csv.DictReader`` with ``strptime`` for the columns of dates,
as a script would have it; the other is ``csv.DictReader`` alone, which reads no date, knows no redaction and keeps no
fault. The same rows are read from a workbook besides.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from limen.exchange.ice_release import Stint, read

ROWS, TURNS = 60_000, 3
ABOVE = ["ERO-LESA Statistical Tracking Unit", "For Official Use Only (FOUO)", "", "ICE Detentions", "FY2014", ""]
HEADINGS = (
    "Stay Book In Date Time",
    "Detention Book In Date And Time",
    "Detention Book Out Date Time",
    "Stay Book Out Date Time",
    "Birth Country PER",
    "Birth Country ERO",
    "Citizenship Country",
    "Race",
    "Ethnic",
    "Gender",
    "Birth Date",
    "Birth Year",
    "Entry Date",
    "Entry Status",
    "Most Serious Conviction (MSC) Criminal Charge Category",
    "MSC Charge",
    "MSC Charge Code",
    "MSC Conviction Date",
    "MSC Sentence Days",
    "MSC Sentence Months",
    "MSC Sentence Years",
    "MSC Crime Class",
    "Case Threat Level",
    "Apprehension Threat Level",
    "Final Program",
    "Detention Facility Code",
    "Detention Facility",
    "Area of Responsibility",
    "Docket Control Office",
    "Detention Release Reason",
    "Stay Release Reason",
    "Alien File Number",
    "Anonymized Identifier",
)
DATES = [heading for heading in HEADINGS if heading.endswith(("Date", "Date Time", "Date And Time"))]
TIMED = "%m/%d/%Y %H:%M"
YEAR = datetime.fromisoformat("2013-10-01")
COUNTRIES = ("MEXICO", "GUATEMALA", "HONDURAS", "EL SALVADOR", "INDIA", "CHINA, PEOPLES REPUBLIC OF", "ECUADOR")
REASONS = ("Transferred", "Removed", "Bonded Out", "Order of Recognizance", "Voluntary departure", "Paroled")
WITHHELD = "(b)(6), (b)(7)(C)"


def stint(chance: random.Random) -> list[str]:
    """Return the cells of one stint."""
    stay = YEAR + timedelta(minutes=chance.randrange(365 * 1440))
    begun = stay + timedelta(minutes=chance.randrange(3 * 1440))
    ended = begun + timedelta(minutes=chance.randrange(60 * 1440))
    country, site = chance.choice(COUNTRIES), chance.randrange(600)
    entry = stay - timedelta(days=chance.randrange(4000))
    convicted = chance.random() < 0.4
    return [
        stay.strftime(TIMED), begun.strftime(TIMED), ended.strftime(TIMED), ended.strftime(TIMED), country, country,
        country, "White", "Unknown", chance.choice(("Male", "Female")), WITHHELD, str(chance.randrange(1940, 2010)),
        entry.strftime("%m/%d/%Y"), "PWA Mexico" if chance.random() < 0.7 else "",
        "Traffic Offenses" if convicted else "", "Driving Under Influence Liquor" if convicted else "",
        "5404" if convicted else "", entry.strftime("%m/%d/%Y") if convicted else "", "30" if convicted else "", "", "",
        "Other" if convicted else "", WITHHELD, WITHHELD, "ERO Criminal Alien Program", f"FAC{site:04}",
        f"FACILITY NUMBER {site}", "Seattle Area of Responsibility", "SEA", chance.choice(REASONS),
        chance.choice(REASONS), WITHHELD, f"{chance.getrandbits(160):040x}",
    ]  # fmt: skip


def table(count: int) -> list[list[str]]:
    """Return the rows of a release."""
    chance = random.Random(12)
    return [stint(chance) for _ in range(count)]


def text_of(rows: list[list[str]]) -> bytes:
    """Return rows as the text of a release."""
    return "\r\n".join([*ABOVE, *("|".join(row) for row in [list(HEADINGS), *rows]), ""]).encode()


def workbook_of(rows: list[list[str]]) -> bytes:
    """Return rows as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("FY2014")
    for row in [*([line] for line in ABOVE), HEADINGS, *rows]:
        sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def ours(source: bytes) -> None:
    """Read every row, keeping none."""
    for release in read(source):
        deque(release, maxlen=0)


def scripted(source: bytes) -> None:
    """Read every row as a script does, with its dates."""
    text = io.TextIOWrapper(io.BytesIO(source), "utf-8", newline="")
    for _ in ABOVE:
        next(text)
    for row in csv.DictReader(text, delimiter="|"):
        for heading in DATES:
            cell = row[heading]
            if cell and "(b)" not in cell:
                datetime.strptime(cell, TIMED if ":" in cell else "%m/%d/%Y")  # noqa: DTZ007 - as published


def bare(source: bytes) -> None:
    """Read every row as text."""
    text = io.TextIOWrapper(io.BytesIO(source), "utf-8", newline="")
    for _ in ABOVE:
        next(text)
    deque(csv.DictReader(text, delimiter="|"), maxlen=0)


def rate(call: Callable[[bytes], None], source: bytes, rows: int) -> float:
    """Return rows a second of one core's time."""
    start = time.process_time()
    call(source)
    return rows / (time.process_time() - start)


def run(count: int = ROWS) -> dict[str, object]:
    """Return rows a second, ours and theirs, in turn, and the median ratios."""
    rows = table(count)
    source, book = text_of(rows), workbook_of(rows[: count // 4])
    (release,) = read(source)
    assert sum(isinstance(one, Stint) for one in release) == count
    found = [
        (rate(ours, source, count), rate(scripted, source, count), rate(bare, source, count)) for _ in range(TURNS)
    ]
    sheets = sorted(rate(ours, book, count // 4) for _ in range(TURNS))
    middle = TURNS // 2
    return {
        "bench": "ice-release",
        "rows_per_second": round(sorted(one for one, _, _ in found)[middle]),
        "workbook_rows_per_second": round(sheets[middle]),
        "peer": "csv.DictReader with strptime for dates",
        "peer_rows_per_second": round(sorted(one for _, one, _ in found)[middle]),
        "ratio": round(sorted(a / b for a, b, _ in found)[middle], 1),
        "bare_dictreader_rows_per_second": round(sorted(one for _, _, one in found)[middle]),
        "ratio_to_bare": round(sorted(a / b for a, _, b in found)[middle], 2),
        "rows": count,
        "columns": len(HEADINGS),
        "bytes_per_row": round(len(source) / count),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=ROWS, help="how many rows")
    print(json.dumps(run(options.parse_args().n)))
