"""What every paper says of a person and of its making, under the keys that the forms share."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from limen.core.pages import meaning
from limen.core.people.models import Person
from limen.kernel import Scene

NOBODY = "(no name)"


def identity(person: Person, day: date) -> dict[str, Any]:
    """Return who a person is; somebody of a single name has it as their surname.

    Args:
        person: whom the paper is about.
        day: the day it is made, whose names of countries it bears: whoever is given it need know no code.
    """
    numbers = {row.kind: row.number for row in person.identifiers.all()}
    own = f"{person.surname}, {person.given_names}"
    return {
        "surname": person.surname or person.given_names or NOBODY,
        "given_names": person.given_names if person.surname else "",
        "other_names": "; ".join(str(claim) for claim in person.identities.all() if str(claim) != own),
        "birth": person.birth,
        "sex": person.sex,
        "nationality": meaning("icao_states", person.nationality, day),
        "country_of_birth": meaning("icao_states", person.birth_country, day),
        "a_number": numbers.get("a_number", ""),
        "fingerprint_number": numbers.get("fin", ""),
    }


def made(scene: Scene) -> dict[str, Any]:
    """Return where, when, by whom and under which authority a paper is made."""
    return {
        "made_at": getattr(scene.place, "name", scene.place.code),
        "made_on": moment(scene.at, scene.place.zone),
        "officer": scene.actor.label,
        "authority": scene.provision.citation if scene.provision else "",
    }


CARRIERS_NOTICE = "i259"
"""The form that tells a carrier what to do: of all that a record makes, what leaves the service's hands."""


def as_told_to_carrier(form: str, data: dict[str, Any], orders: str) -> dict[str, Any]:
    """Return what a paper says: on a notice to a carrier what the carrier is to do, and nothing of how it came to it.

    Args:
        form: of the paper.
        data: what the record says.
        orders: what the law pack has the carrier told; empty where the decision itself says it.
    """
    if form != CARRIERS_NOTICE:
        return data
    facts = [row["finding"] for row in data.get("grounds", ()) if row.get("finding")]
    return {**data, "decision": orders or data["decision"], "reasons": facts}


def moment(at: datetime, zone: tzinfo) -> str:
    """Return a moment as a form says it, in a place's zone."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
