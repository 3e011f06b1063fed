"""The addresses of deadlines."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.clocks import views
from limen.core.navigation import NavItem

app_name = "clocks"
NAV = [NavItem(_("Deadlines"), "clocks:queue", "clocks.view", 24, "t")]
urlpatterns = [
    path("deadlines/", views.queue, name="queue"),
    path("deadlines/what-if/", views.what_if, name="what_if"),
    path("deadlines/<uuid:identifier>/", views.clock, name="runningclock"),
]
