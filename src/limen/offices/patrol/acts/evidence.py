"""What becomes of things seized: handed over, stored, notified, claimed, given back, forfeited, destroyed."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.access.models import Account
from limen.kernel import Act, GuardRefused, Personal, Ref, Scene
from limen.offices.patrol import chain
from limen.offices.patrol.acts.common import EVIDENCE, SEIZE, Reason, bad
from limen.offices.patrol.acts.seizures import KEEPING, SEIZURE
from limen.offices.patrol.models import SeizedFrom, Seizure

Seal = Annotated[str, Field(title="Seal number", max_length=40)]
Condition = Annotated[str, Field(title="Condition", max_length=300)]


def _with_holder(record: Seizure, scene: Scene, receiver: UUID | None = None) -> None:
    """Refuse a passing that neither the holder nor the receiver records.

    Raises:
        GuardRefused: when a third officer does.
    """
    holder = chain.last(record).receiver_account_id
    actor = account_of(scene.actor)
    if holder is not None and actor is not None and actor.pk not in (holder, receiver):
        raise GuardRefused("Whoever holds it hands it over, or whoever receives it says so.")


class HandOver(Act, key="patrol.hand_over", on=SEIZURE, permission=SEIZE, authorities=KEEPING):
    """Hand what was seized over to another officer, a laboratory or an agency."""

    to: Annotated[UUID | None, Ref("access.account"), Field(title="To the officer")] = None
    outside: Annotated[str, Field(title="Or to whom outside the service", max_length=160)] = ""
    reason: Reason
    seal: Seal = ""
    condition: Condition = ""

    def guard(self, record: Seizure, scene: Scene) -> None:
        """One receiver, who does not hold it yet; the holder or the receiver records it."""
        if (self.to is None) == (not self.outside):
            raise bad("to", "hand.receiver", "Name one receiver: an officer, or somebody outside the service.")
        if self.to is not None and chain.last(record).receiver_account_id == self.to:
            raise GuardRefused("That officer holds it already.")
        _with_holder(record, scene, self.to)

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Add the hand."""
        account = Account.objects.get(pk=self.to) if self.to else None
        receiver = account.full_name if account is not None else self.outside
        chain.passed(
            record,
            scene,
            receiver=receiver,
            reason=self.reason,
            account=account,
            seal=self.seal,
            condition=self.condition,
        ).save(force_insert=True)
        return record


class Store(
    Act,
    key="patrol.store",
    on=SEIZURE,
    permission=SEIZE,
    authorities=KEEPING,
    marks=("patrol.evidence_stored",),
):
    """Put what was seized into the locked store."""

    locker: Annotated[str, Field(title="Store and locker", min_length=1, max_length=80)]
    seal: Seal = ""
    condition: Condition = ""

    def guard(self, record: Seizure, scene: Scene) -> None:
        """The holder stores it."""
        _with_holder(record, scene)

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """The store holds it."""
        receiver = f"{scene.place.code}, store {self.locker}"
        chain.passed(
            record,
            scene,
            receiver=receiver,
            reason="Stored under lock",
            seal=self.seal,
            condition=self.condition,
            locked=True,
        ).save(force_insert=True)
        return record


class NotifyOwner(
    Act,
    key="patrol.notify_owner",
    on=SEIZURE,
    permission=EVIDENCE,
    authorities=KEEPING,
    marks=("patrol.seizure_notified",),
):
    """Send notice of a seizure to those whose property it is."""

    how: Annotated[str, Field(title="How it was sent", min_length=2, max_length=160)]

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Keep when and how."""
        record.notified_at, record.notified_how = scene.at, self.how
        return record


class ReceiveClaim(
    Act,
    key="patrol.receive_claim",
    on=SEIZURE,
    permission=EVIDENCE,
    authorities=KEEPING,
    marks=("patrol.seizure_claimed",),
):
    """Receive a claim to what was seized."""

    claimant: Annotated[str, Personal, Field(title="Claimant", min_length=2, max_length=160)]
    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person on record")] = None

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Keep who claims it."""
        record.claimed_at, record.claimant = scene.at, self.claimant
        if self.person is not None:
            SeizedFrom.objects.get_or_create(seizure=record, person_id=self.person, defaults={"role": "claimant"})
        return record


class ReferJudicial(
    Act,
    key="patrol.refer_judicial",
    on=SEIZURE,
    permission=EVIDENCE,
    authorities=KEEPING,
    marks=("patrol.seizure_judicial",),
):
    """Refer a seizure to a court for forfeiture."""

    case: Annotated[str, Field(title="Court and case", min_length=2, max_length=60)]

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Keep the case."""
        record.judicial_at, record.judicial_case = scene.at, self.case
        return record


class ReturnProperty(
    Act,
    key="patrol.return_property",
    on=SEIZURE,
    permission=EVIDENCE,
    authorities=KEEPING,
    marks=("patrol.seizure_returned",),
):
    """Give what was seized back."""

    to: Annotated[str, Personal, Field(title="Given back to", min_length=2, max_length=160)]
    reason: Reason

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """The last hand is the owner's."""
        chain.passed(record, scene, receiver=self.to, reason=self.reason).save(force_insert=True)
        record.ended_at, record.ended_how = scene.at, self.reason
        return record


class Forfeit(Act, key="patrol.forfeit", on=SEIZURE, permission=EVIDENCE, authorities=KEEPING):
    """Record that what was seized is forfeited."""

    reason: Annotated[str, Field(title="Declaration or judgment", min_length=5, max_length=300)]

    def guard(self, record: Seizure, scene: Scene) -> None:
        """Those whose it is were told; what is claimed goes to a court."""
        if record.notified_at is None and record.judicial_at is None:
            raise GuardRefused("Nobody was given notice of this seizure, and no court has it.")
        if record.claimed_at is not None and record.judicial_at is None:
            raise GuardRefused("It is claimed. A court forfeits it, or it is given back.")

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Keep by what; the holder goes on holding it until it is disposed of."""
        record.ended_at, record.ended_how = scene.at, self.reason
        return record


class Destroy(Act, key="patrol.destroy", on=SEIZURE, permission=EVIDENCE, authorities=KEEPING):
    """Destroy what was seized, before two witnesses."""

    first_witness: Annotated[UUID, Ref("access.account"), Field(title="First witness")]
    second_witness: Annotated[UUID, Ref("access.account"), Field(title="Second witness")]
    how: Annotated[str, Field(title="How and where", min_length=5, max_length=300)]

    def guard(self, record: Seizure, scene: Scene) -> None:
        """Two witnesses, neither of whom destroys it; nothing that is claimed."""
        actor = account_of(scene.actor)
        three = {self.first_witness, self.second_witness, actor.pk if actor is not None else None}
        if len(three) != 3:  # noqa: PLR2004  the one who destroys and two who see it
            raise bad("second_witness", "destroy.witnesses", "Two others see it destroyed.")
        if record.claimed_at is not None and record.state != "forfeited":
            raise GuardRefused("It is claimed, and not forfeited.")

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """The chain ends."""
        names = Account.objects.filter(pk__in=(self.first_witness, self.second_witness))
        record.witnesses = [account.full_name for account in names.order_by("full_name")]
        chain.passed(record, scene, receiver="destroyed", reason=self.how, condition="Destroyed").save(
            force_insert=True
        )
        record.ended_at, record.ended_how = scene.at, self.how
        return record
