"""Detections: reported, assigned, answered, closed with what came of them; merged, reopened."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.casefile.acts import take_number
from limen.kernel import Act, Code, GuardRefused, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.acts.common import FIELD, Caller, Count, People, Reason, Text, When, WhereText, ZoneRef, bad
from limen.offices.patrol.acts.zones import zone_meant
from limen.offices.patrol.models import Detection

DETECTION = "patrol.detection"
WATCH = ("patrol.watch",)
COUNTED = ("apprehended", "turned_back", "got_away", "rescued", "dead", "lawful")
"""What is counted when a detection is closed."""


class ReportDetection(
    Act,
    key="patrol.report_detection",
    on=DETECTION,
    permission=FIELD,
    authorities=WATCH,
    marks=("patrol.detected",),
):
    """Report a detection."""

    kind: Annotated[str, Code("detection_kinds"), Field(title="How it was detected", max_length=24)]
    where: WhereText
    at: When = None
    zone: ZoneRef = None
    people: People = None
    items: Annotated[str, Field(title="What was seen besides people", max_length=300)] = ""
    sensor: Annotated[str, Field(title="Sensor, camera or aircraft", max_length=40)] = ""
    caller: Caller = ""
    remarks: Annotated[Text, Field(title="Remarks")] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The place can be read, and it has happened."""
        placing.placed(self.where, scene)
        placing.moment(self.at, scene)
        zone_meant(self.zone, scene.place.id)

    def apply(self, record: Any, scene: Scene) -> Detection:
        """Give it a number, and the time within which its kind is answered."""
        at, zone = placing.moment(self.at, scene), zone_meant(self.zone, scene.place.id)
        answer = scene.law.codes("detection_kinds").get(self.kind, scene.day).attributes["answer"]
        return Detection(
            number=take_number("detection", scene),
            kind=self.kind,
            station_id=scene.place.id,
            zone=zone.name if zone is not None else "",
            in_zone=zone,
            at=at,
            answer_by=at + timedelta(minutes=int(answer)),
            place_text=self.where,
            people=self.people,
            items=self.items,
            sensor=self.sensor,
            caller=self.caller,
            remarks=self.remarks,
            **placing.kept(placing.placed(self.where, scene)),
        )


class AssignDetection(Act, key="patrol.assign_detection", on=DETECTION, permission=FIELD, authorities=WATCH):
    """Send somebody to a detection, or somebody else."""

    officer: Annotated[UUID, Ref("access.account"), Field(title="Agent")]
    unit: Annotated[str, Field(title="Unit or call sign", max_length=60)] = ""

    def apply(self, record: Detection, scene: Scene) -> Detection:
        """Keep who goes, since when."""
        record.officer_id, record.unit, record.assigned_at = self.officer, self.unit, scene.at
        return record


class AnswerDetection(
    Act,
    key="patrol.answer_detection",
    on=DETECTION,
    permission=FIELD,
    authorities=WATCH,
    marks=("patrol.detection_answered",),
):
    """Say that somebody is there, and what they found."""

    found: Annotated[Text, Field(title="What was found there")] = ""
    people: People = None
    at: When = None

    def guard(self, record: Detection, scene: Scene) -> None:
        """Nobody is there before it was detected."""
        if placing.moment(self.at, scene) < record.at:
            raise bad("at", "time.before", "It was answered after it was detected.")

    def apply(self, record: Detection, scene: Scene) -> Detection:
        """Keep it."""
        record.answered_at, record.found = placing.moment(self.at, scene), self.found
        record.people = self.people if self.people is not None else record.people
        return record


class CloseDetection(
    Act,
    key="patrol.close_detection",
    on=DETECTION,
    permission=FIELD,
    authorities=("patrol.watch", "patrol.turn_back"),
    marks=("patrol.detection_closed",),
):
    """Close a detection with what came of it, everybody counted."""

    outcome: Annotated[str, Code("detection_outcomes"), Field(title="Outcome", max_length=24)]
    apprehended: Annotated[Count, Field(title="Apprehended")] = 0
    turned_back: Annotated[Count, Field(title="Turned back")] = 0
    got_away: Annotated[Count, Field(title="Got away")] = 0
    rescued: Annotated[Count, Field(title="Rescued")] = 0
    dead: Annotated[Count, Field(title="Found dead")] = 0
    lawful: Annotated[Count, Field(title="Citizens and lawful travellers")] = 0
    event: Annotated[str, Field(title="Event number", max_length=24)] = ""
    why: Annotated[str, Field(title="Why, where nobody went or it is not plain", max_length=500)] = ""

    def authority(self, record: Detection, scene: Scene) -> str:
        """Return the authority: a turn-back has one of its own."""
        return "patrol.turn_back" if self.turned_back else "patrol.watch"

    def guard(self, record: Detection, scene: Scene) -> None:
        """The counts say what the outcome says; nobody is left out in silence."""
        row = scene.law.codes("detection_outcomes").get(self.outcome, scene.day).attributes
        total = self.total()
        if row["counts"] == "people" and not (getattr(self, row["of"]) if row.get("of") else total):
            raise bad("outcome", "outcome.uncounted", "Count the people this outcome is about.")
        if row["counts"] != "people" and total:
            raise bad("outcome", "outcome.counted", "People are counted, and the outcome says there were none.")
        if row["counts"] == "people" and total < (record.people or 0) and not self.why:
            said = f"{record.people} people were counted before and {total} are now. Count the others, or say why."
            raise bad("why", "outcome.fewer", said)
        if record.answered_at is None and not self.why:
            raise bad("why", "outcome.unanswered", "Nobody answered this detection. Say why.")

    def total(self) -> int:
        """Return everybody counted."""
        return sum(int(getattr(self, name)) for name in COUNTED)

    def apply(self, record: Detection, scene: Scene) -> Detection:
        """Keep the counts."""
        for name in (*COUNTED, "outcome", "event", "why"):
            setattr(record, name, getattr(self, name))
        record.closed_at = scene.at
        return record


class MergeDetection(
    Act,
    key="patrol.merge_detection",
    on=DETECTION,
    permission=FIELD,
    authorities=WATCH,
    marks=("patrol.detection_closed",),
):
    """Merge a detection into another of the same people."""

    into: Annotated[UUID, Ref(DETECTION), Field(title="Into the detection")]

    def guard(self, record: Detection, scene: Scene) -> None:
        """Both are open, of one station, and close enough in time."""
        other = Detection.objects.get(pk=self.into)
        minutes = int(scene.law.value("policy.detection_merge_minutes", scene.day).value)
        if other.pk == record.pk or other.state in ("closed", "merged") or other.station_id != record.station_id:
            raise GuardRefused("A detection merges into another open one of its station.")
        if abs(other.at - record.at) > timedelta(minutes=minutes):
            raise GuardRefused(f"Detections more than {minutes} minutes apart are kept apart.")

    def apply(self, record: Detection, scene: Scene) -> Detection:
        """Point to the other, which goes on."""
        record.merged_into_id, record.closed_at = self.into, scene.at
        return record


class ReopenDetection(
    Act,
    key="patrol.reopen_detection",
    on=DETECTION,
    permission=FIELD,
    authorities=WATCH,
    marks=("patrol.detected", "patrol.detection_answered"),
):
    """Reopen a detection whose outcome was wrong."""

    reason: Reason

    def apply(self, record: Detection, scene: Scene) -> Detection:
        """Take the outcome back; it stays in the ledger."""
        for name in COUNTED:
            setattr(record, name, 0)
        record.outcome, record.why, record.event, record.closed_at = "", "", "", None
        record.answered_at = record.answered_at or scene.at
        return record
