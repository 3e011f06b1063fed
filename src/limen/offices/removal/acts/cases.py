"""Opening a case, its charges and their service, and its ends other than an order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from pydantic import Field

from limen.core.access.models import Account
from limen.core.lawbook import lawbook
from limen.core.people.locking import hold
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal.acts.case_shared import (
    CASE,
    JUDGE,
    KEEP,
    PROCEED,
    WRITE,
    Country,
    Judge,
    Note,
    Why,
    local_day,
    require_heard,
    take,
)
from limen.offices.removal.border import alleged
from limen.offices.removal.charging import charge_meant
from limen.offices.removal.gate import CHARGING, gate, require_open
from limen.offices.removal.models import Case, Charge, Decision, Hearing, Protection
from limen.offices.removal.papers import cases as case_papers

OPEN = ("open", "in_proceedings")
PersonRef = Annotated[UUID, Ref("people.person"), Field(title="Person")]
ServedHow = Annotated[Literal["in_person", "by_mail", "on_counsel"], Field(title="How it was served")]


class OpenCase(
    Act,
    key="removal.open_case",
    on=CASE,
    permission=WRITE,
    authorities=("charge.notice_to_appear", "refer.judge"),
):
    """Open a case that a judge decides."""

    person: PersonRef
    kind: Annotated[Literal["proceedings", "asylum_only"], Field(title="Kind of case")] = "proceedings"
    court: Annotated[str, Field(title="Immigration court", max_length=120)] = ""
    country: Country = ""

    def authority(self, record: Any, scene: Scene) -> str:
        """A case for asylum only stands on its own."""
        return "charge.notice_to_appear" if self.kind == "proceedings" else "refer.judge"

    def guard(self, record: Any, scene: Scene) -> None:
        """Nobody is charged who may not be, and nobody stands in two proceedings at once."""
        opened_for(self.person, scene)

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it at this office."""
        return new_case(self, self.kind, scene, court=self.court, country=self.country)


def opened_for(person: UUID, scene: Scene) -> None:
    """Refuse a case for a person who may not be charged, or who is in proceedings already."""
    require_open(person, "", scene.day, scene.law, CHARGING)
    if Case.objects.filter(person__in=hold(person), state__in=(*OPEN, "ordered", "voluntary_departure")).exists():
        raise GuardRefused("A case of this person is open; the charge or the order belongs there.")


def new_case(act: Any, kind: str, scene: Scene, **more: Any) -> Case:
    """Return a new case of a person at the place where the act is done."""
    case = Case(
        person=Person.objects.get(pk=act.person),
        place=Place.objects.get(pk=scene.place.id),
        kind=kind,
        opened_at=scene.at,
        **more,
    )
    take(case, scene)
    return case


class TakeCase(Act, key="removal.take_case", on=CASE, permission=WRITE, authorities=PROCEED):
    """Give a case to an officer."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Officer")]

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep who has it."""
        record.officer = Account.objects.get(pk=self.officer)
        return record


class AddCharge(
    Act,
    key="removal.add_charge",
    on=CASE,
    permission=WRITE,
    authorities=("charge.notice_to_appear", "remove.proceedings"),
):
    """Add a charge."""

    charge: Annotated[
        str,
        Field(
            title="Charge",
            min_length=1,
            max_length=160,
            description="Its paragraph, its words or its code",
        ),
    ]
    reason: Annotated[str, Personal, Lines(3), Field(title="In that", max_length=2000)] = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """One charge is meant, and it does not stand already."""
        found = charge_meant(scene.law, self.charge, scene.day)
        if record.charges.filter(code=found.code, withdrawn_on=None).exists():
            raise BadInput(
                "That charge stands already.", problems=[Problem("charge", "charge.stands", "Choose another.")]
            )

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it as the law has it today."""
        found = charge_meant(scene.law, self.charge, scene.day)
        Charge.objects.create(
            case=record,
            code=found.code,
            title=found.title,
            paragraph=str(found.attributes.get("paragraph", "")),
            reason=self.reason,
            added_on=local_day(record, scene),
        )
        scene.facts["charge"] = found.code
        return record


class _OnCharge(Act):
    charge: Annotated[str, Field(title="Charge", max_length=8, description="Its code")]

    def standing(self, record: Case) -> Charge:
        """Return the charge that is meant."""
        found = record.charges.filter(code=self.charge, withdrawn_on=None).first()
        if found is None:
            raise BadInput(
                "No such charge stands in this case.",
                problems=[Problem("charge", "charge.absent", "Give the code of a charge that stands.")],
            )
        return found

    def guard(self, record: Case, scene: Scene) -> None:
        """The charge stands."""
        self.standing(record)


class WithdrawCharge(_OnCharge, key="removal.withdraw_charge", on=CASE, permission=WRITE, authorities=PROCEED):
    """Withdraw a charge."""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when."""
        found = self.standing(record)
        found.withdrawn_on = local_day(record, scene)
        found.save(update_fields=["withdrawn_on"])
        return record


class DecideCharge(_OnCharge, key="removal.decide_charge", on=CASE, permission=WRITE, authorities=PROCEED):
    """Record whether the judge sustained a charge."""

    sustained: Annotated[bool, Field(title="It was sustained")] = False

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it."""
        found = self.standing(record)
        found.sustained, found.decided_on = self.sustained, local_day(record, scene)
        found.save(update_fields=["sustained", "decided_on"])
        return record


class ServeCharges(
    Act,
    key="removal.serve_charges",
    on=CASE,
    permission=WRITE,
    authorities=("charge.notice_to_appear", "refer.judge"),
    marks=("removal.notice_served",),
):
    """Serve the charging document and file it with the court."""

    how: ServedHow
    court: Annotated[str, Field(title="Immigration court", min_length=2, max_length=120)]
    hearing_place: Annotated[str, Lines(3), Field(title="Place of the hearing", min_length=5, max_length=400)]
    hearing_at: Annotated[datetime, Field(title="Date and time of the hearing")]
    respondent_is: Annotated[
        Literal[
            "an arriving alien",
            "an alien present in the United States who has not been admitted or paroled",
            "admitted to the United States, but removable",
        ],
        Field(title="The person is"),
    ]
    allegations: Annotated[str, Personal, Lines(5), Field(title="Facts alleged", min_length=10, max_length=4000)]
    earlier: Annotated[bool, Field(title="The person asked in writing for an earlier hearing")] = False

    @classmethod
    def held(cls, record: Case) -> dict[str, Any]:
        """Return the facts as the border wrote them, for the officer to correct, and the court of the case."""
        book, day = lawbook(), timezone.now().astimezone(record.zone).date()
        countries = {code: row.title for code, row in book.codes("icao_states").on(day).items()}
        facts = book.value("removal.facts_alleged", day).value
        found = alleged(record.person, facts, countries)
        return {**found, "court": record.court} if record.court else dict(found)

    def authority(self, record: Case, scene: Scene) -> str:
        """A case for asylum only stands on its own."""
        return "charge.notice_to_appear" if record.kind == "proceedings" else "refer.judge"

    def guard(self, record: Case, scene: Scene) -> None:
        """There is a charge, the person may be charged, and the hearing is not sooner than the law allows."""
        require_heard(record, scene)
        require_open(record.person_id, "", scene.day, scene.law, CHARGING)
        if not record.charges.filter(withdrawn_on=None).exists():
            raise GuardRefused("A charging document names at least one charge.")
        if not self.earlier:
            not_before(record, self.hearing_at, scene.at, scene)

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the service, set the hearing down, and make the form."""
        take(record, scene)
        record.served_at, record.served_on = scene.at, local_day(record, scene)
        record.served_how, record.court, record.early_hearing = self.how, self.court, self.earlier
        Hearing.objects.create(case=record, kind="master", court=self.court, mode="in_person", at=self.hearing_at)
        record.next_hearing_at = self.hearing_at
        if self.earlier:
            scene.marks.append("removal.earlier_hearing_asked")
        case_papers.charging_document(record, self, scene)
        return record


def not_before(record: Case, at: datetime, served: datetime, scene: Scene) -> None:
    """Refuse a first hearing sooner than the law allows after service."""
    wait = scene.law.clock("removal.first_hearing").on(scene.day)
    over: date = wait.due(served, zone=record.zone).astimezone(record.zone).date()
    if at.astimezone(record.zone).date() <= over:
        raise GuardRefused(f"The first hearing is after {over} at the soonest.", citation=wait.citation)


class CancelCharges(
    Act,
    key="removal.cancel_case",
    on=CASE,
    permission=WRITE,
    authorities=("charge.cancel",),
    marks=("removal.order_vacated",),
):
    """Cancel the charging document before the court has it."""

    why: Why

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep why."""
        return ended(record, self.why, scene)


class Terminate(
    Act,
    key="removal.terminate",
    on=CASE,
    permission=WRITE,
    authorities=PROCEED,
    marks=("removal.judge_decided", "removal.order_vacated"),
):
    """Record that the judge terminated or dismissed proceedings."""

    judge: Judge = ""
    why: Why

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the decision; the government may appeal it."""
        decided(record, scene, by="judge", what="terminated", name=self.judge, note=self.why)
        return ended(record, self.why, scene)


def decided(case: Case, scene: Scene, *, by: str, what: str, **more: Any) -> Decision:
    """Write a decision down."""
    return Decision.objects.create(
        case=case, by=by, what=what, decided_on=local_day(case, scene), decided_at=scene.at, **more
    )


def ended(record: Case, why: str, scene: Scene) -> Case:
    """Return a case as it ends."""
    record.ended_on, record.ended_why, record.next_hearing_at = local_day(record, scene), why, None
    return record


class GrantRelief(
    Act, key="removal.grant_relief", on=CASE, permission=JUDGE, authorities=PROCEED, marks=("removal.judge_decided",)
):
    """Record that the judge granted relief from removal."""

    relief: Annotated[str, Code("case_reliefs"), Field(title="Relief", max_length=24)]
    judge: Judge = ""
    note: Note = ""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the decision, and the protection that follows from it."""
        from limen.offices.removal.acts.protections import GrantProtection

        decided(record, scene, by="judge", what=self.relief, name=self.judge, note=self.note)
        record.relief, record.ended_on, record.next_hearing_at = self.relief, local_day(record, scene), None
        follows = scene.law.codes("case_reliefs").get(self.relief, scene.day).attributes.get("protection", "")
        if follows and not _stands(record, follows):
            act = GrantProtection(person=record.person_id, kind=follows, case=record.pk, reason="Granted by the judge")
            scene.about(scene.perform(act).record)
        return record


def _stands(record: Case, kind: str) -> bool:
    return Protection.objects.filter(person=record.person_id, kind=kind, state__in=("pending", "granted")).exists()


class CaseRemoved(
    Act, key="removal.case_removed", on=CASE, permission=KEEP, authorities=("remove.execute",), automatic=True
):
    """End a case whose order was carried out.

    A departure that was seen is a fact and is not refused: the gate is asked before it, at the door and when the
    movement leaves. What stands in the way when it is recorded is kept with the entry.
    """

    why: Annotated[str, Field(title="How", max_length=200)] = ""
    country: Annotated[
        str, Code("icao_states"), Field(title="To", max_length=3, description="The order's, if empty")
    ] = ""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when, and what stood in the way by then."""
        shut = gate(record.person_id, self.country or record.country, scene.day, scene.law)
        scene.personal["stood_in_the_way"] = [row.kind for row in shut]
        return ended(record, self.why, scene)
