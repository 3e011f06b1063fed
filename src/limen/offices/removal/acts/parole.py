"""Parole from custody: granted for a time, refused, given a later end, ended; and taking the person back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import take_number
from limen.core.custody import rules
from limen.core.custody.acts import Release, TakeIntoCustody
from limen.core.custody.models import Stay
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.kernel.clocks import end_of
from limen.offices.removal import custody_rules
from limen.offices.removal.acts.determinations import DECIDE, DETERMINATION
from limen.offices.removal.models import Determination
from limen.offices.removal.papers import parole as papers

PAROLE = ("release.parole",)
END = ("parole.end",)
CLOCK = "removal.parole"
GROUNDS = "parole_grounds"
RAN_OUT = "time ran out"

Ground = Annotated[str, Code(GROUNDS), Field(title="Ground")]
Until = Annotated[date, Field(title="Until")]
To = Annotated[str, Personal, Field(title="To what address", min_length=5, max_length=200)]
Why = Annotated[str, Personal, Lines(4), Field(title="Why, in this case", min_length=20, max_length=4000)]


def within(until: date, record: Determination, scene: Scene) -> None:
    """Refuse a day that is past, or later than parole is given for at a time.

    Raises:
        BadInput: when the day lies behind, or beyond that time.
    """
    if until <= scene.day:
        raise BadInput("Parole is for a time to come.", problems=[Problem("until", "time.past", "Give a later day.")])
    last = custody_rules.last_day(CLOCK, scene, record.stay.place.zone)
    if last is not None and until > last:
        raise BadInput(
            f"Parole is given until {last} at the latest.",
            problems=[Problem("until", "parole.too_long", f"Give a day until {last}.")],
            citation=scene.law.clock(CLOCK).on(scene.day).citation,
        )


def let_in(record: Determination, ground: str, until: date, scene: Scene, mark: str = "removal.paroled") -> None:
    """Put parole on a determination, with the paper that shows it and the deadline of its end."""
    record.decision, record.parole_ground, record.paroled_until = "parole", ground, until
    papers.arrival_record(record, take_number("i94", scene), scene)
    scene.until[CLOCK] = end_of(until, record.stay.place.zone)
    scene.marks.append(mark)


class ParoleFromCustody(Act, key="removal.parole", on=DETERMINATION, permission=DECIDE, authorities=PAROLE):
    """Parole the person from custody, case by case and for a time."""

    ground: Ground
    until: Until
    to: To
    why: Why

    def guard(self, record: Determination, scene: Scene) -> None:
        """Parole is for applicants for admission, and for a time."""
        stay = custody_rules.held(record.stay_id)
        for one in (stay, *rules.kept_together(stay, with_family=True)):
            custody_rules.open_way(one.authority, "parole", scene)
        within(self.until, record, scene)

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Let them go, each with a parole of their own."""
        stay = custody_rules.held(record.stay_id)
        let_in(record, self.ground, self.until, scene)
        scene.personal["why"] = self.why
        for one in rules.kept_together(stay, with_family=True):
            standing = Determination.objects.filter(stay=one, state__in=("made", "redetermined")).first()
            scene.perform(ParoleAlong(stay=one.pk, ground=self.ground, until=self.until), on=standing)
        scene.perform(Release(way="parole", reason="PARO", to=self.to), on=stay)
        return record


class ParoleAlong(
    Act, key="removal.parole_along", on=DETERMINATION, permission=DECIDE, authorities=PAROLE, automatic=True
):
    """Parole a member of a family unit along with another."""

    stay: Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]
    ground: Ground
    until: Until

    def apply(self, record: Determination | None, scene: Scene) -> Determination:
        """Put it on the determination that stands, or on one of its own."""
        stay = custody_rules.held(self.stay)
        row = custody_rules.basis(stay.authority, scene)
        made = record or Determination(
            person=stay.person,
            stay=stay,
            under=stay.authority,
            citation=row.citation,
            mandatory=row.attributes["mandatory"],
            decided_at=scene.at,
            decided_by=account_of(scene.actor),
        )
        scene.about(stay.person)
        let_in(made, self.ground, self.until, scene)
        return made


class RefuseParole(Act, key="removal.refuse_parole", on=DETERMINATION, permission=DECIDE, authorities=PAROLE):
    """Refuse parole, and tell the person why in writing."""

    why: Why

    def guard(self, record: Determination, scene: Scene) -> None:
        """It is open to the person, who is held."""
        custody_rules.open_way(custody_rules.held(record.stay_id).authority, "parole", scene)

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Keep when and why; the person may ask again when something has changed."""
        record.parole_refused_at, record.parole_why = scene.at, self.why
        papers.notice(record, "refused", self.why, scene)
        return record


class ExtendParole(Act, key="removal.extend_parole", on=DETERMINATION, permission=DECIDE, authorities=PAROLE):
    """Parole the person for a further time, before the first has ended."""

    until: Until
    why: Why

    def guard(self, record: Determination, scene: Scene) -> None:
        """It has not ended, and the further time is no longer than parole is given for at a time."""
        if _ran_out(record, scene):
            raise GuardRefused("The parole has ended; nothing is left to extend.")
        if record.paroled_until is not None and self.until <= record.paroled_until:
            raise BadInput(
                f"The parole lasts until {record.paroled_until} already.",
                problems=[Problem("until", "parole.not_longer", f"Give a day after {record.paroled_until}.")],
            )
        within(self.until, record, scene)

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Keep the later day, and make the paper that shows it; its end falls due anew."""
        scene.facts["was"] = record.paroled_until
        scene.personal["why"] = self.why
        let_in(record, record.parole_ground, self.until, scene, "removal.parole_extended")
        return record


class EndParole(Act, key="removal.end_parole", on=DETERMINATION, permission=DECIDE, authorities=END):
    """End parole."""

    because: Annotated[
        Literal["time ran out", "purpose accomplished", "no longer warranted"], Field(title="Why it ends")
    ]
    why: Why
    how: Annotated[Literal["in person", "by mail", "to counsel"], Field(title="How the notice is served")] = "by mail"
    take_back: Annotated[bool, Field(title="The person is taken back into custody here and now")] = False

    def guard(self, record: Determination, scene: Scene) -> None:
        """Time has run out when the day is over, not before; nobody is taken back who may not be held."""
        over = _ran_out(record, scene)
        if (self.because == RAN_OUT) != over:
            said = "has ended with its time; say that its time ran out" if over else "has not run out"
            problem = Problem("because", "parole.end", f"It lasts until {record.paroled_until}.")
            raise BadInput(f"The parole {said}.", problems=[problem])
        if self.take_back:
            custody_rules.may_be_held(record.person_id, scene)

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Keep when and why; the person is again what they were at the time of parole, and may be held as then."""
        record.parole_ended_at, record.parole_why = scene.at, f"{self.because}: {self.why}"
        if self.because != RAN_OUT:
            papers.notice(record, "ended", self.why, scene, how=self.how)
        scene.marks.append("removal.parole_ended")
        if self.take_back:
            act = TakeIntoCustody(
                person=record.person_id, under=record.under, subject_record=record.record_type, subject=record.pk
            )
            stay: Stay = scene.perform(act).record
            scene.about(stay)
            scene.marks.append("custody.retaken")
        return record


class LapseParole(
    Act,
    key="removal.lapse_parole",
    on=DETERMINATION,
    permission="removal.keep",
    authorities=END,
    marks=("removal.parole_ended",),
    automatic=True,
):
    """End the parole of somebody who has left the country: it ends with the departure."""

    def apply(self, record: Determination, scene: Scene) -> Determination:
        """Keep when."""
        record.parole_ended_at, record.parole_why = scene.at, "left the country"
        return record


def _ran_out(record: Determination, scene: Scene) -> bool:
    """Return whether the last day of a parole is over where it was granted."""
    until = record.paroled_until
    return until is not None and scene.day_in(record.stay.place.zone) > until
