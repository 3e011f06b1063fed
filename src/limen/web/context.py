"""What every page's frame says: where one may go, who looks, where and why, and on which law."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from limen.core.access.roles import purposes
from limen.core.lawbook import lawbook
from limen.core.navigation import navigation

THEMES = ("auto", "light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base page shows around every page."""
    viewer = getattr(request, "viewer", None)
    theme = request.session.get("theme", "auto") if viewer is not None else "auto"
    ways = navigation(viewer, request.path)
    return {
        "frame": {
            "navigation": ways.rooms,
            "pages": ways.pages,
            "search": reverse("people:search") if viewer is not None and viewer.may("people.view") else "",
            "purpose": purposes().get(viewer.purpose, "") if viewer is not None else "",
            "node": settings.LIMEN_NODE,
            "law": lawbook().about["title"],
            "theme": theme if theme in THEMES else "auto",
            "themes": THEMES,
        }
    }
