"""The custody receipt: what was seized, from whom, and the hands it passed through."""

from __future__ import annotations

from typing import Any

from limen.core.documents.acts import MakePaper
from limen.core.documents.filling import identity, moment
from limen.core.documents.models import Paper
from limen.core.people.models import Person
from limen.kernel import Scene
from limen.offices.patrol.models import Item, Seizure

FORM = "seizure_receipt"
NOBODY = "Nobody present"


def give(record: Seizure, scene: Scene, *, only: Person | None = None) -> list[Paper]:
    """Make the receipt for each person concerned, or for one; one for the file when nobody was there."""
    rows = record.parties.exclude(role="claimant").select_related("person").order_by("id")
    parties = [only] if only is not None else [party.person for party in rows]
    made = [_made(record, person, scene) for person in parties] or [_made(record, None, scene)]
    scene.told["paper"] = str(made[0].pk)
    return made


def _made(record: Seizure, person: Person | None, scene: Scene) -> Paper:
    act = MakePaper(
        form=FORM,
        person=person.pk if person is not None else None,
        about_record=record.record_type,
        about=record.pk,
        data={**(identity(person, scene.day) if person is not None else {"surname": NOBODY}), **filled(record, scene)},
    )
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    return paper


def filled(record: Seizure, scene: Scene) -> dict[str, Any]:
    """Return what the receipt says of the seizure."""
    place: Any = scene.place
    return {
        "seizure_number": record.number,
        "seized_on": moment(record.at, scene.place.zone),
        "seized_at": f"{record.place_text} ({record.latitude}, {record.longitude})",
        "seized_under": record.citation,
        "items": [_item(item) for item in record.items.all()],
        "made_at": getattr(place, "name", place.code),
        "made_on": moment(scene.at, scene.place.zone),
        "officer": record.officer.full_name,
        "hands": [
            {"on": moment(hand.at, scene.place.zone), "from": hand.giver, "to": hand.receiver, "why": hand.reason}
            for hand in record.hands.all()
        ],
    }


def _item(item: Item) -> dict[str, str]:
    marks = (item.maker, item.model, item.serial, item.plate, item.vin)
    return {
        "line": str(item.line),
        "item": ", ".join(part for part in (item.what, *marks) if part),
        "quantity": f"{item.quantity.normalize():f}",
        "unit": item.unit,
        "estimate": f"{item.dollars} USD" if item.dollars is not None else "",
    }
