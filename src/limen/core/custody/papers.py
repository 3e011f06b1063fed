"""The papers of custody, filled from the record."""

from __future__ import annotations

from typing import Any

from limen.core.custody.models import Stay
from limen.core.documents.acts import MakePaper
from limen.core.documents.models import Paper
from limen.core.places.models import Place
from limen.kernel import Scene


def transfer_notice(stay: Stay, before: Place, court: str, counsel: str, scene: Scene) -> Paper:
    """Make the notice that tells the immigration court where a person was moved."""
    data = {
        **identity(stay),
        **made(scene),
        "court": court,
        "change": "transferred",
        "changed_on": local(scene),
        "moved_from": before.name,
        "moved_to": stay.place.name,
        "counsel": counsel,
    }
    return make("i830", stay, data, scene)


def make(form: str, stay: Stay, data: dict[str, Any], scene: Scene) -> Paper:
    """Make a paper about a stay and list it in the entry."""
    act = MakePaper(form=form, person=stay.person_id, about_record=stay.record_type, about=stay.pk, data=data)
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    return paper


def identity(stay: Stay) -> dict[str, Any]:
    """Return who a person is, under the forms' keys."""
    person = stay.person
    numbers = {row.kind: row.number for row in person.identifiers.all()}
    return {
        "surname": person.surname or person.given_names,
        "given_names": person.given_names if person.surname else "",
        "birth": person.birth,
        "sex": person.sex,
        "nationality": person.nationality,
        "country_of_birth": person.birth_country,
        "a_number": numbers.get("a_number", ""),
        "fingerprint_number": numbers.get("fin", ""),
    }


def made(scene: Scene) -> dict[str, Any]:
    """Return where, when and by whom a paper is made."""
    return {
        "made_at": getattr(scene.place, "name", scene.place.code),
        "made_on": local(scene),
        "officer": scene.actor.label,
        "authority": scene.provision.citation if scene.provision else "",
    }


def local(scene: Scene) -> str:
    """Return the moment of the act in the place's zone."""
    return scene.at.astimezone(scene.place.zone).strftime("%Y-%m-%d %H:%M")
