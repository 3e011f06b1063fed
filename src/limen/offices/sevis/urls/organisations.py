"""The addresses of schools, sponsors, officials and of what is watched."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.sevis.reach import STUDENTS, VISITORS
from limen.offices.sevis.views import organisations, oversight

NAV = [
    NavItem(_("Schools"), "sevis:schools", STUDENTS, 37),
    NavItem(_("Sponsors"), "sevis:sponsors", VISITORS, 38),
    NavItem(_("Officials"), "sevis:officials", "sevis.view", 39),
    NavItem(_("Counts and trends"), "sevis:dashboard", "sevis.oversee", 41),
    NavItem(_("Schools at risk"), "sevis:at_risk", "sevis.oversee", 42),
    NavItem(_("Stayed on"), "sevis:stayed_on", "sevis.oversee", 43),
]
PAGES = [
    path("sevis/schools/", organisations.schools, name="schools"),
    path("sevis/school/<uuid:identifier>/", organisations.school, name="school"),
    path("sevis/school/<uuid:identifier>/calendar/", organisations.school_calendar, name="school_calendar"),
    path("sevis/school/<uuid:identifier>/certificate/", organisations.certificate, name="certificate"),
    path("sevis/sponsors/", organisations.sponsors, name="sponsors"),
    path("sevis/sponsor/<uuid:identifier>/", organisations.sponsor, name="sponsor"),
    path("sevis/officials/", organisations.officials, name="officials"),
    path("sevis/official/<uuid:identifier>/", organisations.official, name="official"),
    path("sevis/change/<uuid:identifier>/", organisations.change, name="schoolchange"),
    path("sevis/question/<uuid:identifier>/", organisations.inquiry, name="schoolinquiry"),
    path("sevis/forms/<uuid:identifier>/", organisations.allotment, name="allotment"),
    path("sevis/counts/", oversight.dashboard, name="dashboard"),
    path("sevis/at-risk/", oversight.at_risk, name="at_risk"),
    path("sevis/stayed-on/", oversight.stayed_on, name="stayed_on"),
]
