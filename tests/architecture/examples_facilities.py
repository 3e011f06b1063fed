"""Lawful examples of the acts of facilities and released data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from limen.offices.removal import acts, keeping
from limen.offices.removal.facility_listing import FacilityEntry
from tests.architecture.making import ADMIN, TODAY, Example, Made, example_of

OFFICER = ("supervisor", "custody")
COUNTING = ("supervisor", "statistics")
RELEASED = """ERO-LESA Statistical Tracking Unit,,,
Departed Date,Gender,Country of Citizenship,Case Category
1/3/2012,Male,MEXICO,[3] Deportable - Administratively Final Order
"""


def opening(code: str = "TESTNY") -> acts.OpenFacility:
    """Return the opening of a facility."""
    return acts.OpenFacility(code=code, name="Test Center", kind="SPC", region="NY", opened_on=TODAY, capacity=40)


def facility(made: Made) -> Any:
    """Return a facility."""
    return made.do(opening(), who=ADMIN)


def loading() -> acts.LoadFacilities:
    """Return the load of a list of one facility."""
    entry = FacilityEntry(code="TESTNY", name="Test Center", zone="America/New_York", region="NY", kind="SPC")
    return acts.LoadFacilities(entries=[entry], name="facilities.csv", digest="0" * 64)


def released(text: str = RELEASED, name: str = "removals.csv") -> acts.ImportRelease:
    """Return the import of a file that was read here."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return acts.ImportRelease(digest=keeping.keep(path).digest, name=name)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "removal.open_facility": example_of(opening(), None, ADMIN),
    "removal.amend_facility": example_of(acts.AmendFacility(telephone="555 0100"), facility, ADMIN),
    "removal.set_capacity": example_of(acts.SetCapacity(beds=20, sex="F"), facility, OFFICER),
    "removal.close_facility": example_of(
        acts.CloseFacility(last_day=TODAY, reason="The contract ended"), facility, ADMIN
    ),
    "removal.load_facilities": example_of(loading(), None, ADMIN),
    "removal.import_release": example_of(lambda _made: released(), None, COUNTING),
}
