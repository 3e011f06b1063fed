"""The addresses of custody."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.custody import views
from limen.core.navigation import NavItem

app_name = "custody"
NAV = [NavItem(_("Custody"), "custody:board", "custody.view", 18, "q", work="custody")]
urlpatterns = [
    path("custody/", views.board, name="board"),
    path("custody/population/", views.population, name="population"),
    path("custody/<uuid:identifier>/", views.stay, name="stay"),
]
