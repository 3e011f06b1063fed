"""The addresses of SEVIS."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.sevis.urls import batches, organisations, students, visitors
from limen.offices.sevis.views import oversight

app_name = "sevis"
NAV: list[NavItem] = [
    NavItem(_("SEVIS"), "sevis:home", "sevis.view", 30, "y", work="sevis"),
    *organisations.NAV,
    *students.NAV,
    *visitors.NAV,
    *batches.NAV,
]
urlpatterns: list[Any] = [
    path("sevis/", oversight.home, name="home"),
    *organisations.PAGES,
    *students.PAGES,
    *visitors.PAGES,
    *batches.PAGES,
]
