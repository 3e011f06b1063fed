"""The addresses of lookouts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.lookouts import hit_views, statistics_views, views
from limen.core.navigation import NavItem

app_name = "lookouts"
NAV = [
    NavItem(_("Lookouts"), "lookouts:lookouts", "lookouts.check", 25, "l"),
    NavItem(_("Hits"), "lookouts:hits", "lookouts.check", 26),
    NavItem(_("Redress"), "lookouts:redresses", "lookouts.redress", 27, work="redress"),
    NavItem(_("Lookout statistics"), "lookouts:statistics", "lookouts.statistics", 28),
]
urlpatterns = [
    path("lookouts/", views.lookouts, name="lookouts"),
    path("lookouts/hits/", hit_views.hits, name="hits"),
    path("lookouts/hits/<uuid:identifier>/", hit_views.hit, name="hit"),
    path("lookouts/redress/", hit_views.redresses, name="redresses"),
    path("lookouts/redress/<uuid:identifier>/", hit_views.redress, name="redress_page"),
    path("lookouts/statistics/", statistics_views.statistics, name="statistics"),
    path("lookouts/<uuid:identifier>/", views.lookout, name="lookout"),
]
