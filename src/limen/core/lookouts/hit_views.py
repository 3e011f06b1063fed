"""The pages of hits and of redress: what waits for a decision, one of each, and the acts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.lookouts import queries
from limen.core.lookouts.forms import HitsForm, RedressForm
from limen.core.lookouts.rules import CATEGORIES, asks_for
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv
from limen.core.people.names import shown_name
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.lookouts.models import Hit, Redress

HITS = ("state", "found", "place", "category", "action", "name", "why", "decided", "reason", "id")
REDRESS = ("number", "state", "person", "granted", "reason", "id")


@require_safe
def hits(request: HttpRequest) -> HttpResponse:
    """Show the hits, those that wait for a decision first."""
    viewer = viewer_of(request)
    viewer.require("lookouts.check")
    form = HitsForm(request.GET or {"standing": "waiting"})
    asked = form.asked()
    acts = begun({"lookouts.record_hit": {}}, viewer)
    if asked is None:
        return page(request, "lookouts/hits.html", {"rows": [], "acts": acts}, form=form)
    rows = queries.hits(viewer=viewer, **asked)
    if wants_csv(request):
        taken = queries.hits_looked_at(exported(rows), viewer=viewer, what="lookouts.hits_export")
        return csv_file("hits", HITS, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.hits_looked_at(list(shown), viewer=viewer)
    lines = [(row, shown_name(row.lookout), asks_for(row.lookout.action, viewer.day)) for row in found]
    return page(request, "lookouts/hits.html", {"page": shown, "rows": lines, "acts": acts}, form=form)


@require_safe
def hit(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a hit: what to do first, who was met, whom the lookout means, what agrees, and what else was found."""
    viewer = viewer_of(request)
    record = queries.hit(identifier, viewer=viewer)
    context = {
        "record": record,
        "first": asks_for(record.lookout.action, viewer.day),
        "facts": _facts(record, viewer),
        "evidence": record.evidence,
        "beside": [row for row in queries.beside(record, viewer=viewer) if row.pk != record.pk],
        "acts": [*offered(record, viewer), *begun(_setting_right(record), viewer)],
        "sections": sections_of(record, viewer),
    }
    return page(request, "lookouts/hit.html", context)


@require_safe
def redresses(request: HttpRequest) -> HttpResponse:
    """Show redress, found by number, name or document."""
    viewer = viewer_of(request)
    viewer.require("lookouts.redress")
    form = RedressForm(request.GET)
    asked = form.asked()
    acts = begun({"lookouts.redress": {}}, viewer)
    if asked is None:
        return page(request, "lookouts/redresses.html", {"rows": [], "acts": acts}, form=form)
    rows = queries.redresses(viewer=viewer, **asked)
    if wants_csv(request):
        taken = queries.redress_looked_at(exported(rows), viewer=viewer, what="lookouts.redress_export")
        return csv_file("redress", REDRESS, (_told(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.redress_looked_at(list(shown), viewer=viewer, words=asked["words"])
    return page(request, "lookouts/redresses.html", {"page": shown, "rows": found, "acts": acts}, form=form)


@require_safe
def redress(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a redress: whose, why, and the lookouts that do not mean them."""
    viewer = viewer_of(request)
    record = queries.redress(identifier, viewer=viewer)
    facts = [
        (_("Redress number"), record.number, ""),
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Document"), f"{record.document_issuer} {record.document_folded}".strip(), ""),
        (_("Given"), said(record.granted_at), ""),
        (_("Reason"), record.reason, ""),
        (_("Reversed because"), record.reversed_why, ""),
    ]
    context = {
        "record": record,
        "facts": facts,
        "judgements": queries.judgements_under(record, viewer=viewer),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "lookouts/redress.html", context)


def _setting_right(record: Hit) -> dict[str, dict[str, object]]:
    """Return what begins redress for somebody whom the lookout does not mean."""
    if record.answer != "not_same" or record.subject_person_id is None:
        return {}
    return {"lookouts.redress": {"lookout": record.lookout_id, "person": record.subject_person_id}}


def _facts(record: Hit, viewer: Viewer) -> list[tuple[str, str, str]]:
    lookout, asked = record.lookout, record.asked or {}
    met = " ".join(filter(None, (asked.get("given_names", ""), asked.get("surname", ""), asked.get("birth", ""))))
    person = record.subject_person
    return [
        (_("Do first"), lookout.handling, ""),
        (_("Met"), met, ""),
        (_("Person"), person.display_name if person else "", reading.address(person) if person else ""),
        (_("Document shown"), f"{record.document_issuer} {record.document_folded}".strip(), ""),
        (_("Lookout on"), shown_name(lookout), reading.address(lookout)),
        (_("Born"), lookout.birth, ""),
        (_("For"), meaning(CATEGORIES, lookout.category, viewer.day), ""),
        (_("Agrees"), ", ".join(record.why), ""),
        (_("Score"), f"{record.score:.2f}" if record.score is not None else "", ""),
        (_("Caveats"), lookout.caveats, ""),
        (_("Legal basis"), lookout.basis, ""),
        (_("Found"), " · ".join(filter(None, (said(record.found_at), record.place.name if record.place else ""))), ""),
        (_("Decided"), said(record.decided_at) if record.decided_at else "", ""),
        (_("By"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("Reason"), record.reason, ""),
        (_("What came of it"), record.result, ""),
    ]


def _cells(row: Hit) -> tuple[object, ...]:
    lookout = row.lookout
    why = ", ".join(row.why)
    named = shown_name(lookout)
    where = row.place.code if row.place else ""
    return (
        row.state,
        row.found_at,
        where,
        lookout.category,
        lookout.action,
        named,
        why,
        row.decided_at,
        row.reason,
        row.pk,
    )


def _told(row: Redress) -> tuple[object, ...]:
    return (row.number, row.state, row.person.display_name, row.granted_at, row.reason, row.pk)
