"""The certificate of eligibility (Form I-20) of a student or a dependant, filled from the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from limen.core.pages import meaning
from limen.core.people.models import Person
from limen.kernel import Scene
from limen.offices.sevis.models import Dependant, Student
from limen.offices.sevis.models.training import OPEN
from limen.offices.sevis.papers.making import endorsed, made, name_of_signer, signed_for_travel

FORM = "i20"
NONE = "–"
CHANGE = "S"
"""Why a form is issued, on the wire: to somebody who is in the country and asks for the status."""


def issue(record: Student, scene: Scene, why: str) -> None:
    """Make the student's form as the record now stands.

    Args:
        record: the student.
        scene: where the act is done.
        why: for what it is issued, as the form says it.
    """
    made(FORM, record, filled(record, scene, why), scene, record.person_id)


def issue_dependant(record: Dependant, scene: Scene, why: str) -> None:
    """Make the form of a student's dependant."""
    if record.student is None:
        return
    principal = filled(record.student, scene, why)
    own = {
        **_person(record.person, record, scene),
        "sevis_id": record.sevis_id,
        "class": record.visa_type,
        "dependant_of": record.student.sevis_id,
        "dependants": [],
        "authorisations": [],
        "status": "active" if record.state in ("active", "") else record.state,
    }
    made(FORM, record, {**principal, **own}, scene, record.person_id)


def filled(record: Student, scene: Scene, why: str) -> dict[str, Any]:
    """Return what the form says of a student."""
    return {
        "sevis_id": record.sevis_id,
        "class": record.visa_type,
        "issue_reason": "change of status" if why == "initial" and record.issue_reason == CHANGE else why,
        "status": record.state or "initial",
        **_person(record.person, record, scene),
        **_school(record),
        **_programme(record, scene),
        **_money(record),
        "remarks": [line for line in (record.remarks, _commutes(record)) if line],
        "official": signed_for_travel(record.school, scene),
        "official_signature": name_of_signer(scene),
        "issued_on": scene.day.isoformat(),
        "issued_at": _line(record.campus.address if record.campus else {}) or record.school.name,
        **_standing(record, scene),
    }


def _person(person: Person, record: Any, scene: Scene) -> dict[str, Any]:
    return {
        "surname": person.surname or person.given_names,
        "given_names": person.given_names if person.surname else "",
        "preferred_name": record.preferred_name,
        "passport_name": record.passport_name,
        "birth": person.birth,
        "sex": person.sex,
        "country_of_birth": meaning("icao_states", person.birth_country, scene.day) if person.birth_country else NONE,
        "city_of_birth": record.birth_city,
        "nationality": meaning("icao_states", person.nationality, scene.day) if person.nationality else NONE,
    }


def _school(record: Student) -> dict[str, Any]:
    school, campus = record.school, record.campus
    address = _lines(campus.address) if campus else []
    official = school.officials.filter(role="pdso", until=None).select_related("account").first()
    return {
        "school_name": school.name,
        "campus_name": campus.name if campus else school.name,
        "school_code": f"{campus.code if campus else school.code}, {school.certified_on or ''}".rstrip(", "),
        "school_address": address or [school.name],
        "school_official": official.account.full_name if official and official.account else school.name,
    }


def _programme(record: Student, scene: Scene) -> dict[str, Any]:
    early = int(scene.law.value("sevis.early_entry_days", scene.day).value)

    def subject(code: str) -> str:
        return f"{meaning('programmes_cip', code, scene.day)} ({code})" if code else ""

    level = scene.law.codes("student_levels").get(record.level, scene.day)
    load = level.attributes.get("load", "") if level is not None else ""
    least = scene.law.value(load, scene.day) if load else None
    return {
        "level": meaning("student_levels", record.level, scene.day),
        "major": subject(record.major),
        "second_major": subject(record.second_major),
        "minor": subject(record.minor),
        "english_required": "required" if record.english_required else "not required",
        "english_note": record.english_why or _english(record),
        "earliest_admission": (record.starts - timedelta(days=early)).isoformat(),
        "programme_start": record.starts.isoformat(),
        "report_date": (record.issued_on or record.starts).isoformat(),
        "programme_end": record.ends.isoformat(),
        "length_months": str(record.length or ""),
        "full_course": f"{least.value} {least.unit}" if least is not None else "as the school certifies",
    }


def _english(record: Student) -> str:
    return "" if record.english_met is None else "met" if record.english_met else "not met"


COSTS = {
    "tuition": "Tuition and fees",
    "living_expense": "Living expenses",
    "dependent_exp": "Expenses of dependants",
    "other": "Other",
}
FUNDS = {
    "personal": "Personal funds",
    "school": "Funds from the school",
    "other": "Other funds",
    "employment": "On-campus employment",
}


def _money(record: Student) -> dict[str, Any]:
    costs, funds = _sums(record.costs, COSTS), _sums(record.funds, FUNDS)
    return {
        "cost_months": str(record.term_months or NONE),
        "costs": costs or [{"kind": NONE, "amount": "0"}],
        "cost_total": f"{sum(record.costs.get(name) or 0 for name in COSTS):,}",
        "funds": funds or [{"kind": NONE, "amount": "0"}],
        "fund_total": f"{sum(record.funds.get(name) or 0 for name in FUNDS):,}",
    }


def _sums(parts: dict[str, Any], names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"kind": ": ".join(filter(None, (label, parts.get(f"{name}_remarks")))), "amount": f"{parts[name]:,}"}
        for name, label in names.items()
        if parts.get(name)
    ]


def _standing(record: Student, scene: Scene) -> dict[str, Any]:
    """Return what a form already issued says besides: training, loads, changes, signatures, dependants."""
    if record._state.adding:  # noqa: SLF001  Django's documented way: a record that is not written has no rows yet
        return {}
    trainings = [_training(row, scene) for row in record.trainings.filter(step__in=OPEN)]
    loads = [
        {"reason": meaning("reduced_load_kinds", row.reason, scene.day), "start": str(row.starts), "end": str(row.ends)}
        for row in record.loads.filter(cancelled_on=None)
    ]
    session = f"{record.session_starts} to {record.session_ends}" if record.session_starts else ""
    return {
        "authorisations": trainings,
        "reduced_loads": loads,
        "status_changes": _changes(record, scene),
        "current_session": session,
        "transfer_from": record.came_from.name if record.came_from else "",
        "transfer_release": record.came_on.isoformat() if record.came_on else "",
        "endorsements": endorsed(record, record.school),
        "dependants": [
            _dependant(row, scene) for row in record.dependants.filter(state="active").select_related("person")
        ],
    }


def _training(row: Any, scene: Scene) -> dict[str, str]:
    table, code = ("off_campus_kinds", row.work_kind) if row.kind == "off_campus" else ("training_kinds", row.kind)
    employers = [str(item) for item in row.employers.all()]
    return {
        "kind": meaning(table, code, scene.day),
        "status": row.step,
        "time": "full time" if row.full_time else "part time",
        "employer": "; ".join(
            filter(None, [", ".join(filter(None, (row.employer, _line(row.employer_address)))), *employers])
        )
        or NONE,
        "start": row.starts.isoformat(),
        "end": row.ends.isoformat(),
        "remark": row.remarks or row.work_remarks or NONE,
    }


def _changes(record: Student, scene: Scene) -> list[dict[str, str]]:
    found = []
    if record.change_to:
        found.append(
            {
                "kind": f"Change to {record.change_to}",
                "status": "asked for",
                "start": str(record.change_asked_on),
                "end": NONE,
            }
        )
    if record.status_granted_on:
        found.append(
            {"kind": "Status granted", "status": "approved", "start": str(record.status_granted_on), "end": NONE}
        )
    if record.cap_gap:
        until = str(record.cap_gap_until or NONE)
        found.append(
            {
                "kind": "Cap gap",
                "status": meaning("cap_gap_kinds", record.cap_gap, scene.day),
                "start": str(record.ends),
                "end": until,
            }
        )
    return found


def _dependant(row: Dependant, scene: Scene) -> dict[str, str]:
    return {
        "sevis_id": row.sevis_id,
        "name": row.person.display_name,
        "birth": row.person.birth or NONE,
        "relation": meaning("dependant_kinds", row.relationship, scene.day),
        "country": meaning("icao_states", row.person.nationality, scene.day) if row.person.nationality else NONE,
    }


def _commutes(record: Student) -> str:
    return "Commutes over the border." if record.commuter else ""


def _lines(address: dict[str, Any]) -> list[str]:
    if "text" in address:
        return str(address["text"]).splitlines()
    names = ("city", "state", "province", "postal_code", "postal_routing_code")
    town = " ".join(str(address[name]) for name in names if address.get(name))
    return [line for line in (address.get("address1"), address.get("address2"), town) if line]


def _line(address: dict[str, Any]) -> str:
    return ", ".join(_lines(address))
