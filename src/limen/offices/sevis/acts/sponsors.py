"""An exchange sponsor joins, reports, asks to go on, and ends."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from limen.core.places.acts import ClosePlace
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.allotments import refuse_waiting
from limen.offices.sevis.acts.common import CERTIFY, OFFICIALS, PETITION, SPONSOR, Remarks, Says, Why, Zone, open_desk
from limen.offices.sevis.acts.reports import DESIGNATED, ReportingYear, begin_year, change_year, report_due
from limen.offices.sevis.acts.yielding import shut_out_all
from limen.offices.sevis.models import Sponsor
from limen.offices.sevis.papers import organisations as papers
from limen.offices.sevis.reach import require_own, require_own_or_over

JOIN = ("sevis.designate_sponsor",)
GO_ON = ("sevis.redesignate_sponsor",)
TOLD = ("head", "address", "phone", "reporting_year", "purpose", "activities")
"""What an application is not complete without."""
HELD = ("initial", "active")
"""States of an exchange visitor for whom the sponsor still answers."""


class OpenSponsor(Act, key="sevis.open_sponsor", on=SPONSOR, permission=CERTIFY, authorities=JOIN):
    """Open a place for a sponsor, so that it may file its application itself."""

    number: Annotated[str, Field(title="Programme number", pattern=r"^[A-Z]-\d-\d{5}$", description="P-1-00001")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    categories: Annotated[list[str], Code("visitor_categories"), Field(title="Categories", min_length=1)]
    zone: Zone
    region: Annotated[str, Field(title="State", max_length=8)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A number is one programme's."""
        if Sponsor.objects.filter(number=self.number).exists():
            raise GuardRefused(f"There is a programme {self.number} already.")

    def apply(self, record: Any, scene: Scene) -> Sponsor:
        """Open its place under the office that takes it in."""
        desk = {"code": self.number, "kind": "sponsor", "name": self.name, "zone": self.zone, "region": self.region}
        place = open_desk(scene, **desk)
        return Sponsor(
            number=self.number,
            name=self.name,
            categories=list(self.categories),
            place_id=place.id,
            region=self.region,
        )


class ApplyForDesignation(
    OpenSponsor,
    key="sevis.apply_designation",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.designation_asked",),
):
    """Take in a sponsor's application for designation."""

    def apply(self, record: Any, scene: Scene) -> Sponsor:
        """Open its place and keep the day."""
        sponsor = super().apply(record, scene)
        sponsor.filed_on = scene.day
        return sponsor


class AmendSponsor(
    Act,
    key="sevis.amend_sponsor",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.report_sponsor",),
    marks=("sevis.sponsor_change_reported",),
):
    """Report what has changed of the sponsor; what is left out stays as it is."""

    name: Annotated[str, Field(title="Name", max_length=160)] = ""
    head: Annotated[str, Field(title="Chief executive", max_length=120)] = ""
    address: Annotated[str, Field(title="Postal address", max_length=300)] = ""
    phone: Annotated[str, Field(title="Telephone", max_length=32)] = ""
    email: Annotated[str, Field(title="E-mail", max_length=254)] = ""
    website: Annotated[str, Field(title="Website", max_length=200)] = ""
    reporting_year: ReportingYear = ""
    purpose: Annotated[str, Lines(5), Field(title="Purpose and objectives", max_length=2000)] = ""
    activities: Annotated[
        str, Lines(5), Field(title="Activities, with those of cultural exchange", max_length=2000)
    ] = ""
    happened_on: Annotated[date | None, Field(title="Changed on; today when left out")] = None

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own; something changes, and has happened."""
        require_own(record, scene)
        if not self.model_dump(exclude={"happened_on"}, exclude_defaults=True):
            raise BadInput("Nothing is changed.", problems=[Problem("", "nothing.changed", "Fill in what changes.")])
        if self.reporting_year not in ("", record.reporting_year) and record.reporting_year and record.designated_on:
            message = "The letter of designation says on which year the sponsor reports; another letter changes it."
            raise ruling.refused(scene, "reporting_year_set", message, field="reporting_year")
        since = self.happened_on or scene.day
        if since > scene.day:
            raise GuardRefused("A change is reported once it has happened.")
        due = ruling.business_days_after(scene, "sevis.sponsor_change_business_days", since)
        if scene.day > due:
            ruling.warn(scene, f"The change was due to be reported by {due}.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Write what is told; of a sponsor that is designated it is a report, and made as one."""
        told = self.model_dump(exclude={"happened_on"}, exclude_defaults=True)
        was = {name: str(getattr(record, name)) for name in told}
        for name, value in told.items():
            setattr(record, name, value)
        if record.state in DESIGNATED:
            since = self.happened_on or scene.day
            papers.update(record, scene, since, self._lines(was), self._lines(told))
        return record

    def _lines(self, values: dict[str, str]) -> list[str]:
        titles = {name: str(type(self).model_fields[name].title) for name in values}
        return [f"{titles[name]}: {value}" for name, value in values.items() if value]


class SubmitApplication(
    Act,
    key="sevis.submit_application",
    on=SPONSOR,
    permission=PETITION,
    authorities=JOIN,
    marks=("sevis.designation_asked",),
):
    """File the sponsor's application for designation (DS-3036)."""

    true: Annotated[bool, Field(title="All that it says is true, and the sponsor will keep to the regulations")]
    citizens: Annotated[bool, Field(title="The sponsor and its responsible officers are citizens or residents")]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, signed and complete."""
        require_own(record, scene)
        if not (self.true and self.citizens):
            raise ruling.refused(scene, "petition_unsigned", "An application is filed only by who vouches for it.")
        lacking = [ruling.field_named(AmendSponsor, name) for name in TOLD if not getattr(record, name)]
        if lacking:
            message = f"The application lacks: {', '.join(lacking)}."
            raise ruling.refused(scene, "petition_incomplete", message)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day, and make the application as it is filed."""
        record.filed_on = scene.day
        papers.application(record, scene, "Designation")
        return record


class DesignateSponsor(
    Act,
    key="sevis.designate",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.sponsor_designated",),
):
    """Designate a sponsor, and allot it forms."""

    designated_until: Annotated[date, Field(title="Designation ends on")]
    forms: Annotated[int, Field(title="Forms DS-2019 allotted", ge=0, le=1_000_000)]
    reporting_year: Annotated[ReportingYear, Field(description="The one it applied with when left out.")] = ""

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """A designation is no longer than the law allows, and says on which year the sponsor reports."""
        _within(self.designated_until, scene)
        if not (self.reporting_year or record.reporting_year):
            message = "Say on which year the sponsor reports."
            raise BadInput(message, problems=[Problem("reporting_year", "reporting_year.missing", message)])

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep from when until when, how many forms, and from when it has to report."""
        record.designated_on, record.designated_until = scene.day, self.designated_until
        record.reporting_year = self.reporting_year or record.reporting_year
        record.reported_until, record.ended_on = scene.day, None
        begin_year("sevis.sponsor_designated", record, scene)
        record.forms_allotted = self.forms
        return record


class RefuseDesignation(
    Act,
    key="sevis.refuse_designation",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.designation_refused",),
):
    """Refuse a sponsor's application."""

    says: Says

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day."""
        record.ended_on = scene.day
        return record


class FileRedesignation(
    Act,
    key="sevis.file_redesignation",
    on=SPONSOR,
    permission=PETITION,
    authorities=GO_ON,
    marks=("sevis.redesignation_filed",),
):
    """File the sponsor's application to be redesignated."""

    true: Annotated[bool, Field(title="All that the application says is still true")]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, within the time the law opens, and once."""
        require_own(record, scene)
        if not self.true:
            raise ruling.refused(scene, "petition_unsigned", "An application is filed only by who vouches for it.")
        if record.redesignation_filed_on is not None:
            raise GuardRefused("It is filed already, and awaits a decision.")
        until = record.designated_until
        opens = redesignation_opens(record, ruling.number(scene, "sevis.redesignate_earliest_months"))
        if until is None or opens is None:
            return
        if scene.day < opens:
            message = f"It may be filed from {opens}."
            raise ruling.refused(scene, "redesignation_early", message, by="redesignate_earliest_months")
        due = add_months(until, -ruling.number(scene, "sevis.redesignate_latest_months"))
        if scene.day > due:
            ruling.warn(scene, f"The application was due by {due}.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep the day, and make the application as it is filed."""
        record.redesignation_filed_on = scene.day
        papers.application(record, scene, "Redesignation")
        return record


class Redesignate(
    Act,
    key="sevis.redesignate",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=GO_ON,
    marks=("sevis.sponsor_redesignated",),
):
    """Redesignate a sponsor."""

    designated_until: Annotated[date, Field(title="Designation ends on")]
    reporting_year: Annotated[ReportingYear, Field(description="The same as before when left out.")] = ""
    remarks: Remarks = ""

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It asked, has reported, and the designation is no longer than the law allows."""
        if record.redesignation_filed_on is None:
            raise ruling.refused(scene, "redesignation_not_filed", "The sponsor has not asked for it.")
        _within(self.designated_until, scene)
        due = report_due(record, scene.law, scene.day)
        if due is not None and due < scene.day:
            ruling.warn(scene, "The sponsor's annual report is overdue.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep from when until when; the letter may say another year to report on."""
        record.designated_on, record.designated_until = scene.day, self.designated_until
        record.redesignation_filed_on = record.window_opened_on = None
        if self.reporting_year not in ("", record.reporting_year):
            change_year(record, self.reporting_year, scene)
        return record


class LearnSponsorChange(
    Act,
    key="sevis.learn_sponsor_change",
    on=SPONSOR,
    permission=OFFICIALS,
    authorities=("sevis.report_sponsor",),
    marks=("sevis.sponsor_changed",),
):
    """Note that something of the sponsor has changed and is still to be reported."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor itself or the government that learnt it."""
        require_own_or_over(record, scene)


class LearnIncident(
    Act,
    key="sevis.learn_incident",
    on=SPONSOR,
    permission=OFFICIALS,
    authorities=("sevis.report_visitor",),
    marks=("sevis.sponsor_incident_learned",),
):
    """Note that a serious problem with an exchange visitor was learnt of."""

    says: Says

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor itself or the government that learnt it."""
        require_own_or_over(record, scene)


class ReportIncident(
    Act,
    key="sevis.report_incident",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.report_visitor",),
    marks=("sevis.sponsor_incident_reported",),
):
    """Report a serious problem with an exchange visitor to the government."""

    says: Annotated[str, Personal, Lines(6), Field(title="What happened, and what was done", min_length=20)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own."""
        require_own(record, scene)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """The entry keeps what happened, as personal data."""
        return record


class CloseSponsor(
    Act,
    key="sevis.close_sponsor",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=("sevis.sanction_sponsor",),
    marks=("sevis.sponsor_withdrawn",),
):
    """Close a programme that has no exchange visitor left."""

    why: Why

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """Nobody is left in it."""
        left = record.visitors.filter(state__in=HELD).count()
        if left:
            those = "1 exchange visitor is" if left == 1 else f"{left} exchange visitors are"
            message = f"{those} still in the programme. Each is transferred or ended first."
            raise ruling.refused(scene, "visitors_left", message)

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """End its people's access, and its place."""
        record.ended_on = scene.day
        refuse_waiting(record, scene)
        shut_out_all(record, scene, "The programme closed.")
        scene.perform(ClosePlace(last_day=scene.day), on=record.place)
        return record


def redesignation_opens(sponsor: Sponsor, months: int) -> date | None:
    """Return the first day on which a sponsor may ask to be redesignated; None while it is not designated."""
    return add_months(sponsor.designated_until, -months) if sponsor.designated_until else None


def _within(until: date, scene: Scene) -> None:
    """Refuse a designation that is over when it begins, or longer than the longest the law allows."""
    longest = max(int(years) for years in scene.law.value("sevis.designate_years", scene.day).value)
    if until <= scene.day:
        raise ruling.refused(scene, "designation_over", "A designation ends after the day it is given.")
    if until > add_months(scene.day, 12 * longest):
        message = f"A designation lasts {longest} years at most."
        raise ruling.refused(scene, "designation_too_long", message, by="designate_years")
