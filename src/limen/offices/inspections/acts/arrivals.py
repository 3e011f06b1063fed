"""Before arrival: voyages, the lists and bookings carriers send, and what is said back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.inspections import booking, listing, papers, rules
from limen.offices.inspections.carriers import theirs_alone
from limen.offices.inspections.models import Message, Voyage

VOYAGE = "inspections.voyage"
MANIFEST = "inspections.manifest"
RECEIVE = ("manifest.receive",)
MOST_TEXT = 16 * 1024 * 1024
"""Characters of a message, which is kept whole: no fewer than the largest file taken can hold."""
AsItCame = Annotated[
    str,
    StringConstraints(strip_whitespace=False),
    Personal,
    Lines(10),
    Field(title="The message", max_length=MOST_TEXT, exclude=True),
]


class Listed(BaseModel):
    """One person as a carrier's list gives them."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    role: Literal["passenger", "crew", "transit"] = "passenger"
    reference: str = Field("", max_length=40)
    locator: str = Field("", max_length=16)
    surname: str = Field("", max_length=120)
    given_names: str = Field("", max_length=120)
    birth: str = Field("", max_length=10)
    sex: str = Field("", max_length=1)
    nationality: str = Field("", max_length=3)
    document_kind: str = Field("", max_length=24)
    document_issuer: str = Field("", max_length=3)
    document_number: str = Field("", max_length=40)
    document_expires: date | None = None
    embarks: str = Field("", max_length=5)
    debarks: str = Field("", max_length=5)
    seat: str = Field("", max_length=8)
    bags: list[str] = []
    contacts: list[str] = []


class Booked(BaseModel):
    """One passenger name record."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    locator: str = Field(max_length=16)
    contacts: list[str] = []
    data: dict[str, Any] = {}
    people: list[Listed] = []


class _Carriers(Act):
    """What a carrier's own account may do, to its own voyages alone."""

    def guard(self, record: Any, scene: Scene) -> None:
        """An account of a carrier sends what is of that carrier."""
        theirs_alone(scene.actor, record.carrier)


class OpenVoyage(Act, key="inspections.open_voyage", on=VOYAGE, permission=MANIFEST, authorities=RECEIVE):
    """Put a flight, sailing, train or bus run on the board."""

    mode: Annotated[str, Code("conveyance_modes"), Field(title="Mode", max_length=12)] = "air"
    direction: Annotated[Literal["inbound", "outbound"], Field(title="Direction")] = "inbound"
    carrier: Annotated[str, Field(title="Carrier", min_length=1, max_length=8)]
    number: Annotated[str, Field(title="Number", min_length=1, max_length=16)]
    origin: Annotated[str, Field(title="From", max_length=5)] = ""
    destination: Annotated[str, Field(title="To", max_length=5)] = ""
    port: Annotated[UUID | None, Ref("places.place"), Field(title="Port")] = None
    runs_on: Annotated[date, Field(title="Date")]
    departs_at: Annotated[datetime | None, Field(title="Departs")] = None
    arrives_at: Annotated[datetime | None, Field(title="Arrives")] = None
    legs: Annotated[list[dict[str, str]], Field(title="Legs")] = []

    def guard(self, record: Any, scene: Scene) -> None:
        """A voyage is on the board once."""
        theirs_alone(scene.actor, self.carrier)
        rules.zoned(departs_at=self.departs_at, arrives_at=self.arrives_at)
        if Voyage.objects.filter(
            carrier=self.carrier,
            number=self.number,
            runs_on=self.runs_on,
            origin=self.origin,
            destination=self.destination,
        ).exists():
            raise GuardRefused(f"{self.carrier}{self.number} on {self.runs_on} is on the board already.")

    def apply(self, record: Any, scene: Scene) -> Voyage:
        """Make it."""
        fields = self.model_dump(exclude={"port"})
        return Voyage(port_id=self.port, **fields)


class ReceiveList(
    _Carriers,
    key="inspections.receive_list",
    on=VOYAGE,
    permission=MANIFEST,
    authorities=RECEIVE,
    marks=("manifest.received",),
):
    """Receive a passenger or crew list, or a change to one."""

    function: Annotated[
        Literal["passengers", "crew", "change", "cancel", "update"], Field(title="The message says")
    ] = "passengers"
    people: Annotated[list[Listed], Personal, Field(title="People", max_length=20_000)]
    reference: Annotated[str, Field(title="Message reference", max_length=40)] = ""
    source: Annotated[str, Field(title="Came by", max_length=160)] = ""
    text: AsItCame = ""
    faults: Annotated[list[dict[str, Any]], Field(title="Faults")] = []

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """List, change or take off the people; match and screen them; answer the carrier."""
        message = listing.keep(record, self, "list", len(self.people), scene)
        done = (
            listing.cancel(record, self, message)
            if self.function == "cancel"
            else listing.merge(record, self, message, scene)
        )
        if record.listed_at is None and self.function != "cancel":
            record.listed_at = scene.at
        scene.facts.update(done.counts())
        scene.told.update(message=str(message.pk), travellers=[str(row.pk) for row in done.touched])
        return record


class ReceiveBookings(
    _Carriers, key="inspections.receive_bookings", on=VOYAGE, permission=MANIFEST, authorities=("pnr.receive",)
):
    """Receive passenger name records of a voyage."""

    bookings: Annotated[list[Booked], Personal, Field(title="Bookings", max_length=5_000)]
    function: Annotated[str, Field(title="The message says", max_length=24)] = "push"
    reference: Annotated[str, Field(title="Message reference", max_length=40)] = ""
    source: Annotated[str, Field(title="Came by", max_length=160)] = ""
    text: AsItCame = ""
    faults: Annotated[list[dict[str, Any]], Field(title="Faults")] = []

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """Keep the bookings and hang each traveller on theirs."""
        message = listing.keep(record, self, "bookings", sum(len(row.people) for row in self.bookings), scene)
        done = booking.book(record, self.bookings, message, scene)
        hits = listing.keep_found(done.made, done.found, {}, scene)
        scene.facts.update(done.counts, hits=hits, message=str(message.pk))
        scene.told["message"] = str(message.pk)
        return record


class CloseOut(
    _Carriers,
    key="inspections.close_out",
    on=VOYAGE,
    permission=MANIFEST,
    authorities=RECEIVE,
    marks=("manifest.closed_out",),
):
    """Receive the close-out: who is aboard. Whoever was listed and is not is a no-show."""

    aboard: Annotated[list[Listed], Personal, Field(title="Aboard", max_length=20_000)] = []
    absent: Annotated[list[Listed], Personal, Field(title="Listed, but not aboard", max_length=20_000)] = []
    reference: Annotated[str, Field(title="Message reference", max_length=40)] = ""
    source: Annotated[str, Field(title="Came by", max_length=160)] = ""
    text: AsItCame = ""
    faults: Annotated[list[dict[str, Any]], Field(title="Faults")] = []

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """Mark who is aboard and who did not come."""
        message = listing.keep(record, self, "close_out", len(self.aboard), scene)
        record.closed_out_at = scene.at
        scene.facts.update(listing.close_out(record, self.aboard, self.absent))
        scene.told["message"] = str(message.pk)
        return record


class Arrive(
    _Carriers, key="inspections.arrive", on=VOYAGE, permission=MANIFEST, authorities=RECEIVE, marks=("voyage.arrived",)
):
    """Record that a voyage arrived or, outbound, that it left."""

    happened_at: Annotated[datetime | None, Field(title="When")] = None

    def guard(self, record: Voyage, scene: Scene) -> None:
        """The moment has its zone and does not lie ahead."""
        super().guard(record, scene)
        rules.zoned(happened_at=self.happened_at)
        if self.happened_at is not None and self.happened_at > scene.at:
            text = "What happened cannot lie ahead."
            raise BadInput(text, problems=[Problem("happened_at", "time.future", text)])

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """Set when."""
        if record.direction == "inbound":
            record.arrives_at = self.happened_at or scene.at
        else:
            record.departs_at = self.happened_at or scene.at
        return record


class CancelVoyage(_Carriers, key="inspections.cancel_voyage", on=VOYAGE, permission=MANIFEST, authorities=RECEIVE):
    """Take a voyage that does not run off the board."""

    reason: Annotated[str, Field(title="Reason", min_length=3, max_length=200)]


class PrintCrewList(
    Act, key="inspections.print_crew_list", on=VOYAGE, permission="inspections.primary", authorities=RECEIVE
):
    """Print the passenger and crew list of a voyage (I-418), with what was decided on each."""

    vessel: Annotated[str, Field(title="Vessel, and voyage number", min_length=2, max_length=120)]
    master: Annotated[str, Personal, Field(title="Master or agent", min_length=2, max_length=160)]
    list_kind: Annotated[Literal["arriving", "departing"], Field(title="List of")] = "arriving"

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """Make the paper and tell the caller which it is."""
        paper = papers.crew_list(record, self.vessel, self.master, self.list_kind, scene)
        scene.told["paper"] = str(paper.pk)
        return record


class AnswerCarrier(
    Act,
    key="inspections.answer",
    on=VOYAGE,
    permission=MANIFEST,
    authorities=("board.direct",),
    automatic=True,
):
    """Keep what was answered to a carrier's message."""

    message: Annotated[UUID, Field(title="Message")]
    answer: Annotated[str, Personal, Field(title="Answer", exclude=True)]
    directives: Annotated[dict[str, int], Field(title="Directives")] = {}

    def apply(self, record: Voyage, scene: Scene) -> Voyage:
        """Keep it beside the message it answers."""
        Message.objects.filter(pk=self.message).update(answer=self.answer)
        return record
