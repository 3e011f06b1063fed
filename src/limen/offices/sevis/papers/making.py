"""How a form is made as part of the act that files or issues it."""

from __future__ import annotations

from typing import Any

from limen.core.documents.acts import IssuePaper
from limen.core.documents.models import Paper
from limen.core.documents.papers import forms
from limen.kernel import Scene


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
