"""The parts of a training or internship placement plan (Form DS-7002), as the wire has them, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from limen.kernel import Code, Scene
from limen.offices.sevis.acts.visitors.parts import Email, Extension, Part, Phone, SiteGiven
from limen.offices.sevis.acts.visitors.placing import check_site
from limen.offices.sevis.models import TippPhase, Visitor
from limen.offices.sevis.ruling import refuse

Long = Annotated[str, StringConstraints(min_length=1, max_length=3000)]
Hundred = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Surname = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^\D+$")]
UserName = Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9]{7,10}$")]
TEXTS = (
    *("role", "goals", "qualifications", "culture", "skills", "teaching"),
    *("measured", "more"),
)
"""The long answers of a phase, in the order of the form."""


class ParticipantGiven(Part):
    """What the participant studied and has done."""

    email: Email = Field("", title="E-mail")
    field_of_study: Annotated[str, StringConstraints(max_length=100)] = Field("", title="Field of study or profession")
    years: Annotated[int | None, Field(ge=0, le=99)] = Field(None, title="Years of experience")
    degree: Annotated[str, StringConstraints(max_length=100)] = Field("", title="Degree or certificate")
    awarded_on: date | None = Field(None, title="Awarded or expected on")
    work_travel: bool = Field(default=False, title="Intern of a work and travel programme")


class SupervisorGiven(Part):
    """Who supervises, at a site or in a phase."""

    surname: Surname = Field(title="Surname")
    given_names: Surname = Field(title="Given names")
    middle: Annotated[str, StringConstraints(max_length=1, pattern=r"^\D?$")] = Field("", title="Middle initial")
    title: Hundred = Field(title="Title")
    email: Email = Field(title="E-mail")
    phone: Phone = Field(title="Telephone")
    phone_ext: Extension = Field("", title="Extension")
    fax: Phone = Field("", title="Fax")


class PhaseGiven(Part):
    """A phase at one site."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{0,22}$")] = Field("", title="Number of the phase")
    name: Hundred = Field(title="Name of the phase")
    starts: date = Field(title="Starts")
    ends: date = Field(title="Ends")
    field: Hundred = Field(title="Training or internship field")
    supervisor: SupervisorGiven = Field(title="Supervisor of the phase")
    supervisor_signed_on: date | None = Field(None, title="Signed by the supervisor on")
    role: Long = Field(title="Role of the participant")
    goals: Long = Field(title="Goals and objectives")
    qualifications: Long = Field(title="Who supervises, and their qualifications")
    culture: Long = Field(title="Cultural activities")
    skills: Long = Field(title="Skills that are learned")
    teaching: Long = Field(title="How they are taught")
    measured: Long = Field(title="How competence is measured")
    more: Annotated[str, StringConstraints(max_length=3000)] = Field("", title="More remarks")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.ends < self.starts:
            message = "A phase ends no earlier than it starts."
            raise ValueError(message)
        return self


class EmployerGiven(Part):
    """What a plan says of the employer at a site, and who signed."""

    employer_id: Annotated[str, StringConstraints(pattern=r"^\d{9}$")] = Field(title="Employer identification number")
    employees: Annotated[int, Field(ge=0, le=999_999)] = Field(title="Full-time employees")
    revenue: Annotated[str, Code("visitor_plan_revenues")] = Field(title="Annual revenue", max_length=2)
    website: Annotated[str, StringConstraints(max_length=255)] = Field(title="Website")
    insured: bool = Field(title="Has insurance for workers' compensation")
    carrier: Annotated[str, StringConstraints(max_length=100)] = Field("", title="Insurance carrier")
    covers_visitor: Literal["Y", "N", "E"] = Field(title="It covers the visitor (E: an equal one does)")
    hours: Annotated[int, Field(ge=1, le=99)] = Field(title="Hours a week")
    paid: bool = Field(title="A stipend is paid")
    stipend: Annotated[Decimal | None, Field(ge=0, max_digits=9, decimal_places=2)] = Field(None, title="Stipend")
    per: Annotated[str, Code("visitor_plan_stipends")] = Field("", title="The stipend is for", max_length=2)
    other_pay: Annotated[str, StringConstraints(max_length=100)] = Field("", title="Other compensation")
    official: UserName = Field("", title="Sign-in name of the official who signed")
    official_signed_on: date | None = Field(None, title="Signed by the official on")
    visitor_signed_on: date | None = Field(None, title="Signed by the visitor on")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.paid and (self.stipend is None or not self.per):
            message = "Say how much is paid, and for what time."
            raise ValueError(message)
        if self.insured and not self.carrier:
            message = "Name the insurance carrier."
            raise ValueError(message)
        return self


class TippSiteGiven(EmployerGiven, SiteGiven):
    """A site of a plan with its phases."""

    contact: SupervisorGiven = Field(title="Supervisor at the site")
    phases: list[PhaseGiven] = Field(title="Phases", min_length=1, max_length=50)


class PlanGiven(Part):
    """A whole plan: the participant and the sites, or the programme that needs none."""

    exempt: Annotated[str, Code("visitor_plan_exemptions")] = Field(
        "", title="Programme that needs no plan", max_length=8
    )
    participant: ParticipantGiven | None = Field(None, title="Participant")
    sites: list[TippSiteGiven] = Field([], title="Sites", max_length=25)

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if bool(self.exempt) == bool(self.sites):
            message = "A plan names its sites, or the programme that needs none."
            raise ValueError(message)
        if self.sites and self.participant is None:
            message = "Say what the participant studied."
            raise ValueError(message)
        return self


def check_phases(record: Visitor, phases: Iterable[PhaseGiven | TippPhase], field: str = "") -> None:
    """Return when every phase lies within the programme.

    Raises:
        GuardRefused: otherwise.
    """
    for phase in phases:
        if phase.starts < record.starts or phase.ends > record.ends:
            text = f"The phase “{phase.name}” lies outside the programme, {record.starts} to {record.ends}."
            raise refuse("phase_outside", text, field=field)


def check_plan(given: PlanGiven, starts: date, ends: date, scene: Scene) -> None:
    """Return when the sites of a plan are whole and its phases lie within the programme.

    Raises:
        GuardRefused: otherwise.
    """
    around = Visitor(starts=starts, ends=ends)
    for site in given.sites:
        check_site(site, scene, "plan")
        check_phases(around, site.phases, "plan")


def employer(given: EmployerGiven) -> dict[str, Any]:
    """Return what is said of the employer as the row has it."""
    return {name: getattr(given, name) for name in EmployerGiven.model_fields}


def phase_of(given: PhaseGiven) -> dict[str, Any]:
    """Return what is said of a phase as the row has it."""
    return {
        "name": given.name,
        "starts": given.starts,
        "ends": given.ends,
        "field": given.field,
        "supervisor": given.supervisor.kept(),
        "supervisor_signed_on": given.supervisor_signed_on,
        "texts": {name: getattr(given, name) for name in TEXTS if getattr(given, name)},
    }
