"""Reading documents and papers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import CharField, Q, UUIDField

from limen.core.access.gate import Viewer
from limen.core.documents.models import Paper, TravelDocument
from limen.core.ledger.chain import record_read
from limen.core.people.names import fold_number
from limen.core.people.queries import hidden_from, unhidden, visible
from limen.core.prepared import Prepared, Slot
from limen.core.records import Record
from limen.kernel import Subject, UnknownRecord

Row = TypeVar("Row", bound=Record)


ON_RECORD = Prepared(
    lambda: (
        TravelDocument.objects.select_related("person")
        .filter(
            kind=Slot("kind", CharField()),
            issuer=Slot("issuer", CharField()),
            number_folded=Slot("number", CharField()),
        )
        .order_by("pk")[:1]
    )
)


def on_record(*, kind: str, issuer: str, number: str) -> TravelDocument | None:
    """Return the document of a kind, issuer and number, for the system's own matching."""
    return ON_RECORD.first(kind=kind, issuer=issuer, number=fold_number(number))


def travel_document(identifier: Any, *, viewer: Viewer) -> TravelDocument:
    """Return a travel document; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("documents.view")
    rows = TravelDocument.objects.select_related("person")
    found = rows.filter(pk=identifier, person__in=visible(viewer)).first()
    if found is None:
        raise UnknownRecord("No such travel document.")
    record_read(
        what="documents.travel_document",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("documents.traveldocument", found.pk), Subject("people.person", found.person_id)],
    )
    return found


def paper(identifier: Any, *, viewer: Viewer, what: str = "documents.paper") -> Paper:
    """Return a paper; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("documents.view")
    found = Paper.objects.select_related("person").filter(pk=identifier).first()
    if found is None or (found.person and not viewer.sees(found.person.compartments)):
        raise UnknownRecord("No such paper.")
    about = [Subject("documents.paper", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(what=what, actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about)
    return found


@lru_cache(maxsize=32)
def _about(compartments: frozenset[str]) -> Prepared[Paper]:
    """Return the query for the papers made about a record, outside some compartments."""
    rows = Paper.objects.defer("pdf", "data").filter(about=Slot("about", UUIDField()))
    return Prepared(lambda: rows.filter(Q(person=None) | Q(person__in=unhidden(compartments))))


def papers_about(record_id: Any, *, viewer: Viewer) -> list[Paper]:
    """Return the papers made about a record, without their contents; logged."""
    viewer.require("documents.view")
    found = _about(hidden_from(viewer)).all(about=record_id)
    return _shown(found, "documents.papers_about", viewer, *(row.person_id for row in found if row.person_id))


def of_person(person_id: Any, *, viewer: Viewer) -> list[TravelDocument]:
    """Return the documents a person travels on, newest first; that the viewer looked is logged."""
    viewer.require("documents.view")
    rows = TravelDocument.objects.filter(person=person_id, person__in=visible(viewer)).order_by("-created_at", "-pk")
    return _shown(list(rows), "documents.of_person", viewer, person_id)


def papers_of(person_id: Any, *, viewer: Viewer) -> list[Paper]:
    """Return the papers made for a person, newest first, without their contents; logged."""
    viewer.require("documents.view")
    rows = Paper.objects.defer("pdf", "data").filter(person=person_id, person__in=visible(viewer))
    return _shown(list(rows.order_by("-created_at", "-pk")), "documents.papers_of", viewer, person_id)


def find(*, viewer: Viewer, number: str, limit: int = 50) -> list[TravelDocument]:
    """Return the travel documents a number means, however it is spaced; the search is logged."""
    viewer.require("documents.view")
    folded = fold_number(number)
    rows = TravelDocument.objects.select_related("person").filter(number_folded=folded, person__in=visible(viewer))
    found = list(rows.order_by("kind", "issuer", "pk")[:limit]) if folded else []
    return _shown(found, "documents.find", viewer, *(row.person_id for row in found), personal={"number": number})


def _shown(
    rows: list[Row], what: str, viewer: Viewer, *people: Any, personal: dict[str, object] | None = None
) -> list[Row]:
    about = [Subject("people.person", identifier) for identifier in dict.fromkeys(people)]
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[*about, *(Subject(row.record_type, row.pk) for row in rows)],
        plain={"shown": len(rows)},
        personal=personal,
    )
    return rows


READERS = {"documents.traveldocument": travel_document, "documents.paper": paper}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "documents.traveldocument": (
        "person_id",
        "kind",
        "issuer",
        "number",
        "nationality",
        "expires",
        "zone_text",
        "reported_why",
    ),
    "documents.paper": ("form", "person_id", "about_record", "about", "made_on", "digest", "served_at", "served_how"),
}
"""What a reader may have of each as data."""
