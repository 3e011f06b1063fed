"""The addresses of Border Patrol."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.patrol.views import apprehensions, events

app_name = "patrol"
NAV: list[NavItem] = [
    NavItem(_("Border Patrol"), "patrol:home", "patrol.view", 28, "g"),
    NavItem(_("Encounter events"), "patrol:events", "patrol.view", 29, "e"),
]
urlpatterns: list[Any] = [
    path("patrol/", events.home, name="home"),
    path("patrol/events/", events.events, name="events"),
    path("patrol/events/new/", events.new_event, name="new_event"),
    path("patrol/event/<uuid:identifier>/", events.event, name="event"),
    path("patrol/apprehension/<uuid:identifier>/", apprehensions.apprehension, name="apprehension"),
    path("patrol/apprehension/<uuid:identifier>/questions/", apprehensions.questions, name="questions"),
    path("patrol/proposals/", events.proposals, name="proposals"),
    path("patrol/apprehensions/counts/", events.counts, name="counts"),
]
