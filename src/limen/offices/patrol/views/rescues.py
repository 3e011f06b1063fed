"""Rescues, beacons and deaths: the lists that wait, and one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.patrol import queries
from limen.offices.patrol.forms import field as filters
from limen.offices.patrol.views import tables
from limen.offices.patrol.views.tables import Cell, Table, cells

if TYPE_CHECKING:
    from limen.offices.patrol.models import Death, Rescue


@require_safe
def rescues(request: HttpRequest) -> HttpResponse:
    """Show the calls for help: those that go on, the oldest first, or those of a state."""
    viewer = viewer_of(request)
    form = filters.StateFilter(request.GET, record="patrol.rescue", first=_("Going on"))
    rows = queries.rescues(viewer=viewer, state=(form.asked() or {}).get("state", ""))
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="patrol.rescues_export")
        columns = ("at", "source", "place", "latitude", "longitude", "people", "state", "reached", "closed", "outcome")
        return csv_file("rescues", columns, map(_line, taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, what="patrol.rescues")
    listed = [
        cells(
            Cell(said(row.at), reading.address(row)),
            words(row.source),
            row.place_text,
            row.people,
            Cell(words(row.state), tag=row.state),
            row.reached_at,
            tables.title_of("rescue_outcomes", row.outcome, viewer),
        )
        for row in found
    ]
    head = (_("Called"), _("From"), _("Where"), _("People"), _("State"), _("Reached"), _("Outcome"))
    context = {
        "heading": _("Rescues"),
        "page": shown,
        "table": Table(_("Rescues"), head, listed),
        "map": tables.map_of(found, lambda _row: "rescue", str, reading.address),
        "empty": _("Nobody calls for help under that filter."),
        "begins": begun({"patrol.call_rescue": {}}, viewer),
        "links": [(_("Beacons"), reverse("patrol:beacons")), (_("Deaths"), reverse("patrol:deaths"))],
    }
    return page(request, "patrol/field/list.html", context, form=form)


def _line(row: Rescue) -> tuple[object, ...]:
    place = (row.place_text, row.latitude, row.longitude)
    return (row.at, row.source, *place, row.people, row.state, row.reached_at, row.closed_at, row.outcome)


@require_safe
def rescue(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one rescue: who called from where, who was reached, how each of them was and how it ended for them."""
    viewer = viewer_of(request)
    record = queries.rescue(identifier, viewer=viewer)
    people = queries.rescued(record, viewer=viewer)
    beacon = record.beacon
    facts = [
        (_("Called"), said(record.at), ""),
        (_("From"), words(record.source), ""),
        (_("Beacon"), beacon.code if beacon else "", reading.address(beacon) if beacon else ""),
        *tables.detection_fact(record.detection_id, viewer),
        *tables.place_facts(record),
        (_("Caller"), record.caller, ""),
        (_("What was said"), record.told, ""),
        (_("People"), said(record.people), ""),
        (_("Sent"), record.sent, ""),
        (_("Reached"), said(record.reached_at), ""),
        (_("Outcome"), tables.title_of("rescue_outcomes", record.outcome, viewer), ""),
        (_("Closed"), said(record.closed_at), ""),
        (_("Remarks"), record.remarks, ""),
    ]
    listed = []
    for row, sealed in people:
        person = row.person if not sealed else None
        who = Cell(person.display_name, reading.address(person)) if person else Cell(row.description)
        listed.append(
            cells(
                Cell(_("(sealed)")) if sealed else who,
                tables.title_of("rescue_conditions", row.condition, viewer),
                "" if sealed else row.care,
                tables.title_of("rescue_outcomes", row.outcome, viewer),
                row.hospital,
                row.at,
            )
        )
    head = (_("Person"), _("Condition"), _("Care"), _("Outcome"), _("Hospital"), _("Recorded"))
    context = {
        "heading": f"{_('Rescue')} {said(record.at)}",
        "crumb": (_("Rescues"), reverse("patrol:rescues")),
        "record": record,
        "facts": facts,
        "acts": offered(record, viewer),
        "begins": begun({"patrol.record_death": {"rescue": record.pk, "where": tables.spot(record)}}, viewer),
        "tables": [Table(_("People reached"), head, listed), *_deaths_in(record, viewer)],
        "map": tables.map_of([record], lambda _row: "rescue", str, reading.address),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


def _deaths_in(record: Rescue, viewer: Viewer) -> list[Table]:
    """Return the deaths recorded of a rescue, as far as the viewer may know of them; no table where there is none."""
    found = queries.deaths_looked_at(queries.deaths_in(record, viewer=viewer), viewer=viewer)
    rows = [
        cells(
            Cell(said(row.found_at), reading.address(row)),
            row.person.display_name if row.person else _("not known"),
            Cell(words(row.state), tag=row.state),
        )
        for row in found
    ]
    return [Table(_("Deaths"), (_("Found"), _("Who"), _("State")), rows)] if rows else []


@require_safe
def beacons(request: HttpRequest) -> HttpResponse:
    """Show the rescue beacons, the longest untested first."""
    viewer = viewer_of(request)
    form = filters.StateFilter(request.GET, record="patrol.rescuebeacon", first=_("In the field"))
    state = (form.asked() or {}).get("state") or "set"
    shown = page_of(queries.beacons(viewer=viewer, state="set" if state == "all" else state), request)
    listed = [
        cells(
            Cell(row.code, reading.address(row)),
            row.place_text,
            row.station.name,
            row.tested_at or _("never"),
            Cell(_("fails"), tag="bad") if row.works is False else Cell(_("works") if row.works else ""),
        )
        for row in shown
    ]
    head = (_("Beacon"), _("Where"), _("Station"), _("Last test"), _("Result"))
    context = {
        "heading": _("Rescue beacons"),
        "page": shown,
        "table": Table(_("Rescue beacons"), head, listed),
        "map": tables.map_of(list(shown), lambda _row: "beacon", str, reading.address),
        "empty": _("No beacon is on record here."),
        "begins": begun({"patrol.set_beacon": {}}, viewer),
    }
    return page(request, "patrol/field/list.html", context, form=form)


@require_safe
def beacon(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one beacon."""
    viewer = viewer_of(request)
    record = queries.beacon(identifier, viewer=viewer)
    result = "" if record.works is None else _("works") if record.works else _("fails")
    facts = [
        *tables.place_facts(record),
        (_("Set on"), said(record.set_on), ""),
        (_("Last test"), said(record.tested_at) or _("never"), ""),
        (_("Result"), result, ""),
        (_("Note"), record.note, ""),
    ]
    fill = {"source": "beacon", "beacon": record.pk, "where": tables.spot(record)}
    context = {
        "heading": f"{_('Rescue beacon')} {record.code}",
        "crumb": (_("Rescue beacons"), reverse("patrol:beacons")),
        "record": record,
        "facts": facts,
        "acts": offered(record, viewer),
        "begins": begun({"patrol.call_rescue": fill}, viewer),
        "map": tables.map_of([record], lambda _row: "beacon", str, reading.address),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


@require_safe
def deaths(request: HttpRequest) -> HttpResponse:
    """Show the deaths found, the latest first."""
    viewer = viewer_of(request)
    form = filters.StateFilter(request.GET, record="patrol.death", first=_("Known and not known"))
    state = (form.asked() or {}).get("state", "")
    rows = queries.deaths(viewer=viewer, state="" if state == "all" else state)
    if wants_csv(request):
        taken = queries.deaths_looked_at(exported(rows), viewer=viewer)
        head = ("found", "place", "latitude", "longitude", "remains", "state", "person", "coroner_case")
        return csv_file("deaths", head, map(_dead, taken))
    shown = page_of(rows, request)
    found = queries.deaths_looked_at(shown, viewer=viewer)
    listed = [
        cells(
            Cell(said(row.found_at), reading.address(row)),
            row.place_text,
            row.person.display_name if row.person else _("not known"),
            words(row.remains),
            Cell(words(row.state), tag=row.state),
            row.coroner_case,
        )
        for row in found
    ]
    head_shown = (_("Found"), _("Where"), _("Who"), _("Remains"), _("State"), _("Coroner's case"))
    context = {
        "heading": _("Deaths"),
        "page": shown,
        "table": Table(_("Deaths"), head_shown, listed),
        "map": tables.map_of(found, lambda _row: "death", str, reading.address),
        "empty": _("No death is on record here under that filter."),
        "begins": begun({"patrol.record_death": {}}, viewer),
    }
    return page(request, "patrol/field/list.html", context, form=form)


def _dead(row: Death) -> tuple[object, ...]:
    who = row.person.display_name if row.person else ""
    place = (row.place_text, row.latitude, row.longitude)
    return (row.found_at, *place, row.remains, row.state, who, row.coroner_case)


@require_safe
def death(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one death: where, how found, who it was and on what evidence, who was told."""
    viewer = viewer_of(request)
    record = queries.death(identifier, viewer=viewer)
    rescue = record.rescue
    facts = [
        (_("Found"), said(record.found_at), ""),
        (_("In the rescue"), said(rescue.at) if rescue else "", reading.address(rescue) if rescue else ""),
        *tables.detection_fact(record.detection_id, viewer),
        *tables.place_facts(record),
        *_who(record, viewer),
        (_("Remains"), words(record.remains), ""),
        (_("How and by whom they were found"), record.circumstances, ""),
        (_("Description"), record.description, ""),
        (_("What was with them"), record.property_found, ""),
        (_("Coroner's case"), record.coroner_case, ""),
    ]
    told = [
        cells(words(row.who), _("told") if row.reached else _("not told"), row.name, row.how, row.at)
        for row in record.told.all()
    ]
    head = (_("Who"), _("Told"), _("Name"), _("How, or why not"), _("When"))
    context = {
        "heading": f"{_('Death found')} {said(record.found_at)}",
        "crumb": (_("Deaths"), reverse("patrol:deaths")),
        "record": record,
        "facts": facts,
        "acts": offered(record, viewer),
        "tables": [Table(_("Coroner, consulate and kin"), head, told)],
        "map": tables.map_of([record], lambda _row: "death", str, reading.address),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/field/record.html", context)


def _who(record: Death, viewer: Viewer) -> list[tuple[str, str, str]]:
    person = record.person
    if person is None:
        return [(_("Who"), _("Not known"), "")]
    return [
        (_("Who"), person.display_name, reading.address(person) if viewer.may("people.view") else ""),
        (_("On what evidence"), record.identified_how, ""),
        (_("Identified"), said(record.identified_at), ""),
    ]
