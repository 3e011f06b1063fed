"""The addresses of lists."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.core.watchlists import views

app_name = "watchlists"
NAV = [NavItem(_("Lists"), "watchlists:lists", "watchlists.view", 26)]
urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/<uuid:identifier>/", views.watchlist, name="list"),
    path("lists/<uuid:identifier>/load/", views.load, name="load"),
    path("lists/<uuid:identifier>/<int:number>/", views.version, name="version"),
]
