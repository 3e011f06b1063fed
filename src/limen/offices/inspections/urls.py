"""The addresses of inspections."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.inspections.views import arrivals, counter, records, shift

app_name = "inspections"
NAV = [
    NavItem(_("Inspections"), "inspections:home", "inspections.view", 10, "i", work="inspection"),
    NavItem(_("Primary"), "inspections:primary", "inspections.primary", 11, "p"),
    NavItem(_("Secondary"), "inspections:queue", "inspections.view", 12, "s"),
    NavItem(_("Board"), "inspections:board", "inspections.view", 13, "b"),
    NavItem(_("Vetting"), "inspections:vetting", "inspections.vet", 14, "v", work="targeting"),
]
urlpatterns = [
    path("inspections/", counter.home, name="home"),
    path("inspections/primary/", counter.primary, name="primary"),
    path("inspections/inspection/<uuid:identifier>/", counter.inspection, name="inspection"),
    path("inspections/secondary/", counter.queue, name="queue"),
    path("inspections/today/", counter.recent, name="recent"),
    path("inspections/vehicle/", counter.new_vehicle, name="new_vehicle"),
    path("inspections/vehicle/<uuid:identifier>/", counter.vehicle, name="vehicle"),
    path("inspections/supervisor/", counter.supervisor, name="supervisor"),
    path("inspections/board/", arrivals.board, name="board"),
    path("inspections/voyage/<uuid:identifier>/", arrivals.voyage, name="voyage"),
    path("inspections/vetting/", arrivals.vetting, name="vetting"),
    path("inspections/late/", arrivals.late, name="late"),
    path("inspections/traveller/<uuid:identifier>/", arrivals.traveller, name="traveller"),
    path("inspections/search/", arrivals.search, name="search"),
    path("inspections/receive/", arrivals.receive, name="receive"),
    path("inspections/admissions/", records.admissions, name="admissions"),
    path("inspections/admission/<uuid:identifier>/", records.admission, name="admission"),
    path("inspections/overstays/", records.overstays, name="overstays"),
    path("inspections/departures/", records.departures, name="departures"),
    path("inspections/departures/new/", records.new_departure, name="new_departure"),
    path("inspections/departure/<uuid:identifier>/", records.departure, name="departure"),
    path("inspections/lanes/", shift.lanes, name="lanes"),
    path("inspections/lane/<uuid:identifier>/", shift.lane, name="lane"),
    path("inspections/statistics/", shift.statistics, name="statistics"),
]
