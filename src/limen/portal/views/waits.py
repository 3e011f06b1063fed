"""Wait times as data, for others to show: JSON, CSV and RSS, good for a minute."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from limen.core.access.doors import open_to_all
from limen.core.pages import csv_file
from limen.offices.inspections.queries import public
from limen.offices.inspections.queries.public import Waiting
from limen.portal import site as sites
from limen.portal.frame import frame_of, keep
from limen.portal.languages import ORIGINAL
from limen.portal.parts.wait_times import WaitsForm, lines, target

HEAD = ("code", "port", "state", "time_zone", "mode", "kind", "minutes", "measured_at", "old", "lanes_open", "typical")


@open_to_all
@require_safe
def waits(request: HttpRequest, form: str, language: str = ORIGINAL) -> HttpResponse:
    """Return the waits that are asked for (``state``, ``kind``), as the page shows them."""
    every = public.waiting(now=timezone.now())
    asked = WaitsForm(request.GET, rows=every)
    rows = asked.of(every)
    with translation.override(language):
        response = MADE[form](request, rows, language)
    response.status_code = 200 if asked.is_valid() else 422
    return keep(response, None, held=False)


def _cells(row: Waiting) -> tuple[Any, ...]:
    port = row.port
    at = row.at.astimezone(port.zone).isoformat(timespec="seconds") if row.at is not None else None
    found = (port.code, port.name, port.region, port.zone_name, row.mode, row.kind or "all", row.minutes, at, row.old)
    return (*found, row.lanes, row.typical)


def _json(_request: HttpRequest, rows: list[Waiting], _language: str) -> HttpResponse:
    now = timezone.now()
    body = {
        "made_at": now.isoformat(timespec="seconds"),
        "target_minutes": target(now.date()),
        "waits": [dict(zip(HEAD, _cells(row), strict=True)) for row in rows],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _csv(_request: HttpRequest, rows: list[Waiting], _language: str) -> HttpResponse:
    return csv_file("wait-times", HEAD, (_cells(row) for row in rows))


def _rss(request: HttpRequest, rows: list[Waiting], language: str) -> HttpResponse:
    here = request.build_absolute_uri(frame_of(sites.current(), language, "do/wait-times").canonical)
    made = Rss201rev2Feed(
        title=_("Wait times at the border"),
        link=here,
        description=_("How long people wait at each port of entry"),
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for line in lines(rows):
        row = line.row
        if row.minutes is None:
            continue
        said = ngettext("%(count)s minute", "%(count)s minutes", row.minutes) % {"count": row.minutes}
        made.add_item(
            title=f"{line.name}, {line.way}: {said}",
            link=f"{here}{row.port.code.lower()}/",
            description=_("Measured %(at)s") % {"at": line.measured},
            unique_id=f"{here}{row.port.code.lower()}/#{row.mode}-{row.kind or 'all'}-{row.at:%Y%m%dT%H%M}",
            pubdate=row.at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


MADE = {"json": _json, "csv": _csv, "rss": _rss}
