"""Forms DS-2019: how many a sponsor asks for, is granted, and has left; none is issued beyond."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db.models import F
from pydantic import Field

from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import ALLOTMENT, CERTIFY, PETITION, SPONSOR, Remarks, Why
from limen.offices.sevis.acts.reports import DESIGNATED
from limen.offices.sevis.models import Allotment, Sponsor
from limen.offices.sevis.reach import require_own

ALLOT = ("sevis.allot_forms",)


class AskForms(
    Act, key="sevis.ask_forms", on=ALLOTMENT, permission=PETITION, authorities=ALLOT, marks=("sevis.forms_asked",)
):
    """Ask for Forms DS-2019."""

    sponsor: Annotated[UUID, Ref(SPONSOR), Field(title="Sponsor")]
    asked: Annotated[int, Field(title="Forms", ge=1, le=1_000_000)]
    why: Why

    def guard(self, record: Any, scene: Scene) -> None:
        """It is the sponsor's own, which is designated, and one request waits at a time."""
        sponsor = Sponsor.objects.get(pk=self.sponsor)
        require_own(sponsor, scene)
        if sponsor.state != "designated":
            raise GuardRefused("Only a designated sponsor issues forms.")
        if sponsor.allotments.filter(state="asked").exists():
            raise GuardRefused("A request awaits a decision already.")

    def apply(self, record: Any, scene: Scene) -> Allotment:
        """Keep it."""
        return Allotment(sponsor_id=self.sponsor, asked=self.asked, why=self.why, asked_on=scene.day)


class GrantForms(
    Act, key="sevis.grant_forms", on=ALLOTMENT, permission=CERTIFY, authorities=ALLOT, marks=("sevis.forms_decided",)
):
    """Allot forms to a sponsor that asked."""

    granted: Annotated[int, Field(title="Forms", ge=1, le=1_000_000)]
    says: Remarks = ""

    def guard(self, record: Allotment, scene: Scene) -> None:
        """The sponsor may issue them, or may again once its suspension is over."""
        if record.sponsor.state not in DESIGNATED:
            raise ruling.refused(scene, "sponsor_not_designated", "Only a designated sponsor is allotted forms.")

    def apply(self, record: Allotment, scene: Scene) -> Allotment:
        """Add them to what the sponsor has."""
        Sponsor.objects.filter(pk=record.sponsor_id).update(
            forms_allotted=F("forms_allotted") + self.granted, version=F("version") + 1
        )
        record.granted, record.decided_on, record.says = self.granted, scene.day, self.says
        scene.about(record.sponsor)
        return record


class RefuseForms(
    Act, key="sevis.refuse_forms", on=ALLOTMENT, permission=CERTIFY, authorities=ALLOT, marks=("sevis.forms_decided",)
):
    """Allot no forms."""

    says: Why

    def apply(self, record: Allotment, scene: Scene) -> Allotment:
        """Keep why."""
        record.granted, record.decided_on, record.says = 0, scene.day, self.says
        return record


def refuse_waiting(sponsor: Sponsor, scene: Scene) -> None:
    """Refuse what a sponsor asked for whose designation ends: nothing waits for a decision that cannot come."""
    for row in sponsor.allotments.filter(state="asked"):
        scene.perform(RefuseForms(says="The designation has ended."), on=row)


def take_form(sponsor: Sponsor, scene: Scene) -> None:
    """Use one of a sponsor's forms, inside the act that issues it.

    One statement counts and refuses at once, so that two officers never issue the last form twice.

    Raises:
        GuardRefused: when the sponsor is not designated, or has no form left.
    """
    if sponsor.state != "designated":
        raise ruling.refused(scene, "sponsor_not_designated", "Only a designated sponsor issues forms.")
    rows = Sponsor.objects.filter(pk=sponsor.pk, forms_used__lt=F("forms_allotted"))
    if not rows.update(forms_used=F("forms_used") + 1):
        raise ruling.refused(scene, "no_forms_left", "No Form DS-2019 is left. Ask for more.")
