"""Reads of this office: each takes a viewer, hides what is sealed from them, and is itself an entry."""

from __future__ import annotations

from limen.offices.removal.queries import cases, decisions, departures, facilities, releases

READERS: dict[str, object] = {
    **cases.READERS,
    "removal.facility": facilities.facility,
    "removal.facilitylist": facilities.facility_list,
    "removal.releasefile": releases.release_file,
    **departures.READERS,
    **decisions.READERS,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    **cases.SHOWN,
    "removal.facility": (
        *("code", "place_id", "kind", "detail", "area", "docket", "authority", "authorised", "over_72", "address"),
        *("city", "county", "region", "postcode", "telephone", "visiting", "capacity", "guaranteed", "juveniles"),
        *("families", "first_used", "last_used", "opened_on", "closed_on", "latitude", "longitude", "located"),
    ),
    "removal.facilitylist": ("name", "digest", "rows", "opened", "amended", "unchanged", "gone"),
    "removal.releasefile": (
        *("name", "digest", "size", "rows", "refused", "faults", "skipped", "first_day", "last_day", "left_out"),
        *("unread", "imported_at", "imported_by"),
    ),
    **departures.SHOWN,
    **decisions.SHOWN,
}
"""What of each record a reader may have as data."""

LOOKUPS: dict[str, object] = {
    "removal.facility": facilities.known_by,
    **departures.LOOKUPS,
}
"""How records are found by what a person knows them by."""
