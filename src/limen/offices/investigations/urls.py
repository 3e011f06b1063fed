"""The addresses of investigations."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.investigations.views import arrests, leads

app_name = "investigations"

NAV: list[NavItem] = [
    NavItem(_("Investigations"), "investigations:home", "investigations.view", 29, "n", work="investigation"),
    NavItem(_("Leads"), "investigations:leads", "investigations.view", 34),
    NavItem(_("Arrests"), "investigations:arrests", "investigations.view_arrests", 35),
]

urlpatterns: list[Any] = [
    path("investigations/", leads.home, name="home"),
    path("investigations/leads/", leads.leads, name="leads"),
    path("investigations/lead/<uuid:identifier>/", leads.lead, name="lead"),
    path("investigations/arrests/", arrests.arrests, name="arrests"),
    path("investigations/arrests/new/", arrests.new_arrest, name="new_arrest"),
    path("investigations/arrest/<uuid:identifier>/", arrests.arrest, name="arrest"),
]
