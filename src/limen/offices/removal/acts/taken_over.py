"""A case taken over as another office left it: charged and served at the border, its first hearing set down."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, BadInput, Problem, Scene
from limen.offices.removal.acts.case_shared import CASE, WRITE
from limen.offices.removal.acts.cases import PersonRef, ServedHow, new_case, opened_for
from limen.offices.removal.charging import charge_meant
from limen.offices.removal.models import Case, Charge, Hearing


class TakeOverCase(
    Act, key="removal.take_over_case", on=CASE, permission=WRITE, authorities=("charge.notice_to_appear",)
):
    """Take over a case whose charging document another office served."""

    person: PersonRef
    charge: Annotated[
        str, Field(title="Charge", min_length=1, max_length=160, description="Its paragraph, its words or its code")
    ]
    served_on: Annotated[date, Field(title="Served on")]
    how: ServedHow
    court: Annotated[str, Field(title="Immigration court", min_length=2, max_length=120)]
    hearing_at: Annotated[datetime, Field(title="Date and time of the first hearing")]

    def guard(self, record: Any, scene: Scene) -> None:
        """The person may be charged and is in no other proceedings; the charge is known; it was served by now."""
        opened_for(self.person, scene)
        charge_meant(scene.law, self.charge, scene.day)
        if self.served_on > scene.day:
            raise BadInput(
                "The day lies ahead.", problems=[Problem("served_on", "day.future", "Give the day it was served.")]
            )

    def apply(self, record: Any, scene: Scene) -> Case:
        """Open it where it stands; nothing is served again, and no form is made twice."""
        case = new_case(self, "proceedings", scene, court=self.court)
        case.served_on, case.served_how = self.served_on, self.how
        case.served_at, case.next_hearing_at = scene.at, self.hearing_at
        case.save(force_insert=True)
        found = charge_meant(scene.law, self.charge, scene.day)
        Charge.objects.create(
            case=case,
            code=found.code,
            title=found.title,
            paragraph=str(found.attributes.get("paragraph", "")),
            added_on=self.served_on,
        )
        Hearing.objects.create(case=case, kind="master", court=self.court, mode="in_person", at=self.hearing_at)
        return case
