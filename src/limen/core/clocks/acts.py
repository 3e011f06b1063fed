"""What happens to a running clock. The system starts, ends and breaches it; a person owns it and explains a breach."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import roles_held
from limen.core.access.models import Account
from limen.core.clocks import thresholds
from limen.core.clocks.models import RunningClock, Toll
from limen.core.places.models import Place
from limen.core.referrals.acts import SendReferral, SettleReferral
from limen.core.referrals.queries import open_about
from limen.kernel import Act, BadInput, GuardRefused, Personal, Problem, Ref, Scene
from limen.kernel.clocks import calendar, due, sooner

CLOCK = "clocks.runningclock"
KEEP = ("records.keep",)
AT_RISK = "deadline_at_risk"
"""Why work is sent to the office whose deadline is about to pass."""
LONGEST = 60 * 24 * 90
"""The most minutes a referral may be due in."""


class StartClock(Act, key="clocks.start", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Start a clock."""

    clock: Annotated[str, Field(title="Clock")]
    mark: Annotated[str, Field(title="Event")]
    subject_record: Annotated[str, Field(title="Record type")]
    subject: Annotated[UUID, Field(title="Record")]
    person: Annotated[UUID | None, Field(title="Person")] = None
    renews: Annotated[UUID | None, Ref(CLOCK), Field(title="The breached clock whose deadline is owed again")] = None
    answers_at: Annotated[UUID | None, Field(title="The place that answers, where it is another")] = None
    began: Annotated[datetime | None, Field(title="When it began, where that is not now")] = None
    until: Annotated[datetime | None, Field(title="When it ends, where a sooner day was agreed or granted")] = None

    def apply(self, record: Any, scene: Scene) -> RunningClock:
        """Keep the provision in force on the day and when it runs out."""
        began = self.began or scene.at
        old = RunningClock.objects.select_related("place").get(pk=self.renews) if self.renews else None
        place = old.place if old is not None else _where(self.answers_at, scene)
        zone = old.zone if old is not None else place.zone if place is not None else scene.place.zone
        day = scene.at.astimezone(zone).date()
        rule = scene.law.clock(self.clock)
        provision = rule.on(day)
        clock = RunningClock(
            key=self.clock,
            title=rule.title,
            citation=provision.citation,
            amount=provision.value,
            unit=provision.unit,
            calendar=provision.calendar,
            rolls=provision.rolls,
            zone_name=zone.key,
            mark=self.mark,
            subject_record=self.subject_record,
            subject=self.subject,
            person_id=self.person,
            place=place,
            office=thresholds.office_of(self.clock, self.subject_record, place, law=scene.law, day=day),
            owner_role=rule.owner_role,
            owner_id=old.owner_id if old is not None else None,
            started_at=began,
            until=self.until,
            renewed_from=old,
        )
        clock.due_at = _due(clock, [], scene.at)
        return warned(clock, scene)


def _where(answers_at: UUID | None, scene: Scene) -> Place | None:
    """Return the place whose people answer: another where one is named, else where the act is done."""
    if answers_at in (None, scene.place.id) and isinstance(scene.place, Place):
        return scene.place
    return Place.objects.filter(pk=answers_at or scene.place.id).first()


class TollClock(Act, key="clocks.toll", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Stop a clock from running for a while."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Open an interval; nobody is pressed while it lasts."""
        Toll.objects.create(clock=record, since=scene.at, mark=self.mark)
        untold(record, scene, "The deadline stands still; you are told again before it passes.")
        return record


class ResumeClock(Act, key="clocks.resume", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Let a tolled clock run again."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Close the interval and reckon again."""
        record.tolls.filter(until=None).update(until=scene.at)
        record.due_at = reckoned(record, scene.at)
        return warned(record, scene)


class SatisfyClock(Act, key="clocks.satisfy", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Meet a deadline."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Say when; work that was sent because of it is asked of nobody any more."""
        record.ended_at = record.closed_at = scene.at
        settle(record, scene, "The deadline was met.")
        return record


class EscalateClock(Act, key="clocks.escalate", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Tell the supervisors of an office that a deadline of theirs is about to pass."""

    def guard(self, record: RunningClock, scene: Scene) -> None:
        """Once is enough."""
        if record.escalated_at is not None:
            raise GuardRefused("The office was told already.")

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Send it to the office of the clock's place as work due by the deadline."""
        record.escalated_at, record.escalate_at = scene.at, None
        if record.office and record.place_id is not None:
            left = max(1, min(LONGEST, int((record.due_at - scene.at) / timedelta(minutes=1))))
            local = record.due_at.astimezone(record.zone)
            scene.perform(
                SendReferral(
                    to_office=record.office,
                    to_place=record.place_id,
                    subject_record=CLOCK,
                    subject=record.pk,
                    person=record.person_id,
                    reason=AT_RISK,
                    remarks=f"{record.title}, due {local:%Y-%m-%d %H:%M %Z}. {record.to_do}",
                    urgency="immediate" if record.unit in ("minutes", "hours") else "urgent",
                    due_in_minutes=left,
                )
            )
        return record


class BreachClock(Act, key="clocks.breach", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Record that a deadline passed unmet."""


class LapseClock(Act, key="clocks.lapse", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Record that the time in which a person could ask or answer ran out, with nothing on record by then."""

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Nothing more is asked: nobody of the service owed anything."""
        record.closed_at = scene.at
        return record


class MeetLate(Act, key="clocks.meet_late", on=CLOCK, permission="clocks.keep", authorities=KEEP, automatic=True):
    """Record that what was due was done after its deadline; the breach still wants a reason."""

    mark: Annotated[str, Field(title="Event")]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Say when."""
        record.ended_at = scene.at
        return record


class ExplainBreach(Act, key="clocks.explain", on=CLOCK, permission="clocks.explain", authorities=KEEP):
    """Close a breached clock with a written reason."""

    reason: Annotated[str, Personal, Field(title="Reason", min_length=20, max_length=4000)]

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Keep the reason; where what was due is still owed, it is due again."""
        owed = record.state == "breached"
        record.reason = self.reason
        record.ended_at, record.closed_at = record.ended_at or scene.at, scene.at
        settle(record, scene, "The breach was explained in writing.")
        if owed:
            renew(record, scene)
        return record


class AssignClock(Act, key="clocks.assign", on=CLOCK, permission="clocks.assign", authorities=KEEP):
    """Give a deadline to an officer."""

    owner: Annotated[UUID, Ref("access.account"), Field(title="Officer")]

    def guard(self, record: RunningClock, scene: Scene) -> None:
        """The officer works where the deadline runs."""
        officer = Account.objects.get(pk=self.owner)
        if not officer.is_active or not roles_held(officer, record.place, scene.day):
            raise BadInput(
                "That officer is not posted where this deadline runs.",
                problems=[Problem("owner", "officer.elsewhere", "Choose an officer who works there.")],
            )

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """Keep whose it is."""
        record.owner_id = self.owner
        return record


class ReleaseOwner(Act, key="clocks.release_owner", on=CLOCK, permission="clocks.assign", authorities=KEEP):
    """Take a deadline from the officer who has it."""

    why: Annotated[str, Field(title="Why", max_length=300)] = ""

    def guard(self, record: RunningClock, scene: Scene) -> None:
        """Somebody has it."""
        if record.owner_id is None:
            raise GuardRefused("Nobody has this deadline; it is the office's.")

    def apply(self, record: RunningClock, scene: Scene) -> RunningClock:
        """It is the office's again."""
        record.owner = None
        return record


def reckoned(clock: RunningClock, now: datetime) -> datetime:
    """Return when a clock runs out, its tolled intervals added back."""
    return _due(clock, list(clock.tolls.values_list("since", "until")), now)


def warned(clock: RunningClock, scene: Scene) -> RunningClock:
    """Set when a clock is at risk and when supervisors are told; time in which it stood still does not count.

    Of a person's own time neither is said: that it runs out is no failing to warn of.
    """
    if clock.theirs:
        return clock
    span = _due(clock, [], scene.at) - clock.started_at
    day = scene.at.astimezone(clock.zone).date()
    clock.risk_at = thresholds.after_share(thresholds.AT_RISK, scene.law, day, due=clock.due_at, span=span)
    escalate_at = thresholds.after_share(thresholds.ESCALATE, scene.law, day, due=clock.due_at, span=span)
    if escalate_at is not None and escalate_at > scene.at:
        untold(clock, scene, "The deadline was moved; you are told again before the new one.")
    if clock.escalated_at is None:
        clock.escalate_at = escalate_at
    return clock


def settle(clock: RunningClock, scene: Scene, result: str) -> None:
    """Close the work that was sent when supervisors were told, if they were."""
    if clock.escalated_at is not None:
        for work in open_about(CLOCK, clock.pk, reason=AT_RISK):
            scene.perform(SettleReferral(result=result), on=work)


def untold(clock: RunningClock, scene: Scene, why: str) -> None:
    """Take back that supervisors were told: what they were told of is not about to pass any more."""
    settle(clock, scene, why)
    clock.escalated_at = None


def renew(clock: RunningClock, scene: Scene) -> None:
    """Start a fresh period of a clock for the same record, where its rule renews and is in force."""
    rule = scene.law.clocks().get(clock.key)
    if rule is None or not rule.renews or rule.on(scene.at.astimezone(clock.zone).date()) is None:
        return
    scene.perform(
        StartClock(
            clock=clock.key,
            mark=clock.mark,
            subject_record=clock.subject_record,
            subject=clock.subject,
            person=clock.person_id,
            renews=clock.pk,
        )
    )


def _due(clock: RunningClock, tolled: list[tuple[datetime, datetime | None]], now: datetime) -> datetime:
    by_law = due(
        clock.started_at,
        clock.amount,
        clock.unit,  # type: ignore[arg-type]  # stored from a provision whose unit the law pack's schema checked
        zone=clock.zone,
        calendar=calendar(clock.calendar),
        tolled=tolled,
        now=now,
        rolls=clock.rolls,
    )
    return sooner(by_law, clock.until)
