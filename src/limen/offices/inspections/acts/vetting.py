"""Vetting before arrival: clear, hold, note, tell others; and the searches officers keep."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of, posted_on
from limen.core.access.models import Account, Posting
from limen.core.ledger.models import Outgoing
from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.queries import Hit as Found
from limen.core.lookouts.queries import explain
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.inspections import directing, rules
from limen.offices.inspections.models import Hit, SavedQuery, Traveller, VettingNote

TRAVELLER = "inspections.traveller"
QUERY = "inspections.savedquery"
VET = "inspections.vet"
CHECK = ("lookouts.check",)
DIRECT = ("board.direct",)


class ClearToBoard(
    Act, key="inspections.clear_to_board", on=TRAVELLER, permission="inspections.board", authorities=DIRECT
):
    """Tell the carrier that the traveller may board."""

    directive: Annotated[str, Code("board_directives"), Field(title="Directive", max_length=4)] = "0Z"
    reason: Annotated[str, Personal, Field(title="Reason", min_length=3, max_length=300)]

    def guard(self, record: Traveller, scene: Scene) -> None:
        """No hit is left undecided."""
        directing.directive_is(self.directive, scene, boards=True)
        if record.hits.filter(state__in=rules.UNDECIDED).exists():
            raise GuardRefused("A lookout may mean this traveller; decide whether it does first.")

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Set the directive and send it where the carrier was told otherwise."""
        return directing.direct(record, self.directive, self.reason, scene)


class HoldBoarding(
    Act, key="inspections.hold_boarding", on=TRAVELLER, permission="inspections.board", authorities=DIRECT
):
    """Tell the carrier that the traveller must not board."""

    directive: Annotated[str, Code("board_directives"), Field(title="Directive", max_length=4)] = "1Z"
    reason: Annotated[str, Personal, Field(title="Reason", min_length=5, max_length=300)]

    def guard(self, record: Traveller, scene: Scene) -> None:
        """The directive is one that refuses boarding."""
        directing.directive_is(self.directive, scene, boards=False)

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Set the directive and send it where the carrier was told otherwise."""
        return directing.direct(record, self.directive, self.reason, scene)


class FindHit(Act, key="inspections.find_hit", on=TRAVELLER, permission=VET, authorities=CHECK, automatic=True):
    """A lookout put up after the list was answered may mean this traveller."""

    lookout: Annotated[UUID, Ref("lookouts.lookout"), Field(title="Lookout")]

    def guard(self, record: Traveller, scene: Scene) -> None:
        """It may mean them, and nobody judged that it does not."""
        if self._found(record) is None:
            raise GuardRefused("That lookout does not mean this traveller.")

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Keep the hit and move the traveller up the list; of a discreet one nobody at the counter learns."""
        hit = self._found(record)
        for found, row in keep_hits([hit] if hit else [], rules.met_on_list(record), scene):
            Hit.objects.create(
                state="open",
                version=1,
                lookout=found.lookout,
                traveller=record,
                why=list(found.why),
                strong=found.strong,
                found=row,
                found_at=scene.at,
            )
            record.priority = max(record.priority, directing.hit_priority(strong=found.strong))
        return record

    def _found(self, record: Traveller) -> Found | None:
        return explain(Lookout.objects.get(pk=self.lookout), rules.met_on_list(record))


class HoldForOfficer(
    Act, key="inspections.hold_for_officer", on=TRAVELLER, permission=VET, authorities=DIRECT, automatic=True
):
    """Hold boarding until an officer has looked at a hit that asks for it."""

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Set the directive and send it where the carrier was told otherwise."""
        return directing.direct(record, directing.hold_directive(scene), directing.HELD_WHY, scene)


class ReferToAttention(
    Act,
    key="inspections.refer_to_attention",
    on=TRAVELLER,
    permission=VET,
    authorities=("criteria.select",),
    automatic=True,
):
    """Move a traveller whom a criterion selects up the vetting list; nobody is held and the carrier is told nothing."""

    PRIORITY: ClassVar[int] = 55

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Move them up, never down."""
        record.priority = max(record.priority, self.PRIORITY)
        return record


class Present(Act, key="inspections.present", on=TRAVELLER, permission=VET, authorities=CHECK, automatic=True):
    """The traveller stands before an officer."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Say who it turned out to be."""
        record.person_id, record.matched_by = self.person, "inspection"
        return record


class NoteTraveller(Act, key="inspections.note_traveller", on=TRAVELLER, permission=VET, authorities=CHECK):
    """Write a note on a traveller."""

    text: Annotated[str, Personal, Lines(4), Field(title="Note", min_length=2, max_length=4000)]

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Keep it."""
        VettingNote.objects.create(traveller=record, text=self.text, by=account_of(scene.actor), at=scene.at)
        return record


class NotifyGroup(Act, key="inspections.notify", on=TRAVELLER, permission=VET, authorities=CHECK):
    """Tell a group of officers, by e-mail, to look at a traveller; the mail names nobody."""

    place: Annotated[UUID, Ref("places.place"), Field(title="Officers at")]
    role: Annotated[
        Literal["supervisor", "secondary_officer", "primary_officer", "targeting_officer"], Field(title="In the role")
    ]
    words: Annotated[str, Personal, Lines(3), Field(title="Message", max_length=1000)] = ""

    def _addresses(self, scene: Scene) -> list[str]:
        posted = Posting.objects.filter(posted_on(scene.day), role=self.role, place=self.place)
        rows = Account.objects.filter(state="active", postings__in=posted)
        return sorted({row.email for row in rows if row.email})

    def guard(self, record: Traveller, scene: Scene) -> None:
        """Somebody is told."""
        if not self._addresses(scene):
            text = "Nobody posted there in that role has an e-mail address; nobody would be told."
            raise BadInput(text, problems=[Problem("role", "group.empty", text)])

    def apply(self, record: Traveller, scene: Scene) -> Traveller:
        """Put the mail in the outbox; personal data stays behind sign-in."""
        to = self._addresses(scene)
        scene.facts["sent_to"] = len(to)
        scene.told["sent_to"] = len(to)
        Outgoing.objects.create(
            channel="email",
            to=",".join(to),
            subject=f"A traveller on {record.voyage.label} needs a look",
            body=f"{self.words}\n\nSign in and open /inspections/traveller/{record.pk}/",
        )
        return record


class SaveQuery(Act, key="inspections.save_query", on=QUERY, permission=VET, authorities=CHECK):
    """Keep a search under a name."""

    name: Annotated[str, Field(title="Name", min_length=2, max_length=80)]
    about: Annotated[Literal["voyages", "travellers"], Field(title="Searches for")]
    terms: Annotated[dict[str, str], Personal, Field(title="Terms")]
    for_office: Annotated[bool, Field(title="For everyone at this office")] = False

    def apply(self, record: Any, scene: Scene) -> SavedQuery:
        """Keep it."""
        return SavedQuery(
            owner_id=scene.actor.id,
            name=self.name,
            about=self.about,
            terms=self.terms,
            shared_at_id=scene.place.id if self.for_office else None,
        )


class DropQuery(Act, key="inspections.drop_query", on=QUERY, permission=VET, authorities=CHECK):
    """Put a kept search away."""

    def guard(self, record: SavedQuery, scene: Scene) -> None:
        """Its owner puts it away."""
        if record.owner_id != scene.actor.id:
            raise GuardRefused("Its owner puts a kept search away.")
