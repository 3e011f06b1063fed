"""Dependants of students and exchange visitors: added, corrected, ended and brought back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from limen.core.casefile.acts import take_number
from limen.core.people.acts import RecordReported
from limen.core.people.names import birth_bounds, fold
from limen.core.people.queries import age_on
from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene
from limen.offices.sevis.acts.common import DEPENDANT, STUDENT, VISITOR, keep
from limen.offices.sevis.acts.students.common import Email, MailingAddress, Named, Phone, Print, Text500, UsAddress
from limen.offices.sevis.acts.students.personal import identify
from limen.offices.sevis.models import Dependant, Student, Visitor
from limen.offices.sevis.reach import require_own
from limen.offices.sevis.ruling import number, refused, use, warn

REPORT = ("sevis.report_student", "sevis.report_visitor")
PRINCIPALS = ("draft", "initial", "active")
VISAS = {"F-1": "F-2", "M-1": "M-2", "J-1": "J-2"}
OF_VISITOR = ("residence_country", "birth_reason", "form_purpose", "effective_on", "other_remarks")
"""What is said of the family of an exchange visitor alone."""
Kinship = Annotated[str, Code("dependant_kinds"), Field(title="Is the principal's", max_length=2)]


class _Told(Named):
    """Who a dependant is, with what is said of the family of an exchange visitor alone."""

    residence_country: Annotated[
        str, Personal, Code("icao_states"), Field(title="Country of permanent residence (J-2)", max_length=3)
    ] = ""
    birth_reason: Annotated[
        Literal["", "01", "02"], Field(title="Why somebody born in the United States is no citizen (J-2)")
    ] = ""

    EXTRA: ClassVar[tuple[str, ...]] = (*Named.EXTRA, "residence_country", "birth_reason")


class _Report(Act):
    """An act that stands on the authority of whoever sponsors the principal."""

    def authority(self, record: Any, scene: Scene) -> str:
        """Return the students' authority, or the exchange visitors'."""
        visitor = getattr(record, "visitor_id", None) or getattr(self, "visitor", None)
        return "sevis.report_visitor" if visitor else "sevis.report_student"


class _Own(_Report):
    """An act of the school or sponsor that answers for the principal."""

    def guard(self, record: Dependant, scene: Scene) -> None:
        """The principal is this organisation's, and what is said fits the principal."""
        require_own(organisation(record), scene)
        fitting(self, scene, of_visitor=record.visitor_id is not None)
        self.check(record, scene)

    def check(self, record: Dependant, scene: Scene) -> None:
        """Refuse what the rules refuse."""


class AddDependant(
    MailingAddress,
    UsAddress,
    _Told,
    _Report,
    key="sevis.add_dependant",
    on=DEPENDANT,
    permission="sevis.dependants",
    authorities=REPORT,
):
    """Add a spouse or child of a student or exchange visitor, with a form of their own."""

    student: Annotated[UUID | None, Ref(STUDENT), Field(title="Student")] = None
    visitor: Annotated[UUID | None, Ref(VISITOR), Field(title="Exchange visitor")] = None
    relationship: Kinship
    visa_type: Annotated[Literal["", "F-2", "M-2", "J-2"], Field(title="Class")] = ""
    form_purpose: Annotated[str, Code("visitor_prints"), Field(title="Purpose of the form (J-2)", max_length=4)] = ""
    email: Email = ""
    phone: Phone = ""
    remarks: Text500 = ""
    user_a: Annotated[str, Field(title="Own field A", max_length=10)] = ""
    user_b: Annotated[str, Field(title="Own field B", max_length=14)] = ""
    print_form: Print = False

    def guard(self, record: Any, scene: Scene) -> None:
        """Somebody is named who may come with a principal of this organisation."""
        if (self.student is None) == (self.visitor is None):
            raise GuardRefused("A dependant comes with one student or one exchange visitor.")
        principal = self.principal()
        require_own(principal.school if self.student else principal.sponsor, scene)
        fitting(self, scene, of_visitor=self.visitor is not None)
        if principal.state not in PRINCIPALS:
            raise refused(scene, "principal_ended", "The principal's record is over.")
        if not fold(self.surname, self.given_names):
            raise refused(scene, "name", "Give the dependant's name.", field="surname")
        birth_bounds(self.birth)
        if self.visa_type not in ("", self._class(principal)):
            raise refused(
                scene, "dependant_class", f"The dependant's class is {self._class(principal)}.", field="visa_type"
            )
        if self.relationship == use(scene, "child"):
            of_age(self.birth, scene)
        if (
            self.relationship == use(scene, "spouse")
            and principal.dependants.filter(relationship=use(scene, "spouse"), state="active").exists()
        ):
            raise refused(scene, "second_spouse", "A spouse is on record already.", field="relationship")

    def principal(self) -> Any:
        """Return the student or exchange visitor."""
        if self.student:
            return Student.objects.select_related("school").get(pk=self.student)
        return Visitor.objects.select_related("sponsor").get(pk=self.visitor or "")

    def _class(self, principal: Any) -> str:
        return VISAS[getattr(principal, "visa_type", "J-1")]

    def apply(self, record: Any, scene: Scene) -> Dependant:
        """Give them a number of their own."""
        principal = self.principal()
        sevis_id = take_number("sevis", scene)
        person = scene.perform(RecordReported(**self.claim(), number_kind="sevis_id", number=sevis_id)).record
        made = Dependant(
            sevis_id=sevis_id,
            person=person,
            student_id=self.student,
            visitor_id=self.visitor,
            visa_type=self._class(principal),
            relationship=self.relationship,
            form_purpose=self.form_purpose,
            us_address=self.part("us_address") or principal.us_address,
            mailing_address=self.part("mailing_address"),
            email=self.email,
            phone=self.phone,
            remarks=self.remarks,
            user_a=self.user_a,
            user_b=self.user_b,
        )
        self.put_extra(made)
        scene.told["sevis_id"] = scene.facts["sevis_id"] = sevis_id
        scene.about(person)
        if self.print_form:
            made.save(force_insert=True)
            paper(made, scene, "initial")
        return made


class EditDependant(
    MailingAddress,
    UsAddress,
    _Told,
    _Own,
    key="sevis.edit_dependant",
    on=DEPENDANT,
    permission="sevis.dependants",
    authorities=REPORT,
):
    """Correct a dependant's record; what is left empty stays.

    What a batch or a program sends empty is emptied; an address is replaced as a whole.
    """

    relationship: Annotated[str, Code("dependant_kinds"), Field(title="Is the principal's", max_length=2)] = ""
    email: Email = ""
    phone: Phone = ""
    remarks: Text500 = ""
    user_a: Annotated[str, Field(title="Own field A", max_length=10)] = ""
    user_b: Annotated[str, Field(title="Own field B", max_length=14)] = ""
    print_form: Print = False

    def check(self, record: Dependant, scene: Scene) -> None:
        """A child is under age."""
        if (self.relationship or record.relationship) == use(scene, "child") and self.birth:
            of_age(self.birth, scene)

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep it."""
        identify(self, record.person, scene)
        self.put_extra(record)
        record.relationship = self.relationship or record.relationship
        keep(self, record, "email", "phone", "remarks", "user_a", "user_b")
        record.us_address = self.part("us_address") or record.us_address
        record.mailing_address = self.part("mailing_address") or record.mailing_address
        if self.print_form:
            paper(record, scene, "updated")
        return record


class CancelDependant(
    _Own, key="sevis.cancel_dependant", on=DEPENDANT, permission="sevis.dependants", authorities=REPORT
):
    """Cancel the record of a dependant who does not come."""

    reason: Annotated[str, Code("dependant_cancellations"), Field(title="Reason", max_length=2)]
    remarks: Text500 = ""

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep the reason."""
        record.ended_on, record.end_reason = scene.day, self.reason
        record.remarks = self.remarks or record.remarks
        return record


class TerminateDependant(
    _Own,
    key="sevis.terminate_dependant",
    on=DEPENDANT,
    permission="sevis.dependants",
    authorities=REPORT,
):
    """End a dependant's record, for a reason."""

    reason: Annotated[str, Code("dependant_terminations"), Field(title="Reason", max_length=2)]
    effective_on: Annotated[date | None, Field(title="Takes effect on (J-2)")] = None
    other: Annotated[str, Personal, Field(title="What, if another", max_length=500)] = ""
    remarks: Text500 = ""

    def check(self, record: Dependant, scene: Scene) -> None:
        """The reason is one that is given for such a dependant, and it does not take effect ahead of time."""
        if self.effective_on is not None and self.effective_on > scene.day:
            message = "A termination takes effect today or earlier."
            raise refused(scene, "termination_ahead", message, field="effective_on")
        visitor = record.visitor
        if self.effective_on and visitor and visitor.validated_on and self.effective_on < visitor.starts:
            message = "The programme had not started then."
            raise refused(scene, "termination_before", message, field="effective_on")
        row = scene.law.codes("dependant_terminations").get(self.reason, scene.day)
        side = "visitor" if record.visitor_id else "student"
        if not row.attributes[side]:
            raise refused(scene, "termination_reason", f"“{row.title}” is not a reason given here.", field="reason")

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep the reason and since when."""
        row = scene.law.codes("dependant_terminations").get(self.reason, scene.day)
        record.ended_on = self.effective_on or scene.day
        record.end_reason, record.end_remarks = self.reason, self.other
        record.remarks = self.remarks or record.remarks
        scene.facts.update({"reason": self.reason, "title": row.title, "cause": row.attributes["cause"]})
        return record


class ReactivateDependant(
    _Own, key="sevis.reactivate_dependant", on=DEPENDANT, permission="sevis.dependants", authorities=REPORT
):
    """Bring back the record of a dependant whose principal's lives."""

    print_form: Print = False

    def check(self, record: Dependant, scene: Scene) -> None:
        """The principal is not gone, and a child is under age."""
        principal = record.student or record.visitor
        if principal is None or principal.state not in PRINCIPALS:
            raise refused(scene, "principal_ended", "The principal's record is over.")
        if record.relationship == use(scene, "child"):
            of_age(record.person.birth, scene)
        others = principal.dependants.filter(relationship=use(scene, "spouse"), state="active").exclude(pk=record.pk)
        if record.relationship == use(scene, "spouse") and others.exists():
            raise refused(scene, "second_spouse", "Another spouse is on record.")

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Take off how it ended."""
        record.ended_on, record.end_reason, record.end_remarks = None, "", ""
        if self.print_form:
            paper(record, scene, "updated")
        return record


class ReprintDependant(
    _Own, key="sevis.reprint_dependant", on=DEPENDANT, permission="sevis.dependants", authorities=REPORT
):
    """Print a dependant's form again."""

    reason: Annotated[str, Code("visitor_reprints"), Field(title="Reason (J-2)", max_length=4)] = ""
    other_remarks: Annotated[str, Personal, Field(title="What other reason (J-2)", max_length=500)] = ""
    remarks: Text500 = ""
    print_form: Print = True

    def check(self, record: Dependant, scene: Scene) -> None:
        """An exchange visitor's family says why."""
        if record.visitor_id is not None and not self.reason:
            raise refused(scene, "reprint_reason", "Say why the form is printed again.", field="reason")

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep why, and print it as the record now stands."""
        record.reprinted_on = scene.day
        record.reprint_reason, record.reprint_remarks = self.reason, self.other_remarks
        record.remarks = self.remarks or record.remarks
        if self.print_form:
            paper(record, scene, "printed again")
        return record


class FollowPrincipal(
    _Report,
    key="sevis.follow_principal",
    on=DEPENDANT,
    permission="sevis.keep",
    authorities=REPORT,
    automatic=True,
):
    """End a dependant's record with the principal's."""

    reason: Annotated[str, Code("dependant_terminations"), Field(title="Reason", max_length=2)]

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep the reason."""
        record.ended_on, record.end_reason = scene.day, self.reason
        return record


class ReturnWithPrincipal(
    _Report,
    key="sevis.return_with_principal",
    on=DEPENDANT,
    permission="sevis.keep",
    authorities=REPORT,
    automatic=True,
):
    """Bring back a dependant's record with the principal's."""

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Take off how it ended; whoever came of age meanwhile is told of."""
        record.ended_on, record.end_reason, record.end_remarks = None, "", ""
        years = age_on(record.person.birth_last, scene.day)
        if record.relationship == use(scene, "child") and years is not None and years >= number(scene, "dependant_age"):
            warn(scene, "The child has come of age meanwhile.", by="dependant_age")
        return record


def organisation(record: Dependant) -> Any:
    """Return the school or sponsor that answers for a dependant."""
    if record.student is not None:
        return record.student.school
    return record.visitor.sponsor if record.visitor is not None else None


def fitting(said: Act, scene: Scene, *, of_visitor: bool) -> None:
    """Refuse of a student's family what is said of an exchange visitor's alone."""
    unfit = () if of_visitor else (name for name in OF_VISITOR if getattr(said, name, None))
    for name in unfit:
        raise refused(scene, "not_a_visitors", "This is said of the family of an exchange visitor.", field=name)


def of_age(birth: str, scene: Scene) -> None:
    """Refuse a child who is none any more."""
    years = age_on(birth_bounds(birth)[1], scene.day)
    if years is not None and years >= number(scene, "dependant_age"):
        raise refused(
            scene, "dependant_age", "A child of that age is a dependant no longer.", by="dependant_age", field="birth"
        )


def paper(record: Dependant, scene: Scene, why: str) -> None:
    """Print a dependant's own form: a student's, or an exchange visitor's."""
    from limen.offices.sevis.papers import i20, visitors

    if record.student_id is not None:
        i20.issue_dependant(record, scene, why)
    elif record.visitor is not None:
        visitors.certificate(record.visitor, scene, dependant=record)
