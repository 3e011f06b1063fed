"""A student's record begins: a draft, the form issued and printed, the fee, the signature for travel."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.casefile.acts import take_number
from limen.core.people.acts import NumberReported, RecordReported
from limen.core.people.models import Person
from limen.core.people.names import fold
from limen.core.people.queries import one_person
from limen.core.remembering import remembered
from limen.kernel import Code, GuardRefused, Ref, Scene, Titled
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import RECORD, STUDENT
from limen.offices.sevis.acts.students.border import earliest_entry
from limen.offices.sevis.acts.students.common import (
    Email,
    English,
    ForeignAddress,
    ForeignPhone,
    Level,
    MailingAddress,
    Minor,
    Money,
    Named,
    OnStudent,
    Phone,
    Print,
    SecondSubject,
    Subject,
    Text500,
    UsAddress,
    check_programme,
    check_public_school,
    own_school,
)
from limen.offices.sevis.models import Campus, Student, Training
from limen.offices.sevis.papers import i20
from limen.offices.sevis.papers.making import signed_for_travel
from limen.offices.sevis.ruling import number, refused

ISSUE = ("sevis.issue_student",)
NUMBER = "sevis"
LIVE = ("initial", "active")
WANTED = ("birth", "sex", "nationality", "birth_country")


class _Begin(Money, ForeignAddress, MailingAddress, UsAddress, English, Named):
    """A student as a school first reports them."""

    of: Annotated[UUID | None, Ref(STUDENT), Field(title="A record the school had of the student before")] = None
    visa_type: Annotated[Literal["F-1", "M-1"], Field(title="Class")]
    issue_reason: Annotated[
        Literal["I", "S"],
        Titled({"I": "Initial attendance", "S": "A change of status in the country"}),
        Field(title="Issued for"),
    ] = "I"
    campus: Annotated[str, Field(title="Campus code", max_length=24)] = ""
    level: Level
    level_remarks: Annotated[str, Field(title="Which level, if other", max_length=500)] = ""
    major: Subject
    second_major: SecondSubject = ""
    minor: Minor = ""
    length: Annotated[int | None, Field(title="Length of study in months", ge=1, le=120)] = None
    issued: Annotated[
        date | None,
        Field(
            title="Begins attending on",
            description="Earliest day of admission is counted from the start of the programme",
        ),
    ] = None
    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    email: Email = ""
    phone: Phone = ""
    phone_exempt: Annotated[bool, Field(title="Has no telephone in the country")] = False
    foreign_phone: ForeignPhone = ""
    commuter: Annotated[bool, Field(title="Commutes over the border")] = False
    remarks: Text500 = ""
    user_a: Annotated[str, Field(title="School's own field A", max_length=10)] = ""
    user_b: Annotated[str, Field(title="School's own field B", max_length=14)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The school may issue, the programme can be followed, and somebody is named."""
        school = own_school(scene)
        if self.visa_type not in school.visa_types:
            raise refused(
                scene, "visa_type", f"The school is not certified for {self.visa_type} students.", field="visa_type"
            )
        if self.campus and _campus(school, self.campus) is None:
            raise refused(scene, "campus", "The school has no such campus that is approved.", field="campus")
        if self.of is None and not fold(self.surname, self.given_names):
            raise refused(scene, "name", "Give the student's name.", field="surname")
        check_programme(scene, visa_type=self.visa_type, level=self.level, starts=self.starts, ends=self.ends)
        self.check_english(scene)
        check_public_school(school, self.level, self.starts, self.ends, scene)
        if self.of is not None and Student.objects.filter(pk=self.of).exclude(school=school).exists():
            raise GuardRefused("The earlier record is another school's; a transfer brings it here.")

    def begun(self, scene: Scene, sevis_id: str = "") -> Student:
        """Return the record as it begins, with its person on record."""
        school = own_school(scene)
        earlier = Student.objects.filter(pk=self.of).select_related("person").first() if self.of else None
        record = Student(
            sevis_id=sevis_id,
            person=self._person(earlier, sevis_id, scene),
            school=school,
            campus=_campus(school, self.campus),
            visa_type=self.visa_type,
            issue_reason=self.issue_reason,
            issued_on=self.issued or self.starts,
            level=self.level,
            level_remarks=self.level_remarks,
            major=self.major,
            second_major=self.second_major,
            minor=self.minor,
            length=self.length,
            starts=self.starts,
            ends=self.ends,
            first_started=self.starts,
            us_address=self.part("us_address"),
            mailing_address=self.part("mailing_address"),
            foreign_address=self.part("foreign_address"),
            address_on=scene.day if self.us_address1 else None,
            email=self.email,
            phone=self.phone,
            phone_exempt=self.phone_exempt,
            foreign_phone=self.foreign_phone,
            commuter=self.commuter,
            remarks=self.remarks,
            user_a=self.user_a,
            user_b=self.user_b,
        )
        self.put_extra(record)
        self.put_money(record, scene)
        self.put_english(record, scene)
        return record

    def _person(self, earlier: Student | None, sevis_id: str, scene: Scene) -> Person:
        if earlier is not None:
            if sevis_id:
                scene.perform(NumberReported(kind="sevis_id", number=sevis_id), on=earlier.person)
            return earlier.person
        kind = "sevis_id" if sevis_id else ""
        made: Person = scene.perform(RecordReported(**self.claim(), number_kind=kind, number=sevis_id)).record
        return made


class DraftStudent(_Begin, key="sevis.draft_student", on=STUDENT, permission=RECORD, authorities=ISSUE):
    """Begin a student's record as a draft: nothing is issued yet."""

    def apply(self, record: Any, scene: Scene) -> Student:
        """Keep it."""
        return self.begun(scene)


class CreateStudent(
    _Begin,
    key="sevis.create_student",
    on=STUDENT,
    permission=RECORD,
    authorities=ISSUE,
    marks=("sevis.student_issued",),
):
    """Begin a student's record and issue the certificate of eligibility."""

    print_form: Print = False

    def guard(self, record: Any, scene: Scene) -> None:
        """What a form says is said, and the student is not on record here already."""
        super().guard(record, scene)
        _complete(self, scene, earlier=self.of is not None)
        if self.of is not None:
            _no_other(one_person(Student.objects.values_list("person", flat=True).get(pk=self.of)), scene)

    def apply(self, record: Any, scene: Scene) -> Student:
        """Give it its number."""
        sevis_id = take_number(NUMBER, scene)
        made = self.begun(scene, sevis_id)
        _told(made, scene)
        if self.print_form:
            made.save(force_insert=True)
            i20.issue(made, scene, "initial")
        return made


class IssueForm(
    OnStudent,
    key="sevis.issue_form",
    on=STUDENT,
    permission=RECORD,
    authorities=ISSUE,
    marks=("sevis.student_issued",),
):
    """Issue the certificate of eligibility on a draft, and print it."""

    print_form: Print = True

    def check(self, record: Student, scene: Scene) -> None:
        """What a form says is said."""
        own_school(scene)
        _complete(record, scene)
        _no_other(one_person(record.person_id), scene, but=record)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Give it its number."""
        record.sevis_id = take_number(NUMBER, scene)
        scene.perform(NumberReported(kind="sevis_id", number=record.sevis_id), on=record.person)
        _told(record, scene)
        if self.print_form:
            i20.issue(record, scene, "initial")
        return record


class ReprintForm(OnStudent, key="sevis.reprint_form", on=STUDENT, permission=RECORD, authorities=ISSUE):
    """Print a student's form again."""

    reason: Annotated[str, Code("student_reprints"), Field(title="Why", max_length=2)]
    remarks: Text500 = ""
    print_form: Print = True

    def apply(self, record: Student, scene: Scene) -> Student:
        """Print it as the record now stands."""
        if self.print_form:
            row = scene.law.codes("student_reprints").get(self.reason, scene.day)
            i20.issue(record, scene, row.title.lower())
        return record


class SignForTravel(OnStudent, key="sevis.sign_for_travel", on=STUDENT, permission=RECORD, authorities=ISSUE):
    """Sign a student's form for travel, and print it."""

    print_form: Print = True

    def check(self, record: Student, scene: Scene) -> None:
        """Whoever travels on the form comes back to something; a record that passes on is signed by who has it then."""
        if self.until(record, scene) <= scene.day:
            raise refused(
                scene, "travel_over", "Nothing is left to come back to: the programme and all training are over."
            )

    def until(self, record: Student, scene: Scene) -> date:
        """Return until when the signature is good: for its months, and never beyond the programme or the training."""
        training = in_training(record, scene.day)
        key = "endorsement_months_opt" if training is not None else "endorsement_months"
        last = training.ends if training is not None else record.ends
        return min(add_months(scene.day, number(scene, key)), last)

    def apply(self, record: Student, scene: Scene) -> Student:
        """Say until when it is good."""
        record.travel_signed_on, record.travel_until = scene.day, self.until(record, scene)
        record.travel_signed_by = signed_for_travel(record.school, scene)
        scene.facts["until"] = record.travel_until.isoformat()
        if self.print_form:
            i20.issue(record, scene, "travel")
        return record


def in_training(record: Student, day: date) -> Training | None:
    """Return the optional training after completion in which a student is on a day, or that is still to come."""
    rows = record.trainings.filter(kind__in=("opt_post", "opt_stem", "m_training"), step="approved", ends__gte=day)
    return rows.order_by("-ends", "-pk").first()


def _campus(school: Any, code: str) -> Campus | None:
    def ask() -> Campus | None:
        rows = school.campuses.filter(until=None, standing="approved")
        found: Campus | None = (rows.filter(code=code) if code else rows.order_by("code")).first()
        return found

    return remembered(("sevis.campus", school.pk, code), ask)


def _complete(said: Any, scene: Scene, *, earlier: bool = False) -> None:
    """Refuse a form that leaves out what every form says."""
    person = said.person if isinstance(said, Student) else said
    missing = [name for name in WANTED if not earlier and not getattr(person, name)]
    if missing:
        wants = ", ".join(name.replace("_", " ") for name in missing)
        raise refused(scene, "form_incomplete", f"A form needs the student's {wants}.", field=missing[0])
    costs = said.costs if isinstance(said, Student) else said.part("costs")
    if not costs.get("tuition") and not costs.get("living_expense"):
        raise refused(scene, "form_costs", "A form shows what a term costs.", field="cost_tuition")


def _no_other(people: list[Any], scene: Scene, *, but: Student | None = None) -> None:
    """Refuse a second record of somebody who has one that lives."""
    rows = Student.objects.filter(person__in=people, state__in=LIVE)
    if (rows.exclude(pk=but.pk) if but is not None else rows).exists():
        raise refused(
            scene,
            "other_record",
            "The student has another record that is not over. Transfer it, or have it ended first.",
        )


def _told(record: Student, scene: Scene) -> None:
    scene.told["sevis_id"] = record.sevis_id
    scene.facts["sevis_id"] = record.sevis_id
    scene.about(record.person)
    scene.facts["earliest_entry"] = earliest_entry(record, scene).isoformat()
