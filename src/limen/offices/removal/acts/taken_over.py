"""A case taken over as another office left it: charged and served at the border, or ordered removed by an officer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, GuardRefused, Personal, Problem, Ref, Scene
from limen.offices.removal.acts.case_shared import CASE, KEEP, WRITE, make_final
from limen.offices.removal.acts.cases import PersonRef, ServedHow, decided, new_case, opened_for
from limen.offices.removal.charging import charge_meant, charge_of_paper
from limen.offices.removal.models import Case, Charge, Hearing
from limen.offices.removal.papers import cases as papers

HOW = "in_person"
"""How the border serves: whoever it charges or orders removed stands there."""


class TakeOverCase(
    Act, key="removal.take_over_case", on=CASE, permission=WRITE, authorities=("charge.notice_to_appear",)
):
    """Take over a case whose charging document another office served."""

    person: PersonRef
    charge: Annotated[
        str, Field(title="Charge", min_length=1, max_length=160, description="Its paragraph, its words or its code")
    ]
    served_on: Annotated[date, Field(title="Served on")]
    how: ServedHow
    court: Annotated[str, Field(title="Immigration court", min_length=2, max_length=120)]
    hearing_at: Annotated[datetime, Field(title="Date and time of the first hearing")]

    def guard(self, record: Any, scene: Scene) -> None:
        """The person may be charged and is in no other proceedings; the charge is known; it was served by now."""
        opened_for(self.person, scene)
        charge_meant(scene.law, self.charge, scene.day)
        if self.served_on > scene.day:
            raise BadInput(
                "The day lies ahead.", problems=[Problem("served_on", "day.future", "Give the day it was served.")]
            )

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it where it stands; nothing is served again, and no form is made twice."""
        case = new_case(self, "proceedings", scene, court=self.court)
        case.served_on, case.served_how = self.served_on, self.how
        case.served_at, case.next_hearing_at = scene.at, self.hearing_at
        case.save(force_insert=True)
        found = charge_meant(scene.law, self.charge, scene.day)
        Charge.objects.create(
            case=case,
            code=found.code,
            title=found.title,
            paragraph=str(found.attributes.get("paragraph", "")),
            added_on=self.served_on,
        )
        Hearing.objects.create(case=case, kind="master", court=self.court, mode="in_person", at=self.hearing_at)
        return case


class Charged(BaseModel):
    """A charge as the charging document says it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=400)
    citation: str = Field(default="", max_length=120)
    reason: str = Field(default="", max_length=4000)


class _Entering(Act):
    """What entering another office's document as a case says."""

    person: PersonRef
    since: Annotated[datetime, Field(title="Served or ordered at")]
    charges: Annotated[list[Charged], Personal, Field(title="Charges")] = []

    def guard(self, record: Any, scene: Scene) -> None:
        """The person may be charged and is in no other proceedings; it happened by now."""
        opened_for(self.person, scene)
        if self.since > scene.at:
            raise GuardRefused("That lies ahead.")

    def entered(self, kind: str, scene: Scene, **more: Any) -> Case:
        """Return the case as it stood when it was served; an officer takes it later."""
        case = Case(
            person=Person.objects.get(pk=self.person),
            place=Place.objects.get(pk=scene.place.id),
            kind=kind,
            opened_at=scene.at,
            served_at=self.since,
            served_how=HOW,
            **more,
        )
        case.served_on = self.since.astimezone(case.zone).date()
        scene.about(case.person)
        return case

    def charge(self, case: Case, scene: Scene, *, sustained: bool | None = None) -> None:
        """Put the charges of the document on the case."""
        put_charges(case, self.charges, self.since.astimezone(case.zone).date(), scene, sustained=sustained)


def put_charges(case: Case, charges: list[Charged], day: date, scene: Scene, *, sustained: bool | None = None) -> None:
    """Put the charges of a document on a case, each as the law has it where its code is known.

    Args:
        case: the case, which is kept already.
        charges: as the document says them.
        day: since when they stand.
        scene: of the act.
        sustained: whether an order was made on them.
    """
    for said in charges:
        found = charge_of_paper(scene.law, said.title, said.citation, scene.day)
        Charge.objects.create(
            case=case,
            code=found.code if found is not None else "",
            title=said.title,
            paragraph=said.citation,
            reason=said.reason,
            added_on=day,
            sustained=sustained,
            decided_on=day if sustained else None,
        )


class EnterCharges(
    _Entering,
    key="removal.enter_charges",
    on=CASE,
    permission=KEEP,
    authorities=("charge.notice_to_appear", "refer.judge"),
    automatic=True,
):
    """Open the case of a person whom another office charged before a judge."""

    kind: Annotated[Literal["proceedings", "asylum_only"], Field(title="Kind of case")] = "proceedings"
    court: Annotated[str, Field(title="Immigration court", max_length=120)] = ""
    hearing_at: Annotated[datetime | None, Field(title="Date and time of the first hearing")] = None

    def authority(self, record: Any, scene: Scene) -> str:
        """A case for asylum only stands on its own."""
        return "charge.notice_to_appear" if self.kind == "proceedings" else "refer.judge"

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it with its charges and its first hearing; nothing is served again."""
        case = self.entered(self.kind, scene, court=self.court, next_hearing_at=self.hearing_at)
        case.save(force_insert=True)
        self.charge(case, scene)
        if self.hearing_at is not None:
            Hearing.objects.create(case=case, kind="master", court=self.court, mode="in_person", at=self.hearing_at)
        return case


class EnterOrder(
    _Entering,
    key="removal.enter_order",
    on=CASE,
    permission=KEEP,
    authorities=("remove.expedited", "remove.expedited_no_fear", "remove.stowaway", "remove.reinstate"),
    automatic=True,
):
    """Open the case of a person whom an officer of another office ordered removed."""

    kind: Annotated[Literal["expedited", "stowaway", "reinstatement"], Field(title="Kind of order")]
    by: Annotated[str, Field(title="Ordered by", max_length=120)] = ""
    prior_order: Annotated[str, Field(title="Earlier order", max_length=200)] = ""
    prior_order_on: Annotated[date | None, Field(title="Made on")] = None
    under: Annotated[str, Field(title="Authority, where it is not that of its kind", max_length=64)] = ""
    approved_by: Annotated[
        str, Field(title="Supervisor, where the order is made here and its paper with it", max_length=120)
    ] = ""
    charged_on: Annotated[
        UUID | None,
        Ref("documents.paper"),
        Field(title="Paper of the border that the order stands on, where the order is made here"),
    ] = None

    def authority(self, record: Any, scene: Scene) -> str:
        """The order stands on the law of its kind, or on what it was made under instead."""
        return self.under or str(scene.law.codes("case_kinds").get(self.kind, scene.day).attributes["order"])

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it with its order, final since it was made."""
        case = self.entered(self.kind, scene, prior_order=self.prior_order, prior_order_on=self.prior_order_on)
        case.ordered_on, case.ordered_by = case.served_on, "officer"
        make_final(case, scene)
        case.save(force_insert=True)
        self.charge(case, scene, sustained=True)
        what = "reinstated" if self.kind == "reinstatement" else "order_removal"
        made = decided(case, scene, by="officer", what=what, name=self.by)
        made.decided_on, made.decided_at = self.since.astimezone(case.zone).date(), self.since
        made.save(update_fields=["decided_on", "decided_at"])
        if self.approved_by:
            papers.order_once_heard(case, self, scene)
        return case


class EnterIntent(
    _Entering,
    key="removal.enter_intent",
    on=CASE,
    permission=KEEP,
    authorities=("remove.administrative",),
    automatic=True,
):
    """Open the case of a person whom another office served with a notice of intent to order removal."""

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it with until when the person may answer; an officer other than the one who served it decides."""
        case = self.entered("administrative", scene)
        answer = scene.law.clock("removal.administrative_response").on(scene.day)
        case.response_until = answer.due(self.since, zone=case.zone).astimezone(case.zone).date()
        case.save(force_insert=True)
        self.charge(case, scene)
        return case
