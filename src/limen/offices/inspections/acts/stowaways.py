"""A stowaway is no applicant for admission: ordered removed upon inspection, unless fear is to be heard first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.kernel import Scene
from limen.offices.inspections import rules
from limen.offices.inspections.acts.outcomes import DECIDED, Exit
from limen.offices.inspections.acts.primary import INSPECTION
from limen.offices.inspections.acts.secondary import SECONDARY
from limen.offices.inspections.models import Inspection

Carrier = Annotated[str, Field(title="Carrier that brought the person", min_length=2, max_length=120)]


class _OfStowaway(Exit):
    carrier: Carrier

    def more(self, record: Inspection, scene: Scene) -> None:
        """Open the person's file."""
        rules.open_file(record, scene)


class OrderStowaway(
    _OfStowaway,
    key="inspections.order_stowaway",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("remove.stowaway",),
    marks=DECIDED,
):
    """Order a stowaway removed; the carrier is told to take them back."""

    outcome = "stowaway"


class ReferStowaway(
    _OfStowaway,
    key="inspections.refer_stowaway",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("refer.credible_fear",),
    marks=DECIDED,
):
    """Refer a stowaway who shows fear to an asylum officer."""

    outcome = "stowaway_fear"
