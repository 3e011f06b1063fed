"""Taking a person into custody, booking them in, moving them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody import papers, rules
from limen.core.custody.models import Stay, Stint
from limen.core.people.locking import hold
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.law.nationality import row_of

STAY = rules.STAY
BOOK = "custody.book"
Cell = Annotated[str, Field(title="Cell or room", max_length=24)]

Basis = Literal[
    "arrest.without_warrant",
    "arrest.warrant",
    "arrest.felony",
    "detain.inspection",
    "detain.arriving",
    "detain.proceedings",
    "detain.criminal",
    "detain.order",
    "detain.beyond",
]
"""What a person may be held under, by the law pack's keys."""

BASES: tuple[str, ...] = (
    "arrest.without_warrant",
    "arrest.warrant",
    "arrest.felony",
    "detain.inspection",
    "detain.arriving",
    "detain.proceedings",
    "detain.criminal",
    "detain.order",
    "detain.beyond",
)


class TakeIntoCustody(Act, key="custody.take", on=STAY, permission="custody.take", authorities=BASES):
    """Take a person into custody; from this moment every deadline runs."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    under: Annotated[Basis, Field(title="Held under")]
    alone: Annotated[bool, Field(title="A child with no parent or guardian here who can care for them")] = False
    subject_record: Annotated[str, Field(title="Record type", max_length=64)] = ""
    subject: Annotated[UUID | None, Field(title="Record")] = None

    def authority(self, record: Any, scene: Scene) -> str:
        """It stands on what the person is held under."""
        return self.under

    def guard(self, record: Any, scene: Scene) -> None:
        """Nobody is held twice, and no stay begins inside another."""
        rules.here(scene)
        people = hold(self.person)
        if rules.open_stay(self.person) is not None:
            raise GuardRefused("The person is in custody already; open that stay instead.")
        last = Stay.objects.filter(person__in=people).order_by("-ended_at", "-pk").first()
        if last is not None and last.ended_at is not None and scene.at < last.ended_at:
            raise BadInput(
                "That is before the person's last stay in custody ended.",
                problems=[
                    Problem("when", "custody.overlap", f"Give a moment after {last.ended_at:%Y-%m-%d %H:%M} UTC.")
                ],
            )

    def apply(self, record: Any, scene: Scene) -> Stay:
        """Begin the stay where the person was found."""
        person = Person.objects.get(pk=self.person)
        place = rules.here(scene)
        juvenile = rules.is_juvenile(person, scene)
        stay = Stay(
            person=person,
            authority=self.under,
            citation=scene.provision.citation if scene.provision else "",
            began_at=scene.at,
            place=place,
            arrested_by=account_of(scene.actor),
            juvenile=juvenile,
            alone=juvenile and self.alone,
            family_unit=rules.unit_of(person),
            subject_record=self.subject_record,
            subject=self.subject,
            state="in_transit",
        )
        stay.save()
        Stint.objects.create(stay=stay, person=person, place=place, kind="field", since=scene.at)
        scene.marks += self._events(stay, scene)
        return stay

    def _events(self, stay: Stay, scene: Scene) -> list[str]:
        marks = [rules.ARREST_MARKS.get(self.under, rules.TAKEN)]
        if stay.juvenile:
            marks.append("child.apprehended")
            if stay.alone:
                marks += rules.alone_marks(stay.person, scene)
        treaties = scene.law.codes("consular_notification")
        treaty = row_of(scene.law, treaties, stay.person.nationality, scene.day)
        if treaty is not None:
            marks += scene.law.clock(treaty.attributes["clock"]).starts
        return marks


class BookIn(Act, key="custody.book_in", on=STAY, permission=BOOK, authorities=("custody.book",)):
    """Book a person in where they have arrived."""

    cell: Cell = ""
    diverted: Annotated[str, Field(title="Why here, when bound for another place", max_length=300)] = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """The person was bound for this place, or it is said why they are here."""
        place = rules.here(scene)
        rules.not_before(record, scene.at)
        if rules.open_stint(record).kind == "transit" and record.place_id != place.pk and not self.diverted:
            raise BadInput(
                f"The person is bound for {record.place.name}.",
                problems=[Problem("diverted", "custody.diverted", "Say why the person is booked in here instead.")],
            )
        rules.may_share(record, place, self.cell, scene)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Begin the stint here."""
        place = rules.here(scene)
        kind = rules.KIND_OF_PLACE[place.kind]
        rules.moved(record, place, kind, scene.at, self.cell)
        scene.marks.append(rules.IN_MARKS[kind])
        if kind in ("station", "port"):
            scene.marks.append(rules.STATION_MARKS[record.juvenile])
        scene.about(record.person)
        return record


class MoveCell(Act, key="custody.cell", on=STAY, permission=BOOK, authorities=("custody.book",)):
    """Move a person to another cell or room of the same place."""

    cell: Annotated[str, Field(title="Cell or room", min_length=1, max_length=24)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """The cell is open to this person."""
        rules.not_before(record, scene.at)
        rules.may_share(record, record.place, self.cell, scene)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Begin a stint in the cell."""
        rules.moved(record, record.place, rules.open_stint(record).kind, scene.at, self.cell)
        return record


class _Going(Act):
    """What going to another place of custody shares."""

    to_place: Annotated[UUID, Ref("places.place"), Field(title="To")]
    why: Annotated[str, Field(title="Why", min_length=3, max_length=300)]

    def go(self, record: Stay, scene: Scene) -> Stay:
        """Leave here for there; whoever transfers has the person until they are booked in."""
        kind = rules.open_stint(record).kind
        place = Place.objects.get(pk=self.to_place)
        rules.moved(record, place, "transit", scene.at)
        scene.marks += [mark for mark in (rules.OUT_MARKS.get(kind), "custody.transferred") if mark]
        scene.about(record.person)
        return record


class Transfer(_Going, key="custody.transfer", on=STAY, permission=BOOK, authorities=("custody.transfer",)):
    """Transfer a person to another place of custody; their family unit goes with them."""

    with_family: Annotated[bool, Field(title="The family unit here goes along")] = True
    court: Annotated[
        str, Field(title="Immigration court to be told, where proceedings are pending", max_length=160)
    ] = ""
    counsel: Annotated[str, Personal, Lines(2), Field(title="Counsel to be told", max_length=300)] = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """To another place of custody, and never away from the family without a recorded reason and approver."""
        place = Place.objects.get(pk=self.to_place)
        if place.pk == record.place_id:
            raise GuardRefused("The person is there already.")
        if place.kind not in rules.KIND_OF_PLACE:
            raise GuardRefused("People are held at a station, a port, an office or a facility.")
        rules.not_before(record, scene.at)
        rules.kept_together(record, with_family=self.with_family)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Leave, the family along; tell the court."""
        family = rules.kept_together(record, with_family=self.with_family)
        before = record.place
        self.go(record, scene)
        for other in family:
            scene.perform(TransferAlong(to_place=self.to_place, why=self.why), on=other)
        if self.court:
            papers.transfer_notice(record, before, self.court, self.counsel, scene)
        return record


class TransferAlong(
    _Going, key="custody.transfer_along", on=STAY, permission=BOOK, authorities=("custody.transfer",), automatic=True
):
    """Transfer a member of a family unit along with another."""

    def guard(self, record: Stay, scene: Scene) -> None:
        """They came to where they are before that."""
        rules.not_before(record, scene.at)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Leave together."""
        return self.go(record, scene)


class ToHospital(Act, key="custody.hospital", on=STAY, permission=BOOK, authorities=("custody.care",)):
    """Take a person to hospital; they stay in custody."""

    hospital: Annotated[str, Field(title="Hospital", min_length=2, max_length=24)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """The person is not there already."""
        if rules.open_stint(record).kind == "hospital":
            raise GuardRefused("The person is in hospital already.")
        rules.not_before(record, scene.at)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Begin a stint in hospital, of the same place."""
        rules.moved(record, record.place, "hospital", scene.at, self.hospital)
        return record


class FromHospital(Act, key="custody.hospital_return", on=STAY, permission=BOOK, authorities=("custody.care",)):
    """Bring a person back from hospital."""

    cell: Cell = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """The person was there."""
        if rules.open_stint(record).kind != "hospital":
            raise GuardRefused("The person is not in hospital.")
        rules.not_before(record, scene.at)
        rules.may_share(record, record.place, self.cell, scene)

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Begin a stint in the place again."""
        rules.moved(record, record.place, rules.KIND_OF_PLACE[record.place.kind], scene.at, self.cell)
        return record


class _Basis(Act):
    """What changing the authority a person is held under shares."""

    under: Annotated[Basis, Field(title="Held under")]
    why: Annotated[str, Personal, Field(title="Why", min_length=5, max_length=1000)]

    def authority(self, record: Any, scene: Scene) -> str:
        """It stands on what the person is held under from now on."""
        return self.under

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the new authority."""
        scene.facts["before"] = record.authority
        record.authority = self.under
        record.citation = scene.provision.citation if scene.provision else ""
        rules.find(record, "basis", self.why, scene)
        return record


class ChangeBasis(_Basis, key="custody.basis", on=STAY, permission="custody.decide", authorities=BASES):
    """Hold a person under another authority from now on."""


class FollowOrder(
    _Basis,
    key="custody.follow_order",
    on=STAY,
    permission="custody.decide",
    authorities=("detain.order", "detain.proceedings"),
    automatic=True,
):
    """Hold a person under what an order of removal, or its end, makes of their custody."""
