"""The one question about a request for a file: while the person is asked, the time to decide stands still."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.models import RunningClock
from limen.kernel import Code, GuardRefused, Scene
from limen.portal.requests.acts.common import DECIDE_FILES, SUBMISSION, Added, Handling, Told
from limen.portal.requests.acts.passing import tell
from limen.portal.requests.models import Submission, Words

FILES = ("public.answer_file",)
ASKED, REPLIED = "portal.file_question_asked", "portal.file_question_answered"
TABLE = "file_questions"


class AskRequester(Handling, key="portal.ask_requester", on=SUBMISSION, permission=DECIDE_FILES, authorities=FILES):
    """Ask the person something about their request; where the law allows, the time stands still until they reply."""

    about: Annotated[str, Code(TABLE), Field(title="What it is about", max_length=24)]
    says: Annotated[Told, Field(title="Question")]

    def guard(self, record: Submission, scene: Scene) -> None:
        """It is a request for a file, and no question waits for a reply."""
        super().guard(record, scene)
        if record.kind != "file_request":
            raise GuardRefused("Only about a request for a file is a question asked under this law.")
        if record.asked_at is not None:
            raise GuardRefused("The person was asked something, and has not replied yet.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Send it; whether the time stands still is on the record."""
        Words.objects.create(submission=record, says=self.says, at=scene.at, by=account_of(scene.actor))
        record.stands_still = self._stops(record, scene)
        scene.facts["time_stands_still"] = record.stands_still
        if record.stands_still:
            scene.marks.append(ASKED)
        record.asked_at, record.asked = scene.at, [*record.asked, self.about]
        tell(record, "asked", scene)
        return self.taken(record, scene)

    def _stops(self, record: Submission, scene: Scene) -> bool:
        """Return whether the question stops the time: it runs and is not over; for information it stops it once."""
        keys = [rule.key for rule in scene.law.clocks_tolled_by(ASKED)]
        clocks = RunningClock.objects.filter(subject=record.pk, key__in=keys, state="running", due_at__gt=scene.at)
        once = scene.law.codes(TABLE).get(self.about, scene.day).attributes["once"]
        spent = once and self.about in record.asked
        return record.state != "appealed" and not spent and clocks.exists()


class NoteReply(Handling, key="portal.note_reply", on=SUBMISSION, permission=DECIDE_FILES, authorities=FILES):
    """Note the reply to a question that came by post, telephone or e-mail; the time runs on."""

    says: Annotated[Added, Field(title="What the person replied")]

    def guard(self, record: Submission, scene: Scene) -> None:
        """A question waits for it."""
        super().guard(record, scene)
        if record.asked_at is None:
            raise GuardRefused("No question waits for a reply.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep it as the person's own words."""
        Words.objects.create(submission=record, says=self.says, at=scene.at)
        return replied(self.taken(record, scene), scene)


def replied(record: Submission, scene: Scene) -> Submission:
    """Return what was sent with its question answered, where one was asked; the time runs on from now."""
    if record.asked_at is not None:
        record.asked_at, record.stands_still = None, False
        scene.marks.append(REPLIED)
    return record
