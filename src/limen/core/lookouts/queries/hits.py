"""Reading hits: the queue, and one with what else was found on the same person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.lookouts.models import Hit
from limen.core.lookouts.queries.knowing import knowable, told
from limen.core.lookouts.rules import asks_for, first_things
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord

HIT = "lookouts.hit"
WAITING = ("open", "returned", "unsure")
"""What waits for a decision, the most pressing first."""

ORDER = (*WAITING, "referred", "same", "settled", "not_same")


def hits(
    *, viewer: Viewer, standing: str = "", category: str = "", office: str = "", lookout: Any = None
) -> QuerySet[Hit]:
    """Return hits, those that wait for a decision first, strong ones before weak; ``hits_looked_at`` logs it.

    Args:
        viewer: who looks; hits on lookouts or people the viewer may not know of are left out.
        standing: a state; ``waiting`` for all that nobody has decided.
        category: what the lookout is for.
        office: the code of the place where it was found.
        lookout: the lookout's identifier.
    """
    viewer.require("lookouts.check")
    rows = _known(viewer)
    if standing == "waiting":
        rows = rows.filter(state__in=WAITING)
    elif standing:
        rows = rows.filter(state=standing)
    if category:
        rows = rows.filter(lookout__category=category)
    if office:
        rows = rows.filter(place__code__iexact=office)
    if lookout is not None:
        rows = rows.filter(lookout=lookout)
    places = [When(state=state, then=Value(at)) for at, state in enumerate(ORDER)]
    pressing = Case(*places, default=Value(len(ORDER)), output_field=IntegerField())
    return rows.annotate(pressing=pressing).order_by("pressing", "-strong", "found_at", "pk")


def hits_listed(*, viewer: Viewer, limit: int = 500) -> list[Hit]:
    """Return the hits that wait for a decision; that they were shown is logged."""
    return hits_looked_at(list(hits(viewer=viewer, standing="waiting")[:limit]), viewer=viewer)


def hits_looked_at(rows: list[Hit], *, viewer: Viewer, what: str = "lookouts.hits") -> list[Hit]:
    """Log that hits were shown, and return them with what the viewer may know of each lookout."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(HIT, row.pk) for row in rows] + _people(rows),
        plain={"shown": len(rows)},
    )
    told((row.lookout for row in rows), viewer)
    return rows


def hit(identifier: Any, *, viewer: Viewer) -> Hit:
    """Return one hit; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("lookouts.check")
    found = _known(viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such hit.")
    return hits_looked_at([found], viewer=viewer, what="lookouts.hit")[0]


def beside(found: Hit, *, viewer: Viewer) -> list[Hit]:
    """Return what else was found on the same person or record and is not decided away, what is done first at the top.

    The hit itself stands among them, in its place.
    """
    viewer.require("lookouts.check")
    same = Q(pk=found.pk)
    if found.subject is not None:
        same |= Q(subject_record=found.subject_record, subject=found.subject)
    if found.subject_person_id:
        same |= Q(subject_person=found.subject_person_id)
    rows = first_to_last(_known(viewer).filter(same).exclude(state__in=("not_same", "settled")), viewer)
    return hits_looked_at(rows, viewer=viewer, what="lookouts.hits_beside")


def first_to_last(rows: Iterable[Any], viewer: Viewer) -> list[Any]:
    """Return hits, this room's or an office's own, as an officer acts on them; ``first`` says what each asks for."""
    found = sorted(rows, key=lambda row: (first_things(row.lookout.action, viewer.day), not row.strong, row.found_at))
    for row in found:
        row.first = asks_for(row.lookout.action, viewer.day)
    return found


def hits_of_person(person_id: Any, *, viewer: Viewer) -> list[Hit]:
    """Return the hits on a person, newest first; that the viewer looked is logged."""
    viewer.require("lookouts.view_detail")
    rows = list(_known(viewer).filter(subject_person=person_id).order_by("-found_at", "-pk"))
    return hits_looked_at(rows, viewer=viewer, what="lookouts.hits_of_person")


def _known(viewer: Viewer) -> QuerySet[Hit]:
    rows = Hit.objects.select_related("lookout__issued_by", "subject_person", "place", "decided_by")
    if viewer.may("people.view"):
        people = Q(subject_person=None) | Q(subject_person__in=visible(viewer))
    else:
        people = Q(subject_person=None) | Q(subject_person__sealed="")
    return rows.filter(people, knowable(viewer, "lookout__"))


def _people(rows: Iterable[Hit]) -> list[Subject]:
    return [Subject("people.person", row.subject_person_id) for row in rows if row.subject_person_id]
