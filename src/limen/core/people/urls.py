"""The addresses of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.core.people import views

app_name = "people"
NAV = [NavItem(_("People"), "people:people", "people.view", 20, "e")]
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<uuid:identifier>/", views.person, name="person"),
    path("search/", views.search, name="search"),
]
