"""A school joins: its place is opened, its petition filed and decided; campuses and programmes are added."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Scene
from limen.kernel.clocks import end_of
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import (
    CERTIFY,
    PETITION,
    SCHOOL,
    Kind,
    Place16,
    Remarks,
    VisaTypes,
    Why,
    Zone,
    open_desk,
)
from limen.offices.sevis.models import Campus, Programme, School, SchoolDecision
from limen.offices.sevis.papers import organisations as papers
from limen.offices.sevis.reach import require_own

JOIN = ("sevis.certify_school",)
CERTIFICATE = "sevis.certificate"
INTENT = "intent"
"""A notice of intent to withdraw, among the decisions on a school; what is decided is appealed, and a notice is not."""
PROPOSED, APPROVED, REFUSED, ENDED = "proposed", "approved", "refused", "ended"


class OpenSchool(Act, key="sevis.open_school", on=SCHOOL, permission=CERTIFY, authorities=JOIN):
    """Open a place for a school, so that it may file its petition itself."""

    code: Annotated[Place16, Field(title="School code")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    kind: Kind
    visa_types: VisaTypes
    zone: Zone
    address: Annotated[str, Field(title="Address of the first campus", max_length=300)] = ""
    region: Annotated[str, Field(title="State", max_length=8)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A code is one school's."""
        if School.objects.filter(code=self.code).exists() or Campus.objects.filter(code=self.code).exists():
            raise GuardRefused(f"There is a school or campus {self.code} already.")

    def apply(self, record: Any, scene: Scene) -> School:
        """Open its place, under the office that takes it in, and its first campus of the same code with it."""
        desk = {"code": self.code, "kind": "school", "name": self.name, "zone": self.zone, "region": self.region}
        place = open_desk(scene, **desk)
        school = School(
            code=self.code,
            name=self.name,
            kind=self.kind,
            visa_types=list(self.visa_types),
            place_id=place.id,
            address=self.address,
            region=self.region,
        )
        school.save(force_insert=True)
        Campus.objects.create(
            school=school, code=self.code, name=self.name, address={"text": self.address}, since=scene.day
        )
        return school


class FilePetition(
    OpenSchool,
    key="sevis.file_petition",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.petition_filed",),
):
    """Take in a school's petition for certification."""

    def apply(self, record: Any, scene: Scene) -> School:
        """Open its place and keep the day."""
        school = super().apply(record, scene)
        school.filed_on = scene.day
        return school


class AmendPetition(Act, key="sevis.amend_petition", on=SCHOOL, permission=PETITION, authorities=JOIN):
    """Fill in the school's own petition before it is decided; what is left out stays as it is."""

    name: Annotated[str, Field(title="Name", max_length=160)] = ""
    kind: Annotated[str, Code("school_kinds"), Field(title="Kind of school", max_length=24)] = ""
    ownership: Annotated[Literal["", "public", "private"], Field(title="Public or private")] = ""
    owner: Annotated[str, Field(title="Owner", max_length=160)] = ""
    head: Annotated[str, Field(title="Head of the school", max_length=120)] = ""
    accreditation: Annotated[str, Field(title="Accredited or licensed by", max_length=200)] = ""
    address: Annotated[str, Field(title="Postal address", max_length=300)] = ""
    phone: Annotated[str, Field(title="Telephone", max_length=32)] = ""
    email: Annotated[str, Field(title="E-mail", max_length=254)] = ""
    website: Annotated[str, Field(title="Website", max_length=200)] = ""
    average_students: Annotated[int | None, Field(title="Students in an average year", ge=0, le=999_999)] = None

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and something changes."""
        require_own(record, scene)
        if not self.model_dump(exclude_defaults=True):
            raise BadInput("Nothing is changed.", problems=[Problem("", "nothing.changed", "Fill in what changes.")])

    def apply(self, record: School, scene: Scene) -> School:
        """Write what is told."""
        for name, value in self.model_dump(exclude_defaults=True).items():
            setattr(record, name, value)
        return record


class SubmitPetition(
    Act,
    key="sevis.submit_petition",
    on=SCHOOL,
    permission=PETITION,
    authorities=JOIN,
    marks=("sevis.petition_filed",),
):
    """File the school's petition for certification."""

    true: Annotated[bool, Field(title="All that it says is true, and the school will keep to the regulations")]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, complete, and signed."""
        require_own(record, scene)
        if not self.true:
            raise ruling.refused(scene, "petition_unsigned", "A petition is filed only by who vouches for it.")
        told = ("head", "accreditation", "address", "phone")
        lacking = [ruling.field_named(AmendPetition, name) for name in told if not getattr(record, name)]
        if not record.programmes.filter(standing=PROPOSED).exists():
            lacking.append("a programme of study")
        if lacking:
            message = f"The petition lacks: {', '.join(lacking)}."
            raise ruling.refused(scene, "petition_incomplete", message)

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day, and make the petition as it is filed."""
        record.filed_on = scene.day
        papers.petition(record, scene, "Certification", str(type(self).model_fields["true"].title))
        return record


class CertifySchool(
    Act,
    key="sevis.certify",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.school_certified",),
):
    """Certify a school to enrol students."""

    certified_until: Annotated[
        date | None, Field(title="Certificate ends on", description="As long as the law allows when left out.")
    ] = None
    remarks: Remarks = ""

    def guard(self, record: School, scene: Scene) -> None:
        """A certificate lasts beyond the day it is given, and no longer than the law allows."""
        within_certificate(self.certified_until, scene)
        if record.state == "certified" and not record.petition_pending:
            raise GuardRefused("It is certified already.")
        waiting = record.evidence.filter(answered_on=None, due_on__gte=scene.day).exists()
        if waiting:
            raise ruling.refused(scene, "evidence_waits", "Evidence that was asked for is still awaited.")
        if not record.visits.exclude(done_on=None).exists():
            ruling.warn(scene, "The school has not been visited.", by="visit_days")
        if not record.fees.filter(kind="petition").exists():
            ruling.warn(scene, "No fee of the petition is noted.", by="fee_school")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep from when until when; what the petition proposed stands."""
        certify(record, self.certified_until, scene)
        record.campuses.filter(standing=PROPOSED).update(standing=APPROVED)
        record.programmes.filter(standing=PROPOSED).update(standing=APPROVED)
        return record


class PetitionAnew(
    Act,
    key="sevis.petition_anew",
    on=SCHOOL,
    permission=PETITION,
    authorities=JOIN,
    marks=("sevis.petition_filed",),
):
    """Petition anew under a new owner; the school stays certified until it is decided."""

    true: Annotated[bool, Field(title="All that it says is true, and the school will keep to the regulations")]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, signed, and none waits."""
        require_own(record, scene)
        if not self.true:
            raise ruling.refused(scene, "petition_unsigned", "A petition is filed only by who vouches for it.")
        if record.petition_pending:
            raise GuardRefused("A petition awaits a decision already.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the day, and make the petition as it is filed."""
        record.filed_on = scene.day
        record.petition_pending = True
        statement = str(type(self).model_fields["true"].title)
        papers.petition(record, scene, "Certification under a new owner", statement)
        return record


class RecallPetition(
    Act,
    key="sevis.recall_petition",
    on=SCHOOL,
    permission=PETITION,
    authorities=JOIN,
    marks=("sevis.petition_withdrawn",),
):
    """Recall the school's petition before it is decided."""

    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own."""
        require_own(record, scene)

    def apply(self, record: School, scene: Scene) -> School:
        """It is a draft again."""
        record.filed_on = None
        return record


class DenyPetition(
    Act,
    key="sevis.deny_petition",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=JOIN,
    marks=("sevis.petition_denied", "sevis.school_decision_served"),
):
    """Deny a school's petition, with the reasons and the right to appeal."""

    grounds: Annotated[
        list[Annotated[str, Field(max_length=24)]],
        Code("school_withdrawal_grounds"),
        Field(title="Grounds", min_length=1),
    ]
    says: Annotated[str, Field(title="Reasons", min_length=20, max_length=4000)]

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the reasons and until when an appeal may be filed."""
        SchoolDecision.objects.create(
            school=record,
            kind="denial",
            grounds=list(self.grounds),
            says=self.says,
            served_on=scene.day,
            appeal_due_on=ruling.rolled_days_after(scene, "sevis.school_appeal_days"),
        )
        return record


class AddCampus(Act, key="sevis.add_campus", on=SCHOOL, permission=PETITION, authorities=("sevis.report_school",)):
    """Add a campus; students are taken there once it is approved."""

    code: Annotated[str, Field(title="Campus code", pattern=r"^[A-Z0-9]{3,24}$")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    address: Annotated[str, Field(title="Address", min_length=5, max_length=300)]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and a code is one campus's."""
        require_own(record, scene)
        if Campus.objects.filter(code=self.code).exists() or School.objects.filter(code=self.code).exists():
            raise GuardRefused(f"There is a school or campus {self.code} already.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it as proposed."""
        Campus.objects.create(
            school=record, code=self.code, name=self.name, address={"text": self.address}, since=scene.day
        )
        return record


class AddProgramme(
    Act, key="sevis.add_programme", on=SCHOOL, permission=PETITION, authorities=("sevis.report_school",)
):
    """Add a programme of study; students are taken into it once it is approved."""

    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    level: Annotated[str, Code("student_levels"), Field(title="Level", max_length=8)]
    cip: Annotated[str, Code("programmes_cip"), Field(title="Field of study", max_length=8)]
    visa_type: Annotated[str, Field(title="For students of", pattern=r"^(F-1|M-1)$")]
    months: Annotated[int, Field(title="Months", ge=1, le=120)]

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and of a kind the school asks to be certified for."""
        require_own(record, scene)
        if self.visa_type not in record.visa_types:
            message = f"The school is not certified for students of {self.visa_type}; report that change first."
            raise ruling.refused(scene, "visa_type_not_certified", message)
        level = scene.law.codes("student_levels").get(self.level, scene.day)
        if self.visa_type not in level.attributes["visas"]:
            message = f"“{level.title}” is not a level of students of {self.visa_type}."
            raise ruling.refused(scene, "level_of_visa_type", message)

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it as proposed."""
        Programme.objects.create(school=record, since=scene.day, **self.model_dump())
        return record


def within_certificate(until: date | None, scene: Scene) -> None:
    """Refuse a certificate that is over when it begins, or lasts longer than the law allows."""
    if until is None:
        return
    if until <= scene.day:
        raise ruling.refused(scene, "certificate_over", "A certificate ends after the day it is given.")
    if until > ruling.years_after(scene, "sevis.recertify_years"):
        message = "A certificate lasts no longer than until the next recertification."
        raise ruling.refused(scene, "certificate_too_long", message, by="recertify_years")


def certify(record: School, until: date | None, scene: Scene) -> None:
    """Write from when until when a school is certified."""
    record.certified_on = scene.day
    record.certified_until = until or ruling.years_after(scene, "sevis.recertify_years")
    scene.until[CERTIFICATE] = end_of(record.certified_until, record.place.zone)
    record.recertification_filed_on = None
    record.petition_pending = False
    record.window_opened_on = record.lapse_notice_on = None
    record.ended_on = record.closing_on = None


def awaits_appeal(record: School, day: date) -> bool:
    """Return whether a decision on a school may still be appealed, or its appeal awaits a decision."""
    found = record.decisions.exclude(kind=INTENT).order_by("-served_on", "-pk").first()
    if found is None or found.outcome:
        return False
    return found.appealed_on is not None or (found.appeal_due_on is not None and day <= found.appeal_due_on)
