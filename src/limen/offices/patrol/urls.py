"""The addresses of Border Patrol."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.patrol.views import apprehensions, events, field, rescues, seizures, shifts, zones

app_name = "patrol"

NAV: list[NavItem] = [
    NavItem(_("Detections"), "patrol:detections", "patrol.field_view", 30),
    NavItem(_("Rescues"), "patrol:rescues", "patrol.field_view", 31),
    NavItem(_("Seizures"), "patrol:seizures", "patrol.field_view", 32),
    NavItem(_("Shifts"), "patrol:shifts", "patrol.field_view", 33),
    NavItem(_("Border Patrol"), "patrol:home", "patrol.view", 28, "g", work="patrol"),
    NavItem(_("Encounter events"), "patrol:events", "patrol.view", 29),
]

urlpatterns: list[Any] = [
    path("patrol/map/", field.field_map, name="map"),
    path("patrol/detections/", field.detections, name="detections"),
    path("patrol/detections/statistics/", field.statistics, name="statistics"),
    path("patrol/detection/<uuid:identifier>/", field.detection, name="detection"),
    path("patrol/landmarks/", field.landmarks, name="landmarks"),
    path("patrol/landmark/<uuid:identifier>/", field.landmark, name="landmark"),
    path("patrol/zones/", zones.zones, name="zones"),
    path("patrol/zone/<uuid:identifier>/", zones.zone, name="zone"),
    path("patrol/shifts/", shifts.shifts, name="shifts"),
    path("patrol/shift/<uuid:identifier>/", shifts.shift, name="shift"),
    path("patrol/shift/<uuid:identifier>/muster/", shifts.muster, name="muster"),
    path("patrol/rescues/", rescues.rescues, name="rescues"),
    path("patrol/rescue/<uuid:identifier>/", rescues.rescue, name="rescue"),
    path("patrol/beacons/", rescues.beacons, name="beacons"),
    path("patrol/beacon/<uuid:identifier>/", rescues.beacon, name="beacon"),
    path("patrol/deaths/", rescues.deaths, name="deaths"),
    path("patrol/death/<uuid:identifier>/", rescues.death, name="death"),
    path("patrol/seizures/", seizures.seizures, name="seizures"),
    path("patrol/seizure/<uuid:identifier>/", seizures.seizure, name="seizure"),
    path("patrol/", events.home, name="home"),
    path("patrol/events/", events.events, name="events"),
    path("patrol/events/new/", events.new_event, name="new_event"),
    path("patrol/event/<uuid:identifier>/", events.event, name="event"),
    path("patrol/event/<uuid:identifier>/people/", events.add_people, name="add_people"),
    path("patrol/apprehension/<uuid:identifier>/", apprehensions.apprehension, name="apprehension"),
    path("patrol/apprehension/<uuid:identifier>/questions/", apprehensions.questions, name="questions"),
    path("patrol/proposals/", events.proposals, name="proposals"),
    path("patrol/apprehensions/counts/", events.counts, name="counts"),
]
