"""A lead taken back while somebody arrested on it is held calls a supervisor: what the arrest rested on is gone.

Limen itself calls: whoever corrected the source need have no part in investigations.
"""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.custody.rules import open_stay
from limen.core.referrals.acts import SendReferral
from limen.kernel import Scene
from limen.offices.investigations.models import Arrest

PURPOSE = "administration"


def call_a_supervisor(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Put each arrest on the lead whose person is held still in the supervisors' queue of its office."""
    for arrest in Arrest.objects.filter(lead=record.pk).select_related("office"):
        if open_stay(arrest.person_id) is None:
            continue
        work = SendReferral(
            to_office="investigations",
            to_place=arrest.office_id,
            subject_record=arrest.record_type,
            subject=arrest.pk,
            person=arrest.person_id,
            reason="lead_withdrawn",
            remarks=act.why,
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.lead_withdrawn_minutes", scene.day).value,
        )
        scene.door.perform(work, by=SYSTEM, at=scene.place, purpose=PURPOSE, when=scene.at, nested=True)


LISTENS = {"investigations.withdraw_lead": call_a_supervisor}
