"""Suspend, resume, lapse, withdraw and share a lookout."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.lookouts import rules
from limen.core.lookouts.acts.shared import CHECK, LOOKOUT, Reason
from limen.core.lookouts.models import Disclosure, Lookout
from limen.kernel import Act, GuardRefused, Personal, Ref, Scene


class Suspend(Act, key="lookouts.suspend", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Suspend a lookout; it stops nobody until it is resumed."""

    reason: Reason

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep why."""
        record.standing_why = self.reason
        return record


class Resume(Act, key="lookouts.resume", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Resume a suspended lookout."""

    reason: Reason

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Not past its review."""
        if record.review_by < scene.day:
            raise GuardRefused("Its review date is past; it lapses, and is nominated and approved again.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep why."""
        record.standing_why = self.reason
        return record


class Lapse(Act, key="lookouts.lapse", on=LOOKOUT, permission="lookouts.check", authorities=CHECK, automatic=True):
    """Lapse a lookout whose review date passed without review."""

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Its review date is past; on that day itself a lookout is still in force."""
        if record.review_by >= scene.day:
            raise GuardRefused("Its review date is not past.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Say why it stands as it does; a change that waited waits no more."""
        record.standing_why = f"Not reviewed by {record.review_by}."
        record.proposed, record.proposed_by = {}, None
        return record


class Withdraw(Act, key="lookouts.withdraw", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Withdraw a lookout."""

    reason: Reason

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep why; a change that waited waits no more."""
        record.standing_why = self.reason
        record.proposed, record.proposed_by = {}, None
        return record


class Share(Act, key="lookouts.share", on=LOOKOUT, permission="lookouts.share", authorities=("records.disclose",)):
    """Tell another agency or post of a lookout; the disclosure is accounted for."""

    agency: Annotated[str, Field(title="Agency told", max_length=200)] = ""
    post: Annotated[UUID | None, Ref("places.place"), Field(title="Or post told")] = None
    basis: Annotated[str, Field(title="Basis of the disclosure", min_length=5, max_length=300)]
    told: Annotated[str, Personal, Field(title="What was told", min_length=5, max_length=1000)]

    def guard(self, record: Lookout, scene: Scene) -> None:
        """It is told to one: an agency, or a post."""
        if bool(self.agency) == bool(self.post):
            raise GuardRefused("Name the agency or the post it is told to, one of them.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Keep to whom, what and on which basis."""
        Disclosure.objects.create(
            lookout=record,
            agency=self.agency,
            place_id=self.post,
            basis=self.basis,
            told=self.told,
            at=scene.at,
            by=account_of(scene.actor),
        )
        if record.person is not None:
            scene.about(record.person)
        rules.hush(record, scene)
        return record
