"""The addresses of lookouts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.lookouts import views
from limen.core.navigation import NavItem

app_name = "lookouts"
NAV = [NavItem(_("Lookouts"), "lookouts:lookouts", "lookouts.check", 25, "l")]
urlpatterns = [
    path("lookouts/", views.lookouts, name="lookouts"),
    path("lookouts/<uuid:identifier>/", views.lookout, name="lookout"),
]
