"""The papers of a case, filled from the record: the charging document, the notice of intent, the orders."""

from __future__ import annotations

from typing import Any, Literal

from limen.core.custody.rules import open_stay
from limen.core.documents.acts import MakePaper, ServePaper
from limen.core.documents.filling import as_told_to_carrier, identity, moment
from limen.core.documents.models import Paper
from limen.core.documents.papers import forms
from limen.core.documents.papers.setting import required_fields
from limen.core.pages import meaning
from limen.kernel import Scene
from limen.offices.removal.border import told_of
from limen.offices.removal.models import Case

OF_THE_BORDER = ("grounds", "carrier")
"""What only the border's paper can say; an order that needs it where it does not is made by hand."""


def charging_document(case: Case, act: Any, scene: Scene) -> None:
    """Make the charging document as it is served."""
    row = scene.law.codes("case_kinds").get(case.kind, scene.day)
    form = row.attributes.get("paper", "")
    if not form:
        return
    stay = open_stay(case.person_id)
    data = {
        **told_of(case.person_id),
        "custody": f"held at {stay.place.name}" if stay is not None else "",
        "decision": f"{row.title} ({row.citation})",
        "respondent_is": act.respondent_is,
        "allegations": act.allegations.splitlines(),
        "reasons": act.allegations.splitlines(),
        "charges": _charges(case),
        "hearing_court": act.court,
        "hearing_place": act.hearing_place.splitlines(),
        "hearing_at": moment(act.hearing_at, case.zone),
        **_served(act, case, scene),
    }
    _make(form, case, data, scene, how=act.how)


def intent(case: Case, act: Any, scene: Scene) -> None:
    """Make the notice of intent as it is served."""
    data = {"allegations": act.allegations.splitlines(), "charges": _charges(case), **_served(act, case, scene)}
    _make("i851", case, data, scene, how=act.how)


def administrative_order(case: Case, act: Any, scene: Scene) -> None:
    """Make the final administrative order."""
    data = {
        "findings": act.findings.splitlines(),
        "order_text": scene.provision.citation if scene.provision is not None else "",
        "country_of_removal": meaning("icao_states", case.country, scene.day),
        "alternative_country": meaning("icao_states", case.alternative_country, scene.day)
        if case.alternative_country
        else "",
    }
    _make("i851a", case, data, scene)


def order_once_heard(case: Case, act: Any, scene: Scene) -> None:
    """Make the order against a person whose fear was heard and not found, on the form of the kind of case.

    Args:
        case: with its order and its charges.
        act: what enters the order: who found no fear, who approved it, and the border's paper, whose arrival,
            document and facts the order says again.
        scene: the act that makes it.
    """
    row = scene.law.codes("case_kinds").get(case.kind, scene.day)
    grounds = [
        {"ground": said["charge"], "citation": said["citation"], "finding": said["reason"]} for said in _charges(case)
    ]
    law = scene.provision.citation if scene.provision is not None else row.citation
    said = told_of(case.person_id, act.charged_on)
    data = {
        **said,
        "grounds": grounds,
        "fear_claimed": "Yes",
        "decision": f"{row.attributes.get('says_no_fear', row.title)} ({law})",
        "officer": act.by or scene.actor.label,
        "supervisor": act.approved_by,
        "supervisor_on": moment(scene.at, case.zone),
        "persons": [_listed(case, said)],
        "reasons": [row["finding"] for row in grounds],
    }
    form = row.attributes["paper"]
    wanted = {field.key for field in required_fields(form, scene.day)}
    if all(data.get(key) for key in OF_THE_BORDER if key in wanted):
        if orders := row.attributes.get("tells_carrier", ""):
            data = {**as_told_to_carrier(form, data, orders), "officer": scene.actor.label}
        _make(form, case, data, scene)


def carrier_told(case: Case, act: Any, scene: Scene) -> None:
    """Make the notice that tells a carrier to take a person back, of a kind of case whose order goes to a carrier."""
    row = scene.law.codes("case_kinds").get(case.kind, scene.day)
    said = {**told_of(case.person_id), "carrier": act.carrier}
    data = {
        **said,
        "carrier_agent": act.agent,
        "carrier_address": act.address.splitlines(),
        "vessel": act.vessel or said.get("vessel", ""),
        "decision": row.attributes["tells_carrier"],
        "do_by": moment(act.do_by, case.zone) if act.do_by else "",
        "removal_to": meaning("icao_states", act.country, scene.day),
        "persons": [_listed(case, said)],
        "reasons": [said["reason"] for said in _charges(case)],
    }
    _make(row.attributes["paper"], case, data, scene)


def _listed(case: Case, said: dict[str, Any]) -> dict[str, str]:
    return {
        "name": case.person.display_name,
        "nationality": case.person.nationality,
        "birth": case.person.birth,
        "document_number": str(said.get("document_number", "")),
        "kind": case.kind,
    }


def reinstatement(case: Case, act: Any, scene: Scene) -> None:
    """Make the notice and decision to reinstate an earlier order."""
    data = {
        "prior_order": case.prior_order,
        "prior_order_on": act.prior_order_on.isoformat(),
        "removed_on": act.removed_on.isoformat(),
        "returned_on": act.returned_on.isoformat(),
        "identity_by": act.identity_by.replace("_", " "),
        "answer": act.answer,
        "answer_text": act.statement.splitlines(),
        "decision": "The earlier order is reinstated",
        "decision_by": scene.actor.label,
        "decision_on": moment(scene.at, case.zone),
    }
    _make("i871", case, data, scene, how="in_person")


def departure_extended(case: Case, scene: Scene) -> None:
    """Make the notice of the time to leave voluntarily as it now is."""
    until = case.departure_until.isoformat() if case.departure_until else ""
    bond = f"{case.departure_bond}" if case.departure_bond else ""
    _make("i210", case, {"depart_by": until, "bond_amount": bond}, scene)


HOW: dict[str, Literal["in person", "by mail", "to counsel"]] = {
    "in_person": "in person",
    "by_mail": "by mail",
    "on_counsel": "to counsel",
}
"""How a paper is served, as the documents room says it."""


def _make(form: str, case: Case, data: dict[str, Any], scene: Scene, *, how: str = "") -> None:
    if form not in forms(scene.day):
        return
    full = {
        **identity(case.person, scene.day),
        "made_at": case.place.name,
        "made_on": moment(scene.at, case.zone),
        "officer": scene.actor.label,
        **data,
    }
    kept = {key: value for key, value in full.items() if value not in ("", [], None)}
    act = MakePaper(form=form, person=case.person_id, about_record="removal.case", about=case.pk, data=kept)
    paper: Paper = scene.perform(act).record
    if how:
        paper = scene.perform(ServePaper(how=HOW[how]), on=paper).record
    scene.about(paper)
    scene.facts["paper"] = form


def _charges(case: Case) -> list[dict[str, str]]:
    rows = case.charges.filter(withdrawn_on=None)
    return [
        {"charge": row.title, "citation": row.paragraph, "reason": row.reason or "see the allegations"} for row in rows
    ]


def _served(act: Any, case: Case, scene: Scene) -> dict[str, Any]:
    return {
        "served_on": moment(scene.at, case.zone),
        "served_how": act.how.replace("_", " "),
        "served_by": scene.actor.label,
    }
