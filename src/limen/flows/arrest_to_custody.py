"""Whoever investigators arrest is in custody from that moment, and Detention and Removal is asked to take them.

A claim to citizenship made at the arrest is recorded in the same breath, so that a supervisor is called at once. What
becomes of the person first, by whomever it is decided, is kept with the arrest.
"""

from __future__ import annotations

from typing import Any

from limen.core.custody.acts import TakeIntoCustody
from limen.core.custody.rules import open_stay
from limen.core.referrals.acts import SendReferral, SettleReferral
from limen.core.referrals.queries import open_about
from limen.kernel import Scene
from limen.offices.investigations.acts import NoteCustody, NoteProcessed, RecordCitizenship
from limen.offices.investigations.models import Arrest
from limen.offices.removal.custody_rules import may_be_held

REASON = "administrative_arrest"
ARREST = Arrest.record_type
ENDS = {
    "custody.release": "released",
    "custody.release_along": "released",
    "custody.hand_over": "handed_over",
    "custody.removed": "removed",
    "custody.escaped": "escaped",
    "custody.died": "died",
}
"""What became of a person, by the act of custody that ended the stay."""


def may_be_sought(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Refuse a warrant against whoever a protection keeps from detention: a citizen, or one who claims to be."""
    may_be_held(record.about_id, scene)


def hold(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take the person into custody as of the arrest, keep what they claim, and ask for them to be taken over."""
    may_be_held(record.person_id, scene)
    taken = TakeIntoCustody(
        person=record.person_id,
        under=record.authority,
        alone=record.alone,
        subject_record=ARREST,
        subject=record.pk,
    )
    by, at, purpose = scene.actor, scene.place, scene.purpose
    stay = scene.door.perform(taken, by=by, at=at, purpose=purpose, when=record.at, nested=True).record
    scene.perform(NoteCustody(stay=stay.pk), on=record)
    scene.perform(
        SendReferral(
            to_office="removal",
            subject_record=ARREST,
            subject=record.pk,
            person=record.person_id,
            reason=REASON,
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.custody_referral_minutes", scene.day).value,
        )
    )
    if record.citizenship == "claimed":
        scene.perform(RecordCitizenship(finding="claimed", evidence=record.citizenship_says), on=record)


def charged(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Keep that the person is held on a charge, by a decision on custody."""
    if act.decision == "hold":
        _processed(record, "charged", scene)


def charged_in_writing(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Keep that the charging document was served."""
    stay = open_stay(record.person_id)
    if stay is not None:
        _processed(stay, "charged", scene)


def let_go(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Keep how the stay ended; whoever was asked to take the person and has not is asked no more."""
    how = ENDS[act.declaration.key]
    _processed(record, how, scene)
    if record.subject_record != ARREST:
        return
    for work in open_about(ARREST, record.subject, reason=REASON):
        if work.state == "sent":
            scene.perform(SettleReferral(result=f"The person is not held any more: {how}."), on=work)


def _processed(stay: Any, how: Any, scene: Scene) -> None:
    if stay.subject_record != ARREST:
        return
    arrest = Arrest.objects.filter(pk=stay.subject, state="made").first()
    if arrest is not None:
        scene.perform(NoteProcessed(how=how), on=arrest)


LISTENS = {
    "investigations.issue_warrant": may_be_sought,
    "investigations.arrest": hold,
    "custody.decide": charged,
    "removal.serve_charges": charged_in_writing,
    **dict.fromkeys(ENDS, let_go),
}
