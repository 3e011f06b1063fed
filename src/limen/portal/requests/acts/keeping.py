"""What the public sent is kept as long as the schedule says, and no longer."""

from __future__ import annotations

from limen.core.ledger.acts import ProposeErasure
from limen.core.ledger.models import EntryPersonal, LegalHold, Outgoing
from limen.kernel import Act, GuardRefused, Scene
from limen.portal.requests.acts.common import KEEP, SUBMISSION
from limen.portal.requests.models import Submission

EMPTIED = (
    *("text", "contact_name", "contact_email", "contact_phone", "contact_post", "concerns"),
    *("code_digest", "fingerprint", "answer", "put_off_says", "ended_says"),
)


class Forget(Act, key="portal.forget", on=SUBMISSION, permission=KEEP, authorities=("records.erase",), automatic=True):
    """Empty what the public sent when its time has run out; that it came, and what became of it, stays."""

    def guard(self, record: Submission, scene: Scene) -> None:
        """Its time has run out, and no legal hold is on it."""
        if record.keep_until is None or record.keep_until >= scene.day:
            raise GuardRefused("It is kept still.")
        if LegalHold.objects.filter(state="held", about=record.pk).exists():
            raise GuardRefused("A legal hold forbids it.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Empty the record, its words and its messages; a person is asked to have the ledger's part erased too."""
        record.words.all().delete()
        Outgoing.objects.filter(pk__in=record.mails).exclude(sent_at=None).update(to="", subject="", body="")
        for name in EMPTIED:
            setattr(record, name, "")
        record.said, record.forgotten_at = {}, scene.at
        if EntryPersonal.objects.filter(entry__subjects__ref=record.pk).exists():
            reason = "It has been kept as long as the schedule says."
            scene.perform(ProposeErasure(about_record=SUBMISSION, about=record.pk, reason=reason))
        return record
