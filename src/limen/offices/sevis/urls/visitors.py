"""The addresses of exchange visitors."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.sevis.reach import VISITORS
from limen.offices.sevis.views import visitors

NAV: list[NavItem] = [
    NavItem(_("Exchange visitors"), "sevis:visitors", VISITORS, 34),
    NavItem(_("Work on visitors"), "sevis:visitor_work", "sevis.visitor_record", 35),
]

PAGES: list[Any] = [
    path("sevis/visitors/", visitors.visitors, name="visitors"),
    path("sevis/visitor/<uuid:identifier>/", visitors.visitor, name="visitor"),
    path("sevis/visitor-work/", visitors.visitor_work, name="visitor_work"),
]
