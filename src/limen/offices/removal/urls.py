"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import cases, departures, travel_documents

app_name = "removal"
CASES_NAV = [
    NavItem(_("Cases"), "removal:cases", "removal.view_cases", 40),
    NavItem(_("Hearings"), "removal:hearings", "removal.view_cases", 41),
    NavItem(_("Protections"), "removal:protections", "removal.view_cases", 42),
]
CASES = [
    path("removal/cases/", cases.cases, name="cases"),
    path("removal/case/<uuid:identifier>/", cases.case, name="case"),
    path("removal/case/<uuid:identifier>/charges/", cases.charges, name="charges"),
    path("removal/hearings/", cases.hearings, name="hearings"),
    path("removal/protections/", cases.protections, name="protections"),
    path("removal/protection/<uuid:identifier>/", cases.protection, name="protection"),
]
DEPARTURES_NAV = [
    NavItem(_("Travel documents"), "removal:documents", "removal.departures", 43),
    NavItem(_("Movements"), "removal:movements", "removal.departures", 44, "m"),
]
DEPARTURES = [
    path("removal/documents/", travel_documents.documents, name="documents"),
    path("removal/document/<uuid:identifier>/", travel_documents.document_request, name="traveldocumentrequest"),
    path("removal/movements/", departures.movements, name="movements"),
    path("removal/movement/<uuid:identifier>/", departures.movement, name="movement"),
    path("removal/movement/<uuid:identifier>/candidates/", departures.candidates, name="candidates"),
    path("removal/movement/<uuid:identifier>/print/", departures.movement_print, name="movement_print"),
    path("removal/movement/<uuid:identifier>/boarding/", departures.boarding, name="boarding"),
    path("removal/seat/<uuid:identifier>/", departures.seat, name="seat"),
    path("removal/bar/<uuid:identifier>/", departures.bar, name="returnbar"),
]
NAV: list[NavItem] = [*CASES_NAV, *DEPARTURES_NAV]
urlpatterns: list[Any] = [*CASES, *DEPARTURES]
