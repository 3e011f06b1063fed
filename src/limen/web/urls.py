"""The addresses of the frame and of the law room."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.web import lawroom, views

NAV = [NavItem(_("Law"), "law", order=90, key="w")]
urlpatterns = [
    path("work/", views.work, name="home"),
    path("theme/", views.theme, name="theme"),
    path("components/", views.components, name="components"),
    path("law/", lawroom.law, name="law"),
    path("law/clock/<str:key>/", lawroom.clock, name="law_clock"),
]
