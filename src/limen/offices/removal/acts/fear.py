"""Fear of return: claimed, referred, heard, found or not, reviewed by a judge. Removal waits until the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from pydantic import Field

from limen.core.custody.models import Stay
from limen.core.people.queries import one_person
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Scene
from limen.offices.removal.acts.case_shared import JUDGE, PROTECTION
from limen.offices.removal.acts.protections import CLAIM, CaseRef, OnlyTo, PersonRef, Why, begin, end, made
from limen.offices.removal.models import Case, Protection
from limen.offices.removal.papers import fear as papers

FEAR = ("hearing.fear",)
CREDIBLE, REASONABLE, FOUND = "fear_pending", "reasonable_fear_pending", "fear_found"
BEFORE_A_JUDGE = ("in_proceedings", "ordered", "voluntary_departure")
Officer = Annotated[str, Field(title="Asylum officer", max_length=120)]


class ClaimFear(
    Act, key="removal.claim_fear", on=PROTECTION, permission=CLAIM, authorities=FEAR, marks=("fear.claimed",)
):
    """Record that a person shows fear of return; removal stops."""

    person: PersonRef
    standard: Annotated[
        Literal["", "credible", "reasonable"],
        Field(title="Heard as", description="By the kind of the person's case, if not said"),
    ] = ""
    country: OnlyTo = ""
    case: CaseRef = None
    reason: Annotated[str, Personal, Lines(3), Field(title="What was said or seen", min_length=3, max_length=4000)]

    def apply(self, record: Any, scene: Scene) -> Protection:
        """Keep it: it stands until it is heard to the end."""
        kind = {"credible": CREDIBLE, "reasonable": REASONABLE}.get(self.standard) or _standard(self.person, scene)
        return made(
            scene,
            person=self.person,
            case=self.case,
            kind=kind,
            standard=kind,
            country=self.country,
            step="claimed",
            reason=self.reason,
        )


def _standard(person: UUID, scene: Scene) -> str:
    """Return the fear that is heard in the person's latest case: a code of the law pack."""
    case = Case.objects.filter(person__in=one_person(person)).order_by("-opened_at", "-pk").first()
    row = scene.law.codes("case_kinds").get(case.kind, scene.day) if case is not None else None
    return str(row.attributes["standard"]) if row is not None and row.attributes["standard"] else CREDIBLE


class _OnFear(Act):
    def at(self, record: Protection, *steps: str) -> None:
        """Refuse where the claim is not at one of some steps."""
        if record.kind not in (CREDIBLE, REASONABLE):
            raise GuardRefused("This is no fear that waits to be heard.")
        if record.step not in steps:
            raise GuardRefused(f"The claim stands at “{record.step}”; this comes after {' or '.join(steps)}.")


class ReferFear(_OnFear, key="removal.refer_fear", on=PROTECTION, permission=CLAIM, authorities=FEAR):
    """Refer the person to an asylum officer."""

    to: Annotated[str, Field(title="Asylum office", min_length=2, max_length=120)]

    def guard(self, record: Protection, scene: Scene) -> None:
        """It was not referred yet."""
        self.at(record, "claimed")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep that it was."""
        record.step = "referred"
        scene.marks.append("fear.referred")
        if record.kind == REASONABLE:
            scene.marks.append("fear.reasonable_referred")
        return record


class RecordInterview(
    _OnFear,
    key="removal.record_interview",
    on=PROTECTION,
    permission=CLAIM,
    authorities=FEAR,
    marks=("fear.interviewed",),
):
    """Record that the asylum officer heard the person."""

    held_on: Annotated[date, Field(title="Heard on")]
    officer: Officer = ""
    rest_waived: Annotated[bool, Field(title="The person gave up the time to rest before it")] = False

    def guard(self, record: Protection, scene: Scene) -> None:
        """The person was referred and had time to rest, and the day is past."""
        self.at(record, "claimed", "referred")
        if self.held_on > scene.day:
            raise BadInput("The day lies ahead.", problems=[Problem("held_on", "day.future", "Give a day past.")])
        rest = scene.law.value("fear.rest_hours", scene.day)
        stay = Stay.objects.filter(person=record.person_id, ended_at=None).first()
        if record.kind == CREDIBLE and stay is not None and not self.rest_waived:
            rested = (stay.began_at + timedelta(hours=rest.value)).astimezone(scene.place.zone).date()
            if self.held_on < rested:
                raise GuardRefused(
                    f"The person rests until {rested}, unless they give that up.", citation=rest.citation
                )

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep that it was."""
        record.step = "interviewed"
        return record


class FindFear(_OnFear, key="removal.find_fear", on=PROTECTION, permission=CLAIM, authorities=FEAR):
    """Record that the asylum officer found fear; the claim goes to a judge."""

    note: Annotated[str, Personal, Lines(3), Field(title="Note", max_length=2000)] = ""

    def guard(self, record: Protection, scene: Scene) -> None:
        """The person was heard."""
        self.at(record, "interviewed")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim stands on before a judge."""
        if record.kind == REASONABLE:
            scene.marks.append("fear.reasonable_decided")
            papers.referred_once_found(record, scene)
        return found(record, scene)


def found(record: Protection, scene: Scene) -> Protection:
    """Return a claim as one found, which stops removal to every country until a judge decides it."""
    if record.kind == CREDIBLE:
        to_be_charged(record, scene)
    record.kind, record.step, record.country = FOUND, "found", ""
    begin(record, scene)
    return record


def to_be_charged(record: Protection, scene: Scene) -> None:
    """Mark that somebody answers for the charging document, unless the person is before a judge already."""
    if not before_a_judge(record):
        scene.marks.append("fear.found")


def before_a_judge(record: Protection) -> bool:
    """Return whether a charging document was served on the person, and a judge has the case or has ordered removal."""
    judged = Q(state="final") & ~Q(ordered_by="officer")
    cases = Case.objects.filter(person__in=one_person(record.person_id))
    return cases.filter(judged | Q(state__in=BEFORE_A_JUDGE)).exists()


class FindNoFear(_OnFear, key="removal.find_no_fear", on=PROTECTION, permission=JUDGE, authorities=FEAR):
    """Record that a supervisory asylum officer approved a finding of no fear; a judge may still review it."""

    officer: Officer = ""
    note: Annotated[str, Personal, Lines(3), Field(title="Reasons", max_length=2000)] = ""

    def guard(self, record: Protection, scene: Scene) -> None:
        """The person was heard."""
        self.at(record, "interviewed")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim stands until the review, or until the person declines one; a paper tells them that they may ask."""
        record.step = "negative"
        papers.no_fear_found(record, self, scene)
        scene.marks.append("fear.negative_approved" if record.kind == CREDIBLE else "fear.reasonable_decided")
        return record


class AskReview(_OnFear, key="removal.ask_review", on=PROTECTION, permission=CLAIM, authorities=FEAR):
    """Record that the person asks a judge to review the finding, and send it there."""

    def guard(self, record: Protection, scene: Scene) -> None:
        """There is a finding to review."""
        self.at(record, "negative")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep that it was asked, and make the paper that sends it there."""
        record.step = "review"
        papers.referred_for_review(record, scene)
        scene.marks.append("fear.review_asked" if record.kind == CREDIBLE else "fear.reasonable_review_filed")
        return record


class DeclineReview(
    _OnFear,
    key="removal.decline_review",
    on=PROTECTION,
    permission=CLAIM,
    authorities=FEAR,
    marks=("fear.review_declined",),
):
    """Record that the person declined a review."""

    in_words: Annotated[bool, Field(title="The person said so, in a language they understand")]

    def guard(self, record: Protection, scene: Scene) -> None:
        """There is a finding to review; silence is no refusal of a review."""
        self.at(record, "negative")
        if not self.in_words:
            raise GuardRefused("Who does not plainly decline a review gets one.")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim is over."""
        return end(record, "No fear found; review declined", scene)


class ReviewVacated(
    _OnFear,
    key="removal.review_vacated",
    on=PROTECTION,
    permission=CLAIM,
    authorities=FEAR,
    marks=("fear.judge_reviewed",),
):
    """Record that the judge vacated the finding: there is fear."""

    def guard(self, record: Protection, scene: Scene) -> None:
        """A review was asked, or is held without being asked."""
        self.at(record, "negative", "review")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim stands on before a judge."""
        if record.kind == REASONABLE:
            papers.referred_once_found(record, scene)
        return found(record, scene)


class ReviewAffirmed(
    _OnFear,
    key="removal.review_affirmed",
    on=PROTECTION,
    permission=JUDGE,
    authorities=FEAR,
    marks=("fear.judge_reviewed",),
):
    """Record that the judge affirmed the finding: there is no fear."""

    judge: Annotated[str, Field(title="Judge", max_length=120)] = ""

    def guard(self, record: Protection, scene: Scene) -> None:
        """A review was asked, or is held without being asked."""
        self.at(record, "negative", "review")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim is over."""
        return end(record, "No fear found; the judge affirmed", scene)


class WithdrawFear(
    _OnFear,
    key="removal.withdraw_fear",
    on=PROTECTION,
    permission=JUDGE,
    authorities=FEAR,
    marks=("fear.withdrawn",),
):
    """Record that the person withdrew the claim of fear."""

    own_will: Annotated[bool, Field(title="It is the person's own wish, said in a language they understand")]
    why: Why

    def guard(self, record: Protection, scene: Scene) -> None:
        """It is the person's own decision."""
        self.at(record, "claimed", "referred", "interviewed", "negative", "review")
        if not self.own_will:
            raise GuardRefused("A claim is withdrawn by nobody but the person.")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """The claim is over."""
        return end(record, self.why, scene)
