"""The addresses of Detention and Removal."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import departures

app_name = "removal"
NAV: list[NavItem] = [
    NavItem(_("Travel documents"), "removal:documents", "removal.departures", 19),
    NavItem(_("Movements"), "removal:movements", "removal.departures", 19, "m"),
]
DEPARTURES = [
    path("removal/documents/", departures.documents, name="documents"),
    path("removal/document/<uuid:identifier>/", departures.document_request, name="traveldocumentrequest"),
    path("removal/movements/", departures.movements, name="movements"),
    path("removal/movement/<uuid:identifier>/", departures.movement, name="movement"),
    path("removal/movement/<uuid:identifier>/print/", departures.movement_print, name="movement_print"),
    path("removal/movement/<uuid:identifier>/boarding/", departures.boarding, name="boarding"),
    path("removal/seat/<uuid:identifier>/", departures.seat, name="seat"),
    path("removal/bar/<uuid:identifier>/", departures.bar, name="returnbar"),
]
urlpatterns: list[Any] = [*DEPARTURES]
