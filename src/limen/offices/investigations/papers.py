"""The papers of investigators, filled from the record: the warrant of arrest and the record of an arrest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limen.core.documents.acts import MakePaper
from limen.core.documents.filling import identity, made, moment

if TYPE_CHECKING:
    from limen.core.documents.models import Paper
    from limen.core.people.models import Person
    from limen.kernel import Scene
    from limen.offices.investigations.models import Arrest, Lead


def warrant(lead: Lead, person: Person, cause: str, says: str, notice: str, scene: Scene) -> Paper:
    """Make the warrant for the arrest of the person a lead is about."""
    officer = lead.officer.full_name if lead.officer else scene.actor.label
    data = {
        **identity(person, scene.day),
        **made(scene),
        "cause": cause,
        "cause_text": [*says.splitlines(), f"Notice to Appear: {notice}"],
        "officer": officer,
        "supervisor": scene.actor.label,
        "event_number": lead.number,
    }
    return _make("i200", lead, person.pk, data, scene)


def record_of_arrest(arrest: Arrest, said: dict[str, Any], scene: Scene) -> Paper:
    """Make the record of an arrest."""
    law, day = scene.law, scene.day
    advisals = law.codes("arrest_advisals")
    point = f"{arrest.latitude:.5f}, {arrest.longitude:.5f}" if arrest.latitude is not None else ""
    findings = [text for text in (arrest.unlawful_why, arrest.escape_why) if text]
    data = {
        **identity(arrest.person, scene.day),
        **made(scene),
        **said,
        "event_number": str(arrest),
        "found_at": f"{arrest.where} ({point})" if point else arrest.where,
        "found_on": moment(arrest.at, scene.place.zone),
        "found_how": _title(law, "arrest_methods", arrest.method, day),
        "narrative": [*arrest.circumstances.splitlines(), *findings],
        "rights": [advisals.get(code, day).title for code in arrest.told],
        "language": _title(law, "interpreter_languages", arrest.language, day),
        "interpreter": arrest.interpreter,
        "custody": arrest.stay.place.name if arrest.stay is not None else "",
        "decision": arrest.processed_how,
        "officer": arrest.officer.full_name if arrest.officer else scene.actor.label,
    }
    return _make("i213", arrest, arrest.person_id, data, scene)


def _title(law: Any, table: str, code: str, day: Any) -> str:
    row = law.codes(table).get(code, day) if code else None
    return str(row.title) if row is not None else ""


def _make(form: str, record: Any, person: Any, data: dict[str, Any], scene: Scene) -> Paper:
    act = MakePaper(form=form, person=person, about_record=record.record_type, about=record.pk, data=data)
    paper: Paper = scene.perform(act).record
    return paper
