"""What the public is told: an answer, more time, a refusal with the right to appeal, an end."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.acts import SatisfyClock, StartClock
from limen.core.clocks.models import RunningClock
from limen.kernel import Code, GuardRefused, Ref, Scene
from limen.portal.requests.acts.common import (
    ANSWERED,
    DECIDE_FILES,
    HANDLE,
    SUBMISSION,
    Handling,
    Told,
    Why,
    bad,
    ended,
    over,
    settle,
)
from limen.portal.requests.acts.passing import tell
from limen.portal.requests.models import Submission, Words

PUT_OFF = "portal.file_extended"
APPEAL_DAYS = "portal.appeal_days"
FILES = ("public.answer_file",)


class Answer(Handling, key="portal.answer_submission", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Answer what the public sent, in the way the person asked for."""

    answer: Told

    def guard(self, record: Submission, scene: Scene) -> None:
        """The person wants one; an appeal is decided by somebody else than who refused."""
        super().guard(record, scene)
        if record.answer_by == "none":
            raise GuardRefused("The person wants no answer. Close it, and say what came of it.")
        _another(record, scene)

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep the answer; it is shown to the person, sent by e-mail, or printed for the post."""
        record.answer, record.answered_at = self.answer, scene.at
        record.decided_by = account_of(scene.actor)
        record.refused_why, record.appeal_until = "", None
        settle(record, scene, "Answered.")
        tell(record, "answered", scene)
        return ended(self.taken(record, scene), scene)


class PutOff(Handling, key="portal.put_off_request", on=SUBMISSION, permission=DECIDE_FILES, authorities=FILES):
    """Put off the decision on a request for a file, once, for unusual circumstances."""

    why: Annotated[str, Code("file_delays"), Field(title="Unusual circumstance", max_length=24)]
    says: Told

    def guard(self, record: Submission, scene: Scene) -> None:
        """It is a request for a file, its time still runs, and it was not put off before."""
        super().guard(record, scene)
        _of_a_file(record)
        if record.put_off_why:
            raise GuardRefused("It was put off once already.")
        if record.stands_still:
            raise GuardRefused("The time stands still until the person replies; it is not put off now.")
        if any(clock.due_at <= scene.at or clock.state == "breached" for clock in _running(record, scene)):
            raise GuardRefused("The time to decide is over; it cannot be put off any more. Decide now.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Let the longer time begin where the first would have ended, and tell the person until when."""
        for before in _running(record, scene):
            for rule in scene.law.clocks_started_by(PUT_OFF):
                act = StartClock(
                    clock=rule.key, mark=PUT_OFF, subject_record=SUBMISSION, subject=record.pk, began=before.due_at
                )
                scene.perform(act)
            scene.perform(SatisfyClock(mark=PUT_OFF), on=before)
        record.put_off_why, record.put_off_says = self.why, self.says
        tell(record, "put_off", scene)
        return self.taken(record, scene)


class Refuse(Handling, key="portal.refuse_request", on=SUBMISSION, permission=DECIDE_FILES, authorities=FILES):
    """Refuse a request for a file, in whole or in part, with the reason and the right to appeal."""

    why: Annotated[str, Code("file_refusals"), Field(title="Reason", max_length=24)]
    how_much: Annotated[Literal["whole", "part"], Field(title="How much is refused")] = "whole"
    says: Told

    def guard(self, record: Submission, scene: Scene) -> None:
        """It is a request for a file; an appeal is decided by somebody else than who refused."""
        super().guard(record, scene)
        _of_a_file(record)
        _another(record, scene)

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep who refused and why; a first refusal may be appealed for as long as the law says."""
        first = record.appealed_at is None
        days = timedelta(days=scene.law.value(APPEAL_DAYS, scene.day).value)
        record.refused_why, record.answer, record.answered_at = self.why, self.says, scene.at
        record.appeal_until = scene.day + days if first else None
        record.decided_by = account_of(scene.actor)
        settle(record, scene, "Refused.")
        tell(record, "refused", scene)
        return ended(self.taken(record, scene), scene)


class Close(Handling, key="portal.close_submission", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Close what the public sent, saying what came of it."""

    how: Annotated[str, Code("submission_ends"), Field(title="How", max_length=24)]
    says: Annotated[Why, Field(title="What came of it")]

    def guard(self, record: Submission, scene: Scene) -> None:
        """Abuse is said to be abuse by its own act, and whoever is owed an answer gets one first."""
        super().guard(record, scene)
        if self.how == "abuse":
            raise bad("how", "close.abuse", "Mark it as abuse instead.")
        if record.kind == "file_request" and record.answered_at is None:
            raise GuardRefused("Decide on the request first: answer it, or refuse it with the reason.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Nothing more is done to it."""
        return over(self.taken(record, scene), self.how, self.says, scene)


class MarkAbuse(Handling, key="portal.mark_abuse", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Close what was sent as abuse, advertising or noise."""

    why: Why

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Nothing more is done to it; it can be opened again."""
        return over(self.taken(record, scene), "abuse", self.why, scene)


class Merge(Handling, key="portal.merge_submission", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Merge what was sent twice into the one that is worked, and tell the person where that stands."""

    into: Annotated[UUID, Ref(SUBMISSION), Field(title="Into")]
    says: Told

    def guard(self, record: Submission, scene: Scene) -> None:
        """The other is another one of the same kind, and is not itself part of one."""
        super().guard(record, scene)
        other = Submission.objects.get(pk=self.into)
        if other.pk == record.pk or other.kind != record.kind or other.state == "merged":
            raise bad("into", "merge.other", "Choose another one of the same kind that is not itself part of one.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep into which; what the person is told stands in their own words and answer."""
        record.merged_into = Submission.objects.get(pk=self.into)
        Words.objects.create(submission=record, says=self.says, at=scene.at, by=account_of(scene.actor))
        tell(record, "merged", scene)
        return over(self.taken(record, scene), "merged", self.says, scene)


def _of_a_file(record: Submission) -> None:
    if record.kind != "file_request":
        raise GuardRefused("Only a request for a file is put off or refused under this law.")


def _another(record: Submission, scene: Scene) -> None:
    """Refuse to let who refused a file decide the appeal against it."""
    if record.state == "appealed" and record.decided_by_id == scene.actor.id:
        raise GuardRefused("You refused this request; somebody else decides the appeal.")


def _running(record: Submission, scene: Scene) -> list[Any]:
    """Return the deadlines that being put off ends, as they run."""
    keys = [rule.key for rule in scene.law.clocks_satisfied_by(PUT_OFF)]
    return list(RunningClock.objects.filter(key__in=keys, subject=record.pk, state__in=("running", "breached")))
