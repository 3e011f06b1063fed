"""A claim to citizenship is never one officer's alone: a supervisor is called at once."""

from __future__ import annotations

from typing import Any, Literal

from limen.core.referrals.acts import SendReferral
from limen.kernel import Scene

OFFICES: dict[str, Literal["inspections", "investigations"]] = {
    "inspections.citizenship": "inspections",
    "investigations.citizenship": "investigations",
}
"""Whose supervisors are called, by the act that records the claim."""


def call_a_supervisor(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Put the claim in the supervisors' queue of the office at that place, unless the evidence settles it."""
    if act.finding != "claimed":
        return
    scene.perform(
        SendReferral(
            to_office=OFFICES[act.declaration.key],
            to_place=scene.place.id,
            subject_record=record.record_type,
            subject=record.pk,
            person=record.person_id,
            reason="citizenship",
            remarks=act.evidence,
            urgency="immediate",
            due_in_minutes=scene.law.value("policy.citizenship_minutes", scene.day).value,
        )
    )


LISTENS = dict.fromkeys(OFFICES, call_a_supervisor)
