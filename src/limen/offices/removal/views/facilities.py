"""The pages of facilities for officers; what anybody may know of them, the public site shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.doors import open_to_all
from limen.core.offering import begun, offered
from limen.core.pages import exported, meaning, page, page_of, said, viewer_of, words
from limen.core.sections import sections_of
from limen.offices.removal import mapping
from limen.offices.removal.facility_files import AS
from limen.offices.removal.forms.facilities import OfficeFilter
from limen.offices.removal.queries import facilities as queries

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from limen.offices.removal.models import Facility

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
def moved(request: HttpRequest, code: str = "") -> HttpResponse:
    """Lead to what the public site shows of facilities."""
    query = request.GET.urlencode()
    address = "/do/facilities/" + (f"{quote(code.lower())}/" if code else "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _answered(
    request: HttpRequest, rows: QuerySet[Facility], form: Any, template: str, more: dict[str, Any]
) -> HttpResponse:
    """Answer with a list of facilities as a page, as CSV or as GeoJSON."""
    made = AS.get(request.GET.get("format", ""))
    if made is not None:
        return made(exported(rows))
    shown = page_of(rows, request)
    context = {"page": shown, "rows": list(shown), "map": mapping.drawn(queries.dots(rows)), **more}
    return page(request, template, context, form=form)


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
