"""Placement plans (Form DS-7002) are made, changed, signed and printed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, Personal, Scene
from limen.offices.sevis.acts.common import VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.parts import Part, SiteGiven
from limen.offices.sevis.acts.visitors.placing import check_site, make_primary, placed, site_of
from limen.offices.sevis.acts.visitors.rules import require_sponsor
from limen.offices.sevis.acts.visitors.tipp_parts import (
    EmployerGiven,
    ParticipantGiven,
    PhaseGiven,
    PlanGiven,
    SupervisorGiven,
    TippSiteGiven,
    UserName,
    check_phases,
    check_plan,
    employer,
    phase_of,
)
from limen.offices.sevis.models import Tipp, TippPhase, TippSite, Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse

REPORT = ("sevis.report_visitor",)
Print = Annotated[bool, Field(title="Print the plan (Form DS-7002)")]
SiteNumber = Annotated[str, Field(title="Number of the site", min_length=1, max_length=50)]
PhaseNumber = Annotated[str, Field(title="Number of the phase", pattern=r"^\d{1,22}$")]


class PhaseDates(Part):
    """When a phase lies, after the programme's days moved."""

    number: str = Field(pattern=r"^\d{1,22}$")
    starts: date
    ends: date


class SiteSignatures(Part):
    """Who signed for a site, and for its phases, on which days."""

    number: str = Field(min_length=1, max_length=50, title="Number of the site")
    official: UserName = Field("", title="Sign-in name of the official who signed")
    official_signed_on: date | None = Field(None, title="Signed by the official on")
    visitor_signed_on: date | None = Field(None, title="Signed by the visitor on")
    phases: dict[str, date] = Field({}, title="Signed by the supervisor, by number of the phase")


class _OnPlan(Act):
    """An act on a visitor's plan."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """There is a plan, and it is this sponsor's."""
        require_sponsor(record, scene)
        if not hasattr(record, "tipp"):
            raise refuse("no_plan", "The visitor has no placement plan.")


class AddTipp(Act, key="sevis.add_tipp", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Enter a placement plan (Form DS-7002), or the programme that needs none."""

    plan: Annotated[PlanGiven, Personal, Field(title="Placement plan")]
    print_7002: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """A visitor has one plan; its phases lie within the programme."""
        require_sponsor(record, scene)
        if hasattr(record, "tipp"):
            raise refuse("plan_held", "The visitor has a placement plan already.")
        check_plan(self.plan, record.starts, record.ends, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        plan(record, self.plan, scene)
        if self.print_7002:
            papers.placement(record, scene)
        return record


class UpdateParticipant(
    _OnPlan, key="sevis.update_tipp_participant", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Change what a plan says of the participant."""

    participant: Annotated[ParticipantGiven, Personal, Field(title="Participant")]

    @classmethod
    def held(cls, record: Visitor) -> dict[str, Any]:
        """Return what the plan says of the participant today."""
        tipp = getattr(record, "tipp", None)
        return {"participant": {name: getattr(tipp, name) for name in ParticipantGiven.model_fields}} if tipp else {}

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        for name, value in self.participant.model_dump(exclude_unset=True).items():
            setattr(record.tipp, name, value)
        record.tipp.save()
        return record


class AddTippSite(_OnPlan, key="sevis.add_tipp_site", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Add a site with its phases to a plan."""

    site: Annotated[TippSiteGiven, Personal, Field(title="Site")]
    print_7002: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It has an address, and its phases lie within the programme."""
        super().guard(record, scene)
        check_site(self.site, scene)
        check_phases(record, self.site.phases, "site")
        if record.sites.filter(number=self.site.number, placement__isnull=False).exclude(number="").exists():
            raise refuse("site_planned", "The plan has that site already.", field="site")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        scene.told["site"] = plan_site(record, self.site, scene).site.number
        if self.print_7002:
            papers.placement(record, scene)
        return record


class EditTippSite(_OnPlan, key="sevis.edit_tipp_site", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Change a site of a plan: its address, the employer, the supervisor, who signed."""

    site: Annotated[SiteGiven, Field(title="Site")]
    employer: Annotated[EmployerGiven, Field(title="Employer")]
    contact: Annotated[SupervisorGiven, Personal, Field(title="Supervisor at the site")]
    phases: Annotated[dict[str, date], Field(title="Signed by the supervisor, by number of the phase")] = {}
    print_7002: Print = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is a site of the plan."""
        super().guard(record, scene)
        check_site(self.site, scene)
        placement_of(record, self.site.number)
        for number in self.phases:
            phase_called(record, number)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep what it is now."""
        placement = placement_of(record, self.site.number)
        site = placement.site
        site.name, site.address = self.site.name, self.site.address()
        site.remarks = self.site.remarks or site.remarks
        if self.site.primary:
            make_primary(site)
        site.save()
        for name, value in {**employer(self.employer), "supervisor": self.contact.kept()}.items():
            setattr(placement, name, value)
        placement.save()
        sign_phases(record, self.phases)
        if self.print_7002:
            papers.placement(record, scene)
        return record


class DeleteTippSite(_OnPlan, key="sevis.delete_tipp_site", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Take a site out of a plan; it stays on the record as a place the visitor was."""

    number: SiteNumber

    def guard(self, record: Visitor, scene: Scene) -> None:
        """A plan keeps a site at least."""
        super().guard(record, scene)
        placement_of(record, self.number)
        if record.sites.filter(placement__isnull=False, until=None).count() == 1:
            raise refuse("plan_last_site", "A plan keeps one site at least: add the new one first.", field="number")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say until when; another site becomes the primary one."""
        site = placement_of(record, self.number).site
        was_primary = site.primary
        site.until, site.primary = scene.day, False
        site.save()
        other = record.sites.filter(until=None).first() if was_primary else None
        if other is not None:
            make_primary(other)
            other.save()
        return record


class AddTippPhase(_OnPlan, key="sevis.add_tipp_phase", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Add a phase to a site of a plan."""

    number: SiteNumber
    phase: Annotated[PhaseGiven, Personal, Field(title="Phase")]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The site is of the plan, and the phase lies within the programme."""
        super().guard(record, scene)
        placement_of(record, self.number)
        check_phases(record, [self.phase], "phase")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        scene.told["phase"] = add_phase(placement_of(record, self.number), self.phase).number
        return record


class EditTippPhase(_OnPlan, key="sevis.edit_tipp_phase", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Change a phase of a plan."""

    phase: Annotated[PhaseGiven, Personal, Field(title="Phase")]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is a phase of the plan and lies within the programme."""
        super().guard(record, scene)
        phase_called(record, self.phase.number)
        check_phases(record, [self.phase], "phase")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep what it is now."""
        phase = phase_called(record, self.phase.number)
        for name, value in phase_of(self.phase).items():
            setattr(phase, name, value)
        phase.save()
        return record


class DeleteTippPhase(
    _OnPlan, key="sevis.delete_tipp_phase", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Take a phase out of a plan."""

    number: PhaseNumber

    def guard(self, record: Visitor, scene: Scene) -> None:
        """A site keeps a phase at least."""
        super().guard(record, scene)
        phase = phase_called(record, self.number)
        if phase.placement.phases.filter(until=None).count() == 1:
            raise refuse("plan_last_phase", "A site keeps one phase at least: add the new one first.", field="number")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say until when it stood in the plan."""
        phase = phase_called(record, self.number)
        phase.until = scene.day
        phase.save()
        return record


class SignTipp(_OnPlan, key="sevis.sign_tipp", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Record who signed a plan, and when."""

    signatures: Annotated[list[SiteSignatures], Field(title="Signatures", min_length=1, max_length=25)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """What was signed is of the plan, and nobody signs ahead."""
        super().guard(record, scene)
        check_signatures(record, self.signatures, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the days."""
        sign(record, self.signatures)
        return record


class ReprintDS7002(_OnPlan, key="sevis.reprint_ds7002", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Print a placement plan (Form DS-7002), whole or for one site."""

    number: Annotated[str, Field(title="Number of the site", max_length=50)] = ""
    remarks: Remarks = ""

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Print it."""
        papers.placement(record, scene, site=self.number)
        return record


def plan(record: Visitor, given: PlanGiven, scene: Scene) -> Tipp:
    """Keep a plan with its sites and phases."""
    said = given.participant.model_dump() if given.participant is not None else {}
    tipp = Tipp(visitor=record, exempt=given.exempt, **said)
    tipp.save(force_insert=True)
    for site in given.sites:
        plan_site(record, site, scene)
    return tipp


def plan_site(record: Visitor, given: TippSiteGiven, scene: Scene) -> TippSite:
    """Keep a site of a plan with its phases; it is a site of activity like any other."""
    held = record.sites.filter(number=given.number, until=None).first() if given.number else None
    site = held or placed(record, given, scene)
    placement = TippSite(site=site, supervisor=given.contact.kept(), **employer(given))
    placement.save(force_insert=True)
    for phase in given.phases:
        add_phase(placement, phase)
    return placement


def add_phase(placement: TippSite, given: PhaseGiven) -> TippPhase:
    """Keep a phase; without a number it gets the next one of the visitor."""
    held = TippPhase.objects.filter(placement__site__visitor=placement.site.visitor_id).count()
    phase = TippPhase(placement=placement, number=given.number or str(held + 1), **phase_of(given))
    phase.save(force_insert=True)
    return phase


def placement_of(record: Visitor, number: str) -> TippSite:
    """Return what the plan says of a site.

    Raises:
        GuardRefused: when the plan has no such site.
    """
    site = site_of(record, number, "")
    placement: Any = getattr(site, "placement", None)
    if placement is None:
        raise refuse("site_unplanned", "The plan does not name that site.", field="number")
    found: TippSite = placement
    return found


def phase_called(record: Visitor, number: str) -> TippPhase:
    """Return a phase of the plan by its number.

    Raises:
        GuardRefused: when the plan has no such phase.
    """
    rows = TippPhase.objects.filter(placement__site__visitor=record.pk, number=number, until=None)
    found: TippPhase | None = rows.select_related("placement").first()
    if found is None:
        raise refuse("phase_unknown", "The plan has no such phase.", field="number")
    return found


def check_moved(record: Visitor, moved: list[PhaseDates], starts: date, ends: date) -> None:
    """Return when the phases of a plan lie within a programme whose days move.

    Raises:
        GuardRefused: when a phase is unknown, or lies outside.
    """
    new = {row.number: row for row in moved}
    for number in new:
        phase_called(record, number)
    rows = TippPhase.objects.filter(placement__site__visitor=record.pk, placement__site__until=None, until=None)
    around = Visitor(starts=starts, ends=ends)
    for phase in rows:
        given = new.get(phase.number)
        if given is not None:
            phase.starts, phase.ends = given.starts, given.ends
        check_phases(around, [phase], "phases")


def move(record: Visitor, moved: list[PhaseDates]) -> None:
    """Keep the new days of phases."""
    for given in moved:
        phase = phase_called(record, given.number)
        phase.starts, phase.ends = given.starts, given.ends
        phase.save()


def check_signatures(record: Visitor, signatures: list[SiteSignatures], scene: Scene) -> None:
    """Return when what was signed is of the plan and no day is ahead.

    Raises:
        GuardRefused: otherwise.
    """
    for given in signatures:
        placement_of(record, given.number)
        for number in given.phases:
            phase_called(record, number)
        days = [given.official_signed_on, given.visitor_signed_on, *given.phases.values()]
        if any(day is not None and day > scene.day for day in days):
            raise refuse("signed_ahead", "Nobody has signed on a day that is yet to come.", field="signatures")


def sign(record: Visitor, signatures: list[SiteSignatures]) -> None:
    """Keep who signed and when."""
    for given in signatures:
        placement = placement_of(record, given.number)
        placement.official = given.official or placement.official
        placement.official_signed_on = given.official_signed_on or placement.official_signed_on
        placement.visitor_signed_on = given.visitor_signed_on or placement.visitor_signed_on
        placement.save()
        sign_phases(record, given.phases)


def sign_phases(record: Visitor, days: dict[str, date]) -> None:
    """Keep when supervisors signed for phases."""
    for number, day in days.items():
        phase = phase_called(record, number)
        phase.supervisor_signed_on = day
        phase.save()
