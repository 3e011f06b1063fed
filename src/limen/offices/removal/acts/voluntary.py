"""Voluntary departure: granted, bonded, kept, ended by what the person files, and turned into the order beside it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from limen.core.clocks.redating import arrange
from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene
from limen.kernel.clocks import end_of
from limen.offices.removal.acts.appeals import MotionKind, close_appeal, moved, petitioned
from limen.offices.removal.acts.case_shared import (
    APPEAL,
    CASE,
    JUDGE,
    KEEP,
    WRITE,
    Country,
    Judge,
    Note,
    Why,
    last_day,
    local_day,
    make_final,
    require_served,
    unmake_departure,
    waiting_appeal,
)
from limen.offices.removal.acts.cases import decided
from limen.offices.removal.acts.orders import order
from limen.offices.removal.models import Case
from limen.offices.removal.papers import cases as case_papers

DEPART = ("depart.voluntary",)
Until = Annotated[date | None, Field(title="Last day to leave", description="The longest the law allows, if empty")]


class _Grant(Act):
    country: Country = ""
    until: Until = None
    judge: Judge = ""
    note: Note = ""

    def within(self, record: Case, scene: Scene, clock: str) -> date:
        """Return the last day to leave; never later than the law allows."""
        most = last_day(clock, record, scene)
        if self.until is not None and not local_day(record, scene) <= self.until <= most:
            raise BadInput(
                f"The last day is {most} at the latest.",
                problems=[Problem("until", "departure.too_long", f"Give a day until {most}.")],
                citation=scene.law.clock(clock).on(scene.day).citation,
            )
        return self.until or most

    def until_day(self, record: Case, scene: Scene, clock: str) -> None:
        """Keep the last day to leave, and let its deadline end with it."""
        record.departure_until = self.within(record, scene, clock)
        scene.until[clock] = end_of(record.departure_until, record.zone)


class GrantDepartureBefore(
    _Grant,
    key="removal.grant_departure_before",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.departure_granted_before",),
):
    """Record that the judge granted voluntary departure before proceedings ended."""

    waived: Annotated[bool, Field(title="The person conceded removability and waived appeal")]
    bond: Annotated[int | None, Field(title="Bond, in dollars, if one was asked", ge=1, le=1_000_000)] = None
    document_due: Annotated[bool, Field(title="A travel document is still to be shown")] = False

    def guard(self, record: Case, scene: Scene) -> None:
        """The person gave up every other claim and appeal; the time is not longer than the law allows."""
        require_served(record, scene)
        if not self.waived:
            raise GuardRefused(
                "Before proceedings end it is granted only to who gives up other relief and appeal.",
                citation=scene.provision.citation if scene.provision else "",
            )
        self.within(record, scene, "removal.voluntary_before")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the grant, and the order entered beside it."""
        decided(record, scene, by="judge", what="departure_before", name=self.judge, waived_by="person", note=self.note)
        order(record, scene, country=self.country)
        record.waived_on, record.appeal_until = local_day(record, scene), None
        record.departure_kind = "before"
        self.until_day(record, scene, "removal.voluntary_before")
        record.departure_bond = self.bond
        if self.document_due:
            scene.marks.append("removal.departure_document_due")
        return record


class GrantDepartureAfter(
    _Grant,
    key="removal.grant_departure_after",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.judge_decided", "removal.departure_granted_after"),
):
    """Record that the judge granted voluntary departure at the end of proceedings."""

    bond: Annotated[int, Field(title="Bond, in dollars", ge=1, le=1_000_000)]
    waived: Annotated[bool, Field(title="The person waived appeal")] = False

    def guard(self, record: Case, scene: Scene) -> None:
        """The bond is not less, and the time not more, than the law allows."""
        require_served(record, scene)
        least = scene.law.value("removal.departure_bond_minimum", scene.day)
        if self.bond < least.value:
            raise BadInput(
                f"The bond is {least.value} dollars at least.",
                problems=[Problem("bond", "departure.bond_low", f"Give {least.value} or more.")],
                citation=least.citation,
            )
        self.within(record, scene, "removal.voluntary_after")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the grant with its bond, and the order entered beside it."""
        waived = "person" if self.waived else ""
        decided(record, scene, by="judge", what="departure_after", name=self.judge, waived_by=waived, note=self.note)
        order(record, scene, country=self.country)
        record.departure_kind = "after"
        self.until_day(record, scene, "removal.voluntary_after")
        record.departure_bond = self.bond
        record.departure_bond_until = last_day("removal.voluntary_bond", record, scene)
        if self.waived:
            record.waived_on = local_day(record, scene)
            scene.marks.append("removal.appeal_waived")
        return record


class BoardGrantsDeparture(
    _Grant,
    key="removal.board_grants_departure",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.departure_granted_board",),
):
    """Record that the Board dismissed the appeal and granted voluntary departure anew."""

    def guard(self, record: Case, scene: Scene) -> None:
        """An appeal of the person waits."""
        waiting_appeal(record, "board", "person")
        self.within(record, scene, "removal.voluntary_after")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the new time; the order beside it is the Board's."""
        close_appeal(record, scene, "departure", by="person")
        decided(record, scene, by="board", what="departure_after", note=self.note)
        unmake_departure(record)
        order(record, scene, country=self.country, by="board")
        record.departure_kind = "after"
        self.until_day(record, scene, "removal.voluntary_after")
        return record


class ExtendDeparture(Act, key="removal.extend_departure", on=CASE, permission=JUDGE, authorities=("depart.extend",)):
    """Extend the time of voluntary departure, within what the law allows from the grant."""

    until: Annotated[date, Field(title="Last day to leave")]
    why: Why

    def guard(self, record: Case, scene: Scene) -> None:
        """The time still runs, and with the extension it is no longer than the law allows."""
        until, most = record.departure_until, longest(record, scene)
        if until is None or local_day(record, scene) > until:
            raise GuardRefused("The time of voluntary departure is over.")
        if not until < self.until <= most:
            raise BadInput(
                f"An extension is beyond {until}, and until {most} at the latest.",
                problems=[Problem("until", "departure.too_long", f"Give a day after {until}, until {most}.")],
                citation=scene.provision.citation if scene.provision else "",
            )

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the new day, and tell the person in writing."""
        scene.facts["was"] = record.departure_until
        scene.personal["why"] = self.why
        record.departure_until = self.until
        until = end_of(self.until, record.zone)
        arrange(f"removal.voluntary_{record.departure_kind}", record, scene, until=until)
        case_papers.departure_extended(record, scene)
        return record


def longest(record: Case, scene: Scene) -> date:
    """Return the last day that the time of voluntary departure may have, however often it is extended."""
    granted = record.decisions.filter(what=f"departure_{record.departure_kind}").order_by("decided_at", "pk").last()
    clock = scene.law.clock(f"removal.voluntary_{record.departure_kind}").on(scene.day)
    since = granted.decided_at if granted is not None else scene.at
    most: date = clock.due(since, zone=record.zone).astimezone(record.zone).date()
    return most


class PostDepartureBond(
    Act,
    key="removal.post_departure_bond",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.departure_bond_posted",),
):
    """Record that the bond of voluntary departure was posted."""

    def guard(self, record: Case, scene: Scene) -> None:
        """One is asked, and was not posted."""
        if record.departure_bond is None:
            raise GuardRefused("No bond is asked in this case.")
        if record.departure_bond_on is not None:
            raise GuardRefused("The bond has been posted.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when."""
        record.departure_bond_on = local_day(record, scene)
        return record


class ShowDocument(
    Act,
    key="removal.show_document",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.document_shown",),
):
    """Record that the person showed a travel document good for departure."""


class _Ends(Act):
    note: Note = ""

    def guard(self, record: Case, scene: Scene) -> None:
        """The time still runs, and no appeal waits."""
        if record.departure_until is None or local_day(record, scene) > record.departure_until:
            raise GuardRefused("The time of voluntary departure is over.")
        if record.appeals.filter(to="board", by="person", outcome="").exists():
            raise GuardRefused("The person's appeal waits.")

    def end(self, record: Case, scene: Scene, by: str) -> None:
        """End the grant: the order beside it is final on that day."""
        record.departure_ended_by, record.departure_ended_on = by, local_day(record, scene)
        scene.marks.append("removal.departure_ended")
        make_final(record, scene)


class MoveDuringDeparture(_Ends, key="removal.move_during_departure", on=CASE, permission=WRITE, authorities=APPEAL):
    """Record a motion filed within the time of voluntary departure; it ends the grant."""

    kind: MotionKind

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the motion, and end the grant."""
        moved(record, scene, self.kind, "person", self.note)
        self.end(record, scene, "motion")
        return record


class PetitionDuringDeparture(
    _Ends,
    key="removal.petition_during_departure",
    on=CASE,
    permission=WRITE,
    authorities=APPEAL,
    marks=("removal.petition_filed",),
):
    """Record a petition filed within the time of voluntary departure; it ends the grant."""

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep the petition, and end the grant."""
        petitioned(record, scene, self.note)
        self.end(record, scene, "petition")
        return record


class RecordOwnDeparture(
    Act,
    key="removal.own_departure",
    on=CASE,
    permission=WRITE,
    authorities=DEPART,
    marks=("removal.departed",),
):
    """Record that the person left within the time of voluntary departure."""

    departed_on: Annotated[date, Field(title="Left on")]
    verified_by: Annotated[str, Field(title="How it was verified", min_length=3, max_length=300)]

    def guard(self, record: Case, scene: Scene) -> None:
        """The day is past, after the grant and within its time."""
        since, until = record.ordered_on, record.departure_until
        if self.departed_on > scene.day or since is None or until is None:
            raise BadInput("The day lies ahead.", problems=[Problem("departed_on", "day.future", "Give a day past.")])
        if not since <= self.departed_on <= until:
            raise GuardRefused(f"The time to leave was {since} to {until}; who leaves later leaves under the order.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep when and how it is known."""
        record.departed_on, record.ended_on = self.departed_on, local_day(record, scene)
        record.ended_why = self.verified_by
        return record


class ConvertDeparture(
    Act,
    key="removal.convert_departure",
    on=CASE,
    permission=KEEP,
    authorities=DEPART,
    marks=("removal.departure_ended",),
    automatic=True,
):
    """Hold the order beside voluntary departure final: the person did not leave, or did not post the bond."""

    def guard(self, record: Case, scene: Scene) -> None:
        """The law's own reckoning says so."""
        make_final(record, scene)
        scene.marks.clear()

    def apply(self, record: Case, scene: Scene) -> Case:
        """Keep since when, and why."""
        make_final(record, scene)
        return record
