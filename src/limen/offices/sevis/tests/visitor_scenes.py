"""A sponsor, its responsible officer and exchange visitors in each state, for the tests of SEVIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.core.access.acts import OpenAccount
from limen.core.access.gate import SYSTEM
from limen.core.access.models import Account
from limen.kernel import Act, perform
from limen.offices.sevis import acts as organisations
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds, SiteGiven, USAddress
from limen.offices.sevis.acts.visitors.tipp_parts import (
    ParticipantGiven,
    PhaseGiven,
    PlanGiven,
    SupervisorGiven,
    TippSiteGiven,
)
from limen.offices.sevis.models import Sponsor, Visitor
from limen.offices.sevis.tests.scenes import SEVIS, designated
from tests.factories import Service, setup

CATEGORIES = ("08", "09", "04", "1F", "1C", "14", "15", "13", "11", "12", "06")
START, END = date(2026, 9, 1), date(2027, 8, 31)
HOME = USAddress(address1="12 Elm Street", city="Chicago", state="IL", postal_code="60637")
LABORATORY = SiteGiven(
    name="Institute of Physics", address1="5640 Ellis Avenue", city="Chicago", state="IL", postal_code="60637"
)


@dataclass
class Programme:
    """A sponsor and who speaks for it.

    Args:
        service: the service that designates.
        sponsor: the sponsor, designated.
        officer: its responsible officer.
    """

    service: Service
    sponsor: Sponsor
    officer: Account

    def do(self, act: Act, on: Any = None, *, by: Account | None = None) -> Any:
        """Do an act as the responsible officer, at the sponsor, and return the record."""
        return self.outcome(act, on, by=by).record

    def outcome(self, act: Act, on: Any = None, *, by: Account | None = None) -> Any:
        """Do an act as the responsible officer, at the sponsor, and return all that came of it."""
        return perform(act, on=on, by=by or self.officer, at=self.sponsor.place, purpose=SEVIS)

    def decide(self, act: Act, on: Any) -> Any:
        """Do an act as the government's adjudicator and return the record."""
        by = self.service.officer("sevp_adjudicator", place=self.service.agency)
        return perform(act, on=on, by=by, at=self.service.agency, purpose=SEVIS).record

    def time(self, act: Act, on: Any) -> Any:
        """Let time do an act at the sponsor and return the record."""
        return perform(act, on=on, by=SYSTEM, at=self.sponsor.place, purpose="administration").record

    def initial(self, **changed: Any) -> Visitor:
        """Return a visitor whose certificate is issued."""
        made: Visitor = self.do(creating(**changed))
        return made

    def active(self, **changed: Any) -> Visitor:
        """Return a visitor who was validated."""
        made: Visitor = self.do(acts.ValidateVisitor(us_address=HOME), self.initial(**changed))
        return made


def programme(service: Service, number: str = "P-1-00002", categories: tuple[str, ...] = CATEGORIES) -> Programme:
    """Designate a sponsor and name its responsible officer."""
    sponsor = designated(service, number, categories)
    by = service.officer("sevp_adjudicator", place=service.agency)
    account = setup(OpenAccount(username=f"ro_{number[-2:]}", full_name=f"Ruth Olsen {number[-2:]}"))
    named = organisations.NameOfficial(account=account.pk, role="responsible_officer", sponsor=sponsor.pk)
    perform(named, by=by, at=service.agency, purpose=SEVIS)
    return Programme(service, sponsor, Account.objects.get(pk=account.pk))


def creating(kind: type[Any] = acts.CreateVisitor, **changed: Any) -> Any:
    """Return the act that records a research scholar."""
    said: dict[str, Any] = {
        "surname": "Nowak",
        "given_names": "Maria",
        "birth": date(1988, 5, 17),
        "sex": "F",
        "birth_city": "Gdansk",
        "birth_country": "POL",
        "nationality": "POL",
        "residence_country": "POL",
        "category": "08",
        "position": "113",
        "subject": "40.0801",
        "subject_remarks": "Neutrino detectors",
        "starts": START,
        "ends": END,
        "funds": Funds(sponsor=42_000, personal=3_000),
        "sites": [LABORATORY],
        **({"print_form": False} if "print_form" in kind.model_fields else {}),
    }
    return kind(**{**said, **changed})


def phase(**changed: Any) -> PhaseGiven:
    """Return a phase of a plan."""
    said: dict[str, Any] = {
        "name": "Assembly",
        "starts": START,
        "ends": date(2027, 3, 1),
        "field": "Mechanical engineering",
        "supervisor": BOSS,
        "role": "Trainee at the bench",
        "goals": "Build a gearbox",
        "qualifications": "A master mechanic",
        "culture": "Visits to museums",
        "skills": "Assembly",
        "teaching": "At the bench",
        "measured": "By a finished gearbox",
    }
    return PhaseGiven(**{**said, **changed})


def plan_site(**changed: Any) -> TippSiteGiven:
    """Return a site of a plan with its phase."""
    said: dict[str, Any] = {
        "name": "Lake Works",
        "address1": "1 Dock Road",
        "city": "Gary",
        "state": "IN",
        "postal_code": "46402",
        "employer_id": "123456789",
        "employees": 120,
        "revenue": "02",
        "website": "https://lake.example",
        "insured": True,
        "carrier": "Mutual",
        "covers_visitor": "Y",
        "hours": 40,
        "paid": True,
        "stipend": "1800.00",
        "per": "04",
        "contact": BOSS,
        "phases": [phase()],
    }
    return TippSiteGiven(**{**said, **changed})


BOSS = SupervisorGiven(
    surname="Stone", given_names="Alma", title="Shop lead", email="alma@lake.example", phone="2195550100"
)
PLAN = PlanGiven(
    participant=ParticipantGiven(email="maria@example.org", field_of_study="Mechanics", degree="BSc"),
    sites=[plan_site()],
)
