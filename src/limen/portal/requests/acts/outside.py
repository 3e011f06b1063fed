"""What whoever sent something does to it later by its number and code; Limen itself acts on their word."""

from __future__ import annotations

from limen.kernel import Act, GuardRefused, Scene
from limen.portal.requests.acts.asking import replied
from limen.portal.requests.acts.common import (
    RECEIVE,
    SUBMISSION,
    TAKEN_IN,
    Added,
    again,
    over,
    settle,
)
from limen.portal.requests.acts.passing import to_office
from limen.portal.requests.models import Submission, Words


class AddWords(Act, key="portal.add_words", on=SUBMISSION, permission=RECEIVE, authorities=TAKEN_IN, automatic=True):
    """Add what the person wrote since to what they sent."""

    says: Added

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep it, and say to whoever works it that something came; it replies to what was asked."""
        return replied(_written(record, self.says, scene), scene)


class WriteAgain(
    Act, key="portal.write_again", on=SUBMISSION, permission=RECEIVE, authorities=TAKEN_IN, automatic=True
):
    """Take what the person wrote after the answer; an answer is due again."""

    says: Added

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Keep it, and ask the office for an answer again."""
        settle(record, scene, "The person wrote again.")
        to_office(record, record.office, "", scene)
        return again(_written(record, self.says, scene), scene)


class TakeBack(Act, key="portal.take_back", on=SUBMISSION, permission=RECEIVE, authorities=TAKEN_IN, automatic=True):
    """Withdraw something at the wish of whoever sent it."""

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Nothing is owed any more."""
        return over(record, "withdrawn", "", scene)


class Appeal(Act, key="portal.appeal", on=SUBMISSION, permission=RECEIVE, authorities=TAKEN_IN, automatic=True):
    """Take an appeal against the refusal of a file; somebody else than who refused it decides."""

    says: Added

    def guard(self, record: Submission, scene: Scene) -> None:
        """It is refused for the first time, and the time to appeal runs."""
        if record.appeal_until is None or record.appeal_until < scene.day:
            raise GuardRefused("The time to appeal is over.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Ask the office to decide again, in the time that it has for a request."""
        record.appealed_at, record.owner = scene.at, None
        settle(record, scene, "The refusal was appealed.")
        to_office(record, record.office, "", scene)
        return again(_written(record, self.says, scene), scene)


def _written(record: Submission, says: str, scene: Scene) -> Submission:
    Words.objects.create(submission=record, says=says, at=scene.at)
    record.unread = True
    return record
