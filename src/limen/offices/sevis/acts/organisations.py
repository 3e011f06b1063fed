"""Schools and sponsors join: a petition filed, a certificate given, a programme designated, officials named."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.acts import PostOfficer
from limen.core.access.models import Account
from limen.core.places.acts import OpenPlace
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.offices.sevis.acts.common import CERTIFY, OFFICIAL, SCHOOL, SPONSOR, Remarks
from limen.offices.sevis.models import Campus, Official, School, Sponsor

Zone = Annotated[str, Field(title="Time zone")]
Code24 = Annotated[str, Field(min_length=1, max_length=16)]


class FilePetition(
    Act,
    key="sevis.file_petition",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=("sevis.certify_school",),
    marks=("sevis.petition_filed",),
):
    """Take in a school's petition for certification."""

    code: Annotated[Code24, Field(title="School code")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    kind: Annotated[str, Field(title="Kind of school", max_length=24)]
    visa_types: Annotated[list[Literal["F-1", "M-1"]], Field(title="For students of", min_length=1)]
    zone: Zone
    address: Annotated[str, Field(title="Address of the first campus", max_length=300)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A code is one school's."""
        if School.objects.filter(code=self.code).exists():
            raise GuardRefused(f"There is a school {self.code} already.")

    def apply(self, record: Any, scene: Scene) -> School:
        """Open its place, under the office that takes the petition, and its first campus with it."""
        place = scene.perform(
            OpenPlace(
                code=self.code,
                kind="school",
                name=self.name,
                parent=scene.place.id,
                zone=self.zone,
                country="USA",
                valid_from=scene.day,
            )
        ).record
        school = School(
            code=self.code, name=self.name, kind=self.kind, visa_types=list(self.visa_types), place_id=place.id
        )
        school.save(force_insert=True)
        Campus.objects.create(
            school=school, code=f"{self.code}000", name=self.name, address={"text": self.address}, since=scene.day
        )
        return school


class CertifySchool(
    Act,
    key="sevis.certify",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=("sevis.certify_school",),
    marks=("sevis.school_certified",),
):
    """Certify a school to enrol students."""

    certified_until: Annotated[date, Field(title="Certificate ends on")]
    remarks: Remarks = ""

    def guard(self, record: School, scene: Scene) -> None:
        """A certificate lasts beyond the day it is given."""
        if self.certified_until <= scene.day:
            raise GuardRefused("A certificate ends after the day it is given.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep from when until when."""
        record.certified_on, record.certified_until = scene.day, self.certified_until
        return record


class ApplyForDesignation(
    Act,
    key="sevis.apply_designation",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=("sevis.designate_sponsor",),
    marks=("sevis.designation_asked",),
):
    """Take in a sponsor's application for designation."""

    number: Annotated[str, Field(title="Programme number", pattern=r"^[A-Z]-\d-\d{5}$", description="P-1-00001")]
    name: Annotated[str, Field(title="Name", min_length=2, max_length=160)]
    categories: Annotated[list[str], Field(title="Categories", min_length=1)]
    zone: Zone

    def guard(self, record: Any, scene: Scene) -> None:
        """A number is one programme's."""
        if Sponsor.objects.filter(number=self.number).exists():
            raise GuardRefused(f"There is a programme {self.number} already.")

    def apply(self, record: Any, scene: Scene) -> Sponsor:
        """Open its place under the office that takes the application."""
        place = scene.perform(
            OpenPlace(
                code=self.number,
                kind="sponsor",
                name=self.name,
                parent=scene.place.id,
                zone=self.zone,
                country="USA",
                valid_from=scene.day,
            )
        ).record
        return Sponsor(number=self.number, name=self.name, categories=list(self.categories), place_id=place.id)


class DesignateSponsor(
    Act,
    key="sevis.designate",
    on=SPONSOR,
    permission=CERTIFY,
    authorities=("sevis.designate_sponsor",),
    marks=("sevis.sponsor_designated",),
):
    """Designate a sponsor, and allot it forms."""

    designated_until: Annotated[date, Field(title="Designation ends on")]
    forms: Annotated[int, Field(title="Forms DS-2019 allotted", ge=0)]

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep from when until when, and how many forms."""
        record.designated_on, record.designated_until = scene.day, self.designated_until
        record.forms_allotted = self.forms
        return record


class NameOfficial(
    Act,
    key="sevis.name_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=("sevis.official",),
    marks=("sevis.official_named",),
):
    """Name an official of a school or sponsor: from now they work at its place, and nowhere else."""

    account: Annotated[UUID, Ref("access.account"), Field(title="Account")]
    school: Annotated[UUID | None, Ref(SCHOOL), Field(title="School")] = None
    sponsor: Annotated[UUID | None, Ref(SPONSOR), Field(title="Sponsor")] = None
    role: Annotated[Literal["pdso", "dso", "responsible_officer", "alternate_responsible_officer"], Field(title="Role")]

    def guard(self, record: Any, scene: Scene) -> None:
        """Somebody speaks for a school or for a sponsor."""
        if (self.school is None) == (self.sponsor is None):
            raise GuardRefused("An official is of one school or of one sponsor.")

    def apply(self, record: Any, scene: Scene) -> Official:
        """Post them at its place."""
        organisation = School.objects.get(pk=self.school) if self.school else Sponsor.objects.get(pk=self.sponsor)
        account = Account.objects.get(pk=self.account)
        scene.perform(PostOfficer(role=self.role, place=organisation.place_id, valid_from=scene.day), on=account)
        return Official(
            account=account, school_id=self.school, sponsor_id=self.sponsor, role=self.role, since=scene.day
        )
