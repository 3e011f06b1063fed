"""A university, a language school and a sponsor for the demonstration, by the acts that really open them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.kernel import perform
from limen.kernel.clocks import add_months
from limen.offices.sevis import acts
from limen.offices.sevis.models import Official, School, Sponsor

DATA = Path(__file__).parent / "data" / "demo.toml"
SEVIS = "sevis"
TOLD = ("head", "accreditation", "address", "phone", "email", "website", "ownership", "average_students")
TOLD_OF_SPONSOR = ("head", "address", "phone", "email", "website", "reporting_year", "purpose", "activities")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts, where, and the moment it is made.

    Args:
        agency: the agency that certifies.
        officers: every account of the demonstration by sign-in name.
        now: the moment it is made.
    """

    agency: Any
    officers: dict[str, Any]
    now: datetime

    @property
    def day(self) -> date:
        """Return the agency's day."""
        return self.now.astimezone(self.agency.zone).date()

    def govern(self, act: Any, on: Any = None) -> Any:
        """Do an act as the adjudicator and return the record."""
        return self._do(act, on, "adjudicator", self.agency)

    def report(self, act: Any, who: str, on: Any) -> Any:
        """Do an act as somebody who speaks for a school or sponsor, at its place, and return the record."""
        return self._do(act, on, who, on.place)

    def _do(self, act: Any, on: Any, who: str, at: Any) -> Any:
        if on is not None:
            on.refresh_from_db()
        return perform(act, on=on, by=self.officers[who], at=at, purpose=SEVIS).record


def open_organisations(cast: Cast, partners: Sequence[dict[str, str]], say: Callable[[str], None]) -> None:
    """Open the schools and sponsors of the data file, each once, with the officials who are named for it.

    Args:
        cast: who acts and where.
        partners: sign-in name, role and organisation of each official; their accounts are open.
        say: tells the person at the terminal what is being done.
    """
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for row in plan["school"]:
        if not School.objects.filter(code=row["code"]).exists():
            say(f"Certifying {row['name']}")
            _school(cast, row, [item for item in partners if item["organisation"] == row["code"]])
    for row in plan["sponsor"]:
        if not Sponsor.objects.filter(number=row["number"]).exists():
            say(f"Designating {row['name']}")
            _sponsor(cast, row, [item for item in partners if item["organisation"] == row["number"]])


def _school(cast: Cast, row: dict[str, Any], partners: Sequence[dict[str, str]]) -> None:
    fields = {name: row[name] for name in ("code", "name", "kind", "visa_types", "zone", "address", "region")}
    school = cast.govern(acts.OpenSchool(**fields))
    _name(cast, partners, school=school.pk)
    lead = next(item["sign_in"] for item in partners if item["role"] == "pdso")
    cast.report(acts.AmendPetition(**{name: row[name] for name in TOLD if name in row}), lead, school)
    for campus in row.get("campus", ()):
        cast.report(acts.AddCampus(**campus), lead, school)
    for programme in row["programme"]:
        cast.report(acts.AddProgramme(**programme), lead, school)
    cast.report(acts.SubmitPetition(true=True), lead, school)
    cast.govern(acts.NoteFee(kind="petition", amount=3000, paid_on=cast.day, receipt=f"{row['code']}-1"), school)
    cast.govern(acts.PlanVisit(planned_on=cast.day), school)
    cast.govern(acts.RecordVisit(done_on=cast.day, sound=True, findings=row["findings"]), school)
    ends = cast.day + timedelta(days=row["days"]) if "days" in row else None
    cast.govern(acts.CertifySchool(certified_until=ends), school)
    _calendar(cast, school, lead)


def _calendar(cast: Cast, school: Any, lead: str) -> None:
    """Give a school the two terms around today, and the break between them."""
    first = date(cast.day.year, 8, 24) if cast.day.month >= 7 else date(cast.day.year, 1, 11)  # noqa: PLR2004  July begins the second half
    later = add_months(first, 5)
    for start in (first, later):
        term = acts.AddTerm(
            name=f"{start:%B %Y}",
            starts=start,
            ends=start + timedelta(days=115),
            register_by=start + timedelta(days=10),
        )
        cast.report(term, lead, school)
    rest = acts.AddBreak(
        name="Between terms",
        starts=first + timedelta(days=116),
        ends=later - timedelta(days=1),
        annual_vacation=True,
    )
    cast.report(rest, lead, school)


def _sponsor(cast: Cast, row: dict[str, Any], partners: Sequence[dict[str, str]]) -> None:
    fields = {name: row[name] for name in ("number", "name", "categories", "zone", "region")}
    sponsor = cast.govern(acts.OpenSponsor(**fields))
    _name(cast, partners, sponsor=sponsor.pk)
    lead = next(item["sign_in"] for item in partners if item["role"] == "responsible_officer")
    told = {name: row[name] for name in TOLD_OF_SPONSOR if name in row}
    cast.report(acts.AmendSponsor(**told), lead, sponsor)
    cast.report(acts.SubmitApplication(true=True, citizens=True), lead, sponsor)
    until = add_months(cast.day, row["months"])
    cast.govern(acts.DesignateSponsor(designated_until=until, forms=row["forms"]), sponsor)
    sponsor.refresh_from_db()
    asked = acts.AskForms(sponsor=sponsor.pk, asked=row["asks"], why="More hosts than last year")
    perform(asked, by=cast.officers[lead], at=sponsor.place, purpose=SEVIS)


def _name(cast: Cast, partners: Sequence[dict[str, str]], **whose: Any) -> None:
    for item in partners:
        account = cast.officers[item["sign_in"]]
        if not Official.objects.filter(account=account).exists():
            cast.govern(acts.NameOfficial(account=account.pk, role=item["role"], **whose))
