"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from limen.core.navigation import NavItem
from limen.offices.removal import urls_decisions

app_name = "removal"
NAV: list[NavItem] = [*urls_decisions.NAV]
urlpatterns: list[Any] = [*urls_decisions.urlpatterns]
