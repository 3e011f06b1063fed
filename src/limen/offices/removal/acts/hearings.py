"""Hearings: set down, held, put off."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from limen.kernel import Act, GuardRefused, Scene
from limen.offices.removal.acts.case_shared import CASE, PROCEED, WRITE, Judge, Note
from limen.offices.removal.acts.cases import not_before
from limen.offices.removal.models import Case, Hearing

Kind = Annotated[Literal["master", "merits", "bond", "review"], Field(title="Kind of hearing")]
Mode = Annotated[Literal["in_person", "video", "telephone"], Field(title="How it is held")]
At = Annotated[datetime, Field(title="Date and time of the hearing")]


class ScheduleHearing(Act, key="removal.schedule_hearing", on=CASE, permission=WRITE, authorities=PROCEED):
    """Set a hearing down."""

    kind: Kind = "master"
    mode: Mode = "in_person"
    court: Annotated[
        str, Field(title="Immigration court", max_length=120, description="That of the case, if empty")
    ] = ""
    courtroom: Annotated[str, Field(title="Room, or how to join", max_length=120)] = ""
    judge: Judge = ""
    at: At

    def guard(self, record: Case, scene: Scene) -> None:
        """It lies ahead, and a first hearing is not sooner than the law allows."""
        if self.at <= scene.at:
            raise GuardRefused("A hearing is set down for a time to come.")
        held = record.hearings.filter(outcome="held").exists()
        if record.served_at is not None and not held and not record.early_hearing and self.kind in ("master", "merits"):
            not_before(record, self.at, record.served_at, scene)

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it."""
        Hearing.objects.create(
            case=record,
            kind=self.kind,
            court=self.court or record.court,
            courtroom=self.courtroom,
            mode=self.mode,
            judge=self.judge,
            at=self.at,
        )
        return with_next(record)


def with_next(record: Case) -> Case:
    """Return the case with its next hearing on it."""
    record.next_hearing_at = (
        record.hearings.filter(outcome="").order_by("at", "pk").values_list("at", flat=True).first()
    )
    return record


def next_hearing(record: Case) -> Hearing:
    """Return the hearing that comes next.

    Raises:
        GuardRefused: when none is set down.
    """
    found = record.hearings.filter(outcome="").order_by("at", "pk").first()
    if found is None:
        raise GuardRefused("No hearing is set down.")
    return found


class HoldHearing(
    Act,
    key="removal.hold_hearing",
    on=CASE,
    permission=WRITE,
    authorities=PROCEED,
    marks=("removal.hearing_held",),
):
    """Record that the hearing that came next was held."""

    appeared: Annotated[bool, Field(title="The person appeared")] = True
    judge: Judge = ""
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """It was to be by now."""
        if next_hearing(record).at > scene.at:
            raise GuardRefused("The hearing lies ahead.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep it."""
        found = next_hearing(record)
        found.outcome, found.note, found.closed_at = "held" if self.appeared else "absent", self.note, scene.at
        found.judge = self.judge or found.judge
        found.save()
        return with_next(record)


class AdjournHearing(Act, key="removal.adjourn_hearing", on=CASE, permission=WRITE, authorities=PROCEED):
    """Record that the next hearing was put off, and to when."""

    reason: Annotated[
        Literal["person_asked", "government_asked", "court", "interpreter", "not_produced", "closure"],
        Field(title="Why"),
    ]
    until: Annotated[datetime | None, Field(title="To")] = None
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """There is one, and it is put off to a time to come."""
        next_hearing(record)
        if self.until is not None and self.until <= scene.at:
            raise GuardRefused("A hearing is put off to a time to come.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Close it and set down the new one."""
        found = next_hearing(record)
        found.outcome, found.closed_at = "adjourned", scene.at
        found.note = f"{self.reason.replace('_', ' ')}. {self.note}".strip()
        found.save()
        if self.until is not None:
            again = {"kind": found.kind, "court": found.court, "courtroom": found.courtroom, "mode": found.mode}
            Hearing.objects.create(case=record, judge=found.judge, at=self.until, **again)
        return with_next(record)
