"""Taking over a person whom another office referred here, with the custody they are in."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody import rules
from limen.core.custody.acts import BookIn, TakeIntoCustody, Transfer
from limen.core.custody.models import Stay
from limen.core.referrals.acts import AcceptReferral, CompleteReferral
from limen.core.referrals.models import Referral
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.models import Takeover

TAKEOVER = "removal.takeover"
ACCEPT = "removal.accept"
OFFICE = "removal"

Cell = Annotated[str, Field(title="Cell or room", max_length=24)]


class _Accepting(Act):
    """What taking over a referred person asks, whether they are here already or must be fetched."""

    here: ClassVar[bool]
    referral: Annotated[UUID, Ref("referrals.referral"), Field(title="Referral")]

    def guard(self, record: Any, scene: Scene) -> None:
        """A referral to this office, of a person, that waits; and who may not be held is not taken over."""
        referral = Referral.objects.get(pk=self.referral)
        if referral.to_office != OFFICE or referral.person_id is None:
            raise GuardRefused("That is not a person referred to this office.")
        if referral.state not in ("sent", "accepted") or Takeover.objects.filter(referral=referral).exists():
            raise GuardRefused("That referral is not waiting any more.")
        custody_rules.may_be_held(referral.person_id, scene)
        stay = rules.open_stay(referral.person_id)
        if stay is None and referral.reason not in custody_rules.held_by_referral(scene.law, scene.day):
            raise GuardRefused("The person is not held, and the reason of the referral does not ask for it.")
        elsewhere = stay is not None and stay.place_id != scene.place.id
        if self.here and stay is not None and elsewhere:
            raise GuardRefused(f"The person is at {stay.place.name}; have them brought here first.")
        if not self.here and (stay is None or not elsewhere or stay.state != "held"):
            raise GuardRefused("The person is not held elsewhere.")

    def accepted(self, scene: Scene) -> Referral:
        """Accept the referral where nobody has."""
        referral = Referral.objects.select_related("person").get(pk=self.referral)
        if referral.state == "sent":
            referral = scene.perform(AcceptReferral(), on=referral).record
        return referral

    def taken(self, referral: Referral, stay: Stay, scene: Scene) -> Takeover:
        """Return who was taken over."""
        scene.about(stay)
        return Takeover(
            person=stay.person,
            referral=referral,
            stay=stay,
            accepted_at=scene.at,
            accepted_by=account_of(scene.actor),
            place_id=scene.place.id,
        )


class AcceptCustody(
    _Accepting, key="removal.accept_custody", on=TAKEOVER, permission=ACCEPT, authorities=("custody.book",)
):
    """Take over a person who is here: accept the referral and book them in."""

    here = True
    cell: Cell = ""

    def apply(self, record: Any, scene: Scene) -> Takeover:
        """Take them into custody where nobody has, book them in where they came on the way, complete the referral."""
        referral = self.accepted(scene)
        stay = rules.open_stay(referral.person_id) or self._taken_in(referral, scene)
        if stay.state == "in_transit":
            stay = scene.perform(BookIn(cell=self.cell), on=stay).record
        made = self.taken(referral, stay, scene)
        made.received_at = scene.at
        scene.perform(CompleteReferral(result="The person was taken over here."), on=referral)
        return made

    def _taken_in(self, referral: Referral, scene: Scene) -> Stay:
        act = TakeIntoCustody(
            person=referral.person_id,
            under=custody_rules.held_by_referral(scene.law, scene.day)[referral.reason],
            subject_record=referral.subject_record,
            subject=referral.subject,
        )
        stay: Stay = scene.perform(act).record
        return stay


class FetchCustody(
    _Accepting, key="removal.fetch_custody", on=TAKEOVER, permission=ACCEPT, authorities=("custody.transfer",)
):
    """Accept a person who is held elsewhere, and have them brought here."""

    here = False
    why: Annotated[str, Field(title="Why", min_length=3, max_length=300)]

    def apply(self, record: Any, scene: Scene) -> Takeover:
        """Put them on the way, their family unit with them."""
        referral = self.accepted(scene)
        stay = rules.open_stay(referral.person_id)
        moved = scene.perform(Transfer(to_place=scene.place.id, why=self.why), on=stay).record
        return self.taken(referral, moved, scene)


class ReceiveCustody(Act, key="removal.receive_custody", on=TAKEOVER, permission=ACCEPT, authorities=("custody.book",)):
    """Receive a person who was brought here: book them in."""

    cell: Cell = ""

    def apply(self, record: Takeover, scene: Scene) -> Takeover:
        """Book them in where nobody has, and complete the referral."""
        stay = Stay.objects.get(pk=record.stay_id)
        if stay.state == "in_transit":
            scene.perform(BookIn(cell=self.cell), on=stay)
        record.received_at = scene.at
        referral = Referral.objects.get(pk=record.referral_id)
        if referral.state == "accepted":
            scene.perform(CompleteReferral(result="The person was taken over here."), on=referral)
        return record


class DropCustody(Act, key="removal.drop_custody", on=TAKEOVER, permission=ACCEPT, authorities=("custody.book",)):
    """Give up the taking over of a person who did not come."""

    why: Annotated[str, Field(title="Why", min_length=5, max_length=300)]

    def guard(self, record: Takeover, scene: Scene) -> None:
        """Who is held here has come."""
        if Stay.objects.filter(pk=record.stay_id, state="held", place=scene.place.id).exists():
            raise GuardRefused("The person is here; receive them.")
