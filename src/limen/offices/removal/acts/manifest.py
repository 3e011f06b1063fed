"""The manifest, seat by seat: listed, cleared, embarked person by person past the gate, left behind, taken off."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.documents.models import TravelDocument
from limen.core.people.locking import hold
from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal import departing as rules
from limen.offices.removal.departure_states import OPEN_RUNS, OPEN_SEATS
from limen.offices.removal.models import Case, Movement, Seat

SEAT = "removal.seat"
LIST = "removal.manifest"
CLEAR = "removal.clear"
BOARD = "removal.board"
PART = "removal.part_family"
CARRY = ("remove.manifest",)
EXECUTE = ("remove.warrant", "remove.execute")
Label = Annotated[str, Field(title="Seat", max_length=8, pattern=r"^[0-9A-Za-z-]*$")]
Why = Annotated[str, Personal, Lines(2), Field(title="Why", min_length=5, max_length=400)]


class ManifestPerson(Act, key="removal.manifest_person", on=SEAT, permission=LIST, authorities=CARRY):
    """Put a person on the manifest of a movement."""

    movement: Annotated[UUID, Ref("removal.movement"), Field(title="Movement")]
    case: Annotated[UUID, Ref("removal.case"), Field(title="Removal case")]
    label: Label = ""
    arriving: Annotated[bool, Field(title="Proceedings began on the person's arrival")] = False
    document: Annotated[UUID | None, Ref("documents.traveldocument"), Field(title="Travels on")] = None
    no_document_why: Annotated[str, Field(title="Why no document is needed", max_length=300)] = ""
    restraints: Annotated[str, Personal, Lines(2), Field(title="Restraints, and why", max_length=1000)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """The order is final, the gate open, a document held, the seat free, and the family not split."""
        movement = Movement.objects.select_for_update().get(pk=self.movement)
        case = Case.objects.get(pk=self.case)
        rules.known(case.person, scene)
        _changes(movement)
        rules.removable(case, movement.country, scene)
        rules.require_here(case.person_id)
        if Seat.objects.filter(person__in=hold(case.person_id), state__in=OPEN_SEATS).exists():
            raise GuardRefused("The person is on an open manifest already.")
        if movement.seats.filter(state__in=OPEN_SEATS).count() >= movement.capacity:
            raise GuardRefused("Every seat is taken.")
        _free(movement, self.label)
        if rules.family_elsewhere(case.person_id, movement):
            raise GuardRefused(
                "One of the person's family unit is on another movement. Put the family on one movement, or have a "
                "supervisor record why they part."
            )
        self._document(case, movement)

    def apply(self, record: Any, scene: Scene) -> Seat:
        """List them."""
        movement, case = Movement.objects.get(pk=self.movement), Case.objects.get(pk=self.case)
        scene.about(case.person)
        return Seat(
            movement=movement,
            case=case,
            person_id=case.person_id,
            label=self.label.upper(),
            arriving=self.arriving,
            document=self._document(case, movement),
            no_document_why=self.no_document_why,
            restraints=self.restraints,
        )

    def _document(self, case: Case, movement: Movement) -> TravelDocument | None:
        day = movement.day
        if self.document is not None:
            chosen = TravelDocument.objects.get(pk=self.document)
            if not rules.usable(chosen, case.person_id, day):
                raise BadInput(
                    "The person cannot travel on that document.",
                    problems=[Problem("document", "document.not_usable", "Theirs, not reported, valid on the day.")],
                )
            return chosen
        held = rules.document_for(case, movement.country, day)
        if held is None and not self.no_document_why:
            raise GuardRefused("No travel document is held. Ask the consulate, or say why none is needed.")
        return held


class AssignSeat(Act, key="removal.assign_seat", on=SEAT, permission=LIST, authorities=CARRY):
    """Give a person on the manifest a seat."""

    label: Annotated[str, Field(title="Seat", min_length=1, max_length=8, pattern=r"^[0-9A-Za-z-]+$")]

    def guard(self, record: Seat, scene: Scene) -> None:
        """The manifest is open and the seat free."""
        _changes(record.movement)
        _free(record.movement, self.label, record)

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Seat them."""
        record.label = self.label.upper()
        return record


class ChangeDocument(Act, key="removal.change_seat_document", on=SEAT, permission=LIST, authorities=CARRY):
    """Change the document a person on the manifest travels on."""

    document: Annotated[UUID, Ref("documents.traveldocument"), Field(title="Travels on")]

    def guard(self, record: Seat, scene: Scene) -> None:
        """It is the person's, not reported, and valid on the day."""
        _changes(record.movement)
        if not rules.usable(TravelDocument.objects.get(pk=self.document), record.person_id, record.movement.day):
            raise GuardRefused("The person cannot travel on that document.")

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Change it."""
        record.document_id, record.no_document_why = self.document, ""
        return record


class NoteSeat(Act, key="removal.note_seat", on=SEAT, permission=LIST, authorities=CARRY):
    """Note what the escorts must know of a person: restraints and their reason, medicine, care."""

    restraints: Annotated[str, Personal, Lines(2), Field(title="Restraints, and why", max_length=1000)] = ""
    medical_notes: Annotated[str, Personal, Lines(3), Field(title="Medicine and care", max_length=2000)] = ""

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep it."""
        record.restraints = self.restraints or record.restraints
        record.medical_notes = self.medical_notes or record.medical_notes
        return record


class PartFamily(Act, key="removal.part_family", on=SEAT, permission=PART, authorities=("family.separate",)):
    """Allow a person to travel apart from their family unit, saying why."""

    why: Annotated[str, Personal, Lines(3), Field(title="Why they part", min_length=10, max_length=300)]

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep why, and who allowed it."""
        record.apart_why, record.apart_by = self.why, account_of(scene.actor)
        return record


class ClearMedically(Act, key="removal.clear_medically", on=SEAT, permission=CLEAR, authorities=CARRY):
    """Record that a person is fit to travel."""

    by: Annotated[str, Field(title="Examined by, with title", min_length=3, max_length=120)]
    notes: Annotated[str, Personal, Lines(3), Field(title="Medicine and care on the way", max_length=2000)] = ""

    def guard(self, record: Seat, scene: Scene) -> None:
        """The manifest is open."""
        _changes(record.movement)

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep who examined them and when."""
        _examined(record, self.by, self.notes, scene, fit=True)
        return record


class FindUnfit(Act, key="removal.find_unfit", on=SEAT, permission=CLEAR, authorities=CARRY):
    """Record that a person is not fit to travel; they do not embark until they are cleared."""

    by: Annotated[str, Field(title="Examined by, with title", min_length=3, max_length=120)]
    notes: Annotated[str, Personal, Lines(3), Field(title="What was found", min_length=5, max_length=2000)]

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep who examined them and when."""
        _examined(record, self.by, self.notes, scene, fit=False)
        return record


class Embark(
    Act,
    key="removal.embark",
    on=SEAT,
    permission=BOARD,
    authorities=EXECUTE,
    marks=("removal.embarked",),
):
    """Embark a person, checked at the door against the manifest and once more at the gate."""

    print_reference: Annotated[str, Personal, Field(title="Right index fingerprint, reference", max_length=64)] = ""
    print_by: Annotated[str, Field(title="Fingerprint taken by", max_length=120)] = ""
    photograph: Annotated[str, Personal, Field(title="Photograph, reference", max_length=64)] = ""

    def guard(self, record: Seat, scene: Scene) -> None:
        """Boarding is open and not over, the person fit, the document good, and the gate open, asked now."""
        movement = record.movement
        if movement.state != "boarding":
            raise GuardRefused("Boarding is not open.")
        ends = rules.boarding_ends(movement, scene.law, scene.day)
        if scene.at > ends:
            raise GuardRefused(
                f"Boarding ended at {ends.astimezone(movement.place.zone):%H:%M}. Give a later departure first.",
                citation=scene.law.value(rules.MINUTES, scene.day).citation,
            )
        if not record.fit:
            raise GuardRefused("The person is not cleared to travel.")
        rules.needs_document(record, max(scene.day, movement.day))
        rules.removable(record.case, movement.country, scene)
        rules.require_here(record.person_id)

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep when, by whom, and the print taken."""
        record.embarked_at, record.embarked_by = scene.at, account_of(scene.actor)
        record.print_reference, record.photograph = self.print_reference, self.photograph
        record.print_by = self.print_by or (scene.actor.label if self.print_reference else "")
        scene.about(record.person)
        return record


class DoNotEmbark(Act, key="removal.do_not_embark", on=SEAT, permission=BOARD, authorities=CARRY):
    """Leave a person behind at the door, or take them off before departure."""

    why: Why

    def guard(self, record: Seat, scene: Scene) -> None:
        """The movement has not left."""
        _changes(record.movement)

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep why and free the seat."""
        if record.embarked_at is not None:
            scene.marks.append("removal.embarkation_failed")
        record.why, record.label, record.embarked_at = self.why, "", None
        scene.about(record.person)
        return record


class TakeOff(Act, key="removal.take_off", on=SEAT, permission=LIST, authorities=CARRY):
    """Take a person off the manifest."""

    why: Why

    def guard(self, record: Seat, scene: Scene) -> None:
        """The movement has not left."""
        _changes(record.movement)

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep why and free the seat."""
        record.why, record.label = self.why, ""
        return record


class ReleaseSeat(Act, key="removal.release_seat", on=SEAT, permission=LIST, authorities=CARRY, automatic=True):
    """Take a person off the manifest of a movement that was cancelled."""

    why: Why

    def apply(self, record: Seat, scene: Scene) -> Seat:
        """Keep why and free the seat."""
        record.why, record.label = self.why, ""
        return record


def _changes(movement: Movement) -> None:
    if movement.state not in OPEN_RUNS:
        raise GuardRefused("The manifest of this movement does not change any more.")


def _free(movement: Movement, label: str, but: Seat | None = None) -> None:
    if not label:
        return
    taken = movement.seats.filter(label=label.upper())
    if (taken.exclude(pk=but.pk) if but is not None else taken).exists():
        raise BadInput(
            f"Seat {label.upper()} is taken.", problems=[Problem("label", "seat.taken", "Choose another seat.")]
        )


def _examined(record: Seat, by: str, notes: str, scene: Scene, *, fit: bool) -> None:
    record.fit, record.cleared_by, record.cleared_at = fit, by, scene.at
    record.medical_notes = notes or record.medical_notes
