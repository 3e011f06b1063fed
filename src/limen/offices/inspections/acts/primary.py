"""Primary inspection: read, check, screen, decide."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.documents.acts import RecordDocument
from limen.core.documents.queries import on_record
from limen.core.encounters.acts import OpenEncounter
from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.queries import screen
from limen.core.people.acts import RecordPerson
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.inspections import checks, chips, exits, rules
from limen.offices.inspections.acts.vetting import Present
from limen.offices.inspections.models import Hit, Inspection, Traveller, Vehicle
from limen.offices.inspections.presented import Presented, read_zone, typed_over

INSPECTION = "inspections.inspection"
PRIMARY = "inspections.primary"
INSPECT = ("inspect.applicant",)
Remarks = Annotated[str, Personal, Lines(3), Field(title="Remarks", max_length=2000)]


class OpenInspection(Act, key="inspections.open", on=INSPECTION, permission=PRIMARY, authorities=INSPECT):
    """Begin the inspection of a person at the counter."""

    zone: Annotated[
        str,
        Personal,
        Lines(3),
        Field(title="Machine-readable zone", max_length=400, description="Scan the document, or type its lines."),
    ] = ""
    kind: Annotated[str, Code("document_kinds"), Field(title="Kind of document", max_length=24)] = ""
    issuer: Annotated[str, Code("icao_states"), Field(title="Issuing state", max_length=3)] = ""
    number: Annotated[str, Personal, Field(title="Document number", max_length=32)] = ""
    expires: Annotated[date | None, Field(title="Expires")] = None
    surname: Annotated[str, Personal, Field(title="Surname", max_length=120)] = ""
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=120)] = ""
    birth: Annotated[
        str,
        Personal,
        Field(title="Date of birth", max_length=10, description="1985-04-12, or 1985 when no more is known"),
    ] = ""
    sex: Annotated[Literal["", "M", "F", "X"], Personal, Field(title="Sex on document")] = ""
    nationality: Annotated[str, Personal, Code("icao_states"), Field(title="Nationality", max_length=3)] = ""
    mode: Annotated[str, Code("conveyance_modes"), Field(title="Mode", max_length=12)] = "air"
    lane: Annotated[str, Field(title="Lane", max_length=16)] = ""
    traveller: Annotated[UUID | None, Ref("inspections.traveller"), Field(title="On the manifest as")] = None
    vehicle: Annotated[UUID | None, Ref("inspections.vehicle"), Field(title="Vehicle")] = None
    chip_files: Annotated[
        dict[str, str],
        Personal,
        Field(
            title="Files of the chip",
            description="As the document reader sends them: EF.SOD as sod and data groups by number, in base64",
            max_length=chips.MOST_FILES,
            exclude=True,
        ),
    ] = {}

    def guard(self, record: Any, scene: Scene) -> None:
        """A person is inspected under a name; a birth that is given can be read; their vehicle stands at this port."""
        if not (self.zone or fold(self.surname, self.given_names)):
            raise BadInput(
                "Scan a document or type a name.",
                problems=[Problem("zone", "document.missing", "Scan a document, or type at least a surname.")],
            )
        birth_bounds(self.birth)
        if self.vehicle:
            self._vehicle_is_here(scene)

    def _vehicle_is_here(self, scene: Scene) -> None:
        vehicle = Vehicle.objects.filter(place_id=scene.place.id).filter(pk=str(self.vehicle)).first()
        if vehicle is None:
            raise BadInput(
                "That vehicle is not at this port.",
                problems=[Problem("vehicle", "vehicle.elsewhere", "Choose a vehicle that stands at this port.")],
            )
        if vehicle.state == "released":
            raise GuardRefused(f"The vehicle {vehicle.plate} was let go; record it again to inspect people in it.")

    def apply(self, record: Any, scene: Scene) -> Inspection:
        """Record what was presented, who it is, and what the checks and the lookouts say."""
        zone, shown = read_zone(self.zone, scene.law, scene.day) if self.zone else (None, Presented())
        shown = typed_over(shown, {name: getattr(self, name) for name in rules.TYPED})
        if not fold(shown.surname, shown.given_names):
            raise BadInput(
                "No name can be read from the zone; type it as the document prints it.",
                problems=[Problem("surname", "name.unread", "Type the name printed on the document.")],
            )
        known = on_record(kind=shown.kind, issuer=shown.issuer, number=shown.number) if shown.has_document else None
        said = checks.document_checks(shown, zone, known, scene.law, scene.day)
        chip = chips.judged(self.chip_files, shown.issuer, scene.at)
        said.extend(rules.entry_checks(shown, chip, scene.law, scene.day))
        stated = self._stated()
        if stated is not None:
            said.append(checks.list_check(shown, stated, scene.place.id))
        person = self._person(shown, known, scene)
        document = known if known is not None and known.person_id == person.pk else None
        if known is None and shown.has_document and rules.recordable(shown, scene.law, scene.day):
            document = scene.perform(rules.recorded(RecordDocument, shown, person)).record
        encounter = scene.perform(OpenEncounter(person=person.pk, lane=self.lane)).record
        inspection = Inspection(
            encounter=encounter,
            person=person,
            document=document,
            traveller=stated or rules.expected(shown, scene.place.id, scene.day),
            vehicle=Vehicle.objects.filter(pk=self.vehicle).first() if self.vehicle else None,
            place_id=scene.place.id,
            lane=self.lane,
            mode=self.mode,
            officer=account_of(scene.actor),
            opened_at=scene.at,
            presented=shown.kept(),
        )
        if inspection.traveller is not None and inspection.traveller.state not in checks.NOT_AWAITED:
            scene.perform(Present(person=person.pk), on=inspection.traveller)
        said.append(self._screen(inspection, shown, scene))
        inspection.checks = [check.kept() for check in said]
        scene.about(person)
        scene.facts["checks_failed"] = [check.key for check in said if check.result == "failed"]
        if warned := [check.key for check in said if check.result == "warning"]:
            scene.facts["warned"] = warned
        return inspection

    def _person(self, shown: Presented, known: Any, scene: Scene) -> Person:
        if known is not None and not checks.conflicts(shown, known.person):
            person: Person = known.person.same_as or known.person
            return person
        claim = {name: getattr(shown, name) for name in ("surname", "given_names", "birth", "sex")}
        nationality = shown.nationality if scene.law.codes("icao_states").get(shown.nationality, scene.day) else ""
        made: Person = scene.perform(RecordPerson(**claim, nationality=nationality, source="counter")).record
        return made

    def _stated(self) -> Traveller | None:
        """Return whom the officer says the person is on a carrier's list."""
        if not self.traveller:
            return None
        return Traveller.objects.select_related("voyage__port").get(pk=self.traveller)

    def _screen(self, inspection: Inspection, shown: Presented, scene: Scene) -> checks.Check:
        met = rules.met_at_counter(inspection, shown)
        screened = screen([met], day=scene.day)
        kept = keep_hits(screened.hits[0], met, scene)
        Hit.objects.bulk_create(
            Hit(
                state="open",
                version=1,
                lookout=hit.lookout,
                inspection=inspection,
                why=list(hit.why),
                strong=hit.strong,
                found=row,
                found_at=scene.at,
            )
            for hit, row in kept
        )
        scene.facts["hits"] = len(kept)
        return checks.lookouts_check(screened.exactly)


class Admit(
    Act,
    key="inspections.admit",
    on=INSPECTION,
    permission=PRIMARY,
    authorities=("admit.nonimmigrant", "admit.visa_waiver", "admit.immigrant", "admit.refugee", "crew.land"),
    marks=("inspection.decided",),
):
    """Admit the person in a class, until a day the law fixes."""

    class_of_admission: Annotated[str, Code("classes_of_admission"), Field(title="Class of admission", max_length=6)]
    admit_until: Annotated[
        date | None, Field(title="Admit until", description="Only where the class leaves the day to the officer")
    ] = None
    petition_to: Annotated[date | None, Field(title="Petition valid to")] = None
    purpose_of_trip: Annotated[str, Personal, Field(title="Purpose of the trip", max_length=200)] = ""
    address: Annotated[str, Personal, Field(title="Address while here", max_length=300)] = ""
    override: Annotated[
        str,
        Code("override_reasons"),
        Field(title="Reason for admitting despite a failed check", max_length=40),
    ] = ""
    remarks: Remarks = ""

    def authority(self, record: Inspection, scene: Scene) -> str:
        """Return the authority the class is admitted under."""
        return rules.admitting_authority(self.class_of_admission, scene.law, scene.day)

    def guard(self, record: Inspection, scene: Scene) -> None:
        """No citizen has a class; nothing is left open; a failed check is overridden; the law fixes the day."""
        rules.no_class_for_citizens(record, scene.law)
        rules.nothing_open(record)
        rules.overridden(record, self.override)
        exits.check_admission(record, rules.outcome_of(self.class_of_admission, scene.law, scene.day), scene)
        rules.class_fits(record, self.class_of_admission, scene.law, scene.day)
        self._stay(record, scene)

    def _stay(self, record: Inspection, scene: Scene) -> rules.Admission:
        return rules.stay(
            record,
            self.class_of_admission,
            scene.law,
            scene.day,
            stated=self.admit_until,
            petition_to=self.petition_to,
            override=self.override,
        )

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Record the class and the day, and issue the arrival/departure record."""
        stay = self._stay(record, scene)
        record.class_of_admission = self.class_of_admission
        record.admit_until, record.duration_of_status = stay.until, stay.duration_of_status
        record.citation = stay.citation
        record.override, record.override_review = self.override, "waiting" if self.override else ""
        rules.decide(record, rules.outcome_of(self.class_of_admission, scene.law, scene.day), scene, self.remarks)
        scene.facts["admit_until"], scene.facts["rule"] = stay.shown, stay.rule
        rules.issue_i94(record, scene, purpose_of_trip=self.purpose_of_trip, address=self.address)
        return record


class AdmitCitizen(
    Act,
    key="inspections.admit_citizen",
    on=INSPECTION,
    permission=PRIMARY,
    authorities=("admit.citizen",),
    marks=("inspection.decided",),
):
    """Record the entry of a citizen; a citizen is given no class."""

    evidence: Annotated[
        str,
        Personal,
        Field(title="Evidence of citizenship", min_length=3, max_length=200),
    ] = "Passport presented"
    remarks: Remarks = ""

    def guard(self, record: Inspection, scene: Scene) -> None:
        """The nationality presented is this country's, and no lookout is left undecided."""
        if not rules.is_citizen(record, scene.law):
            raise GuardRefused("The nationality presented is another's; record the evidence of citizenship first.")
        rules.nothing_open(record)

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Record it; no arrival/departure record is made."""
        rules.decide(record, "admit_citizen", scene, self.remarks)
        return record


class AdmitResident(
    Act,
    key="inspections.admit_resident",
    on=INSPECTION,
    permission=PRIMARY,
    authorities=("admit.returning_resident",),
    marks=("inspection.decided",),
):
    """Admit a returning permanent resident."""

    evidence: Annotated[str, Personal, Field(title="Evidence of residence", min_length=3, max_length=200)]
    override: Annotated[
        str,
        Code("override_reasons"),
        Field(title="Reason for admitting despite a failed check", max_length=40),
    ] = ""
    remarks: Remarks = ""

    def guard(self, record: Inspection, scene: Scene) -> None:
        """Nothing is left open; a failed check is overridden in words."""
        rules.no_class_for_citizens(record, scene.law)
        rules.nothing_open(record)
        exits.check_admission(record, "admit_resident", scene)
        rules.overridden(record, self.override)

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Record it; a resident's stay has no end."""
        record.override, record.override_review = self.override, "waiting" if self.override else ""
        rules.decide(record, "admit_resident", scene, self.remarks)
        return record


class Refer(
    Act,
    key="inspections.refer",
    on=INSPECTION,
    permission=PRIMARY,
    authorities=("refer.secondary",),
    marks=("inspection.referred",),
):
    """Refer the person to secondary inspection."""

    reason: Annotated[str, Code("referral_reasons"), Field(title="Reason", max_length=40)]
    remarks: Remarks = ""

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Put the person in the secondary queue."""
        record.reason = self.reason
        rules.remark(record, self.remarks)
        return record


class EvidenceOfCitizenship(
    Act,
    key="inspections.citizenship",
    on=INSPECTION,
    permission=PRIMARY,
    authorities=INSPECT,
    marks=("inspection.citizenship_claimed",),
):
    """Record a claim to citizenship or evidence of it; no exit but admission stands open while it is unresolved."""

    evidence: Annotated[
        str, Personal, Lines(3), Field(title="What was claimed or shown", min_length=5, max_length=1000)
    ]
    finding: Annotated[
        Literal["claimed", "shown", "disproved"],
        Field(title="Finding", description="Shown: the evidence satisfies you. Disproved: say why in the evidence."),
    ]

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep the claim with the inspection."""
        record.presented = {**record.presented, "citizenship": self.finding}
        return record
