"""The addresses of Border Patrol."""

from __future__ import annotations

from typing import Any

from limen.core.navigation import NavItem

app_name = "patrol"
NAV: list[NavItem] = []
urlpatterns: list[Any] = []
