"""The addresses of proceedings."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import cases

NAV = [
    NavItem(_("Cases"), "removal:cases", "removal.view_cases", 40),
    NavItem(_("Hearings"), "removal:hearings", "removal.view_cases", 41),
    NavItem(_("Protections"), "removal:protections", "removal.view_cases", 42),
]
PAGES: list[Any] = [
    path("removal/cases/", cases.cases, name="cases"),
    path("removal/case/<uuid:identifier>/", cases.case, name="case"),
    path("removal/case/<uuid:identifier>/charges/", cases.charges, name="charges"),
    path("removal/hearings/", cases.hearings, name="hearings"),
    path("removal/protections/", cases.protections, name="protections"),
    path("removal/protection/<uuid:identifier>/", cases.protection, name="protection"),
]
