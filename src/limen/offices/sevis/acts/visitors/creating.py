"""Exchange visitors come on record, and are issued their certificate of eligibility (Form DS-2019)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import F
from pydantic import Field, StringConstraints

from limen.core.casefile.acts import take_number
from limen.core.people.acts import NumberReported, RecordReported
from limen.core.people.models import Identifier, Person
from limen.core.people.names import fold
from limen.core.remembering import remembered
from limen.kernel import Act, Code, GuardRefused, Personal, Scene
from limen.offices.sevis import bars
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.parts import Email, Funds, Phone, Residence, SiteGiven, USAddress, total
from limen.offices.sevis.acts.visitors.placing import check_site, site_from
from limen.offices.sevis.acts.visitors.planning import plan
from limen.offices.sevis.acts.visitors.rules import category_of, check_length, require_sponsor, use
from limen.offices.sevis.acts.visitors.tipp_parts import PlanGiven, check_plan
from limen.offices.sevis.models import Sponsor, Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse, warn
from limen.offices.sevis.stays import stays_of

ISSUE = ("sevis.issue_visitor",)
SEVIS_ID = r"^$|^N\d{10}$"
STARTED = "sevis.visitor_started"
KEPT = (
    *("category", "occupation", "position", "subject", "subject_remarks", "starts", "ends", "suffix"),
    *("passport_name", "preferred_name", "birth_city", "birth_reason", "residence_country", "email", "phone"),
    *("remarks", "user_a", "user_b"),
)
"""The fields of an event that are kept as they came."""

Print = Annotated[bool, Field(title="Print the form")]


class _New(Act):
    """Everything a sponsor says of a new exchange visitor."""

    earlier_sevis_id: Annotated[
        str,
        Personal,
        StringConstraints(pattern=SEVIS_ID),
        Field(title="Earlier SEVIS ID", description="Where the person was a student or visitor before"),
    ] = ""
    surname: Annotated[str, Personal, Field(title="Surname", min_length=1, max_length=40)]
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=80)] = ""
    suffix: Annotated[Literal["", "I", "II", "III", "IV", "Jr.", "Sr."], Personal, Field(title="Suffix")] = ""
    passport_name: Annotated[str, Personal, Field(title="Name as in the passport", max_length=39)] = ""
    preferred_name: Annotated[str, Personal, Field(title="Preferred name", max_length=145)] = ""
    birth: Annotated[date, Personal, Field(title="Date of birth")]
    sex: Annotated[Literal["M", "F"], Personal, Field(title="Sex")]
    birth_city: Annotated[str, Personal, Field(title="City of birth", min_length=1, max_length=60)]
    birth_country: Annotated[str, Personal, Code("icao_states"), Field(title="Country of birth", max_length=3)]
    nationality: Annotated[str, Personal, Code("icao_states"), Field(title="Country of citizenship", max_length=3)]
    residence_country: Annotated[
        str, Personal, Code("icao_states"), Field(title="Country of permanent residence", max_length=3)
    ]
    birth_reason: Annotated[
        Literal["", "01", "02"], Field(title="Why somebody born in the United States is no citizen")
    ] = ""
    email: Annotated[Email, Personal, Field(title="E-mail")] = ""
    phone: Annotated[Phone, Personal, Field(title="Telephone", description="Ten digits")] = ""
    category: Annotated[str, Code("visitor_categories"), Field(title="Category", max_length=4)]
    occupation: Annotated[str, Code("visitor_occupations"), Field(title="Occupational field", max_length=4)] = ""
    position: Annotated[str, Code("visitor_positions"), Field(title="Position at home", max_length=8)]
    subject: Annotated[str, Code("programmes_cip"), Field(title="Subject or field", max_length=8)]
    subject_remarks: Annotated[str, Field(title="What the visitor will do", min_length=1, max_length=500)]
    starts: Annotated[date, Field(title="Programme starts")]
    ends: Annotated[date, Field(title="Programme ends")]
    us_address: Annotated[USAddress | None, Personal, Field(title="Address in the United States")] = None
    mailing_address: Annotated[USAddress | None, Personal, Field(title="Mailing address")] = None
    funds: Annotated[Funds, Personal, Field(title="Who pays")]
    sites: Annotated[list[SiteGiven], Field(title="Sites of activity", max_length=25)] = []
    plan: Annotated[PlanGiven | None, Personal, Field(title="Placement plan (Form DS-7002)")] = None
    residential: Annotated[Residence | None, Personal, Field(title="Where a pupil lives")] = None
    remarks: Remarks = ""
    user_a: Annotated[str, Field(title="The sponsor's own mark", max_length=10)] = ""
    user_b: Annotated[str, Field(title="The sponsor's second mark", max_length=14)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The person can be recorded, or is the one of the earlier number; the programme is one its category allows."""
        _sponsor_here(scene)
        if self.birth >= scene.day:
            raise refuse("birth_ahead", "Nobody is born after today.", field="birth")
        _earlier(self)
        check_length(category_of(self.category, scene), self.starts, self.ends, self.starts, scene)
        for given in self.sites:
            check_site(given, scene, "sites")
        if self.plan is not None:
            check_plan(self.plan, self.starts, self.ends, scene)

    def made(self, scene: Scene, sevis_id: str = "") -> Visitor:
        """Keep the person and the record with its sites and its plan; it is saved, for they hang from it."""
        visitor = Visitor(
            sevis_id=sevis_id,
            sponsor=_sponsor_here(scene),
            person=_reported(self, sevis_id, scene),
            counted_from=self.starts,
            us_address=self.us_address.kept() if self.us_address else {},
            address_on=scene.day if self.us_address else None,
            mailing_address=self.mailing_address.kept() if self.mailing_address else {},
            funds=self.funds.kept(),
            residential=self.residential.kept() if self.residential else {},
            state="draft",
            **{name: getattr(self, name) for name in KEPT},
        )
        scene.about(visitor.person)
        visitor.save(force_insert=True)
        first = next((given for given in self.sites if given.primary), self.sites[0] if self.sites else None)
        for number, given in enumerate(self.sites, 1):
            site = site_from(visitor, given, given.number or str(number), scene)
            site.primary = given is first
            site.save(force_insert=True)
        if self.plan is not None:
            plan(visitor, self.plan, scene)
        return visitor


class DraftVisitor(_New, key="sevis.draft_visitor", on=VISITOR, permission=VISITOR_RECORD, authorities=ISSUE):
    """Draft an exchange visitor's record; no form is issued yet."""

    def apply(self, record: Any, scene: Scene) -> Visitor:
        """Keep it."""
        return self.made(scene)


class CreateVisitor(_New, key="sevis.create_visitor", on=VISITOR, permission=VISITOR_RECORD, authorities=ISSUE):
    """Record an exchange visitor and issue the certificate of eligibility at once."""

    print_form: Print = True

    def guard(self, record: Any, scene: Scene) -> None:
        """The sponsor may issue, and the person may come in this category."""
        super().guard(record, scene)
        person = _earlier(self)
        facts = Eligible(
            self.category, self.starts, self.ends, self.funds.kept(), bool(self.sites), self.plan is not None
        )
        facts.check(_sponsor_here(scene), person.pk if person else None, scene)

    def apply(self, record: Any, scene: Scene) -> Visitor:
        """Give it a SEVIS ID, count the form, and print it."""
        record = self.made(scene, take_number("sevis", scene))
        return issued(record, scene, printed=self.print_form)


class IssueDS2019(Act, key="sevis.issue_ds2019", on=VISITOR, permission=VISITOR_RECORD, authorities=ISSUE):
    """Issue the certificate of eligibility (Form DS-2019) of a draft."""

    print_form: Print = True

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor may issue, and the person may come in this category."""
        require_sponsor(record, scene)
        check_length(category_of(record.category, scene), record.starts, record.ends, record.counted_from, scene)
        there, planned = record.sites.filter(until=None).exists(), hasattr(record, "tipp")
        facts = Eligible(record.category, record.starts, record.ends, record.funds, placed=there, planned=planned)
        facts.check(record.sponsor, record.person_id, scene, but=record.pk)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Give it a SEVIS ID, count the form, and print it."""
        record.sevis_id = take_number("sevis", scene)
        scene.perform(NumberReported(kind="sevis_id", number=record.sevis_id), on=record.person)
        return issued(record, scene, printed=self.print_form)


class ReprintDS2019(Act, key="sevis.reprint_ds2019", on=VISITOR, permission=VISITOR_RECORD, authorities=ISSUE):
    """Print the certificate of eligibility again."""

    reason: Annotated[str, Code("visitor_reprints"), Field(title="Reason", max_length=4)]
    other_remarks: Annotated[str, Field(title="What other reason", max_length=500)] = ""
    remarks: Remarks = ""
    print_form: Print = True

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor that answers for the visitor prints."""
        require_sponsor(record, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Print it; no form of the allotment is used."""
        if self.print_form:
            papers.certificate(record, scene, "replace")
        return record


class DeleteDraft(
    Act,
    key="sevis.delete_visitor_draft",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=ISSUE,
    marks=("sevis.visitor_cancelled",),
):
    """Put away a draft that will not be issued."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor whose draft it is puts it away."""
        require_sponsor(record, scene)


@dataclass(frozen=True, slots=True)
class Eligible:
    """What decides whether a certificate may be issued.

    Args:
        category: the code of the category.
        starts: when the programme starts.
        ends: when it ends.
        funds: who pays, as kept.
        placed: whether a site of activity is named.
        planned: whether there is a placement plan.
    """

    category: str
    starts: date
    ends: date
    funds: dict[str, Any]
    placed: bool
    planned: bool

    def check(self, sponsor: Sponsor, person: Any, scene: Scene, *, but: Any = None) -> None:
        """Return when a certificate may be issued.

        Raises:
            GuardRefused: otherwise, with the paragraph.
        """
        row = category_of(self.category, scene)
        if row.attributes["former"]:
            raise refuse("category_former", f"No new record is made in “{row.title}”.", row.citation, "category")
        self._sponsor(sponsor, row, scene)
        self._whole(row, scene)
        check_bars(row, self.starts, person, scene, but=but)

    def _sponsor(self, sponsor: Sponsor, row: Any, scene: Scene) -> None:
        cited = scene.law.require_authority("sevis.designate_sponsor", scene.day).citation
        until = sponsor.designated_until
        if sponsor.state != "designated" or until is None or until < scene.day:
            raise refuse("sponsor_not_designated", "The sponsor is not designated today.", cited)
        if self.category not in sponsor.categories:
            text = f"The sponsor is not designated for the category “{row.title}”."
            raise refuse("category_not_designated", text, cited, "category")
        if sponsor.forms_used >= sponsor.forms_allotted:
            cited = scene.law.require_authority("sevis.allot_forms", scene.day).citation
            raise refuse("forms_exhausted", "Every form of the allotment is used. Ask for another.", cited)
        if self.ends > until:
            warn(scene, f"The programme ends after the sponsor's designation, on {until}.")

    def _whole(self, row: Any, scene: Scene) -> None:
        cited = scene.law.require_authority("sevis.issue_visitor", scene.day).citation
        if not total(self.funds):
            raise refuse("funds_missing", "Say who pays for the programme, and how much.", cited, "funds")
        if not self.placed and not self.planned:
            raise refuse("site_missing", "Name a site of activity.", cited, "sites")
        if row.attributes["tipp"] and not self.planned:
            text = "A placement plan (Form DS-7002) comes before the certificate in this category."
            raise refuse("tipp_missing", text, row.citation, "plan")
        if self.starts < scene.day:
            warn(scene, "The programme starts in the past.")


def check_bars(category: Any, starts: date, person: Any, scene: Scene, *, but: Any = None) -> None:
    """Return when no earlier stay bars a person from beginning in a category.

    Raises:
        GuardRefused: otherwise, with the paragraph and the day from which it holds no more.
    """
    if person is None:
        return
    family = category.attributes["family"]
    found = bars.barring(family, starts, stays_of(person, scene.law, scene.day, but=but), scene.law, scene.day)
    if found:
        bar = found[0]
        text = f"{bar.title}: {bar.months} months from {bar.stay.until}, until {bar.until}."
        raise refuse("visitor_barred", text, bar.citation, "starts")


def issued(record: Visitor, scene: Scene, *, printed: bool) -> Visitor:
    """Issue a numbered record's certificate: count the form, begin the deadline to validate, print it.

    Raises:
        GuardRefused: when another issue used the last form meanwhile.
    """
    use_form(record.sponsor_id, scene)
    record.issued_on = scene.day
    judge_residence(record, scene)
    note_start(record, scene)
    scene.told["sevis_id"] = record.sevis_id
    if printed:
        papers.certificate(record, scene, "begin")
    return record


def note_start(record: Visitor, scene: Scene) -> None:
    """Begin the deadline to validate where the programme has started; else time begins it on its day."""
    record.start_noted = record.starts <= scene.day
    if record.start_noted:
        begin(STARTED, record, record.starts, scene)


def use_form(sponsor: Any, scene: Scene) -> None:
    """Count a form of a sponsor's allotment as used.

    Raises:
        GuardRefused: when none is left.
    """
    left = Sponsor.objects.filter(pk=sponsor, forms_used__lt=F("forms_allotted"))
    if not left.update(forms_used=F("forms_used") + 1):
        cited = scene.law.require_authority("sevis.allot_forms", scene.day).citation
        raise refuse("forms_exhausted", "Every form of the allotment is used. Ask for another.", cited)


def judge_residence(record: Visitor, scene: Scene) -> None:
    """Note on which grounds a visitor owes presence at home, unless somebody decided on it already."""
    if record.residence_rule == "waived":
        return
    family = category_of(record.category, scene).attributes["family"]
    listed = use(scene, "skill_listed") in record.residence_grounds
    owed = bars.residence(family, record.funds, scene.law, scene.day, listed=listed)
    record.residence_grounds = [ground.code for ground in owed]
    record.residence_rule = "subject" if owed else "not"


def _sponsor_here(scene: Scene) -> Sponsor:
    asked = ("sevis.sponsor", scene.place.id)
    found: Sponsor | None = remembered(asked, lambda: Sponsor.objects.filter(place=scene.place.id).first())
    if found is None:
        raise GuardRefused("An exchange visitor is recorded at the sponsor's own place.")
    return found


def _earlier(act: _New) -> Person | None:
    """Return the person of the earlier number.

    Raises:
        GuardRefused: when there is none of that name and birth; whose number it is is not shown.
    """
    if not act.earlier_sevis_id:
        return None
    held = Identifier.objects.filter(kind="sevis_id", number=act.earlier_sevis_id).select_related("person").first()
    if held is not None:
        person = held.person
        if person.birth == act.birth.isoformat() and person.folded == fold(act.surname, act.given_names):
            return person
    text = "No record with that number is of somebody of this name and date of birth."
    raise refuse("earlier_unknown", text, field="earlier_sevis_id")


def _reported(act: _New, sevis_id: str, scene: Scene) -> Person:
    held = _earlier(act)
    if held is not None:
        if sevis_id:
            scene.perform(NumberReported(kind="sevis_id", number=sevis_id), on=held)
        return held
    claim = RecordReported(
        surname=act.surname,
        given_names=act.given_names,
        birth=act.birth.isoformat(),
        sex=act.sex,
        nationality=act.nationality,
        birth_country=act.birth_country,
        number_kind="sevis_id" if sevis_id else "",
        number=sevis_id,
    )
    person: Person = scene.perform(claim).record
    return person
