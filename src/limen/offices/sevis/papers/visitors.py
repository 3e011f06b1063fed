"""The papers of an exchange visitor: the certificate (Form DS-2019) and the placement plan (Form DS-7002)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from limen.core.documents.acts import IssuePaper
from limen.core.documents.filling import identity
from limen.core.documents.models import Paper
from limen.kernel import Scene
from limen.offices.sevis.models import Dependant, Site, Tipp, TippPhase, TippSite, Visitor
from limen.offices.sevis.papers.making import endorsed, name_of_signer, title_of_signer

CERTIFICATE, PLACEMENT = "ds2019", "ds7002"
OWN = {
    "sponsor": "Programme sponsor",
    "home_government": "Government at home",
    "binational": "Binational commission",
    "personal": "Own money",
}
ORGANISATIONS = {"us": "United States agency", "int": "International organisation"}


def certificate(record: Visitor, scene: Scene, purpose: str = "update", dependant: Dependant | None = None) -> Paper:
    """Make the certificate of eligibility of a visitor, or of a dependant of theirs.

    Args:
        record: the visitor's record.
        scene: where it is issued.
        purpose: for what, by the law pack's table; a record that is not validated yet is one to begin with.
        dependant: whose form it is, when not the visitor's own.
    """
    bearer = dependant or record
    row, funds = _row(scene, "visitor_categories", record.category), list(_funds(record.funds))
    data = {
        **identity(bearer.person, scene.day),
        **_person(bearer, record, scene),
        **_officer(record, scene),
        "sevis_id": bearer.sevis_id,
        "class": "J-2" if dependant is not None else "J-1",
        "dependant_of": record.sevis_id if dependant is not None else "",
        "purpose": _purpose(record, purpose, dependant, scene),
        "primary_site": _site_lines(record),
        "sponsor_name": record.sponsor.name,
        "programme_number": record.sponsor.number,
        "programme_description": [record.sponsor.name, row.title if row is not None else record.category],
        "begin": record.starts.isoformat(),
        "end": record.ends.isoformat(),
        "category": row.title if row is not None else record.category,
        "field_code": record.subject,
        "field_remarks": [_title(scene, "programmes_cip", record.subject), *record.subject_remarks.splitlines()],
        "funds": [{**line, "amount": f"{line['amount']:,}"} for line in funds],
        "fund_total": f"{sum(line['amount'] for line in funds):,}",
        "issued_on": scene.day.isoformat(),
        "residence_rule": _residence(record, scene),
        "endorsements": endorsed(record, record.sponsor),
        "dependants": [_dependant(row, scene) for row in record.dependants.select_related("person")],
        "authorisations": [_place(site) for site in record.sites.filter(until=None)],
        "remarks": record.remarks.splitlines(),
        **_transfer(record),
    }
    return _made(CERTIFICATE, record, bearer.person_id, data, scene)


def placement(record: Visitor, scene: Scene, site: str = "") -> list[Paper]:
    """Make the placement plan, a form a site; of one site where its number is given."""
    rows = record.sites.filter(until=None, placement__isnull=False).select_related("placement")
    rows = rows.filter(number=site) if site else rows
    return [_made(PLACEMENT, record, record.person_id, _plan(record, row, scene), scene) for row in rows]


def _plan(record: Visitor, site: Site, scene: Scene) -> dict[str, Any]:
    placed, tipp = site.placement, record.tipp
    boss = placed.supervisor
    return {
        **identity(record.person, scene.day),
        "email": tipp.email or record.email,
        "sevis_id": record.sevis_id,
        "sponsor_name": record.sponsor.name,
        "programme_number": record.sponsor.number,
        "category": _title(scene, "visitor_categories", record.category),
        "occupation": _title(scene, "visitor_occupations", record.occupation) or tipp.field_of_study,
        "degree": _degree(tipp),
        "experience_years": "" if tipp.years is None else str(tipp.years),
        "begin": record.starts.isoformat(),
        "end": record.ends.isoformat(),
        "host_name": site.name,
        "host_address": _lines(site.address),
        "ein": f"{placed.employer_id[:2]}-{placed.employer_id[2:]}",
        "host_hours": str(placed.hours),
        "host_stipend": _stipend(placed, scene),
        "host_compensation": placed.other_pay,
        "host_policy": f"yes, {placed.carrier}" if placed.insured else "no",
        "host_employees": str(placed.employees),
        "host_revenue": _title(scene, "visitor_plan_revenues", placed.revenue),
        "host_supervisor": f"{boss['given_names']} {boss['surname']}, {boss['title']}",
        "host_contact": ", ".join(filter(None, (boss.get("phone"), boss.get("phone_ext"), boss.get("email")))),
        "phases": [_phase(row, site) for row in placed.phases.filter(until=None)],
        "culture": [row.texts.get("culture", "") for row in placed.phases.filter(until=None)],
        "participant_signature": str(record.person) if placed.visitor_signed_on else "",
        "participant_signed_on": _day(placed.visitor_signed_on),
        "supervisor_signed_on": _day(_signed(placed)),
        "supervisor_signature": f"{boss['given_names']} {boss['surname']}" if _signed(placed) else "",
        "sponsor_signature": placed.official if placed.official_signed_on else "",
        "sponsor_signed_on": _day(placed.official_signed_on),
    }


def _stipend(placed: TippSite, scene: Scene) -> str:
    per = _title(scene, "visitor_plan_stipends", placed.per).lower()
    return f"{placed.stipend} dollars {per}" if placed.paid else "none"


def _degree(tipp: Tipp) -> str:
    return ", ".join(filter(None, (tipp.field_of_study, tipp.degree, _day(tipp.awarded_on))))


def _signed(placed: TippSite) -> Any:
    days = [row.supervisor_signed_on for row in placed.phases.filter(until=None)]
    signed = [day for day in days if day is not None]
    return max(signed) if signed and len(signed) == len(days) else None


def _phase(row: TippPhase, site: Site) -> dict[str, str]:
    texts, boss = row.texts, row.supervisor
    return {
        "name": row.name,
        "site": site.name,
        "supervisor": f"{boss.get('given_names', '')} {boss.get('surname', '')}, {boss.get('title', '')}",
        "start": _narrow(row.starts),
        "end": _narrow(row.ends),
        "role": texts.get("role", ""),
        "goals": texts.get("goals", ""),
        "skills": texts.get("skills", ""),
        "methods": texts.get("teaching", ""),
        "evaluation": texts.get("measured", ""),
    }


def _purpose(record: Visitor, purpose: str, dependant: Dependant | None, scene: Scene) -> str:
    if dependant is not None and dependant.form_purpose:
        return _title(scene, "visitor_prints", dependant.form_purpose)
    said = "family" if dependant is not None else purpose
    begins = dependant is None and record.validated_on is None and purpose in ("update", "extend")
    return _title(scene, "visitor_form_purposes", "begin" if begins else said)


def _person(bearer: Any, record: Visitor, scene: Scene) -> dict[str, Any]:
    person = bearer.person
    return {
        "country_of_birth": _title(scene, "icao_states", person.birth_country),
        "city_of_birth": bearer.birth_city,
        "nationality": _title(scene, "icao_states", person.nationality),
        "residence_country": _title(scene, "icao_states", bearer.residence_country or record.residence_country),
        "position": _title(scene, "visitor_positions", record.position),
        "position_code": record.position,
    }


def _officer(record: Visitor, scene: Scene) -> dict[str, Any]:
    return {
        "official": name_of_signer(scene),
        "official_title": title_of_signer(record.sponsor, scene) or "Responsible officer",
        "official_address": record.sponsor.address.splitlines() or [record.sponsor.name],
        "official_telephone": record.sponsor.phone or "not given",
        "official_signature": name_of_signer(scene),
    }


def _funds(funds: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, title in OWN.items():
        if funds.get(name):
            yield {"source": title, "name": "", "amount": funds[name]}
    for part, title in ORGANISATIONS.items():
        for number in "12":
            if funds.get(f"{part}_amount{number}"):
                name = funds.get(f"{part}_other{number}") or funds.get(f"{part}_org{number}", "")
                yield {"source": title, "name": name, "amount": funds[f"{part}_amount{number}"]}
    if funds.get("other_amount"):
        yield {"source": "Other", "name": funds.get("other_name", ""), "amount": funds["other_amount"]}


def _residence(record: Visitor, scene: Scene) -> str:
    if record.residence_rule == "waived":
        return f"waived on {_day(record.residence_waived_on)}"
    grounds = [_title(scene, "visitor_residence", code) for code in record.residence_grounds]
    return f"applies: {'; '.join(grounds)}" if grounds else "does not apply"


def _dependant(row: Dependant, scene: Scene) -> dict[str, str]:
    person = row.person
    return {
        "sevis_id": row.sevis_id,
        "name": person.display_name,
        "birth": person.birth,
        "relation": _title(scene, "dependant_kinds", row.relationship),
        "country": _title(scene, "icao_states", person.nationality),
    }


def _place(site: Site) -> dict[str, str]:
    return {
        "kind": "Site of activity",
        "place": ", ".join([str(site), *_lines(site.address)]),
        "start": site.since.isoformat(),
        "end": _day(site.until),
        "remark": site.remarks,
    }


def _transfer(record: Visitor) -> dict[str, str]:
    if record.transfer_to is None:
        return {}
    return {
        "transfer_from": record.sponsor.number,
        "transfer_to": record.transfer_to.number,
        "transfer_effective": _day(record.transfer_on),
    }


def _site_lines(record: Visitor) -> list[str]:
    site = record.sites.filter(until=None).first()
    return [str(site), *_lines(site.address)] if site is not None else ["Exempt from placement"]


def _lines(address: dict[str, Any]) -> list[str]:
    town = " ".join(filter(None, (address.get("city"), address.get("state"), address.get("postal_code"))))
    return [part for part in (address.get("address1"), address.get("address2"), town) if part]


def _row(scene: Scene, table: str, code: str) -> Any:
    return scene.law.codes(table).get(code, scene.day)


def _title(scene: Scene, table: str, code: str) -> str:
    row = _row(scene, table, code)
    return str(row.title) if row is not None else code


def _narrow(day: date) -> str:
    """Return a day that may be broken over lines: the table of phases has ten columns."""
    return day.isoformat().replace("-", "-\u200b")


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""


def _made(form: str, record: Visitor, person: Any, data: dict[str, Any], scene: Scene) -> Paper:
    act = IssuePaper(form=form, person=person, about_record=record.record_type, about=record.pk, data=data)
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    return paper
