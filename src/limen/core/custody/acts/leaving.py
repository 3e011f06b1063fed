"""Every way out of custody: at liberty, to another's custody, out of the country, escaped, dead."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from limen.core.custody import rules
from limen.core.custody.models import Stay
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene

STAY = rules.STAY
RELEASE = "custody.release"
FREE = (
    "release.bond",
    "release.recognizance",
    "supervise.order",
    "supervise.alternative",
    "release.parole",
    "release.court",
    "release.citizen",
    "charge.discretion",
    "child.release",
    "custody.book",
)
AWAY = ("child.transfer", "refer.office", "custody.transfer", "custody.care", "custody.book")
LEFT = ("remove.execute", "depart.voluntary", "withdraw.application")
Way = Annotated[str, Code("book_outs"), Field(title="Way out")]
Reason = Annotated[str, Code("release_reasons"), Field(title="Reason, as the department counts it")]


class _Leaving(Act):
    """What every way out shares."""

    leads: ClassVar[str] = ""
    way: Way

    def authority(self, record: Any, scene: Scene) -> str:
        """The law pack says what each way out stands on; a way that another act records is refused by the guard."""
        code = scene.law.codes("book_outs").get(self.way, scene.day)
        under = str(code.attributes["authority"]) if code is not None else ""
        return under if under in self.declaration.authorities else self.declaration.authorities[0]

    def guard(self, record: Stay, scene: Scene) -> None:
        """The way leads where this act says."""
        code = scene.law.codes("book_outs").get(self.way, scene.day)
        if code.attributes["leads"] != self.leads:
            raise BadInput(
                f"“{code.title}” is recorded by another act.",
                problems=[Problem("way", "custody.way", "Choose a way out that this act records.")],
            )
        rules.not_before(record, scene.at)

    def leave(self, record: Stay, scene: Scene, *, to: str = "", reason: str = "") -> Stay:
        """End the stay and every deadline of it that the way ends."""
        kind = rules.open_stint(record).kind
        rules.ended(record, scene.at)
        record.ended_at, record.way, record.left_to, record.reason = scene.at, self.way, to, reason
        scene.marks += scene.law.codes("book_outs").get(self.way, scene.day).attributes["marks"]
        if kind in rules.OUT_MARKS:
            scene.marks.append(rules.OUT_MARKS[kind])
        scene.about(record.person)
        return record


class Release(_Leaving, key="custody.release", on=STAY, permission=RELEASE, authorities=FREE):
    """Release a person; their family unit held here goes with them."""

    leads = "OUT"
    reason: Reason = ""
    to: Annotated[str, Personal, Field(title="To whom, or to what address", max_length=200)] = ""
    with_family: Annotated[bool, Field(title="The family unit here is released along")] = True
    family_way: Annotated[
        str, Code("book_outs"), Field(title="Way out of the family", description="Where this way is the person's own")
    ] = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """A child is released to somebody, and no family is split without a recorded reason and approver."""
        super().guard(record, scene)
        self._rests_on_a_record(scene)
        self._family_has_a_way(record, scene)
        if record.alone and not self.to:
            raise GuardRefused("A child alone is released to a named parent, guardian or sponsor.")
        rules.kept_together(record, with_family=self.with_family)

    def _rests_on_a_record(self, scene: Scene) -> None:
        """Refuse by hand a ground that is a record's: the act that makes the record releases as part of itself."""
        if scene.part:
            return
        reason = scene.law.codes("release_reasons").get(self.reason, scene.day) if self.reason else None
        named = {"way": self.way, "family_way": self.family_way, "reason": reason.attributes["way"] if reason else ""}
        for field, way in named.items():
            code = scene.law.codes("book_outs").get(way, scene.day) if way else None
            if code is not None and "record" in code.attributes:
                raise BadInput(
                    f"“{code.title}” rests on {code.attributes['record']}, and a release by hand makes no such record.",
                    problems=[Problem(field, "custody.no_record", f"Instead, {code.attributes['instead']}.")],
                )

    def _family_has_a_way(self, record: Stay, scene: Scene) -> None:
        code = scene.law.codes("book_outs").get(self.family_way or self.way, scene.day)
        if rules.kept_together(record, with_family=self.with_family) and (
            code.attributes["own"] or code.attributes["leads"] != self.leads
        ):
            raise BadInput(
                f"“{code.title}” lets nobody else go; say by which way the family is released along.",
                problems=[Problem("family_way", "custody.family_way", "Choose a way that is open to the family.")],
            )

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Let them go."""
        family = rules.kept_together(record, with_family=self.with_family)
        self.leave(record, scene, to=self.to, reason=self.reason)
        for other in family:
            along = ReleaseAlong(way=self.family_way or self.way, reason=self.reason, to=self.to)
            scene.perform(along, on=other)
        return record


class ReleaseAlong(
    _Leaving, key="custody.release_along", on=STAY, permission=RELEASE, authorities=FREE, automatic=True
):
    """Release a member of a family unit along with another."""

    leads = "OUT"
    reason: Reason = ""
    to: Annotated[str, Personal, Field(title="To whom, or to what address", max_length=200)] = ""

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Let them go together."""
        return self.leave(record, scene, to=self.to, reason=self.reason)


class HandOver(_Leaving, key="custody.hand_over", on=STAY, permission=RELEASE, authorities=AWAY):
    """Hand a person to the custody of another: Health and Human Services, another agency."""

    leads = "AWAY"
    to: Annotated[str, Personal, Field(title="To whom", min_length=2, max_length=200)]
    receipt: Annotated[str, Personal, Field(title="Who received the person", min_length=2, max_length=160)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """No family is split without a recorded reason and approver; who stays ours is transferred instead."""
        super().guard(record, scene)
        if not scene.law.codes("book_outs").get(self.way, scene.day).attributes["marks"]:
            raise GuardRefused("The person stays in this service's custody; transfer them, or take them to hospital.")
        rules.kept_together(record, with_family=False)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep to whom, and who received them."""
        rules.find(record, "handed over", f"{self.to}: received by {self.receipt}", scene)
        return self.leave(record, scene, to=self.to)


class RecordRemoval(_Leaving, key="custody.removed", on=STAY, permission=RELEASE, authorities=LEFT, automatic=True):
    """Record that a person left the country from custody; the office that removes does it, past its gate."""

    leads = "LEFT"
    to: Annotated[str, Field(title="To", max_length=200)] = ""

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End the stay."""
        return self.leave(record, scene, to=self.to)


class RecordEscape(_Leaving, key="custody.escaped", on=STAY, permission="custody.book", authorities=("custody.book",)):
    """Record that a person escaped."""

    leads = "NONE"
    way: Way = "escape"
    says: Annotated[str, Personal, Lines(4), Field(title="What happened", min_length=10, max_length=4000)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """The way out is an escape."""
        super().guard(record, scene)
        if self.way != "escape":
            raise BadInput("This act records an escape.", problems=[Problem("way", "custody.way", "Choose escape.")])

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End the stay."""
        rules.find(record, "escape", self.says, scene)
        return self.leave(record, scene)


class RecordDeath(
    _Leaving, key="custody.died", on=STAY, permission="custody.book", authorities=("custody.record_death",)
):
    """Record that a person died in custody, with the same care as an arrest."""

    leads = "NONE"
    way: Way = "death"
    says: Annotated[str, Personal, Lines(4), Field(title="What happened", min_length=10, max_length=4000)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """The way out is death."""
        super().guard(record, scene)
        if self.way != "death":
            raise BadInput("This act records a death.", problems=[Problem("way", "custody.way", "Choose death.")])

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End the stay; the reports of the death fall due."""
        rules.find(record, "death", self.says, scene)
        return self.leave(record, scene)


class ReportDeath(
    Act, key="custody.death_report", on=STAY, permission="custody.supervise", authorities=("custody.record_death",)
):
    """Record that a death in custody was reported."""

    which: Annotated[str, Code("death_reports"), Field(title="Which report")]
    says: Annotated[str, Personal, Lines(2), Field(title="To whom and how", min_length=5, max_length=2000)]

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the report."""
        rules.find(record, "death reported", self.says, scene)
        scene.marks += scene.law.codes("death_reports").get(self.which, scene.day).attributes["marks"]
        return record
