"""How processing ends: proposed, approved or sent back, decided; and what follows: released, handed over, returned.

The law pack says which dispositions are closed to whom, which a supervisor approves, what papers each makes, and how
the person leaves custody on it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import OpenFile, take_number
from limen.core.custody.acts import ChangeBasis, DecideCustody, HandOver, RecordRemoval, Release
from limen.core.custody.rules import family_here, unit_of
from limen.core.documents.acts import VoidPaper
from limen.core.documents.models import Paper
from limen.core.encounters.acts import CloseEncounter
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.patrol import processing_bars
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.papers import processing as processing_papers

APPREHENSION = "patrol.apprehension"
PROCESSING = "patrol.process"
SUPERVISE = "patrol.supervise"
PROCESS = ("patrol.process",)
GROUNDS = (
    "return.voluntary",
    "charge.notice_to_appear",
    "remove.expedited",
    "refer.credible_fear",
    "remove.reinstate",
    "remove.administrative",
    "prosecute.refer",
    "custody.transfer",
    "child.transfer",
    "refer.office",
    "release.parole",
    "release.recognizance",
    "charge.discretion",
    "detainer.issue",
    "remove.stowaway",
    "release.citizen",
)
"""What a disposition may stand on, by the law pack's keys."""
WAYS = ("release.recognizance", "release.parole", "charge.discretion", "release.citizen", "child.release")
AWAY = ("child.transfer", "refer.office")
Why = Annotated[str, Personal, Lines(4), Field(title="Why", min_length=5, max_length=4000)]


class _Decision(Act):
    """What a disposition is decided on, and what its papers need that the record does not hold."""

    disposition: Annotated[str, Code("processing"), Field(title="Disposition", max_length=32)]
    says: Why
    charges: Annotated[list[str], Code("charges"), Field(title="Charges")] = []
    allegations: Annotated[str, Personal, Lines(4), Field(title="Facts alleged", max_length=4000)] = ""
    respondent_is: Annotated[
        Literal[
            "an arriving alien",
            "an alien present in the United States who has not been admitted or paroled",
            "admitted to the United States, but removable",
        ],
        Field(title="The person is"),
    ] = "an alien present in the United States who has not been admitted or paroled"
    hearing_court: Annotated[str, Field(title="Immigration court", max_length=200)] = ""
    hearing_place: Annotated[str, Lines(3), Field(title="Place of the hearing", max_length=400)] = ""
    hearing_at: Annotated[datetime | None, Field(title="Date and time of the hearing")] = None
    address: Annotated[str, Personal, Lines(2), Field(title="Address where released to", max_length=400)] = ""
    conditions: Annotated[
        str, Lines(3), Field(title="Conditions, or what the other agency is asked to do", max_length=2000)
    ] = ""
    depart_by: Annotated[date | None, Field(title="Departs by")] = None
    country: Annotated[str, Code("icao_states"), Field(title="Country of removal", max_length=3)] = ""
    agency: Annotated[str, Lines(2), Field(title="The other agency", max_length=300)] = ""
    carrier: Annotated[str, Field(title="Carrier", max_length=120)] = ""
    class_of_admission: Annotated[str, Code("classes_of_admission"), Field(title="Class of parole", max_length=6)] = ""
    admit_until: Annotated[date | None, Field(title="Parole ends on")] = None
    choice: Annotated[
        str, Personal, Field(title="What the person asks for on the notice of rights", max_length=200)
    ] = ""
    statement: Annotated[str, Personal, Lines(3), Field(title="Statement of the person", max_length=4000)] = ""

    def authority(self, record: Any, scene: Scene) -> str:
        """The law pack says what each disposition stands on."""
        code = scene.law.codes("processing").get(self.disposition, scene.day)
        return str(code.attributes["authority"]) if code is not None else self.declaration.authorities[0]

    def decidable(self, record: Apprehension, scene: Scene, *, approver: bool) -> None:
        """Refuse a disposition that is closed, decided by the wrong act, or whose papers cannot be filled.

        Raises:
            BadInput: naming what is missing.
            GuardRefused: naming the bar and its provision.
        """
        code = scene.law.codes("processing").get(self.disposition, scene.day)
        if code.attributes["approver"] != approver:
            says = "A supervisor approves it; propose it." if approver is False else "It needs no approval; decide it."
            raise BadInput(says, problems=[Problem("disposition", "disposition.approver", says)])
        may_decide(record, self.disposition, scene)
        least = scene.law.value("charge.first_hearing", scene.day)
        if self.hearing_at is not None:
            soonest = scene.day + timedelta(days=least.value)
            if self.hearing_at.astimezone(scene.place.zone).date() < soonest:
                raise GuardRefused(
                    f"The first hearing is on {soonest:%Y-%m-%d} at the soonest.", citation=least.citation
                )
        processing_papers.fillable(record, code, self.written(scene), scene)

    def written(self, scene: Scene) -> dict[str, Any]:
        """Return what was said, as it is kept until it is approved and printed."""
        said = self.model_dump(mode="json", exclude_none=True)
        if self.hearing_at is not None:
            said["hearing_at"] = self.hearing_at.astimezone(scene.place.zone).strftime("%Y-%m-%d %H:%M")
        return said


class ProposeDisposition(_Decision, key="patrol.propose", on=APPREHENSION, permission=PROCESSING, authorities=GROUNDS):
    """Propose a disposition that a supervisor approves; it is none until then."""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """It stands open, and its papers can be filled."""
        self.decidable(record, scene, approver=True)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Wait for the supervisor."""
        record.disposition, record.proposal = self.disposition, self.written(scene)
        record.proposed_by, record.returned_why = account_of(scene.actor), ""
        scene.about(record.person)
        return record


class ReturnDisposition(Act, key="patrol.return_proposal", on=APPREHENSION, permission=SUPERVISE, authorities=PROCESS):
    """Return a proposed disposition to the agent, saying what is to be done."""

    why: Annotated[str, Personal, Lines(3), Field(title="What is to be done", min_length=5, max_length=1000)]

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep why; the proposal stays to be mended."""
        record.returned_why, record.disposition = self.why, ""
        return record


class ApproveDisposition(Act, key="patrol.approve", on=APPREHENSION, permission=SUPERVISE, authorities=GROUNDS):
    """Approve a proposed disposition; it is then made, with its papers."""

    remarks: Annotated[str, Personal, Lines(2), Field(title="Remarks", max_length=2000)] = ""

    def authority(self, record: Apprehension, scene: Scene) -> str:
        """It stands on what the disposition stands on."""
        code = scene.law.codes("processing").get(record.disposition, scene.day)
        return str(code.attributes["authority"]) if code is not None else self.declaration.authorities[0]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """Another than the one who proposed it approves, and it still stands open."""
        if scene.actor.id == record.proposed_by_id:
            raise GuardRefused("A supervisor other than the one who proposed it approves it.")
        may_decide(record, record.disposition, scene)
        code = scene.law.codes("processing").get(record.disposition, scene.day)
        processing_papers.fillable(record, code, record.proposal, scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Make it."""
        return decide(record, record.disposition, record.proposal, scene, supervisor=scene.actor.label)


class DecideDisposition(_Decision, key="patrol.decide", on=APPREHENSION, permission=PROCESSING, authorities=GROUNDS):
    """Decide a disposition that needs no approval, with its papers."""

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """It stands open, and its papers can be filled."""
        self.decidable(record, scene, approver=False)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Make it."""
        record.proposal = self.written(scene)
        return decide(record, self.disposition, record.proposal, scene, supervisor="")


class ReopenProcessing(Act, key="patrol.reopen", on=APPREHENSION, permission=PROCESSING, authorities=PROCESS):
    """Reopen the processing of a person still here: something new was said or found."""

    why: Annotated[str, Personal, Lines(3), Field(title="What is new", min_length=5, max_length=1000)]

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Void the papers made on the disposition that falls."""
        for paper in Paper.objects.filter(about_record=APPREHENSION, about=record.pk).exclude(state="void"):
            scene.perform(VoidPaper(reason=f"Processing reopened: {self.why}"[:280]), on=paper)
        scene.facts["fell"] = record.disposition
        record.disposition, record.returned_why, record.decided_at = "", self.why, None
        return record


def may_decide(record: Apprehension, disposition: str, scene: Scene) -> None:
    """Refuse a disposition that a bar closes.

    Raises:
        GuardRefused: naming the first bar and its provision.
    """
    standing = processing_bars.bars(record, scene.law, scene.day).get(disposition, [])
    if standing:
        raise GuardRefused(standing[0].says, citation=standing[0].citation)


def decide(
    record: Apprehension, disposition: str, said: dict[str, Any], scene: Scene, *, supervisor: str
) -> Apprehension:
    """Keep a disposition, open the file it needs, make its papers and say what custody follows."""
    code = scene.law.codes("processing").get(disposition, scene.day)
    record.disposition, record.decided_by, record.decided_at = disposition, account_of(scene.actor), scene.at
    scene.about(record.person)
    held, final = code.attributes["custody"], code.attributes["final"]
    if (held or not final) and not record.person.files.exists():
        scene.perform(OpenFile(person=record.person_id))
    stay = record.stay
    if stay is not None and stay.ended_at is None:
        decision = DecideCustody(
            decision="hold" if held else "release", charges=said.get("charges", []), says=str(said["says"])
        )
        record.stay = scene.perform(decision, on=stay).record
        basis = code.attributes.get("basis")
        if basis and stay.authority != basis:
            record.stay = scene.perform(ChangeBasis(under=basis, why=code.title), on=stay).record
    if "i94" in code.attributes["papers"]:
        said = {**said, "admission_number": take_number("i94", scene)}
    processing_papers.make(record, code, said, scene, supervisor=supervisor)
    if record.encounter.state == "open":
        scene.perform(CloseEncounter(outcome=disposition), on=record.encounter)
    scene.marks += code.attributes.get("marks", ())
    scene.facts["disposition"] = disposition
    return record


def _way(record: Apprehension, scene: Scene) -> str:
    code = scene.law.codes("processing").get(record.disposition, scene.day)
    return str(code.attributes.get("way", "")) if code is not None else ""


def _leads(record: Apprehension, leads: str, scene: Scene) -> str:
    """Return the way out of custody of a disposition, which must lead there.

    Raises:
        GuardRefused: when it does not, or the person has left already.
    """
    way = _way(record, scene)
    row = scene.law.codes("book_outs").get(way, scene.day) if way else None
    if row is None or row.attributes["leads"] != leads:
        raise GuardRefused("The disposition does not lead there; see what it says comes next.")
    if record.stay is None or record.stay.ended_at is not None:
        raise GuardRefused("The person is not held any more.")
    return way


def _family_ready(record: Apprehension, scene: Scene) -> list[Apprehension]:
    """Return the records of the family held here, each of whom must leave the same way.

    Raises:
        GuardRefused: when one of them is not there yet.
    """
    if record.stay is None or record.stay.apart_by_id or unit_of(record.person_id) is None:
        return []
    others = [other for other in family_here(record.stay) if not other.apart_by_id]
    found = list(Apprehension.objects.filter(stay__in=others).select_related("stay", "person", "event"))
    leads = scene.law.codes("book_outs")
    mine = leads.get(_way(record, scene), scene.day).attributes["leads"]
    for row in found:
        way = leads.get(_way(row, scene), scene.day) if _way(row, scene) else None
        if row.state != "processed" or way is None or way.attributes["leads"] != mine:
            raise GuardRefused(
                f"{row.person.display_name} is of the same family and does not go the same way yet; "
                "finish that record, or have a supervisor record why they part."
            )
    if len(found) != len(others):
        raise GuardRefused("Somebody of the family is held here under another record; let that be decided first.")
    return found


class ReleasePerson(Act, key="patrol.release", on=APPREHENSION, permission=PROCESSING, authorities=WAYS):
    """Release a person as decided; their family unit here, decided the same, goes with them."""

    to: Annotated[str, Personal, Field(title="To whom, or to what address", max_length=200)] = ""
    reason: Annotated[str, Code("release_reasons"), Field(title="Reason, as the department counts it")] = ""

    def authority(self, record: Apprehension, scene: Scene) -> str:
        """It stands on what the way out stands on."""
        row = scene.law.codes("book_outs").get(_way(record, scene), scene.day)
        found = str(row.attributes["authority"]) if row is not None else ""
        return found if found in WAYS else WAYS[0]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """The disposition releases, and everybody of the family is ready to go."""
        _leads(record, "OUT", scene)
        may_decide(record, record.disposition, scene)
        _family_ready(record, scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Let them go, the family together."""
        family = _family_ready(record, scene)
        act = Release(way=_way(record, scene), reason=self.reason, to=self.to)
        record.stay = scene.perform(act, on=record.stay).record
        for other in family:
            scene.perform(GoAlong(), on=other)
        scene.about(record.person)
        return record


class GoAlong(
    Act, key="patrol.go_along", on=APPREHENSION, permission=PROCESSING, authorities=("custody.book",), automatic=True
):
    """Go at liberty together with the family."""

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """The stay ended with the family's."""
        scene.about(record.person)
        return record


class HandPersonOver(Act, key="patrol.hand_person", on=APPREHENSION, permission=PROCESSING, authorities=AWAY):
    """Hand a person over as decided: a child alone to Health and Human Services, or anybody to another agency."""

    to: Annotated[str, Personal, Field(title="To whom", min_length=2, max_length=200)]
    receipt: Annotated[str, Personal, Field(title="Who received the person", min_length=2, max_length=160)]

    def authority(self, record: Apprehension, scene: Scene) -> str:
        """It stands on what the way out stands on."""
        row = scene.law.codes("book_outs").get(_way(record, scene), scene.day)
        found = str(row.attributes["authority"]) if row is not None else ""
        return found if found in AWAY else AWAY[0]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """The disposition leads to another's custody."""
        _leads(record, "AWAY", scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """End our custody with the other's receipt."""
        act = HandOver(way=_way(record, scene), to=self.to, receipt=self.receipt)
        record.stay = scene.perform(act, on=record.stay).record
        scene.about(record.person)
        return record


class RecordReturn(
    Act,
    key="patrol.record_return",
    on=APPREHENSION,
    permission=PROCESSING,
    authorities=("return.voluntary",),
    marks=("removal.departed",),
):
    """Record that a person who was let return has crossed: where, and seen by whom."""

    port: Annotated[UUID, Ref("places.place"), Field(title="Crossed at")]
    seen_by: Annotated[str, Field(title="Seen by", min_length=2, max_length=120)]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """The return was granted, is still asked for and open, and the family goes together."""
        _leads(record, "LEFT", scene)
        may_decide(record, record.disposition, scene)
        _family_ready(record, scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """End custody: the person left the country."""
        place = Place.objects.get(pk=self.port)
        left = RecordRemoval(way=_way(record, scene), to=place.name)
        record.stay = scene.perform(left, on=record.stay).record
        if record.stay is not None and record.stay.juvenile:
            scene.marks.append("child.returned")
        record.said = {**record.said, "crossed_at": place.name, "crossing_seen_by": self.seen_by}
        scene.about(record.person)
        return record
