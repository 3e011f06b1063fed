"""A small service to tell stories in: an agency, two ports, officers in their roles, numbers to issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM, Viewer
from limen.core.access.models import Account
from limen.core.casefile.acts import LeaseNumbers
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.core.places import acts as places
from limen.core.places.models import Place
from limen.kernel import perform

OPENED = date(2003, 3, 1)
PASSWORD = "correct-horse-battery"
EVERYWHERE = ("agent", "detention_officer", "deportation_officer", "special_agent", "investigations_supervisor")
"""Roles that the stories post to the whole service, not to the airport."""


def setup(act: Any, on: Any = None) -> Any:
    """Do an act as the system itself and return the record."""
    return perform(act, on=on, by=SYSTEM, at=NODE, purpose="administration").record


@dataclass
class Service:
    """The service in a test; ports and officers by name."""

    agency: Place
    jfk: Place
    sys_: Place
    officers: dict[str, Account] = field(default_factory=dict)

    def officer(self, role: str = "primary_officer", name: str = "", place: Place | None = None) -> Account:
        """Return the officer of a role, hired on first mention."""
        key = name or role
        if key not in self.officers:
            account = setup(access.OpenAccount(username=key, full_name=key.replace("_", " ").title()))
            where = place or (self.agency if role in EVERYWHERE else self.jfk)
            setup(access.PostOfficer(role=role, place=where.id, valid_from=OPENED), account)
            setup(access.GivePassword(password=PASSWORD), account)
            self.officers[key] = Account.objects.get(pk=account.pk)
        return self.officers[key]

    def viewer(self, role: str = "primary_officer", purpose: str = "inspection", name: str = "") -> Viewer:
        """Return an officer as a viewer at the airport."""
        return Viewer(self.officer(role, name), self.jfk, purpose, date(2026, 11, 24))

    def do(self, act: Any, on: Any = None, role: str = "primary_officer", purpose: str = "inspection") -> Any:
        """Do an act at the airport as an officer of a role and return the record."""
        return perform(act, on=on, by=self.officer(role), at=self.jfk, purpose=purpose).record

    def act(self, act: Any, on: Any = None, *, at: Place, role: str, purpose: str = "custody", name: str = "") -> Any:
        """Do an act at any place as an officer posted to the whole service and return the record."""
        by = self.officer(role, name or f"{role}_at_large", self.agency)
        return perform(act, on=on, by=by, at=at, purpose=purpose).record

    def place(self, kind: str, code: str, name: str, zone: str = "America/Chicago") -> Place:
        """Return a place of the agency's, opened on first mention."""
        held = Place.objects.filter(kind=kind, code=code).first()
        if held is not None:
            return held
        made: Place = setup(
            places.OpenPlace(
                code=code, kind=kind, name=name, parent=str(self.agency.pk), zone=zone, country="USA", valid_from=OPENED
            )
        )
        return made

    def person(self, surname: str = "Eriksson", given_names: str = "Anna Maria", **claim: Any) -> Person:
        """Record a person."""
        claim = {"birth": "1974-08-12", "sex": "F", "nationality": "UTO", **claim}
        return self.do(people.RecordPerson(surname=surname, given_names=given_names, **claim))


def open_service() -> Service:
    """Open an agency with an airport and a land port, and lease it numbers."""
    agency = setup(
        places.OpenPlace(code="CBP", kind="agency", name="Border service", zone="America/New_York", valid_from=OPENED)
    )
    ports = {
        code: setup(
            places.OpenPlace(
                code=code, kind="port", name=name, parent=str(agency.pk), zone=zone, country="USA", valid_from=OPENED
            )
        )
        for code, name, zone in (
            ("NYC", "John F. Kennedy", "America/New_York"),
            ("SYS", "San Ysidro", "America/Los_Angeles"),
        )
    }
    setup(LeaseNumbers(kind="i94", picture="999999999A9", first=230_000_000_000, last=230_000_099_999))
    setup(LeaseNumbers(kind="a_number", picture="A999999999", first=240_000_000, last=240_009_999))
    setup(LeaseNumbers(kind="event", picture="AAA9999999999", first=0, last=99_999))
    setup(LeaseNumbers(kind="sevis", picture="N9999999999", first=30_000_000, last=30_999_999))
    setup(LeaseNumbers(kind="lead", picture="L99999999", first=1, last=9_999))
    setup(LeaseNumbers(kind="submission", picture="P99999999", first=1, last=9_999))
    setup(LeaseNumbers(kind="redress", picture="9999999", first=2_000_000, last=2_000_999))
    return Service(agency, ports["NYC"], ports["SYS"])
