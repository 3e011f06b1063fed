"""The pages of facilities for officers, and those that anybody may open."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.doors import open_to_all
from limen.core.hiding import few_people
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.removal import mapping
from limen.offices.removal.forms.facilities import FacilityFilter, OfficeFilter
from limen.offices.removal.queries import facilities as queries

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from limen.offices.removal.models import Facility

HEAD = (
    *("code", "name", "type", "finer_type", "field_office", "address", "town", "county", "state", "postal_code"),
    *("telephone", "beds", "guaranteed", "over_72_hours", "juveniles", "families", "first_used", "last_used"),
    *("time_zone", "latitude", "longitude", "coordinates_of", "standing"),
)
Facts = list[tuple[str, str, str]]


@require_safe
def facilities(request: HttpRequest) -> HttpResponse:
    """Show the facilities to officers, filtered, with a map and what can be taken out."""
    viewer = viewer_of(request)
    viewer.require("places.view")
    form = OfficeFilter(request.GET)
    asked = form.asked()
    acts = begun({"removal.open_facility": {}}, viewer)
    if asked is None:
        return page(request, "removal/facilities.html", {"acts": acts}, form=form)
    standing = asked.pop("standing")
    rows = queries.facilities(viewer=viewer, state=standing, **asked)
    lists = queries.facility_lists(viewer=viewer)[:5]
    return _answered(request, rows, form, "removal/facilities.html", {"acts": acts, "lists": lists})


@require_safe
def facility(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a facility to officers: terms, beds by sex and level, how many are held now, and what may be done."""
    viewer = viewer_of(request)
    record = queries.facility(identifier, viewer=viewer)
    context = {
        "record": record,
        "facts": [*_public_facts(record, viewer.day), *_office_facts(record)],
        "beds": _beds(record, viewer.day),
        "held": queries.held_now(record),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/facility.html", context)


@require_safe
def facility_list(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one load of the agency's list: what it opened and amended, and what stood no longer in it."""
    record = queries.facility_list(identifier, viewer=viewer_of(request))
    facts = [
        (_("File"), record.name, ""),
        (_("Loaded"), said(record.created_at), ""),
        (_("Facilities in it"), str(record.rows), ""),
        (_("Opened"), str(record.opened), ""),
        (_("Amended"), str(record.amended), ""),
        (_("Unchanged"), str(record.unchanged), ""),
        (_("Digest"), record.digest, ""),
        (_("Open here and no longer in it"), ", ".join(record.gone), ""),
    ]
    return page(request, "removal/facility_list.html", {"record": record, "facts": facts})


@open_to_all
@require_safe
def public_facilities(request: HttpRequest) -> HttpResponse:
    """Show the open facilities to anybody: where they are, how to call, a map and a list."""
    form = FacilityFilter(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/public_facilities.html", {}, form=form)
    return _answered(request, queries.published(**asked), form, "removal/public_facilities.html", {})


@open_to_all
@require_safe
def public_facility(request: HttpRequest, code: str) -> HttpResponse:
    """Show a facility to anybody: address, telephone, rules for visitors, and about how many are held there."""
    record = queries.published_one(code)
    day = timezone.now().astimezone(record.place.zone).date()
    context = {
        "record": record,
        "facts": _public_facts(record, day),
        "held": _about(queries.held_now(record), few_people(day)),
        "map": mapping.drawn(queries.dots_of(record)),
    }
    return page(request, "removal/public_facility.html", context)


def _answered(
    request: HttpRequest, rows: QuerySet[Facility], form: Any, template: str, more: dict[str, Any]
) -> HttpResponse:
    """Answer with a list of facilities as a page, as CSV or as GeoJSON."""
    if wants_csv(request):
        return csv_file("facilities", HEAD, (_cells(row) for row in exported(rows)))
    if request.GET.get("format") == "geojson":
        return _geojson(exported(rows))
    shown = page_of(rows, request)
    context = {"page": shown, "rows": list(shown), "map": mapping.drawn(queries.dots(rows)), **more}
    return page(request, template, context, form=form)


def _geojson(rows: Iterable[Facility]) -> HttpResponse:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(row.longitude), float(row.latitude)]},
            "properties": {
                "code": row.code,
                "name": row.place.name,
                "type": row.detail or row.kind,
                "town": row.city,
                "state": row.region,
                "telephone": row.telephone,
                "coordinates_of": row.located,
            },
        }
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/geo+json")
    response["Content-Disposition"] = 'attachment; filename="facilities.geojson"'
    return response


def _cells(row: Facility) -> tuple[object, ...]:
    return (
        *(row.code, row.place.name, row.kind, row.detail, row.area, row.address, row.city, row.county, row.region),
        *(row.postcode, row.telephone, row.capacity, row.guaranteed, row.over_72, row.juveniles, row.families),
        *(row.first_used, row.last_used, row.place.zone_name, row.latitude, row.longitude, row.located, row.state),
    )


def _public_facts(row: Facility, day: date) -> Facts:
    here = timezone.now().astimezone(row.place.zone)
    kind = row.detail or row.kind
    where = "\n".join(filter(None, (row.address, " ".join(filter(None, (row.city, row.region, row.postcode))))))
    return [
        (_("Code"), row.code, ""),
        (_("Type"), meaning("facility_types", kind, day) if kind else "", ""),
        (_("Address"), where, ""),
        (_("Telephone"), row.telephone, ""),
        (_("Field office"), meaning("field_offices", row.area, day) if row.area else "", ""),
        (_("Rules for visitors"), row.visiting, ""),
        (_("Holds"), _holds(row), ""),
        (_("Time there"), f"{here:%H:%M} ({row.place.zone_name})", ""),
        (_("Closed since"), said(row.closed_on), ""),
    ]


def _holds(row: Facility) -> str:
    held = [name for name, holds in ((_("juveniles"), row.juveniles), (_("families"), row.families)) if holds]
    return ", ".join(held)


def _office_facts(row: Facility) -> Facts:
    coordinates = f"{row.latitude}, {row.longitude}" if row.latitude is not None else ""
    if row.located == "town":
        coordinates += f" ({_('an airfield of its town')})"
    parent = row.place.parent
    return [
        (_("Place"), row.place.name, reading.address(row.place)),
        (_("Part of"), parent.name if parent else "", reading.address(parent) if parent else ""),
        (_("Held under"), row.kind, ""),
        (_("Authorised by"), row.authority, ""),
        (_("Beds paid for in any case"), said(row.guaranteed), ""),
        (_("More than 72 hours"), _yes(row.over_72), ""),
        (_("County"), row.county, ""),
        (_("Judicial circuit"), row.circuit, ""),
        (_("Docket control office"), row.docket, ""),
        (_("First used"), said(row.first_used), ""),
        (_("Last used"), said(row.last_used), ""),
        (_("Operating from"), said(row.opened_on), ""),
        (_("Coordinates"), coordinates, ""),
    ]


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _beds(row: Facility, day: date) -> list[tuple[str, str, int, str]]:
    sexes = {"F": _("Women"), "M": _("Men")}
    return [
        (
            sexes.get(part.sex, _("Any")),
            meaning("custody_levels", part.level, day) if part.level else words("any"),
            part.beds,
            said(part.since),
        )
        for part in queries.capacities(row)
    ]


def _about(held: int, few: int) -> str:
    """Return how many are held, for anybody: a count that points at nobody."""
    if 0 < held < few:
        return _("fewer than %(few)s people") % {"few": few}
    return ngettext("%(held)s person", "%(held)s people", held) % {"held": held}
