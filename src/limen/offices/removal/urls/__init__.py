"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from limen.core.access.doors import open_to_all
from limen.core.navigation import NavItem
from limen.offices.removal.urls import cases, decisions, departures, facilities
from limen.offices.removal.views import home

app_name = "removal"
NAV: list[NavItem] = [
    NavItem(_("Detention and Removal"), "removal:home", "places.view", 28, "o", work="removal"),
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
    # the public site has it now
    path("locator/", open_to_all(RedirectView.as_view(url="/do/find-a-person/", permanent=True)), name="locator"),
]
