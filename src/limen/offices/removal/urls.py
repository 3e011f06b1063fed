"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from limen.core.navigation import NavItem

app_name = "removal"
NAV: list[NavItem] = []
urlpatterns: list[Any] = []
