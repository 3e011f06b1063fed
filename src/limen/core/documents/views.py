"""The pages of travel documents and of the papers the service makes."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.documents import queries
from limen.core.documents.forms import NumberForm
from limen.core.documents.sections import expired, form_title
from limen.core.offering import offered
from limen.core.pages import address_of, meaning, page, pdf_file, said, viewer_of, words
from limen.core.sections import sections_of


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Find travel documents by number."""
    viewer = viewer_of(request)
    viewer.require("documents.view")
    form = NumberForm(request.GET)
    asked = form.asked()
    rows = None
    if asked and asked["number"]:
        found = queries.find(viewer=viewer, number=asked["number"])
        rows = [(row, meaning("document_kinds", row.kind, viewer.day), expired(row, viewer)) for row in found]
    return page(request, "documents/documents.html", {"rows": rows}, form=form)


@require_safe
def travel_document(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a travel document, whose it is and what was reported of it."""
    viewer = viewer_of(request)
    record = queries.travel_document(identifier, viewer=viewer)
    person = record.person
    facts = [
        (_("Kind"), meaning("document_kinds", record.kind, viewer.day), ""),
        (_("Issued by"), meaning("icao_states", record.issuer, viewer.day), ""),
        (_("Number"), record.number, ""),
        (_("Nationality"), meaning("icao_states", record.nationality, viewer.day), ""),
        (_("Expires"), said(record.expires), ""),
        (_("Carried by"), person.display_name, reading.address(person)),
        (_("Reported"), record.reported_why, ""),
    ]
    context = {
        "record": record,
        "facts": facts,
        "expired": expired(record, viewer),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "documents/travel_document.html", context)


@require_safe
def paper(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a paper as it was made: for whom, about what, on whom it was served and how."""
    viewer = viewer_of(request)
    record = queries.paper(identifier, viewer=viewer)
    person = record.person
    facts = [
        (_("Made on"), said(record.made_on), ""),
        (_("For"), person.display_name if person else "", reading.address(person) if person else ""),
        (_("About"), reading.label(record.about_record).capitalize(), address_of(record.about_record, record.about)),
        (_("Served"), said(record.served_at), ""),
        (_("How it was served"), words(record.served_how) if record.served_how else "", ""),
        (_("Served on"), person.display_name if person and record.served_at else "", ""),
    ]
    context = {
        "record": record,
        "title": form_title(record),
        "facts": facts,
        "as_made": hashlib.sha256(record.pdf).hexdigest() == record.digest,
        "size": len(record.pdf),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "documents/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Hand over a paper as the PDF that was made, to be read in the browser or, when asked, to be kept."""
    record = queries.paper(identifier, viewer=viewer_of(request), what="documents.paper_file")
    return pdf_file(record, how="attachment" if request.GET.get("keep") else "inline")
