"""The addresses of places."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.core.places import views

app_name = "places"
NAV = [NavItem(_("Places"), "places:places", "places.view", 30, "c")]
urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<uuid:identifier>/", views.place, name="place"),
]
