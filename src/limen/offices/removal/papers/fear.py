"""The papers after a hearing of fear: what was not found and the right to ask for review, and the way to the judge."""

from __future__ import annotations

from typing import Any

from limen.core.custody.models import Stay
from limen.core.documents.acts import MakePaper
from limen.core.documents.filling import identity, made
from limen.core.documents.models import Paper
from limen.core.documents.papers import forms
from limen.core.documents.papers.book import book
from limen.kernel import Scene
from limen.offices.removal.border import told_of
from limen.offices.removal.models import Protection


def no_fear_found(claim: Protection, act: Any, scene: Scene) -> None:
    """Make the record of the finding, on which the person says whether a judge is to review it."""
    row = scene.law.codes("protections").get(claim.kind, scene.day)
    data = {
        "decision": f"No fear found ({row.title.split(',')[0]})",
        "reasons": act.note.splitlines(),
        "asylum_officer": act.officer,
        "supervisor": scene.actor.label,
    }
    _make(row.attributes["negative"], claim, data, scene)


def referred_for_review(claim: Protection, scene: Scene) -> None:
    """Make the notice that sends the finding to an immigration judge."""
    row = scene.law.codes("protections").get(claim.kind, scene.day)
    data = {
        "decision": f"Review of a finding that there is no fear ({row.citation})",
        "attachments": [f"{paper.number} {paper.title}" for paper in _forms_of(claim, scene)],
    }
    _make(row.attributes["reviewed_on"], claim, data, scene)


def referred_once_found(claim: Protection, scene: Scene) -> None:
    """Make the notice that sends a claim to a judge once fear was found, where no case of its own does."""
    row = scene.law.codes("protections").get(claim.kind, scene.day)
    if form := row.attributes.get("found_on", ""):
        data = {
            "decision": f"Withholding of removal only, a reasonable fear having been found ({row.citation})",
            "attachments": [f"{paper.number} {paper.title}" for paper in _forms_of(claim, scene)],
        }
        _make(form, claim, data, scene)


def approved_by(claim: Protection, scene: Scene) -> str:
    """Return who approved that no fear was found, as the record of it says; empty where none was made."""
    return _of_the_finding(claim, "supervisor", scene)


def heard_by(claim: Protection, scene: Scene) -> str:
    """Return the asylum officer who found no fear, as the record of it says; empty where it names none."""
    return _of_the_finding(claim, "asylum_officer", scene)


def _of_the_finding(claim: Protection, key: str, scene: Scene) -> str:
    row = scene.law.codes("protections").get(claim.kind, scene.day)
    papers = Paper.objects.filter(about_record=claim.record_type, about=claim.pk, form=row.attributes["negative"])
    paper = papers.exclude(state="void").order_by("created_at", "pk").last()
    return str(paper.data.get(key, "")) if paper is not None else ""


def _forms_of(claim: Protection, scene: Scene) -> list[Any]:
    papers = Paper.objects.filter(about_record=claim.record_type, about=claim.pk).exclude(state="void")
    in_force = set(forms(scene.day))
    return [book().get(row.form, scene.day) for row in papers.order_by("created_at", "pk") if row.form in in_force]


def _make(form: str, claim: Protection, data: dict[str, Any], scene: Scene) -> None:
    """Make a paper about a claim and list it in the entry."""
    if form not in forms(scene.day):
        return
    stay = Stay.objects.filter(person=claim.person_id, ended_at=None).select_related("place").first()
    full = {
        **told_of(claim.person_id),
        **identity(claim.person, scene.day),
        **made(scene),
        "detained_at": stay.place.name if stay is not None else "",
        "custody": stay.place.name if stay is not None else "",
        **data,
    }
    keys = {field.key for field in book().get(form, scene.day).fields}
    kept = {key: value for key, value in full.items() if key in keys and value not in ("", [], None)}
    act = MakePaper(form=form, person=claim.person_id, about_record=claim.record_type, about=claim.pk, data=kept)
    scene.about(scene.perform(act).record)
