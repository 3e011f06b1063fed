"""Reading redress: who was given a number, and which lookouts do not mean them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.lookouts.models import Cleared, Redress
from limen.core.lookouts.queries.knowing import knowable
from limen.core.people.names import fold, fold_number
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord


def redresses(*, viewer: Viewer, standing: str = "", words: str = "") -> QuerySet[Redress]:
    """Return redress by standing, number, name or document, newest first; ``redress_looked_at`` logs it."""
    viewer.require("lookouts.redress")
    rows = Redress.objects.select_related("person").filter(person__in=visible(viewer))
    if standing:
        rows = rows.filter(state=standing)
    document, tokens = fold_number(words), fold(words).split()
    numbered = Q(number=words.strip())
    if document:
        numbered |= Q(document_folded=document)
    for token in tokens:
        rows = rows.filter(Q(person__folded__contains=token) | numbered)
    if words.strip() and not tokens:
        rows = rows.none()
    return rows.order_by("-granted_at", "pk")


def redress_listed(*, viewer: Viewer, limit: int = 500) -> list[Redress]:
    """Return redress, newest first; that it was shown is logged."""
    return redress_looked_at(list(redresses(viewer=viewer)[:limit]), viewer=viewer)


def redress_looked_at(
    rows: list[Redress], *, viewer: Viewer, what: str = "lookouts.redress_listed", words: str = ""
) -> list[Redress]:
    """Log that redress was shown, and return it."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("lookouts.redress", row.pk) for row in rows]
        + [Subject("people.person", row.person_id) for row in rows],
        plain={"shown": len(rows)},
        personal={"words": words} if words else None,
    )
    return rows


def redress(identifier: Any, *, viewer: Viewer) -> Redress:
    """Return one redress; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found = redresses(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such redress.")
    return redress_looked_at([found], viewer=viewer, what="lookouts.redress")[0]


def judgements_under(found: Redress, *, viewer: Viewer) -> list[Cleared]:
    """Return the judgements under a redress, on lookouts the viewer may know of; the undone ones last."""
    viewer.require("lookouts.redress")
    rows = Cleared.objects.select_related("lookout").filter(knowable(viewer, "lookout__"), redress=found)
    return sorted(rows, key=lambda row: (row.undone_at is not None, str(row.pk)))


def redress_known_by(text: str, *, viewer: Viewer) -> list[Redress]:
    """Return the redress that a number means; logged as a search."""
    rows = list(redresses(viewer=viewer).filter(number=text.strip())[:2])
    return redress_looked_at(rows, viewer=viewer, what="lookouts.redress_find", words=text)
