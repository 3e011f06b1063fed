"""A certified school, a designated sponsor, and their people, for the tests of SEVIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.kernel import Act, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import School, Sponsor
from tests.factories import Service, setup

SEVIS = "sevis"
UNTIL = date(2027, 11, 25)


@dataclass
class Campuses:
    """A school and a sponsor with an official each.

    Args:
        service: the service that certifies.
        school: the school, certified.
        pdso: its principal official.
        sponsor: the sponsor, designated.
        officer: its responsible officer.
    """

    service: Service
    school: School
    pdso: Account
    sponsor: Sponsor
    officer: Account

    def report(self, act: Act, on: Any = None, *, by: Account | None = None) -> Any:
        """Do an act as the school's official, at the school."""
        if on is not None:
            on.refresh_from_db()
        return perform(act, on=on, by=by or self.pdso, at=self.school.place, purpose=SEVIS).record

    def sponsored(self, act: Act, on: Any = None) -> Any:
        """Do an act as the sponsor's responsible officer, at the sponsor."""
        if on is not None:
            on.refresh_from_db()
        return perform(act, on=on, by=self.officer, at=self.sponsor.place, purpose=SEVIS).record

    def govern(self, act: Act, on: Any = None) -> Any:
        """Do an act as the government's adjudicator, at the agency."""
        if on is not None:
            on.refresh_from_db()
        by = self.service.officer("sevp_adjudicator", place=self.service.agency)
        return perform(act, on=on, by=by, at=self.service.agency, purpose=SEVIS).record


def certified(
    service: Service, code: str = "BOS214F10001000", *, visa_types: tuple[str, ...] = ("F-1", "M-1")
) -> School:
    """Certify a school."""
    by = service.officer("sevp_adjudicator", place=service.agency)
    school = perform(
        acts.FilePetition(
            code=code,
            name=f"College {code[:3]}",
            kind="higher",
            visa_types=list(visa_types),
            zone="America/New_York",
        ),
        by=by,
        at=service.agency,
        purpose=SEVIS,
    ).record
    return perform(acts.CertifySchool(certified_until=UNTIL), on=school, by=by, at=service.agency, purpose=SEVIS).record


def designated(service: Service, number: str = "P-1-00001", categories: tuple[str, ...] = ("03", "08")) -> Sponsor:
    """Designate a sponsor."""
    by = service.officer("sevp_adjudicator", place=service.agency)
    sponsor = perform(
        acts.ApplyForDesignation(
            number=number, name="Exchange Council", categories=list(categories), zone="America/Chicago"
        ),
        by=by,
        at=service.agency,
        purpose=SEVIS,
    ).record
    return perform(
        acts.DesignateSponsor(designated_until=UNTIL, forms=100, reporting_year="calendar"),
        on=sponsor,
        by=by,
        at=service.agency,
        purpose=SEVIS,
    ).record


def campuses(service: Service) -> Campuses:
    """Make a school and a sponsor, each with somebody who speaks for it."""
    school, sponsor = certified(service), designated(service)
    by = service.officer("sevp_adjudicator", place=service.agency)
    named = {}
    for role, where in (("pdso", {"school": school.pk}), ("responsible_officer", {"sponsor": sponsor.pk})):
        account = setup(OpenAccount(username=role, full_name=role.upper()))
        perform(acts.NameOfficial(account=account.pk, role=role, **where), by=by, at=service.agency, purpose=SEVIS)
        named[role] = Account.objects.get(pk=account.pk)
    return Campuses(service, school, named["pdso"], sponsor, named["responsible_officer"])


def own_school(at: Campuses, code: str = "LAX214F20002000") -> tuple[School, Account]:
    """Open a place for a school that files its own petition, with its principal."""
    school = at.govern(
        acts.OpenSchool(
            code=code, name="Harbour College", kind="higher", visa_types=["F-1"], zone="America/Los_Angeles"
        )
    )
    account = setup(OpenAccount(username=f"pdso.{code[:3].lower()}", full_name="Ana Petty", kind="partner"))
    at.govern(acts.NameOfficial(account=account.pk, school=school.pk, role="pdso"))
    return school, Account.objects.get(pk=account.pk)
