"""The addresses of SEVIS."""

from __future__ import annotations

from typing import Any

from limen.core.navigation import NavItem
from limen.offices.sevis.views import batch_urls

app_name = "sevis"
NAV: list[NavItem] = [*batch_urls.NAV]
urlpatterns: list[Any] = [*batch_urls.PAGES]
