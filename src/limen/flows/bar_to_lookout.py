"""Whoever is barred from coming back is met at the border: a lookout is nominated, and withdrawn with the bar.

One lookout stands for a person, on the bar that ends last. A second person approves it, as every lookout.
"""

from __future__ import annotations

from typing import Any

from limen.core.lookouts.acts import Nominate, Withdraw
from limen.core.lookouts.rules import latest_review
from limen.kernel import Scene
from limen.offices.removal.acts import NoteLookout
from limen.offices.removal.models import ReturnBar

CATEGORY, ACTION = "inadmissible", "refer"
TABLE = "return_bars"


def nominate(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Nominate a lookout for a bar that still runs, unless one stands for the person."""
    over = record.until is not None and record.until < scene.day
    nameless = not (record.person.surname or record.person.given_names)
    if over or nameless or _standing(record).exclude(lookout=None).exists():
        return
    scene.perform(NoteLookout(lookout=_nominated(record, scene)), on=record)


def withdraw(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Withdraw the lookout of a bar that ended; another bar of the person takes its place."""
    if record.lookout is None:
        return
    if record.lookout.state != "withdrawn":
        scene.perform(Withdraw(reason=f"The bar on return it stood on is {record.state}."), on=record.lookout)
    scene.perform(NoteLookout(), on=record)
    for other in _standing(record).order_by("-until", "-pk")[:1]:
        nominate(act, other, scene, entry)


def _standing(record: ReturnBar) -> Any:
    return ReturnBar.objects.filter(person=record.person_id, state="standing").exclude(pk=record.pk)


def _nominated(record: ReturnBar, scene: Scene) -> Any:
    row = scene.law.codes(TABLE).get(record.code, scene.day)
    person, last = record.person, latest_review(CATEGORY, scene)
    ends = f"until {record.until}" if record.until is not None else "for ever"
    act = Nominate(
        category=CATEGORY,
        action=ACTION,
        basis=f"May not come back {ends}: {row.title} ({record.citation})"[:300],
        surname=person.surname,
        given_names=person.given_names,
        birth=person.birth,
        sex=person.sex,
        nationality=person.nationality if scene.law.codes("icao_states").get(person.nationality, scene.day) else "",
        review_by=min(last, record.until) if record.until is not None else last,
    )
    made = scene.perform(act).record
    scene.about(made)
    return made.pk


LISTENS = {
    "removal.record_bar": nominate,
    "removal.bar_follows": nominate,
    "removal.lift_bar": withdraw,
    "removal.strike_bar": withdraw,
}
