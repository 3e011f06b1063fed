"""Arrival/departure records: issue, correct, print, depart, match."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.casefile.acts import take_number
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import Act, BadInput, Code, GuardRefused, LimenError, Lines, Personal, Problem, Ref, Scene
from limen.law.admission import admit_until, class_of
from limen.offices.inspections import papers
from limen.offices.inspections.matching import admission_for
from limen.offices.inspections.models import Admission, Departure

ADMISSION = "inspections.admission"
DEPARTURE = "inspections.departure"
I94 = "inspections.i94"
DEPART = ("depart.record",)
NOT_FUTURE = "A person is not recorded as gone before they leave."


class IssueRecord(
    Act,
    key="inspections.issue_i94",
    on=ADMISSION,
    permission="inspections.primary",
    authorities=("i94.issue",),
    automatic=True,
):
    """Issue an arrival/departure record (I-94)."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    inspection: Annotated[UUID, Ref("inspections.inspection"), Field(title="Inspection")]
    document: Annotated[UUID | None, Field(title="Document")] = None
    mode: Annotated[str, Field(title="Mode", max_length=12)]
    class_of_admission: Annotated[str, Field(title="Class of admission", max_length=6)]
    until: Annotated[date | None, Field(title="Admit until")] = None
    duration_of_status: Annotated[bool, Field(title="Duration of status")] = False
    citation: Annotated[str, Field(title="Provision", max_length=200)] = ""
    details: Annotated[dict[str, str], Personal, Field(title="What the person said besides")] = {}

    def apply(self, record: Any, scene: Scene) -> Admission:
        """Give it the node's next number."""
        return Admission(
            number=take_number("i94", scene),
            person_id=self.person,
            inspection_id=self.inspection,
            document_id=self.document,
            place_id=scene.place.id,
            mode=self.mode,
            admitted_on=scene.day,
            class_of_admission=self.class_of_admission,
            until=self.until,
            duration_of_status=self.duration_of_status,
            citation=self.citation,
            details=self.details,
        )


class ImportAdmission(
    Act, key="inspections.import_i94", on=ADMISSION, permission="inspections.import", authorities=("i94.issue",)
):
    """Take over a crossing from another system's released records; who it was may not be in them."""

    number: Annotated[str, Field(title="Number", min_length=1, max_length=16)]
    source: Annotated[str, Field(title="Row of the source", min_length=3, max_length=60)]
    admitted_on: Annotated[date, Field(title="Admitted on")]
    class_of_admission: Annotated[str, Field(title="Class of admission", max_length=6)]
    until: Annotated[date | None, Field(title="Admit until")] = None
    duration_of_status: Annotated[bool, Field(title="Duration of status")] = False
    mode: Annotated[str, Code("conveyance_modes"), Field(title="Mode", max_length=12)] = "air"
    port: Annotated[UUID | None, Ref("places.place"), Field(title="Port")] = None
    details: Annotated[dict[str, str], Personal, Field(title="What else the row says")] = {}

    def guard(self, record: Any, scene: Scene) -> None:
        """A row is taken over once, and its class is one the tables know."""
        if Admission.objects.filter(imported=self.source).exists():
            raise GuardRefused(f"The row “{self.source}” has been taken over already.")
        if scene.law.codes("classes_of_admission").get(self.class_of_admission, self.admitted_on) is None:
            raise BadInput(
                f"“{self.class_of_admission}” is not a class of admission on {self.admitted_on}.",
                problems=[
                    Problem("class_of_admission", "code.not_in_force", "The class is not in the table on the day.")
                ],
            )

    def apply(self, record: Any, scene: Scene) -> Admission:
        """Keep it as the source says it."""
        return Admission(
            number=self.number,
            imported=self.source,
            place_id=self.port or scene.place.id,
            mode=self.mode,
            admitted_on=self.admitted_on,
            class_of_admission=self.class_of_admission,
            until=self.until,
            duration_of_status=self.duration_of_status,
            details=self.details,
        )


def _provision(law: Any, code: str, day: date, until: date | None) -> str:
    """Return the provision that fixes the stay of a class; the class's own where no rule gives such a stay."""
    try:
        return admit_until(law, code, day, stated=until, petition_to=until, short_approved=True).citation
    except LimenError:
        return str(law.codes("classes_of_admission").get(code, day).citation)


def _keep_correction(record: Admission, reason: str, scene: Scene) -> None:
    """Keep beside a record what it said before, who changed it and why, for whoever opens it next."""
    before = f"{record.class_of_admission}, {record.admitted_on}, {record.until or 'D/S'}"
    local = scene.at.astimezone(scene.place.zone).strftime("%Y-%m-%d %H:%M")
    kept = [*record.details.get("corrections", []), {"at": local, "by": scene.actor.label, "before": before}]
    kept[-1]["reason"] = reason
    record.details = {**record.details, "corrections": kept}


class CorrectRecord(Act, key="inspections.correct_i94", on=ADMISSION, permission=I94, authorities=("i94.correct",)):
    """Correct an arrival/departure record that does not say what was decided."""

    class_of_admission: Annotated[str, Code("classes_of_admission"), Field(title="Class of admission", max_length=6)]
    until: Annotated[date | None, Field(title="Admit until", description="Empty for duration of status")] = None
    admitted_on: Annotated[date, Field(title="Admitted on")]
    reason: Annotated[
        str, Personal, Lines(3), Field(title="What was wrong and how it is known", min_length=10, max_length=2000)
    ]

    def guard(self, record: Admission, scene: Scene) -> None:
        """The class is one people are admitted in, and the stay does not end before it begins."""
        if scene.law.codes("classes_of_admission").get(self.class_of_admission, self.admitted_on) is None:
            class_of(scene.law, self.class_of_admission, self.admitted_on)
        if self.until is not None and self.until < self.admitted_on:
            raise GuardRefused("A stay does not end before it begins.")
        if self.admitted_on > scene.day:
            raise GuardRefused("A person is not admitted on a day to come.")

    def apply(self, record: Admission, scene: Scene) -> Admission:
        """Set it right; what it said before stays in the ledger."""
        scene.facts["before"] = {
            "class_of_admission": record.class_of_admission,
            "until": record.until,
            "duration_of_status": record.duration_of_status,
            "admitted_on": record.admitted_on,
        }
        _keep_correction(record, self.reason, scene)
        record.class_of_admission, record.until = self.class_of_admission, self.until
        record.duration_of_status = self.until is None
        record.admitted_on = self.admitted_on
        record.citation = _provision(scene.law, self.class_of_admission, self.admitted_on, self.until)
        if record.person is not None:
            scene.about(record.person)
        return record


class PrintRecord(
    Act, key="inspections.print_i94", on=ADMISSION, permission="inspections.print", authorities=("i94.issue",)
):
    """Print an arrival/departure record."""

    def guard(self, record: Admission, scene: Scene) -> None:
        """A record without a person cannot be handed to one."""
        if record.person is None:
            raise GuardRefused("This record was taken over without a name; there is nobody to hand it to.")

    def apply(self, record: Admission, scene: Scene) -> Admission:
        """Make the paper and tell the caller which it is."""
        paper = papers.of_admission(record, scene)
        scene.told["paper"] = str(paper.pk)
        return record


class VoidRecord(Act, key="inspections.void_i94", on=ADMISSION, permission=I94, authorities=("i94.correct",)):
    """Void an arrival/departure record issued in error."""

    reason: Annotated[str, Personal, Field(title="Reason", min_length=10, max_length=500)]

    def apply(self, record: Admission, scene: Scene) -> Admission:
        """Keep who voided it and why, for whoever opens it next."""
        _keep_correction(record, self.reason, scene)
        return record


class Depart(
    Act, key="inspections.depart", on=ADMISSION, permission="inspections.depart", authorities=DEPART, automatic=True
):
    """Close an arrival/departure record: the person has left."""

    departed_on: Annotated[date | None, Field(title="Departed on")] = None


class RecordDeparture(
    Act, key="inspections.departure", on=DEPARTURE, permission="inspections.depart", authorities=DEPART
):
    """Record that a person left, and match it to the admission it ends."""

    departed_on: Annotated[
        date | None, Field(title="Departed on", description="Empty only where another system's record gives no day")
    ] = None
    source: Annotated[Literal["manifest", "counter", "land_exit", "imported"], Field(title="Seen by")] = "counter"
    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    surname: Annotated[str, Personal, Field(title="Surname", max_length=120)] = ""
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=120)] = ""
    birth: Annotated[str, Personal, Field(title="Date of birth", max_length=10)] = ""
    document_number: Annotated[str, Personal, Field(title="Document number", max_length=40)] = ""
    admission: Annotated[UUID | None, Ref(ADMISSION), Field(title="Arrival/departure record, where known")] = None
    voyage: Annotated[UUID | None, Ref("inspections.voyage"), Field(title="On")] = None
    imported: Annotated[str, Field(title="Row of the source", max_length=60)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """Somebody left, and not in the future."""
        birth_bounds(self.birth)
        if self.departed_on is None and not (self.imported and self.admission):
            raise BadInput(
                "Say on which day the person left.",
                problems=[Problem("departed_on", "date.missing", "Give the day of departure.")],
            )
        if self.departed_on is not None and self.departed_on > scene.day:
            raise BadInput(NOT_FUTURE, problems=[Problem("departed_on", "date.future", NOT_FUTURE)])
        if not (self.person or self.admission or self.document_number or fold(self.surname, self.given_names)):
            raise BadInput(
                "Say who left: a person on record, a document number or a name.",
                problems=[Problem("person", "departure.who", "Give a person, a document number or a name.")],
            )

    def _ended(self, folded: str, number: str) -> Admission | None:
        if self.admission is not None:
            return Admission.objects.filter(pk=self.admission, state="open").first()
        if self.departed_on is None:
            return None
        return admission_for(
            departed_on=self.departed_on,
            person_id=self.person,
            document_folded=number,
            folded=folded,
            birth=self.birth,
        )

    def apply(self, record: Any, scene: Scene) -> Departure:
        """Keep it, and close the admission it ends where there is one."""
        folded, number = fold(self.surname, self.given_names), fold_number(self.document_number)
        ended = self._ended(folded, number)
        scene.facts["matched"] = ended is not None
        if ended is not None:
            scene.about(ended)
            scene.perform(Depart(departed_on=self.departed_on), on=ended)
        return Departure(
            person_id=self.person or (ended.person_id if ended else None),
            admission=ended,
            voyage_id=self.voyage,
            place_id=scene.place.id,
            departed_on=self.departed_on,
            source=self.source,
            folded=folded,
            birth=self.birth,
            document_folded=number,
            imported=self.imported,
        )


class DepartureByList(
    RecordDeparture,
    key="inspections.departure_listed",
    on=DEPARTURE,
    permission="inspections.depart",
    authorities=DEPART,
    automatic=True,
):
    """Record that a person left, by a carrier's close-out."""


class MatchDeparture(Act, key="inspections.match", on=DEPARTURE, permission=I94, authorities=DEPART):
    """Match a departure to the admission it ends, by judgement."""

    admission: Annotated[UUID, Ref(ADMISSION), Field(title="Arrival/departure record")]
    reason: Annotated[str, Personal, Field(title="How it is known", min_length=5, max_length=500)]

    def guard(self, record: Departure, scene: Scene) -> None:
        """The departure is unmatched, the admission open and begun before it."""
        if record.admission_id is not None:
            raise GuardRefused("This departure is matched already.")
        ended = Admission.objects.get(pk=self.admission)
        if ended.state != "open" or (record.departed_on and ended.admitted_on > record.departed_on):
            raise GuardRefused("That record is not open, or begins after the departure.")

    def apply(self, record: Departure, scene: Scene) -> Departure:
        """Close the admission."""
        ended = Admission.objects.get(pk=self.admission)
        scene.perform(Depart(departed_on=record.departed_on), on=ended)
        record.admission, record.person_id = ended, ended.person_id
        return record
