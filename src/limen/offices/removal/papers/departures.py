"""The papers of departures, filled from the record: what a consulate is told, the warning, the warrant carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from limen.core.documents.acts import MakePaper, ServePaper
from limen.core.documents.filling import identity, made, moment
from limen.core.documents.models import Paper
from limen.core.people.models import Person
from limen.kernel import Scene
from limen.offices.removal.bars import Bar
from limen.offices.removal.models import Case, Seat, TravelDocumentRequest


def information(record: TravelDocumentRequest, form: str, scene: Scene) -> Paper:
    """Make what a consulate is told of a person."""
    held = record.person.travel_documents.all()
    data = {
        **identity(record.person, scene.day),
        **made(scene),
        "country_of_removal": country(record.country, scene),
        "order_on": _day(record.case.ordered_on or record.case.final_on),
        "documents_held": [{"document": row.kind, "number": row.number, "where": ""} for row in held],
        "family": _family(record.person),
    }
    return _make(form, record, record.person_id, data, scene)


def warning(
    record: TravelDocumentRequest,
    failed: str,
    steps: list[str],
    by: date,
    language: str,
    interpreter: str,
    scene: Scene,
) -> Paper:
    """Make the warning for failing to help get a document."""
    data = {
        **identity(record.person, scene.day),
        **made(scene),
        "order_on": _day(record.case.final_on),
        "authority": scene.provision.citation if scene.provision else "",
        "steps": [{"step": step, "by": by.isoformat(), "proof": ""} for step in steps],
        "failed": failed.splitlines(),
        **_served("in person", language, interpreter, scene),
    }
    return _make("i229", record, record.person_id, data, scene, how="in person")


def warrant(seat: Seat, witness: str, scene: Scene) -> Paper:
    """Make the warrant of removal as it was carried out."""
    movement, case = seat.movement, seat.case
    left = movement.left_at or movement.departs_at
    data = {
        **identity(seat.person, scene.day),
        **made(scene),
        **_order(case, scene),
        "country_of_removal": country(movement.country, scene),
        "departed_on": moment(left, scene.place.zone),
        "departed_from": movement.place.name,
        "departed_by": " ".join(filter(None, (_mode(movement.mode, scene), movement.label))),
        "departed_to": f"{movement.destination}, {country(movement.country, scene)}",
        "photograph": seat.photograph,
        "fingerprint": seat.print_reference,
        "print_by": seat.print_by,
        "verified_by": witness,
    }
    return _make("i205", seat, seat.person_id, data, scene)


def bar_warning(seat: Seat, bar: Bar, how: str, language: str, interpreter: str, scene: Scene) -> Paper:
    """Make what tells a person how long they may not come back."""
    kind = scene.law.codes("case_kinds").get(seat.case.kind, scene.day)
    row = scene.law.codes("return_bars").get(bar.code, scene.day)
    length = "at all times" if bar.ever else f"{row.attributes['amount']} {row.attributes['unit']}"
    data = {
        **identity(seat.person, scene.day),
        **made(scene),
        **_order(seat.case, scene),
        "barred_for": f"{length} ({row.title})",
        "barred_until": _day(bar.until),
        **_served(how, language, interpreter, scene),
    }
    return _make(kind.attributes["warning"], seat, seat.person_id, data, scene, how=how)


def country(code: str, scene: Scene) -> str:
    """Return a country's name."""
    row = scene.law.codes("icao_states").get(code, scene.day)
    return row.title if row is not None else code


def _order(case: Case, scene: Scene) -> dict[str, Any]:
    kind = scene.law.codes("case_kinds").get(case.kind, scene.day)
    return {
        "order_by": case.ordered_by or (kind.title if kind is not None else case.kind),
        "order_on": _day(case.ordered_on or case.final_on),
        "authority": kind.citation if kind is not None else case.kind,
    }


def _served(how: str, language: str, interpreter: str, scene: Scene) -> dict[str, Any]:
    spoken = scene.law.codes("interpreter_languages").get(language, scene.day) if language else None
    return {
        "language": spoken.title if spoken else "",
        "interpreter": interpreter,
        "served_on": moment(scene.at, scene.place.zone),
        "served_at": getattr(scene.place, "name", scene.place.code),
        "served_how": how,
        "served_by": scene.actor.label,
    }


def _mode(code: str, scene: Scene) -> str:
    row = scene.law.codes("conveyance_modes").get(code, scene.day)
    return row.title if row is not None else code


def _family(person: Person) -> list[dict[str, str]]:
    rows = person.relationships.filter(until=None).select_related("other")
    return [
        {
            "name": row.other.display_name,
            "relation": row.kind,
            "birth": row.other.birth,
            "nationality": "",
            "address": "",
        }
        for row in rows
        if not row.other.compartments
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _make(form: str, record: Any, person: Any, data: dict[str, Any], scene: Scene, how: Any = "") -> Paper:
    act = MakePaper(form=form, person=person, about_record=record.record_type, about=record.pk, data=data)
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    if how:
        paper = scene.perform(ServePaper(how=how), on=paper).record
    return paper
