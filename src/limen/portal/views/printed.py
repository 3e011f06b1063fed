"""Pages as PDF, set for the printer and for screen readers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from limen.core.access.doors import open_to_all
from limen.portal import site as sites
from limen.portal.frame import frame_of
from limen.portal.languages import ORIGINAL
from limen.portal.views.public import missing


@open_to_all
@require_safe
def pdf(request: HttpRequest, path: str, language: str = ORIGINAL) -> HttpResponse:
    """Return a page as PDF/UA."""
    site = sites.current()
    frame = frame_of(site, language, path)
    return missing(frame)
