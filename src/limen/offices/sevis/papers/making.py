"""How a form is made as part of the act that files or issues it."""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import account_of
from limen.core.documents.acts import IssuePaper
from limen.core.documents.models import Paper
from limen.core.documents.papers import forms
from limen.kernel import Scene
from limen.offices.sevis.roles import ROLES


def made(form: str, about: Any, data: dict[str, Any], scene: Scene, person: Any = None) -> Paper | None:
    """Make a form and tell the caller of it; None on a day on which the law pack has no such form.

    Args:
        form: the law pack's key, e.g. ``i20``.
        about: the record it is about.
        data: what it says, by the form's fields; what is empty is left out.
        scene: where the act is done.
        person: the key of the person it is about, where it is about one.
    """
    if form not in forms(scene.day):
        return None
    kept = {name: value for name, value in data.items() if value not in ("", [], None)}
    act = IssuePaper(form=form, person=person, about_record=about.record_type, about=about.pk, data=kept)
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    scene.told["paper"] = str(paper.pk)
    return paper


def name_of_signer(scene: Scene) -> str:
    """Return the name of whoever signs a form by making it."""
    account = account_of(scene.actor)
    return account.full_name if account is not None else scene.actor.label


def title_of_signer(organisation: Any, scene: Scene) -> str:
    """Return as what an official of an organisation signs: the position they told, else the role; empty for others."""
    account = account_of(scene.actor)
    held = organisation.officials.filter(account=account, until=None).first() if account is not None else None
    return (held.position or ROLES[held.role]) if held is not None else ""


def signed_for_travel(organisation: Any, scene: Scene) -> str:
    """Return who signs a form for travel, as it stays on the record: later forms repeat it, whoever makes them."""
    return ", ".join(filter(None, (name_of_signer(scene), title_of_signer(organisation, scene))))


def endorsed(record: Any, organisation: Any) -> list[dict[str, str]]:
    """Return the leave to travel that a record has, as a form says it: who signed, when, and until when it is good."""
    if record.travel_signed_on is None:
        return []
    name, _, title = record.travel_signed_by.partition(", ")
    return [
        {
            "official": name or organisation.name,
            "title": title,
            "signature": name,
            "date": f"{record.travel_signed_on.isoformat()}, good until {record.travel_until.isoformat()}",
            "place": organisation.name,
        }
    ]
