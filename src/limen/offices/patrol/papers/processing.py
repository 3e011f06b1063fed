"""The papers of each disposition, filled from the record. Which papers a disposition makes is law data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from limen.core.documents.acts import MakePaper, ServePaper
from limen.core.documents.filling import as_told_to_carrier, identity, made, moment
from limen.core.documents.papers.book import book
from limen.core.documents.papers.setting import required_fields
from limen.kernel import BadInput, Problem, Scene
from limen.offices.patrol import processing_bars
from limen.offices.patrol.models import Apprehension

APPREHENSION = "patrol.apprehension"
LATER = {"admission_number": "—", "supervisor": "—"}
"""What is known only when the papers are made; while a decision is only proposed, this stands in."""
TYPED = {
    "hearing_court",
    "hearing_place",
    "hearing_at",
    "address",
    "depart_by",
    "class_of_admission",
    "admit_until",
    "allegations",
    "agency",
    "carrier",
    "conditions",
    "charges",
    "respondent_is",
}
"""Fields of forms that are filled by a field of the same name of the act that decides."""
SAID_BY = {"requests": "conditions", "country_of_removal": "country", "prior_order": "disposition"}


def make(record: Apprehension, code: Any, said: Mapping[str, Any], scene: Scene, *, supervisor: str) -> None:
    """Make every paper the law pack says a disposition makes, and serve those that are served."""
    data = filled(record, code, said, scene, supervisor=supervisor)
    forms = []
    for form in code.attributes["papers"]:
        said_here = as_told_to_carrier(form, data, code.attributes.get("tells_carrier", ""))
        act = MakePaper(form=form, person=record.person_id, about_record=APPREHENSION, about=record.pk, data=said_here)
        paper = scene.perform(act).record
        scene.about(paper)
        forms.append(form)
        if _is_served(form, scene):
            scene.perform(ServePaper(how="in person"), on=paper)
    scene.facts["papers"] = forms


def fillable(record: Apprehension, code: Any, said: Mapping[str, Any], scene: Scene) -> None:
    """Refuse a decision whose papers cannot be filled, naming what is missing.

    Raises:
        BadInput: with a problem for each thing that is missing, at the field that says it.
    """
    data = {**filled(record, code, said, scene, supervisor="—"), **LATER}
    problems = []
    for form in code.attributes["papers"]:
        for field in required_fields(form, scene.day):
            if _empty(data.get(field.key)):
                where = field.key if field.key in TYPED else SAID_BY.get(field.key, "disposition")
                number = book().get(form, scene.day).number
                problems.append(Problem(where, "paper.missing", f"{number} needs: {field.label}."))
    if problems:
        raise BadInput(problems[0].message, problems=problems)


def _empty(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_empty(item) for item in value)
    return value is None or value == {} or (isinstance(value, str) and not value.strip())


def _is_served(form: str, scene: Scene) -> bool:
    return any(field.key == "served_on" for field in book().get(form, scene.day).fields)


def filled(
    record: Apprehension, code: Any, said: Mapping[str, Any], scene: Scene, *, supervisor: str
) -> dict[str, Any]:
    """Return what the record says, under the keys the forms share; a form takes what it has a field for."""
    law, day = scene.law, scene.day
    agent = record.taken_by or record.agent
    fear = processing_bars.shows(record, "fear")
    grounds = _grounds(record, scene)
    history = record.history
    who = identity(record.person, scene.day)
    return {
        **{name: text for name, text in record.said.items() if isinstance(text, str)},
        **who,
        **made(scene),
        **_document(record),
        "fingerprint_number": record.fingerprint or who.get("fingerprint_number", ""),
        "officer": agent.full_name if agent else scene.actor.label,
        "supervisor": supervisor,
        "supervisor_on": moment(scene.at, scene.place.zone) if supervisor else "",
        "record_number": str(record),
        "event_number": record.event.number,
        "found_at": place_of(record),
        "found_on": moment(record.at, scene.place.zone),
        "found_how": record.event.conveyance,
        "entered_on": record.entered_on.isoformat() if record.entered_on else "",
        "arrived_on": (record.entered_on or record.at.astimezone(scene.place.zone).date()).isoformat(),
        "returned_on": record.entered_on.isoformat() if record.entered_on else "",
        "returned_at": place_of(record),
        "port": record.event.station.name,
        "language": _title(law, "interpreter_languages", record.language, day),
        "interpreter": record.interpreter,
        "narrative": (record.event.narrative or f"Found at {place_of(record)}; see the questions.").splitlines(),
        "checks": str(history.get("checks", "")).splitlines(),
        "criminal_history": str(history.get("convictions", "")).splitlines(),
        "immigration_history": [text for text in (history.get("order_text", ""),) if text],
        "prior_order": history.get("order_text", ""),
        "prior_order_on": history.get("order_on", ""),
        "removed_on": history.get("removed_on", ""),
        "identity_by": "fingerprints" if history.get("identity") == "proved" else "the person's own statement",
        "status_when_found": record.manner.replace("_", " "),
        "health": [row.answer for row in record.questions.all() if row.about == "medical" and row.shows],
        "family": _family(record),
        "questions": _answers(record, law, day, fear=False),
        "fear_answers": _answers(record, law, day, fear=True),
        "fear_claimed": "Yes" if fear else "No",
        "grounds": grounds,
        "findings": [row["finding"] for row in grounds] or [str(said.get("says", ""))],
        "cause_text": [str(said.get("says", ""))],
        "cause": "the statements of the person and what the agent saw",
        "charges": _charges(said, grounds, law, day),
        "decision": code.title,
        "custody": "detained by this department" if code.attributes["custody"] else "released",
        "custody_authority": code.citation,
        "judge_may_review": "" if processing_bars.CONDITIONS["mandatory_detention"](record, law, day) else "Yes",
        "order_on": history.get("order_on", "") or day.isoformat(),
        "order_by": "the order reinstated" if history.get("order_on") else supervisor or scene.actor.label,
        "barred_for": _title(law, "return_bars", code.attributes.get("bar", ""), day),
        "answer": str(said.get("statement", "") or "None made"),
        "choice": str(said.get("choice", "")),
        "person_signature": "on the paper served",
        "served_on": moment(scene.at, scene.place.zone),
        "served_at": getattr(scene.place, "name", ""),
        "served_how": "in person",
        "served_by": agent.full_name if agent else scene.actor.label,
        "contact": record.event.station.name,
        "requests": lines(said, "conditions"),
        "conditions": lines(said, "conditions"),
        "persons": [_listed(record)],
        **_typed(said, scene),
    }


def place_of(record: Apprehension) -> str:
    """Return where the event happened, in words."""
    event = record.event
    if event.latitude is None:
        return event.where
    point = f"{event.latitude:.5f}, {event.longitude:.5f}"
    return f"{event.where} ({point})" if event.where else point


def lines(said: Mapping[str, Any], name: str) -> list[str]:
    """Return what was said under a name, line by line."""
    return str(said.get(name, "") or "").splitlines()


def _typed(said: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    """Return what the deciding act itself says, as the forms name it."""
    found: dict[str, Any] = {}
    for name in (
        "admission_number",
        "hearing_court",
        "agency",
        "carrier",
        "class_of_admission",
        "respondent_is",
        "report_to",
    ):
        found[name] = str(said.get(name) or "")
    for name in ("allegations", "hearing_place", "address", "agency"):
        found[name] = lines(said, name)
    for name in ("depart_by", "admit_until"):
        found[name] = str(said.get(name) or "")
    found["hearing_at"] = str(said.get("hearing_at") or "")
    found["country_of_removal"] = _title(scene.law, "icao_states", str(said.get("country") or ""), scene.day)
    return {name: value for name, value in found.items() if value}


def _charges(said: Mapping[str, Any], grounds: list[dict[str, str]], law: Any, day: Any) -> list[dict[str, str]]:
    table = law.codes("charges")
    chosen = [row for code in said.get("charges") or () if (row := table.get(code, day)) is not None]
    if not chosen:
        return [{"charge": row["ground"], "citation": row["citation"], "reason": row["finding"]} for row in grounds]
    return [
        {"charge": row.title, "citation": row.attributes.get("paragraph", ""), "reason": str(said.get("says", ""))}
        for row in chosen
    ]


def _grounds(record: Apprehension, scene: Scene) -> list[dict[str, str]]:
    return [
        {
            "ground": _title(scene.law, "inadmissibility_grounds", ground, scene.day),
            "citation": row.citation,
            "finding": row.evidence,
        }
        for ground, row in processing_bars.applying(record).items()
    ]


def _answers(record: Apprehension, law: Any, day: Any, *, fear: bool) -> list[dict[str, str]]:
    return [
        {"question": _title(law, "processing_questions", row.code, day), "answer": row.answer}
        for row in record.questions.all()
        if (row.about == "fear") == fear
    ]


def _document(record: Apprehension) -> dict[str, str]:
    row = next((row for row in record.document_checks.all() if row.finding != "none"), None)
    if row is None:
        return {}
    return {"document_kind": row.kind, "document_number": row.number, "document_issuer": row.issuer}


def _family(record: Apprehension) -> list[dict[str, str]]:
    rows = record.person.relationships.filter(until=None).select_related("other").prefetch_related("other__identifiers")
    return [
        {
            "name": row.other.display_name,
            "relation": row.kind,
            "birth": row.other.birth,
            "a_number": next((item.number for item in row.other.identifiers.all() if item.kind == "a_number"), ""),
        }
        for row in rows
        if not row.other.compartments
    ]


def _listed(record: Apprehension) -> dict[str, str]:
    person = record.person
    return {
        "name": person.display_name,
        "nationality": person.nationality,
        "birth": person.birth,
        "kind": processing_bars.STOWAWAY if record.manner == processing_bars.STOWAWAY else record.role or "apprehended",
    }


def _title(law: Any, table: str, code: str, day: Any) -> str:
    row = law.codes(table).get(code, day) if code else None
    return str(row.title) if row is not None else ""
