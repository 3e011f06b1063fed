"""The addresses of the officers' pages of what the public sends; its forms stand on pages of the public site."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.portal.requests.views import officers

app_name = "portal_requests"

NAV: list[NavItem] = [
    NavItem(_("From the public"), "portal_requests:queue", "portal.view_submissions", 27, work="public"),
]

urlpatterns: list[Any] = [
    path("requests/", officers.queue, name="queue"),
    path("requests/<uuid:identifier>/", officers.submission, name="submission"),
    path("requests/<uuid:identifier>/print/", officers.printed, name="printed"),
]
