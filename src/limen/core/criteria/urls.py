"""The addresses of criteria."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.criteria.views import reading, writing
from limen.core.navigation import NavItem

app_name = "criteria"
NAV = [
    NavItem(_("Selected"), "criteria:selections", "criteria.examine", 16, "x"),
    NavItem(_("Criteria"), "criteria:criteria", "criteria.view", 27, "k"),
]
urlpatterns = [
    path("criteria/", reading.criteria, name="criteria"),
    path("criteria/new/", writing.draft, name="draft"),
    path("criteria/<uuid:identifier>/", reading.criterion, name="criterion"),
    path("criteria/<uuid:identifier>/amend/", writing.amend, name="amend"),
    path("selections/", reading.selections, name="selections"),
    path("selections/<uuid:identifier>/", reading.selection, name="selection"),
]
