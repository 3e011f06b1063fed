"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path

from limen.core.navigation import NavItem
from limen.offices.removal.views import locator

app_name = "removal"
NAV: list[NavItem] = []
urlpatterns: list[Any] = [
    path("locator/", locator.locator, name="locator"),
]
