"""Places where people are held: the list with its map, and a page for each with its rules for visitors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from limen.core.hiding import few_people
from limen.core.pages import exported, meaning, page_of, query_of
from limen.kernel import UnknownRecord
from limen.offices.removal import mapping
from limen.offices.removal.facility_files import AS
from limen.offices.removal.forms.places import FacilityFilter
from limen.offices.removal.queries import facilities as queries
from limen.portal.asking import in_english
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import day_said, zone_said

TYPES, OFFICES = "facility_types", "field_offices"


class PlacesForm(FacilityFilter):
    """Which facilities, with what their codes mean."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, table in (("kind", TYPES), ("area", OFFICES)):
            field: Any = self.fields[name]
            named = [(code, meaning(table, code, day)) for code, _shown in field.choices if code]
            field.choices = [("", _("All")), *sorted(named, key=lambda item: item[1])]
        in_english(self, "kind", "area")


def facility(_request: HttpRequest, _frame: Frame, name: str) -> Answer | None:
    """Show one facility: where it is, how to call, its rules for visitors, and about how many are held there."""
    try:
        record = queries.published_one(name)
    except UnknownRecord:
        return None
    day = timezone.now().astimezone(record.place.zone).date()
    context = {
        "record": record,
        "facts": _facts(record, day),
        "held": _about(queries.held_now(record), few_people(day)),
        "map": mapping.drawn(queries.dots_of(record)),
        "english": True,
    }
    return Answer("portal/parts/facility.html", context, title=record.place.name)


@part("facilities", live=True, below=facility)
def facilities(request: HttpRequest, _frame: Frame) -> Answer | HttpResponse:
    """Show the open facilities: a list, a map of the list, and both as files."""
    day = timezone.now().date()
    form = PlacesForm(request.GET, day=day)
    asked = form.asked()
    if asked is None:
        return Answer("portal/parts/facilities.html", {"form": form, "first": True}, status=422)
    rows = queries.published(**asked)
    made = AS.get(request.GET.get("format", ""))
    if made is not None:
        return made(exported(rows))
    context = {
        "form": form,
        "page": page_of(rows, request),
        "map": mapping.drawn(queries.dots(rows)),
        "query": query_of(request),
        "first": True,
    }
    return Answer("portal/parts/facilities.html", context)


def _facts(row: Any, day: date) -> list[tuple[str, str, bool]]:
    """Return what is told of a facility: label, value, and whether the value is in English whatever the page is in."""
    kind = row.detail or row.kind
    where = "\n".join(filter(None, (row.address, " ".join(filter(None, (row.city, row.region, row.postcode))))))
    here = timezone.now().astimezone(row.place.zone)
    facts = [
        (pgettext("of a place", "Address"), where, True),
        (_("Telephone"), row.telephone, True),
        (_("Rules for visitors"), row.visiting, True),
        (_("Field office that answers for it"), meaning(OFFICES, row.area, day) if row.area else "", True),
        (_("Type"), meaning(TYPES, kind, day) if kind else "", True),
        (_("Who is held there besides adults"), _besides(row), False),
        (_("Time there now"), f"{date_format(here, 'TIME_FORMAT')} ({zone_said(row.place.zone)})", False),
        (_("Closed since"), day_said(row.closed_on), False),
        (_("Code"), row.code, True),
    ]
    return [fact for fact in facts if fact[1]]


def _besides(row: Any) -> str:
    return ", ".join(name for name, holds in ((_("children"), row.juveniles), (_("families"), row.families)) if holds)


def _about(held: int, few: int) -> str:
    """Return how many are held: a count that points at nobody."""
    if 0 < held < few:
        return _("fewer than %(few)s people") % {"few": few}
    return ngettext("%(held)s person", "%(held)s people", held) % {"held": held}
