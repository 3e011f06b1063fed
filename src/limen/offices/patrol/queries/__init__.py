"""Reads of this office: each takes a viewer, hides what is sealed from them, and is itself an entry."""

from limen.offices.patrol.queries.events import (
    apprehension,
    event,
    events_looked_at,
    find_events,
    hits_here,
    looked_at,
    mine,
    of_person,
    proposals,
    same_names,
    statistics,
    unfinished,
    visible_apprehensions,
    waiting_to_leave,
    who_may_be,
)

READERS: dict[str, object] = {
    "patrol.event": event,
    "patrol.apprehension": apprehension,
}
"""How each record of this office is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    "patrol.event": (
        "number",
        "station_id",
        "at",
        "latitude",
        "longitude",
        "where",
        "miles",
        "detection",
        "conveyance",
        "plate_issuer",
        "vin",
        "opened_by_id",
    ),
    "patrol.apprehension": (
        "event_id",
        "line",
        "person_id",
        "encounter_id",
        "stay_id",
        "role",
        "family",
        "alone",
        "at",
        "taken_by_id",
        "manner",
        "entered_on",
        "citizenship",
        "asked_return",
        "disposition",
        "decided_at",
        "decided_by_id",
    ),
}
"""What of each record a reader may have as data."""

__all__ = [
    "READERS",
    "SHOWN",
    "apprehension",
    "event",
    "events_looked_at",
    "find_events",
    "hits_here",
    "looked_at",
    "mine",
    "of_person",
    "proposals",
    "same_names",
    "statistics",
    "unfinished",
    "visible_apprehensions",
    "waiting_to_leave",
    "who_may_be",
]
