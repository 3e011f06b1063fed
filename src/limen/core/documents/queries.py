"""Reading documents and papers."""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import Viewer
from limen.core.documents.models import Paper, TravelDocument
from limen.core.ledger.chain import record_read
from limen.core.people.names import fold_number
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord


def on_record(*, kind: str, issuer: str, number: str) -> TravelDocument | None:
    """Return the document of a kind, issuer and number, for the system's own matching."""
    rows = TravelDocument.objects.select_related("person")
    return rows.filter(kind=kind, issuer=issuer, number_folded=fold_number(number)).first()


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


def paper(identifier: Any, *, viewer: Viewer) -> Paper:
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
    record_read(
        what="documents.paper", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about
    )
    return found


def papers_about(record_id: Any, *, viewer: Viewer) -> list[Paper]:
    """Return the papers made about a record, without their contents."""
    viewer.require("documents.view")
    rows = Paper.objects.defer("pdf", "data").filter(about=record_id)
    return [row for row in rows if row.person_id is None or visible(viewer).filter(pk=row.person_id).exists()]


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
