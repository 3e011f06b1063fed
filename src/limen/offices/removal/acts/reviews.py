"""Reviews of custody after an order of removal: asked, told, heard, decided; and whether removal is likely at all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.book import LIVE
from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import ChangeBasis
from limen.core.custody.models import Stay
from limen.core.custody.rules import open_stay
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.kernel.clocks import add_months
from limen.offices.removal import custody_rules
from limen.offices.removal.acts.case_shared import CASE, KEEP
from limen.offices.removal.acts.supervision import OrderSupervision, Telephone
from limen.offices.removal.models import Case, ReleasePlan, Review
from limen.offices.removal.papers import decisions as custody_papers

REVIEW = "removal.review"
DECIDE = "removal.decide"
JUDGE = "removal.review"
KINDS = "custody_reviews"
REVIEWING = ("review.custody", "review.likelihood")
OPEN = ("opened", "notified", "interviewed")
"""The states of a review that is not decided."""

HELD_ON = "You are held further."
LET_GO = "You are released under an order of supervision."

Says = Annotated[str, Personal, Lines(4), Field(title="What was said", min_length=5, max_length=4000)]
Why = Annotated[str, Personal, Lines(4), Field(title="Why", min_length=20, max_length=4000)]


class _Reviewing(Act):
    """What the acts on a review share: the law pack's row of its kind."""

    def authority(self, record: Any, scene: Scene) -> str:
        """The law pack says what each kind stands on."""
        kind = record.kind if record is not None else getattr(self, "kind", "")
        row = scene.law.codes(KINDS).get(kind, scene.day)
        return str(row.attributes["authority"]) if row is not None else REVIEWING[0]

    def row(self, kind: str, scene: Scene) -> Any:
        """Return what the law says of a kind of review."""
        return scene.law.codes(KINDS).get(kind, scene.day)


class _Opening(_Reviewing):
    stay: Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]
    kind: Annotated[str, Code(KINDS), Field(title="Which review")]

    def guard(self, record: Any, scene: Scene) -> None:
        """Of somebody ordered removed, and not open already."""
        stay = custody_rules.held(self.stay)
        row = custody_rules.basis(stay.authority, scene)
        if not row.attributes["after_order"]:
            raise GuardRefused(f"Such a review follows an order of removal; the person is held as: {row.title}.")
        if Review.objects.filter(stay=stay, kind=self.kind, state__in=OPEN).exists():
            raise GuardRefused("That review is open already.")

    def opened(self, scene: Scene, asked: str = "") -> Review:
        """Return the review, due when its clock says."""
        stay = custody_rules.held(self.stay)
        scene.about(stay.person)
        return Review(
            person=stay.person,
            stay=stay,
            kind=self.kind,
            opened_at=scene.at,
            place=stay.place,
            due_on=self.due(stay, scene),
            asked=asked,
        )

    def due(self, stay: Stay, scene: Scene) -> date | None:
        """Return the day by which it is to be decided."""
        row = self.row(self.kind, scene)
        clock = row.attributes["clock"]
        running = None if row.attributes["opens"] else last_running(clock, stay)
        return running or custody_rules.last_day(clock, scene)


def last_running(clock: str, stay: Stay) -> date | None:
    """Return the last day of a clock that runs for a person; None when none does."""
    runs = RunningClock.objects.filter(key=clock, person=stay.person_id)
    found = runs.filter(state__in=LIVE).order_by("-started_at", "-pk").first()
    if found is None:
        return None
    last: date = found.due_at.astimezone(stay.place.zone).date()
    return last


class OpenReview(_Opening, key="removal.open_review", on=REVIEW, permission=DECIDE, authorities=REVIEWING):
    """Open a review of a person's custody, or take in a request for one."""

    asked: Annotated[str, Personal, Lines(4), Field(title="What the person asks, and why", max_length=4000)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A request on changed circumstances waits the time the law sets after the last."""
        super().guard(record, scene)
        if self.kind != "request":
            return
        months = scene.law.value("removal.request_months", scene.day)
        last = Review.objects.filter(stay=self.stay, kind=self.kind).order_by("-opened_at", "-pk").first()
        if last is not None and add_months(last.opened_at.date(), months.value) > scene.day:
            raise GuardRefused(f"The last request is less than {months.value} months old.", citation=months.citation)

    def apply(self, record: Any, scene: Scene) -> Review:
        """Keep it; what asking starts, starts."""
        scene.marks += self.row(self.kind, scene).attributes["opens"]
        return self.opened(scene, self.asked)


class BeginReview(
    _Opening, key="removal.begin_review", on=REVIEW, permission="removal.keep", authorities=REVIEWING, automatic=True
):
    """Open the review that falls due."""

    def due(self, stay: Stay, scene: Scene) -> date | None:
        """Return the last day of the clock it is begun on."""
        row = self.row(self.kind, scene)
        return last_running(row.attributes.get("begins_on") or row.attributes["clock"], stay)

    def apply(self, record: Any, scene: Scene) -> Review:
        """Keep it."""
        return self.opened(scene)


class LapseReview(
    _Reviewing, key="removal.lapse_review", on=REVIEW, permission="removal.keep", authorities=REVIEWING, automatic=True
):
    """Close the review of somebody who is held no more."""


class AcknowledgeReview(
    _Reviewing, key="removal.acknowledge_review", on=REVIEW, permission=DECIDE, authorities=REVIEWING
):
    """Acknowledge a request in writing."""

    def guard(self, record: Review, scene: Scene) -> None:
        """It was asked for, and is not acknowledged."""
        if not record.asked or record.acknowledged_at is not None:
            raise GuardRefused("There is no request to acknowledge.")

    def apply(self, record: Review, scene: Scene) -> Review:
        """Keep when."""
        record.acknowledged_at = scene.at
        scene.marks += self.row(record.kind, scene).attributes["acknowledged"]
        return record


class NotifyReview(_Reviewing, key="removal.notify_review", on=REVIEW, permission=DECIDE, authorities=REVIEWING):
    """Tell the person, in writing, of the review to come."""

    how: Annotated[Literal["in person", "by mail", "to counsel"], Field(title="How it was served")]
    language: Annotated[str, Code("interpreter_languages"), Field(title="Language", max_length=12)] = ""

    def apply(self, record: Review, scene: Scene) -> Review:
        """Keep when and how, and make the notice."""
        record.notified_at, record.notified_how = scene.at, self.how
        custody_papers.notice_of_review(record, self.how, self.language, scene)
        scene.marks.append("removal.review_notified")
        return record


class InterviewForReview(
    _Reviewing, key="removal.review_interview", on=REVIEW, permission=DECIDE, authorities=REVIEWING
):
    """Hear the person for the review."""

    says: Says

    def apply(self, record: Review, scene: Scene) -> Review:
        """Keep what was said."""
        record.heard_at, record.heard = scene.at, self.says
        scene.marks += self.row(record.kind, scene).attributes["heard"]
        return record


class PlanRelease(_Reviewing, key="removal.plan_release", on=REVIEW, permission=DECIDE, authorities=REVIEWING):
    """Record a plan of release: sponsor, address, work, treatment."""

    sponsor: Annotated[str, Personal, Field(title="Sponsor", min_length=2, max_length=160)]
    relation: Annotated[str, Personal, Field(title="How they are related", max_length=80)] = ""
    address: Annotated[str, Personal, Field(title="Address", min_length=5, max_length=300)]
    telephone: Annotated[str, Personal, Field(title="Telephone", max_length=40)] = ""
    work: Annotated[str, Personal, Field(title="Work", max_length=200)] = ""
    treatment: Annotated[str, Personal, Field(title="Treatment", max_length=300)] = ""
    checked: Annotated[bool, Field(title="The sponsor and the address were checked")] = False

    def apply(self, record: Review, scene: Scene) -> Review:
        """Keep it."""
        said = self.model_dump()
        ReleasePlan.objects.create(review=record, at=scene.at, **said)
        return record


class ContinueDetention(
    _Reviewing, key="removal.continue_detention", on=REVIEW, permission=JUDGE, authorities=REVIEWING
):
    """Decide after the review that the person is held further."""

    why: Why
    danger: Annotated[str, Personal, Lines(3), Field(title="Danger to others", max_length=4000)] = ""
    flight: Annotated[str, Personal, Lines(3), Field(title="Risk of flight", max_length=4000)] = ""

    def guard(self, record: Review, scene: Scene) -> None:
        """The person was told of the review, and heard where the law asks it."""
        custody_rules.held(record.stay_id)
        row = self.row(record.kind, scene)
        if row.attributes["heard"] and record.heard_at is None:
            raise GuardRefused("Hear the person first.", citation=row.citation)
        if not (record.asked or record.notified_at or record.heard_at):
            raise GuardRefused("Tell the person of the review first.", citation=row.citation)

    def apply(self, record: Review, scene: Scene) -> Review:
        """Keep why; the person is held from now on under what the law says of those so reviewed."""
        _decide(record, self.why, scene)
        record.danger, record.flight = self.danger, self.flight
        row = self.row(record.kind, scene)
        stay = custody_rules.held(record.stay_id)
        then = row.attributes["then"]
        if stay.authority != then:
            scene.perform(ChangeBasis(under=then, why=f"Review of custody: {row.title}"), on=stay)
        scene.marks += [*row.attributes["decided"], *row.attributes["continued"]]
        record.stay = custody_rules.fresh(record.stay)
        custody_papers.review_decision(record, HELD_ON, scene, again=self._again(row, scene))
        return record

    def _again(self, row: Any, scene: Scene) -> date | None:
        """Return by when custody is looked at again: the last day of the clock that going on holding starts."""
        rules = [rule for mark in row.attributes["continued"] for rule in scene.law.clocks_started_by(mark)]
        days = [day for rule in rules if (day := custody_rules.last_day(rule.key, scene)) is not None]
        return min(days, default=None)


def _decide(record: Review, why: str, scene: Scene) -> None:
    record.decided_at, record.decided_by, record.why = scene.at, account_of(scene.actor), why
    row = scene.law.codes(KINDS).get(record.kind, scene.day)
    soon = scene.at + timedelta(days=scene.law.value("removal.review_notice_days", scene.day).value)
    ends = RunningClock.objects.filter(key=row.attributes.get("begins_on", ""), person=record.person_id)
    if ends.filter(state__in=LIVE, due_at__lte=soon).exists():
        scene.marks += row.attributes.get("weighed", [])


class ReleaseOnReview(_Reviewing, key="removal.release_on_review", on=REVIEW, permission=JUDGE, authorities=REVIEWING):
    """Decide after the review to release the person under supervision."""

    why: Why
    address: Annotated[str, Personal, Field(title="Where the person will live", min_length=5, max_length=200)]
    telephone: Telephone = ""
    office: Annotated[UUID, Ref("places.place"), Field(title="Reports to")]
    conditions: Annotated[str, Personal, Lines(6), Field(title="Conditions, one a line", max_length=4000)]
    ordered_on: Annotated[date, Field(title="Ordered removed on")]
    next_on: Annotated[date | None, Field(title="First report on")] = None

    @classmethod
    def held(cls, record: Review) -> dict[str, Any]:
        """Return what the record says already: where the checked plan has the person live, and the day of the order."""
        plan = record.plans.order_by("-checked", "-at", "-pk").first()
        case = Case.objects.filter(person=record.person_id, state="final").order_by("-ordered_on", "-pk").first()
        said = {"address": plan.address, "telephone": plan.telephone} if plan is not None else {}
        return {**said, "ordered_on": case.ordered_on} if case is not None else said

    def guard(self, record: Review, scene: Scene) -> None:
        """The person is held still."""
        custody_rules.held(record.stay_id)
        if not self.conditions.strip():
            raise BadInput(
                "An order says what the person must do.",
                problems=[Problem("conditions", "input.missing", "Give the conditions.")],
            )

    def apply(self, record: Review, scene: Scene) -> Review:
        """Order supervision, which lets them go."""
        _decide(record, self.why, scene)
        scene.marks += self.row(record.kind, scene).attributes["decided"]
        act = OrderSupervision(
            person=record.person_id,
            kind="supervision",
            address=self.address,
            telephone=self.telephone,
            office=self.office,
            conditions=self.conditions,
            ordered_on=self.ordered_on,
            next_on=self.next_on,
        )
        custody_papers.review_decision(record, LET_GO, scene)
        scene.perform(act)
        return record


class BeginReviews(
    Act,
    key="removal.begin_reviews",
    on=CASE,
    permission=KEEP,
    authorities=("review.custody",),
    marks=("removal.held_after_order",),
    automatic=True,
):
    """Let the reviews of custody fall due of a person who was taken into custody after the order was final."""

    def guard(self, record: Case, scene: Scene) -> None:
        """The person is held."""
        if open_stay(record.person_id) is None:
            raise GuardRefused("The person is not held; there is no custody to review.")

    def apply(self, record: Case, scene: Scene) -> Case:
        """They run from the day the order was final."""
        if record.final_on is not None:
            scene.since["removal.held_after_order"] = datetime.combine(record.final_on, time.min, record.zone)
        return record
