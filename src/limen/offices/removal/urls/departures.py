"""The addresses of travel documents, movements and bars on return."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import departures, travel_documents

NAV = [
    NavItem(_("Travel documents"), "removal:documents", "removal.departures", 43),
    NavItem(_("Movements"), "removal:movements", "removal.departures", 44),
]
PAGES = [
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
