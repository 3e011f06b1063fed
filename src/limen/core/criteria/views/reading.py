"""The pages of criteria: the list, one criterion with its trial and measures, and who is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.criteria import queries
from limen.core.criteria.forms import CriteriaFilter, SelectionFilter
from limen.core.criteria.words import CATEGORY_TITLES, sentence
from limen.core.offering import offered
from limen.core.pages import (
    address_of,
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.criteria.models import Criterion, Selection

HEAD = ("state", "name", "purpose", "sentence", "basis", "starts", "sunset", "selected", "found", "id")
SELECTED = ("state", "label", "criterion", "expected_at", "selected_at", "examined_at", "minutes", "finding", "id")
SECOND_PERSON = ("criteria.approve", "criteria.resume")


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Show the criteria, with what each selected and found."""
    viewer = viewer_of(request)
    viewer.require("criteria.view")
    form = CriteriaFilter(request.GET)
    asked = form.asked()
    context: dict[str, Any] = {"may_write": viewer.may("criteria.write"), "rows": []}
    if asked is None:
        return page(request, "criteria/criteria.html", context, form=form)
    rows = queries.searched(viewer=viewer, **asked)
    if wants_csv(request):
        return csv_file("criteria", HEAD, (_cells(row, viewer) for row in exported(rows)))
    shown = page_of(rows, request)
    context["page"] = shown
    context["rows"] = [
        (row, sentence(row.condition, viewer.day), meaning("criteria_purposes", row.purpose, viewer.day))
        for row in shown
    ]
    return page(request, "criteria/criteria.html", context, form=form)


@require_safe
def criterion(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a criterion: its sentence, who answers for it, its trial, what it cost and found, and on whom it falls."""
    viewer = viewer_of(request)
    record = queries.criterion(identifier, viewer=viewer)
    trials = queries.trials(record, viewer=viewer)
    latest = next((trial for trial in trials if trial.edition == record.edition), None)
    wrote = str(viewer.account.id) in record.authors
    context = {
        "record": record,
        "sentence": sentence(record.condition, viewer.day),
        "facts": _facts(record, viewer),
        "wrote": wrote,
        "latest": latest,
        "tried_on": queries.tried_on(latest, viewer=viewer) if latest else None,
        "earlier": [trial for trial in trials if trial != latest],
        "measures": queries.measures(record, viewer=viewer, edition=record.edition),
        "ever": queries.measures(record, viewer=viewer) if record.edition > 1 else None,
        "last_found": queries.newest(record, viewer=viewer),
        "falls_on": queries.falls_on(record, viewer=viewer),
        "may_amend": viewer.may("criteria.write") and record.state != "withdrawn",
        "acts": offered(record, viewer, but=["criteria.amend", *(SECOND_PERSON if wrote else ())]),
        "sections": sections_of(record, viewer),
    }
    return page(request, "criteria/criterion.html", context)


def _facts(record: Criterion, viewer: Viewer) -> list[tuple[Any, Any, str]]:
    return [
        (_("Legal basis"), record.basis, ""),
        (_("Purpose"), meaning("criteria_purposes", record.purpose, viewer.day), ""),
        (
            _("May ask of"),
            ", ".join(_(CATEGORY_TITLES[key]) for key in record.categories if key in CATEGORY_TITLES),
            "",
        ),
        (_("In force"), f"{said(record.starts)} – {said(record.sunset)}", ""),
        (_("The officer does first"), record.handling, ""),
        (_("Edition"), str(record.edition), ""),
        (_("Author"), record.author.full_name if record.author else "", ""),
        (_("Approved by"), record.approver.full_name if record.approver else "", ""),
        (_("Approved at"), said(record.approved_at), ""),
        (_("Issued by"), record.issued_by.name if record.issued_by else "", ""),
        (_("Reason"), record.reason, ""),
    ]


def _cells(row: Criterion, viewer: Viewer) -> tuple[object, ...]:
    return (
        row.state,
        row.name,
        row.purpose,
        sentence(row.condition, viewer.day),
        row.basis,
        row.starts,
        row.sunset,
        row.chosen,  # type: ignore[attr-defined]  # counted by the query
        row.finds,  # type: ignore[attr-defined]
        row.pk,
    )


@require_safe
def selections(request: HttpRequest) -> HttpResponse:
    """Show who is selected and waits for an officer, or what came of it."""
    viewer = viewer_of(request)
    viewer.require("criteria.examine")
    form = SelectionFilter(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "criteria/selections.html", {"rows": []}, form=form)
    rows = queries.queue(viewer=viewer, **asked)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="criteria.export", words=asked["words"])
        return csv_file("selections", SELECTED, (_selected(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(shown, viewer=viewer, words=asked["words"])
    context = {"page": shown, "rows": [(row, sentence(row.criterion.condition, viewer.day)) for row in found]}
    return page(request, "criteria/selections.html", context, form=form)


def _selected(row: Selection) -> tuple[object, ...]:
    return (
        row.state,
        row.label,
        row.criterion.name,
        row.expected_at,
        row.selected_at,
        row.examined_at,
        row.minutes,
        row.finding,
        row.pk,
    )


@require_safe
def selection(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show why somebody is selected, what to do first, and what came of it."""
    viewer = viewer_of(request)
    record = queries.selection(identifier, viewer=viewer)
    facts = [
        (_("Selected"), record.label, address_of(record.subject_record, record.subject)),
        (_("Person"), str(record.person or ""), reading.address(record.person) if record.person else ""),
        (_("Criterion"), record.criterion.name, reading.address(record.criterion) if viewer.may(queries.VIEW) else ""),
        (_("The officer does first"), record.criterion.handling, ""),
        (_("Expected at"), record.place.name if record.place else "", ""),
        (_("Expected"), said(record.expected_at), ""),
        (_("Selected at"), said(record.selected_at), ""),
        (_("Examined at"), said(record.examined_at), ""),
        (_("Examined by"), record.examined_by.full_name if record.examined_by else "", ""),
        (_("Minutes it took"), said(record.minutes), ""),
        (_("What was found"), meaning("criteria_findings", record.finding, viewer.day), ""),
        (_("Remarks"), record.remarks, ""),
    ]
    context = {
        "record": record,
        "sentence": sentence(record.criterion.condition, viewer.day),
        "amended": record.edition != record.criterion.edition,
        "facts": facts,
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
        "title": f"{words(record.state)}: {record.label}",
    }
    return page(request, "criteria/selection.html", context)
