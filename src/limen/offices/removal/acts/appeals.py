"""Appeals to the Board, petitions to a court, motions to reopen or reconsider."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from limen.kernel import Act, GuardRefused, Scene
from limen.offices.removal.acts.case_shared import (
    APPEAL,
    CASE,
    WRITE,
    Country,
    Note,
    Party,
    local_day,
    make_final,
    require_heard,
    unmake_departure,
    unmake_order,
    waiting_appeal,
)
from limen.offices.removal.acts.cases import decided
from limen.offices.removal.acts.orders import order
from limen.offices.removal.models import Appeal, Case, Motion

By = Annotated[Party, Field(title="By")]
MotionKind = Annotated[Literal["reopen", "reconsider"], Field(title="Kind of motion")]


def close_appeal(case: Case, scene: Scene, outcome: str, to: str = "board", by: str = "") -> None:
    """Write down what became of the appeal that waits."""
    row = waiting_appeal(case, to, by)
    row.outcome, row.decided_on = outcome, local_day(case, scene)
    row.save(update_fields=["outcome", "decided_on"])


class FileAppeal(Act, key="removal.file_appeal", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record an appeal to the Board."""

    by: By = "person"
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """Appeal lies, was not waived, and none of that party waits."""
        require_heard(record, scene)
        if self.by == "person" and record.waived_on is not None:
            raise GuardRefused("The person waived appeal.")
        if record.appeals.filter(to="board", by=self.by, outcome="").exists():
            raise GuardRefused("An appeal of that party waits already.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it, and whether it came in time; one that did holds the order up."""
        day = local_day(record, scene)
        in_time = record.appeal_until is None or day <= record.appeal_until
        Appeal.objects.create(case=record, to="board", by=self.by, filed_on=day, in_time=in_time, note=self.note[:400])
        scene.facts["in_time"] = in_time
        if in_time and self.by == "person":
            scene.marks.append("removal.appealed")
        return record


class WithdrawAppeal(Act, key="removal.withdraw_appeal", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that an appeal to the Board was withdrawn."""

    by: By = "person"

    def guard(self, record: Case, scene: Scene) -> None:
        """There is one."""
        waiting_appeal(record, "board", self.by)

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it; the order is final as if there had been none."""
        close_appeal(record, scene, "withdrawn", by=self.by)
        if self.by == "person":
            scene.marks.append("removal.appeal_withdrawn")
        return record


class _OnAppeal(Act):
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """An appeal waits."""
        waiting_appeal(record, "board")


class DismissAppeal(_OnAppeal, key="removal.dismiss_appeal", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that the Board dismissed the person's appeal."""

    def guard(self, record: Case, scene: Scene) -> None:
        """It is the person's, and came in time."""
        if not waiting_appeal(record, "board", "person").in_time:
            raise GuardRefused("That appeal came late and held nothing up; the order is final without it.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it: the order is final on that day, and voluntary departure is not granted again."""
        close_appeal(record, scene, "dismissed", by="person")
        decided(record, scene, by="board", what="dismissed", note=self.note)
        if record.departure_until is not None:
            scene.marks.append("removal.departure_ended")
        unmake_departure(record)
        make_final(record, scene)
        return record


class RejectAppeal(_OnAppeal, key="removal.reject_appeal", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that the Board rejected a late appeal, or dismissed the government's."""

    by: By = "government"

    def guard(self, record: Case, scene: Scene) -> None:
        """The person's own appeal in time is dismissed by the act that makes the order final."""
        if waiting_appeal(record, "board", self.by).in_time and self.by == "person":
            raise GuardRefused("The person's appeal came in time; record that it was dismissed.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it; the judge's decision stands."""
        close_appeal(record, scene, "rejected", by=self.by)
        decided(record, scene, by="board", what="rejected", note=self.note)
        return record


class RemandCase(
    _OnAppeal, key="removal.remand", on=CASE, permission=WRITE, authorities=APPEAL, marks=("removal.order_vacated",)
):
    """Record that the Board sustained an appeal and sent the case back to the judge."""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it and take the decision off the case."""
        close_appeal(record, scene, "sustained")
        decided(record, scene, by="board", what="remanded", note=self.note)
        unmake_order(record)
        return record


class BoardOrdersRemoval(_OnAppeal, key="removal.board_orders", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that the Board sustained the government's appeal and ordered removal."""

    country: Country

    def guard(self, record: Case, scene: Scene) -> None:
        """It is the government's."""
        waiting_appeal(record, "board", "government")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the Board's order: it is final on that day."""
        close_appeal(record, scene, "removal", by="government")
        decided(record, scene, by="board", what="order_removal", note=self.note)
        record.relief, record.ended_on, record.ended_why = "", None, ""
        order(record, scene, country=self.country, by="board")
        make_final(record, scene)
        return record


class FilePetition(
    Act, key="removal.file_petition", on=CASE, permission=WRITE, authorities=APPEAL, marks=("removal.petition_filed",)
):
    """Record a petition to a court of appeals."""

    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """None waits."""
        if record.appeals.filter(to="court", outcome="").exists():
            raise GuardRefused("A petition waits already.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it. It stays nothing of itself; a stay is recorded when the court grants one."""
        petitioned(record, scene, self.note)
        return record


def petitioned(record: Case, scene: Scene, note: str) -> None:
    """Write a petition down."""
    Appeal.objects.create(case=record, to="court", by="person", filed_on=local_day(record, scene), note=note[:400])


class DenyPetition(Act, key="removal.deny_petition", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that the court denied or dismissed the petition."""

    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """One waits."""
        waiting_appeal(record, "court")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it; a stay still standing is lifted by its own act."""
        close_appeal(record, scene, "dismissed", to="court")
        decided(record, scene, by="court", what="denied", note=self.note)
        return record


class GrantPetition(
    Act, key="removal.grant_petition", on=CASE, permission=WRITE, authorities=APPEAL, marks=("removal.order_vacated",)
):
    """Record that the court granted the petition and sent the case back."""

    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """One waits."""
        require_heard(record, scene)
        waiting_appeal(record, "court")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it and take the order off the case."""
        close_appeal(record, scene, "sustained", to="court")
        decided(record, scene, by="court", what="remanded", note=self.note)
        unmake_order(record)
        return record


class FileMotion(Act, key="removal.file_motion", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record a motion to reopen or to reconsider."""

    kind: MotionKind
    by: By = "person"
    basis: Annotated[
        Literal["other", "absence", "battered"],
        Field(
            title="It asks",
            description="Absence: against an order made in absence. Battered: as a battered spouse, child or parent",
        ),
    ] = "other"
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """One that asks to set aside an order in absence is made against one; both kinds that stay are the person's."""
        require_heard(record, scene)
        if self.basis != "other" and not (self.kind == "reopen" and self.by == "person"):
            raise GuardRefused("Only the person's own motion to reopen stands on that.")
        if self.basis == "absence" and not record.in_absence:
            raise GuardRefused("There is no order in absence that this motion could set aside.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it; one against an order in absence, or of one battered, stays removal until it is decided."""
        moved(record, scene, self.kind, self.by, self.note, stays=self.basis != "other")
        return record


def moved(record: Case, scene: Scene, kind: str, by: str, note: str, *, stays: bool = False) -> None:
    """Write a motion down."""
    day = local_day(record, scene)
    Motion.objects.create(case=record, kind=kind, by=by, filed_on=day, stays=stays, note=note[:400])
    scene.facts["stays"] = stays
    scene.marks.append(f"removal.{kind}_moved")


class _OnMotion(Act):
    note: Note = ""

    def waiting(self, record: Case) -> Any:
        """Return the motion that waits."""
        found = record.motions.filter(outcome="").order_by("filed_on", "pk").last()
        if found is None:
            raise GuardRefused("No motion waits in this case.")
        return found

    def close(self, record: Case, scene: Scene, outcome: str) -> None:
        """Write down what became of it."""
        row = self.waiting(record)
        row.outcome, row.decided_on = outcome, local_day(record, scene)
        row.save(update_fields=["outcome", "decided_on"])
        decided(record, scene, by="judge", what=f"motion_{outcome}", note=self.note)

    def guard(self, record: Case, scene: Scene) -> None:
        """One waits."""
        self.waiting(record)


class GrantMotion(
    _OnMotion,
    key="removal.grant_motion",
    on=CASE,
    permission=WRITE,
    authorities=APPEAL,
    marks=("removal.order_vacated",),
):
    """Record that a motion was granted and proceedings go on."""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it and take the order off the case."""
        self.close(record, scene, "granted")
        unmake_order(record)
        return record


class DenyMotion(_OnMotion, key="removal.deny_motion", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record that a motion was denied; a stay that stood by itself ends."""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it."""
        self.close(record, scene, "denied")
        return record
