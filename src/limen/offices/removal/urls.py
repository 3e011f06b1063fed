"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal import case_urls, departure_urls, urls_decisions, urls_facilities
from limen.offices.removal.views import home, locator

app_name = "removal"
NAV: list[NavItem] = [
    NavItem(_("Detention and Removal"), "removal:home", "places.view", 28, "o"),
    *case_urls.NAV,
    *departure_urls.NAV,
    *urls_decisions.NAV,
    *urls_facilities.NAV,
]
urlpatterns: list[Any] = [
    path("removal/", home.home, name="home"),
    *case_urls.PAGES,
    *departure_urls.PAGES,
    *urls_decisions.urlpatterns,
    *urls_facilities.urlpatterns,
    path("locator/", locator.locator, name="locator"),
]
