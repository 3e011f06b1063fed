"""The addresses of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.core.people import proposal_views, views

app_name = "people"
NAV = [
    NavItem(_("People"), "people:people", "people.view", 20, "e"),
    NavItem(_("Same person?"), "people:proposals", "people.judge", 21),
]
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<uuid:identifier>/", views.person, name="person"),
    path("people/proposals/", proposal_views.proposals, name="proposals"),
    path("people/proposals/next/", proposal_views.onward, name="next_proposal"),
    path("people/proposals/<uuid:identifier>/", proposal_views.proposal, name="proposal"),
    path("people/runs/", proposal_views.resolutions, name="resolutions"),
    path("people/runs/<uuid:identifier>/", proposal_views.resolution, name="resolution"),
    path("search/", views.search, name="search"),
]
