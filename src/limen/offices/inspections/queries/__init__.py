"""Reading inspections. Every read takes a viewer, hides what is sealed from them, and is itself an entry."""

from limen.offices.inspections.queries.admissions import (
    admission,
    admissions_of,
    departure,
    find_admissions,
    overstays,
    unmatched_departures,
)
from limen.offices.inspections.queries.arrivals import (
    board,
    companions,
    find_travellers,
    find_voyages,
    late_lists,
    manifest,
    saved_queries,
    saved_query,
    traveller,
    vetting_list,
    voyage,
)
from limen.offices.inspections.queries.counter import (
    crossings_of,
    hit,
    inspection,
    mine,
    overrides_waiting,
    proposals_waiting,
    queue,
    recent,
    vehicle,
    visible_inspections,
)
from limen.offices.inspections.queries.shift import lane, lanes, statistics, waits

READERS = {
    "inspections.inspection": inspection,
    "inspections.hit": hit,
    "inspections.voyage": voyage,
    "inspections.traveller": traveller,
    "inspections.savedquery": saved_query,
    "inspections.vehicle": vehicle,
    "inspections.admission": admission,
    "inspections.departure": departure,
    "inspections.lane": lane,
}
"""How each record of this office is read before an act is done to it."""

__all__ = [
    "READERS",
    "admission",
    "admissions_of",
    "board",
    "companions",
    "crossings_of",
    "departure",
    "find_admissions",
    "find_travellers",
    "find_voyages",
    "hit",
    "inspection",
    "lane",
    "lanes",
    "late_lists",
    "manifest",
    "mine",
    "overrides_waiting",
    "overstays",
    "proposals_waiting",
    "queue",
    "recent",
    "saved_queries",
    "saved_query",
    "statistics",
    "traveller",
    "unmatched_departures",
    "vehicle",
    "vetting_list",
    "visible_inspections",
    "voyage",
    "waits",
]
