"""Facilities as files that are taken out: rows for a table, features for a map."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpResponse

from limen.core.pages import csv_file

if TYPE_CHECKING:
    from limen.offices.removal.models import Facility

HEAD = (
    *("code", "name", "type", "finer_type", "field_office", "address", "town", "county", "state", "postal_code"),
    *("telephone", "beds", "guaranteed", "over_72_hours", "juveniles", "families", "first_used", "last_used"),
    *("time_zone", "latitude", "longitude", "coordinates_of", "standing"),
)


def as_csv(rows: Iterable[Facility]) -> HttpResponse:
    """Return facilities as CSV."""
    return csv_file("facilities", HEAD, (_cells(row) for row in rows))


def as_geojson(rows: Iterable[Facility]) -> HttpResponse:
    """Return the facilities that have coordinates as GeoJSON."""
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


AS = {"csv": as_csv, "geojson": as_geojson}
"""The formats there are."""


def _cells(row: Facility) -> tuple[object, ...]:
    return (
        *(row.code, row.place.name, row.kind, row.detail, row.area, row.address, row.city, row.county, row.region),
        *(row.postcode, row.telephone, row.capacity, row.guaranteed, row.over_72, row.juveniles, row.families),
        *(row.first_used, row.last_used, row.place.zone_name, row.latitude, row.longitude, row.located, row.state),
    )
