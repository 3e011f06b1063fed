"""An exchange visitor's programme begins, is interrupted, and ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, Code, Lines, Personal, Scene
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import KEEP, OVERSEE, VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.asking import REINSTATEMENT, granted, spend, without_status
from limen.offices.sevis.acts.visitors.family import end_family, restore_family
from limen.offices.sevis.acts.visitors.parts import Email, Phone, USAddress
from limen.offices.sevis.acts.visitors.planning import (
    PhaseDates,
    SiteSignatures,
    check_moved,
    check_signatures,
    move,
    sign,
)
from limen.offices.sevis.acts.visitors.programme import check_end
from limen.offices.sevis.acts.visitors.rules import grace, require_sponsor, use
from limen.offices.sevis.acts.visitors.updating import told_address
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.ruling import refuse, warn

VALIDATE = ("sevis.validate_visitor",)
END = ("sevis.end_visitor",)
INFRACTION = ("sevis.infraction",)
GRACE = "sevis.grace_days_j"


class ValidateVisitor(
    Act,
    key="sevis.validate_visitor",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=VALIDATE,
    marks=("sevis.visitor_validated", "sevis.visitor_address_told"),
):
    """Validate that an exchange visitor came and takes part."""

    us_address: Annotated[USAddress, Personal, Field(title="Address in the United States")]
    email: Annotated[Email, Personal, Field(title="E-mail")] = ""
    phone: Annotated[Phone, Personal, Field(title="Telephone", description="Ten digits")] = ""
    signatures: Annotated[list[SiteSignatures], Field(title="Signatures on the placement plan", max_length=25)] = []

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is neither too early nor too late, and the visitor lives somewhere."""
        require_sponsor(record, scene)
        first, last = window(record, scene)
        if scene.day < first.day:
            raise refuse("validation_early", f"A visitor is validated from {first.day}.", first.citation)
        if scene.day > last.day:
            raise refuse("validation_late", f"The time to validate ran out on {last.day}.", last.citation)
        if not self.us_address.whole:
            raise refuse("address_half", "An address has a street and a ZIP code.", field="us_address")
        if self.signatures:
            check_signatures(record, self.signatures, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep where the visitor lives and since when they take part."""
        told_address(record, self.us_address, scene)
        record.email, record.phone = self.email or record.email, self.phone or record.phone
        record.validated_on = scene.day
        sign(record, self.signatures)
        if record.admitted_on is None:
            warn(scene, "No entry of the visitor is on record.")
        if record.fee_paid_on is None:
            cited = scene.law.require_authority("sevis.fee", scene.day).citation
            warn(scene, f"No fee (Form I-901) is on record ({cited}).")
        return record


class MarkNoShow(
    Act,
    key="sevis.mark_no_show",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=VALIDATE,
    marks=("sevis.visitor_no_show",),
):
    """Report that an exchange visitor entered and did not come to the programme."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The programme has started."""
        require_sponsor(record, scene)
        if record.starts > scene.day:
            raise refuse("no_show_early", f"The programme starts on {record.starts}.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say since when."""
        return over(record, scene.day, scene, "sevis.grace_days_none")


class MarkInvalid(
    Act,
    key="sevis.mark_invalid",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=VALIDATE,
    marks=("sevis.visitor_invalidated",),
):
    """Invalidate a record whose visitor will not come: no visa, a change of plan, a form in error."""

    remarks: Annotated[str, Field(title="Remarks", min_length=1, max_length=500)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor that issued it invalidates it."""
        require_sponsor(record, scene)
        if record.admitted_on is not None:
            warn(scene, f"The visitor entered on {record.admitted_on}: report a no-show instead.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say why."""
        record.ended_on, record.end_remarks = scene.day, self.remarks
        end_family(record, scene, completed=False)
        return record


class LapseNoShow(
    Act,
    key="sevis.lapse_no_show",
    on=VISITOR,
    permission=KEEP,
    authorities=VALIDATE,
    marks=("sevis.visitor_no_show",),
    automatic=True,
):
    """A visitor who entered was not validated in time: the record turns to no show."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The time has run out."""
        require_lapsed(record, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say since when."""
        return over(record, scene.day, scene, "sevis.grace_days_none")


class LapseInvalid(
    Act,
    key="sevis.lapse_invalid",
    on=VISITOR,
    permission=KEEP,
    authorities=VALIDATE,
    marks=("sevis.visitor_invalidated",),
    automatic=True,
):
    """A visitor of whom no entry is known was not validated in time: the record turns invalid."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The time has run out."""
        require_lapsed(record, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say since when."""
        record.ended_on = scene.day
        end_family(record, scene, completed=False)
        return record


class ConcludeVisitor(
    Act,
    key="sevis.conclude_visitor",
    on=VISITOR,
    permission=KEEP,
    authorities=END,
    marks=("sevis.visitor_ended",),
    automatic=True,
):
    """A programme reached its last day: the record becomes inactive, and the time to travel runs."""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The last day has passed."""
        if record.ends >= scene.day:
            raise refuse("not_ended", f"The programme ends on {record.ends}.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say on which day, and until when the visitor may travel."""
        row = scene.law.codes("visitor_ends").get(record.shorten_reason, scene.day)
        begin("sevis.j_completed", record, record.ends, scene)
        record.end_reason = record.shorten_reason
        return over(record, record.ends, scene, row.attributes["grace"] if row is not None else GRACE, completed=True)


class TerminateVisitor(
    Act,
    key="sevis.terminate_visitor",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=END,
    marks=("sevis.visitor_terminated",),
):
    """Terminate an exchange visitor's programme for cause."""

    reason: Annotated[str, Code("visitor_terminations"), Field(title="Reason", max_length=8)]
    effective_on: Annotated[date, Field(title="Takes effect on")]
    other_remarks: Annotated[str, Field(title="What other reason", max_length=500)] = ""
    remarks: Remarks = ""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It does not take effect ahead of time, and another reason is said."""
        require_sponsor(record, scene)
        if self.effective_on > scene.day:
            raise refuse("termination_ahead", "A termination takes effect today or earlier.", field="effective_on")
        if record.validated_on is not None and self.effective_on < record.starts:
            raise refuse("termination_before", "The programme had not started then.", field="effective_on")
        if self.reason == use(scene, "otherwise") and not self.other_remarks:
            raise refuse("other_unsaid", "Say which other reason.", field="other_remarks")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep why and since when; some reasons leave no time to travel."""
        row = scene.law.codes("visitor_terminations").get(self.reason, scene.day)
        record.end_reason = self.reason
        record.end_remarks = "\n".join(filter(None, (self.other_remarks, self.remarks)))
        scene.facts["for_cause"] = row.attributes["cause"]
        return over(record, self.effective_on, scene, row.attributes["grace"])


class RecordInfraction(
    Act, key="sevis.record_infraction", on=VISITOR, permission=VISITOR_RECORD, authorities=INFRACTION
):
    """Record that a visitor's status lapsed: the time in which it may be corrected runs."""

    kind: Annotated[str, Code("infraction_kinds"), Field(title="Infraction", max_length=16)]
    since: Annotated[date, Field(title="Since")]
    remarks: Annotated[str, Lines(3), Field(title="What happened", min_length=5, max_length=500)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It has happened."""
        require_sponsor(record, scene)
        if self.since > scene.day:
            raise refuse("change_ahead", "That day is yet to come.", field="since")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Let the time run from that day, and say who may set it right."""
        begin("sevis.visitor_lapsed", record, self.since, scene)
        row = scene.law.codes("infraction_kinds").get(self.kind, scene.day)
        says = {
            "minor": "A minor infraction: the sponsor corrects it.",
            "substantive": "A substantive infraction: the department is asked to reinstate.",
            "bar": "This bars reinstatement.",
        }
        warn(scene, says[row.attributes["kind"]])
        return record


class CorrectInfraction(
    Act,
    key="sevis.correct_infraction",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=INFRACTION,
    marks=("sevis.infraction_corrected",),
):
    """Correct an infraction: a minor one by the sponsor, a substantive one once the department has reinstated."""

    kind: Annotated[str, Code("visitor_infractions"), Field(title="Kind of correction", max_length=4)]
    new_end: Annotated[date | None, Field(title="New end of the programme")] = None
    remarks: Remarks = ""
    phases: Annotated[list[PhaseDates], Field(title="New days of the plan's phases")] = []

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It is still minor, or was granted; a programme that has ended gets a new end."""
        require_sponsor(record, scene)
        minor = scene.law.value("sevis.infraction_minor_days", scene.day)
        days = without_status(record, scene)
        if days > minor.value and granted(record, REINSTATEMENT) is None:
            text = f"{days} days without status: after {minor.value} the department reinstates. Ask for it."
            raise refuse("infraction_substantive", text, minor.citation)
        if (self.new_end or record.ends) < scene.day:
            raise refuse("infraction_end", "Say until when the programme goes on.", field="new_end")
        if self.new_end is not None and self.new_end > record.ends:
            check_end(record, self.new_end, scene)
        check_moved(record, self.phases, record.starts, self.new_end or record.ends)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Let the programme go on."""
        if without_status(record, scene) and granted(record, REINSTATEMENT) is not None:
            spend(record, REINSTATEMENT, scene)
            scene.marks.append("sevis.visitor_reinstated")
        record.ends, record.end_noted = self.new_end or record.ends, False
        record.remarks = self.remarks or record.remarks
        move(record, self.phases)
        return restored(record, scene)


class CorrectVisitorStatus(
    Act,
    key="sevis.correct_visitor_status",
    on=VISITOR,
    permission=OVERSEE,
    authorities=("sevis.oversee",),
    marks=("sevis.visitor_reinstated",),
):
    """Set right a record that was ended in error: it is active, as if it had never ended."""

    why: Annotated[str, Lines(3), Field(title="What was wrong, and who says so", min_length=10, max_length=1000)]
    new_end: Annotated[date | None, Field(title="Programme ends")] = None

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The programme still lasts."""
        if (self.new_end or record.ends) < scene.day:
            raise refuse("programme_backwards", "The programme ends in time to come.", field="new_end")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Take the end away."""
        record.ends, record.end_noted = self.new_end or record.ends, False
        record.validated_on = record.validated_on or scene.day
        return restored(record, scene)


class Bound:
    """A day that the law sets, with its paragraph."""

    def __init__(self, day: date, citation: str) -> None:
        self.day, self.citation = day, citation


def window(record: Visitor, scene: Scene) -> tuple[Bound, Bound]:
    """Return the first and the last day on which a visitor may be validated."""
    return window_of(record, scene.law, scene.day)


def window_of(record: Visitor, law: Any, day: date) -> tuple[Bound, Bound]:
    """Return the first and the last day on which a visitor may be validated, by the law of a day."""
    early, late = law.value("sevis.early_entry_days", day), law.value("sevis.validate_days", day)
    short = law.value("sevis.validate_short_days", day)
    first = Bound(record.starts - timedelta(days=int(early.value)), early.citation)
    if (record.ends - record.starts).days + 1 < short.value:
        return first, Bound(record.ends, short.citation)
    return first, Bound(record.starts + timedelta(days=int(late.value)), late.citation)


def require_lapsed(record: Visitor, scene: Scene) -> None:
    """Return when the time to validate has run out.

    Raises:
        GuardRefused: otherwise.
    """
    last = window(record, scene)[1]
    if scene.day <= last.day:
        raise refuse("not_lapsed", f"The visitor may be validated until {last.day}.", last.citation)


def over(record: Visitor, day: date, scene: Scene, key: str, *, completed: bool = False) -> Visitor:
    """Keep on which day a record ended, and the last day to depart; the family's records end with it."""
    record.ended_on = day
    end_family(record, scene, completed=completed)
    record.transfer_to, record.transfer_on = None, None
    grace(record, key, day, scene)
    return record


def restored(record: Visitor, scene: Scene) -> Visitor:
    """Take the end of a record away, and of those of the family that ended with it."""
    restore_family(record, scene)
    record.ended_on, record.grace_until = None, None
    record.end_reason = record.end_remarks = record.shorten_reason = ""
    return record
