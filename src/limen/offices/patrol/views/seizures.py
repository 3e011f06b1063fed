"""Seizures: the list, and one with its things, its hands and its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.documents.queries import papers_about
from limen.core.documents.sections import form_title
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.patrol import queries
from limen.offices.patrol.forms import field as filters
from limen.offices.patrol.views import tables
from limen.offices.patrol.views.tables import Cell, Table, cells

if TYPE_CHECKING:
    from limen.offices.patrol.models import Item, Seizure

HEAD = (
    *("number", "seized", "station", "place", "latitude", "longitude", "state", "event", "line", "kind", "what"),
    *("quantity", "unit", "narcotic", "reportable", "serial", "plate", "vin", "holder", "authority"),
)


@require_safe
def seizures(request: HttpRequest) -> HttpResponse:
    """Show the seizures of the viewer's stations, the latest first."""
    viewer = viewer_of(request)
    form = filters.SeizureFilter(request.GET)
    rows = queries.seizures(viewer=viewer, asked=form.asked())
    if wants_csv(request):
        taken = queries.seizures_looked_at(exported(rows), viewer=viewer, what="patrol.seizures_export")
        return csv_file("seizures", HEAD, (line for row in taken for line in _lines(row)))
    shown = page_of(rows, request)
    found = queries.seizures_looked_at(shown, viewer=viewer)
    head = (_("Number"), _("Seized"), _("What"), _("Where"), _("State"), _("Held by"), _("Notice"))
    context = {
        "heading": _("Seizures"),
        "page": shown,
        "table": Table(_("Seizures"), head, [_row(row) for row in found]),
        "empty": _("Nothing was seized under that filter."),
        "begins": begun({"patrol.seize": {}, "patrol.adopt_seizure": {}}, viewer),
    }
    return page(request, "patrol/field/list.html", context, form=form)


def _row(row: Seizure) -> list[Cell]:
    things = "; ".join(f"{_amount(item)} {item.what}" for item in row.items.all())
    return cells(
        Cell(row.number, reading.address(row)),
        row.at,
        things,
        row.place_text,
        Cell(words(row.state), tag=row.state),
        _holder(row),
        row.notified_at,
    )


def _holder(row: Seizure) -> str:
    hands = list(row.hands.all())
    return hands[-1].receiver if hands else ""


def _amount(item: Item) -> str:
    how_much = f"{item.quantity.normalize():f}"
    return f"{how_much} ×" if item.unit == "each" else f"{how_much} {item.unit}"


def _lines(row: Seizure) -> list[tuple[object, ...]]:
    head = (row.number, row.at, row.station.code, row.place_text, row.latitude, row.longitude, row.state, row.event)
    return [
        (
            *head,
            *(item.line, item.kind, item.what, item.quantity, item.unit, item.narcotic),
            *("yes" if item.reportable else "no", item.serial, item.plate, item.vin, _holder(row), row.authority),
        )
        for item in row.items.all()
    ]


def _put_off(record: Seizure, viewer: Viewer) -> list[tuple[str, str, str]]:
    rows = []
    for row in record.put_off:
        why = tables.title_of("notice_delays", row["reason"], viewer)
        rows.append(f"{row['on']}: {row['who']}, {_('until')} {row['until']}. {why}")
    return [(_("Notice put off"), "\n".join(rows), "")] if rows else []


@require_safe
def seizure(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one seizure: what was taken, from whom, under which authority, and every hand it passed through."""
    viewer = viewer_of(request)
    record = queries.seizure(identifier, viewer=viewer)
    facts = [
        (_("Seized"), said(record.at), ""),
        (_("By"), record.officer.full_name, ""),
        (_("Taken over from"), record.adopted_from, ""),
        (_("Under"), record.citation, reverse("law_authority", args=[record.authority])),
        *tables.place_facts(record),
        tables.event_fact(record.event, viewer),
        (_("How it was found"), record.circumstances, ""),
        (_("Held by"), _holder(record), ""),
        *_put_off(record, viewer),
        (_("Notice sent"), f"{said(record.notified_at)} {record.notified_how}".strip(), ""),
        (_("Claimed"), f"{said(record.claimed_at)} {record.claimant}".strip(), ""),
        (_("Court"), f"{said(record.judicial_at)} {record.judicial_case}".strip(), ""),
        (_("What became of it"), f"{said(record.ended_at)} {record.ended_how}".strip(), ""),
        (_("Witnesses"), ", ".join(record.witnesses), ""),
    ]
    context = {
        "heading": f"{_('Seizure')} {record.number}",
        "crumb": (_("Seizures"), reverse("patrol:seizures")),
        "record": record,
        "facts": facts,
        "acts": offered(record, viewer),
        "tables": [
            _things(record, viewer),
            _people(record),
            _hands(record),
            *_weighings(record),
            *_papers(record, viewer),
        ],
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


def _things(record: Seizure, viewer: Viewer) -> Table:
    rows = [
        cells(
            item.line,
            tables.title_of("seizure_kinds", item.kind, viewer),
            _described(item, viewer),
            _amount(item),
            item.dollars,
            Cell(_odd(item), tag="warn" if _odd(item) else ""),
        )
        for item in record.items.all()
    ]
    head = (_("Line"), _("Kind"), _("What"), _("Amount"), _("Dollars"), _("To be looked at"))
    return Table(_("What was seized"), head, rows)


def _described(item: Item, viewer: Viewer) -> str:
    narcotic = tables.title_of("narcotic_kinds", item.narcotic, viewer)
    notes = ", ".join(item.denominations)
    parts = (item.what, narcotic, item.tested, item.maker, item.model, item.serial, item.plate, item.vin, notes)
    return ", ".join(part for part in parts if part)


def _odd(item: Item) -> str:
    found = [fault["message"] for fault in item.faults]
    return " ".join([*found, *([_("Had to be reported at the border.")] if item.reportable else [])])


def _people(record: Seizure) -> Table:
    rows = [
        cells(Cell(party.person.display_name, reading.address(party.person)), words(party.role))
        for party in record.parties.all()
    ]
    return Table(_("From whom"), (_("Person"), _("As")), rows)


def _hands(record: Seizure) -> Table:
    rows = [
        cells(
            hand.order,
            hand.at,
            hand.giver,
            Cell(hand.receiver, tag="good" if hand.locked else ""),
            hand.place.name,
            hand.reason,
            hand.seal,
            hand.condition,
        )
        for hand in record.hands.all()
    ]
    head = (_("No."), _("When"), _("From"), _("To"), _("At"), _("Why"), _("Seal"), _("Condition"))
    return Table(_("Chain of custody"), head, rows)


def _weighings(record: Seizure) -> list[Table]:
    rows = [
        cells(item.line, row.at, f"{row.before:f}", f"{row.quantity:f} {row.unit}", row.why, row.witness)
        for item in record.items.all()
        for row in item.weighings.all()
    ]
    head = (_("Line"), _("When"), _("Before"), _("Now"), _("Why"), _("Witness"))
    return [Table(_("Weighed or counted again"), head, rows)] if rows else []


def _papers(record: Seizure, viewer: Viewer) -> list[Table]:
    if not viewer.may("documents.view"):
        return []
    rows = [
        cells(Cell(form_title(paper), reading.address(paper)), paper.made_on, Cell(words(paper.state), tag=paper.state))
        for paper in papers_about(record.pk, viewer=viewer)
    ]
    return [Table(_("Receipts"), (_("Paper"), _("Made"), _("State")), rows)]
