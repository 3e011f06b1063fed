"""The forms a batch asked for, as PDF: made once, as the records stand when the batch is answered or fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from limen.core.documents.models import Paper
from limen.core.store import apart
from limen.kernel import DeclarationError, LimenError, Scene
from limen.offices.sevis.models import Batch, BatchResult, Dependant, Student, Visitor
from limen.offices.sevis.papers import i20
from limen.offices.sevis.papers import visitors as ds2019

WHY = {
    "create": "initial",
    "registration": "registered",
    "program.extend": "extended",
    "program.shorten": "shortened",
    "program.session-dates": "dates changed",
    "education-level.change": "level changed",
    "reduced-load": "reduced load",
    "cpt": "curricular training",
    "opt": "optional training",
    "opt-employer": "employer",
    "off-campus": "work off campus",
    "cap-gap": "cap-gap",
    "reprint": "printed again",
    "dependent.add": "initial",
    "dependent.reprint": "printed again",
}
"""For what a form is issued after an event, or after those that begin so; any other updates the record."""
FOR = {"create": "begin", "program.extend": "extend", "reprint": "replace"}
"""For what a certificate is issued after an event; any other brings it up to date."""
OF_DEPENDANT = "dependent."
PLAN = "plan"


def waiting(batch: Batch) -> QuerySet[BatchResult]:
    """Return the answers whose forms are asked for and not made, in order."""
    return BatchResult.objects.filter(batch=batch, accepted=True, print_form=True, papers__isnull=True).order_by(
        "order"
    )


def made(row: BatchResult, scene: Scene) -> tuple[list[str], str]:
    """Make the forms that a record asked for; return them, and what could not be made in words."""
    try:
        with apart():
            return [str(paper) for paper in _papers(row, scene)], ""
    except DeclarationError:
        raise
    except LimenError as refused:
        return [], f"The form could not be made: {refused.message}"


def forms(batch: Batch) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of each form that was made, each once, in the order of the batch."""
    wanted = [UUID(paper) for row in batch.results.exclude(papers__isnull=True) for paper in row.papers or ()]
    held = Paper.objects.in_bulk(list(dict.fromkeys(wanted)))
    for number, key in enumerate(dict.fromkeys(wanted), 1):
        paper = held.get(key)
        if paper is not None:
            yield f"{number:03}_{paper.data.get('sevis_id', '')}_{paper.form}.pdf", bytes(paper.pdf)


def _papers(row: BatchResult, scene: Scene) -> Iterator[UUID]:
    numbers = [one["sevis_id"] for one in row.told.get("dependants", ())]
    dependants = Dependant.objects.filter(sevis_id__in=numbers).select_related("person", "student", "visitor")
    if row.record == Student.record_type:
        student = Student.objects.select_related("person", "school", "campus").get(pk=str(row.ref))
        if not row.event.startswith(OF_DEPENDANT):
            yield from _told(scene, i20.issue, student, scene, why(row.event))
        for dependant in dependants:
            yield from _told(scene, i20.issue_dependant, dependant, scene, why(row.event))
        return
    visitor = Visitor.objects.select_related("person", "sponsor").get(pk=str(row.ref))
    if row.told.get(PLAN):
        yield from (paper.pk for paper in ds2019.placement(visitor, scene))
    if not row.event.startswith((OF_DEPENDANT, "training-plan.")):
        yield ds2019.certificate(visitor, scene, FOR.get(row.event, "update")).pk
    for dependant in dependants:
        yield ds2019.certificate(visitor, scene, dependant=dependant).pk


def why(event: str) -> str:
    """Return for what a form is issued after an event, in the words in which a page's act issues it."""
    return WHY.get(event) or WHY.get(event.partition(".")[0]) or "updated"


def _told(scene: Scene, make: Any, *given: Any) -> Iterator[UUID]:
    """Make a form and yield it, where the law pack has the form in force."""
    scene.told.pop("paper", None)
    make(*given)
    paper = scene.told.pop("paper", None)
    if paper is not None:
        yield UUID(str(paper))
