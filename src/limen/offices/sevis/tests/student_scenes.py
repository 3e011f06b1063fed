"""Students of the tests: one on record at the school, led as far as a story needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from limen.core.access.gate import SYSTEM
from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import School, Student
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from limen.offices.sevis.upkeep.students import due

COMPUTING, PHYSICS, HISTORY = "11.0701", "40.0801", "54.0101"
BACHELOR, MASTER, LANGUAGE, FLIGHT = "04", "05", "07", "09"
STARTS, ENDS = date(2026, 9, 8), date(2028, 5, 19)
MONEY = {
    "costs": {"tuition": 30_000, "living_expense": 14_000},
    "funds": {"personal": 20_000, "school": 26_000, "school_remarks": "Scholarship"},
    "term_months": 9,
}
ANNA: dict[str, Any] = {
    "surname": "Berg",
    "given_names": "Anna",
    "birth": "2004-04-12",
    "sex": "F",
    "nationality": "SWE",
    "birth_country": "SWE",
}
HOME = {"address1": "12 Elm Street", "city": "Boston", "state": "MA", "postal_code": "02115"}


def creating(**said: Any) -> acts.CreateStudent:
    """Return the creation of a student of a master's programme in computing."""
    given: dict[str, Any] = {
        **ANNA,
        **MONEY,
        "visa_type": "F-1",
        "level": MASTER,
        "major": COMPUTING,
        "starts": STARTS,
        "ends": ENDS,
        "english_required": True,
        "english_met": True,
        "foreign_address": {"address1": "Storgatan 1", "city": "Uppsala", "country_code": "SWE"},
    }
    return acts.CreateStudent(**{**given, **said})


def created(at: Campuses, **said: Any) -> Student:
    """Return a student with a form."""
    record: Student = at.report(creating(**said))
    return record


def registering(**said: Any) -> acts.RegisterStudent:
    """Return the registration for the first term."""
    given: dict[str, Any] = {
        "session_starts": STARTS,
        "session_ends": date(2026, 12, 18),
        "next_session": date(2027, 1, 19),
        "us_address": HOME,
    }
    return acts.RegisterStudent(**{**given, **said})


def active(at: Campuses, **said: Any) -> Student:
    """Return a student who is registered."""
    record = created(at, **said)
    starts = record.starts
    return at.report(registering(**({} if starts == STARTS else {"session_starts": starts})), record)  # type: ignore[no-any-return]


def govern(at: Campuses, act: Any, on: Any, role: str = "sevp_adjudicator") -> Any:
    """Do an act as an officer of the government."""
    on.refresh_from_db()
    agency = at.service.agency
    return perform(act, on=on, by=at.service.officer(role, place=agency), at=agency, purpose=SEVIS).record


def alone(act: Any, on: Any) -> Any:
    """Do an act as the sweep does."""
    on.refresh_from_db()
    return perform(act, on=on, by=SYSTEM, at=on.place, purpose="administration").record


def sweep() -> int:
    """Do what time asks for now, and return how much that was."""
    asked = list(due(timezone.now()))
    for act, record in asked:
        alone(act, record)
    return len(asked)


def elsewhere(at: Campuses, school: School, act: Any, on: Any) -> Any:
    """Do an act at another school, by an official of it."""
    on.refresh_from_db()
    by = at.service.officer("dso", name=f"dso_{school.code[:3].lower()}", place=school.place)
    return perform(act, on=on, by=by, at=school.place, purpose=SEVIS).record
