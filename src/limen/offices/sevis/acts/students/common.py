"""What the acts on a student share: the fields as the wire has them, whose record it is, and printing the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from limen.core.people.acts.persons import Birth, BirthCountry, GivenNames, Nationality, Sex, Surname
from limen.core.people.queries import one_person
from limen.core.remembering import remembered
from limen.kernel import Act, Code, Lines, Personal, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import keep
from limen.offices.sevis.acts.students.asked import ACTIVE
from limen.offices.sevis.models import School, Student
from limen.offices.sevis.reach import require_own
from limen.offices.sevis.ruling import months_after, number, refused, use, warn

VISAS = ("F-1", "M-1")
ADDRESS = ("address1", "address2", "city", "state", "postal_code", "explanation_code", "explanation")
ABROAD = ("address1", "address2", "city", "province", "country_code", "postal_code")
COSTS = ("tuition", "living_expense", "dependent_exp", "other", "other_remarks")
FUNDS = ("personal", "school", "school_remarks", "other", "other_remarks", "employment")
ISSUING = ("certified", "intent_served")
"""States of a school that may issue forms: a notice of intent takes nothing away before it is decided."""
PUBLIC = "public"
SPREAD = {
    "us_address": ("us", ADDRESS),
    "mailing_address": ("mailing", ADDRESS),
    "foreign_address": ("foreign", ABROAD),
    "employer_address": ("employer", (*ADDRESS, "postal_routing_code")),
    "costs": ("cost", COSTS),
    "funds": ("fund", FUNDS),
}
"""Parts of a record that may be sent as one, and the fields of a form that they are."""

Level = Annotated[str, Code("student_levels"), Field(title="Level of education", max_length=2)]
Subject = Annotated[str, Code("programmes_cip"), Field(title="Major (CIP code)", max_length=8)]
SecondSubject = Annotated[str, Code("programmes_cip"), Field(title="Second major", max_length=8)]
Minor = Annotated[str, Code("programmes_cip"), Field(title="Minor", max_length=8)]
Text500 = Annotated[str, Lines(2), Field(title="Remarks", max_length=500)]
Dollars = Annotated[int | None, Field(ge=0, le=99_999_999)]
Email = Annotated[str, Personal, Field(title="E-mail", max_length=255)]
Phone = Annotated[
    str, Personal, Field(title="Telephone in the United States", pattern=r"^(\d{10})?$", description="Ten digits")
]
ForeignPhone = Annotated[str, Personal, Field(title="Telephone abroad", max_length=26)]
Short = Annotated[str, Personal, Field(max_length=64)]
City = Annotated[str, Personal, Field(title="City of birth", max_length=100)]
Citizenship = Annotated[Literal["", "03", "04"], Field(title="Citizenship status")]
Suffix = Annotated[Literal["", "I", "II", "III", "IV", "Jr.", "Sr."], Personal, Field(title="Suffix")]
Print = Annotated[bool, Field(title="Print the form")]
Months = Annotated[int | None, Field(ge=1, le=12)]


class Spread(Act):
    """An act whose addresses, costs and funds may be sent as a whole, as the wire has them, or field by field."""

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, data: Any) -> Any:
        """Take a part that was sent as one into its fields."""
        if not isinstance(data, dict):
            return data
        sent = dict(data)
        for whole, (prefix, names) in SPREAD.items():
            parts = sent.get(whole)
            if whole not in cls.model_fields and isinstance(parts, dict) and f"{prefix}_{names[0]}" in cls.model_fields:
                del sent[whole]
                sent.update({f"{prefix}_{name}": value for name, value in parts.items()})
        return sent

    def part(self, whole: str) -> dict[str, Any]:
        """Return a part as it is kept: what of it was said."""
        return {name: value for name, value in self._of(whole).items() if value not in (None, "")}

    def changed(self, whole: str, held: Mapping[str, Any]) -> dict[str, Any]:
        """Return a part as it is kept once something of it was said: what was said to be empty is no more."""
        prefix = SPREAD[whole][0]
        emptied = {name for name in self._of(whole) if f"{prefix}_{name}" in self.model_fields_set}
        return {**{name: value for name, value in held.items() if name not in emptied}, **self.part(whole)}

    def _of(self, whole: str) -> dict[str, Any]:
        prefix, names = SPREAD[whole]
        return {name: getattr(self, f"{prefix}_{name}", None) for name in names}


class UsAddress(Spread):
    """The address in the United States."""

    us_address1: Annotated[Short, Field(title="Address in the United States")] = ""
    us_address2: Annotated[Short, Field(title="Its second line")] = ""
    us_city: Annotated[Short, Field(title="City")] = ""
    us_state: Annotated[str, Code("us_states"), Field(title="State", max_length=2)] = ""
    us_postal_code: Annotated[str, Personal, Field(title="ZIP code", max_length=10)] = ""
    us_explanation_code: Annotated[str, Field(title="Why an address not found is right", max_length=8)] = ""
    us_explanation: Annotated[str, Personal, Field(title="Explanation", max_length=200)] = ""


class MailingAddress(Spread):
    """Where mail is sent, when elsewhere."""

    mailing_address1: Annotated[Short, Field(title="Mailing address, if another")] = ""
    mailing_address2: Annotated[Short, Field(title="Its second line")] = ""
    mailing_city: Annotated[Short, Field(title="City (mail)")] = ""
    mailing_state: Annotated[str, Code("us_states"), Field(title="State (mail)", max_length=2)] = ""
    mailing_postal_code: Annotated[str, Personal, Field(title="ZIP code (mail)", max_length=10)] = ""
    mailing_explanation_code: Annotated[str, Field(title="Why it is right (mail)", max_length=8)] = ""
    mailing_explanation: Annotated[str, Personal, Field(title="Explanation (mail)", max_length=200)] = ""


class ForeignAddress(Spread):
    """The address abroad."""

    foreign_address1: Annotated[Short, Field(title="Address abroad")] = ""
    foreign_address2: Annotated[Short, Field(title="Its second line")] = ""
    foreign_city: Annotated[Short, Field(title="City (abroad)")] = ""
    foreign_province: Annotated[str, Personal, Field(title="Province", max_length=30)] = ""
    foreign_country_code: Annotated[str, Personal, Code("icao_states"), Field(title="Country", max_length=3)] = ""
    foreign_postal_code: Annotated[str, Personal, Field(title="Postal code", max_length=20)] = ""


class Money(Spread):
    """What a term costs and who pays; whole dollars."""

    term_months: Annotated[Months, Field(title="Months of a term")] = None
    cost_tuition: Annotated[Dollars, Field(title="Tuition and fees")] = None
    cost_living_expense: Annotated[Dollars, Field(title="Living expenses")] = None
    cost_dependent_exp: Annotated[Dollars, Field(title="Expenses of dependants")] = None
    cost_other: Annotated[Dollars, Field(title="Other costs")] = None
    cost_other_remarks: Annotated[str, Field(title="Other costs: what", max_length=500)] = ""
    fund_personal: Annotated[Dollars, Field(title="Student's own funds")] = None
    fund_school: Annotated[Dollars, Field(title="Funds from the school")] = None
    fund_school_remarks: Annotated[str, Field(title="Funds from the school: what", max_length=500)] = ""
    fund_other: Annotated[Dollars, Field(title="Other funds")] = None
    fund_other_remarks: Annotated[str, Field(title="Other funds: from whom", max_length=500)] = ""
    fund_employment: Annotated[Dollars, Field(title="On-campus employment")] = None

    def put_money(self, record: Student, scene: Scene) -> None:
        """Keep what was said of costs and funds, and say where the funds fall short of the costs."""
        record.costs = self.changed("costs", record.costs)
        record.funds = self.changed("funds", record.funds)
        record.term_months = self.term_months or record.term_months
        if dollars(record.costs) > dollars(record.funds):
            warn(scene, "The funds shown do not cover the costs.")


class English(Act):
    """Whether English was required, and met."""

    english_required: Annotated[bool | None, Field(title="English is required")] = None
    english_met: Annotated[bool | None, Field(title="The student meets it")] = None
    english_why: Annotated[str, Field(title="Why it is not required", max_length=500)] = ""

    def put_english(self, record: Student, scene: Scene) -> None:
        """Keep what was said of English."""
        if self.english_required is not None:
            record.english_required = self.english_required
            record.english_met = self.english_met if self.english_required else None
            record.english_why = "" if self.english_required else self.english_why
            if self.english_required and not self.english_met:
                warn(scene, "The student does not have the English the school requires; say how it will be given.")

    def check_english(self, scene: Scene) -> None:
        """Refuse half a statement, as the form does."""
        if self.english_required is True and self.english_met is None:
            raise refused(scene, "english", "Say whether the student meets the English required.", field="english_met")
        if self.english_required is False and not self.english_why:
            raise refused(scene, "english", "Say why English is not required.", field="english_why")


class Named(Act):
    """Who somebody is, as the wire says it."""

    surname: Surname = ""
    given_names: GivenNames = ""
    birth: Birth = ""
    sex: Sex = ""
    nationality: Nationality = ""
    birth_country: BirthCountry = ""
    birth_city: City = ""
    citizenship_status: Citizenship = ""
    passport_name: Annotated[str, Personal, Field(title="Name as in the passport", max_length=39)] = ""
    preferred_name: Annotated[str, Personal, Field(title="Preferred name", max_length=145)] = ""
    suffix: Suffix = ""

    CLAIM: ClassVar = ("surname", "given_names", "birth", "sex", "nationality", "birth_country")
    EXTRA: ClassVar[tuple[str, ...]] = ("birth_city", "citizenship_status", "passport_name", "preferred_name", "suffix")

    def claim(self) -> dict[str, str]:
        """Return who the person is said to be."""
        return {name: getattr(self, name) for name in self.CLAIM}

    def put_extra(self, record: Any) -> None:
        """Keep of the name and birth what only this record has; what is not said stays."""
        keep(self, record, *self.EXTRA)


class OnStudent(Act):
    """An act of the school that answers for a student."""

    def guard(self, record: Student, scene: Scene) -> None:
        """The record is this school's."""
        here = school_here(scene)
        if here is not None and here.pk == record.school_id:
            record.school = here
        require_own(record.school, scene)
        self.check(record, scene)

    def check(self, record: Student, scene: Scene) -> None:
        """Refuse what the rules refuse."""


class Printing(OnStudent):
    """An act after which the form may be printed anew."""

    print_form: Print = False

    def printed(self, record: Student, scene: Scene, why: str) -> None:
        """Print the form where it was asked for."""
        if self.print_form:
            from limen.offices.sevis.papers import i20

            i20.issue(record, scene, why)


def spread(whole: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of a record, e.g. ``us_address``, as the fields of an act that it is."""
    return {f"{SPREAD[whole][0]}_{name}": value for name, value in parts.items()}


def dollars(parts: dict[str, Any]) -> int:
    """Return the sum of costs or of funds."""
    return sum(value for value in parts.values() if isinstance(value, int))


def school_here(scene: Scene) -> School | None:
    """Return the school whose place an act is done at, asked for once an act; None where no school is."""
    found: School | None = remembered(
        ("sevis.school", scene.place.id), lambda: School.objects.filter(place_id=scene.place.id).first()
    )
    return found


def own_school(scene: Scene) -> School:
    """Return the school whose place the act is done at.

    Raises:
        GuardRefused: when no school is there, or it may not issue forms.
    """
    school = school_here(scene)
    if school is None:
        raise refused(scene, "no_school", "This is done at the school that enrols the student.")
    if school.state not in ISSUING:
        raise refused(scene, "not_certified", "The school is not certified; it issues no forms.")
    return school


def only_here(record: Student, scene: Scene) -> None:
    """Refuse to make active whoever is active on another record: nobody studies at two schools at once."""
    if any(ACTIVE.all(person=person, but=record.pk) for person in one_person(record.person_id)):
        raise refused(scene, "active_elsewhere", "The student is active on another record; one is to be ended first.")


def check_programme(
    scene: Scene, *, visa_type: str, level: str, starts: date, ends: date, first: date | None = None
) -> None:
    """Refuse a programme that no student of a class may follow.

    Args:
        scene: where the act is done.
        visa_type: ``F-1`` or ``M-1``.
        level: the level.
        starts: its first day.
        ends: its last day.
        first: the first day of all study of an M-1 student, where earlier.
    """
    if ends <= starts:
        raise refused(scene, "dates", "A programme ends after it starts.", field="ends")
    row = scene.law.codes("student_levels").get(level, scene.day)
    if row is not None and visa_type not in row.attributes["visas"]:
        raise refused(scene, "level_of_class", f"An {visa_type} student does not follow this level.", field="level")
    if visa_type == "M-1" and ends > months_after(starts, number(scene, "m_stay_months")):
        raise refused(
            scene,
            "m_stay",
            "An M-1 student's programme lasts a year at most, at a time.",
            by="m_stay_months",
            field="ends",
        )
    years = number(scene, "m_total_years") if visa_type == "M-1" and first is not None else 0
    if first is not None and years and ends > months_after(first, 12 * years):
        raise refused(
            scene, "m_total", f"An M-1 student's study ends within {years} years.", by="m_total_years", field="ends"
        )


def check_public_school(school: School, level: str, starts: date, ends: date, scene: Scene) -> None:
    """Refuse a public primary school, and a public high school for longer than the law allows.

    Args:
        school: where the student is to study.
        level: the level.
        starts: the first day there.
        ends: the last.
        scene: where the act is done.
    """
    if school.ownership != PUBLIC:
        return
    months = number(scene, "public_school_months")
    if level == use(scene, "primary_school"):
        message = "A public primary school takes no F-1 student."
        raise refused(scene, "public_primary", message, by="public_school_months", field="level")
    if level == use(scene, "high_school") and add_months(starts, months) < ends:
        message = f"A public high school is attended {months} months at most."
        raise refused(scene, "public_school", message, by="public_school_months", field="ends")
