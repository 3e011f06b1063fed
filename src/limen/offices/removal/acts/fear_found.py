"""Once a credible fear was found: the charging document is drafted, or the asylum office keeps the claim."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.clocks.models import RunningClock
from limen.core.people.queries import one_person
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal.acts.case_shared import CASE, JUDGE, KEEP, PROTECTION
from limen.offices.removal.acts.cases import CancelCharges, PersonRef, new_case, opened_for
from limen.offices.removal.acts.fear import CREDIBLE, FOUND, Officer, before_a_judge, to_be_charged
from limen.offices.removal.acts.protections import CLAIM, GrantProtection, end
from limen.offices.removal.acts.taken_over import Charged, put_charges
from limen.offices.removal.models import Case, Protection

MERITS = ("hearing.merits",)
MERITS_CLOCK = "fear.merits"


class DraftCharges(
    Act,
    key="removal.draft_charges",
    on=CASE,
    permission=KEEP,
    authorities=("charge.notice_to_appear", "refer.judge"),
    automatic=True,
):
    """Open the case of a person whose fear was found, with the border's charges, for an officer to serve."""

    person: PersonRef
    claim: Annotated[UUID, Ref("removal.protection"), Field(title="Claim of fear")]
    kind: Annotated[Literal["proceedings", "asylum_only"], Field(title="Kind of case")] = "proceedings"
    charges: Annotated[list[Charged], Personal, Field(title="Charges")] = []

    def authority(self, record: Any, scene: Scene) -> str:
        """A case for asylum only stands on its own."""
        return "charge.notice_to_appear" if self.kind == "proceedings" else "refer.judge"

    def guard(self, record: Any, scene: Scene) -> None:
        """The person may be charged and is in no other proceedings."""
        opened_for(self.person, scene)

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it; nothing is served yet."""
        case = new_case(self, self.kind, scene)
        case.officer = None
        case.save(force_insert=True)
        put_charges(case, self.charges, scene.day, scene)
        Protection.objects.filter(pk=self.claim).update(case=case)
        scene.about(case.person)
        return case


class KeepForMerits(
    Act,
    key="removal.keep_for_merits",
    on=PROTECTION,
    permission=CLAIM,
    authorities=MERITS,
    marks=("fear.merits_kept",),
):
    """Record that the asylum office keeps the claim and hears it on its merits."""

    office: Annotated[str, Field(title="Asylum office", min_length=2, max_length=120)]
    told_on: Annotated[date, Field(title="The record of the finding was given to the person on")]

    def guard(self, record: Protection, scene: Scene) -> None:
        """A credible fear was found, and no charging document was served; a stowaway's claim goes to a judge."""
        at(record, "found")
        past("told_on", self.told_on, scene)
        if before_a_judge(record):
            raise GuardRefused("The claim is before a judge; the asylum office keeps what was not charged.")
        if record.case is not None and record.case.kind != "proceedings":
            raise GuardRefused("Such a claim goes to a judge.", citation=_law(record.case, scene))

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim waits for the asylum office."""
        record.step = "merits"
        return record


class _OnMerits(Act):
    heard_on: Annotated[date, Field(title="Heard on")]
    officer: Officer = ""
    sooner: Annotated[bool, Field(title="The person asked in writing to be heard sooner")] = False
    note: Annotated[str, Personal, Lines(3), Field(title="Note", max_length=2000)] = ""

    def guard(self, record: Protection, scene: Scene) -> None:
        """The claim was kept, the day is past, and the person had time to prepare."""
        at(record, "merits")
        past("heard_on", self.heard_on, scene)
        wait = scene.law.value("fear.merits_soonest", scene.day)
        clock = RunningClock.objects.filter(key=MERITS_CLOCK, subject=record.pk).order_by("started_at", "pk").last()
        if clock is None or self.sooner:
            return
        soonest = clock.started_at.astimezone(scene.place.zone).date() + timedelta(days=wait.value)
        if self.heard_on < soonest:
            raise GuardRefused(f"The interview is on {soonest} at the soonest.", citation=wait.citation)


class GrantMerits(
    _OnMerits,
    key="removal.grant_merits",
    on=PROTECTION,
    permission=JUDGE,
    authorities=MERITS,
    marks=("fear.merits_decided",),
):
    """Record that the asylum office granted asylum: the claim is over, and nothing is charged."""

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """End the claim with asylum, and the case that was drafted."""
        why = "Asylum granted by the asylum office"
        for case in Case.objects.filter(person__in=one_person(record.person_id), state="open"):
            scene.about(scene.perform(CancelCharges(why=why), on=case).record)
        grant = GrantProtection(person=record.person_id, kind="asylum", reason=why)
        scene.about(scene.perform(grant).record)
        return end(record, why, scene)


class ReferMerits(
    _OnMerits,
    key="removal.refer_merits",
    on=PROTECTION,
    permission=CLAIM,
    authorities=MERITS,
    marks=("fear.merits_decided",),
):
    """Record that the asylum office did not grant asylum: the claim goes to a judge."""

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim stands on, and somebody answers for the charging document."""
        record.step = "found"
        to_be_charged(record, scene)
        return record


def past(field: str, day: date, scene: Scene) -> None:
    """Refuse a day that lies ahead."""
    if day > scene.day:
        raise BadInput("The day lies ahead.", problems=[Problem(field, "day.future", "Give a day past.")])


def at(record: Protection, step: str) -> None:
    """Refuse where a claim of credible fear does not stand at a step after it was found."""
    if record.kind != FOUND or record.standard != CREDIBLE or record.step != step:
        raise GuardRefused("This is for a credible fear that was found." if step == "found" else "It was not kept.")


def _law(case: Case, scene: Scene) -> str:
    row = scene.law.codes("case_kinds").get(case.kind, scene.day)
    return str(row.citation) if row is not None else ""
