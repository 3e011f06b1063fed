"""What the acts on what the public sends share: permissions, fields that many take, and who may touch which kind."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from limen.core.access.gate import account_of, viewer_of
from limen.core.referrals.acts import SettleReferral
from limen.core.referrals.queries import open_about
from limen.kernel import Act, BadInput, Lines, NotPermitted, Personal, Problem, Scene
from limen.portal.requests.kinds import kind_of
from limen.portal.requests.models import Submission
from limen.portal.requests.sight import kinds_seen

SUBMISSION = "portal.submission"
RECEIVE = "portal.receive"
KEEP = "portal.keep"
HANDLE = "portal.handle"
DECIDE_FILES = "portal.decide_files"
TAKEN_IN = ("public.receive",)
ANSWERED = ("public.answer", "public.answer_file")

Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]
Told = Annotated[str, Personal, Lines(6), Field(title="What the person is told", min_length=5, max_length=8000)]
Added = Annotated[str, Personal, Lines(6), Field(title="What is added", min_length=2, max_length=4000)]


def bad(field: str, rule: str, message: str) -> BadInput:
    """Return the refusal of one field."""
    return BadInput(message, problems=[Problem(field, rule, message)])


class Handling(Act):
    """What is done by an officer: only to what the officer may know of."""

    def authority(self, record: Submission, scene: Scene) -> str:
        """Return what an answer to something of this kind stands on, where the act may stand on it."""
        key = kind_of(record.kind, scene.day, scene.law).authority
        return key if key in self.declaration.authorities else self.declaration.authorities[0]

    def guard(self, record: Submission, scene: Scene) -> None:
        """The officer may know of what is of this kind; the office a complaint is about never does."""
        if record.kind not in kinds_seen(viewer_of(scene.actor, scene.place, scene.purpose, scene.day)):
            raise NotPermitted("What is of this kind is for others to work.")

    def taken(self, record: Submission, scene: Scene) -> Submission:
        """Put it with the officer who acts; what the person added since has been seen."""
        record.owner = account_of(scene.actor) or record.owner
        record.unread = False
        return record


def settle(record: Submission, scene: Scene, result: str) -> None:
    """Close the work that offices were asked for about something sent."""
    for work in open_about(record.record_type, record.pk, reason=reason_of(record)):
        scene.perform(SettleReferral(result=result), on=work)


def reason_of(record: Submission) -> str:
    """Return why work about something sent is passed to an office; it reads as words: “Tip from the public”."""
    return f"{record.kind}_from_the_public"


def over(record: Submission, how: str, says: str, scene: Scene) -> Submission:
    """Return what was sent as ended, with how, when and until when it is kept; its deadline ends with it."""
    record.ended_how, record.ended_says, record.ended_at = how, says, scene.at
    settle(record, scene, "What the public sent was closed.")
    return ended(record, scene)


def ended(record: Submission, scene: Scene) -> Submission:
    """Return what was sent with its deadline met, and until when it is kept from today."""
    kind = kind_of(record.kind, scene.day, scene.law)
    scene.marks.append(kind.ended)
    record.asked_at, record.stands_still = None, False
    record.keep_until = scene.day + kind.kept
    return record


def again(record: Submission, scene: Scene) -> Submission:
    """Return what was sent as owed an answer again, its deadline from now."""
    scene.marks.append(kind_of(record.kind, scene.day, scene.law).received)
    record.keep_until = None
    return record


def personal_of(act: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields of an act as data."""
    dumped: dict[str, Any] = act.model_dump(mode="json", include=set(names), exclude_none=True)
    return {name: value for name, value in dumped.items() if value not in ("", [], {})}
