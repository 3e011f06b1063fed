"""The addresses of what the public sends: the public tasks by language, and the pages of officers."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.portal.requests.tasks import PATHS
from limen.portal.requests.views import officers, public

app_name = "portal_requests"
LANGUAGES = "es|fr|ar|zh-hans|pt|ht|vi"
"""Languages whose pages have a prefix; those in the original language have none."""

NAV: list[NavItem] = [
    NavItem(_("From the public"), "portal_requests:queue", "portal.view_submissions", 27),
]

urlpatterns: list[Any] = [
    path("requests/", officers.queue, name="queue"),
    path("requests/<uuid:identifier>/", officers.submission, name="submission"),
    path("requests/<uuid:identifier>/print/", officers.printed, name="printed"),
    *(path(f"{where}/", public.task, {"key": key}, name=key) for key, where in PATHS.items()),
    *(
        re_path(rf"^(?P<language>{LANGUAGES})/{where}/$", public.task, {"key": key}, name=f"{key}_in")
        for key, where in PATHS.items()
    ),
]
