"""What a school or sponsor files, as paper: the petition (I-17), the application (DS-3036), changes (DS-3037)."""

from __future__ import annotations

from datetime import date
from typing import Any

from limen.core.documents.filling import moment
from limen.core.pages import meaning
from limen.kernel import Scene
from limen.offices.sevis.models import Official, Programme, School, Sponsor
from limen.offices.sevis.papers.making import made, name_of_signer
from limen.offices.sevis.roles import ROLES

PETITION, APPLICATION, UPDATE = "i17", "ds3036", "ds3037"
UNTOLD = "not told"
"""What stands for what the form asks and the record does not say."""
STANDINGS = {"citizen": "Citizen", "permanent_resident": "Lawful permanent resident"}
NAMED = ("proposed", "active")
TAUGHT = ("proposed", "approved")


def petition(record: School, scene: Scene, kind: str, statement: str) -> None:
    """Make a school's petition as it is filed.

    Args:
        record: the school.
        scene: where it is filed.
        kind: what it asks: certification, recertification, certification under a new owner.
        statement: what whoever files it vouches for.
    """
    programmes = list(record.programmes.filter(standing__in=TAUGHT))
    address = record.address.splitlines() or [UNTOLD]
    data = {
        "petition_kind": kind,
        "petition_number": record.code,
        "filed_on": moment(scene.at, record.place.zone),
        "classes": " and ".join(record.visa_types),
        "school_name": record.name,
        "school_type": meaning("school_kinds", record.kind, scene.day),
        "public": record.ownership.capitalize() or UNTOLD,
        "owner": record.owner,
        "mailing_address": address,
        "location_address": _main_campus(record) or address,
        "telephone": record.phone or UNTOLD,
        "engaged": [meaning("school_kinds", record.kind, scene.day)],
        "accreditations": [{"body": record.accreditation}] if record.accreditation else [],
        "areas": _areas(programmes, scene.day) or [UNTOLD],
        "degrees": list(dict.fromkeys(meaning("student_levels", row.level, scene.day) for row in programmes)),
        "programmes": [_programme(row, scene) for row in programmes] or [{"title": UNTOLD}],
        "sessions": [
            {"name": row.name, "start": row.starts.isoformat(), "end": row.ends.isoformat()}
            for row in record.terms.all()
        ],
        "students": "" if record.average_students is None else f"{record.average_students} in an average year",
        "campuses": [_campus(row, record) for row in record.campuses.filter(standing__in=TAUGHT)],
        "officials": _officials(record) or [{"name": name_of_signer(scene)}],
        "evidence": [row.what for row in record.evidence.exclude(answered_on=None)],
        "fee_receipt": _receipt(record),
        "official_statement": [statement],
        "official_signatures": _signatures(record, scene),
        "head": record.head or UNTOLD,
    }
    made(PETITION, record, data, scene)


def application(record: Sponsor, scene: Scene, kind: str) -> None:
    """Make a sponsor's application as it is filed.

    Args:
        record: the sponsor.
        scene: where it is filed.
        kind: what it asks: designation or redesignation.
    """
    data = {
        "application_kind": kind,
        "programme_number": record.number,
        "filed_on": moment(scene.at, record.place.zone),
        "sponsor_name": record.name,
        "sponsor_kind": meaning("sponsor_kinds", record.number.rpartition("-")[0], scene.day),
        "address": record.address.splitlines() or [UNTOLD],
        "telephone": record.phone or UNTOLD,
        "website": record.website,
        "reporting_year": f"{record.reporting_year} year".capitalize() if record.reporting_year else UNTOLD,
        "categories": [{"category": meaning("visitor_categories", code, scene.day)} for code in record.categories],
        "purpose": record.purpose.splitlines() or [UNTOLD],
        "activities": record.activities.splitlines() or [UNTOLD],
        "officers": _officials(record) or [{"name": name_of_signer(scene)}],
        "executive": record.head or UNTOLD,
        "executive_title": "Chief executive",
    }
    made(APPLICATION, record, data, scene)


def update(record: Sponsor, scene: Scene, since: date, was: list[str], becomes: list[str]) -> None:
    """Make a sponsor's report of what has changed of it.

    Args:
        record: the sponsor.
        scene: where it is reported.
        since: the day on which it changed.
        was: each value as it was, with what it is called.
        becomes: each value as it becomes.
    """
    told = {"change_kind": "Change of the sponsor's information", "effective_on": since.isoformat()}
    made(UPDATE, record, {**_reported(record, scene), **told, "was": was, "becomes": becomes}, scene)


def officer(official: Official, scene: Scene, *, added: bool, since: date, why: str = "") -> None:
    """Make a sponsor's report that an officer is added or removed.

    Args:
        official: the officer, whose record need not be written yet.
        scene: where it is reported.
        added: whether they are added; else they are removed.
        since: from which day.
        why: the reason, where one is given.
    """
    record = Sponsor.objects.get(pk=official.sponsor_id or "")
    called = f"{official.called}, {ROLES[official.role]}"
    told = {
        "change_kind": "An officer is added" if added else "An officer is removed",
        "effective_on": since.isoformat(),
        "was": [] if added else [called],
        "becomes": [called if added else f"{called}: no more"],
        "why": [why] if why else [],
        "officer_name": official.called,
        "officer_role": ROLES[official.role],
        "officer_title": official.position,
        "officer_citizenship": STANDINGS.get(official.standing, ""),
        "officer_email": official.email,
    }
    made(UPDATE, record, {**_reported(record, scene), **told}, scene)


def _reported(record: Sponsor, scene: Scene) -> dict[str, Any]:
    return {
        "sponsor_name": record.name,
        "programme_number": record.number,
        "responsible_officer": name_of_signer(scene),
        "responsible_signature": name_of_signer(scene),
        "signed_on": scene.day.isoformat(),
    }


def _areas(programmes: list[Programme], day: date) -> list[str]:
    return list(dict.fromkeys(f"{meaning('programmes_cip', row.cip, day)} ({row.cip})" for row in programmes))


def _programme(row: Programme, scene: Scene) -> dict[str, str]:
    level = scene.law.codes("student_levels").get(row.level, scene.day)
    load = level.attributes.get("load", "") if level is not None else ""
    least = scene.law.value(load, scene.day) if load else None
    return {
        "title": row.name,
        "level": meaning("student_levels", row.level, scene.day),
        "field": row.cip,
        "full_course": f"{least.value} {least.unit}" if least is not None else "as the school certifies",
        "length": f"{row.months} months, {row.visa_type}",
    }


def _main_campus(record: School) -> list[str]:
    first = record.campuses.order_by("since", "code").first()
    return str(first.address.get("text", "")).splitlines() if first is not None else []


def _campus(row: Any, record: School) -> dict[str, str]:
    own = record.officials.filter(campus=row, role="pdso", state__in=NAMED).select_related("account").first()
    return {
        "name": f"{row.name}, {row.code}",
        "location": ", ".join(str(row.address.get("text", "")).splitlines()),
        "principal": own.called if own is not None else "",
    }


def _officials(record: School | Sponsor) -> list[dict[str, str]]:
    """Return who speaks for it, and who is proposed to; a school's form says citizenship as a sponsor's does."""
    rows = record.officials.filter(state__in=NAMED).select_related("account", "campus").order_by("role", "since", "pk")
    return [
        {
            "name": row.called,
            "title": row.position,
            "role": ROLES[row.role],
            "campus": row.campus.name if row.campus is not None else "",
            "email": row.email or (row.account.email if row.account is not None else ""),
            "citizenship": STANDINGS.get(row.standing, ""),
        }
        for row in rows
    ]


def _receipt(record: School) -> str:
    last = record.fees.filter(kind__in=("petition", "recertification")).order_by("-paid_on", "-pk").first()
    return f"{last.receipt}, {last.amount} dollars, {last.paid_on}" if last is not None else ""


def _signatures(record: School, scene: Scene) -> list[dict[str, str]]:
    """Return a row for each official: who files signs by filing, the others by hand on the paper."""
    filer = name_of_signer(scene)
    rows = [{"name": row["name"]} for row in _officials(record) if row["name"] != filer]
    return [{"name": filer, "signature": "filed electronically", "date": scene.day.isoformat()}, *rows]
