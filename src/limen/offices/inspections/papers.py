"""The papers of each outcome, filled from the record. Which papers an outcome makes is law data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from limen.core.access.gate import viewer_of
from limen.core.documents.acts import MakePaper
from limen.core.documents.filling import as_told_to_carrier, identity, moment
from limen.core.documents.models import Paper
from limen.core.people.models import Person
from limen.kernel import Scene
from limen.offices.inspections import exits
from limen.offices.inspections.models import Admission, Inspection, Voyage

INSPECTION = "inspections.inspection"
STOWAWAY = "stowaway"
GRANTED_ELSEWHERE = {"expedited_removal": "supervisor"}
"""Outcomes decided by a supervisor on an officer's proposal; in all others the acting officer decides alone."""


def make(record: Inspection, outcome: str, scene: Scene, said: dict[str, Any]) -> list[Paper]:
    """Make every paper the law pack says an outcome makes, and list them in the entry."""
    code = scene.law.codes("inspection_outcomes").get(outcome, scene.day)
    made = []
    for form in code.attributes.get("papers", ()):
        data = _with_reasons({**filled(record, outcome, scene), **_said(said, scene)})
        data = as_told_to_carrier(form, data, code.attributes.get("tells_carrier", ""))
        act = MakePaper(form=form, person=record.person_id, about_record=INSPECTION, about=record.pk, data=data)
        paper = scene.perform(act).record
        scene.about(paper)
        made.append(paper)
    scene.facts["papers"] = [paper.form for paper in made]
    return made


def _with_reasons(data: dict[str, Any]) -> dict[str, Any]:
    """Return what fills a paper, with why it was so decided among the reasons, and a parole's basis under its key."""
    reasons = [*data["reasons"], data["why"]] if data.get("why") else data["reasons"]
    more = {"parole_purpose": data["basis"]} if data.get("basis") else {}
    if data.get("appear_at"):
        more["parole_until"] = data["appear_at"][:10]  # who is to appear again is let in until then
    return {**data, "reasons": reasons, **more}


def of_admission(record: Admission, scene: Scene) -> Paper:
    """Make an arrival/departure record as it is handed over."""
    data = {
        **(identity(record.person, scene.day) if record.person is not None else {}),
        **_document(record.document),
        "record_number": record.number,
        "admission_number": record.number,
        "arrived_on": record.admitted_on.isoformat(),
        "port": record.place.name,
        "class_of_admission": record.class_of_admission,
        "admit_until": "D/S" if record.duration_of_status else record.until.isoformat() if record.until else "",
        "authority": record.citation,
        **(_voyage(record.inspection) if record.inspection is not None else {}),
        **{key: record.details[key] for key in ("address", "parole_purpose") if record.details.get(key)},
    }
    left = record.departures.order_by("departed_on", "pk").first()
    if left is not None and left.departed_on is not None:
        data["departed_on"] = left.departed_on.isoformat()
    act = MakePaper(
        form="i94", person=record.person_id, about_record="inspections.admission", about=record.pk, data=data
    )
    paper: Paper = scene.perform(act).record
    return paper


def crew_list(voyage: Voyage, vessel: str, master: str, list_kind: str, scene: Scene) -> Paper:
    """Make the passenger and crew list of a voyage; people sealed from the officer are on it by their line alone."""
    viewer = viewer_of(scene.actor, scene.place, scene.purpose, scene.day)
    rows: dict[str, list[dict[str, Any]]] = {"crew": [], "passengers": []}
    travellers = voyage.travellers.exclude(state="off_list").select_related("person").order_by("role", "folded", "pk")
    for line, traveller in enumerate(travellers, 1):
        sealed = traveller.person is not None and not viewer.sees(traveller.person.compartments)
        decided = traveller.inspections.order_by("-opened_at", "-pk").first()
        row = {
            "line": str(line),
            "name": "(sealed)" if sealed else traveller.display_name,
            "birth": "" if sealed else traveller.birth,
            "nationality": "" if sealed else traveller.nationality,
            "document_number": "" if sealed else traveller.document_number,
            "decision": _outcome(decided, scene) if decided is not None and not sealed else "",
        }
        rows["crew" if traveller.role == "crew" else "passengers"].append(row)
    data = {
        "vessel": vessel,
        "carrier": voyage.carrier,
        "port": scene.place.name,  # type: ignore[attr-defined]  # a port has a name
        "arrived_on": voyage.runs_on.isoformat(),
        "arrived_from": voyage.origin,
        "list_kind": list_kind,
        "master": master,
        "made_on": moment(scene.at, scene.place.zone),
        "officer": scene.actor.label,
        "counts": f"{len(rows['crew'])} crew, {_passengers(len(rows['passengers']))}",
        **rows,
    }
    act = MakePaper(form="i418", about_record="inspections.voyage", about=voyage.pk, data=data)
    paper: Paper = scene.perform(act).record
    return paper


def _passengers(count: int) -> str:
    return "1 passenger" if count == 1 else f"{count} passengers"


def _outcome(record: Inspection, scene: Scene) -> str:
    """Return how an inspection ended, as a carrier may read it; what it waits for where it has not ended."""
    code = scene.law.codes("inspection_outcomes").get(record.outcome, scene.day) if record.outcome else None
    return code.attributes.get("shown_carrier", code.title) if code is not None else record.state.replace("_", " ")


def filled(record: Inspection, outcome: str, scene: Scene) -> dict[str, Any]:
    """Return what the record says, under the keys the forms share; a form takes what it has a field for."""
    now = moment(scene.at, scene.place.zone)
    code = scene.law.codes("inspection_outcomes").get(outcome, scene.day)
    officer = record.secondary_officer or record.officer
    grounds = _grounds(record, scene)
    language = scene.law.codes("interpreter_languages").get(record.language, scene.day) if record.language else None
    return {
        **identity(record.person, scene.day),
        **_presented(record.presented),
        **_voyage(record),
        "record_number": str(record.pk),
        "port": record.place.name,
        "arrived_on": moment(record.opened_at, scene.place.zone)[:10],
        "officer": officer.full_name if officer else scene.actor.label,
        "supervisor": scene.actor.label if outcome in GRANTED_ELSEWHERE else "",
        "supervisor_on": now if outcome in GRANTED_ELSEWHERE else "",
        "made_at": record.place.name,
        "made_on": now,
        "served_on": now,
        "language": language.title if language else "",
        "interpreter": record.interpreter,
        "witness": record.witness,
        "class_of_admission": record.class_of_admission,
        "class_sought": record.class_of_admission,
        "admit_until": record.until,
        "admission_number": record.admissions.values_list("number", flat=True).first() or "",
        "authority": scene.provision.citation if scene.provision else "",
        "decision": code.title,
        "barred_for": code.attributes.get("barred_for", ""),
        "grounds": grounds,
        "charges": [{"charge": g["ground"], "citation": g["citation"], "reason": g["finding"]} for g in grounds],
        "questions": [
            {"question": row.question, "answer": row.answer}
            for row in record.interview.filter(code="").order_by("at", "pk")
        ],
        "fear_answers": [
            {"question": row.question, "answer": row.answer}
            for row in record.interview.exclude(code="").order_by("at", "pk")
        ],
        "fear_claimed": {"shown": "Yes", "none": "No"}.get(record.fear, "Not asked"),
        "referral_statement": [f"{row.question} {row.answer}" for row in record.interview.exclude(code="")],
        "referred_on": now,
        "referred_by": officer.full_name if officer else scene.actor.label,
        "m444_given_on": now,
        "order_on": now[:10],
        "order_by": scene.actor.label,
        "found_at": record.place.name,
        "found_on": moment(record.opened_at, scene.place.zone),
        "narrative": record.remarks.splitlines()
        or [f"Applied for admission at {record.place.name}; see the sworn statement."],
        "findings": [row["finding"] for row in grounds],
        "reasons": [row["finding"] for row in grounds] or [record.remarks or "See the record of inspection."],
        "checks": [f"{check['key']}: {check['result'].replace('_', ' ')}. {check['says']}" for check in record.checks],
        "family": _family(record.person),
        "persons": [_listed(record, outcome, scene)],
    }


def _document(document: Any) -> dict[str, Any]:
    if document is None:
        return {}
    return {
        "document_kind": document.kind,
        "document_number": document.number,
        "document_issuer": document.issuer,
        "document_expires": document.expires.isoformat() if document.expires else "",
    }


def _presented(shown: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_kind": shown.get("kind", ""),
        "document_number": shown.get("number", ""),
        "document_issuer": shown.get("issuer", ""),
        "document_expires": shown.get("expires", ""),
    }


def _voyage(record: Inspection) -> dict[str, Any]:
    voyage = record.traveller.voyage if record.traveller is not None else None
    if voyage is None:
        plate = record.vehicle.plate if record.vehicle is not None else ""
        return {"flight": plate} if plate else {}
    return {
        "carrier": voyage.carrier,
        "flight": voyage.label,
        "vessel": voyage.label,
        "arrived_from": voyage.origin,
    }


def _grounds(record: Inspection, scene: Scene) -> list[dict[str, str]]:
    table = scene.law.codes("inadmissibility_grounds")
    latest = {row.ground: row for row in record.findings.order_by("at", "pk")}
    return [
        {"ground": table.get(row.ground, scene.day).title, "citation": row.citation, "finding": row.evidence}
        for row in latest.values()
        if row.applies
    ]


def _family(person: Person) -> list[dict[str, str]]:
    rows = person.relationships.filter(until=None).select_related("other").prefetch_related("other__identifiers")
    return [
        {
            "name": row.other.display_name,
            "relation": row.kind,
            "birth": row.other.birth,
            "a_number": next((n.number for n in row.other.identifiers.all() if n.kind == "a_number"), ""),
        }
        for row in rows
        if not row.other.compartments
    ]


KINDS = {"refuse_crew": "crew", "revoke_landing": "crew", "refuse_transit": "in transit"}
"""What somebody is to the carrier, where the outcome itself says it."""


def _listed(record: Inspection, outcome: str, scene: Scene) -> dict[str, str]:
    role = record.traveller.role if record.traveller is not None else "passenger"
    kind = STOWAWAY if exits.is_stowaway(record, scene.law, scene.day) else KINDS.get(outcome, role)
    return {
        "name": record.person.display_name,
        "nationality": record.person.nationality,
        "birth": record.person.birth,
        "document_number": record.presented.get("number", ""),
        "kind": kind,
    }


def _said(said: dict[str, Any], scene: Scene) -> dict[str, Any]:
    """Return what the act itself says, times in the place's zone and long texts as lines."""
    out: dict[str, Any] = {}
    for key, value in said.items():
        if isinstance(value, datetime):
            out[key] = moment(value, scene.place.zone)
        elif key in ("allegations", "bring", "reasons", "hearing_place"):
            out[key] = str(value).splitlines()
        elif not isinstance(value, (dict, bool)):
            out[key] = str(value)
    return {key: value for key, value in out.items() if value}
