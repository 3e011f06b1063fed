"""A certified school says what has changed of its petition: some is only reported, some awaits approval."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.places import acts as places
from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Ref, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, CHANGE, OFFICIALS, PETITION, SCHOOL, Remarks, Why
from limen.offices.sevis.models import School, SchoolChange
from limen.offices.sevis.reach import require_own, require_own_or_over

REPORT = ("sevis.report_school",)
TABLE = "school_changes"
FIELDS = {
    "kind": "type",
    "visa_types": "classes",
    "ownership": "public",
    "address": "mailing",
    **dict.fromkeys(("head", "phone", "email", "website", "average_students"), "contact"),
}
"""The row of the table of changes that each field stands under, where it is called otherwise."""
LIVE = ("certified", "intent_served", "closing")


class _Change(Act):
    """What a school says has changed; what is left out stays as it is."""

    school: Annotated[UUID, Ref(SCHOOL), Field(title="School")]
    happened_on: Annotated[date, Field(title="Changed on")]
    name: Annotated[str, Field(title="Name", max_length=160)] = ""
    kind: Annotated[str, Code("school_kinds"), Field(title="Kind of school", max_length=24)] = ""
    visa_types: Annotated[list[str], Field(title="For students of", description="F-1 or M-1")] = []
    ownership: Annotated[Literal["", "public", "private"], Field(title="Public or private")] = ""
    owner: Annotated[str, Field(title="Owner", max_length=160)] = ""
    head: Annotated[str, Field(title="Head of the school", max_length=120)] = ""
    accreditation: Annotated[str, Field(title="Accredited or licensed by", max_length=200)] = ""
    address: Annotated[str, Field(title="Postal address", max_length=300)] = ""
    phone: Annotated[str, Field(title="Telephone", max_length=32)] = ""
    email: Annotated[str, Field(title="E-mail", max_length=254)] = ""
    website: Annotated[str, Field(title="Website", max_length=200)] = ""
    average_students: Annotated[int | None, Field(title="Students in an average year", ge=0, le=999_999)] = None
    remarks: Remarks = ""

    def wanted(self) -> dict[str, Any]:
        """Return the new values by field."""
        return self.model_dump(mode="json", exclude={"school", "happened_on", "remarks"}, exclude_defaults=True)

    def guard(self, record: Any, scene: Scene) -> None:
        """It is the school's own, it happened, and something changed."""
        school = School.objects.get(pk=self.school)
        require_own(school, scene)
        if school.state not in LIVE:
            raise GuardRefused("A school that is not certified amends its petition instead.")
        if self.happened_on > scene.day:
            raise GuardRefused("A change is reported once it has happened.")
        if not self.wanted():
            raise BadInput("Nothing is changed.", problems=[Problem("", "nothing.changed", "Fill in what changes.")])
        wrong = set(self.visa_types) - {"F-1", "M-1"}
        if wrong:
            raise BadInput(
                f"{', '.join(sorted(wrong))} is no kind of student a school is certified for.",
                problems=[Problem("visa_types", "code.not_in_force", "F-1 or M-1.")],
            )

    def kept(self, scene: Scene) -> SchoolChange:
        """Return the change, with what was before and whether it is late."""
        school = School.objects.get(pk=self.school)
        late = scene.day > ruling.days_after(scene, "sevis.school_change_days", self.happened_on)
        if late:
            ruling.warn(scene, "The change was due to be reported earlier; it is marked as late.")
        wanted = self.wanted()
        return SchoolChange(
            school=school,
            wanted=wanted,
            was={name: getattr(school, name) for name in wanted},
            happened_on=self.happened_on,
            told_on=scene.day,
            late=late,
            says=self.remarks,
        )


class ReportChange(
    _Change,
    key="sevis.report_change",
    on=CHANGE,
    permission=PETITION,
    authorities=REPORT,
    marks=("sevis.school_change_reported",),
):
    """Report what has changed of the school's petition."""

    def guard(self, record: Any, scene: Scene) -> None:
        """None of it needs approval."""
        super().guard(record, scene)
        needing = [name for name in self.wanted() if needs_approval(name, scene)]
        if needing:
            message = f"Approval is needed for: {', '.join(needing)}. Propose the change instead."
            raise ruling.refused(scene, "change_needs_approval", message)

    def apply(self, record: Any, scene: Scene) -> SchoolChange:
        """Write it at once."""
        change = self.kept(scene)
        scene.perform(SchoolTold(), on=change.school)
        scene.perform(WriteChange(wanted=change.wanted), on=change.school)
        change.decided_on = scene.day
        return change


class ProposeChange(
    _Change,
    key="sevis.propose_change",
    on=CHANGE,
    permission=PETITION,
    authorities=REPORT,
    marks=("sevis.change_proposed",),
):
    """Propose a change of the school's petition that needs approval."""

    def apply(self, record: Any, scene: Scene) -> SchoolChange:
        """Keep it until it is decided."""
        change = self.kept(scene)
        scene.perform(SchoolTold(owner="owner" in change.wanted), on=change.school)
        return change


class ApproveChange(
    Act,
    key="sevis.approve_change",
    on=CHANGE,
    permission=CERTIFY,
    authorities=("sevis.certify_school",),
    marks=("sevis.change_decided",),
):
    """Approve a change of a school's petition."""

    why: Remarks = ""

    def apply(self, record: SchoolChange, scene: Scene) -> SchoolChange:
        """Write it."""
        scene.perform(WriteChange(wanted=record.wanted), on=record.school)
        record.decided_on, record.why = scene.day, self.why
        scene.about(record.school)
        return record


class RefuseChange(
    Act,
    key="sevis.refuse_change",
    on=CHANGE,
    permission=CERTIFY,
    authorities=("sevis.certify_school",),
    marks=("sevis.change_decided",),
):
    """Refuse a change of a school's petition."""

    why: Why

    def apply(self, record: SchoolChange, scene: Scene) -> SchoolChange:
        """Keep why."""
        record.decided_on, record.why = scene.day, self.why
        scene.about(record.school)
        return record


class RecallChange(
    Act,
    key="sevis.recall_change",
    on=CHANGE,
    permission=PETITION,
    authorities=REPORT,
    marks=("sevis.change_decided",),
):
    """Recall a change that awaits approval."""

    why: Why

    def guard(self, record: SchoolChange, scene: Scene) -> None:
        """It is the school's own."""
        require_own(record.school, scene)

    def apply(self, record: SchoolChange, scene: Scene) -> SchoolChange:
        """Keep why."""
        record.decided_on, record.why = scene.day, self.why
        return record


class SchoolTold(
    Act,
    key="sevis.school_told",
    on=SCHOOL,
    permission=PETITION,
    authorities=REPORT,
    marks=("sevis.school_change_reported", "sevis.school_update_filed"),
    automatic=True,
):
    """Take in that the school told of a change: the days to report it run no more."""

    owner: Annotated[bool, Field(title="The owner has changed")] = False

    def apply(self, record: School, scene: Scene) -> School:
        """A new owner files a new petition, in days that run from now."""
        if self.owner:
            scene.marks.append("sevis.owner_changed")
        return record


class WriteChange(
    Act,
    key="sevis.write_change",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=REPORT,
    automatic=True,
):
    """Write a change into the school's petition."""

    wanted: Annotated[dict[str, Any], Field(title="New values")]

    def apply(self, record: School, scene: Scene) -> School:
        """Write each; its place goes on under a new name."""
        for name, value in self.wanted.items():
            setattr(record, name, value)
        place = record.place
        if "name" in self.wanted and place.valid_from < scene.day:
            scene.perform(places.AmendPlace(name=record.name, zone=place.zone_name, valid_from=scene.day), on=place)
        return record


class LearnChange(Act, key="sevis.learn_change", on=SCHOOL, permission=OFFICIALS, authorities=REPORT):
    """Note that something of the school's petition has changed and is still to be reported."""

    what: Annotated[str, Code(TABLE), Field(title="What has changed", max_length=24)]
    remarks: Remarks = ""

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school itself or the government that learnt it."""
        require_own_or_over(record, scene)

    def apply(self, record: School, scene: Scene) -> School:
        """Let the days to report it run: those of the petition, unless the law pack has others for it."""
        row = scene.law.codes(TABLE).get(self.what, scene.day)
        scene.marks.append(row.attributes.get("event") or "sevis.school_changed")
        return record


def needs_approval(name: str, scene: Scene) -> bool:
    """Return whether a change of a field waits for approval; what the law pack does not name does."""
    row = scene.law.codes(TABLE).get(FIELDS.get(name, name), scene.day)
    return row is None or bool(row.attributes["review"])
