"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.urls import cases, decisions, departures, facilities
from limen.offices.removal.views import home, locator

app_name = "removal"
NAV: list[NavItem] = [
    NavItem(_("Detention and Removal"), "removal:home", "places.view", 28, "o"),
    *cases.NAV,
    *departures.NAV,
    *decisions.NAV,
    *facilities.NAV,
]
urlpatterns: list[Any] = [
    path("removal/", home.home, name="home"),
    *cases.PAGES,
    *departures.PAGES,
    *decisions.PAGES,
    *facilities.PAGES,
    path("locator/", locator.locator, name="locator"),
]
