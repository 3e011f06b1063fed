"""Telling the carrier that brought a person to take them back, where an order goes to a carrier."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Lines, Problem, Scene
from limen.offices.removal.acts.case_shared import CASE, JUDGE, Country
from limen.offices.removal.gate import require_open
from limen.offices.removal.models import Case
from limen.offices.removal.papers import cases as case_papers

ORDERED = ("remove.stowaway",)


class TellCarrier(Act, key="removal.tell_carrier", on=CASE, permission=JUDGE, authorities=ORDERED):
    """Tell the carrier that brought the person to take them back."""

    carrier: Annotated[str, Field(title="Carrier that brought the person", min_length=2, max_length=120)]
    agent: Annotated[str, Field(title="Master, commanding officer or agent", max_length=120)] = ""
    address: Annotated[str, Lines(2), Field(title="Address of the agent", max_length=300)] = ""
    vessel: Annotated[str, Field(title="Vessel or aircraft", max_length=120)] = ""
    country: Country
    do_by: Annotated[datetime | None, Field(title="To be done by")] = None

    def guard(self, record: Case, scene: Scene) -> None:
        """Such an order goes to a carrier, nothing stops removal to that country, and the time lies ahead."""
        row = scene.law.codes("case_kinds").get(record.kind, scene.day)
        if row is None or not row.attributes.get("tells_carrier"):
            raise GuardRefused("No carrier is told of such an order.")
        require_open(record.person_id, self.country, scene.day, scene.law)
        if self.do_by is not None and (self.do_by.tzinfo is None or self.do_by <= scene.at):
            raise BadInput(
                "That moment does not lie ahead.",
                problems=[Problem("do_by", "time.past", "Give a time to come.")],
            )

    def apply(self, record: Case, scene: Scene) -> Case:
        """Make the notice, and keep where the carrier takes the person."""
        record.country = self.country
        case_papers.carrier_told(record, self, scene)
        return record
