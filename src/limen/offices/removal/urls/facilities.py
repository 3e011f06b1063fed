"""The addresses of facilities and released data."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import facilities, releases

NAV = [
    NavItem(_("Facilities"), "removal:facilities", "places.view", 28),
    NavItem(_("Released data"), "removal:statistics", "removal.released", 29),
]
PAGES = [
    path("removal/facilities/", facilities.facilities, name="facilities"),
    path("removal/facility/<uuid:identifier>/", facilities.facility, name="facility"),
    path("removal/facility-list/<uuid:identifier>/", facilities.facility_list, name="facilitylist"),
    path("removal/releases/", releases.released, name="releases"),
    path("removal/release/<uuid:identifier>/", releases.release_file, name="releasefile"),
    path("removal/statistics/", releases.statistics, name="statistics"),
    # the public site has them now
    path("facilities/", facilities.moved, name="public_facilities"),
    path("facilities/<str:code>/", facilities.moved, name="public_facility"),
]
