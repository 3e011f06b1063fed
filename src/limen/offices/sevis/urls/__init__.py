"""The addresses of SEVIS."""

from __future__ import annotations

from typing import Any

from limen.core.navigation import NavItem
from limen.offices.sevis.urls import batches, students, visitors

app_name = "sevis"
NAV: list[NavItem] = [*students.NAV, *visitors.NAV, *batches.NAV]
urlpatterns: list[Any] = [*students.PAGES, *visitors.PAGES, *batches.PAGES]
