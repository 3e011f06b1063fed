"""SEVIS records read and checked a second on one core: a batch of 250 creates and 250 updates, as a school sends it.

The peers check the same bytes against the agency's own schema, where it is kept beside the checkout, and say only yes
or no: lxml (libxml2, in C) and, where it is installed, PyPI's ``xmlschema``. Ours returns every record as well, each
with what is wrong with it.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from limen.exchange.sevis_batch import read
from limen.exchange.sevis_batch.model import Record
from limen.exchange.sevis_batch.writing import draft, write_student_batch

HALF = 250
USER, SCHOOL = "kander6952", "SEA214F00078000"
SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "data" / "sevis"
SURNAMES = ("ERIKSSON", "O'BRIEN", "GARCIA LOPEZ", "NGUYEN", "ABDULLAHI", "SMITH", "KOWALCZYK", "DE LA CRUZ")
COUNTRIES = ("UK", "CH", "IN", "KS", "MX", "BR", "NI", "VM")
LEAVES = {"Reason": "16", "Remarks": "Left the course in the third week and did not answer."}


def person(chance: random.Random) -> dict[str, object]:
    """Return what every person has."""
    country = chance.choice(COUNTRIES)
    return {
        "FullName": {"LastName": chance.choice(SURNAMES), "FirstName": "ANNA MARIA", "PassportName": "ANNA MARIA"},
        "BirthDate": f"{chance.randrange(1995, 2008)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        "Gender": chance.choice("MF"),
        "BirthCity": "SPRINGFIELD",
        "BirthCountryCode": country,
        "CitizenshipCountryCode": country,
    }


def lives(number: int) -> dict[str, str]:
    """Return where a student lives."""
    return {"Address1": f"{number} College Way", "City": "Seattle", "State": "WA", "PostalCode": "98101"}


def create(number: int, chance: random.Random) -> Record:
    """Return a student to create, every third with a spouse."""
    values: dict[str, object] = {
        "@printForm": "true",
        "PersonalInfo": {**person(chance), "Email": f"student{number}@example.org", "VisaType": "01"},
        "IssueReason": "I",
        "USAddress": lives(number),
        "ForeignAddress": {"Address1": "1 High Street", "City": "York", "CountryCode": "UK", "PostalCode": "YO1 7HH"},
        "EducationalInfo": {
            "EduLevel": {"Level": "05"},
            "MajorCode1": "11.0101",
            "IssDate": "2026-08-01",
            "PrgStartDate": "2027-01-11",
            "PrgEndDate": "2028-12-15",
            "EngProficiency": {"EngRequired": "true", "RequirementsMet": "true"},
        },
        "FinancialInfo": {
            "AcademicTerm": "09",
            "Expense": {"Tuition": "30000", "LivingExpense": "18000", "Other": {"Amount": "900", "Remarks": "Books"}},
            "Funding": {"Personal": "40000", "School": {"Amount": "8900", "Remarks": "Teaching assistant"}},
        },
    }
    if number % 3 == 0:
        values["CreateDependent"] = {"Dependent": [{**person(chance), "VisaType": "04", "Relationship": "01"}]}
    return draft("student", "create", values, request_id=f"C{number}", user_id=USER)


def update(number: int, chance: random.Random) -> Record:
    """Return an event: a registration, a practical training or a termination."""
    events: tuple[tuple[str, dict[str, object]], ...] = (
        (
            "registration",
            {
                "@printForm": "false",
                "LastSession": "false",
                "CurrentSessionStartDate": "2027-01-11",
                "CurrentSessionEndDate": "2027-05-14",
                "USAddress": lives(number),
            },
        ),
        (
            "opt.add",
            {
                "@printForm": "true",
                "StartDate": "2027-06-01",
                "EndDate": "2028-05-31",
                "FullPartTimeIndicator": "01",
                "AcademicYearMet": "true",
                "CompletionType": "02",
            },
        ),
        ("status.terminate", dict(LEAVES)),
    )
    event, values = events[number % len(events)]
    given = {"request_id": f"U{number}", "user_id": USER, "sevis_id": f"N{chance.randrange(10**10):010}"}
    return draft("student", event, values, **given)


def batch() -> bytes:
    """Return the batch."""
    chance = random.Random(6)
    records = [make(number, chance) for make in (create, update) for number in range(HALF)]
    return write_student_batch(USER, "20261129000001", SCHOOL, records)


def rate(check: Callable[[], object], seconds: float) -> float:
    """Return how many records a second a call handles, of one core's time; others may be busy on the machine."""
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        check()
        count += 1
    return count * 2 * HALF / (time.process_time() - start)


class Beside(etree.Resolver):
    """Gives the agency's schema the files it imports, under the names it imports them by."""

    def resolve(self, url: str, public: str, context: object) -> object:
        """Return the file under which the schema's author keeps what it imports."""
        name = Path(url).name
        return self.resolve_filename(str(SCHEMAS / name.replace(".xsd", "-student-era.xsd")), context)


def peers(source: bytes) -> dict[str, Callable[[], object]]:
    """Return the peers that are there."""
    if not SCHEMAS.is_dir():
        return {}
    parser = etree.XMLParser()
    parser.resolvers.add(Beside())
    lxml = etree.XMLSchema(etree.fromstring((SCHEMAS / "Create-UpdateStudent.xsd").read_bytes(), parser))
    found: dict[str, Callable[[], object]] = {"lxml": lambda: lxml.validate(etree.fromstring(source))}
    if find_spec("xmlschema"):
        import xmlschema

        beside = {name: str(SCHEMAS / f"{name}-student-era.xsd") for name in ("Common", "SEVISTable")}

        def placed(url: str) -> str:
            return next((path for name, path in beside.items() if url.endswith(f"/{name}.xsd")), url)

        whole = xmlschema.XMLSchema(str(SCHEMAS / "Create-UpdateStudent.xsd"), uri_mapper=placed)
        found["xmlschema"] = lambda: whole.is_valid(source.decode())
    return found


def run(seconds: float = 4.0) -> dict[str, object]:
    """Return records a second, ours and the peers', in turn; the middle of five."""
    source = batch()
    known = read(source)
    assert known.valid
    assert len(known.records) == 2 * HALF
    checks = {"ours": lambda: read(source), **peers(source)}
    rates: dict[str, list[float]] = {name: [] for name in checks}
    for _ in range(5):
        for name, check in checks.items():
            rates[name].append(rate(check, seconds / 10))
    middle = {name: round(sorted(found)[2]) for name, found in rates.items()}
    return {
        "bench": "sevis-read",
        "records_per_second": middle.pop("ours"),
        "peers": {f"{name} (verdict only)": found for name, found in middle.items()},
        "bytes_per_record": round(len(source) / HALF / 2),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
